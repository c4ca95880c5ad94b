"""What an uploader is told, read back."""

import re

import pytest

from assessments.errors import Invalid
from assessments.evidence.advice import ADVICE
from assessments.evidence.service import prepare


def advice_on(data: bytes, filename: str) -> str:
    """What the uploader is told."""
    with pytest.raises(Invalid) as refusal:
        prepare(data, filename)
    assert list(refusal.value.problems) == ["file"]
    return refusal.value.problems["file"]


def reason_for(data: bytes, filename: str) -> str:
    """Which advice was given."""
    told = advice_on(data, filename)
    for reason, text in ADVICE.items():
        pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(text))
        if re.fullmatch(pattern, told):
            return reason
    raise AssertionError(f"no such advice: {told}")
