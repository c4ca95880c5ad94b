"""What a test needs of the machine. Without it the test is skipped; in CI it fails."""

import os
import shutil
from typing import NoReturn

import pytest

IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def missing(what: str) -> NoReturn:
    """Skip this test for want of `what`, or fail it in CI."""
    if IN_CI:
        pytest.fail(f"CI must have {what}")
    pytest.skip(f"needs {what}")


def program(*names: str) -> str:
    """The path of the first of these programs that is installed."""
    for name in names:
        if path := shutil.which(name):
            return path
    missing(names[0])


def check_marks(item: pytest.Item) -> None:
    """Honour @pytest.mark.needs("pdftotext")."""
    for mark in item.iter_markers("needs"):
        program(*mark.args)
