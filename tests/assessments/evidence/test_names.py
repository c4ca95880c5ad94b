"""File names are text: they keep their script and lose everything that deceives."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.evidence.names import display_name, ending_of


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("/etc/shadow.pdf", "shadow.pdf"),
        (r"C:\Users\Aigul\Desktop\отчёт.pdf", "отчёт.pdf"),
        (r"..\..\boot.ini", "boot.ini"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("\u2066invoice\u2069.pdf", "invoice.pdf"),
        ("pay\u200broll.csv", "payroll.csv"),
        ("a\x00b\x1b[31m.txt", "ab[31m.txt"),
        ("two\nlines\r\nof.pdf", "two lines of.pdf"),
        ("lone\ud800surrogate.pdf", "lonesurrogate.pdf"),
        ("CON", "CON"),
        ("NUL.txt", "NUL.txt"),
        ("", "file"),
        ("   ", "file"),
        (".", "file"),
        ("..", "file"),
        ("/", "file"),
        (".pdf", "file.pdf"),
        ("\u202e.pdf", "file.pdf"),
        ("报告.pdf", "报告.pdf"),
        ("Қазақша ғұңөі.docx", "Қазақша ғұңөі.docx"),
        ("oʻzbekcha gʻ.xlsx", "oʻzbekcha gʻ.xlsx"),
        ("👩‍🏭 dorm.jpg", "👩‍🏭 dorm.jpg"),
        ("Cafe\u0301.png", "Café.png"),
        ("report.pdf. .", "report.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
        ("a" * 300, "a" * 200),
    ],
)
def test_a_file_name_is_kept_as_text_without_tricks(given_name: str, shown: str) -> None:
    assert display_name(given_name) == shown


@given(st.text(max_size=400))
def test_whatever_the_name_it_can_be_stored_and_shown(given_name: str) -> None:
    shown = display_name(given_name)
    assert 1 <= len(shown) <= 200
    assert "/" not in shown
    assert "\\" not in shown
    assert not {"Cc", "Cs"} & {unicodedata.category(character) for character in shown}
    assert not {"RLO", "LRO", "RLE", "LRE", "RLI", "LRI", "PDF", "PDI"} & {
        unicodedata.bidirectional(character) for character in shown
    }
    assert unicodedata.is_normalized("NFC", shown)
    assert display_name(shown) == shown


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.PDF", ".pdf"), ("a.tar.gz", ".gz"), ("a", ""), ("a.b c", ""), ("a.пдф", ""), ("a.", "")],
)
def test_the_ending_is_what_stands_after_the_last_dot(name: str, ending: str) -> None:
    assert ending_of(name) == ending
