"""The supplier base by inherent risk, and the way from it to a campaign."""

import pytest

from assessments.parties import queries, service
from assessments.parties.service import SupplierDetails
from assessments.results import by_risk, portfolio
from assessments.results.by_risk import RiskFilter, Risks
from assessments.results.portfolio import SupplierFilter
from tests.webapp.company.firm import Firm
from tests.webapp.supplier.pages import Person

SUPPLIERS = {
    "Solar": ("CHN", "polysilicon_solar", ("polysilicon",)),
    "Gloves": ("MYS", "rubber_gloves", ()),
    "Listed Gloves": ("MYS", "rubber_gloves", ("rubber_gloves",)),
    "Software": ("DEU", "it_professional", ()),
    "Nameless Trade": ("DEU", None, ()),
}


@pytest.fixture
def filled(firm: Firm) -> Firm:
    with firm.database.writing(firm.scope) as session:
        for name, (country, sector, goods) in SUPPLIERS.items():
            service.add_supplier(
                session,
                firm.scope,
                details=SupplierDetails(name, country, sector, goods=goods),
                contact=None,
                now=firm.clock(),
                ids=firm.story.ids,
            )
    return firm


def test_the_base_is_counted_by_band_and_listed_by_risk(filled: Firm) -> None:
    with filled.database.reading(filled.scope) as session:
        page = by_risk.suppliers_by_risk(session, filled.scope, RiskFilter())
        found = page.everyone
        countries = {line.value: line for line in by_risk.lines(found, "country")}
        sectors = {line.value: line for line in by_risk.lines(found, "sector")}
        names = [row.supplier.name for row in page.rows]
        assert names[:3] == ["Solar", "Listed Gloves", "Gloves"]
        assert names[-1] == "Software"
        scores = [row.risk.tenths for row in page.rows]
        assert scores == sorted(scores, reverse=True)
    assert countries["MYS"].bands == {"low": 0, "medium": 0, "high": 2, "critical": 0}
    assert countries["DEU"].suppliers == 2
    assert list(countries) == ["CHN", "MYS", "DEU"]
    assert (sectors["unstated"].known, sectors["unstated"].suppliers) == (False, 1)


def test_pages_follow_each_other_without_gap_or_repetition(
    filled: Firm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_risk, "PAGE_SIZE", 2)
    with filled.database.reading(filled.scope) as session:
        pages = [
            by_risk.suppliers_by_risk(session, filled.scope, RiskFilter(page=number))
            for number in (1, 2, 3, 99)
        ]
        names = [[row.supplier.name for row in page.rows] for page in pages]
    assert sorted(name for page in names[:3] for name in page) == sorted(SUPPLIERS)
    assert names[2] == names[3]
    assert [page.pages for page in pages] == [3, 3, 3, 3]


def test_a_band_of_inherent_risk_filters_any_list_of_suppliers(filled: Firm) -> None:
    with filled.database.reading(filled.scope) as session:
        wanted = by_risk.resolved(session, filled.scope, SupplierFilter(inherent="high"))
        rows = portfolio.suppliers(session, filled.scope, wanted).rows
        nobody = SupplierFilter(inherent="high", country="DEU")
        none = portfolio.count_suppliers(
            session, filled.scope, by_risk.resolved(session, filled.scope, nobody)
        )
    assert {row.supplier.name for row in rows} == {"Gloves", "Listed Gloves"}
    assert none == 0


def test_suppliers_with_a_result_can_be_left_out(filled: Firm) -> None:
    filled.answered(filled.supplier("Answered"), case=0)
    with filled.database.reading(filled.scope) as session:
        told = {
            answered: by_risk.suppliers_by_risk(
                session, filled.scope, RiskFilter(answered=answered)
            ).total
            for answered in (None, "no", "yes")
        }
    assert told == {None: 6, "no": 5, "yes": 1}


def test_the_page_says_what_is_not_known_and_that_it_is_no_score(
    filled: Firm, viewer: Person
) -> None:
    page = viewer.get("/company/suppliers/by-risk")
    assert page.status == 200
    assert "not a score of any supplier" in page.text
    assert "not known, counted as 50" in page.text
    assert "No sector stated" in viewer.get("/company/suppliers/by-risk?by=sector").text
    assert "Prepare a campaign" not in page.text
    high = viewer.get("/company/suppliers/by-risk?risk=high&country=MYS").text
    assert "Listed Gloves" in high
    assert "Software" not in high
    assert viewer.get("/company/suppliers/by-risk?risk=terrible&page=x").status == 200


def test_from_a_band_to_a_campaign_with_those_suppliers(filled: Firm, editor: Person) -> None:
    page = editor.get("/company/suppliers/by-risk?risk=high&country=MYS")
    assert "/company/campaigns/new?country=MYS&risk=high" in page.text
    form = editor.get("/company/campaigns/new?country=MYS&risk=high")
    offered = form.form(holding="questionnaire").offered["questionnaire"]
    choose = editor.press(
        form,
        {
            "name": "High risk first",
            "questionnaire": offered[0],
            "due_on.day": "27",
            "due_on.month": "3",
            "due_on.year": "2027",
        },
        holding="questionnaire",
    )
    assert "Listed Gloves" in choose.text
    assert "Solar" not in choose.text
    chosen = editor.press(choose, {"do": "all"}, holding="kept")
    assert "2 chosen" in chosen.text


def test_a_filter_goes_on_to_the_choice_and_can_be_seen_there(filled: Firm, editor: Person) -> None:
    page = editor.get("/company/suppliers/by-risk?sector=unstated&answered=no")
    assert "/company/campaigns/new?sector=unstated&band=unrated" in page.text
    campaign = filled.story.campaign(filled.scope)
    choose = editor.get(f"/company/campaigns/{campaign.public_id}/choose?sector=unstated")
    assert choose.form(holding="sector").fields["sector"] == ["unstated"]
    assert "Nameless Trade" in choose.text
    assert "Solar" not in choose.text


def test_goods_are_kept_with_a_supplier_and_raise_its_inherent_risk(
    firm: Firm, editor: Person
) -> None:
    supplier = firm.supplier("Gloves")
    address = f"/company/suppliers/{supplier.public_id}/edit"
    form = editor.get(address)
    editor.press(form, {"goods": ["rubber_gloves", "cotton"]}, holding="name")
    with firm.database.reading(firm.scope) as session:
        stored = queries.supplier(session, firm.scope, supplier.public_id)
        risk = Risks(session, firm.scope).of_supplier(stored)
        without = Risks(session, firm.scope).of(stored.country, stored.sector, "")
        assert stored.goods == "cotton rubber_gloves"
        assert risk.tenths == without.tenths + 120
    refused = editor.press(editor.get(address), {"goods": ["gold_dust"]}, holding="name")
    assert refused.status == 422


def test_the_page_of_a_supplier_says_its_inherent_risk_until_there_is_a_result(
    firm: Firm, viewer: Person
) -> None:
    supplier = firm.supplier("Gloves")
    told = "before any answer. It is not a score of the supplier."
    assert told in viewer.get(f"/company/suppliers/{supplier.public_id}").text
    firm.answered(supplier, case=0)
    assert told not in viewer.get(f"/company/suppliers/{supplier.public_id}").text
