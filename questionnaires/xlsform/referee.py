"""pyxform as referee: a form that it does not take is not taken here either."""

import re
from collections.abc import Mapping
from typing import Any

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from questionnaires.xlsform.sheets import Table

READ = ("survey", "choices", "settings")
LONGEST = 500
ROW = re.compile(r"\[row : (\d+)\]")


def as_pyxform_reads(sheets: Mapping[str, Table]) -> dict[str, Any]:
    """The sheets as pyxform has them after it read a workbook."""
    found: dict[str, Any] = {}
    for name, table in sheets.items():
        key = name.strip().casefold()
        if key in READ and table:
            headings = [heading.strip() for heading in table[0]]
            found[key] = [_row(headings, row) for row in table[1:]]
            found[f"{key}_header"] = [dict.fromkeys(heading for heading in headings if heading)]
    return found | {"sheet_names": list(sheets)}


def refusal(sheets: Mapping[str, Table]) -> str:
    """What pyxform says against the form, "" if it takes it."""
    try:
        convert(as_pyxform_reads(sheets), form_name="data")
    except PyXFormError as error:
        return ROW.sub(r"[row \1]", " ".join(str(error).split()))[:LONGEST]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        return f"it cannot read the form ({type(error).__name__})"
    return ""


def _row(headings: list[str], row: Any) -> dict[str, str]:
    pairs = zip(headings, row, strict=False)
    return {heading: cell for heading, cell in pairs if heading and cell}
