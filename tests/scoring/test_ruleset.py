"""Rulesets are checked as a whole: every problem at once, each with its place."""

from decimal import Decimal

import pytest

from scoring import shipped
from scoring.ruleset import Deadline, RulesetProblems, load_ruleset, parse_ruleset
from scoring.ruleset.parts import SEVERITIES


@pytest.fixture
def problems(form, reference):
    def told(document):
        with pytest.raises(RulesetProblems) as caught:
            parse_ruleset(document, form=form, reference=reference)
        return caught.value.problems

    return told


def rule(document, key):
    return next(entry for entry in document["rules"] if entry["id"] == key)


def test_the_shipped_ruleset_has_every_rule_check_control_and_action(ruleset):
    assert (len(ruleset.rules), len(ruleset.checks), len(ruleset.actions)) == (94, 16, 24)
    assert len(ruleset.indicators) == 12
    assert [len(family.controls) for family in ruleset.families] == [5, 4, 6, 5, 4]
    assert (ruleset.slug, ruleset.version) == shipped.LATEST
    assert ruleset.questionnaire == shipped.QUESTIONNAIRE


@pytest.mark.parametrize(
    ("key", "change", "place", "message"),
    [
        ("REC01", {"when": "fees_pad == 'most'"}, "when", "there is no question 'fees_pad'"),
        ("REC01", {"when": "fees_paid == 'much'"}, "when", "there is no choice 'much'"),
        ("REC03", {"when": "fee_months == 'some'"}, "when", "compares a number"),
        ("PAY11", {"when": "any_row(deductions, kind == 'x')"}, "when", "there is no column of"),
        ("PAY11", {"when": "every_row(deductions)"}, "when", "there is no function 'every_row'"),
        ("REC01", {"severity": "X"}, "severity", "'X' is none of Z, R, M, L, U"),
        ("REC01", {"icls": "BAD"}, "icls", "'BAD' is none of"),
        ("REC01", {"action": "A-NONE"}, "action", "'A-NONE' is none of"),
        ("REC01", {"points": {"XXX": 5}}, "XXX", "there is no indicator 'XXX'"),
        ("REC01", {"points": {"DEB": Decimal("4.5005")}}, "DEB", "more than three decimals"),
        ("REC01", {"points": {"DEB": 101}}, "DEB", "101 is not between 0 and 100"),
        ("REC01", {"points": {"DEB": -1}}, "DEB", "-1 is not between 0 and 100"),
        ("REC01", {"points": {"DEB": "many"}}, "DEB", "a number is needed"),
        ("REC01", {"points": {"DEB": 4.5}}, "DEB", "a number is needed, not 4.5"),
        ("REC01", {"points": {"DEB": Decimal("NaN")}}, "DEB", "a number is needed"),
        ("REC01", {"colour": "red"}, "colour", "means nothing here"),
        ("REC01", {"when": 3}, "when", "a condition is written as text"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_rule_is_told_with_rule_and_place(
    problems, document, key, change, place, message
):
    rule(document, key).update(change)
    found = [problem for problem in problems(document) if problem.rule == key]
    assert [problem.place for problem in found] == [place]
    assert message in found[0].message


@pytest.mark.parametrize(
    ("spoil", "rule_named", "message"),
    [
        (lambda d: d["rules"].append(dict(d["rules"][0])), "REC01", "two entries of rules have"),
        (lambda d: d["rules"][0].pop("id"), "rules", "has no id"),
        (lambda d: d["rules"][0].pop("when"), "REC01", "is missing"),
        (lambda d: d.pop("bands"), "bands", "the section is missing"),
        (lambda d: d["bands"].update(high=10), "bands", "must rise"),
        (lambda d: d.update(notes="x"), "notes", "there is no such section"),
        (lambda d: d["questions"].pop("fees_paid"), "questions", "its order is not declared"),
        (lambda d: d["questions"].update(fee_amount={"worse": "more"}), "questions",
         "declared, but nothing reads it"),
        (lambda d: d["questions"].update(fees={"worse": "more"}), "questions",
         "there is no question 'fees'"),
        (lambda d: d["questions"].update(fees_paid={"worse": ["none < much"]}), "questions",
         "there is no choice 'much'"),
        (lambda d: d["questions"].update(fees_paid={"worse": "more"}), "questions",
         "'more' is no order for a choice question"),
        (lambda d: d["questions"].update(hours_max={"worse": ["a < b"]}), "questions",
         "a chain is no order for a number question"),
        (lambda d: d["questions"]["workers_foreign"].update(except_rules=["EXT99"]), "questions",
         "there is no rule 'EXT99'"),
        (lambda d: d["questions"].update(fees_paid={}), "questions", "either worse or unordered"),
        (lambda d: d["families"][0]["questions"][0].update(question="polcy"), "K1",
         "there is no question 'polcy'"),
        (lambda d: d["families"][0]["questions"][0].update(value="maybe"), "values",
         "there is no such scale"),
        (lambda d: d["values"]["mapping"].update(tier9=1), "values.mapping",
         "there is no choice 'tier9'"),
        (lambda d: d["indicators"][0]["controls"].update(K9=1), "VUL",
         "there is no control family 'K9'"),
        (lambda d: d["workforce"][0]["first"][0].update(when="foreign_shar == 0"), "foreign_share",
         "there is no question 'foreign_shar'"),
        (lambda d: d["proof"]["control"].pop("none"), "proof", "is missing"),
        (lambda d: d["actions"]["A-FEE"]["deadlines"]["Z"][0].update(hours=2),
         "actions.A-FEE.deadlines", "exactly one of hours, days, working_days"),
        (lambda d: d["actions"]["A-FEE"]["deadlines"].update(Q=[]), "actions.A-FEE.deadlines",
         "is no severity"),
        (lambda d: d["confidence"]["verified_by"].append("workers_total"), "confidence",
         "'workers_total' is no yes/no question"),
        (lambda d: d.pop("cases"), "cases", "at least one case"),
        (lambda d: d.update(questionnaire="core"), "questionnaire", "slug and version"),
        (lambda d: d.update(basis=0.5), "", "cannot be hashed"),
        (lambda d: d["inherent"]["weights"].update(country=2), "inherent",
         "2 is not between 0 and 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_section_is_told(problems, document, spoil, rule_named, message):
    spoil(document)
    assert any(
        problem.rule == rule_named and message in problem.message for problem in problems(document)
    )


def test_all_problems_are_told_at_once(problems, document):
    rule(document, "REC01")["when"] = "fees_pad == 'most' or channel == 'x'"
    rule(document, "MOV01")["points"] = {"DOC": 200}
    document["checks"][0]["severity"] = "huge"
    told = [problem for problem in problems(document) if problem.rule in ("REC01", "MOV01", "X01")]
    assert len(told) == 4


def test_a_problem_names_file_line_rule_and_place(tmp_path, form, reference):
    source = shipped.ruleset_path(*shipped.LATEST).read_text("utf-8")
    source = source.replace("fees_paid == 'most'", "fees_pad == 'most'")
    path = tmp_path / "mine.toml"
    path.write_text(source, "utf-8")
    with pytest.raises(RulesetProblems) as caught:
        load_ruleset(path, form=form, reference=reference)
    (problem,) = caught.value.problems
    line = source.splitlines()[problem.line - 1]
    assert line == "when = \"fees_pad == 'most'\""
    assert str(problem).startswith(f"mine.toml:{problem.line}: REC01: when: there is no question")


def test_a_file_that_is_no_toml_is_refused(tmp_path, form, reference):
    path = tmp_path / "mine.toml"
    path.write_text("slug = ", "utf-8")
    with pytest.raises(RulesetProblems, match="cannot be read as TOML"):
        load_ruleset(path, form=form, reference=reference)


def test_a_ruleset_that_reads_what_the_questionnaire_does_not_ask_is_refused(
    document, screening, reference
):
    with pytest.raises(RulesetProblems, match="there is no question 'remoteness'"):
        parse_ruleset(document, form=screening, reference=reference)


def test_the_hash_is_taken_over_the_content_and_not_over_the_bytes(document, form, reference):
    first = parse_ruleset(document, form=form, reference=reference)
    again = parse_ruleset(dict(reversed(document.items())), form=form, reference=reference)
    assert first.sha256 == again.sha256
    rule(document, "REC01")["points"]["DEB"] += 1
    assert parse_ruleset(document, form=form, reference=reference).sha256 != first.sha256


DONE_14 = (Deadline("decision", days=14),)


@pytest.mark.parametrize(
    ("action", "severity", "deadlines"),
    [
        ("A-DOCS", "Z", (Deadline("done", hours=48),)),
        ("A-LIST", "Z", (Deadline("done", working_days=2),)),
        ("A-WAGE", "M", (Deadline("done", days=60),)),
        ("A-STATE", "Z", DONE_14),
        ("A-DOCS", "R", (Deadline("done", hours=48),)),
        ("A-WAGE", "L", (Deadline("done", days=60),)),
        ("A-STATE", "R", DONE_14),
        ("A-HOUSE", "Z", (Deadline("done", days=90),)),
    ],
)
def test_a_severity_without_deadline_takes_that_of_the_next_more_severe(
    ruleset, action, severity, deadlines
):
    assert ruleset.deadlines(action, severity) == deadlines


def test_fees_are_repaid_in_milestones(ruleset):
    deadlines = ruleset.deadlines("A-FEE", "R")
    assert [one.milestone for one in deadlines] == ["plan", "first_payment", "done"]
    assert [(one.days, one.at_most_days) for one in deadlines] == [(14, 0), (30, 0), (90, 180)]


def test_every_rule_has_a_deadline(ruleset):
    for one in ruleset.rules:
        assert ruleset.deadlines(one.action, one.severity)
        assert one.severity in SEVERITIES


def test_a_ruleset_with_problems_without_end_is_told_the_first_two_hundred(problems, document):
    for entry in document["rules"][:3]:
        entry["when"] = " or ".join(f"question_{number} == 1" for number in range(90))
    *told, last = problems(document)
    assert len(told) == 200
    assert last.message == "has more problems; here are 200"
