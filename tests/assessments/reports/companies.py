"""A company with suppliers in every state, made of the ruleset's own cases."""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache

from assessments.reports.entries import (
    IN_PROGRESS,
    NO_ANSWER,
    NOT_STARTED,
    SCORED,
    Entry,
)
from assessments.reports.portfolio import PortfolioReport
from assessments.reports.portfolio_report import portfolio_report
from assessments.reports.portfolio_workbook import portfolio_workbook
from assessments.reports.workbook import Workbook
from questionnaires.words import load_words
from scoring import shipped
from scoring.no_reply import no_reply
from tests.assessments.reports.samples import (
    CASES,
    TERMS,
    case,
    questionnaire,
    ruleset,
    scorer,
    sealed,
    stored,
)

ON = date(2026, 11, 21)
COMPANY = "Nordlicht Medizinbedarf (invented)"


@cache
def scored(name: str, supplier: str, country: str) -> Entry:
    """A supplier that answered as a case of the ruleset."""
    document = case(name)
    return Entry(
        supplier,
        country,
        SCORED,
        result=stored(scorer().score(document).document()),
        snapshot=json.loads(sealed(document, supplier=supplier).text),
    )


@cache
def silent(supplier: str, country: str, sector: str) -> Entry:
    """A supplier that did not answer."""
    unrated = no_reply(ruleset(), shipped.reference(), country, sector)
    return Entry(supplier, country, NO_ANSWER, no_reply=stored(unrated.document()))


@cache
def entries() -> tuple[Entry, ...]:
    countries = ("DEU", "MYS", "KAZ", "TKM", "UZB", "VNM")
    return (
        *(
            scored(name, f"Supplier {letter} (invented)", country)
            for name, letter, country in zip(CASES, "ABCDEF", countries, strict=True)
        ),
        scored(CASES[0], "Supplier G (invented)", "MYS"),
        scored(CASES[0], "Supplier H (invented)", "MYS"),
        silent("Supplier I (invented)", "IND", "footwear"),
        silent("Supplier J (invented)", "MYS", "rubber_gloves"),
        Entry("Supplier K (invented)", "CHN", IN_PROGRESS),
        Entry("Supplier L (invented)", "TUR", NOT_STARTED),
    )


def portfolio(found: Sequence[Entry] | None = None, company: str = COMPANY) -> PortfolioReport:
    return portfolio_report(
        company=company,
        on=ON,
        campaigns=["Autumn 2026"],
        entries=entries() if found is None else found,
        ruleset=stored(ruleset().document),
        terms=TERMS,
    )


def workbook(found: Sequence[Entry] | None = None, company: str = COMPANY) -> Workbook:
    asked = questionnaire()
    words = load_words(asked.slug, asked.version)
    return portfolio_workbook(
        company=company,
        on=ON,
        entries=entries() if found is None else found,
        questionnaires={f"{asked.slug}/{asked.version}": (asked, words)},
        terms=TERMS,
    )
