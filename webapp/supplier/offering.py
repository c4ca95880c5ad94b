"""What the first pages say about answers that were given before."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from webapp.supplier import layout
from webapp.supplier.blueprint import blueprint
from webapp.supplier.earlier import offered
from webapp.supplier.visit import Visit
from webapp.supplier.wording import day


@blueprint.context_processor
def said_day() -> dict[str, Any]:
    """What templates call to say a day."""
    return {"said_day": day}


@dataclass(frozen=True)
class ToLookAt:
    """A question that has changed since its answer was given, and where it stands."""

    question: str
    url: str


def offering(here: Visit) -> dict[str, Any]:
    """How many earlier answers may be taken, and which of those taken wait for a look."""
    return {
        "earlier_count": len(offered(here)),
        "to_look_at": [
            ToLookAt(here.words.question(key).text, _address(here, key))
            for key, saved in here.saved.items()
            if saved.to_confirm and key in here.shown
        ],
    }


def _address(here: Visit, key: str) -> str:
    page = layout.page_of(here, key)
    return url_for(
        "supplier.section_page",
        invitation=here.invitation,
        section=page.section.id,
        number=page.number,
        _anchor=f"q.{key}",
    )
