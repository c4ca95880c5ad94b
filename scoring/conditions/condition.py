"""A condition: text, what it reads, and how it is decided."""

import ast
from dataclasses import dataclass

from scoring.conditions.compiling import Compiler
from scoring.conditions.syntax import ConditionProblems, syntax_tree
from scoring.conditions.values import Environment, Test
from scoring.conditions.vocabulary import Vocabulary


@dataclass(frozen=True)
class Condition:
    """A checked condition.

    `test(environment)` is True, False, or None where it is unknown. `reads` are the questions
    behind it in order of appearance, `proofs` those whose proof it asks for. `alternatives` are
    the parts of a top-level `or`, each with its reads: those that are true are the reason.
    """

    text: str
    test: Test
    reads: tuple[str, ...]
    proofs: tuple[str, ...]
    alternatives: tuple[tuple[Test, tuple[str, ...]], ...] = ()

    def reason(self, environment: Environment) -> tuple[str, ...]:
        """Return the questions that make the condition true in this environment.

        Of an `or` only the parts that are true count; otherwise it is all the questions read.
        """
        if not self.alternatives:
            return self.reads
        reads: dict[str, None] = {}
        for test, part_reads in self.alternatives:
            if test(environment):
                reads.update(dict.fromkeys(part_reads))
        return tuple(reads) or self.reads


def parse(text: str, vocabulary: Vocabulary) -> Condition:
    """Return the condition that `text` states in the names of `vocabulary`.

    Raises ConditionProblems with every problem found, each with line, column and the text: names
    and functions that do not exist, choices that a question does not have, a number compared with
    a choice, a column that a table does not have, and whatever lies outside the language.
    """
    tree = syntax_tree(text)
    compiler = Compiler(text, vocabulary)
    test = compiler.test(tree)
    if test is None or compiler.problems:
        raise ConditionProblems(compiler.problems)
    alternatives: list[tuple[Test, tuple[str, ...]]] = []
    if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.Or):
        for part in tree.values:
            inner = Compiler(text, vocabulary)
            part_test = inner.test(part)
            if part_test is not None:
                alternatives.append((part_test, tuple(inner.reads)))
    return Condition(text, test, tuple(compiler.reads), tuple(compiler.proofs), tuple(alternatives))
