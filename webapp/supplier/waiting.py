"""What was typed too late and waits: where it can be looked at, and what it is called."""

from dataclasses import dataclass

from flask_babel import gettext as _

from assessments.colleagues.queries import colleagues
from assessments.errors import NotFound
from assessments.responses.held import Held, waiting_of_others
from assessments.responses.sheets import SHEET
from webapp.asking import database, now
from webapp.supplier import wording
from webapp.supplier.layout import CHECK, find_page
from webapp.supplier.visit import Visit

NOT_FOR_ME, ASK, TALK, RESULT = "not-for-me", "people/ask", "talk", "result"


@dataclass(frozen=True)
class OfOthers:
    """Who has typed something that is not saved, where, and when."""

    name: str
    page: str
    moment: str


def held_pages(visit: Visit) -> list[str]:
    """The addresses of the pages to look at, oldest first, without those beside the questions."""
    return list(dict.fromkeys(held.page for held in visit.held if _exists(visit, held.page)))


def held_links(visit: Visit) -> list[tuple[str, str]]:
    """Address and title of everything that the caller typed too late."""
    pages = [(page, _title(visit, page)) for page in held_pages(visit)]
    return pages + links_beside(visit.held)


def links_beside(held: tuple[Held, ...] | list[Held]) -> list[tuple[str, str]]:
    """Address and title of what was written to the company, which goes on after sending."""
    titles = {TALK: _("Messages about your answers"), RESULT: _("I do not agree with this finding")}
    found = ((one.page, *one.page.split("/", 1)) for one in held if "/" in one.page)
    return list(
        dict.fromkeys(
            (TALK if kind == TALK else page, str(titles[kind]))
            for page, kind, _rest in found
            if kind in titles
        )
    )


def of_others(visit: Visit) -> list[OfOthers]:
    """What others typed that would not be sent; nothing of what it says."""
    with database().reading(visit.scope) as session:
        found = waiting_of_others(session, visit.scope, now())
        names = {one.email: one.name for one in colleagues(session, visit.scope)} if found else {}
    return [
        OfOthers(names.get(one.email, one.email), title, wording.moment(one.created_at))
        for one in found
        if (title := _title(visit, one.page))
    ]


def _title(visit: Visit, page: str) -> str:
    """What a page is called, empty for one that is not about answers or their sending."""
    section, _slash, rest = page.partition("/")
    plain = {
        CHECK: _("Check your answers and send them"),
        SHEET: _("Answer in a spreadsheet"),
        NOT_FOR_ME: _("This is not for me"),
    }
    if page in plain:
        return str(plain[page])
    if page.partition("?")[0] == ASK:
        return str(_("Ask a colleague"))
    if section not in {one.id for one in visit.questionnaire.sections}:
        return ""
    number, title = rest.partition("/")[0], visit.words.section(section).title
    return str(_("%(section)s, page %(number)s", section=title, number=number))


def _exists(visit: Visit, path: str) -> bool:
    if path == CHECK:
        return True
    if path == NOT_FOR_ME or path.partition("?")[0] == ASK:
        return visit.colleague is None
    section, number, table, row = [*path.split("/"), "", "", ""][:4]
    try:
        page = find_page(visit, section, int(number) if number.isdecimal() else 0)
    except NotFound:
        return False
    if not table:
        return bool(page.keys)
    return table in page.keys and (row == "new" or row.isdecimal())
