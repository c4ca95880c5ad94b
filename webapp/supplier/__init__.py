"""The supplier's pages: from the mailed link to the receipt."""

from webapp.supplier import leaving, links, returning, start
from webapp.supplier.blueprint import blueprint
from webapp.supplier.returning import signed_out

__all__ = ["blueprint", "leaving", "links", "returning", "signed_out", "start"]
