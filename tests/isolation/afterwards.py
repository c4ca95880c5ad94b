"""What a company of the world does with answers that were sent, and what fails there."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.disputes.service import answer_dispute, raise_dispute
from assessments.overrides.models import BandOverride
from assessments.overrides.rules import BANDS
from assessments.overrides.service import set_band, withdraw_band
from assessments.reports import service as reports
from assessments.responses.submission import Receipt
from assessments.results.models import Result
from assessments.reviews import replying
from assessments.reviews import service as reviewing
from assessments.scope import SupplierScope
from assessments.work.models import Job, Mail

if TYPE_CHECKING:
    from tests.isolation.firms import Firms

PROVEN = "pay_method"


def talk(firms: Firms, scope: SupplierScope, receipt: Receipt, name: str) -> None:
    """A thread about an answer, and two disputes, of which one is answered."""
    now, ids, letters = firms.story.now, firms.story.ids, firms.story.letters
    about = {"submission_id": receipt.submission.id, "now": now}
    with firms.story.database.writing(firms.scope) as session:
        by, text = (f"Said {firms.marks.new(name, firms.admin)}" for _ in range(2))
        more = {"question": PROVEN, "text": text, "letters": letters, "ids": ids}
        reviewing.ask(session, firms.scope, by=by, **about, **more)
        reviewing.accept(session, firms.scope, questions=["policy"], by=by, **about)
    with firms.story.database.writing(scope) as session:
        reply = f"Reply {firms.marks.new(name, firms.admin)}"
        replying.say(session, scope, question=PROVEN, text=reply, now=now)
        disputes = [
            raise_dispute(
                session,
                scope,
                finding=finding,
                reason=f"Reason {firms.marks.new(name, firms.admin)}",
                question=PROVEN,
                evidence_file=None,
                now=now,
                ids=ids,
            )
            for finding in ("MOV01", "MOV02")
        ]
    with firms.story.database.writing(firms.scope) as session:
        answer_dispute(
            session,
            firms.scope,
            public_id=disputes[0].public_id,
            outcome="upheld",
            reason=f"Answer {firms.marks.new(name, firms.admin)}",
            questions=[],
            by=by,
            letters=letters,
            now=now,
            ids=ids,
        )


def set_bands_by_hand(firms: Firms, result: Result) -> None:
    """Two bands set by hand: the first was taken back, the second holds."""
    first, second = [band for band in BANDS if band != result.band][:2]
    with firms.story.database.writing(firms.scope) as session:
        taken_back = _set_band(firms, session, result, first).public_id
        name, now = f"Name {firms.marks.new(firms.admin)}", firms.story.now
        withdraw_band(session, firms.scope, public_id=taken_back, by=name, now=now)
        _set_band(firms, session, result, second)


def _set_band(firms: Firms, session: Session, result: Result, band: str) -> BandOverride:
    return set_band(
        session,
        firms.scope,
        result_id=result.public_id,
        band=band,
        reason=f"Reason {firms.marks.new(firms.admin)}",
        by=f"Name {firms.marks.new(firms.admin)}",
        expires_on=firms.story.now.date() + timedelta(days=90),
        now=firms.story.now,
        ids=firms.story.ids,
    )


def keep_report(firms: Firms, kind: str, result: Result | None) -> None:
    data = f"%PDF-1.7 {firms.marks.new(firms.admin)}".encode()
    name = firms.reports.put(data, firms.story.ids)
    with firms.story.database.writing(firms.scope) as session:
        reports.keep_report(
            session,
            firms.scope,
            kind=kind,
            result_id=result.id if result else None,
            stored_name=name,
            sha256="0" * 64,
            size=len(data),
            now=firms.story.now,
            ids=firms.story.ids,
        )


def troubles(firms: Firms) -> None:
    """A job and a mail that failed, each with what went wrong."""
    with firms.story.database.writing(firms.scope) as session:
        reports.request_portfolio(
            session,
            firms.scope,
            kind=reports.PORTFOLIO_REPORT,
            now=firms.story.now,
            ids=firms.story.ids,
        )
        mine = firms.scope.company_id
        job = session.scalars(select(Job).where(Job.company_id == mine)).first()
        mail = session.scalars(select(Mail).where(Mail.company_id == mine)).first()
        for row in (job, mail):
            assert row is not None
            row.state, row.error = "failed", f"It failed: {firms.marks.new(firms.admin)}"
