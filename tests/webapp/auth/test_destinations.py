"""After signing in one comes to pages of ours, and to ones of one's own audience (C19)."""

import pytest

from assessments.scope import InstanceScope, ProgrammeScope
from webapp.app import Erkin
from webapp.auth.destinations import after_signing_in

REDIRECTS = [
    "https://evil.example",
    "https://evil.example/programme",
    "http:evil.example",
    "HTTPS://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example/programme",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nLocation: https://evil.example",
    "\x00/programme",
    " /programme",
    "/%2F%2Fevil.example",
    "/%5Cevil.example",
    "/%0d%0aSet-Cookie:sid=1",
    "/programme\r\nSet-Cookie: sid=1",
    "/programme\u2028",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//programme",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox",
    "evil.example/programme",
    "programme",
    "@evil.example",
    "https:/programme",
    "http://[::1",
    "/programme@evil.example",
    "//programme",
    "/.evil.example",
    "/sign-in",
    "/sign-out",
    "/set-up/xyz",
    "/static/js/app.js",
    "/nothing-here",
    "/instance",
    "/programme/" + "x" * 3000,
    "",
]


@pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize("wanted", REDIRECTS)
def test_no_other_address_is_gone_to(app: Erkin, wanted: str) -> None:
    with app.test_request_context():
        assert after_signing_in(wanted, ProgrammeScope) == "/programme"


@pytest.mark.parametrize("database_urls", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "wanted",
    [
        "/programme",
        "/programme?q=//evil.example&sort=name",
        "/programme/companies/0f0f0f0f-0000-4000-8000-000000000000/edit",
    ],
)
def test_pages_of_ones_own_are(app: Erkin, wanted: str) -> None:
    with app.test_request_context():
        assert after_signing_in(wanted, ProgrammeScope) == wanted
        assert after_signing_in(wanted, InstanceScope) == "/instance"
