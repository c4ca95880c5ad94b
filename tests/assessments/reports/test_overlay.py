"""A report by an overlay says so on its cover, and what differs in an annex."""

from dataclasses import replace

from assessments.library.overlays import Base, check_overlay
from assessments.reports.portfolio_workbook import portfolio_workbook
from assessments.reports.supplier import SupplierReport
from assessments.reports.supplier_report import supplier_report
from questionnaires.words import words_of_ruleset
from scoring import shipped
from scoring.engine import Scorer
from tests.assessments.reports.companies import ON, portfolio, workbook
from tests.assessments.reports.samples import (
    GLOVES,
    TERMS,
    case,
    parts,
    questionnaire,
    report,
    ruleset,
    stored,
)
from tests.overlays import overlay
from tests.webapp.documents.made import text_of
from webapp.documents import render_portfolio
from webapp.documents.supplier import render_supplier_report


def by_overlay() -> SupplierReport:
    base = Base(ruleset().document, shipped.reference())
    made = check_overlay(overlay(policy="yes", severity="Z"), [base]).ruleset
    scorer = Scorer(made, shipped.reference(), questionnaire().form())
    document = case(GLOVES)
    document["answers"]["policy"] = "yes"
    return supplier_report(
        **parts(document)
        | {
            "result": stored(scorer.score(document).document()),
            "ruleset": stored(made.document),
            "base": stored(base.document),
            "terms": words_of_ruleset(made.document),
            "scorer": scorer,
        }
    )


def test_the_cover_names_the_ruleset_that_the_overlay_was_made_over() -> None:
    said = by_overlay().cover.ruleset
    assert said.startswith("invented-retail, version 1, an overlay of forced-labour, version")


def test_the_annex_says_each_difference_and_why_in_words() -> None:
    said = by_overlay().overlay
    assert said is not None
    assert said.why == "We ask every site for a policy against forced labour."
    (line,) = said.lines
    assert line.place == "rules › C-POLICY"
    assert line.after == (
        "There is no policy. The site has no policy against forced labour. "
        "Where policy == 'yes': severity Z, VUL +30."
    )


def test_a_finding_of_an_added_rule_has_its_words() -> None:
    assert "There is no policy" in [finding.title for finding in by_overlay().findings]


def test_the_pdf_of_an_overlay_can_be_drawn_and_is_the_same_each_time() -> None:
    made = render_supplier_report(by_overlay())
    assert made == render_supplier_report(by_overlay())
    assert "Results here were made by invented-retail, version 1" in text_of(made)


def test_a_report_by_a_shipped_ruleset_says_nothing_of_overlays() -> None:
    assert report(GLOVES).overlay is None
    assert "overlay" not in report(GLOVES).cover.ruleset


def test_the_portfolio_names_the_overlays_that_its_results_were_made_by() -> None:
    said = by_overlay().overlay
    assert said is not None
    text = text_of(render_portfolio(replace(portfolio(), overlays=(said,))))
    assert "invented-retail, version 1, an overlay of forced-labour" in text
    assert "Where policy == 'yes': severity Z" in text


def test_the_workbook_of_a_portfolio_lists_what_an_overlay_changes() -> None:
    said = by_overlay().overlay
    assert said is not None
    book = portfolio_workbook(
        company="Invented Retail",
        on=ON,
        entries=(),
        questionnaires={},
        terms=TERMS,
        overlays=[said],
    )
    sheet = next(one for one in book.sheets if one.name == "overlays")
    assert [row[4:] for row in sheet.rows] == [
        (line.place, line.what, line.before, line.after) for line in said.lines
    ]
    assert {row[:4] for row in sheet.rows} == {(said.name, said.base, said.title, said.why)}
    assert {row[0] for row in book.sheets[-1].rows} >= {"overlays"}


def test_a_workbook_without_an_overlay_has_no_sheet_of_them() -> None:
    assert "overlays" not in [sheet.name for sheet in workbook().sheets]
