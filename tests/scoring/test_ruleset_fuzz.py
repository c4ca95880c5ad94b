"""Whatever is done to a ruleset or an overlay: it is sound, or it is refused with problems."""

import copy
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questionnaires.rulesets import check_ruleset
from scoring.ruleset import Ruleset, RulesetProblems
from scoring.ruleset.reading import read_document
from tests.scoring.bad import base_document, example_overlay, find_base

NUMBERS = [0, 1, -5, 100, 10**30, 10**5000, Decimal("0.5"), Decimal("0.12345"), Decimal("NaN"),
           Decimal("Infinity"), Decimal("1e400000"), Decimal("1e-400"), 0.25]  # fmt: skip
TEXTS = ["", "x", "REC01", "C-1", "a < b", "(", "True", "fees_paid == 'most'", "\u202e", "1e9",
         "\ud800", "\x00", "２", "count(fee_items) > 0", "DEB", "critical", "0.5"]  # fmt: skip
TABLES = [[], {}, [None], ["x"], [[]], {"x": 1}, {"": {}}, {"id": "X"}, [{"x": []}], [{"id": 3}],
          {"worse": "more"}, {"when": "True"}, {"DEB": 50}]  # fmt: skip
JUNK = st.sampled_from([None, True, False, *NUMBERS, *TEXTS, *TABLES])


def places(node, path=()):
    """Every place of a document."""
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in items:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def mutate(document, data):
    """Take away, replace, repeat or exchange values at some places of a document."""
    for _ in range(data.draw(st.integers(1, 3))):
        every = sorted(places(document), key=str)
        if not every:
            return
        node, last = at(document, data.draw(st.sampled_from(every)))
        act = data.draw(st.sampled_from(["take away", "replace", "repeat", "exchange"]))
        if act == "take away":
            del node[last]
        elif act == "repeat" and isinstance(node, list):
            node.append(copy.deepcopy(node[last]))
        elif act == "exchange":
            other, there = at(document, data.draw(st.sampled_from(every)))
            if other is not node:
                node[last] = copy.deepcopy(other[there])
        else:
            node[last] = copy.deepcopy(data.draw(JUNK))


def at(document, place):
    *path, last = place
    node = document
    for key in path:
        node = node[key]
    return node, last


def sound_or_refused(document, reference):
    with suppress(RulesetProblems):
        found = check_ruleset(document, reference=reference, find_base=find_base)
        assert isinstance(found, Ruleset)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_mutated_ruleset_is_sound_or_refused(reference, data):
    document = copy.deepcopy(base_document())
    mutate(document, data)
    sound_or_refused(document, reference)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_mutated_overlay_is_sound_or_refused(reference, data):
    document = example_overlay()
    mutate(document, data)
    sound_or_refused(document, reference)


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_file_is_read_or_refused(raw):
    with suppress(RulesetProblems):
        document, source = read_document(raw, "file")
        assert isinstance(document, dict)
        assert isinstance(source, str)


@pytest.mark.parametrize(
    "sound",
    [
        'x = "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z"',
        "x = 'a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z'",
        'x = """\na "b"\n.......................... \\""" \n"""',
        "x = '''\n..........................\n'''",
        "x = [1.5, 2.5, 3.5]  # ..............................",
        "a.b.c.d.e.f = 1.5",
    ],
)
def test_points_in_texts_numbers_and_comments_make_no_name_too_long(sound):
    assert read_document(sound.encode(), "file")[0]
