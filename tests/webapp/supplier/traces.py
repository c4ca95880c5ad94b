"""What stands in the database, to show that nothing was changed."""

import hashlib

from sqlalchemy import select

from assessments.base import Base
from assessments.scope import CompanyScope
from tests.webapp.supplier.conftest import Scene

# Says when a session was last seen; every visit of somebody who is signed in may change it.
LEFT_OUT = {"sign_in_session"}


def fingerprint(scene: Scene) -> str:
    """A hash of every row that the company or, where there is one, the respondent can see."""
    invitation = scene.story.invitation_of(scene.company, scene.campaign)
    scopes: list[object] = [CompanyScope(scene.company.company_id)]
    if invitation.party_id is not None:
        scopes.append(scene.scope)
    digest = hashlib.sha256()
    for scope in scopes:
        with scene.database.reading(scope) as session:  # type: ignore[arg-type]
            for table in Base.metadata.sorted_tables:
                if table.name not in LEFT_OUT:
                    rows = session.execute(select(table).order_by(*table.primary_key)).all()
                    digest.update(repr((table.name, rows)).encode())
    return digest.hexdigest()
