"""The trace: every number of a result can be calculated from its lines."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.exact import one_decimal, tenths

numbers = st.integers(0, 2**48)
thorough = settings(max_examples=100, deadline=None)


class Sums:
    """The lines of a result, added up by somebody who knows the method but not the engine."""

    def __init__(self, trace):
        self.trace = trace

    def lines(self, step, **wanted):
        return [
            line
            for line in self.trace
            if line["step"] == step and all(line.get(key) == one for key, one in wanted.items())
        ]

    def sum(self, *steps, **wanted):
        return sum(
            (Fraction(line["points"]) for step in steps for line in self.lines(step, **wanted)),
            Fraction(0),
        )

    def observed(self, code):
        return self.sum("observed", "suspected", "remedied", indicator=code)

    def exposure(self, code):
        (line,) = self.lines("exposure", item=code)
        inputs = {key: Fraction(value) for key, value in line["inputs"].items()}
        families = [key for key in inputs if f"{key}_weight" in inputs]
        weights = sum(inputs[f"{key}_weight"] for key in families)
        held = Fraction(0)
        if families:
            held = sum(inputs[key] * inputs[f"{key}_weight"] for key in families) / weights
        return inputs["inherent"] * inputs["multiplier"] * (1 - Fraction(7, 10) * held / 100)

    def residual(self, code):
        small, large = sorted((self.observed(code), self.exposure(code)))
        return tenths(min(Fraction(100), large + small / 4))

    def family(self, key):
        controls = self.lines("control", item=key)
        weights = sum(Fraction(line["inputs"]["weight"]) for line in controls)
        for line in controls:
            inputs = line["inputs"]
            assert line["points"] == inputs["weight"] * inputs["value"] * inputs["proof"] or (
                abs(line["points"] - inputs["weight"] * inputs["value"] * inputs["proof"])
                < Decimal("1e-8")
            )
        values = [
            Fraction(line["inputs"]["weight"])
            * _value(line["inputs"]["value"])
            * Fraction(line["inputs"]["proof"])
            for line in controls
        ]
        return tenths(100 * sum(values) / weights) if controls else None

    def control_total(self):
        (line,) = self.lines("control_total")
        inputs = {key: Fraction(value) for key, value in line["inputs"].items()}
        families = [key for key in inputs if f"{key}_weight" in inputs]
        if not families:
            return Fraction(0)
        total = sum(inputs[key] * inputs[f"{key}_weight"] for key in families)
        return tenths(total / sum(inputs[f"{key}_weight"] for key in families))

    def completeness(self):
        (line,) = self.lines("completeness")
        inputs = {key: Fraction(value) for key, value in line["inputs"].items()}
        counted = inputs["shown"] - inputs["blank"] - inputs["dont_know"] * Fraction(7, 10)
        assert inputs["counted"] == counted
        return 100 * counted / inputs["shown"]

    def evidence(self):
        lines = self.lines("evidence")
        return 100 * self.sum("evidence") / len(lines) if lines else Fraction(0)


def _value(shown):
    """A value as it was before it was written down: thirds do not end."""
    third = Fraction(shown).limit_denominator(300)
    return third if abs(third - Fraction(shown)) < Fraction(1, 10**8) else Fraction(shown)


@thorough
@given(numbers)
def test_the_lines_add_up_to_every_number(scorer, sample, number):
    result = scorer.score(sample(number)).document()
    sums = Sums(result["trace"])
    inherent = result["inherent"]
    for step in ("country", "sector", "workforce", "recruitment"):
        assert one_decimal(sums.sum(step)) == inherent[step]
    for item, points in inherent["overlay"].items():
        assert sums.sum("overlay", item=item) == points
    assert sums.sum("overlay") == sum(inherent["overlay"].values())
    assert one_decimal(sums.sum("base", "overlay")) == inherent["score"]
    assert one_decimal(sums.sum("base", "overlay", "floor")) == inherent["floored"]


@thorough
@given(numbers)
def test_the_lines_of_the_base_are_the_weighted_parts(scorer, sample, number):
    sums = Sums(scorer.score(sample(number)).document()["trace"])
    for step in ("country", "sector", "workforce", "recruitment"):
        (line,) = sums.lines("base", item=step)
        assert line["points"] == line["inputs"]["weight"] * line["inputs"]["value"]
        assert Fraction(line["inputs"]["value"]) == sums.sum(step)


@thorough
@given(numbers)
def test_controls_and_indicators_come_out_of_their_lines(scorer, sample, number):
    result = scorer.score(sample(number)).document()
    sums = Sums(result["trace"])
    for key, strength in result["controls"].items():
        expected = sums.control_total() if key == "total" else sums.family(key)
        assert strength == (None if expected is None else one_decimal(expected))
    for code, risk in result["indicators"].items():
        assert risk["observed"] == one_decimal(sums.observed(code))
        assert risk["exposure"] == one_decimal(sums.exposure(code))
        assert risk["residual"] == one_decimal(sums.residual(code))


@thorough
@given(numbers)
def test_headline_and_confidence_come_out_of_their_lines(scorer, sample, number):
    result = scorer.score(sample(number)).document()
    sums = Sums(result["trace"])
    highest = sorted((sums.residual(code) for code in result["indicators"]), reverse=True)
    headline = Fraction(6, 10) * highest[0] + Fraction(4, 10) * sum(highest[:4]) / 4
    assert result["headline"] == one_decimal(tenths(headline))
    confidence = result["confidence"]
    assert confidence["completeness"] == one_decimal(sums.completeness())
    assert confidence["evidence"] == one_decimal(sums.evidence())
    assert confidence["consistency"] == one_decimal(sums.sum("consistency"))
    assert confidence["verification"] == one_decimal(sums.sum("verification"))
    score = sums.sum("confidence")
    assert abs(score - Fraction(confidence["score"])) < Fraction(1, 10**7)


@thorough
@given(numbers)
def test_every_fired_rule_stands_in_the_trace_with_its_points_questions_and_answers(
    scorer, sample, number
):
    document = sample(number)
    result = scorer.score(document).document()
    for finding in result["findings"]:
        lines = [line for line in result["trace"] if line["rule"] == finding["rule"]]
        observed = {
            line["indicator"]: line["points"] for line in lines if line["step"] == "observed"
        }
        assert observed == finding["points"]
        for line in lines:
            assert line["questions"] == finding["questions"]
            assert set(line["answers"]) == set(line["questions"])


@thorough
@given(numbers)
def test_every_override_and_check_stands_in_the_trace(scorer, sample, number):
    result = scorer.score(sample(number)).document()
    sums = Sums(result["trace"])
    overrides = {line["item"] for line in sums.lines("override")}
    assert overrides == set(result["overrides"]) | ({"pattern"} if result["pattern"] else set())
    checks = [line["rule"] for line in sums.lines("consistency") if line["rule"]]
    assert checks == result["checks"]


def test_a_reference_row_is_cited_with_source_year_and_certainty(scorer, case):
    result = scorer.score(case("glove-maker-malaysia")).document()
    (country,) = Sums(result["trace"]).lines("country")
    by_field = {one["field"]: one for one in country["reference"]}
    assert by_field["score"]["value"] == Decimal("49.7")
    assert by_field["tip_tier"]["source"] == "US State Dept TIP Report"
    assert by_field["tip_tier"]["year"] == 2025
    assert by_field["tip_tier"]["certainty"] in ("exact", "carried_from_2024", "inferred")
    (listed,) = Sums(result["trace"]).lines("overlay")
    assert listed["reference"][0]["key"] == "MYS/rubber_gloves"
    assert "certainty" not in listed["reference"][0]


def test_a_line_carries_the_answers_as_they_were_read(scorer, case):
    result = scorer.score(case("glove-maker-malaysia")).document()
    lines = Sums(result["trace"])
    (agents,) = lines.lines("recruitment", item="subagents")
    assert agents["answers"]["agents"][0]["name"] == "Himal Overseas"
    assert agents["answers"]["agents"][0]["fee_to_worker"] == {"amount": "0", "currency": "NPR"}
    lodging = lines.lines("observed", rule="MOV18")[0]
    assert lodging["answers"] == {"housing_m2": Decimal("2.8")}


def test_an_inferred_tier_says_so(scorer, reference, case):
    row = next(row for row in reference.countries if row["tip_certainty"] == "inferred")
    result = scorer.score(case(site_country=row.key[0])).document()
    (country,) = Sums(result["trace"]).lines("country")
    assert {one["certainty"] for one in country["reference"]} == {"inferred"}
