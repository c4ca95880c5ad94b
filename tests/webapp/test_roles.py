"""Roles and views use the same permissions."""

from assessments.people import roles
from assessments.scope import CompanyScope, InstanceScope, ProgrammeScope, SupplierScope
from webapp.access import register
from webapp.app import create_app

HOLDERS = {
    CompanyScope: roles.ROLES["company"],
    ProgrammeScope: roles.ROLES["programme"],
    InstanceScope: roles.ROLES["instance"],
    SupplierScope: (roles.RESPONDENT,),
}


def test_every_page_can_be_reached_by_some_role_of_its_audience() -> None:
    unreachable = {
        endpoint: access.permission
        for endpoint, access in register(create_app()).items()
        if access.scope is not None
        and not any(access.permission in roles.permissions(role) for role in HOLDERS[access.scope])
    }
    assert unreachable == {}


def test_whoever_only_reads_holds_no_permission_to_change() -> None:
    held = roles.permissions(roles.COMPANY_VIEWER)
    assert held
    assert {permission.split(":")[1] for permission in held} == {"read"}


def test_each_role_of_a_company_may_do_what_the_one_below_it_may() -> None:
    viewer, editor, admin = (
        roles.permissions(role)
        for role in (roles.COMPANY_VIEWER, roles.COMPANY_EDITOR, roles.COMPANY_ADMIN)
    )
    assert viewer < editor < admin


def test_the_administrator_of_the_instance_sees_no_answers_and_no_results() -> None:
    held = roles.permissions(roles.INSTANCE_ADMINISTRATOR)
    assert {permission.split(":")[0] for permission in held} == {"instance"}
