"""What a company's overlay says differently from the shipped ruleset, at the end of a report."""

from reportlab.platypus import Flowable

from assessments.reports.overlay import Overlay
from webapp.documents.composer import Composer, hashed
from webapp.documents.styles import FINE
from webapp.documents.tables import Cell, ruled


def overlay_part(overlay: Overlay | None, compose: Composer) -> list[Flowable]:
    """Nothing for a report by a shipped ruleset."""
    if overlay is None:
        return []
    rows: list[list[Cell]] = [
        [
            compose.typesetter.paragraph(one.place, FINE, 120),
            compose.cell(one.what, FINE),
            compose.typesetter.paragraph(one.before, FINE, 600),
            compose.typesetter.paragraph(one.after, FINE, 1_500),
        ]
        for one in overlay.lines
    ]
    return [
        compose.part("What the overlay says differently", f"overlay-{overlay.name}"),
        compose.text(
            f"Results here were made by {overlay.name}, a company's own overlay of "
            f"{overlay.base}. The company calls it “{overlay.title}” and gives as its reason: "
            f"{overlay.why}"
        ),
        compose.text(["SHA-256 of the ruleset under it: ", hashed(overlay.base_sha256)], FINE),
        ruled(compose.head("Place", "What", "Before", "After"), rows, [40, 22, 38, 70]),
    ]
