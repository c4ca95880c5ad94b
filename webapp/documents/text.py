"""The one way text gets into a document.

Suppliers write what they like; ReportLab reads a small markup language that can open local
files. So every text is cleaned, cut, broken and escaped here, and nothing else in the product
makes a Paragraph (a test reads the code).
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

LONGEST_TEXT = 4000
LONGEST_RUN = 60
SHORTENED = " […]"
MISSING_GLYPH = "□"

_SPACES = frozenset({"Zs", "Zl", "Zp"})
_DROPPED = frozenset({"Cc", "Cf", "Cs"})
_BLANK = re.compile(r"\s+")
_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}(?=\S)")


def printable(text: str, limit: int) -> str:
    """`text` in one line of at most `limit` characters, without controls, hidden formatting
    (right-to-left overrides among it) and surrogates. What was cut is marked with […]."""
    line = _BLANK.sub(" ", "".join(_character(one) for one in text[: limit + 1])).strip()
    line = unicodedata.normalize("NFC", line)
    if len(text) <= limit and len(line) <= limit:
        return line
    return line[: limit - len(SHORTENED)] + SHORTENED


def _character(one: str) -> str:
    if one in "\t\n\r\v\f":
        return " "
    category = unicodedata.category(one)
    if category in _SPACES:
        return " "
    return "" if category in _DROPPED else one


def safe_text(text: str, limit: int = LONGEST_TEXT) -> str:
    """`text` as ReportLab may read it: printable, broken in runs of at most 60, escaped."""
    return escape(_LONG_RUN.sub(r"\g<0> ", printable(text, limit)), quote=False)


@dataclass(frozen=True, slots=True)
class Strong:
    """A piece of a paragraph that is set in bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Quiet:
    """A piece of a paragraph that is set in the secondary ink."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A piece of a paragraph that leads to a bookmark of the same document."""

    text: str
    target: str


class _LineBreak:
    pass


LINE_BREAK = _LineBreak()
Piece = str | Strong | Quiet | Link | _LineBreak

_QUIET_INK = "#515c5f"
_TARGET = re.compile(r"[a-z0-9-]{1,80}")


@dataclass
class Typesetter:
    """Makes paragraphs for one document and remembers which letters its fonts do not have.

    A letter without a glyph is printed as □, never dropped and never guessed; `missing` holds
    them, so that the document can say on its last page how many it could not show.
    """

    glyphs: frozenset[str]
    missing: set[str] = field(default_factory=set)

    def shown(self, text: str, limit: int = LONGEST_TEXT) -> str:
        """`text` for drawing on the canvas: clean, and with □ for every letter without glyph."""
        return "".join(self._glyph(one) for one in printable(text, limit))

    def paragraph(
        self, content: str | Sequence[Piece], style: ParagraphStyle, limit: int = LONGEST_TEXT
    ) -> Paragraph:
        pieces: Sequence[Piece] = [content] if isinstance(content, str) else content
        return Paragraph("".join(self._markup(piece, limit) for piece in pieces), style)

    def _glyph(self, one: str) -> str:
        if one in self.glyphs:
            return one
        self.missing.add(one)
        return MISSING_GLYPH if MISSING_GLYPH in self.glyphs else "?"

    def _markup(self, piece: Piece, limit: int) -> str:
        if isinstance(piece, _LineBreak):
            return "<br/>"
        if isinstance(piece, str):
            return self._escaped(piece, limit)
        text = self._escaped(piece.text, limit)
        if isinstance(piece, Strong):
            return f"<b>{text}</b>"
        if isinstance(piece, Quiet):
            return f'<font color="{_QUIET_INK}">{text}</font>'
        if not _TARGET.fullmatch(piece.target):
            raise ValueError(f"not a bookmark of ours: {piece.target!r}")
        return f'<a href="#{piece.target}">{text}</a>'

    def _escaped(self, text: str, limit: int) -> str:
        # The edges keep their space: a piece is often a part of a sentence.
        before = " " if text[:1].isspace() else ""
        after = " " if text[-1:].isspace() and len(text) > 1 else ""
        return before + safe_text(self.shown(text, limit), limit) + after
