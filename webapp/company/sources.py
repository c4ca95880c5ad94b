"""A row of reference data as a result used it: every figure with its source, year and certainty."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from assessments.errors import NotFound
from assessments.reports.sources import FIELDS, citation, row_name
from assessments.scope import CompanyScope
from webapp.access import access
from webapp.company.blueprint import blueprint
from webapp.company.results import drawn, read


@blueprint.get("/results/<uuid:result>/sources/<table>/<path:key>")
@access("result:read", scope=CompanyScope)
def result_source(result: UUID, table: str, key: str) -> ResponseReturnValue:
    """One row of the edition that the result pins."""
    found = read(result)
    tables = found.material.reference.tables
    row = tables[table].row(*key.split("/")) if table in tables else None
    if row is None:
        raise NotFound
    uses = [
        line
        for line in found.material.result["trace"]
        if any((one["table"], one["key"]) == (table, key) for one in line["reference"])
    ]
    read_fields = {one["field"] for line in uses for one in line["reference"] if one["key"] == key}
    return drawn(
        "source",
        found,
        name=row_name(table, key),
        table=row.table,
        figures=[
            (citation(row.cite(field)._asdict()), field in read_fields)
            for field in row.values
            if (table, field) in FIELDS
        ],
        other=[
            (field, value) for field, value in row.values.items() if (table, field) not in FIELDS
        ],
        uses=uses,
    )
