"""From a new campaign to letters on their way, and how far each of those asked is."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.campaigns import queries as campaigns
from assessments.campaigns import service
from assessments.campaigns.models import Campaign, Invitation
from assessments.campaigns.turning_away import TurnedAway, turn_away
from assessments.errors import Invalid
from assessments.parties import service as parties
from assessments.parties.models import Supplier
from assessments.people import roles
from assessments.work import deliveries
from assessments.work.models import Mail
from tests.overlapping import while_uncommitted
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Page, Person
from webapp.company.sending import PLACEHOLDER


def details(firm: Firm, **changes: str) -> dict[str, str]:
    due = firm.clock() + timedelta(days=30)
    return {
        "name": "Autumn",
        "questionnaire": str(firm.story.public_id_of_core()),
        "due_on.day": str(due.day),
        "due_on.month": str(due.month),
        "due_on.year": str(due.year),
        "message": "Call us: +44 20.",
    } | changes


def choose(editor: Person, campaign: Campaign | str, *suppliers: Supplier) -> Page:
    """The check before sending to these suppliers."""
    public_id = campaign if isinstance(campaign, str) else campaign.public_id
    page = editor.get(f"/company/campaigns/{public_id}/choose")
    ticked = [str(supplier.public_id) for supplier in suppliers]
    return editor.press(page, {"chosen": ticked}, button=("do", "check"), holding="kept")


def press_send(editor: Person, check: Page) -> Page:
    return editor.press(check, holding="kept")


def invitations(firm: Firm) -> int:
    with firm.database.reading(firm.scope) as session:
        return (
            session.scalar(
                select(func.count(Invitation.id)).where(
                    Invitation.company_id == firm.scope.company_id
                )
            )
            or 0
        )


def letters(firm: Firm) -> list[Mail]:
    with firm.database.reading(firm.scope) as session:
        return list(session.scalars(select(Mail).order_by(Mail.id)))


def test_a_campaign_is_prepared_checked_and_sent(firm: Firm, editor: Person) -> None:
    supplier = firm.supplier()
    page = editor.press(
        editor.get("/company/campaigns/new"), details(firm), holding="questionnaire"
    )
    assert page.path.endswith("/choose")
    check = choose(editor, page.path.split("/")[-2], supplier)
    assert "inventedgloves@supplier.example" in check.text
    assert invitations(firm) == 0
    sent = press_send(editor, check)
    assert "1 letter is on its way." in sent.text
    assert invitations(firm) == 1


def test_the_letter_is_shown_word_for_word(firm: Firm, editor: Person) -> None:
    one, other = firm.supplier("First Firm"), firm.supplier("Second <b>Firm")
    campaign = firm.story.campaign(firm.scope)
    check = choose(editor, campaign, one, other)
    fields = {name: values[0] for name, values in check.form("preview").fields.items()}
    shown = Page(
        editor.client.post(
            f"/company/campaigns/{campaign.public_id}/check",
            data=fields | {"preview": str(other.public_id)},
        )
    )
    assert "Second <b>Firm" in shown.text
    previewed = re.search(r"<pre[^>]*>(.*?)</pre>", shown.text, re.DOTALL)
    assert previewed
    press_send(editor, shown)
    (letter,) = [mail for mail in letters(firm) if "secondbfirm" in mail.to_address]
    written = re.sub(r"/i/[\w-]{43}", f"/i/{PLACEHOLDER}", letter.body_text)
    assert previewed[1].strip() == written.strip()
    assert letter.subject in shown.text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Enter a name"),
        ({"questionnaire": ""}, "Choose a questionnaire."),
        ({"questionnaire": str(UUID(int=7))}, "Choose a questionnaire."),
        ({"due_on.day": "31", "due_on.month": "2"}, "Enter a day, month and year that exist"),
        ({"due_on.year": "2020"}, "Choose a date after today"),
        ({"message": "x" * 2001}, "Use at most 2000 characters"),
    ],
)
def test_what_is_wrong_with_a_campaign_is_said(
    firm: Firm, editor: Person, changes: dict[str, str], says: str
) -> None:
    typed = details(firm, **changes)
    page = editor.press(editor.get("/company/campaigns/new"), typed, holding="questionnaire")
    assert page.status == 422
    assert says in page.text
    if "message" not in changes:
        assert page.form("message").fields["message"] == ["Call us: +44 20."]
    if "questionnaire" not in changes:
        assert page.form("message").fields["questionnaire"] == [typed["questionnaire"]]


def test_what_was_ticked_stays_ticked_over_filters_and_pages(firm: Firm, editor: Person) -> None:
    gloves, bricks = firm.supplier("Gloves"), firm.supplier("Bricks")
    campaign = firm.story.campaign(firm.scope)
    page = editor.get(f"/company/campaigns/{campaign.public_id}/choose")
    page = editor.press(
        page,
        {"chosen": [str(gloves.public_id)], "q": "Bricks"},
        button=("do", "filter"),
        holding="kept",
    )
    assert "1 chosen" in page.text
    assert page.form("kept").offered["chosen"] == [str(bricks.public_id)]
    page = editor.press(page, {"q": ""}, button=("do", "filter"), holding="kept")
    assert page.form("kept").fields["chosen"] == [str(gloves.public_id)]
    page = editor.press(page, button=("do", "all"), holding="kept")
    assert "2 chosen" in page.text
    page = editor.press(page, {"chosen": []}, button=("do", "filter"), holding="kept")
    assert "0 chosen" in page.text


def test_all_that_match_are_chosen_over_every_page(firm: Firm, editor: Person) -> None:
    for number in range(52):
        firm.supplier(f"Firm {chr(97 + number // 26)}{chr(97 + number % 26)}")
    firm.supplier("Apart")
    campaign = firm.story.campaign(firm.scope)
    page = editor.get(f"/company/campaigns/{campaign.public_id}/choose")
    page = editor.press(page, {"q": "Firm"}, button=("do", "all"), holding="kept")
    assert "52 chosen" in page.text
    page = editor.press(page, button=("do", "page-2"), holding="kept")
    assert "52 chosen" in page.text
    assert (
        "52 suppliers get this letter"
        in editor.press(page, button=("do", "check"), holding="kept").text
    )


def test_nobody_chosen_is_said_and_nothing_is_lost(firm: Firm, editor: Person) -> None:
    firm.supplier()
    campaign = firm.story.campaign(firm.scope)
    check = choose(editor, campaign)
    assert check.status == 422
    assert '<a href="#chosen">Tick at least one supplier.</a>' in check.text


def test_the_check_says_who_gets_nothing_and_why(firm: Firm, editor: Person) -> None:
    reached, asked = firm.supplier("Reached"), firm.supplier("Asked")
    with firm.database.writing(firm.scope) as session:
        mute = parties.add_supplier(
            session,
            firm.scope,
            details=parties.SupplierDetails("Mute", "KAZ"),
            contact=None,
            now=firm.clock(),
            ids=firm.story.ids,
        )
    campaign = firm.story.campaign(firm.scope)
    firm.ask(asked, campaign=campaign)
    check = choose(editor, campaign, reached, asked, mute)
    assert "1 supplier gets this letter" in check.text
    assert "1 supplier has no contact and gets nothing" in check.text
    assert "1 supplier was asked already and gets no second letter" in check.text
    nobody = choose(editor, campaign, mute)
    assert "Nobody would get a letter" in nobody.text
    refused = press_send(editor, nobody)
    assert refused.status == 422
    assert "Choose at least one supplier that has a contact." in refused.text


def test_a_double_click_sends_once(firm: Firm, editor: Person) -> None:
    supplier = firm.supplier()
    check = choose(editor, firm.story.campaign(firm.scope), supplier)
    press_send(editor, check)
    again = press_send(editor, check)
    assert again.status == 200
    assert "Nothing was sent twice." in again.text
    assert invitations(firm) == 1
    assert len([mail for mail in letters(firm) if mail.kind == "invitation"]) == 1


def test_two_colleagues_sending_at_once_invite_once(firm: Firm) -> None:
    supplier, campaign = firm.supplier(), firm.story.campaign(firm.scope)

    def send() -> None:
        with firm.app.app_context():
            firm.story.invite(firm.scope, campaign, supplier)

    def first(session: Session) -> None:
        service.send_campaign(
            session,
            firm.scope,
            campaign_id=campaign.public_id,
            suppliers=[supplier.public_id],
            letters=firm.story.letters,
            now=firm.clock(),
            ids=firm.story.ids,
        )

    with firm.app.app_context():
        refusal = while_uncommitted(firm.database, firm.scope, first, send)
    assert isinstance(refusal, Invalid)
    assert invitations(firm) == 1


def test_a_campaign_past_its_deadline_is_not_sent(firm: Firm, editor: Person) -> None:
    supplier, campaign = firm.supplier(), firm.story.campaign(firm.scope)
    firm.pass_by(timedelta(days=28))
    editor = firm.person("company-admin")
    check = choose(editor, campaign, supplier)
    assert "The deadline has passed" in check.text
    assert press_send(editor, check).status == 422
    assert invitations(firm) == 0


def test_progress_counts_each_step_and_lists_those_behind_it(firm: Firm, editor: Person) -> None:
    campaign = firm.story.campaign(firm.scope)
    suppliers = [firm.supplier(name) for name in ("Done", "Opened", "Waiting")]
    tokens = firm.ask(*suppliers, campaign=campaign)
    firm.submitted(tokens[0], {"site_country": "MYS"})
    with firm.app.app_context():
        firm.story.enter(tokens[1])
    page = editor.get(f"/company/campaigns/{campaign.public_id}")
    shown = re.findall(r'class="(?:name|value)"[^>]*>([^<]+)<', page.text)
    assert dict(zip(shown[::2], shown[1::2], strict=True)) == {
        "Listed": "3",
        "Letter delivered": "2",
        "Opened": "2",
        "Started": "1",
        "Submitted": "1",
    }
    firm.work()
    page = editor.get(f"/company/campaigns/{campaign.public_id}?state=mailed")
    assert "3 suppliers" in page.text
    page = editor.get(f"/company/campaigns/{campaign.public_id}?state=submitted")
    assert "Done" in page.text
    assert "Waiting</a>" not in page.text


def refuse(firm: Firm, reason: str) -> None:
    """The mail server refuses the next letter for good."""
    with firm.database.writing() as session:
        mail = deliveries.take_next(
            session,
            token="t",
            now=firm.clock(),
            until=firm.clock() + timedelta(minutes=1),
            host="localhost",
        )
        assert mail is not None
        deliveries.record_refused(session, mail.id, token="t", error=reason)


def test_a_letter_that_failed_is_seen_with_its_reason_and_sent_again(
    firm: Firm, editor: Person
) -> None:
    campaign = firm.story.campaign(firm.scope)
    firm.ask(firm.supplier(), campaign=campaign)
    refuse(firm, "550 No such mailbox")
    assert "1</b> letter did not arrive" in editor.get("/company").text
    for path in (f"/company/campaigns/{campaign.public_id}", "/company/asked?state=failed"):
        assert "550 No such mailbox" in editor.get(path).text
    page = editor.get("/company/work")
    (mail,) = letters(firm)
    page = editor.press(page, action=f"/company/mails/{mail.public_id}/retry")
    assert "The letter is sent again now." in page.text
    firm.work()
    assert "Nothing waits, nothing failed" in editor.get("/company/work").text


def test_a_renewed_link_follows_the_corrected_contact(firm: Firm, editor: Person) -> None:
    supplier, campaign = firm.supplier(), firm.story.campaign(firm.scope)
    firm.ask(supplier, campaign=campaign)
    invitation = firm.story.invitation_of(firm.scope, campaign)
    form = editor.get(f"/company/suppliers/{supplier.public_id}/edit")
    editor.press(form, {"contact_email": "right@supplier.example"}, holding="country")
    firm.pass_by(timedelta(minutes=2))
    renew = f"/company/invitations/{invitation.public_id}/renew"
    page = editor.get(f"/company/invitations/{invitation.public_id}")
    page = editor.press(page, action=renew)
    assert "A new link is on its way." in page.text
    assert "right@supplier.example" in page.text
    editor.press(page, action=renew)
    assert [mail.to_address for mail in letters(firm)] == [
        "inventedgloves@supplier.example",
        "right@supplier.example",
    ]


def test_an_opened_link_is_renewed_to_the_address_that_was_proved(
    firm: Firm, editor: Person
) -> None:
    supplier, campaign = firm.supplier(), firm.story.campaign(firm.scope)
    (token,) = firm.ask(supplier, campaign=campaign)
    with firm.app.app_context():
        firm.story.enter(token)
    form = editor.get(f"/company/suppliers/{supplier.public_id}/edit")
    editor.press(form, {"contact_email": "other@supplier.example"}, holding="country")
    firm.pass_by(timedelta(minutes=2))
    invitation = firm.story.invitation_of(firm.scope, campaign)
    path = f"/company/invitations/{invitation.public_id}"
    editor.press(editor.get(path), action=f"{path}/renew")
    assert letters(firm)[-1].to_address == "inventedgloves@supplier.example"


def test_a_withdrawn_invitation_opens_nothing(firm: Firm, editor: Person) -> None:
    campaign = firm.story.campaign(firm.scope)
    (token,) = firm.ask(firm.supplier(), campaign=campaign)
    invitation = firm.story.invitation_of(firm.scope, campaign)
    path = f"/company/invitations/{invitation.public_id}"
    page = editor.press(editor.get(path), action=f"{path}/revoke")
    assert "The invitation is withdrawn." in page.text
    with firm.database.reading(firm.scope) as session:
        found = campaigns.invitation(session, firm.scope, invitation.public_id)
    assert found.revoked_at == firm.clock()
    assert "no longer in use" in Page(firm.app.test_client().get(f"/i/{token}")).text


def test_a_late_supplier_gets_a_new_day_with_the_new_link(firm: Firm, editor: Person) -> None:
    campaign = firm.story.campaign(firm.scope)
    firm.ask(firm.supplier(), campaign=campaign)
    invitation = firm.story.invitation_of(firm.scope, campaign)
    firm.pass_by(timedelta(days=60))
    late = firm.person(roles.COMPANY_EDITOR)
    path = f"/company/invitations/{invitation.public_id}"
    page = late.get(path)
    assert "The day that the supplier was given has passed." in page.text
    boxes = {"due_on.day": "", "due_on.month": "", "due_on.year": ""}
    refused = late.press(page, boxes, action=f"{path}/renew")
    assert refused.status == 422
    assert "Choose a day, so that there is time to answer." in refused.text
    assert "on its way" in late.press(page, action=f"{path}/renew").text
    asked = firm.story.invitation_of(firm.scope, campaign)
    assert asked.due_on == firm.story.now.date() + timedelta(days=14)
    (named,) = firm.story.mailed(r"Please answer by ([^.\n]+)").values()
    assert named.startswith(str(asked.due_on.day))


def test_what_is_not_for_somebody_is_settled_with_one_press(firm: Firm, editor: Person) -> None:
    campaign = firm.story.campaign(firm.scope)
    (token,) = firm.ask(firm.supplier(), campaign=campaign)
    with firm.app.app_context():
        respondent = firm.story.enter(token)
    with firm.database.writing(respondent) as session:
        turn_away(
            session,
            respondent,
            said=TurnedAway("no_longer_supply"),
            letters=firm.story.letters,
            now=firm.story.now,
            ids=firm.story.ids,
        )
    tile = "supplier says “not for me”"
    assert tile in editor.get("/company").text
    invitation = firm.story.invitation_of(firm.scope, campaign)
    path = f"/company/invitations/{invitation.public_id}"
    firm.pass_by(timedelta(minutes=1))
    page = editor.press(editor.get(path), action=f"{path}/settle")
    assert "Settled." in page.text
    assert "This is settled" not in page.text
    assert tile not in editor.get("/company").text
