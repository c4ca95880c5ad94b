"""Which functions of assessments run while something else does."""

import sys
from collections.abc import Callable
from types import CodeType, FrameType

from tests.isolation.deleted import PACKAGE


def traced(work: Callable[[], object]) -> set[CodeType]:
    """The code of assessments that a piece of work passes through."""
    passed: set[CodeType] = set()
    folder = str(PACKAGE)

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(folder):
            passed.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return passed
