"""A passport says what was answered and when, and betrays every change."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.passport.document import as_file, passport_of, signed
from assessments.passport.opening import (
    LARGEST,
    Flaw,
    NoPassport,
    Passport,
    Signed,
    open_passport,
)
from assessments.passport.signing import Signer, key_id
from assessments.responses.models import Submission
from scoring.canonical import canonical, digest
from webapp.commands.passport import command

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ASKED_BY = "Invented Retail plc"
PAPER = "ab" * 32
SNAPSHOT: dict[str, Any] = {
    "asked_by": {"name": ASKED_BY, "campaign": "Yearly questions"},
    "supplier": {"name": "Invented Gloves", "country": "MYS", "sector": None},
    "questionnaire": {"slug": "forced-labour-core", "version": "2026.1", "sha256": "c" * 64},
    "answers": [
        {"question": "policy", "value": "yes", "saved_at": "2026-11-02T09:00:00.000+00:00"},
        {
            "question": "housing_m2",
            "value": "2.8",
            "saved_at": "2026-11-02T09:00:00.000+00:00",
            "first_answered_on": "2026-08-12",
        },
        {"question": "fees_paid", "value": None, "saved_at": "2026-11-02T09:00:00.000+00:00"},
    ],
    "evidence": [{"question": "policy", "sha256": PAPER, "name": "Aigul’s letter.pdf"}],
}
SIGNER = Signer("a secret of this instance")
SUBMISSION = Submission(snapshot=json.dumps(SNAPSHOT), digest="d" * 64)


def made(signer: Signer = SIGNER, **changes: Any) -> dict[str, Any]:
    document = passport_of(
        SUBMISSION, purpose="For an audit", issuer="https://erkin.example", now=AT
    )
    return signed(document | changes, signer)


def opened(file: dict[str, Any] | bytes) -> Passport:
    raw = file if isinstance(file, bytes) else as_file(file)
    return open_passport(raw, own=[SIGNER.public_key], known=[Signer("a friend").public_key])


RAW = as_file(made())


def test_it_opens_as_what_was_made() -> None:
    found = opened(made())
    assert (found.flaws, found.signed) == ((), Signed.HERE)
    assert [(one.question, one.value, one.answered_on) for one in found.answers] == [
        ("policy", "yes", date(2026, 11, 2)),
        ("housing_m2", "2.8", date(2026, 8, 12)),
    ]
    assert found.answers[0].evidence == (PAPER,)
    assert (found.issued_for, found.issued_at) == ("For an audit", AT)
    assert found.sha256 == digest(made()["passport"])


def test_it_names_no_company_no_person_and_no_receipt() -> None:
    for hidden in (ASKED_BY, "Yearly questions", "Aigul", "d" * 64):
        assert hidden not in RAW.decode()


def test_the_same_secret_gives_the_same_key_and_another_secret_another() -> None:
    assert Signer("a secret of this instance").public_key == SIGNER.public_key
    assert Signer("another secret").key_id != SIGNER.key_id
    assert key_id("no key") == ""


def test_who_signed_is_said_only_where_the_key_is_known() -> None:
    assert opened(made(Signer("a friend"))).signed is Signed.KNOWN
    stranger = opened(made(Signer("nobody")))
    assert (stranger.flaws, stranger.signed) == ((), Signed.UNKNOWN)


def test_a_changed_answer_is_noticed_by_the_digest_and_by_the_signature() -> None:
    file = made()
    file["passport"]["answers"][0]["value"] = "no"
    assert opened(file).flaws == (Flaw.CONTENT, Flaw.SIGNATURE)
    file["sha256"] = digest(file["passport"])
    assert opened(file).flaws == (Flaw.SIGNATURE,)


def test_an_exchanged_key_is_noticed() -> None:
    file = made()
    file["signature"]["public_key"] = Signer("nobody").public_key
    assert opened(file).flaws == (Flaw.SIGNATURE, Flaw.KEY)


def test_who_signs_anew_with_a_key_of_their_own_is_not_taken_for_this_instance() -> None:
    forged = made(Signer("nobody"), issuer="https://erkin.example")
    assert opened(forged).signed is Signed.UNKNOWN


def test_the_order_and_the_spaces_of_the_file_do_not_matter() -> None:
    assert opened(json.dumps(made()).encode()).flaws == ()
    assert opened(b"\xef\xbb\xbf" + canonical(made())).flaws == ()


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "unreadable"),
        (b"PK\x03\x04 a spreadsheet", "not_json"),
        (b"\xff\xfe\x00", "not_json"),
        (b"{", "unreadable"),
        (b"[" * 100_000, "unreadable"),
        (b"[" * 30 + b"]" * 30, "unreadable"),
        (b"[]", "no_passport"),
        (b'{"passport": {}}', "other_shape"),
        (b'{"passport": 1, "passport": 2}', "unreadable"),
        (b'{"passport": "\\ud800"}', "not_json"),
        (b"1" * 5000, "unreadable"),
        (b" " * (LARGEST + 1), "too_large"),
        (RAW.replace(b'"2.8"', b"2.8"), "other_shape"),
        (RAW.replace(b'"2.8"', b"1e400"), "other_shape"),
        (RAW.replace(b"erkin-passport/1", b"erkin-passport/9"), "other_shape"),
        (RAW.replace(b'"issued_for"', b'"asked_by"'), "other_shape"),
    ],
)
def test_what_is_no_passport_is_refused_with_its_reason(raw: bytes, why: str) -> None:
    with pytest.raises(NoPassport) as refused:
        opened(raw)
    assert refused.value.why == why


@settings(max_examples=300)
@given(
    st.lists(st.tuples(st.integers(0, len(RAW) - 1), st.integers(0, 255)), min_size=1, max_size=4),
    st.integers(0, 3),
)
def test_mutated_bytes_are_refused_or_noticed_unless_they_mean_the_same(
    changes: list[tuple[int, int]], cut: int
) -> None:
    raw = bytearray(RAW)
    for place, byte in changes:
        raw[place] = byte
    try:
        found = opened(bytes(raw[: len(raw) - cut]))
    except NoPassport:
        return
    assert found.flaws or (found.sha256 == digest(made()["passport"]) and found.key_id)


def test_the_command_says_whether_it_was_changed_and_who_signed(tmp_path: Path) -> None:
    def said(raw: bytes, *options: str) -> tuple[int, str]:
        path = tmp_path / "passport.json"
        path.write_bytes(raw)
        done = CliRunner().invoke(command, ["verify", str(path), *options])
        return done.exit_code, done.output

    code, text = said(RAW)
    assert (code, "not proven" in text, "2 answers of Invented Gloves" in text) == (0, True, True)
    assert said(RAW, "--key", SIGNER.public_key)[1].endswith("Signed by a key that you trust.\n")
    code, text = said(RAW.replace(b'"yes"', b'"no"'))
    assert (code, text.count("  ")) == (1, 2)
    assert said(b"PK")[0] == 2
