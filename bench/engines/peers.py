"""The peers, in their own environment: this file imports nothing of the project.

Started as a process; it reads one JSON request a line and answers with one JSON line. A request
has `engine`, `do` (`load` or `run`) and what that takes; an answer has the CPU seconds taken.
"""

import importlib
import importlib.metadata
import json
import sys
from time import process_time

PERIOD = "2026-11"


class Zen:
    """GoRules ZEN: an expression node with one expression for each rule, and its trace."""

    distribution = "zen-engine"

    def __init__(self, trees, numbers):
        zen = importlib.import_module("zen")
        expressions = [
            {"id": rule, "key": rule, "value": self.text(tree)} for rule, tree in trees.items()
        ]
        nodes = [
            {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
            {
                "id": "rules",
                "type": "expressionNode",
                "name": "rules",
                "position": {"x": 0, "y": 0},
                "content": {"expressions": expressions},
            },
            {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 0, "y": 0}},
        ]
        edges = [
            {"id": "a", "type": "edge", "sourceId": "in", "targetId": "rules"},
            {"id": "b", "type": "edge", "sourceId": "rules", "targetId": "out"},
        ]
        content = json.dumps({"nodes": nodes, "edges": edges})
        self.decision = zen.ZenEngine().create_decision(content)
        self.rules = list(trees)

    def fired(self, context, trace=False):
        result = self.decision.evaluate(context, {"trace": trace})["result"]
        return [rule for rule in self.rules if result[rule] is True]

    def text(self, tree):  # noqa: C901 (a line for each kind of tree)
        match tree:
            case ["and" | "or" as sign, *parts]:
                return "(" + f" {sign} ".join(self.text(part) for part in parts) + ")"
            case ["is", name, value]:
                return f"{name} == {json.dumps(value)}"
            case ["not", part]:
                return f"not ({self.text(part)})"
            case ["unlike", name, values]:
                return "(" + " and ".join(f"{name} != {json.dumps(one)}" for one in values) + ")"
            case ["in", name, values]:
                return f"{name} in {json.dumps(values)}"
            case ["has", name, choice]:
                return f"({name} != null and {json.dumps(choice)} in {name})"
            case ["known", name]:
                return f"{name} != null"
            case ["same", one, two]:
                return f"{one} == {two}"
            case ["number", name]:
                return name
            case [sign, one, two]:
                return f"({self.text(one)} {sign} {self.text(two)})"
        return json.dumps(tree)


class Datalogic:
    """datalogic-py: JSONLogic in Rust, all rules in one compiled expression."""

    distribution = "datalogic-py"

    def __init__(self, trees, numbers):
        datalogic = importlib.import_module("datalogic_py")
        self.rules = list(trees)
        self.logic = datalogic.Engine().compile([self.tree(tree) for tree in trees.values()])

    def fired(self, context, trace=False):
        truths = self.logic.evaluate(context)
        return [rule for rule, truth in zip(self.rules, truths, strict=True) if truth is True]

    def tree(self, tree):  # noqa: C901
        match tree:
            case ["and" | "or" as sign, *parts]:
                return {sign: [self.tree(part) for part in parts]}
            case ["is", name, value]:
                return {"===": [{"var": name}, value]}
            case ["not", part]:
                return {"!": [self.tree(part)]}
            case ["unlike", name, values]:
                return {"and": [{"!==": [{"var": name}, value]} for value in values]}
            case ["in", name, values]:
                return {"in": [{"var": name}, values]}
            case ["has", name, choice]:
                return {"and": [self.known(name), {"in": [choice, {"var": name}]}]}
            case ["known", name]:
                return self.known(name)
            case ["same", one, two]:
                return {"===": [{"var": one}, {"var": two}]}
            case ["number", name]:
                return {"var": name}
            case [sign, one, two]:
                return {sign: [self.tree(one), self.tree(two)]}
        return tree

    def known(self, name):
        return {"!==": [{"var": name}, None]}


class OpenFisca:
    """OpenFisca-core: each rule a variable with a formula over arrays of all answer sets."""

    distribution = "OpenFisca-Core"

    def __init__(self, trees, numbers):
        self.numpy = importlib.import_module("numpy")
        entities = importlib.import_module("openfisca_core.entities")
        systems = importlib.import_module("openfisca_core.taxbenefitsystems")
        self.builders = importlib.import_module("openfisca_core.simulation_builder")
        self.variables = importlib.import_module("openfisca_core.variables")
        self.periods = importlib.import_module("openfisca_core.periods")
        self.site = entities.Entity("site", "sites", "", "")
        self.system = systems.TaxBenefitSystem([self.site])
        self.numbers = numbers
        self.codes = {}
        self.rules = list(trees)
        for name in self.numbers:
            self.add(name, float, None)
        for name in {one for tree in trees.values() for one in self.named(tree)}:
            self.add(name, int, None)
        for rule, tree in trees.items():
            self.add(f"rule_{rule}", bool, self.formula(tree))

    def formula(self, tree):
        return lambda site, period: self.value(tree, site, period)

    def named(self, tree):
        """The variables of words and choices that a tree reads."""
        match tree:
            case ["has", name, choice]:
                return {f"{name}__{choice}"}
            case ["same", one, two]:
                return {one, two}
            case ["is" | "unlike" | "in", name, _]:
                return {name}
            case [_, *parts]:
                return {one for part in parts if isinstance(part, list) for one in self.named(part)}
        return set()

    def add(self, name, kind, formula):
        members = {
            "value_type": kind,
            "entity": self.site,
            "definition_period": self.periods.DateUnit.MONTH,
        }
        if formula is not None:
            members["formula"] = formula
        self.system.add_variable(type(name, (self.variables.Variable,), members))

    def code(self, value):
        return self.codes.setdefault(json.dumps(value), len(self.codes) + 1)

    def value(self, tree, site, period):  # noqa: C901
        numpy = self.numpy
        match tree:
            case ["and", *parts]:
                return numpy.logical_and.reduce([self.value(one, site, period) for one in parts])
            case ["or", *parts]:
                return numpy.logical_or.reduce([self.value(one, site, period) for one in parts])
            case ["is", name, value]:
                return site(name, period) == self.code(value)
            case ["not", part]:
                return ~self.value(part, site, period)
            case ["unlike", name, values]:
                held = site(name, period)
                return numpy.logical_and.reduce([held != self.code(value) for value in values])
            case ["in", name, values]:
                held = site(name, period)
                return numpy.logical_or.reduce([held == self.code(value) for value in values])
            case ["has", name, choice]:
                return site(f"{name}__{choice}", period) == 1
            case ["known", name]:
                return ~numpy.isnan(site(name, period))
            case ["same", one, two]:
                return site(one, period) == site(two, period)
            case ["number", name]:
                return site(name, period)
            case [sign, one, two]:
                return SIGNS[sign](self.value(one, site, period), self.value(two, site, period))
        return tree

    def columns(self, contexts):
        """Contexts as arrays, made before anything is measured."""
        numpy, columns = self.numpy, {}
        for name in self.numbers:
            held = [context[name] for context in contexts]
            columns[name] = numpy.array([numpy.nan if one is None else one for one in held])
        for name in self.system.variables:
            many, _, choice = name.partition("__")
            if name in columns or name.startswith("rule_"):
                continue
            if choice:
                held = [context[many] for context in contexts]
                columns[name] = numpy.array([choice in (one or ()) for one in held]).astype(int)
            else:
                columns[name] = numpy.array([self.code(context[name]) for context in contexts])
        return columns

    def run(self, columns, count):
        with self.numpy.errstate(all="ignore"):
            builder = self.builders.SimulationBuilder()
            simulation = builder.build_default_simulation(self.system, count)
            for name, values in columns.items():
                simulation.set_input(name, PERIOD, values)
            return {rule: simulation.calculate(f"rule_{rule}", PERIOD) for rule in self.rules}


SIGNS = {
    "<": lambda one, two: one < two,
    "<=": lambda one, two: one <= two,
    ">": lambda one, two: one > two,
    ">=": lambda one, two: one >= two,
    "==": lambda one, two: one == two,
    "!=": lambda one, two: one != two,
    "+": lambda one, two: one + two,
    "-": lambda one, two: one - two,
    "*": lambda one, two: one * two,
    "/": lambda one, two: one / two,
}
ENGINES = {"zen-engine": Zen, "datalogic-py": Datalogic, "OpenFisca-core": OpenFisca}


class Process:
    """What is loaded, between requests."""

    def __init__(self):
        self.engines, self.contexts, self.columns = {}, [], {}

    def load(self, engine, trees, numbers, contexts):
        made = ENGINES[engine](trees, numbers)
        self.engines[engine], self.contexts = made, contexts
        if isinstance(made, OpenFisca):
            self.columns = made.columns(contexts)
            fired = made.run(self.columns, len(contexts))
            answer = [[rule for rule in fired if fired[rule][at]] for at in range(len(contexts))]
        else:
            answer = [made.fired(context) for context in contexts]
        return {"fired": answer, "version": importlib.metadata.version(made.distribution)}

    def singles(self, engine, trace):
        """CPU seconds of each answer set by itself."""
        fired, times = self.engines[engine].fired, []
        for context in self.contexts:
            start = process_time()
            fired(context, trace)
            times.append(process_time() - start)
        return {"seconds": times}

    def bulk(self, engine, count):
        """CPU seconds of many answer sets at once, the loaded ones again and again."""
        made = self.engines[engine]
        if not isinstance(made, OpenFisca):
            start = process_time()
            for context in self.contexts:
                made.fired(context)
            return {"seconds": (process_time() - start) / len(self.contexts) * count}
        columns = {name: made.numpy.resize(held, count) for name, held in self.columns.items()}
        start = process_time()
        made.run(columns, count)
        return {"seconds": process_time() - start}


def main():
    process = Process()
    for line in sys.stdin:
        request = json.loads(line)
        do = request.pop("do")
        print(json.dumps(getattr(process, do)(**request)), flush=True)


if __name__ == "__main__":
    main()
