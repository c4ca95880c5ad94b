"""The whole story in a real browser: from a company's first sign-in to the PDF in its hands.

On PostgreSQL, where row-level security would stop whatever the code forgot.
"""

import re
from email import policy
from email.parser import BytesParser
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assessments.database import Database
from assessments.ids import RandomIds
from assessments.library.service import publish_shipped
from assessments.parties.service import add_company
from assessments.people import roles
from assessments.people.service import PersonDetails, Place, add_person
from assessments.scope import InstanceScope
from tests.journeys.looking import check_page, go
from webapp.app import Erkin
from webapp.jobs.registry import load_handlers
from webapp.jobs.runner import Runner
from webapp.settings import Settings

PASSWORD = "sieben Birken stehen am Fluss"
SUPPLIER = "Invented Gloves Sdn Bhd"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.parametrize("database_urls", ["postgresql"], indirect=True),
]


class Office:
    """What stands behind the pages: the worker, and the mails that it writes."""

    def __init__(self, app: Erkin, settings: Settings) -> None:
        self.database: Database = app.extensions["erkin"].database
        self.settings = settings
        self.app = app
        load_handlers()

    def found_company(self) -> str:
        """A company with its first administrator; the address of the set-up link."""
        ids, now = RandomIds(), self.database.now()
        with self.database.writing() as session:
            publish_shipped(session, now=now, ids=ids)
            company = add_company(
                session,
                InstanceScope(),
                name="Invented Retail plc",
                country="GBR",
                now=now,
                ids=ids,
            )
            added = add_person(
                session,
                InstanceScope(),
                details=PersonDetails("Invented Buyer", "buyer@retail.example"),
                place=Place(company_id=company.id),
                role=roles.COMPANY_ADMIN,
                now=now,
                ids=ids,
            )
        return f"{self.settings.public_base_url}/set-up/{added.setup_token}"

    def work(self) -> None:
        """Do every job that is due."""
        with self.app.app_context():
            Runner(self.database, self.settings).drain()

    def mailed(self, pattern: str) -> str:
        """What the newest mail has for the pattern."""
        self.work()
        folder = self.settings.mail_folder or Path()
        for path in sorted(folder.glob("*.eml"), key=lambda one: one.stat().st_mtime_ns)[::-1]:
            mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
            body = mail.get_body(("plain",))
            if body and (found := re.search(pattern, body.get_content())):
                return found.group(1)
        raise AssertionError(f"no mail has {pattern}")


@pytest.fixture
def office(live_app: Erkin, settings: Settings) -> Office:
    return Office(live_app, settings)


def press(page: Page, name: str) -> None:
    go(page, page.get_by_role("button", name=name, exact=True))


def follow(page: Page, name: str) -> None:
    go(page, page.get_by_role("link", name=name).first)


def test_a_company_asks_and_holds_the_report_in_its_hands(
    office: Office, page: Page, browser: Browser, tmp_path: Path
) -> None:
    sign_in_for_the_first_time(page, office.found_company())
    add_supplier(page)
    send_campaign(page)
    phone = browser.new_context(viewport={"width": 320, "height": 640})
    answer_on_a_phone(phone, office)
    phone.close()
    office.work()
    read_the_result(page)
    take_the_report(page, office, tmp_path)


def sign_in_for_the_first_time(page: Page, link: str) -> None:
    page.goto(link)
    check_page(page)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    press(page, "Set the password")
    if page.get_by_role("button", name="Sign in", exact=True).count():
        page.get_by_label("E-mail address").fill("buyer@retail.example")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        press(page, "Sign in")


def add_supplier(page: Page) -> None:
    follow(page, "Suppliers")
    follow(page, "Add a supplier")
    page.locator("[name=name]").fill(SUPPLIER)
    page.locator("[name=country]").select_option("MYS")
    page.locator("[name=sector]").select_option("rubber_gloves")
    page.locator("[name=contact_name]").fill("Invented Clerk")
    page.locator("[name=contact_email]").fill("clerk@gloves.example")
    go(page, page.locator("main form button").last)
    assert SUPPLIER in page.locator("h1").inner_text()


def send_campaign(page: Page) -> None:
    follow(page, "Campaigns")
    follow(page, "Prepare a campaign")
    page.locator("[name=name]").fill("Gloves 2026")
    page.get_by_label(re.compile("core|full|long", re.IGNORECASE)).first.check()
    due = page.evaluate("new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)").split("-")
    for part, value in zip(("year", "month", "day"), due, strict=True):
        page.locator(f"[name='due_on.{part}']").fill(value)
    page.locator("[name=message]").fill("Thank you for your time.")
    press(page, "Save and choose suppliers")
    page.get_by_label(SUPPLIER).check()
    press(page, "Check before sending")
    assert "clerk@gloves.example" in page.content()
    go(page, page.get_by_role("button", name=re.compile("Send")))


def answer_on_a_phone(phone: BrowserContext, office: Office) -> None:
    page = phone.new_page()
    page.goto(office.mailed(r"(http://\S+/i/[\w-]{43})"))
    check_page(page)
    press(page, "Continue")
    page.locator("[name=code]").fill(office.mailed(r"code is (\d{6})"))
    press(page, "Continue")
    follow(page, "Go to the questions")
    follow(page, "Describe your site and goods")
    page.locator("[name='q.site_country']").select_option("MYS")
    press(page, "Save and continue")
    follow_to_check(page)
    page.locator("[name=name]").fill("Invented Director")
    page.locator("[name=role]").fill("Director")
    page.locator("[name=leave_open]").check()
    page.locator("[name=agree]").check()
    press(page, "Send the answers")
    assert re.search(r"[0-9a-f]{64}", page.content().replace("<wbr>", ""))


def follow_to_check(page: Page) -> None:
    here = re.match(r"(.*/answer/[\w-]+)/", page.url)
    assert here is not None
    page.goto(f"{here.group(1)}/check")
    check_page(page)


def read_the_result(page: Page) -> None:
    follow(page, "Suppliers")
    follow(page, SUPPLIER)
    # Two answers and no proof: the confidence is low, and what is open is said.
    assert "Low" in page.locator("main").inner_text()
    assert "What is not known" in page.content()


def take_the_report(page: Page, office: Office, folder: Path) -> None:
    if not page.get_by_role("button", name="Make the PDF").count():
        follow(page, "Result")
    press(page, "Make the PDF")
    office.work()
    link = page.get_by_role("link", name=re.compile("PDF")).first
    expect(link).to_be_visible(timeout=30_000)  # the page follows the job by itself
    with page.expect_download() as download:
        link.click()
    path = folder / "report.pdf"
    download.value.save_as(path)
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) >= 8
        assert "result.json" in pdf.attachments
