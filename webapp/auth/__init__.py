"""Accounts: signing in and out, choosing a password, and the pages of the instance's administrator.

`blueprint` is what the application registers; the modules with views add themselves to it.
"""

from webapp.auth import choosing, instance_pages, languages, members, setting_up, signing_in
from webapp.auth.blueprint import blueprint

__all__ = [
    "blueprint",
    "choosing",
    "instance_pages",
    "languages",
    "members",
    "setting_up",
    "signing_in",
]
