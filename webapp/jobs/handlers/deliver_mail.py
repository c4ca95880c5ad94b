"""Send the mail that is due, a hundred to a connection."""

from assessments.work import deliveries
from assessments.work.service import DELIVER_MAIL, request_delivery
from webapp.jobs.context import JobContext
from webapp.jobs.registry import handler
from webapp.mail.choice import choose_postman
from webapp.mail.delivery import Delivery


@handler(DELIVER_MAIL)
def deliver_mail(work: JobContext) -> None:
    """Send one round; what is left goes with the next job, so that others get their turn."""
    delivery = Delivery(
        work.database,
        choose_postman(work.settings),
        sender=work.settings.mail_from,
        now=work.now,
        ids=work.ids,
        lease=work.lease,
    )
    delivery.deliver()
    with work.database.writing() as session:
        if deliveries.something_due(session, now=work.now()):
            request_delivery(session, now=work.now(), ids=work.ids)
