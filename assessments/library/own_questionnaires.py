"""Questionnaires of a company's own: checked as a whole, published as rows that never change."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.audit.service import record
from assessments.ids import Ids, new_public_id
from assessments.library import queries
from assessments.library.forms import Brought, read_file
from assessments.library.methods import current_method
from assessments.library.models import QuestionnaireVersion
from assessments.library.offers import offer_questionnaire
from assessments.parties.models import Company
from assessments.scope import CompanyScope
from questionnaires import library as shipped
from questionnaires.own import make_own
from questionnaires.worded import Worded
from questionnaires.xlsform.told import Finding, Verdict
from scoring.canonical import canonical, digest
from scoring.ruleset import Ruleset
from scoring.unheard import Unheard, unheard


@dataclass(frozen=True)
class CheckedQuestionnaire:
    """A file that was read: what became of each row, and what it would be once published.

    `worded` is None where something was refused. `renamed` is the key in the file → the key here.
    """

    findings: Sequence[Finding]
    worded: Worded | None
    renamed: Mapping[str, str]
    unheard: Unheard | None
    original: bytes
    original_name: str

    def told(self, verdict: Verdict) -> list[Finding]:
        """The findings of one kind, in the order of the file."""
        return [finding for finding in self.findings if finding.verdict == verdict]

    @property
    def seen(self) -> str:
        """What somebody confirms who was told which rules fall silent: this form and no other."""
        asked = self.worded.questionnaire.sha256 if self.worded else ""
        missing = self.unheard.missing if self.unheard else ()
        return digest([asked, list(missing)])


def ruleset_in_use(session: Session, scope: CompanyScope) -> Ruleset:
    """The ruleset that new campaigns of the company are scored by."""
    method = current_method(session, scope)
    scorer = queries.scorer(
        session,
        questionnaire_version_id=queries.questionnaire_versions(session)[0].id,
        ruleset_version_id=method.ruleset_version_id,
        reference_edition_id=method.reference_edition_id,
    )
    return scorer.ruleset


def check_file(data: bytes, filename: str, ruleset: Ruleset) -> CheckedQuestionnaire:
    """Read a file, make it the company's own, and see what the ruleset would not hear of it.

    It takes seconds, so it is called outside of transactions. Raises UnreadableSheet.
    """
    return check_brought(read_file(data, filename), data, filename, ruleset)


def check_brought(
    brought: Brought, data: bytes, filename: str, ruleset: Ruleset
) -> CheckedQuestionnaire:
    """The same of a file that was read before."""
    if brought.worded is None:
        return CheckedQuestionnaire(brought.findings, None, {}, None, data, filename)
    every = [shipped.load(slug, each) for slug in shipped.SLUGS for each in shipped.versions(slug)]
    owned = make_own(brought.worded, every)
    written_for = shipped.load(*ruleset.questionnaire).form()
    silent = unheard(ruleset, owned.worded.questionnaire.form(), written_for)
    return CheckedQuestionnaire(
        brought.findings, owned.worded, owned.renamed, silent, data, filename
    )


def publish_questionnaire(
    session: Session,
    scope: CompanyScope,
    *,
    checked: CheckedQuestionnaire,
    now: datetime,
    ids: Ids,
) -> QuestionnaireVersion:
    """The questionnaire for this company alone, with its words and the file it came from.

    Whoever calls has told which rules fall silent. The same content again gives the row that is
    there, offered again; other content under a version that is taken gets the next one.
    """
    worded = checked.worded
    if worded is None:
        raise ValueError("what was refused cannot be published")
    session.execute(select(Company.id).where(Company.id == scope.company_id).with_for_update())
    before = _published(session, scope, worded.questionnaire.slug)
    words = canonical(_words(worded)).decode()
    for row in before:
        if row.words == words and _content(json.loads(row.document)) == _content(
            worded.questionnaire.document()
        ):
            offer_questionnaire(
                session, scope, questionnaire_version_id=row.public_id, offered=True, now=now
            )
            return row
    asked = replace(worded.questionnaire, version=_version(worded.questionnaire.version, before))
    row = QuestionnaireVersion(
        public_id=new_public_id(ids),
        company_id=scope.company_id,
        slug=asked.slug,
        version=asked.version,
        sha256=asked.sha256,
        document=canonical(asked.document()).decode(),
        words=words,
        original=checked.original,
        original_name=checked.original_name,
        published_at=now,
    )
    session.add(row)
    session.flush()
    missing = checked.unheard.missing if checked.unheard else ()
    record(
        session,
        scope,
        kind="questionnaire-published",
        subject_kind="questionnaire-version",
        subject_id=row.id,
        now=now,
        facts={"sha256": row.sha256, "not_asked": list(missing)},
    )
    return row


def _published(session: Session, scope: CompanyScope, slug: str) -> Sequence[QuestionnaireVersion]:
    return session.scalars(
        select(QuestionnaireVersion)
        .where(
            QuestionnaireVersion.company_id == scope.company_id, QuestionnaireVersion.slug == slug
        )
        .order_by(QuestionnaireVersion.id.desc())
    ).all()


def _words(worded: Worded) -> dict[str, Any]:
    asked = worded.questionnaire
    return {"language": asked.language, "lists": asked.lists, "texts": worded.texts}


def _content(document: Mapping[str, Any]) -> str:
    return digest({name: part for name, part in document.items() if name != "version"})


def _version(wanted: str, before: Sequence[QuestionnaireVersion]) -> str:
    taken = {row.version for row in before}
    year, number = wanted.split(".")
    while wanted in taken:
        number = str(int(number) + 1)
        wanted = f"{year}.{number}"
    return wanted
