"""Every page of a company at work speaks Russian to whoever reads Russian: no English is left."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from lxml import html

from assessments.people import roles
from questionnaires.grounds import grounds
from scoring import shipped
from scoring.reference import columns_of
from tests.isolation.crawl import endpoint_of, pages_without_slots
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Person
from webapp.company.words import LANGUAGES

pytestmark = pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)

MOST_OF_A_KIND = 2
NOT_WORDS = frozenset({"script", "style", "code", "pre", "textarea"})
SAID = ("title", "aria-label", "alt", "placeholder")
WORD = re.compile(r"[A-Za-z]{3,}")
CODE = re.compile(r"\S+@\S+|\w+(?:[-_/]\w+)+(?:\.\d+)?|[A-Z][A-Z0-9]{2,}\d*|\b[0-9a-f]{12}\b")
PROGRAMS = (
    "Erkin", "XLSForm", "SurveyJS", "Kobo", "ODK", "Survey123", "Excel", "verify", "Apache", "LkSG",
    "# source: …",
)  # fmt: skip
STORY = (
    "Invented Retail plc", "Yearly questions", "Aida Example", "Aigul Invented, HR manager",
    "Contact", "Invented", "Himal Overseas", "другая: work",
)  # fmt: skip
SOURCES = (
    "US State Dept TIP Report", "World Bank Worldwide Governance Indicators, rule of law",
    "policy or pattern of forced labour by the state", "World Bank WGI rule of law",
    "US DoL ILAB List of Goods Produced by Child Labor or Forced Labor",
    "US DoL ILAB List of Goods", "TIP Report", "List of Goods",
)  # fmt: skip


def allowed() -> list[str]:
    """Names, languages by themselves, citations; the longest first."""
    tables = shipped.reference().document["tables"]
    columns = [name for table in tables.values() for name, _kind in columns_of(table)]
    cited = [one.cited for one in grounds().values()]
    known = [*PROGRAMS, *STORY, *SOURCES, *LANGUAGES.values(), *cited, *columns, *tables]
    return sorted(known, key=len, reverse=True)


ALLOWED = re.compile("|".join(map(re.escape, allowed())))


def texts(page: html.HtmlElement) -> Iterator[str]:
    """Everything that a page says, text by text."""
    for part in page.iter(html.etree.Element):
        hidden = any(each.tag in NOT_WORDS for each in [part, *part.iterancestors()])
        yield from () if hidden else [part.text or "", *(part.get(name, "") for name in SAID)]
        if not any(each.tag in NOT_WORDS for each in part.iterancestors()):
            yield part.tail or ""


def english(page: html.HtmlElement) -> set[str]:
    """The texts of a page in which English words are left."""
    return {
        text.strip() for text in texts(page) if WORD.search(CODE.sub("", ALLOWED.sub("", text)))
    }


@pytest.fixture
def pages(firm: Firm) -> Iterator[tuple[str, html.HtmlElement]]:
    """A few pages of each kind that lead on from one another, in Russian."""
    person = firm.person(roles.COMPANY_ADMIN)
    person.client.set_cookie("language", "ru")
    first, second = (firm.supplier(f"Поставщик {name} Invented") for name in "xy")
    old, new = firm.answered(first, case=1), firm.answered(first, case=5)
    firm.answered(second, case=0)
    results = "/company/results"
    compare = f"{results}/{old.public_id}/compare/{new.public_id}"
    return walked(firm, person, [f"{results}/{new.public_id}", compare])


def walked(firm: Firm, person: Person, doors: list[str]) -> Iterator[tuple[str, html.HtmlElement]]:
    mine = [path for path in pages_without_slots(firm.app) if path.startswith("/company")]
    waiting, seen, kinds = deque([*doors, *mine]), set[str](), Counter[str]()
    while waiting:
        path = urlsplit(waiting.popleft()).path
        endpoint = str(endpoint_of(firm.app, path))
        if path in seen or not endpoint.startswith("company.") or kinds[endpoint] == MOST_OF_A_KIND:
            continue
        seen.add(path)
        kinds[endpoint] += 1
        answer = person.client.get(path)
        if answer.mimetype == "text/html" and answer.status_code == 200:
            page = html.fromstring(answer.get_data(as_text=True))
            yield endpoint, page
            waiting.extend(str(link) for link in page.xpath("//a/@href"))


def test_no_english_is_left_on_any_page_of_a_company(
    pages: Iterator[tuple[str, html.HtmlElement]],
) -> None:
    kinds: set[str] = set()
    left: dict[str, str] = {}
    for endpoint, page in pages:
        kinds.add(endpoint)
        left |= dict.fromkeys(english(page), endpoint)
    assert not left, left
    assert len(kinds) > 30
