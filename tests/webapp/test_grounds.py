"""The laws that a company may name."""

from questionnaires.grounds import grounds
from webapp.grounds import ASKS, NAMES


def test_every_law_has_a_name_a_sentence_and_a_source() -> None:
    assert set(NAMES) == set(ASKS) == set(grounds())
    without = [key for key, law in grounds().items() if not (law.cited and law.source)]
    assert without == ["own_policy"]
