"""New reference data: tried on what was answered, and counted only once it is adopted."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import Result as Ran
from sqlalchemy import select

from assessments.library.methods import current_method, reference_editions
from assessments.library.models import ReferenceEdition
from assessments.people import roles
from assessments.reports.gathering import gather_supplier_report
from assessments.results.models import Result
from scoring import shipped
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Page, Person

SOURCE = "Invented yearbook of places"
STATED = ("--source", SOURCE, "--year", "2026", "--licence", "CC BY 4.0")
MALAYSIA, RISKIER = "0,49.7", "0,95.0"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The shipped countries, with one much riskier."""
    text = (shipped.reference_path(*shipped.LATEST) / "countries.csv").read_text("utf-8")
    path = tmp_path / "countries.csv"
    path.write_text(text.replace(f"43.1,4,{MALAYSIA}", f"43.1,4,{RISKIER}"), "utf-8")
    return path


def run(firm: Firm, *arguments: object) -> Ran:
    return firm.app.test_cli_runner().invoke(args=["reference", *map(str, arguments)])


def results(firm: Firm) -> list[Result]:
    with firm.database.reading(firm.scope) as session:
        return list(session.scalars(select(Result).order_by(Result.id)))


def editions(firm: Firm) -> list[ReferenceEdition]:
    with firm.database.reading(firm.scope) as session:
        return reference_editions(session, firm.scope)


def sources(result: Result) -> set[tuple[str, int]]:
    """Source and year of the country score that a result cites."""
    return {
        (cited["source"], cited["year"])
        for line in json.loads(result.document)["trace"]
        for cited in line["reference"]
        if (cited["table"], cited["field"]) == ("countries", "score")
    }


def test_an_edition_is_tried_on_import_and_counts_beside_the_old_once_adopted(
    firm: Firm, file: Path
) -> None:
    old = firm.answered(firm.supplier(), case=5, site_country="MYS")
    shipped_source = sources(old)
    firm.pass_by(timedelta(days=1))

    imported = run(firm, "import", file, "--kind", "countries", *STATED)
    assert imported.exit_code == 0, imported.output
    assert "MYS: 49.7 in the last edition, 95 now" in imported.output
    assert f"{firm.name}: 1 submissions tried, 1 change their band" in imported.output
    assert f"    Invented Gloves: {old.band} " in imported.output
    with firm.database.reading(firm.scope) as session:
        before = current_method(session, firm.scope)
    assert before.reference_edition_id == old.reference_edition_id
    firm.work()
    assert len(results(firm)) == 1

    adopted = run(firm, "adopt", "--company", firm.name)
    assert adopted.exit_code == 0, adopted.output
    firm.work()
    kept, new = results(firm)
    assert (kept.digest, kept.document) == (old.digest, old.document)
    assert new.headline_tenths > kept.headline_tenths
    assert sources(new) == {(SOURCE, 2026)}
    assert sources(kept) == shipped_source
    with firm.database.reading(firm.scope) as session:
        reports = [gather_supplier_report(session, firm.scope, each) for each in (kept, new)]
    assert [SOURCE in repr(report) for report in reports] == [False, True]
    person = firm.person()
    for result, source in ((new, SOURCE), (kept, next(iter(shipped_source))[0])):
        page = person.get(f"/company/results/{result.public_id}/sources/countries/MYS")
        assert source in page.text
    assert SOURCE not in page.text


def test_an_edition_for_one_company_is_seen_by_no_other(
    make_firm: Callable[[str], Firm], file: Path
) -> None:
    one, other = make_firm("Invented Retail plc"), make_firm("Invented Tools Ltd")
    imported = run(one, "import", file, "--kind", "countries", "--company", one.name, *STATED)
    assert imported.exit_code == 0, imported.output
    assert other.name not in imported.output
    assert (len(editions(one)), len(editions(other))) == (2, 1)

    again = run(one, "import", file, "--kind", "countries", "--company", one.name, *STATED)
    assert "not tried. Adopt or discard the trial that is open" in again.output
    own = re.search(r"Edition (\S+),", imported.output)
    assert own
    sectors = Path(__file__).parents[3] / "docs" / "examples" / "sectors-2026.csv"
    onto = ("import", sectors, "--kind", "sectors", "--company", one.name, "--onto")
    added = run(one, *onto, own[1])
    assert added.exit_code == 0, added.output
    newest = json.loads(editions(one)[0].document)["tables"]
    assert [newest[table]["source"] for table in ("countries", "sectors")] == [
        SOURCE,
        "Yearly review of sectors by Invented Retail plc; expert judgement",
    ]
    assert "has no edition 2099" in run(one, *onto, "2099").output

    refused = run(other, "adopt", "--company", other.name)
    assert refused.exit_code == 2
    assert "is trying nothing that could be adopted" in refused.output
    unknown = run(one, "adopt", "--company", "Nobody")
    assert unknown.exit_code == 2
    assert "“Nobody” is no company" in unknown.output


def test_a_refused_file_leaves_everything_as_it_was(firm: Firm, file: Path) -> None:
    file.write_text(file.read_text("utf-8").replace("MYS,", "mys,"), "utf-8")
    refused = run(firm, "import", file, "--kind", "countries", *STATED)
    assert refused.exit_code == 2
    assert "such as MYS" in refused.output
    assert len(editions(firm)) == 1


def bring(person: Person, raw: bytes, **values: str) -> Page:
    page = person.get("/company/method/reference")
    filled = {"kind": "countries", "source": SOURCE, "year": "2026", "licence": "CC BY 4.0"}
    files = {"file": [(raw, "countries.csv")]}
    return person.press(page, {**filled, **values}, holding="kind", files=files)


def test_an_administrator_brings_in_a_file_tries_and_adopts_it(firm: Firm, file: Path) -> None:
    firm.answered(firm.supplier(), case=5, site_country="MYS")
    person = firm.person(roles.COMPANY_ADMIN)
    page = bring(person, file.read_bytes())
    assert page.status == 200
    for told in ("The file is sound", SOURCE, "MYS: 49.7 in the last edition, 95 now"):
        assert told in page.text
    tried = person.press(page, holding="edition")
    firm.work()
    tried = person.get(tried.path)
    assert "Invented Gloves" in tried.text
    assert len(results(firm)) == 1
    sure = person.get(f"{tried.path}/adopt")
    person.press(sure, {"sure": "yes"}, holding="sure")
    firm.work()
    old, new = results(firm)
    assert sources(new) == {(SOURCE, 2026)} != sources(old)
    assert "This is the edition that you score by." in person.get(page.path).text


def test_a_second_table_is_brought_in_on_top_of_an_edition_that_does_not_count(
    firm: Firm, file: Path
) -> None:
    person = firm.person(roles.COMPANY_ADMIN)
    first = bring(person, file.read_bytes())
    sectors = (shipped.reference_path(*shipped.LATEST) / "sectors.csv").read_bytes()
    page = person.get(f"/company/method/reference?onto={first.path.rpartition('/')[2]}")
    filled = {"kind": "sectors", "source": "Own review", "year": "2026", "licence": "own use"}
    files = {"file": [(sectors, "sectors.csv")]}
    second = person.press(page, filled, holding="kind", files=files)
    assert "MYS: 49.7 in the last edition, 95 now" in second.text
    assert "Own review" in second.text
    unknown = f"/company/method/reference?onto={UUID(int=7)}"
    assert person.get(unknown).status == 404


def test_a_refused_file_is_told_row_by_row_and_loses_nothing_typed(firm: Firm, file: Path) -> None:
    person = firm.person(roles.COMPANY_ADMIN)
    raw = file.read_bytes().replace(b"MYS,", b"mys,").replace(b",95.0", b",950")
    page = bring(person, raw, year="1066")
    assert page.status == 422
    for told in ("“mys” is no country code", "950 is outside the scale", "“1066” cannot be used"):
        assert told in page.text
    form = page.form("source")
    kept = {name: form.fields[name] for name in ("kind", "source", "year")}
    assert kept == {"kind": ["countries"], "source": [SOURCE], "year": ["1066"]}
    assert "row_count_confirmed" not in form.offered
    assert len(editions(firm)) == 1


def test_a_number_of_rows_is_confirmed_on_the_page(firm: Firm) -> None:
    person = firm.person(roles.COMPANY_ADMIN)
    rows = (shipped.reference_path(*shipped.LATEST) / "listed_goods.csv").read_bytes().splitlines()
    fewer = b"\n".join(row for row in rows if not row.startswith((b"B", b"M", b"V", b"PE")))
    page = bring(person, fewer, kind="listed-goods")
    assert "then confirm the number of rows" in page.text
    files = {"file": [(fewer, "listed.csv")]}
    page = person.press(page, {"row_count_confirmed": "yes"}, holding="kind", files=files)
    assert "The file is sound" in page.text


def test_a_file_that_is_no_table_is_refused_in_words(firm: Firm) -> None:
    person = firm.person(roles.COMPANY_ADMIN)
    for raw, told in (
        (b"", "The file has no rows"),
        (b"PK\x03\x04", "a workbook or an archive"),
        (b"\0" * 3_000_000, "larger than 2 MB"),
    ):
        page = bring(person, raw)
        assert page.status == 422
        assert told in page.text
    page = person.press(person.get("/company/method/reference"), holding="kind")
    assert "Choose a CSV file." in page.text
    assert "Choose which table the file is." in page.text


def test_an_editor_reads_an_edition_and_brings_in_none(firm: Firm, editor: Person) -> None:
    assert editor.get("/company/method/reference").status == 403
    (edition,) = editions(firm)
    page = editor.get(f"/company/method/editions/{edition.public_id}")
    assert "This is the edition that you score by." in page.text
