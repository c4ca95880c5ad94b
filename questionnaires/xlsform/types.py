"""Which of our types a type of XLSForm becomes, and which it cannot become."""

from collections.abc import Mapping

ALIASES = {
    "int": "integer", "string": "text", "photo": "image", "gps": "geopoint", "location": "geopoint",
    "begin group": "begin_group", "end group": "end_group", "begin repeat": "begin_repeat",
    "end repeat": "end_repeat", "datetime": "datetime", "date time": "datetime",
    "select one": "select_one", "select multiple": "select_multiple", "select1": "select_one",
}  # fmt: skip
METADATA = frozenset(
    ["start", "end", "today", "deviceid", "device_id", "username", "phonenumber", "email",
     "subscriberid", "simserial", "audit", "start-geopoint", "background-audio",
     "background-geopoint", "bg_geopoint"]
)  # fmt: skip
GROUPS = ("begin_group", "end_group", "begin_repeat", "end_repeat")

OURS: Mapping[str, tuple[str, ...]] = {
    "select_one": ("single", "ypn", "country"),
    "select_multiple": ("multi",),
    "integer": ("number", "percent"),
    "decimal": ("number", "percent"),
    "range": ("number", "percent"),
    "text": ("text",),
    "barcode": ("text",),
    "date": ("date",),
    "datetime": ("date",),
    "file": ("file",),
    "image": ("file",),
    "audio": ("file",),
    "video": ("file",),
}
"""Our types for a question, the usual one first."""

OURS_IN_TABLES: Mapping[str, tuple[str, ...]] = {
    "select_one": ("choice", "country", "good"),
    "integer": ("number", "percent"),
    "decimal": ("number", "percent"),
    "range": ("number", "percent"),
    "text": ("text",),
    "barcode": ("text",),
    "date": ("date",),
    "datetime": ("date",),
}

SIMPLER = {
    "barcode": "as_text",
    "datetime": "as_date",
    "image": "as_file",
    "audio": "as_file",
    "video": "as_file",
}

ADVICE: Mapping[str, str] = {
    "geopoint": "Ask for the region as a text: a position can point at a worker",
    "geotrace": "Ask for a document with the map as a file",
    "geoshape": "Ask for a document with the map as a file",
    "acknowledge": "Use select_one with the choices yes and no",
    "trigger": "Use select_one with the choices yes and no",
    "time": "Ask for it as a text",
    "rank": "Use select_multiple",
    "calculate": "Remove the row",
    "hidden": "Remove the row",
    "xml-external": "Remove the row",
    "csv-external": "Remove the row",
    "select_one_from_file": "List the choices on the sheet “choices” and use select_one",
    "select_multiple_from_file": "List the choices on the sheet “choices” and use select_multiple",
    "select_one_external": "List the choices on the sheet “choices” and use select_one",
    "select_multiple": "Ask it outside of the repeat",
    "file": "Ask for the file outside of the repeat",
    "image": "Ask for the picture outside of the repeat",
    "audio": "Ask for the file outside of the repeat",
    "video": "Ask for the file outside of the repeat",
}

NAMES: Mapping[str, str] = {
    "single": "one choice",
    "ypn": "yes, partly or no",
    "multi": "several choices",
    "number": "a number",
    "percent": "a percentage",
    "money": "an amount of money",
    "date": "a date",
    "country": "a country",
    "text": "a text",
    "table": "a table",
    "file": "files",
    "choice": "a column with one choice",
    "good": "a column of goods",
}


def split_type(written: str) -> tuple[str, list[str]]:
    """The type in its usual spelling, and what stands after it: `select_one`, [`yes_no`]."""
    words = written.split()
    two = " ".join(words[:2]).casefold()
    if two in ALIASES:
        return ALIASES[two], words[2:]
    first = words[0].casefold() if words else ""
    return ALIASES.get(first, first), words[1:]
