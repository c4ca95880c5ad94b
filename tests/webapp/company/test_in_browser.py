"""A company's pages in a real Chromium: narrow and wide, light and dark, without scripts too."""

import re
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assessments.people import roles
from assessments.results.groups import DIMENSIONS
from questionnaires import library
from tests.accounts import PASSWORD
from tests.journeys.looking import check_page
from tests.webapp.company.firm import Firm
from webapp.app import Erkin

LOOKS = list(product((320, 1280), ("light", "dark")))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True),
]


@pytest.fixture
def signed_in(
    live_app: Erkin, firm: Firm, browser: Browser
) -> Iterator[Callable[..., BrowserContext]]:
    """Open a browser in which an editor of the company is signed in."""
    firm.person(roles.COMPANY_EDITOR)
    opened: list[BrowserContext] = []

    def sign_in(**options: object) -> BrowserContext:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        opened.append(context)
        page = context.new_page()
        page.goto(f"{base(firm)}/sign-in")
        page.fill("#email", f"{roles.COMPANY_EDITOR}@{firm.scope.company_id}.example")
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(re.compile(r"/company"))
        return context

    yield sign_in
    for context in opened:
        context.close()


def base(firm: Firm) -> str:
    url: str = firm.app.extensions["erkin"].settings.public_base_url
    return url


def addresses(firm: Firm) -> list[str]:
    """One page of each kind."""
    supplier, silent = firm.supplier("Invented Gloves"), firm.supplier("Silent Bricks")
    result = firm.answered(supplier, case=1)
    changed = firm.answered(supplier, case=1, fee_months=2)
    open_answers = firm.answered(firm.supplier("Half Known"), case=5)
    campaign = firm.story.campaign(firm.scope)
    firm.ask(silent, campaign=campaign)
    short = firm.story.campaign(firm.scope, questionnaire=library.SCREENING)
    (token,) = firm.ask(firm.supplier("Asked Little"), campaign=short)
    screened = firm.submitted(token, {"site_country": "MYS", "id_documents": "agent"})
    invitation = firm.story.invitation_of(firm.scope, campaign)
    one = f"/company/results/{result.public_id}"
    return [
        "/company",
        "/company/suppliers",
        "/company/suppliers/by-risk",
        "/company/suppliers/new",
        *(f"/company/portfolio?by={each}" for each in DIMENSIONS),
        "/company/portfolio/country/MYS",
        "/company/portfolio/indicator/DEB",
        f"/company/suppliers/{supplier.public_id}",
        f"/company/suppliers/{silent.public_id}",
        f"/company/suppliers/{supplier.public_id}/edit",
        f"/company/suppliers/{supplier.public_id}/signals/new",
        "/company/campaigns",
        "/company/campaigns/new",
        f"/company/campaigns/{campaign.public_id}",
        f"/company/campaigns/{campaign.public_id}/choose",
        "/company/asked",
        f"/company/invitations/{invitation.public_id}",
        one,
        f"/company/results/{open_answers.public_id}",
        f"/company/results/{screened.public_id}",
        *(f"{one}/parts/{part}" for part in ("headline", "inherent", "controls", "confidence")),
        f"{one}/indicators/DEB",
        f"{one}/rules/VUL05",
        f"{one}/rules/REC04/try?number-1=5&points-DEB=10&severity=M",
        f"{one}/compare/{changed.public_id}",
        f"{one}/answers/fee_months?group=country/MYS&indicator=DEB&rule=REC04",
        f"{one}/checks/X01",
        f"{one}/answers",
        f"{one}/answers/nationalities",
        f"{one}/sources/countries/MYS",
        "/company/reports",
        "/company/work",
    ]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def test_every_page_is_accessible_and_fits_its_screen(
    firm: Firm, signed_in: Callable[..., BrowserContext], look: tuple[int, str]
) -> None:
    width, theme = look
    page = signed_in(viewport={"width": width, "height": 900}, color_scheme=theme).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in addresses(firm):
        answer = page.goto(f"{base(firm)}{path}")
        assert answer is not None
        assert answer.status == 200, path
        check_page(page)
    assert said == []


def test_a_campaign_is_sent_without_scripts(
    firm: Firm, signed_in: Callable[..., BrowserContext]
) -> None:
    firm.supplier("Gloves")
    firm.supplier("Bricks")
    campaign = firm.story.campaign(firm.scope)
    page = signed_in(java_script_enabled=False).new_page()
    page.goto(f"{base(firm)}/company/campaigns/{campaign.public_id}/choose")
    page.get_by_label("Gloves").check()
    page.get_by_label("Name or reference").fill("Bricks")
    page.get_by_label("Name or reference").press("Enter")
    expect(page.get_by_text("1 chosen")).to_be_visible()
    page.get_by_label("Bricks").check()
    page.get_by_role("button", name="Check before sending").click()
    expect(page.get_by_role("heading", name="2 suppliers get this letter")).to_be_visible()
    page.get_by_role("button", name=re.compile("Show letter.*Gloves")).click()
    expect(page.get_by_role("heading", name="The letter to Gloves")).to_be_visible()
    page.get_by_role("button", name="Send 2 letters").click()
    expect(page.get_by_text("2 letters are on their way.")).to_be_visible()


def test_a_report_is_followed_until_it_can_be_downloaded(
    firm: Firm, signed_in: Callable[..., BrowserContext]
) -> None:
    result = firm.answered(firm.supplier(), case=1)
    page: Page = signed_in().new_page()
    page.goto(f"{base(firm)}/company/results/{result.public_id}")
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_text("Waiting to start")).to_be_visible()
    firm.work()
    link = page.get_by_role("link", name=re.compile("Due-diligence report"))
    expect(link).to_be_visible(timeout=15_000)
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith(".pdf")
    assert download.value.path().stat().st_size > 0  # a page that still downloads may not close
