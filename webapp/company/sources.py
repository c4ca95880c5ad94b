"""A row of reference data as a result used it: every figure with its source, year and certainty."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue

from assessments.errors import NotFound
from assessments.reports.reading import Reading
from assessments.reports.sources import FIELDS, citation, row_name
from assessments.reports.supplier import Citation
from assessments.scope import CompanyScope
from scoring.reference import Row
from webapp.access import access
from webapp.company.blueprint import blueprint
from webapp.company.exporting import exportable
from webapp.company.results import drawn, read
from webapp.languages.reader import page_reader


@dataclass(frozen=True)
class Figure:
    """A figure of a row in words; `counted` says whether the result read it."""

    citation: Citation
    counted: bool


@blueprint.get("/results/<uuid:result>/sources/<table>/<path:key>")
@access("result:read", scope=CompanyScope)
@exportable
def result_source(result: UUID, table: str, key: str) -> ResponseReturnValue:
    """One row of the edition that the result pins."""
    found = read(result)
    tables = found.material.reference.tables
    row = tables[table].row(*key.split("/")) if table in tables else None
    if row is None:
        raise NotFound
    return drawn(
        "source",
        found,
        name=row_name(table, key, page_reader()),
        table=row.table,
        **_columns(row, found),
    )


def _columns(row: Row, found: Reading) -> dict[str, Any]:
    """The figures of a row, and what else it holds."""
    table, counted, reader = row.table.name, _counted(row, found), page_reader()
    return {
        "figures": [
            Figure(citation(row.cite(field)._asdict(), reader), field in counted)
            for field in row.values
            if (table, field) in FIELDS
        ],
        "other": [
            (field, value) for field, value in row.values.items() if (table, field) not in FIELDS
        ],
    }


def _counted(row: Row, found: Reading) -> frozenset[str]:
    """The fields of a row that the result read."""
    cited = [one for line in found.material.result["trace"] for one in line["reference"]]
    key = "/".join(row.key)
    return frozenset(
        one["field"] for one in cited if (one["table"], one["key"]) == (row.table.name, key)
    )
