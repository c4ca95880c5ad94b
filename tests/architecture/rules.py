"""Rules about the code that no linter has. Each takes a syntax tree and yields its offenders."""

import ast
from collections.abc import Callable, Iterator

from tests.architecture.sources import dotted

Offender = tuple[int, str]
Rule = Callable[[ast.Module], Iterator[Offender]]

FORBIDDEN_CALLS = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "os.system",
    "yaml.load",
    "render_template_string",
    "flask.render_template_string",
    "pickle.loads",
    "pickle.load",
    "marshal.loads",
    "datetime.utcnow",
}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill", "telnetlib", "xml.sax"}
CLOCKS = {"datetime.now", "datetime.datetime.now", "date.today", "datetime.date.today"}
CLOCKS |= {"time.time", "time.time_ns", "datetime.today"}
FLOATS_ALLOWED_IN = {"isinstance", "get_close_matches"}
DECLARING = {"Table", "Column", "MetaData"}
VIEW_LINES = 25
RAW_SQL = {"text", "sa.text", "sqlalchemy.text"}


def forbidden_calls(tree: ast.Module) -> Iterator[Offender]:
    """Nothing turns data into code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and dotted(node.func) in FORBIDDEN_CALLS:
            yield node.lineno, f"calls {dotted(node.func)}"
        elif isinstance(node, ast.Call) and dotted(node.func).endswith(".from_string"):
            yield node.lineno, "makes a template from a string"
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = {alias.name for alias in node.names} | {getattr(node, "module", None)}
            for name in names & FORBIDDEN_MODULES:
                yield node.lineno, f"imports {name}"


def composed_sql(tree: ast.Module) -> Iterator[Offender]:
    """SQL text is written down, never put together from values."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = dotted(node.func)
        if name in RAW_SQL and not isinstance(node.args[0], ast.Constant):
            yield node.lineno, "text() of something put together"
        if name.endswith(".order_by") and dotted(getattr(node.args[0], "func", node)) in RAW_SQL:
            yield node.lineno, "order_by(text())"


def external_addresses(tree: ast.Module) -> Iterator[Offender]:
    """Absolute addresses come from webapp.security.hosts.absolute_url alone."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not dotted(node.func).endswith("url_for"):
            continue
        if any(keyword.arg == "_external" for keyword in node.keywords):
            yield node.lineno, "url_for(_external=…) trusts the Host header"


def floats(tree: ast.Module) -> Iterator[Offender]:
    """Scores are exact. A float may be named to refuse it, or to look for a near name."""
    allowed = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and dotted(node.func) in FLOATS_ALLOWED_IN
        for inner in ast.walk(node)
    }
    for node in set(ast.walk(tree)) - allowed:
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield node.lineno, f"the float {node.value}"
        elif isinstance(node, ast.Name) and node.id == "float":
            yield node.lineno, "float"
        elif isinstance(node, ast.Import) and any(alias.name == "math" for alias in node.names):
            yield node.lineno, "math, which works with floats"


def clocks(tree: ast.Module) -> Iterator[Offender]:
    """The time is an argument; the edge asks the database for it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and dotted(node.func) in CLOCKS:
            yield node.lineno, f"reads the clock by {dotted(node.func)}"


def tables(tree: ast.Module) -> Iterator[Offender]:
    """Tables are declared in assessments alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bases = {dotted(base).rsplit(".", 1)[-1] for base in node.bases}
            if bases & {"Base", "DeclarativeBase"}:
                yield node.lineno, f"declares the table of {node.name}"
        elif isinstance(node, ast.Name) and node.id == "__tablename__":
            yield node.lineno, "names a table"
        elif isinstance(node, ast.ImportFrom) and node.module == "sqlalchemy":
            for found in DECLARING & {alias.name for alias in node.names}:
                yield node.lineno, f"imports {found}, which declares a table"


def commits(tree: ast.Module) -> Iterator[Offender]:
    """Services and queries leave the commit to the edge."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and dotted(node.func).endswith("session.commit"):
            yield node.lineno, "commits"


def missing_docstrings(tree: ast.Module) -> Iterator[Offender]:
    """A public function says what it promises."""
    public = [node for node in tree.body if not getattr(node, "name", "_").startswith("_")]
    for node in public:
        if isinstance(node, ast.FunctionDef) and not ast.get_docstring(node):
            yield node.lineno, f"{node.name} has no docstring"


def long_views(tree: ast.Module) -> Iterator[Offender]:
    """A view loads, calls one service and chooses a response."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef):
            continue
        is_view = any(
            isinstance(mark, ast.Call) and dotted(mark.func) == "access"
            for mark in node.decorator_list
        )
        length = (node.end_lineno or 0) - node.lineno + 1
        if is_view and length >= VIEW_LINES:
            yield node.lineno, f"the view {node.name} has {length} lines"
