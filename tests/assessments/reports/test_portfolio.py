"""What the report on all suppliers says."""

from decimal import Decimal

from tests.assessments.reports.companies import ON, entries, portfolio, scored, workbook
from tests.assessments.reports.samples import CASES

NAMES = ("critical", "high", "medium", "low")


def test_coverage_counts_every_supplier_once() -> None:
    counts = {count.name: count.number for count in portfolio().coverage}
    assert counts == {
        "Suppliers asked": 12,
        "Answered and scored": 8,
        "Submitted, not scored yet": 0,
        "Answers in progress": 1,
        "Not started": 1,
        "No answer": 2,
        "Countries": 9,
    }


def test_bands_count_rated_suppliers_alone() -> None:
    bands = {band.key: count for band, count in portfolio().bands}
    assert bands == {"critical": 3, "high": 0, "medium": 2, "low": 3}
    assert sum(bands.values()) == len(portfolio().rated)


def test_rated_suppliers_come_worst_first() -> None:
    rated = portfolio().rated
    order = [(NAMES.index(row.band.key), -row.headline) for row in rated]
    assert order == sorted(order)


def test_a_supplier_without_an_answer_is_never_rated_and_shows_the_band_one_step_up() -> None:
    found = portfolio()
    names = {row.supplier for row in found.no_replies}
    assert names == {"Supplier I (invented)", "Supplier J (invented)"}
    assert not names & {row.supplier for row in found.rated}
    for row in found.no_replies:
        step = NAMES.index(row.inherent_band.key) - NAMES.index(row.shown_band.key)
        assert step == 1 or row.inherent_band.key == "critical"


def test_the_map_shows_the_worst_and_the_middle_and_no_average() -> None:
    found = portfolio()
    row = next(one for one in found.heat.rows if one.country == "Malaysia")
    debt = row.cells[[one.key for one in found.heat.indicators].index("DEB")]
    values = [
        Decimal(entry.result["indicators"]["DEB"]["residual"])
        for entry in entries()
        if entry.country == "MYS" and entry.result
    ]
    assert (row.rated, row.no_answer) == (3, 1)
    assert debt.worst == max(values) == Decimal(100)
    assert debt.median == sorted(values)[1]
    assert debt.band == "critical"


def test_many_good_suppliers_do_not_hide_a_critical_one() -> None:
    good = [scored(CASES[0], f"Good {number} (invented)", "MYS") for number in range(20)]
    bad = scored(CASES[1], "Bad (invented)", "MYS")
    found = portfolio([*good, bad])
    assert found.rated[0].supplier == "Bad (invented)"
    assert {cell.worst for cell in found.heat.rows[0].cells} >= {Decimal(100)}


def test_a_country_where_nobody_is_rated_has_no_figures() -> None:
    rows = {row.country: row for row in portfolio().heat.rows}
    assert rows["India"].cells == ()
    assert rows["India"].no_answer == 1
    assert rows["China"].cells == ()


def test_confidence_is_counted_by_band() -> None:
    found = {row.band.key: (row.high, row.medium, row.low) for row in portfolio().confidence}
    assert found == {
        "critical": (2, 0, 1),
        "high": (0, 0, 0),
        "medium": (0, 0, 2),
        "low": (3, 0, 0),
    }


def test_the_register_names_each_zero_tolerance_sign_and_that_nobody_reviewed_it() -> None:
    (row,) = portfolio().zero_tolerance
    assert (row.rule.key, row.review) == ("SIF02", "not reviewed yet")


def test_actions_are_counted_with_their_first_day() -> None:
    actions = {row.action.key: row for row in portfolio().actions}
    assert actions["A-FEE"].suppliers == 2
    assert actions["A-FEE"].first_due > ON


def test_an_empty_portfolio_is_a_report_too() -> None:
    found = portfolio([])
    assert found.rated == ()
    assert found.coverage[0].number == 0
    assert found.report_id.startswith("ER-")


def test_the_same_portfolio_has_the_same_id_and_another_has_another() -> None:
    assert portfolio() == portfolio()
    assert portfolio(entries()[1:]).report_id != portfolio().report_id


def test_every_row_of_the_workbook_fits_its_columns() -> None:
    for sheet in workbook().sheets:
        assert sheet.rows
        assert {len(row) for row in sheet.rows} == {len(sheet.columns)}


def test_the_codebook_explains_every_column_of_every_other_sheet() -> None:
    *sheets, codebook = workbook().sheets
    explained = {(row[0], row[1]) for row in codebook.rows}
    assert [sheet.name for sheet in sheets] == ["suppliers", "indicators", "findings", "answers"]
    assert explained == {(sheet.name, one.name) for sheet in sheets for one in sheet.columns}
    assert all(row[2] for row in codebook.rows)


def test_the_workbook_holds_no_names_of_people() -> None:
    cells = {value for sheet in workbook().sheets for row in sheet.rows for value in row}
    assert not any("Aishah" in value for value in cells if isinstance(value, str))


def test_the_workbook_gives_numbers_as_numbers_and_leaves_unrated_suppliers_empty() -> None:
    suppliers = workbook().sheets[0]
    names = [column.name for column in suppliers.columns]
    rows = [dict(zip(names, row, strict=True)) for row in suppliers.rows]
    rated = next(row for row in rows if row["supplier"] == "Supplier B (invented)")
    silent = next(row for row in rows if row["supplier"] == "Supplier J (invented)")
    assert rated["headline"] == Decimal("88.2")
    assert rated["scored_on"] == ON
    assert silent["headline"] is None
    assert silent["band"] is None
    assert silent["no_answer_band"]
