"""Sentences of the method that were once read otherwise, each held by a test of its name."""

import pytest


@pytest.mark.parametrize("country", [None, "", "UKR"])
def test_every_nationalitys_country_and_the_site_share_an_area(scorer, case, country):
    """Leaving the country blank is not better than naming one outside the area (X10)."""
    nationalities = [{"country": "POL", "men": 4}, {"country": country, "men": 4}]
    document = case(workers_foreign=8, permit_tie="no_permit_needed", nationalities=nationalities)
    assert "X10" in scorer.score(document).document()["checks"]
    document["answers"]["nationalities"][1]["country"] = "CZE"
    assert "X10" not in scorer.score(document).document()["checks"]
