"""The condition language: a closed subset of Python's expression syntax with three truth values.

`parse` turns text into a Condition: checked against a vocabulary, evaluated by closures over an
environment of values. Nothing is ever run by Python itself. The package is the whole language of
the product: rules, checks, factors, drivers and `show_if` all use it.
"""

from scoring.conditions.condition import Condition, parse
from scoring.conditions.syntax import ConditionProblem, ConditionProblems, names_in
from scoring.conditions.values import DONT_KNOW, HIDDEN, Money
from scoring.conditions.vocabulary import Name, Vocabulary, names_of_form

__all__ = [
    "DONT_KNOW",
    "HIDDEN",
    "Condition",
    "ConditionProblem",
    "ConditionProblems",
    "Money",
    "Name",
    "Vocabulary",
    "names_in",
    "names_of_form",
    "parse",
]
