"""From text to a syntax tree, within limits, and the problems that point into the text."""

import ast
from dataclasses import dataclass

from scoring.hidden_characters import BREAKS, hidden_character

MAX_DEPTH = 12
MAX_NODES = 500
MAX_LENGTH = 4000


@dataclass(frozen=True)
class ConditionProblem:
    """One thing wrong with a condition. `line` and `column` count from 1, in characters."""

    message: str
    line: int
    column: int
    source: str

    def __str__(self) -> str:
        return f"{self.message} (line {self.line}, column {self.column})\n{self.picture}"

    @property
    def picture(self) -> str:
        """The line of the condition with a caret under the place; what cannot be seen is marked."""
        shown = "".join(c if c.isprintable() or c in BREAKS else "\ufffd" for c in self.source)
        lines = shown.splitlines() or [""]
        return f"    {lines[self.line - 1]}\n    {' ' * (self.column - 1)}^"


class ConditionProblems(Exception):
    """A condition that cannot be used; `problems` lists everything found in it."""

    def __init__(self, problems: list[ConditionProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def syntax_tree(source: str) -> ast.expr:
    """Return the tree of one expression within the limits on length, depth and size.

    Raises ConditionProblems.
    """
    if len(source) > MAX_LENGTH:
        refuse(source, f"a condition has at most {MAX_LENGTH} characters; this one {len(source)}")
    if not source.strip():
        refuse(source, "the condition is empty")
    if hidden := hidden_character(source):
        refuse(source, f"has {hidden}")
    if "\\" in source:
        refuse(source, "a backslash has no place in a condition")
    try:
        tree = ast.parse(source, mode="eval").body
    except SyntaxError as error:
        lines = source.splitlines()
        line = min(max(error.lineno or 1, 1), len(lines))
        column = error.offset or len(lines[line - 1]) + 1
        problem = ConditionProblem(
            f"is not an expression: {error.msg}", line, max(column, 1), source
        )
        raise ConditionProblems([problem]) from None
    except (ValueError, RecursionError, MemoryError):
        refuse(source, "is not an expression that can be read")
    _keep_limits(source, tree)
    _keep_plain(source, tree)
    return tree


def refuse(source: str, message: str) -> None:
    """Raise ConditionProblems with one problem at the start of the text."""
    raise ConditionProblems([ConditionProblem(message, 1, 1, source)])


def place(node: ast.AST, source: str) -> tuple[int, int]:
    """Return line and column of a node in characters, from 1 (the parser counts bytes)."""
    line = getattr(node, "lineno", 1)
    offset = getattr(node, "col_offset", 0)
    before = source.splitlines()[line - 1].encode()[:offset].decode(errors="replace")
    return line, len(before) + 1


def written(node: ast.expr, source: str) -> str:
    """Return a name or number as it stands in the source, on one line.

    The library's own function takes time with the square of the length.
    """
    line = source.encode().split(b"\n")[node.lineno - 1]
    return line[node.col_offset : node.end_col_offset].decode(errors="replace")


def names_in(source: str) -> tuple[str, ...]:
    """Return the names that a condition mentions, each once; raises ConditionProblems."""
    nodes = sorted(
        (node.lineno, node.col_offset, node.id)
        for node in ast.walk(syntax_tree(source))
        if isinstance(node, ast.Name)
    )
    return tuple(dict.fromkeys(name for _line, _column, name in nodes))


def _keep_plain(source: str, tree: ast.expr) -> None:
    """Refuse what reads differently from what it says: comments, and letters that only look like

    those of a name (the parser takes them for these).
    """
    marks = 0
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and written(node, source) != node.id:
            line, column = place(node, source)
            message = f"'{node.id}' is written with other letters than it seems"
            raise ConditionProblems([ConditionProblem(message, line, column, source)])
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            marks += node.value.count("#")
    if source.count("#") > marks:
        refuse(source, "a comment has no place in a condition")


def _keep_limits(source: str, tree: ast.expr) -> None:
    level: list[ast.expr] = [tree]
    depth = nodes = 0
    while level:
        depth += 1
        nodes += len(level)
        if depth > MAX_DEPTH:
            refuse(source, f"is nested more than {MAX_DEPTH} deep")
        if nodes > MAX_NODES:
            refuse(source, f"has more than {MAX_NODES} parts")
        level = [
            child
            for node in level
            for child in ast.iter_child_nodes(node)
            if isinstance(child, ast.expr)
        ]
