"""The forms of the method's pages."""

from flask_babel import lazy_gettext as _

from webapp.forms import Choice, PublicId, Schema, Text, Whole

LONGEST_OVERLAY = 500_000


class OverlayForm(Schema):
    source = Text(most=LONGEST_OVERLAY, lines=True)


class TrialForm(Schema):
    ruleset = PublicId(needed=_("Choose a ruleset."))
    edition = PublicId(needed=_("Choose the reference data."))


class DecisionForm(Schema):
    sure = Choice(("yes",), needed=_("Tick the box if you are sure."))


class MoversQuery(Schema):
    """Which page of the movers is shown."""

    page = Whole()
