"""Markdown that also reads well as plain text: lines of at most 100 characters, aligned tables."""

import re
from collections.abc import Iterable, Sequence
from textwrap import wrap

WIDTH = 100
_NARROWEST = 3
_ITEM = re.compile(r"(\s*(?:-|\d+\.) )(.*)")
_STANDS_ALONE = ("|", "#", "> ")
_SIGN = re.compile(r" (?=(?:[-+−×÷=<>*]|[<>=!]=)(?: |$))")
_GLUE = "\0"


def bullets(items: Iterable[str], indent: str = "") -> str:
    """A list, one item a line; `wrapped` breaks the lines."""
    return "\n".join(f"{indent}- {item}" for item in items)


def table(
    heads: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[int] = ()
) -> str:
    """A table with aligned columns; those in `numbers` are set to the right."""
    body = [[_cell(cell) for cell in row] for row in rows]
    columns = range(len(heads))
    widths = [max(_NARROWEST, *(len(row[at]) for row in (heads, *body))) for at in columns]
    rule = [
        f"{'-' * (width - 1)}:" if at in numbers else "-" * width for at, width in enumerate(widths)
    ]
    return "\n".join(_line(row, widths, numbers) for row in (heads, rule, *body))


def code(text: str) -> str:
    """A condition or key as it is written."""
    return f"`{text}`"


def wrapped(text: str) -> str:
    """The document with its paragraphs and list items broken at the width.

    No line begins with a sign, which Markdown would take for the start of a list or a quotation.
    """
    return "\n\n".join(_block(block) for block in text.strip().split("\n\n")) + "\n"


def _block(block: str) -> str:
    if block.startswith(_STANDS_ALONE):
        return block
    items: list[tuple[str, str]] = []
    for line in block.splitlines():
        item = _ITEM.fullmatch(line)
        if item:
            items.append((item[1], item[2]))
        elif items:
            marker, begun = items.pop()
            items.append((marker, f"{begun} {line.strip()}"))
        else:
            items.append(("", line))
    return "\n".join(line for marker, words in items for line in _wrap(words, marker))


def _wrap(text: str, marker: str) -> list[str]:
    lines = wrap(
        _SIGN.sub(_GLUE, " ".join(text.split())),
        WIDTH,
        initial_indent=marker,
        subsequent_indent=" " * len(marker),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_GLUE, " ") for line in lines]


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def _line(row: Sequence[str], widths: Sequence[int], numbers: Sequence[int]) -> str:
    cells = [
        cell.rjust(width) if at in numbers else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return f"| {' | '.join(cells)} |"
