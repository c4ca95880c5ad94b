"""The copy of the answers that their sender keeps."""

from dataclasses import replace
from datetime import date

import pytest

from assessments.reports.answer_copy import AnswerCopy, CopiedAnswer, CopiedSection, Labels
from tests.webapp.documents.made import page_count, suspicious, text_of
from tests.webapp.documents.payloads import HOSTILE
from webapp.documents import render_answer_copy

LABELS = Labels(
    question="Сұрақ",
    answer="Жауап",
    unanswered="Жауап берілмеген",
    file="Құжат",
    page_of="{page}-бет, барлығы {pages}",
    missing_letters="□ қаріпте жоқ әріп",
)
ALPHABETS = {
    "kk": "ӘәҒғҚқҢңӨөҰұҮүҺһІі",
    "ky": "ҢңӨөҮү",
    "uz": "OʻoʻGʻgʻʼ",
    "uz-Cyrl": "ЎўҚқҒғҲҳ",
    "tk": "ÇçÄäŽžŇňÖöŞşÜüÝý",
    "ru": "ЁёЙйЪъЫыЭэ",
}
LONG = " ".join(f"{number}-сөйлем." for number in range(400))


def copy(*answers: CopiedAnswer, section: str = "Бөлім") -> AnswerCopy:
    return AnswerCopy(
        title="Жіберілген жауаптар",
        subject="Invented Gloves",
        language="kk",
        sent_on=date(2026, 11, 22),
        digest="0123456789abcdef" * 4,
        digest_label="Түбіртек нөмірі",
        digest_meaning="Бұл нөмір дәл жіберілген жауаптарды білдіреді.",
        facts=(("Кімге", "Invented Retail plc"), ("Лауазымы", "HR manager")),
        sections=(CopiedSection(section, "", answers),),
        labels=LABELS,
    )


def words(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


def test_the_same_copy_gives_the_same_bytes() -> None:
    one = copy(CopiedAnswer("Сұрақ?", ("Иә",), ("a.pdf",)))
    assert render_answer_copy(one) == render_answer_copy(replace(one))


def test_questions_answers_documents_number_and_role_are_on_paper() -> None:
    pdf = render_answer_copy(copy(CopiedAnswer("Кім төлейді?", ("Біз",), ("келісім.pdf",))))
    text = words(pdf)
    for said in ("Кімтөлейді?", "Біз", "Құжат:келісім.pdf", "HRmanager", "0123456789abcdef" * 4):
        assert said in text


def test_an_answer_that_is_longer_than_a_page_is_there_to_its_last_word() -> None:
    pdf = render_answer_copy(copy(CopiedAnswer("Сұрақ?", (LONG,) * 5, ())))
    assert page_count(pdf) > 1
    assert words(pdf).count("399-сөйлем.") == 5
    assert "2-бет,барлығы" in words(pdf)


def test_what_was_not_answered_says_so() -> None:
    assert "Жауапберілмеген" in words(render_answer_copy(copy(CopiedAnswer("Сұрақ?", (), ()))))


@pytest.mark.parametrize("language", ALPHABETS)
def test_every_letter_of_a_language_is_drawn_and_none_is_a_box(language: str) -> None:
    pdf = render_answer_copy(copy(CopiedAnswer(ALPHABETS[language], (ALPHABETS[language],), ())))
    assert words(pdf).count(ALPHABETS[language]) == 2
    assert "□" not in text_of(pdf)


def test_letters_that_the_fonts_lack_are_boxes_and_the_copy_says_what_they_mean() -> None:
    text = words(render_answer_copy(copy(CopiedAnswer("报告", ("yes",), ()))))
    assert "□қаріптежоқәріп" in text


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_leaves_a_sound_document(text: str) -> None:
    pdf = render_answer_copy(copy(CopiedAnswer(text, (text,), (text,)), section=text))
    assert suspicious(pdf) == []
