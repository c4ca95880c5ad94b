"""Rulesets: documents that say what answers mean, read and checked as a whole."""

from scoring.ruleset.loading import Ruleset, load_ruleset, parse_ruleset
from scoring.ruleset.parts import Deadline
from scoring.ruleset.problems import Problem, RulesetProblems

__all__ = ["Deadline", "Problem", "Ruleset", "RulesetProblems", "load_ruleset", "parse_ruleset"]
