"""Inherent risk before anything is asked: place, trade and goods alone."""

import pytest

from scoring.beforehand import beforehand
from scoring.no_reply import no_reply


@pytest.fixture
def known(ruleset, reference):
    return lambda *circumstances: beforehand(ruleset, reference, *circumstances)


def test_it_is_the_arithmetic_of_no_reply_with_the_band_as_it_is(known, ruleset, reference):
    silent = no_reply(ruleset, reference, "MYS", "rubber_gloves", ["rubber_gloves"])
    found = known("MYS", "rubber_gloves", ["rubber_gloves"])
    assert found.tenths == silent.inherent * 10
    assert (found.band, silent.band) == ("high", "critical")
    assert found.certain


def test_a_good_on_a_list_of_its_country_raises_it(known):
    assert known("MYS", "rubber_gloves", ["rubber_gloves"]).tenths == (
        known("MYS", "rubber_gloves").tenths + 120
    )


def test_what_is_not_known_counts_as_missing_and_says_so(known):
    found = known("ATA", "")
    assert (found.country, found.sector) == (60, 50)
    assert (found.country_known, found.sector_known, found.certain) == (False, False, False)
    assert found.tenths > known("DEU", "machinery").tenths
