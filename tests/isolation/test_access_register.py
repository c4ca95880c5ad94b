"""Who may call what, written down beside the code and compared with it (C1).

A new page fails here first: add it to `access.toml` in the place where a reviewer looks.
"""

import tomllib
from pathlib import Path

from assessments.people import roles
from tests.isolation.world import World
from webapp.access import SAFE_METHODS, SCOPES, register

TABLE = Path(__file__).with_name("access.toml")
AUDIENCES = {scope: audience for audience, scope in SCOPES.items()}


def written() -> dict[str, str]:
    """Endpoint → `audience permission`, as the table says."""
    tables: dict[str, dict[str, str]] = tomllib.loads(TABLE.read_text("utf-8"))
    return {
        endpoint: f"{audience} {permission}"
        for audience, endpoints in tables.items()
        for endpoint, permission in endpoints.items()
    }


def test_the_register_is_what_the_table_says(sqlite_world: World) -> None:
    registered = {
        endpoint: f"{AUDIENCES[declared.scope]} {declared.permission}"
        for endpoint, declared in register(sqlite_world.app).items()
    }
    assert registered == written()


def test_only_forms_for_everybody_change_something_without_a_session(sqlite_world: World) -> None:
    """The pages that lead to a session, out of one, or into one from a link."""
    changing = {
        rule.endpoint
        for rule in sqlite_world.app.url_map.iter_rules()
        if set(rule.methods or ()) - SAFE_METHODS
    }
    public = {endpoint for endpoint in changing if written()[endpoint].startswith("anonymous")}
    assert public == {
        "auth.choose_password",
        "auth.chosen",
        "auth.enter",
        "auth.sign_out",
        "supplier.ask_for_code",
        "supplier.ask_for_link",
        "supplier.ask_to_come_back",
        "supplier.enter_code",
        "supplier.enter_return_code",
    }


def test_every_permission_is_held_by_a_role_of_its_audience_and_of_no_other() -> None:
    holders = {
        "company": roles.ROLES["company"],
        "programme": roles.ROLES["programme"],
        "instance": roles.ROLES["instance"],
        "supplier": (roles.RESPONDENT,),
    }
    for entry in written().values():
        audience, permission = entry.split()
        if audience == "anonymous":
            assert permission.startswith("public:")
        else:
            assert any(permission in roles.permissions(role) for role in holders[audience])
