"""What the report on one supplier says."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from random import Random

import pytest

from assessments.reports.sources import citation
from assessments.reports.supplier import SupplierReport
from assessments.reports.supplier_report import supplier_report
from assessments.reports.wording import REMOVED_ON_REQUEST
from questionnaires import library
from scoring import shipped
from scoring.canonical import digest
from scoring.samples import Sampler
from tests.assessments.reports.samples import (
    AUTHOR,
    CASES,
    COTTON,
    GLOVES,
    HALF,
    case,
    parts,
    questionnaire,
    report,
    ruleset,
    stored,
)


def texts(value: object) -> Iterator[str]:
    """Every text that a report holds, attachments left out."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for one in fields(value):
            if one.name != "attachments":
                yield from texts(getattr(value, one.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)


@pytest.mark.parametrize("name", CASES)
def test_the_same_arguments_give_the_same_report(name: str) -> None:
    assert supplier_report(**parts(case(name))) == report(name)


def test_the_id_comes_from_what_the_report_says() -> None:
    changed = case(GLOVES)
    changed["answers"]["grievances_12m"] = 13
    other = supplier_report(**parts(changed))
    assert report(GLOVES).report_id.startswith("ER-")
    assert report(GLOVES).digest[:5].upper() in report(GLOVES).report_id
    assert other.report_id != report(GLOVES).report_id


@pytest.mark.parametrize("name", CASES)
def test_no_report_says_that_forced_labour_was_found(name: str) -> None:
    claims = re.compile(r"forced labour (was |has been )?(found|confirmed|proven)", re.IGNORECASE)
    for text in texts(report(name)):
        assert not claims.search(text)
        assert not re.search(r"\bfound (\w+ )?forced labour", text, re.IGNORECASE)


@pytest.mark.parametrize("name", CASES)
def test_no_text_is_a_key_without_words(name: str) -> None:
    for text in texts(report(name)):
        assert not re.fullmatch(r"\[[\w.-]+\]", text), text


@pytest.mark.parametrize("name", CASES)
def test_every_question_stands_once_in_the_annex_and_hidden_ones_are_not_asked(name: str) -> None:
    rows = [row for section in report(name).answers for row in section.rows]
    hidden = {row.key for row in rows if row.state == "hidden"}
    expected = next(one for one in ruleset().cases if one.name == name).expected["hidden"]
    assert [row.key for row in rows] == [
        key for section in questionnaire().sections for key in section.question_keys
    ]
    assert hidden == set(expected)
    assert all(row.lines[0].startswith("Not asked") for row in rows if row.key in hidden)
    assert all(row.lines[0] != "Not asked" for row in rows if row.key not in hidden)


def test_an_answer_names_who_gave_it_and_when() -> None:
    found = report(GLOVES)
    rows = [row for section in found.answers for row in section.rows if row.state == "answered"]
    assert found.authors == (AUTHOR,)
    assert {row.author for row in rows} == {1}
    assert all(row.saved_at is not None for row in rows)


def test_an_erased_name_reads_as_removed_and_the_rest_stays() -> None:
    given = parts(case(GLOVES))
    erased = supplier_report(**{**given, "people": {}})
    assert erased.authors == (REMOVED_ON_REQUEST,)
    assert erased.cover.declared_by.startswith(REMOVED_ON_REQUEST)
    assert AUTHOR not in set(texts(erased))
    assert erased.attachments == report(GLOVES).attachments


@pytest.mark.parametrize("name", CASES)
def test_indicators_are_twelve_worst_first_and_one_is_ours(name: str) -> None:
    lines = report(name).indicators
    residuals = [line.residual for line in lines]
    assert len(lines) == 12
    assert residuals == sorted(residuals, reverse=True)
    assert [line.key for line in lines if not line.ilo] == ["SIF"]
    assert {line.ilo for line in lines if line.ilo} == {f"ILO-{number}" for number in range(1, 12)}


@pytest.mark.parametrize("name", CASES)
def test_findings_come_worst_first_with_indicator_standards_answer_and_action(name: str) -> None:
    found = report(name).findings
    order = ["ZRMLU".index(finding.severity.key) for finding in found]
    expected = next(one for one in ruleset().cases if one.name == name).expected
    assert order == sorted(order)
    assert {finding.rule for finding in found} == set(expected["rules"])
    for finding in found:
        assert finding.points
        assert finding.answers
        assert finding.references or {key for key, _, _ in finding.points} == {"SIF"}
        assert finding.action.key in expected["actions"]


def test_a_finding_cites_standards_and_no_reporting_law() -> None:
    cited = {code for name in CASES for one in report(name).findings for code in one.references}
    assert {"ILO-9", "DHAKA-1", "ILO-FR-7", "ICLS-MEN"} <= cited
    assert not {code for code in cited if code.startswith(("UK-", "CA", "AU-", "NO-"))}
    assert {reference.code for reference in report(GLOVES).references} == {
        code for one in report(GLOVES).findings for code in one.references
    }


def test_a_contradiction_shows_both_answers_and_the_question_to_the_supplier() -> None:
    changed = case(GLOVES)
    changed["answers"]["fees_paid"] = "none"
    found = supplier_report(**parts(changed)).contradictions
    (one,) = (check for check in found if check.check == "X03")
    assert one.answers[0].lines[0] == "No worker paid"
    assert len(one.answers) >= 2
    assert one.question.endswith("?")
    assert one.reply == "No reply recorded."


def test_unknowns_put_questions_that_decide_others_first() -> None:
    found = report(HALF).unknowns
    gateways = [unknown.gateway for unknown in found]
    assert gateways == sorted(gateways, reverse=True)
    assert any(gateways)
    assert {unknown.state for unknown in found} == {"Left blank", "Not known to the supplier"}
    assert report(HALF).unknown_rules


def test_zero_tolerance_and_the_pattern_are_noted() -> None:
    assert any("SIF02" in note for note in report(COTTON).notes)
    assert any("pattern consistent" in note for note in report(CASES[2]).notes)
    assert report(CASES[0]).notes == ()


@pytest.mark.parametrize("name", CASES)
def test_every_number_is_explained_and_the_explanation_ends_in_the_number(name: str) -> None:
    found = report(name)
    by_title = {one.title: one for one in found.explanations}
    for line in found.indicators:
        explanation = by_title[f"{line.key} {line.name}"]
        assert Decimal(explanation.equals) == line.residual
        assert Decimal(explanation.sums[-1].equals) == line.residual
        for finding in found.findings:
            if line.key in {key for key, _, _ in finding.points}:
                assert finding.rule in explanation.sums[-1].text
    assert Decimal(by_title["Headline and band"].equals) == found.glance.headline
    assert Decimal(by_title["Inherent risk"].sums[0].equals) == found.inherent.score
    assert Decimal(by_title["Confidence"].equals) == found.glance.confidence.score


def test_a_control_shows_the_proof_with_which_it_was_scored() -> None:
    families = {family.key: family for family in report(GLOVES).families}
    proofs = {control.proof for family in families.values() for control in family.controls}
    assert proofs == {"Added, not reviewed"}
    hidden = [control for control in report(HALF).families[1].controls if not control.proof]
    assert {control.answer for control in hidden} == {"Not asked"}


@pytest.mark.parametrize("name", CASES)
def test_the_attachments_are_what_the_result_was_made_with(name: str) -> None:
    found = {one.name: one for one in report(name).attachments}
    pins = {pin.what: pin.sha256 for pin in report(name).pins}
    given = parts(case(name))
    assert set(found) == {
        "snapshot.json",
        "ruleset.json",
        "reference-rows.json",
        "reference.json",
        "questionnaire.json",
        "inputs.json",
        "result.json",
        "digests.json",
    }
    assert found["snapshot.json"].sha256 == digest(given["snapshot"]) == pins["Sealed submission"]
    assert found["ruleset.json"].sha256 == ruleset().sha256 == pins["Rules forced-labour"]
    assert found["result.json"].sha256 == pins["Result"]


def test_only_rows_that_were_used_travel_with_the_report() -> None:
    (rows,) = (one for one in report(GLOVES).attachments if one.name == "reference-rows.json")
    tables = json.loads(rows.content)["tables"]
    assert set(tables["countries"]["rows"]) == {"MYS", "NPL"}
    assert set(tables["listed_goods"]["rows"]) == {"MYS/rubber_gloves"}
    assert tables["countries"]["source"]
    assert tables["countries"]["licence"]


def test_what_others_said_is_shown_apart_from_what_the_supplier_said() -> None:
    changed = case(GLOVES)
    changed["signals"] = {"recruiter_says_worker_paid": True}
    group = supplier_report(**parts(changed)).facts[-1]
    assert group.title == "Learned from others, not from the supplier"
    assert [fact.lines for fact in group.facts] == [("Yes",)]
    assert not any(one.title == group.title for one in report(GLOVES).facts)


def test_what_is_not_there_yet_is_said() -> None:
    for item in ("review", "recruiters", "follow-up", "remedy", "comment"):
        assert report(GLOVES).said_of(item)


def test_the_screening_questionnaire_has_its_own_report() -> None:
    screening = questionnaire(library.SCREENING)
    document = case(GLOVES)
    for name in ("answers", "proof"):
        kept = {key: one for key, one in document[name].items() if key in screening.questions}
        document[name] = kept
    found = supplier_report(**parts(document, slug=library.SCREENING))
    rows = [row.key for section in found.answers for row in section.rows]
    assert sorted(rows) == sorted(screening.questions)


@pytest.mark.parametrize("seed", range(25))
def test_a_report_is_built_for_any_answers(seed: int) -> None:
    sampler = Sampler(
        questionnaire().form(), ("DEU", "MYS", "TKM", "CHN", "PRK", "ATA"), ("cotton", "bricks")
    )
    found = supplier_report(**parts(sampler.document(Random(seed))))
    assert isinstance(found, SupplierReport)
    assert len(found.indicators) == 12


def test_a_result_from_the_database_and_one_from_the_engine_say_the_same() -> None:
    given = parts(case(GLOVES))
    again = supplier_report(**{**given, "result": stored(given["result"])})
    assert again == report(GLOVES)


SAID_OF_CERTAINTY = {
    "exact": "",
    "inferred": "inferred by elimination, not the source's own statement",
    "carried_from_2024": "carried over from the 2024 report, not stated for 2025",
    "": "the report gives no tier",
}


def test_a_tier_that_the_source_did_not_state_says_so_for_every_country() -> None:
    for row in shipped.reference().countries:
        said = citation(row.cite("tip_tier")._asdict())
        assert said.certainty == SAID_OF_CERTAINTY[row["tip_certainty"]]


def test_a_report_shows_the_certainty_beside_the_tier() -> None:
    rows = {row["tip_certainty"]: row["iso3"] for row in shipped.reference().countries}
    for certainty, country in rows.items():
        changed = case(CASES[0])
        changed["answers"]["site_country"] = country
        found = supplier_report(**parts(changed))
        tier = next(one for one in found.citations if one.field == "TIP tier")
        assert tier.certainty == SAID_OF_CERTAINTY[certainty]
        assert tier in found.inherent.parts[0].parts[0].citations
