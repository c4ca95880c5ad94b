"""One result with everything that it was made from, to be read number by number."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from assessments.evidence import queries as evidence
from assessments.evidence.models import EvidenceFile
from assessments.library import queries as library
from assessments.parties.models import Supplier
from assessments.phrases import IN_ENGLISH, Reader
from assessments.reports.material import Document, Material
from assessments.responses import queries as responses
from assessments.responses.models import Submission
from assessments.results import queries as results
from assessments.results.clearing import kept
from assessments.results.due import due_since_result, results_before
from assessments.results.models import Result
from assessments.results.standing import read_from
from assessments.scope import CompanyScope
from questionnaires.worded import words_of
from questionnaires.words import words_of_ruleset
from scoring.engine import Scorer


@dataclass(frozen=True)
class Reading:
    """A result, whose it is, what it was made from, and the files that came with the answers."""

    result: Result
    supplier: Supplier
    submission: Submission
    files: tuple[EvidenceFile, ...]
    material: Material
    scorer: Scorer

    @cached_property
    def read(self) -> Document:
        """What the engine read: answers, proof, signals and the day."""
        return read_from(self.material.questionnaire, self.result, dict(self.material.snapshot))

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """What the conditions of the ruleset read: answers that count, facts and signals."""
        return self.scorer.values(self.read)

    @cached_property
    def proof(self) -> Mapping[str, str]:
        """Question → the state of its proof when it was scored, where it had any."""
        states: dict[str, str] = json.loads(self.result.inputs)["proof"]
        return states

    def files_of(self, question: str) -> tuple[tuple[Document, EvidenceFile | None], ...]:
        """What was sealed of each file behind an answer, and the file where it is still kept."""
        kept = {(file.sha256, file.original_name): file for file in self.files}
        return tuple(
            (sealed, kept.get((sealed["sha256"], sealed["name"])))
            for sealed in self.material.snapshot["evidence"]
            if sealed["question"] == question
        )


def reading(
    session: Session, scope: CompanyScope, public_id: UUID, reader: Reader = IN_ENGLISH
) -> Reading:
    """A result of the company with what it pins. NotFound for any other."""
    return reading_of(session, scope, results.result(session, scope, public_id), reader)


def reading_of(
    session: Session, scope: CompanyScope, result: Result, reader: Reader = IN_ENGLISH
) -> Reading:
    """The same for a result that was found already."""
    disclosed = responses.disclosed_submission(session, scope, result.submission_id)
    scorer = library.scorer(
        session,
        questionnaire_version_id=result.questionnaire_version_id,
        ruleset_version_id=result.ruleset_version_id,
        reference_edition_id=result.reference_edition_id,
    )
    questionnaire = library.questionnaire(session, result.questionnaire_version_id)
    files = evidence.disclosed_files(session, scope, disclosed.disclosure.id)
    return Reading(
        result=result,
        supplier=results.supplier_of(session, scope, result),
        submission=disclosed.submission,
        files=tuple(files),
        material=Material(
            result=json.loads(result.document),
            snapshot=disclosed.snapshot,
            questionnaire=questionnaire,
            words=words_of(questionnaire, reader.language),
            terms=words_of_ruleset(scorer.ruleset.document, reader.language),
            ruleset=scorer.ruleset.document,
            reference=scorer.reference,
            people=disclosed.people,
            inputs=json.loads(result.inputs),
            reader=reader,
            not_cleared=kept(result),
            since=due_since_result(result, results_before(session, scope, result)),
        ),
        scorer=scorer,
    )
