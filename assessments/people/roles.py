"""What each role may do. Views name these permissions; nothing else decides."""

from typing import Literal

Organisation = Literal["company", "programme", "instance"]

COMPANY_ADMIN = "company-admin"
COMPANY_EDITOR = "company-editor"
COMPANY_VIEWER = "company-viewer"
PROGRAMME_STAFF = "programme-staff"
INSTANCE_ADMINISTRATOR = "instance-administrator"
RESPONDENT = "respondent"
COLLEAGUE = "colleague"

ROLES: dict[Organisation, tuple[str, ...]] = {
    "company": (COMPANY_ADMIN, COMPANY_EDITOR, COMPANY_VIEWER),
    "programme": (PROGRAMME_STAFF,),
    "instance": (INSTANCE_ADMINISTRATOR,),
}

_READ = frozenset(
    {
        "campaign:read",
        "evidence:read",
        "job:read",
        "method:read",
        "report:read",
        "response:read",
        "result:read",
        "supplier:read",
    }
)
_EDIT = _READ | {
    "campaign:write",
    "job:write",
    "report:write",
    "result:write",
    "review:write",
    "supplier:write",
}
_ADMINISTER = _EDIT | {"member:read", "member:write", "method:write", "result:override"}

_ANSWER = frozenset({"response:read", "response:write", "evidence:read", "evidence:write"})

_PERMISSIONS: dict[str, frozenset[str]] = {
    COMPANY_VIEWER: _READ,
    COMPANY_EDITOR: _EDIT,
    COMPANY_ADMIN: _ADMINISTER,
    PROGRAMME_STAFF: frozenset({"programme:read", "programme:write"}),
    INSTANCE_ADMINISTRATOR: frozenset({"instance:read", "instance:write"}),
    RESPONDENT: _ANSWER
    | {"colleague:read", "colleague:write", "sharing:read", "sharing:write"}
    | {"sheet:read", "sheet:write"},
    COLLEAGUE: _ANSWER,
}


def permissions(role: str) -> frozenset[str]:
    """What a role may do, as `resource:action`. KeyError for a role that does not exist."""
    return _PERMISSIONS[role]
