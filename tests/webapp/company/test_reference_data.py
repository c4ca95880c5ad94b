"""New reference data: tried on what was answered, and counted only once it is adopted."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result as Ran
from sqlalchemy import select

from assessments.library.methods import current_method, reference_editions
from assessments.reports.gathering import gather_supplier_report
from assessments.results.models import Result
from scoring import shipped
from tests.webapp.company.firm import Firm

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
    with one.database.reading(one.scope) as session:
        assert len(reference_editions(session, one.scope)) == 2
    with other.database.reading(other.scope) as session:
        assert len(reference_editions(session, other.scope)) == 1

    again = run(one, "import", file, "--kind", "countries", "--company", one.name, *STATED)
    assert "not tried. Adopt or discard the trial that is open" in again.output
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
    with firm.database.reading(firm.scope) as session:
        assert len(reference_editions(session, firm.scope)) == 1
