"""A page of the respondent that stands beside the questions, whether they were sent or not."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for

from assessments.campaigns.letters import Invited
from webapp.supplier import wording


def framed(template: str, invitation: UUID, invited: Invited, **more: Any) -> str:
    """The page with what its frame says."""
    more.setdefault("problems", {})
    return render_template(
        f"supplier/{template}.html",
        invitation=invitation,
        invited=invited,
        asked_by=invited.company_name,
        sign_out_url=url_for("supplier.leave", invitation=invitation),
        said=wording,
        **more,
    )
