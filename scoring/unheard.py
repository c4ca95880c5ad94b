"""What of a ruleset falls silent where a form does not ask what it reads."""

from collections.abc import Callable
from dataclasses import dataclass

from scoring.conditions import Condition
from scoring.form import Form
from scoring.ruleset import Ruleset
from scoring.ruleset.parts import SEVERITIES


@dataclass(frozen=True, slots=True)
class Silent:
    """A rule, check, indicator or control that reads what is not asked.

    `wholly`: it can say nothing at all any more; otherwise some ways to it are left.
    """

    id: str
    missing: tuple[str, ...]
    wholly: bool
    severity: str = ""


@dataclass(frozen=True)
class Unheard:
    """Everything that a form keeps a ruleset from saying.

    `asked_less` are the questions that are read and stand under another condition than in the
    questionnaire that the ruleset was written for.
    """

    missing: tuple[str, ...]
    rules: tuple[Silent, ...]
    checks: tuple[Silent, ...]
    indicators: tuple[Silent, ...]
    controls: tuple[Silent, ...]
    asked_less: tuple[str, ...]

    @property
    def anything(self) -> bool:
        """Whether there is something to be told."""
        return bool(self.missing or self.asked_less)


def unheard(ruleset: Ruleset, form: Form, written_for: Form) -> Unheard:
    """What the ruleset cannot say of answers to this form: of the rules the gravest first, all

    else in the order of the ruleset.
    """
    missing = tuple(key for key in ruleset.reads if key not in form.questions)
    told = _of(frozenset(missing))
    rules = (told(rule.id, rule.condition, rule.severity) for rule in ruleset.rules)
    controls = [
        Silent(f"{family.id}.{control.question}", (control.question,), wholly=True)
        for family in ruleset.families
        for control in family.controls
        if control.question in missing
    ]
    return Unheard(
        missing=missing,
        rules=tuple(sorted(filter(None, rules), key=_gravest_first)),
        checks=tuple(filter(None, (told(c.id, c.condition, c.severity) for c in ruleset.checks))),
        indicators=tuple(filter(None, (told(i.code, i.present, "") for i in ruleset.indicators))),
        controls=tuple(controls),
        asked_less=tuple(
            key
            for key in ruleset.reads
            if key in form.questions
            and key in written_for.questions
            and form.questions[key].show_if not in ("", written_for.questions[key].show_if)
        ),
    )


def _gravest_first(rule: Silent) -> tuple[int, bool]:
    return SEVERITIES.index(rule.severity), not rule.wholly


def _of(missing: frozenset[str]) -> Callable[[str, Condition, str], Silent | None]:
    def told(name: str, condition: Condition, severity: str) -> Silent | None:
        lacking = tuple(key for key in condition.reads if key in missing)
        if not lacking:
            return None
        ways = [reads for _test, reads in condition.alternatives] or [condition.reads]
        return Silent(name, lacking, all(missing & set(reads) for reads in ways), severity)

    return told
