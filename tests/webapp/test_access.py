"""Every view says who may call it, and nobody else gets in."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assessments.scope import CompanyScope, ProgrammeScope, SupplierScope
from tests.instances import settings_for
from webapp import access
from webapp.access import ANONYMOUS, AccessNotDeclared, Principal, current_scope, register
from webapp.app import Erkin, create_app

COMPANY = Principal("company", frozenset({"supplier:read"}), CompanyScope(company_id=1))
SUPPLIER = Principal(
    "supplier",
    frozenset({"supplier:read", "response:save"}),
    SupplierScope(party_id=1, company_id=1, invitation_id=1, email="s@example.org"),
)


@pytest.fixture
def app(tmp_path: Path) -> Erkin:
    return create_app(settings_for(tmp_path, f"sqlite:///{tmp_path}/erkin.sqlite3"))


@pytest.fixture
def guarded() -> Flask:
    """A small application whose caller is whoever the test puts into `caller`."""
    app = Flask("guarded")
    app.extensions["caller"] = ANONYMOUS

    @app.get("/suppliers")
    @access.access("supplier:read", scope=CompanyScope)
    def suppliers() -> str:
        return f"company {current_scope(CompanyScope).company_id}"

    @app.post("/suppliers")
    @access.access("supplier:edit", scope=CompanyScope)
    def add() -> str:
        return "added"

    @app.post("/answers")
    @access.access("response:save", scope=SupplierScope)
    def save() -> str:
        return "saved"

    @app.get("/open")
    @access.access("public:read")
    def everybody() -> str:
        return "open"

    app.view_functions["static"] = access.access("public:read")(app.view_functions["static"])
    access.install(app, lambda: app.extensions["caller"], {SupplierScope: lambda: "held"})
    return app


def as_caller(app: Flask, principal: Principal) -> FlaskClient:
    app.extensions["caller"] = principal
    return app.test_client()


def test_the_register_covers_the_whole_url_map(app: Erkin) -> None:
    assert set(register(app)) == {rule.endpoint for rule in app.url_map.iter_rules()}


def test_a_view_that_names_no_permission_is_refused_at_boot(app: Erkin) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "")
    with pytest.raises(AccessNotDeclared, match="forgotten names no permission"):
        register(app)


def test_a_read_permission_guards_no_change(app: Erkin) -> None:
    view = access.access("supplier:read", scope=CompanyScope)(lambda: "")
    app.add_url_rule("/suppliers/x", "careless", view, methods=["POST"])
    with pytest.raises(AccessNotDeclared, match="careless takes POST under supplier:read"):
        register(app)


@pytest.mark.parametrize("permission", ["supplier", "Supplier:read", "supplier:read:all", ""])
def test_a_permission_is_a_resource_and_an_action(permission: str) -> None:
    with pytest.raises(ValueError, match="resource:action"):
        access.access(permission, scope=CompanyScope)


def test_only_a_public_page_has_no_audience() -> None:
    with pytest.raises(ValueError, match="public"):
        access.access("supplier:read")
    with pytest.raises(ValueError, match="public"):
        access.access("public:read", scope=CompanyScope)


def test_a_principal_has_the_scope_of_its_audience() -> None:
    with pytest.raises(TypeError):
        Principal("company", frozenset(), ProgrammeScope(programme_id=1))
    with pytest.raises(TypeError):
        Principal("anonymous", frozenset(), CompanyScope(company_id=1))


def test_the_view_gets_the_scope_of_its_caller(guarded: Flask) -> None:
    assert as_caller(guarded, COMPANY).get("/suppliers").text == "company 1"


def test_a_foreign_audience_is_told_that_there_is_nothing(guarded: Flask) -> None:
    client = as_caller(guarded, SUPPLIER)
    assert client.get("/suppliers").status_code == 404
    assert as_caller(guarded, COMPANY).post("/answers").status_code == 404


def test_a_permission_that_is_missing_is_refused(guarded: Flask) -> None:
    assert as_caller(guarded, COMPANY).post("/suppliers").status_code == 403


def test_everybody_may_see_a_public_page(guarded: Flask) -> None:
    for principal in (ANONYMOUS, COMPANY, SUPPLIER):
        assert as_caller(guarded, principal).get("/open").text == "open"


def test_a_reader_without_a_session_is_sent_to_sign_in(guarded: Flask) -> None:
    view = access.access("public:read")(lambda: "sign in")
    guarded.add_url_rule("/sign-in", "auth.sign_in", view)
    answer = as_caller(guarded, ANONYMOUS).get("/suppliers?q=a")
    assert answer.status_code == 303
    assert answer.location == "/sign-in?next=/suppliers?q%3Da"


def test_a_writer_without_a_session_is_told_so(guarded: Flask) -> None:
    assert as_caller(guarded, ANONYMOUS).post("/suppliers").status_code == 401


def test_an_audience_may_answer_for_its_own_ended_sessions(guarded: Flask) -> None:
    assert as_caller(guarded, ANONYMOUS).post("/answers").text == "held"
