"""The shipped ruleset with its questionnaire, and documents to score."""

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from questionnaires import library
from questionnaires.checking import check_answer
from scoring import shipped
from scoring.engine import Scorer
from scoring.form import Form
from scoring.reference import Reference
from scoring.ruleset import Ruleset
from scoring.samples import Sampler

COUNTRIES = ("DEU", "POL", "MYS", "NPL", "TKM", "CHN", "PRK", "UZB", "KAZ", "KGZ", "ATA")
GOODS = ("cotton", "rubber_gloves", "bricks", "garments", "thread_yarn", "steel", "polysilicon")


@pytest.fixture(scope="session")
def form() -> Form:
    return library.load(*shipped.QUESTIONNAIRE).form()


@pytest.fixture(scope="session")
def screening() -> Form:
    return library.latest(library.SCREENING).form()


@pytest.fixture(scope="session")
def reference() -> Reference:
    return shipped.reference()


@pytest.fixture(scope="session")
def ruleset(form: Form) -> Ruleset:
    return shipped.ruleset(form)


@pytest.fixture(scope="session")
def scorer(ruleset: Ruleset, reference: Reference, form: Form) -> Scorer:
    return Scorer(ruleset, reference, form)


@pytest.fixture(scope="session")
def short_scorer(ruleset: Ruleset, reference: Reference, screening: Form) -> Scorer:
    """The same ruleset over the screening version."""
    return Scorer(ruleset, reference, screening)


@pytest.fixture(scope="session")
def sampler(form: Form) -> Sampler:
    questions = library.load(*shipped.QUESTIONNAIRE).questions
    return Sampler(
        form, COUNTRIES, GOODS, lambda key, answer: not check_answer(questions[key], answer)
    )


@pytest.fixture(scope="session")
def sample(sampler: Sampler) -> Callable[[int], dict[str, Any]]:
    """A random document that fits the questionnaire, by number."""
    return lambda number: sampler.document(Random(number))


@pytest.fixture
def case(ruleset: Ruleset) -> Callable[..., dict[str, Any]]:
    """One of the ruleset's cases with some answers changed (None takes an answer away)."""

    def changed(name: str = "careful-factory-germany", **answers: Any) -> dict[str, Any]:
        document = copy.deepcopy(
            next(dict(one.document) for one in ruleset.cases if one.name == name)
        )
        document["answers"] = {**document["answers"], **answers}
        return document

    return changed


@pytest.fixture
def document(ruleset: Ruleset) -> dict[str, Any]:
    """The ruleset as plain data, to be spoilt."""
    return copy.deepcopy(dict(ruleset.document))
