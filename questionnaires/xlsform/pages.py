"""Questions on pages: as the form has them, and where our pages allow less, on more of them."""

from questionnaires.xlsform.survey import Item, Part, Survey
from questionnaires.xlsform.told import Finding, Verdict
from scoring.conditions import ConditionProblems, names_in

MOST_ON_A_PAGE = 7


def laid_out(survey: Survey) -> tuple[list[tuple[Part, list[list[str]]]], list[Finding]]:
    """The sections that have questions, with their pages, and where a page was split."""
    parts: dict[str, tuple[Part, list[list[str]]]] = {}
    findings: list[Finding] = []
    last: Item | None = None
    for item in survey.items:
        _part, pages = parts.setdefault(item.part.id, (item.part, []))
        same = last is not None and last.part is item.part and last.page == item.page
        if same and pages[-1] and set(reads(item)) & set(pages[-1]):
            findings.append(item.row.told(Verdict.SIMPLIFIED, "page_split"))
            same = False
        if not same or last is None or _alone(item) or _alone(last) or _is_full(pages[-1]):
            pages.append([])
        pages[-1].append(item.key)
        last = item
    return list(parts.values()), findings


def reads(item: Item) -> tuple[str, ...]:
    """The names in the condition of a question."""
    try:
        return names_in(item.show_if) if item.show_if else ()
    except ConditionProblems:
        return ()


def _alone(item: Item) -> bool:
    sensitive = item.row["x_sensitive"].casefold() in ("yes", "true", "1")
    return sensitive or item.read.entry["type"] == "table"


def _is_full(page: list[str]) -> bool:
    return len(page) >= MOST_ON_A_PAGE
