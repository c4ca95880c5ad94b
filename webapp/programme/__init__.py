"""The pages of a programme's staff: the companies that they engage, and what was done with them.

Nothing that belongs to a customer company of this instance can be reached from here.
"""

from webapp.programme import activities, register
from webapp.programme.blueprint import blueprint

__all__ = ["activities", "blueprint", "register"]
