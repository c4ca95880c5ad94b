"""Running a ruleset's own cases."""

from scoring.engine import Scorer
from scoring.ruleset import Problem
from scoring.ruleset.cases import differences


def failing_cases(scorer: Scorer, file: str = "ruleset") -> list[Problem]:
    """Return a problem for each number or list of a case that the ruleset does not give."""
    tolerance = scorer.ruleset.case_tolerance
    problems = []
    for case in scorer.ruleset.cases:
        result = scorer.score(case.document).document()
        problems += [
            Problem(file, f"case {case.name}", "expected", difference)
            for difference in differences(case.expected, result, tolerance)
        ]
    return problems
