"""Numbers are exact, and floats have no way in."""

import ast
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scoring
from scoring.exact import decimal, exact, one_decimal, tenths

HOME = Path(scoring.__file__).parent
WITH_PATHS = {"shipped.py", "reference.py"}
SOURCES = sorted(HOME.rglob("*.py"))

fractions = st.fractions(min_value=0, max_value=1000)


def _floats(tree: ast.AST, paths: bool) -> list[str]:
    """Everything in a module that makes or could make a binary float."""
    found = []
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=float() | complex()):
                found.append(f"line {node.lineno}: {node.value}")
            case ast.Name(id="float" | "round" | "complex" | "math"):
                found.append(f"line {node.lineno}: {node.id}")
            case ast.Import() if any(alias.name in ("math", "statistics") for alias in node.names):
                found.append(f"line {node.lineno}: import")
            case ast.BinOp(op=ast.Div(), left=left) if not (paths or _is_fraction(left)):
                found.append(f"line {node.lineno}: a division that may not be exact")
            case ast.AugAssign(op=ast.Div()):
                found.append(f"line {node.lineno}: a division that may not be exact")
    return found


def _is_fraction(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fraction"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(HOME)))
def test_no_module_of_scoring_can_make_a_float(path):
    tree = ast.parse(path.read_text("utf-8"))
    assert _floats(tree, path.name in WITH_PATHS) == []


@pytest.mark.parametrize(
    "source", ["x = 0.5", "x = float(1)", "x = a / b", "x /= 2", "x = round(y)", "import math"]
)
def test_the_reader_of_the_code_finds_floats(source):
    assert _floats(ast.parse(source), paths=False)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(HOME)))
def test_no_module_of_scoring_runs_text_as_code(path):
    names = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not names & {"eval", "exec", "compile", "__import__"}


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (3, 3),
        (Decimal("2.0"), 2),
        (Decimal("2.8"), Fraction(14, 5)),
        ("0.35", Fraction(7, 20)),
        ("-4", -4),
        (Fraction(9, 3), 3),
    ],
)
def test_exact_reads_whole_numbers_decimals_and_strings(value, number):
    assert exact(value) == number
    assert type(exact(value)) is type(number)


@pytest.mark.parametrize("value", [0.1, 2.0, True, None, [], float("nan")])
def test_exact_refuses_floats_and_what_is_no_number(value):
    with pytest.raises(TypeError):
        exact(value)


@pytest.mark.parametrize(
    "value",
    ["", "one", "1e5", "1_000", "١٢", "--1", "1.2.3", Decimal("NaN"), Decimal("1E+999999"),
     Decimal("1E-999999"), 10**19, Fraction(1, 3)],
)  # fmt: skip
def test_exact_refuses_what_it_cannot_hold(value):
    with pytest.raises(ValueError):
        exact(value)


@pytest.mark.parametrize(
    ("value", "rounded"),
    [
        (Fraction(1, 20), "0.1"),
        (Fraction(49, 1000), "0.0"),
        (Fraction(255, 100), "2.6"),
        (7, "7.0"),
    ],
)
def test_tenths_round_half_up(value, rounded):
    assert tenths(value) == Fraction(rounded)
    assert str(one_decimal(value)) == rounded


@given(fractions)
def test_rounding_moves_by_half_a_tenth_at_most(value):
    assert -Fraction(1, 20) < tenths(value) - value <= Fraction(1, 20)


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=20))
def test_a_decimal_of_twenty_places_comes_back_as_it_was(value):
    assert decimal(exact(value)) == value


def test_a_fraction_without_end_is_shown_to_nine_decimals():
    assert str(decimal(Fraction(2, 3))) == "0.666666667"
    assert str(decimal(Fraction(-1, 3))) == "-0.333333333"
