"""The settings of a form that somebody brings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from questionnaires.catalogue import ENGLISH
from questionnaires.lists import LATEST
from questionnaires.xlsform.sheets import SheetRow, Table, known_language, read_sheet
from questionnaires.xlsform.told import SETTINGS, Finding, Verdict

VERSION = re.compile(r"\d{4}\.\d{1,3}")
LONGEST_SLUG = 50
SLUG_IF_NONE = "questionnaire"


@dataclass
class Settings:
    """What the form is called, its version and languages."""

    title: str = ""
    slug: str = ""
    version: str = ""
    language: str = ENGLISH
    lists: str = LATEST
    retired: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)


def read_settings(table: Table, default_version: str) -> Settings:
    """The settings; what the form does not say has a value that is usual."""
    sheet = read_sheet(SETTINGS, table, ENGLISH)
    row = sheet.rows[0] if sheet.rows else SheetRow(SETTINGS, 2, {})
    found = Settings(title=row["form_title"], findings=sheet.findings)
    found.slug = _slug(row, found.findings)
    found.version = _version(row, default_version, found.findings)
    found.language = _language(row, found.findings)
    found.lists = _lists(row["x_lists"])
    found.retired = tuple(row["x_retired"].split())
    found.findings.append(row.told(Verdict.TAKEN, "settings_taken"))
    return found


def first_language(table: Table) -> str:
    """The language of texts whose column says none."""
    for heading, *_rest in _columns(table, "default_language"):
        return known_language(heading) or ENGLISH
    return ENGLISH


def _columns(table: Table, name: str) -> Sequence[Sequence[str]]:
    """The cells under a heading, as [[first cell]]."""
    if len(table) < 2 or name not in table[0]:
        return []
    at = list(table[0]).index(name)
    return [[table[1][at].strip()]] if at < len(table[1]) and table[1][at].strip() else []


def _slug(row: SheetRow, findings: list[Finding]) -> str:
    given = row["form_id"] or row["form_title"]
    plain = re.sub(r"[^a-z0-9]+", "-", given.casefold()).strip("-")[:LONGEST_SLUG].strip("-")
    plain = plain or SLUG_IF_NONE
    slug = plain if plain[0].isalpha() else f"form-{plain}"
    if row["form_id"] and slug != row["form_id"]:
        findings.append(row.told(Verdict.SIMPLIFIED, "slug", given=given[:40], slug=slug))
    return slug


def _version(row: SheetRow, default: str, findings: list[Finding]) -> str:
    given = row["version"]
    if VERSION.fullmatch(given):
        return given
    if given:
        told = row.told(Verdict.SIMPLIFIED, "version", given=given[:40], version=default)
        findings.append(told)
    return default


def _language(row: SheetRow, findings: list[Finding]) -> str:
    for name in ("x_language", "default_language"):
        written = row[name]
        language = known_language(written)
        if language:
            return language
        if written:
            findings.append(row.told(Verdict.REFUSED, "language", name=written[:60]))
    return ENGLISH


def _lists(given: str) -> str:
    folder = files("questionnaires") / "content" / "lists"
    known = VERSION.fullmatch(given) and (folder / given).is_dir()
    return given if known else LATEST
