"""An overlay says only what differs, and gives a whole ruleset that says what it was made of."""

import copy
import json
from decimal import Decimal

import pytest

from scoring import shipped
from scoring.canonical import as_json, canonical, digest
from scoring.conditions.syntax import MAX_LENGTH, MAX_NODES
from scoring.engine import Scorer
from scoring.ruleset import RulesetProblems, parse_ruleset
from scoring.ruleset.changes import CHANGES
from scoring.ruleset.limits import MOST_CHARACTERS, MOST_ENTRIES, MOST_VALUES
from scoring.ruleset.overlay import apply_overlay, differences, is_overlay
from scoring.ruleset.reading import read_document
from tests.scoring.bad import EXAMPLE, base_document, example_overlay, read


@pytest.fixture
def base():
    return copy.deepcopy(base_document())


@pytest.fixture
def overlay():
    return example_overlay()


def told(base, document):
    return [str(difference) for difference in differences(base, document)]


def test_the_example_of_the_documentation_pins_the_shipped_ruleset():
    assert read(EXAMPLE)["base"]["sha256"] == digest(base_document())


def test_what_an_overlay_does_not_name_stays_as_it_was(base, overlay):
    document = apply_overlay(base, overlay)
    assert told(base, document) == [
        "rules REC03 severity: M → R",
        "rules REC03 points DEB: 15 → 25",
        "rules C-NO-FEE-CHECK: added",
        "checks C-POLICY-AND-FEES: added",
        "actions A-FEE deadlines R plan days: 14 → 7",
        "actions A-FEE deadlines R first_payment: left out",
        "actions A-FEE deadlines R done days: 90 → 60",
        "actions A-FEE deadlines R done at_most_days: left out",
        "bands high: 50 → 45",
        "cases glove-maker-malaysia: restated",
        "cases half-answered-vietnam: left out",
        "cases agency-without-fee-check: added",
    ]


@pytest.mark.parametrize(
    ("change", "what", "line"),
    [
        ({"inherent": {"missing_country": 70}}, "weight", "inherent missing_country: 60 → 70"),
        ({"inherent": {"weights": {"country": 1}}}, "weight",
         "inherent weights country: 0.35 → 1"),
        ({"workforce": {"pay_basis": {"points": [9]}}}, "points",
         "workforce pay_basis first 1 points: 8 → 9"),
        ({"origin": {"share": 0}}, "weight", "origin share: 0.3 → 0"),
        ({"overlays": {"listed_input": 7}}, "points", "overlays listed_input: 6 → 7"),
        ({"floors": {"state_labour": {"at_least": 91}}}, "points",
         "floors state_labour at_least: 90 → 91"),
        ({"families": {"K1": {"weight": 1}}}, "weight", "families K1 weight: 0.15 → 1"),
        ({"families": {"K1": {"questions": {"policy": {"weight": 4}}}}}, "weight",
         "families K1 questions policy weight: 3 → 4"),
        ({"indicators": {"VUL": {"absent": 1}}}, "weight", "indicators VUL absent: 1, new"),
        ({"checks": {"X01": {"suspected": {"DEB": 5}}}}, "points",
         'checks X01 suspected: {"DEB": 5}, new'),
        ({"checks": {"X01": {"severity": "major"}}}, "severity",
         "checks X01 severity: minor → major"),
        ({"confidence": {"levels": {"high": 80}}}, "weight", "confidence levels high: 75 → 80"),
        ({"questions": {"under18": {"worse": "more"}}}, "order", "questions under18: added"),
    ],
)  # fmt: skip
def test_a_change_is_one_difference_at_its_place(base, overlay, change, what, line):
    small = {key: overlay[key] for key in ("slug", "version", "base", "title", "why")}
    small["added"] = {"cases": overlay["added"]["cases"]}
    *_, case = found = differences(base, apply_overlay(base, small | change))
    assert [(one.what, str(one)) for one in found] == [(what, line), (case.what, str(case))]


def test_the_applied_ruleset_says_what_it_is_an_overlay_of(base, overlay, form, reference):
    ruleset = parse_ruleset(apply_overlay(base, overlay), form=form, reference=reference)
    assert ruleset.overlay_of == (*shipped.LATEST, digest(base))
    assert (ruleset.slug, ruleset.version) == ("harbour-goods-fees", "1")
    assert ruleset.document["words"]["title"] == overlay["title"]
    assert ruleset.document["words"]["rules"]["C-NO-FEE-CHECK"]["title"].startswith("Agencies")


def test_its_hash_pins_every_word_and_number_of_it(base, overlay):
    before = digest(apply_overlay(base, overlay))
    for spoil in (
        lambda document: document.update(why="Other reasons."),
        lambda document: document["bands"].update(high=46),
        lambda document: document["added"]["rules"][0].update(sentence="Something else."),
    ):
        other = copy.deepcopy(overlay)
        spoil(other)
        assert digest(apply_overlay(base, other)) != before


def test_neither_base_nor_overlay_is_changed(base, overlay):
    before = digest(base), digest(overlay)
    apply_overlay(base, overlay)
    assert (digest(base), digest(overlay)) == before


def test_a_stored_base_gives_the_same_ruleset_as_its_file(base, overlay):
    stored = json.loads(canonical(base))
    assert digest(apply_overlay(stored, overlay)) == digest(apply_overlay(base, overlay))
    assert told(base, stored) == []


def test_an_overlay_can_be_json_as_well(overlay):
    document, _ = read_document(as_json(overlay).encode(), "mine.json")
    assert is_overlay(document)
    assert document == overlay


def test_an_overlay_of_an_overlay_is_refused(base, overlay):
    document = apply_overlay(base, overlay)
    second = overlay | {"slug": "second"}
    second["base"] = {"slug": document["slug"], "version": "1", "sha256": digest(document)}
    with pytest.raises(RulesetProblems, match="is itself an overlay"):
        apply_overlay(document, second)


def test_an_added_rule_fires_and_a_changed_severity_counts(base, overlay, form, reference, case):
    scorers = [
        Scorer(parse_ruleset(document, form=form, reference=reference), reference, form)
        for document in (base, apply_overlay(base, overlay))
    ]
    fees = case(channels=["licensed_agency"], fees_paid="some", fee_months=2, fee_checks=["none"],
                agents=[])  # fmt: skip
    before, after = (scorer.score(fees).document() for scorer in scorers)
    assert set(after["rules"]) - set(before["rules"]) == {"C-NO-FEE-CHECK"}
    assert after["checks"] == [*before["checks"], "C-POLICY-AND-FEES"]
    severity = {finding["rule"]: finding["severity"] for finding in after["findings"]}
    assert severity["REC03"] == "R"


def test_no_overlay_can_take_a_zero_tolerance_rule_out_of_the_band(base, overlay, form, reference):
    for rule in base["rules"]:
        if rule["severity"] == "Z":
            with pytest.raises(RulesetProblems, match="an overlay cannot lower"):
                apply_overlay(base, overlay | {"rules": {rule["id"]: {"severity": "R"}}})
    overlay["bands"] = {"medium": 98, "high": 99, "critical": 100}
    overlay["rules"] = {"MOV01": {"points": {"DOC": 0}}}
    scorer = Scorer(
        parse_ruleset(apply_overlay(base, overlay), form=form, reference=reference), reference, form
    )
    document = {"answers": {"id_documents": "agent"}, "on": "2026-11-22"}
    assert scorer.score(document).banding.band == "critical"


def test_differences_name_conditions_and_entries_of_any_two_rulesets(base):
    other = copy.deepcopy(base)
    other["rules"][0]["when"] = "fees_paid in ('most', 'some')"
    other["rules"].pop()
    other["bands"]["high"] = Decimal("50.0")
    assert [(one.what, one.path) for one in differences(base, other)] == [
        ("condition", ("rules", "REC01", "when")),
        ("rule", ("rules", base["rules"][-1]["id"])),
    ]


CHAPTER = (EXAMPLE.parents[1] / "overlays.md").read_text("utf-8")


def test_the_chapter_shows_the_example_as_it_is():
    assert f"```toml\n{EXAMPLE.read_text('utf-8')}```\n" in CHAPTER


@pytest.mark.parametrize("section", CHANGES)
def test_the_chapter_names_every_section_that_may_change(section):
    table = "\n".join(line for line in CHAPTER.splitlines() if line.startswith("| `"))
    assert f"`{section}`" in table


@pytest.mark.parametrize(
    "limit", [MOST_CHARACTERS, MOST_VALUES, MOST_ENTRIES["rules"], MOST_ENTRIES["checks"],
              MOST_ENTRIES["cases"], MAX_LENGTH, MAX_NODES],
)  # fmt: skip
def test_the_chapter_states_the_limits(limit):
    said = CHAPTER.partition("## Limits")[2].replace("\n", " ")
    assert f"{limit:,}".replace(",", " ") in said or str(limit) in said
