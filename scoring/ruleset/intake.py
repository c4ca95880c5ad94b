"""Taking values out of a ruleset document, noting every problem instead of stopping at one."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from scoring.conditions import Condition, ConditionProblems, Vocabulary, parse
from scoring.exact import Number, decimal, exact
from scoring.ruleset.places import Places
from scoring.ruleset.problems import Problem, RulesetProblems

SCALE = 1000
MOST_PROBLEMS = 200
ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_NEVER = Condition("False", lambda values: False, (), ())


class Intake:
    """Collects the problems of one document. What cannot be read is replaced by a harmless value,

    so that the rest is checked as well; the caller refuses the document when `problems` is filled.
    """

    def __init__(self, file: str, source: str, vocabulary: Vocabulary) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.vocabulary = dict(vocabulary)
        self.reads: dict[str, None] = {}
        self.proofs: dict[str, None] = {}
        self._places = Places(source)

    def problem(self, rule: str, place: str, message: str) -> None:
        """Note a problem under a rule or section, at a key of it.

        Raises RulesetProblems where there are more than MOST_PROBLEMS: nobody reads on, and each
        costs time.
        """
        if len(self.problems) == MOST_PROBLEMS:
            more = Problem(self.file, "", "", f"has more problems; here are {MOST_PROBLEMS}")
            raise RulesetProblems([*self.problems, more])
        self.problems.append(
            Problem(self.file, rule, place, message, self._places.line(rule, place))
        )

    def section(self, document: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        """Return a table of the document; empty, with a problem, where there is none."""
        section = document.get(name)
        if isinstance(section, Mapping):
            return section
        self.problem(name, "", "the section is missing")
        return {}

    def entries(
        self, document: Mapping[str, Any], name: str
    ) -> list[tuple[str, Mapping[str, Any]]]:
        """Return the entries of a list with their ids; ids must be there and be different."""
        found: dict[str, Mapping[str, Any]] = {}
        for number, entry in enumerate(self.tables(document, name, name), start=1):
            key = entry.get("id")
            if not isinstance(key, str) or not key:
                self.problem(name, f"entry {number}", "has no id")
            elif not ID.fullmatch(key):
                message = f"{key!a} is no id: letters, digits, - and _, at most 64"
                self.problem(name, f"entry {number}", message)
            elif key in found:
                self.problem(key, "id", f"two entries of {name} have this id")
            else:
                found[key] = entry
        if not found:
            self.problem(name, "", "the section is missing or empty")
        return list(found.items())

    def tables(self, section: Mapping[str, Any], key: str, rule: str) -> list[Mapping[str, Any]]:
        """Return a list of tables; what is none is left out, with a problem."""
        entries = section.get(key, [])
        if not isinstance(entries, list):
            self.problem(rule, key, "a list is needed")
            return []
        tables = [entry for entry in entries if isinstance(entry, Mapping)]
        if len(tables) < len(entries):
            self.problem(rule, key, "each entry must be a table")
        return tables

    def texts(self, section: Mapping[str, Any], key: str, rule: str) -> tuple[str, ...]:
        """Return a list of texts; what is none is left out, with a problem."""
        entries = section.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(text, str) for text in entries):
            self.problem(rule, key, "a list of texts is needed")
            return ()
        return tuple(entries)

    def keys(
        self, section: Mapping[str, Any], rule: str, needed: Iterable[str], also: Iterable[str] = ()
    ) -> None:
        """Note the keys that are missing and those that mean nothing."""
        needed = tuple(needed)
        for key in needed:
            if key not in section:
                self.problem(rule, key, "is missing")
        for key in section:
            if key not in needed and key not in tuple(also):
                self.problem(rule, key, "means nothing here")

    def number(
        self, section: Mapping[str, Any], key: str, rule: str, most: int = 100, least: int = 0
    ) -> Number:
        """Return a number of the document, exact, on the scale and between its bounds.

        A document that was stored in canonical form has its decimals as strings.
        """
        written = section.get(key)
        if written is None:
            return 0
        try:
            value = exact(written)
        except (TypeError, ValueError):
            self.problem(rule, key, f"a number is needed, not {written!r}")
            return 0
        if not least <= value <= most:
            self.problem(rule, key, f"{written} is not between {least} and {most}")
            return 0
        if (value * SCALE).denominator != 1:
            self.problem(rule, key, f"{written} has more than three decimals")
            return 0
        return value

    def numbers(
        self,
        section: Mapping[str, Any],
        rule: str,
        known: Iterable[str],
        what: str,
        most: int = 100,
    ) -> dict[str, Number]:
        """Return a table of numbers whose keys must all be known, in the order of `known`."""
        known = tuple(known)
        for key in section:
            if key not in known:
                self.problem(rule, key, f"there is no {what} '{key}'")
        return {key: self.number(section, key, rule, most) for key in known if key in section}

    def come_to_one(self, rule: str, place: str, weights: Iterable[Number]) -> None:
        """Note weights whose sum is not 1."""
        total = decimal(sum(weights))
        if total != 1:
            self.problem(rule, place, f"the weights come to {total}, and must come to 1")

    def one_of(
        self, section: Mapping[str, Any], key: str, rule: str, options: Iterable[str]
    ) -> str:
        """Return a text that must be one of the options."""
        options = tuple(options)
        value = section.get(key)
        if isinstance(value, str) and value in options:
            return value
        if key in section:
            known = ", ".join(option for option in options if option)
            self.problem(rule, key, f"{value!r} is none of {known}")
        return options[0] if options else ""

    def text(self, section: Mapping[str, Any], key: str, rule: str) -> str:
        """Return a text that must not be empty."""
        value = section.get(key)
        if isinstance(value, str) and value:
            return value
        self.problem(rule, key, "a text is needed")
        return ""

    def condition(self, section: Mapping[str, Any], key: str, rule: str) -> Condition:
        """Return a condition, checked against the vocabulary; what it reads is remembered."""
        text = section.get(key)
        if not isinstance(text, str):
            if key in section:
                self.problem(rule, key, "a condition is written as text")
            return _NEVER
        try:
            condition = parse(text, self.vocabulary)
        except ConditionProblems as problems:
            for problem in problems.problems:
                self.problem(rule, key, str(problem))
            return _NEVER
        self.read(*condition.reads)
        self.proofs.update(dict.fromkeys(condition.proofs))
        return condition

    def read(self, *questions: str) -> None:
        """Remember that the ruleset reads these questions."""
        self.reads.update(dict.fromkeys(questions))
