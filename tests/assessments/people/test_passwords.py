"""What may be a password, and how it is kept."""

import pytest

from assessments.people import passwords

GOOD = "seven quiet otters knit"


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "пять тихих выдр вяжут",
        "қырық қоян көк қайықта",
        "кирпич туман сорок лампа",
        "8#4$9dog2&7!6^3",
        "xK4%vT9!qLm2@Zw",
        "correct horse battery staple",
        "a" * 7 + "b" + "c" * 7,
    ],
)
def test_a_long_password_that_is_not_common_is_taken(password: str) -> None:
    assert passwords.problem(password) is None


def test_fifteen_characters_are_enough_and_fourteen_are_not() -> None:
    assert passwords.problem("otter7 knits 4u") is None
    told = passwords.problem("otter7 knits 4")
    assert told
    assert "at least 15 characters; this has 14" in told
    assert "Four or five words" in told


def test_a_hundred_and_twenty_eight_characters_are_the_most() -> None:
    words = " ".join(f"otter{number}" for number in range(30))
    assert passwords.problem(words[:128]) is None
    told = passwords.problem(words[:129])
    assert told == "Use at most 128 characters; this has 129."


def test_characters_are_counted_as_they_are_stored() -> None:
    decomposed = "e\u0301" * 14
    assert len(decomposed) == 28
    told = passwords.problem(decomposed)
    assert told
    assert "this has 14" in told


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password1234567",
        "PASSWORD 2026!!!",
        "123456789012345",
        "987654321098765",
        "qwertyuiopasdfgh",
        "йцукенгшщзхъфыва",
        "aaaaaaaaaaaaaaaaaaa",
        "otter7!otter7!otter7!",
        "q1w2e3r4t5y6u7i8",
        "football-dragon-1985",
        "dragon123456789",
        "erkin supplier 2026",
        "forced-labour-2026",
    ],
)
def test_a_password_that_attackers_try_first_is_refused(password: str) -> None:
    told = passwords.problem(password)
    assert told
    assert "easy to guess" in told


def test_ones_own_name_and_address_are_no_password() -> None:
    about = ("Aigerim Serikbaeva", "a.serikbaeva@koktekstil.example")
    assert passwords.problem("serikbaeva-koktekstil-7") is None
    assert passwords.problem("serikbaeva-koktekstil-7", about=about)
    assert passwords.problem("Aigerim.1990.1990", about=about)


@pytest.mark.parametrize("character", ["\0", "\t", "\n", "\x1b", "\ud800"])
def test_control_characters_and_lone_surrogates_are_refused(character: str) -> None:
    assert passwords.problem(GOOD + character) == "Leave out tabs and other control characters."


def test_no_kind_of_character_is_demanded() -> None:
    assert passwords.problem("onlysmalllettersthatmakenoword") is None


def test_passwords_are_hashed_by_argon2id_with_the_chosen_cost() -> None:
    stored = passwords.hashed(GOOD)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert stored != passwords.hashed(GOOD)


def test_the_password_that_was_hashed_matches_and_no_other() -> None:
    stored = passwords.hashed(GOOD)
    assert passwords.matches(stored, GOOD)
    assert not passwords.matches(stored, GOOD + " ")
    assert not passwords.matches(stored, "")


def test_a_password_matches_however_its_accents_were_typed() -> None:
    assert passwords.matches(passwords.hashed("caf\u00e9 " * 4), "cafe\u0301 " * 4)


def test_nothing_matches_where_nothing_is_stored_and_it_is_compared_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[str] = []

    class Watching:
        def hash(self, password: str, *, salt: bytes) -> str:
            return passwords.PasswordHasher(2, 19 * 1024, 1).hash(password, salt=salt)

        def verify(self, stored: str, password: str) -> bool:
            compared.append(stored)
            return passwords.PasswordHasher().verify(stored, password)

    monkeypatch.setattr(passwords, "_hasher", Watching())
    assert not passwords.matches(None, GOOD)
    assert not passwords.matches(None, "")
    assert [stored.split("$")[3] for stored in compared] == ["m=19456,t=2,p=1"] * 2
