"""Keep an uploaded spreadsheet between looking at it and taking its answers."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.library import queries as library
from assessments.responses import queries
from assessments.responses.models import HeldSave
from assessments.responses.openness import open_questions
from assessments.responses.service import HELD_FOR, release_held
from assessments.scope import SupplierScope

SHEET = "sheet"
CELLS = "cells"
LONGEST = 1_000_000


def hold_sheet(session: Session, scope: SupplierScope, *, cells: str, now: datetime) -> bool:
    """Keep the cells of a spreadsheet for 24 hours in place of those kept before.

    False if there are too many. It is read as any held save is, on the page SHEET in the field
    CELLS. Raises AlreadySubmitted.
    """
    response = queries.my_response(session, scope)
    questionnaire = library.questionnaire(session, response.questionnaire_version_id)
    open_questions(session, scope, questionnaire)
    if len(cells) > LONGEST:
        return False
    release_held(session, scope, page=SHEET)
    session.add(
        HeldSave(
            company_id=scope.company_id,
            invitation_id=scope.invitation_id,
            colleague_id=scope.colleague_id,
            page=SHEET,
            fields=json.dumps({CELLS: [cells]}, ensure_ascii=False),
            created_at=now,
            expires_at=now + HELD_FOR,
        )
    )
    session.flush()
    return True
