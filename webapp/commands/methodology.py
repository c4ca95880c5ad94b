"""`flask --app wsgi ruleset methodology`: the method in words. Needs no instance."""

import click

from assessments.reports.methodology import methodology
from questionnaires import library
from questionnaires.words import load_methodology_text, load_ruleset_words, load_words
from scoring import shipped
from scoring.engine import Scorer
from webapp.commands.ruleset import command as ruleset


@ruleset.command("methodology")
def print_methodology() -> None:
    """Print docs/methodology.md for the shipped ruleset, from what the program reads."""
    click.echo(shipped_methodology(), nl=False)


def shipped_methodology() -> str:
    """The methodology of the latest shipped ruleset."""
    form = library.load(*shipped.QUESTIONNAIRE).form()
    return methodology(
        Scorer(shipped.ruleset(form), shipped.reference(), form),
        load_words(*shipped.QUESTIONNAIRE),
        load_ruleset_words(*shipped.LATEST),
        load_methodology_text(*shipped.LATEST),
    )
