"""The texts of our pages, mails and messages, as their sources hold them today."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file

from questionnaires.messages import MESSAGES
from questionnaires.xlsform.told import REASONS
from questionnaires.xlsform.types import ADVICE, NAMES
from scoring import shipped
from webapp.languages.sources import ROOT, sources
from webapp.languages.spoken import COMPANY, SUPPLIER

KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "phrase": None,
}
METHODS = {".py": "python", ".html": "jinja2.ext:babel_extract"}
MARK = "Translators:"


def extracted(audience: str) -> Catalog:
    """Every text of an audience, in the order of its files, each once, without translations.

    What suppliers meet too stands among the texts for suppliers alone.
    """
    template = Catalog(charset="utf-8")
    taken = {message.id for message in extracted(SUPPLIER)} if audience == COMPANY else set()
    for path in sources(audience):
        for text, comments in _texts(path):
            if text not in taken:
                template.add(text, locations=[(_name(path), 0)], auto_comments=comments)
    if audience == SUPPLIER:
        _add_messages(template, MESSAGES, "questionnaires/messages.py")
    else:
        _add_messages(template, REASONS, "questionnaires/xlsform/told.py")
        for texts in (ADVICE, NAMES):
            _add_messages(template, texts, "questionnaires/xlsform/types.py")
        for text in _of_reference_data():
            template.add(text, locations=[("scoring/shipped.py", 0)])
    return template


def _of_reference_data() -> Iterator[str]:
    """What the shipped tables say of themselves, which a page of a result repeats."""
    for table in shipped.reference().tables.values():
        yield from (table.source, table.licence, *table.caveats)


def _texts(path: Path) -> Iterator[tuple[Any, list[str]]]:
    options = {"silent": "false", "trimmed": "true", "newstyle_gettext": "true"}
    with_options = options if path.suffix == ".html" else {}
    method = METHODS[path.suffix]
    for _, text, comments, _context in extract_from_file(
        method, path, KEYWORDS, [MARK], with_options, strip_comment_tags=True
    ):
        yield (tuple(text[:2]) if isinstance(text, tuple) else text), list(comments)


def _add_messages(template: Catalog, texts: Mapping[str, str], place: str) -> None:
    for key, text in texts.items():
        comment = [f"{key}; leave what stands in braces as it is"]
        template.add(text, locations=[(place, 0)], auto_comments=comment)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
