"""What roles are called and what they may do, in words."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from assessments.people import roles


@dataclass(frozen=True)
class RoleWords:
    """A role's name, and one sentence on what it allows."""

    name: LazyString
    hint: LazyString


ROLES = {
    roles.COMPANY_ADMIN: RoleWords(
        _("Company administrator"), _("Sends campaigns, works with results, and manages members.")
    ),
    roles.COMPANY_EDITOR: RoleWords(
        _("Company editor"), _("Keeps suppliers, sends campaigns and works with results.")
    ),
    roles.COMPANY_VIEWER: RoleWords(
        _("Company viewer"), _("Reads suppliers, results and reports, and changes nothing.")
    ),
    roles.PROGRAMME_STAFF: RoleWords(
        _("Programme staff"), _("Keeps the programme's register of companies and its activities.")
    ),
    roles.INSTANCE_ADMINISTRATOR: RoleWords(
        _("Instance administrator"),
        _("Adds companies, programmes and people. Sees no answers and no results."),
    ),
}
