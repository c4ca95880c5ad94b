"""Questionnaires with words, made by Hypothesis: every type, tables, conditions, gaps in words."""

import keyword

from hypothesis import strategies as st

from questionnaires.reading import YES_PARTLY_NO, read_definition
from questionnaires.worded import Worded, put, text_paths

LANGUAGES = ("en", "ru", "kk", "uz", "uz-Cyrl", "zh")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
TABLE_TYPES = ("choice", "good", "country", "text", "number", "percent", "money", "date")

keys = st.text(LETTERS + "_0123456789", min_size=1, max_size=8).map(lambda text: f"k{text}")
choices = st.lists(
    st.text(LETTERS + "0123456789_-.", min_size=1, max_size=6).filter(lambda c: c[0].isalnum()),
    min_size=1,
    max_size=4,
    unique=True,
)
sayings = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters="${}"),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip() == text != "-")


def fields(types):
    return st.sampled_from(types).flatmap(_of_type)


def _of_type(kind):
    entry = {"type": st.just(kind)}
    if kind in ("single", "multi", "choice"):
        entry["choices"] = choices
    if kind == "number":
        entry |= {"most": st.integers(1, 10**6), "whole": st.booleans()}
    if kind == "text":
        return st.fixed_dictionaries(entry, optional={"longest": st.integers(1, 20_000)})
    return st.fixed_dictionaries(entry)


@st.composite
def questions(draw):
    types = ("single", "multi", "ypn", "number", "percent", "money", "date", "country", "text")
    entry = draw(fields((*types, "table", "file")))
    if entry["type"] == "multi" and draw(st.booleans()):
        entry["alone"] = draw(st.sampled_from(entry["choices"]))
    if entry["type"] == "table":
        names = draw(st.lists(keys, min_size=1, max_size=3, unique=True))
        entry["columns"] = [{"name": name, **draw(fields(TABLE_TYPES))} for name in names]
    flags = ("critical", "sensitive", "evidence")
    entry |= {flag: True for flag in flags if draw(st.booleans())}
    if draw(st.booleans()):
        entry["refs"] = draw(st.lists(st.sampled_from(["ILO-1", "C105", "UK-a"]), max_size=2))
    return entry


@st.composite
def conditions(draw, asked):
    """A condition over questions that were asked before; None where none can be made."""
    parts = [part for key, entry in asked.items() if (part := draw(_part(key, entry)))]
    if not parts:
        return None
    chosen = draw(st.lists(st.sampled_from(parts), min_size=1, max_size=3))
    word = draw(st.sampled_from([" and ", " or "]))
    text = word.join(chosen)
    return f"not ({text})" if draw(st.booleans()) else text


def _part(key, entry):
    kind = entry["type"]
    listed = list(YES_PARTLY_NO) if kind == "ypn" else entry.get("choices", [])
    if kind in ("single", "ypn"):
        one = st.sampled_from(listed)
        many = st.lists(one, min_size=1, max_size=2).map(lambda found: f"{key} in {found!r}")
        signs = st.sampled_from(["==", "!="])
        return st.one_of(st.builds("{} {} {!r}".format, st.just(key), signs, one), many)
    if kind == "multi":
        return st.sampled_from(listed).map(lambda choice: f"{choice!r} in {key}")
    if kind in ("number", "percent"):
        signs = st.sampled_from(["<", ">=", "==", "!="])
        return st.builds("{} {} {}".format, st.just(key), signs, st.integers(0, 9))
    if kind == "table":
        return st.just(f"count_rows({key}) > 0")
    if kind == "date":
        return st.just(f"{key} >= '2026-01-01'")
    if kind == "money":
        return st.just(f"{key} > {key} - 1")
    return st.none()


@st.composite
def definitions(draw):
    names = draw(st.lists(keys, min_size=1, max_size=6, unique=True))
    names = [name for name in names if not keyword.iskeyword(name)]
    asked = {name: draw(questions()) for name in names}
    sections, before = [], {}
    for number, name in enumerate(names):
        show_if = draw(conditions(before)) if draw(st.booleans()) else None
        before[name] = asked[name] if not show_if else dict(asked[name])
        if show_if:
            asked[name]["show_if"] = show_if
        if number == 0 or draw(st.booleans()):
            sections.append({"id": f"s{number}", "pages": [[name]]})
        else:
            sections[-1]["pages"].append([name])
    return {
        "slug": "made",
        "version": "2026.1",
        "language": draw(st.sampled_from(LANGUAGES)),
        "lists": "2026.1",
        "sections": sections,
        "questions": asked,
    }


@st.composite
def worded(draw):
    """Always a title in its own language; of everything else, words in some languages."""
    questionnaire = read_definition(draw(definitions()))
    own = questionnaire.language
    texts = {own: {"questionnaire": {"title": draw(sayings)}}}
    languages = draw(st.lists(st.sampled_from(LANGUAGES), max_size=2, unique=True))
    for path in text_paths(questionnaire):
        for language in dict.fromkeys((own, *languages)):
            if draw(st.integers(0, 3)):
                put(texts.setdefault(language, {}), path, draw(sayings))
    return Worded(questionnaire, texts)
