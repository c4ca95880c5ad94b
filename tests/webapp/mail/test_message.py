from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import default
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.errors import Invalid
from assessments.work.addressing import check_header
from assessments.work.models import LONGEST_SUBJECT, Mail
from webapp.mail.folder import file_name
from webapp.mail.message import UnusableMail, build_message, message_host

SENDER = "Erkin <erkin@mill.example>"
PUBLIC_ID = UUID("5f1f2fb8-6f43-4b9e-9c7c-0f7f9c1b2a3d")
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"]
HEADERS += ["Content-Type", "Content-Transfer-Encoding", "MIME-Version"]


def mail(**changes: Any) -> Mail:
    values: dict[str, Any] = {
        "id": 7,
        "public_id": PUBLIC_ID,
        "kind": "invitation",
        "to_address": "buyer@mill.example",
        "to_name": "Buyer",
        "subject": "Questions",
        "body_text": "Please answer.\n",
        "message_id": f"<mail-{PUBLIC_ID}@erkin.example>",
        "created_at": datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
    }
    return Mail(**values | changes)


def test_a_row_becomes_one_plain_text_message_with_its_own_date_and_id() -> None:
    message = build_message(mail(), SENDER)
    assert message["Date"] == "Sun, 01 Mar 2026 09:00:00 +0000"
    assert message["Message-ID"] == f"<mail-{PUBLIC_ID}@erkin.example>"
    assert message["From"] == "Erkin <erkin@mill.example>"
    assert message.get_content_type() == "text/plain"
    assert not message.is_multipart()
    assert message.keys() == HEADERS


def test_the_same_row_gives_the_same_bytes() -> None:
    assert build_message(mail(), SENDER).as_bytes() == build_message(mail(), SENDER).as_bytes()


@pytest.mark.parametrize(
    "text", ["Қазақша ғұңөі", "Кыргызча ңүө", "Oʻzbekcha gʻ", "Türkmençe ňýžş", "中文", "عربي"]
)
def test_letters_of_every_script_arrive_through_seven_bits(text: str) -> None:
    sent = build_message(mail(to_name=text, subject=text, body_text=f"{text}\n"), SENDER)
    raw = sent.as_bytes()
    assert raw.isascii()
    read = BytesParser(policy=default).parsebytes(raw)
    assert (read["Subject"], read.get_content().rstrip()) == (text, text)
    assert read["To"].addresses[0].display_name == text


@pytest.mark.parametrize("field", ["to_name", "to_address", "subject", "message_id"])
def test_a_line_break_in_a_header_is_refused(field: str) -> None:
    with pytest.raises(UnusableMail):
        build_message(mail(**{field: "a@b.example\r\nBcc: everyone@mill.example"}), SENDER)


TEXT = st.text() | st.text(alphabet="\r\n\t ,;:<>@\"'()=?_ab.")


@settings(max_examples=1000)
@given(TEXT, TEXT, TEXT)
def test_no_name_subject_or_text_adds_a_header_or_a_recipient(
    name: str, subject: str, body: str
) -> None:
    try:
        name = check_header("to_name", name)
        subject = check_header("subject", subject, LONGEST_SUBJECT)
    except Invalid:
        return
    written = mail(
        to_name=name, subject=subject, body_text=body.encode("utf-8", "replace").decode()
    )
    try:
        raw = build_message(written, SENDER).as_bytes()
    except UnusableMail:
        return
    read = BytesParser(policy=default).parsebytes(raw)
    assert read.keys() == HEADERS
    assert [to.addr_spec for to in read["To"].addresses] == ["buyer@mill.example"]
    assert [one.addr_spec for one in read["From"].addresses] == ["erkin@mill.example"]


@pytest.mark.parametrize(
    ("sender", "host"),
    [(SENDER, "mill.example"), ("erkin@localhost", "localhost")],
)
def test_our_message_ids_carry_the_host_of_the_sender(sender: str, host: str) -> None:
    assert message_host(sender) == host


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("buyer@mill.example", "20260301T090000-buyer@mill.example-5f1f2fb8.eml"),
        ('"../../etc/x"@mill.example', "20260301T090000-..-..-etc-x@mill.example-5f1f2fb8.eml"),
        (f"{'b' * 200}@mill.example", f"20260301T090000-{'b' * 60}-5f1f2fb8.eml"),
    ],
)
def test_file_names_sort_by_date_and_stay_in_their_folder(address: str, name: str) -> None:
    assert file_name(build_message(mail(to_address=address), SENDER)) == name


@pytest.mark.parametrize(
    "subject",
    [
        "Nordlicht Handel GmbH (invented) mehnat sharoitlari haqida soʻraydi: Cotton Yarn",
        "Вопросы об условиях труда на предприятии «Пряжа», ответ до 22 декабря 2026",
        "A plain subject that is longer than one line of a mail can be and has to be folded",
    ],
)
def test_a_folded_subject_is_read_as_it_was_written(subject: str) -> None:
    raw = build_message(mail(subject=subject), SENDER).as_bytes()
    assert BytesParser(policy=default).parsebytes(raw)["Subject"] == subject
    head = raw.partition(b"\r\n\r\n")[0]
    assert max(len(line) for line in head.splitlines()) <= 78
