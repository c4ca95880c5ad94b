"""The conditions of a form that somebody brings, as `show_if` of its questions."""

from collections.abc import Mapping

from questionnaires.xlsform.conditions import Known, Refused, translate
from questionnaires.xlsform.relevant import Untranslatable, relevant
from questionnaires.xlsform.sheets import SheetRow
from questionnaires.xlsform.survey import Item, Survey
from questionnaires.xlsform.told import Finding, Verdict


def conditions(survey: Survey) -> list[Finding]:
    """Give every question its condition, and tell what cannot be taken or means less."""
    findings: list[Finding] = []
    by_key = {one.key: one for one in survey.names.values() if isinstance(one, Known)}
    for item in survey.items:
        kept = _kept(item, by_key)
        if kept:
            item.show_if = kept
            continue
        taken: list[str] = []
        for row in item.conditions:
            try:
                translated = translate(row["relevant"], survey.names)
            except Refused as refusal:
                told = row.told(Verdict.REFUSED, refusal.reason, **refusal.params)
                findings.append(told)
                continue
            taken.append(translated.text)
            findings += _told(row, translated.text, translated.blank)
        if taken:
            item.show_if = _all_of(taken)
    return findings


def _kept(item: Item, questions: Mapping[str, Known]) -> str:
    """The condition as an export of ours wrote it down, as long as `relevant` still says that."""
    ours, theirs = item.row["x_show_if"], item.row["relevant"]
    if not ours or any(row is not item.row for row in item.conditions):
        return ""
    try:
        return ours if relevant(ours, questions) == theirs else ""
    except Untranslatable:
        return "" if theirs else ours


def _told(row: SheetRow, text: str, blank: tuple[str, ...]) -> list[Finding]:
    findings = [row.told(Verdict.TAKEN, "relevant_taken", condition=text)]
    if blank:
        names = ", ".join(blank)
        findings.append(row.told(Verdict.SIMPLIFIED, "relevant_blank", names=names))
    return findings


def _all_of(conditions: list[str]) -> str:
    if len(conditions) == 1:
        return conditions[0]
    return " and ".join(f"({one})" for one in conditions)
