"""The programme's invented register: whom it engages, and what was done with them."""

from datetime import date

from assessments.programmes.service import ActivityDetails, CompanyDetails

ENGAGED: tuple[tuple[CompanyDetails, tuple[ActivityDetails, ...]], ...] = (
    (
        CompanyDetails(
            name="Demo Tian Shan Textile (invented)",
            name_local="Demo Тянь-Шань Текстиль",
            name_russian="Демо Тянь-Шань Текстиль",
            country="KGZ",
            identifier="00000000000001",
            contact_name="Invented Contact",
            contact_email="contact@tianshan.example",
        ),
        (
            ActivityDetails("call", date(2026, 5, 12), "First call with the director."),
            ActivityDetails("training", date(2026, 6, 18), "Half-day training for supervisors."),
        ),
    ),
    (
        CompanyDetails(
            name="Demo Zarafshon Paxta (invented)",
            name_local="Demo Zarafshon Paxta",
            name_russian="Демо Зарафшон Пахта",
            country="UZB",
            identifier="000000002",
            contact_name="Invented Contact",
            contact_email="contact@zarafshon.example",
        ),
        (ActivityDetails("meeting", date(2026, 7, 2), "Agreed to try the questionnaire."),),
    ),
    (
        CompanyDetails(
            name="Demo Karakum Yarn (invented)",
            name_local="Demo Garagum Ýüplük",
            country="TKM",
            identifier="000000003",
        ),
        (),
    ),
)
