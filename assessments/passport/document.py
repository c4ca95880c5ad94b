"""The answer passport: a firm's sealed answers as a file of its own, dated and signed.

It says what was answered and when. It does not say who asked, unless the firm writes that down.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from assessments.passport.signing import Signature, Signer
from assessments.responses.models import Submission
from scoring.canonical import canonical, digest

FORMAT = "erkin-passport/1"
LONGEST_PURPOSE = 200


def passport_of(
    submission: Submission, *, purpose: str, issuer: str, now: datetime
) -> dict[str, Any]:
    """What a passport of a sealed submission says. `purpose` is in the firm's own words."""
    snapshot = json.loads(submission.snapshot)
    evidence: dict[str, set[str]] = {}
    for file in snapshot["evidence"]:
        evidence.setdefault(file["question"], set()).add(file["sha256"])
    return {
        "format": FORMAT,
        "issuer": issuer,
        "issued_at": now.isoformat(timespec="seconds"),
        "issued_for": purpose[:LONGEST_PURPOSE],
        "firm": {
            "name": snapshot["supplier"]["name"],
            "country": snapshot["supplier"]["country"],
        },
        "questionnaire": {
            name: snapshot["questionnaire"][name] for name in ("slug", "version", "sha256")
        },
        "answers": [
            {
                "question": answer["question"],
                "value": answer["value"],
                "answered_on": answer.get("first_answered_on") or answer["saved_at"][:10],
                "evidence": sorted(evidence.get(answer["question"], ())),
            }
            for answer in snapshot["answers"]
            if answer["value"] is not None
        ],
    }


def signed(document: Mapping[str, Any], signer: Signer) -> dict[str, Any]:
    """The document, its digest, and the signature over its canonical JSON."""
    signature: Signature = signer.sign(canonical(document))
    return {
        "passport": dict(document),
        "sha256": digest(document),
        "signature": signature.document(),
    }


def as_file(passport: Mapping[str, Any]) -> bytes:
    """A signed passport as it is saved: JSON that people can read too."""
    return json.dumps(passport, ensure_ascii=False, indent=1, sort_keys=True).encode()
