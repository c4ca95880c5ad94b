"""The document of a result and the columns that lists and charts read without opening it."""

import hashlib
from collections.abc import Mapping
from typing import Any

from scoring.canonical import canonical


def columns_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """What a stored result has from the document of `scoring.result.Result`."""
    findings, raw = document["findings"], canonical(document)
    return {
        "document": raw.decode(),
        "digest": hashlib.sha256(raw).hexdigest(),
        "engine": document["engine"],
        "headline_tenths": int(document["headline"] * 10),
        "computed_band": document["computed_band"],
        "band": document["band"],
        "provisional": document["provisional"],
        "confidence_tenths": int(document["confidence"]["score"] * 10),
        "confidence_level": document["confidence"]["level"],
        "strongest_finding": findings[0]["rule"] if findings else None,
    }
