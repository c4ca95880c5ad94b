"""The rows of reference data that a result used: to be cited, and to travel with the report."""

from collections.abc import Mapping
from typing import Any

from assessments.reports.material import Material
from assessments.reports.sources import FIELDS, citation
from assessments.reports.supplier import Citation
from scoring.reference import Row

_FORMAT = "erkin-reference-rows/1"
_COUNTRIES = "countries"


def used_rows(material: Material) -> list[Row]:
    """Each row that the trace cites, once, in the order of the trace."""
    cited = [
        (one["table"], one["key"])
        for line in material.result["trace"]
        for one in line.get("reference", ())
    ]
    found = (
        material.reference.table(table).row(*key.split("/")) for table, key in dict.fromkeys(cited)
    )
    return [row for row in found if row is not None]


def row_citations(material: Material) -> tuple[Citation, ...]:
    """The figures of the used rows in words: of a country all, with how sure its tier is; of
    other tables those that the result read."""
    read = {
        (one["table"], one["key"], one["field"])
        for line in material.result["trace"]
        for one in line["reference"]
    }
    return tuple(
        citation(row.cite(field)._asdict())
        for row in used_rows(material)
        for field in row.values
        if (row.table.name, field) in FIELDS
        and (row.table.name == _COUNTRIES or (row.table.name, "/".join(row.key), field) in read)
    )


def rows_document(material: Material) -> Mapping[str, Any]:
    """The used rows as a document, with source, year and licence of their tables."""
    tables: dict[str, dict[str, Any]] = {}
    for row in used_rows(material):
        table = tables.setdefault(
            row.table.name,
            {
                "source": row.table.source,
                "year": row.table.year,
                "licence": row.table.licence,
                "caveats": list(row.table.caveats),
                "rows": {},
            },
        )
        table["rows"]["/".join(row.key)] = {
            field: list(value) if isinstance(value, tuple) else value
            for field, value in row.values.items()
        }
    return {
        "format": _FORMAT,
        "reference": {
            "slug": material.reference.slug,
            "version": material.reference.version,
            "sha256": material.reference.sha256,
        },
        "tables": tables,
    }
