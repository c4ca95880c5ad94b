"""From the portfolio down to an answer: groups, the way back, and each page as a file."""

import csv
import io
import json
import re
from urllib.parse import urlsplit

import pytest

from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Page, Person
from webapp.company.exporting import harmless, parts

ON_SQLITE = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
ABOUT = ("ruleset", "reference")


def rows(page: Page) -> list[list[str]]:
    """The rows of the first table of a page."""
    tables = [table for part in parts(page.text) for table in part.tables]
    found: list[list[str]] = tables[0]["rows"]
    return found


@ON_SQLITE
def test_groups_count_what_their_lists_hold(firm: Firm, editor: Person) -> None:
    firm.answered(firm.supplier("Changed"), case=1)
    firm.answered(firm.supplier("Critical"), case=1)
    firm.answered(firm.supplier("Open"), case=5)
    firm.supplier("Silent")
    changed = firm.supplier("Changed twice")
    firm.answered(changed, case=1)
    firm.answered(changed, case=0)
    for dimension in ("country", "sector", "band", "indicator", "rule"):
        page = editor.get(f"/company/portfolio?by={dimension}")
        lists = re.findall(rf'href="(/company/portfolio/{dimension}/[^"]+)"', page.text)
        assert len(lists) == len(rows(page)) > 0
        for href, (_name, number, *_rest) in zip(lists, rows(page), strict=True):
            assert len(rows(editor.get(href))) == int(number), href


@ON_SQLITE
def test_a_group_by_rule_counts_the_newest_result_of_each_supplier(
    firm: Firm, editor: Person
) -> None:
    supplier = firm.supplier("Changed")
    firm.answered(supplier, case=1)
    assert [row[0] for row in rows(editor.get("/company/portfolio/rule/REC04"))] == ["Changed"]
    firm.answered(supplier, case=0)
    assert "No supplier is in this group" in editor.get("/company/portfolio/rule/REC04").text


@ON_SQLITE
@pytest.mark.parametrize(
    "path",
    ["country/XXX", "sector/nope", "band/worse", "indicator/NOPE", "rule/NOPE99", "what/ever"],
)
def test_a_group_that_is_none_is_not_found(editor: Person, path: str) -> None:
    assert editor.get(f"/company/portfolio/{path}").status == 404


@ON_SQLITE
def test_five_steps_lead_down_and_the_trail_leads_back_up(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier("Invented Gloves"), case=1)
    page = editor.get("/company/portfolio?by=country")
    for step in (
        "/company/portfolio/country/MYS",
        "/company/suppliers/",
        f"/company/results/{result.public_id}/indicators/DEB",
        f"/company/results/{result.public_id}/rules/REC04",
        f"/company/results/{result.public_id}/answers/fee_months",
    ):
        page = editor.get(next(link for link in links(page) if link.startswith(step)))
        assert page.status == 200
    trail = links_of(page.text.split('class="trail"')[1].split("</nav>")[0])
    assert [urlsplit(link).path.split("/")[-1] for link in trail] == [
        *("portfolio", "MYS", str(newest(firm, "Invented Gloves")), str(result.public_id)),
        *("DEB", "REC04", "answers"),
    ]
    for link in trail:
        assert editor.get(link).status == 200


@ON_SQLITE
@pytest.mark.parametrize(
    "group", ["//evil.example/x", "https://evil.example", "country/XXX", "country", "rule/../.."]
)
def test_a_way_that_is_none_of_ours_is_forgotten(firm: Firm, editor: Person, group: str) -> None:
    result = firm.answered(firm.supplier(), case=1)
    address = f"/company/results/{result.public_id}/rules/REC04"
    page = editor.get(f"{address}?group={group}&indicator=//evil&rule=a/b")
    assert page.status == 200
    trail = page.text.split('class="trail"')[1].split("</nav>")[0]
    assert "evil" not in trail
    assert links_of(trail)[0] == "/company/suppliers"
    down = next(link for link in links(page) if "/answers/fee_months" in link)
    assert down.endswith("?rule=REC04")


@ON_SQLITE
def test_an_address_of_a_page_takes_no_orders(firm: Firm, editor: Person) -> None:
    firm.answered(firm.supplier(), case=1)
    orders = "_scheme=javascript&_external=1&endpoint=auth.home&dimension=rule"
    for path in ("/company/portfolio", "/company/portfolio/country/MYS", "/company/suppliers"):
        page = editor.get(f"{path}?{orders}")
        assert page.status == 200
        assert "javascript:" not in page.text
        assert f'href="{path}?{orders}&' in page.text


@ON_SQLITE
def test_a_page_and_its_files_say_the_same(firm: Firm, editor: Person) -> None:
    result = firm.answered(firm.supplier("=cmd()|Gloves"), case=1)
    one = f"/company/results/{result.public_id}"
    told = json.loads(result.document)
    pinned = {result.digest, *(told[name]["sha256"] for name in ABOUT)}
    below = ("indicators/DEB", "rules/REC04", "checks/X01", "answers", "answers/fee_months")
    for path in (one, *(f"{one}/{rest}" for rest in (*below, "parts/headline"))):
        page, table, document = (editor.get(path + end) for end in ("", "?as=csv", "?as=json"))
        assert document.response.content_type == "application/json"
        assert "attachment" in table.response.headers["Content-Disposition"]
        shown = [vars(part) for part in parts(page.response.get_data(as_text=True))]
        found = json.loads(document.response.get_data(as_text=True))
        assert found == {"address": path, "parts": shown}
        text = table.response.get_data(as_text=True).removeprefix("\ufeff")
        cells = {cell for line in csv.reader(io.StringIO(text)) for cell in line}
        assert pinned <= cells
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
        for part in shown:
            for each in part["tables"]:
                assert {harmless(cell) for row in each["rows"] for cell in row} <= cells


@pytest.mark.parametrize("text", ["=1+1", "+20", "-3", "@x", "\tx"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_a_file_holds_what_is_shown_and_leaves_out_how_to_move_about() -> None:
    page = """<nav>Elsewhere</nav><main><nav>Up</nav><h1><span>Whose</span>Title</h1>
      <p>Line <b>bold</b></p><svg><title>Chart</title></svg><form><p>Type</p></form>
      <table><caption>Sums</caption><thead><tr><th>A</th><th>B</th></tr></thead><tbody>
      <tr><th>x<p>note</p></th><td><span aria-hidden="true">●<i>●</i></span>1&lt;2</td></tr>
      </tbody></table><h2>More</h2><dl><div><dt>Key</dt><dd>Value</dd></div></dl></main>
      <p>Foot</p>"""
    title, more = parts(page)
    assert (title.title, title.text) == ("Whose; Title", ["Line bold"])
    assert title.tables == [{"title": "Sums", "columns": ["A", "B"], "rows": [["x; note", "1<2"]]}]
    assert more.tables == [{"title": "", "columns": [], "rows": [["Key", "Value"]]}]


def links(page: Page) -> list[str]:
    return links_of(page.text)


def links_of(text: str) -> list[str]:
    return re.findall(r'href="(/company[^"#]*)', text)


def newest(firm: Firm, name: str) -> object:
    from assessments.results.portfolio import SupplierFilter, suppliers

    with firm.database.reading(firm.scope) as session:
        (row,) = suppliers(session, firm.scope, SupplierFilter(search=name)).rows
        return row.supplier.public_id
