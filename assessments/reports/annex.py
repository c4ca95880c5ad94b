"""All answers with who gave them, and the index of evidence."""

from assessments.reports.material import Material, moment_of
from assessments.reports.supplier import AnswerRow, AnswerSection, EvidenceRow
from assessments.reports.wording import NOT_ASKED_BUT_KEPT


def answer_sections(material: Material) -> tuple[AnswerSection, ...]:
    """Every question of the questionnaire in its order, asked or not."""
    return tuple(
        AnswerSection(
            str(material.words.section(section.id).title),
            tuple(_row(key, material) for key in section.question_keys),
        )
        for section in material.questionnaire.sections
    )


def _row(key: str, material: Material) -> AnswerRow:
    answer = material.answers.get(key)
    return AnswerRow(
        question=material.question(key),
        key=key,
        lines=_lines(key, material),
        state=material.state(key),
        author=material.authors.index(answer["author"]["commitment"]) + 1 if answer else None,
        saved_at=moment_of(answer["saved_at"]) if answer else None,
        version=answer["version"] if answer else None,
        evidence=material.evidence_numbers.get(key, ()),
    )


def _lines(key: str, material: Material) -> tuple[str, ...]:
    if key in material.hidden and material.shown(key):
        return (material.reader.said(NOT_ASKED_BUT_KEPT),)
    return material.value_lines(key)


def evidence_rows(material: Material) -> tuple[EvidenceRow, ...]:
    """The files of the sealed submission, numbered as the answers refer to them."""
    return tuple(
        EvidenceRow(
            number=number,
            key=file["question"],
            name=file["name"],
            type=file["type"],
            size=file["size"],
            sha256=file["sha256"],
        )
        for number, file in enumerate(material.snapshot["evidence"], start=1)
    )
