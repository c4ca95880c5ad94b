"""What the kinds of activity are called."""

from flask_babel import lazy_gettext as _

from assessments.programmes.service import Kind

KINDS: dict[Kind, object] = {
    "call": _("Call"),
    "meeting": _("Meeting"),
    "training": _("Training"),
    "visit": _("Visit"),
    "message": _("Message"),
    "event": _("Event"),
    "other": _("Something else"),
}
