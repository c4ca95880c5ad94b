"""Send what is due. Each mail is taken, handed over and settled before the next is taken.

Between the server's yes and our commit lie some milliseconds. If the process dies in them, an
invitation is sent once more with the same Message-ID; a code is not, and shows as unknown.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from assessments.database import Database
from assessments.ids import Ids, new_token
from assessments.work import deliveries
from assessments.work.models import Mail
from webapp.mail.message import build_message, message_host
from webapp.mail.postman import (
    Dropped,
    MailTrouble,
    Postman,
    Refused,
    Round,
    Unclear,
    Unreachable,
)
from webapp.renewal import renewing

MAILS_PER_ROUND = 100
LEASE = timedelta(seconds=60)


class Delivery:
    """Takes mails from the outbox of one database to one postman."""

    def __init__(
        self,
        database: Database,
        postman: Postman,
        *,
        sender: str,
        now: Callable[[], datetime],
        ids: Ids,
        lease: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._postman = postman
        self._sender = sender
        self._now = now
        self._token = new_token(ids)
        self._lease = lease

    def deliver(self, most: int = MAILS_PER_ROUND) -> int:
        """Send what is due, at most `most`, over one connection. How many were sent.

        When no server can be reached, that counts as one try of each mail that was due.
        """
        with self._database.writing() as session:
            deliveries.settle_lost_codes(session, now=self._now())
            if not deliveries.something_due(session, now=self._now()):
                return 0
        try:
            with self._postman.round() as round_, renewing(self._lease, self._renew):
                return self._send_in_turn(round_, most)
        except Unreachable as trouble:
            with self._database.writing() as session:
                deliveries.put_off_all_due(session, now=self._now(), error=str(trouble))
            return 0

    def _send_in_turn(self, round_: Round, most: int) -> int:
        sent = 0
        for _ in range(most):
            mail = self._take()
            if mail is None:
                break
            trouble = self._hand_over(round_, mail)
            self._settle(mail, trouble)
            sent += trouble is None
            if isinstance(trouble, (Dropped, Unclear)):
                break
        return sent

    def _take(self) -> Mail | None:
        with self._database.writing() as session:
            now = self._now()
            return deliveries.take_next(
                session,
                token=self._token,
                now=now,
                until=now + self._lease,
                host=message_host(self._sender),
            )

    def _renew(self) -> None:
        with self._database.writing() as session:
            deliveries.hold(session, token=self._token, until=self._now() + self._lease)

    def _hand_over(self, round_: Round, mail: Mail) -> MailTrouble | None:
        try:
            round_.send(build_message(mail, self._sender))
        except MailTrouble as trouble:
            return trouble
        return None

    def _settle(self, mail: Mail, trouble: MailTrouble | None) -> None:
        now, error = self._now(), str(trouble)
        with self._database.writing() as session:
            if trouble is None:
                deliveries.record_sent(session, mail.id, token=self._token, now=now)
            elif isinstance(trouble, Refused):
                deliveries.record_refused(session, mail.id, token=self._token, error=error)
            elif isinstance(trouble, Unclear):
                deliveries.record_unclear(session, mail.id, token=self._token, now=now, error=error)
            else:
                deliveries.record_put_off(session, mail.id, token=self._token, now=now, error=error)
