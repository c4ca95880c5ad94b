"""No query and no command reads, changes or tells of what is not the caller's."""

import pytest

from tests.isolation.calls import NOT_CALLED, Calls
from tests.isolation.functions import public_functions

SLICES = sorted({name.split(".")[0] for name, each in public_functions().items() if each.scopes})


@pytest.mark.parametrize("each", SLICES)
def test_functions_do_as_if_what_is_foreign_did_not_exist(sqlite_calls: Calls, each: str) -> None:
    names = [function.name for function in sqlite_calls.functions]
    wrong = list(sqlite_calls.wrong([name for name in names if name.split(".")[0] == each]))
    assert not wrong


def test_what_is_not_called_is_there() -> None:
    assert set(NOT_CALLED) <= set(public_functions())
