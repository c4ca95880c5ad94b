"""What a list of suppliers is asked to show."""

from assessments.results.portfolio import SupplierFilter
from webapp import forms
from webapp.company.schemas import SupplierQuery


def asked_for() -> SupplierFilter:
    """The filter in this address; what cannot be used counts as not given."""
    asked = forms.read_query(SupplierQuery)
    return SupplierFilter(
        search=asked["q"],
        country=asked["country"] or None,
        band=asked["band"] or None,
        sign=asked["sign"] or None,
        sort=asked["sort"] or "name",
        page=asked["page"] or 1,
    )
