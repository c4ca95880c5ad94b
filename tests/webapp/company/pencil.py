"""Reads sums off a page and works them out again, as somebody with a pencil would."""

import ast
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from lxml import html

OPERATORS: dict[type, Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
SIGNS = str.maketrans({"×": "*", "−": "-"})


@dataclass
class Sum:
    """A block of arithmetic on a page: lines with what they add, a formula, what it comes to."""

    title: str
    lines: list[dict[str, str]]
    figures: list[str]
    adds: list[Fraction]
    formula: str
    equals: Fraction | None

    def worked_out(self) -> Fraction:
        """What the block comes to by its formula, else by plain adding."""
        return work_out(self.formula) if self.formula else sum(self.adds, Fraction(0))


def sums(page: str) -> list[Sum]:
    """Every block of arithmetic of a page, in its order."""
    return [_read(block) for block in marked(html.fromstring(page), "section", "sheet")]


def marked(page: html.HtmlElement, tag: str, name: str) -> list[html.HtmlElement]:
    """The elements of a page with a class."""
    return [one for one in page.iter(tag) if name in one.get("class", "").split()]


def rows(page: html.HtmlElement) -> list[html.HtmlElement]:
    """The rows of every table of a page, without their heads."""
    return list(page.xpath(".//tbody/tr"))


def work_out(formula: str) -> Fraction:
    """The value of a formula in figures, with the limits and rounding that it names."""
    figures, *ends = formula.split(",")
    value = _value(ast.parse(figures.strip().translate(SIGNS), mode="eval").body)
    if any("at most 100" in end for end in ends):
        value = min(value, Fraction(100))
    return tenth(value) if any("rounded" in end for end in ends) else value


def tenth(value: Fraction) -> Fraction:
    """Rounded half up to one decimal."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Fraction(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def number(text: str) -> Fraction:
    """A figure of a page."""
    return Fraction(text.strip().translate(SIGNS).lstrip("+"))


def _read(block: html.HtmlElement) -> Sum:
    heads = [head.text_content().strip() for head in block.xpath(".//thead//th")]
    lines = [
        dict(zip(heads, (cell.text_content().strip() for cell in row), strict=True))
        for row in rows(block)
    ]
    formula = " ".join(one.text_content().strip() for one in marked(block, "p", "formula"))
    equals = [one.xpath("./b")[0].text_content() for one in marked(block, "p", "equals")]
    return Sum(
        title=block.xpath("./h2")[0].text_content(),
        lines=lines,
        figures=[line["Figure"] for line in lines if line.get("Figure")],
        adds=[number(line["Adds"]) for line in lines if line.get("Adds")],
        formula=re.sub(r"\s+", " ", formula),
        equals=number(equals[0]) if equals else None,
    )


def _value(node: ast.expr) -> Fraction:
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    assert isinstance(node, ast.Constant)
    return Fraction(str(node.value))
