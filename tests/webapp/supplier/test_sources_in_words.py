"""What the first page cites: publications by their names, our own judgement in every language."""

from scoring import shipped
from webapp.supplier.reasons import OUR_WORDS, source_in_words

CITED = ("countries", "sectors", "listed_goods")


def test_what_shipped_tables_say_in_words_of_ours_has_words_for_the_page() -> None:
    tables = shipped.reference().tables
    said = {part for name in CITED for part in tables[name].source.split("; ")}
    assert set(OUR_WORDS) == {part for part in said if part[0].islower()}


def test_a_source_that_a_company_brought_stays_as_it_is() -> None:
    assert source_in_words("Our own visits, 2026; notes") == "Our own visits, 2026; notes"
