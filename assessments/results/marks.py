"""What lists and groups read of a result without opening its document."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from assessments.results.models import Result, ResultIndicator, ResultRule

Document = Mapping[str, Any]


def keep_marks(session: Session, scored: Iterable[tuple[Result, Document]]) -> None:
    """Note the fired rules and the residuals of results that were flushed, from their documents.

    Call it once for each result, in the transaction that adds it.
    """
    rules: list[dict[str, Any]] = []
    indicators: list[dict[str, Any]] = []
    for result, document in scored:
        owner = {"company_id": result.company_id, "result_id": result.id}
        rules += [owner | {"rule": rule} for rule in document["rules"]]
        indicators += [
            owner | {"indicator": code, "residual_tenths": int(line["residual"] * 10)}
            for code, line in document["indicators"].items()
        ]
    for table, rows in ((ResultRule, rules), (ResultIndicator, indicators)):
        if rows:
            session.execute(insert(table), rows)
