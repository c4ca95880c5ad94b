"""Where each question stands: sections, and their pages by the number of the definition.

A page keeps its number whatever is answered, so that an address always means the same questions.
"""

from dataclasses import dataclass

from assessments.errors import NotFound
from questionnaires.definition import Section
from webapp.supplier.visit import Visit

CHECK = "check"


@dataclass(frozen=True)
class Page:
    """A page of a section. `all_keys` are its questions as far as they are the caller's to see,
    `keys` those of them that are shown now.
    """

    section: Section
    number: int
    all_keys: tuple[str, ...]
    keys: tuple[str, ...]

    @property
    def path(self) -> str:
        """What names this page below the questionnaire's address."""
        return f"{self.section.id}/{self.number}"


def section_pages(visit: Visit, section: Section) -> list[Page]:
    """The pages of a section that show a question now."""
    return [page for page in _all_pages(visit, section) if page.keys]


def find_page(visit: Visit, section_id: str, number: int) -> Page:
    """A page by its address; it may show no question now. NotFound if there is none.

    A page with nothing that is the caller's to see is none.
    """
    for section in visit.questionnaire.sections:
        if section.id == section_id and 1 <= number <= len(section.pages):
            page = _all_pages(visit, section)[number - 1]
            if page.all_keys:
                return page
    raise NotFound


def page_of(visit: Visit, question: str) -> Page:
    """The page that a question stands on."""
    section = visit.questionnaire.section(visit.questionnaire.questions[question].section)
    return next(page for page in _all_pages(visit, section) if question in page.all_keys)


def page_after(visit: Visit, page: Page) -> Page | None:
    """The next page of the same section that shows a question."""
    later = (other for other in section_pages(visit, page.section) if other.number > page.number)
    return next(later, None)


def _all_pages(visit: Visit, section: Section) -> list[Page]:
    mine = [tuple(key for key in keys if key in visit.open) for keys in section.pages]
    return [
        Page(section, number, keys, tuple(key for key in keys if key in visit.shown))
        for number, keys in enumerate(mine, start=1)
    ]
