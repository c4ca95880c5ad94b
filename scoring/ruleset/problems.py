"""What is wrong with a ruleset, and where."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a ruleset.

    `rule` is the id or section it stands in, `place` the key there, `line` the line of the file
    (0 where it is not known). `message` says what is wrong and, for a condition, shows the place.
    """

    file: str
    rule: str
    place: str
    message: str
    line: int = 0

    def __str__(self) -> str:
        where = ":".join(part for part in (self.file, str(self.line or "")) if part)
        return ": ".join(part for part in (where, self.rule, self.place, self.message) if part)


class RulesetProblems(Exception):
    """A ruleset that cannot be used; `problems` lists everything found, in document order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
