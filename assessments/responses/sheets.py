"""Keep an uploaded spreadsheet between looking at it and taking its answers."""

import json
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.library import queries as library
from assessments.responses import queries
from assessments.responses.held import hold, release_held
from assessments.responses.openness import open_questions
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
    text = json.dumps({CELLS: [cells]}, ensure_ascii=False)
    hold(session, scope, email=scope.email, page=SHEET, text=text, now=now)
    return True
