"""Try a new edition of reference data on the companies of this instance, and print who moves."""

from collections.abc import Iterator

import click

from assessments.errors import Invalid
from assessments.ids import RandomIds
from assessments.library import methods
from assessments.library.models import CompanyMethod, ReferenceEdition
from assessments.parties.models import Company
from assessments.people.queries import companies
from assessments.schema import is_current
from assessments.scope import CompanyScope, InstanceScope
from assessments.trials import queries, service
from assessments.trials.models import Trial
from assessments.trials.status import RUNNING, about_trial
from assessments.work.queries import jobs_about
from webapp.instance import instance


def require_instance() -> None:
    """End the command in words where this instance is not set up."""
    if not is_current(instance().database):
        raise click.ClickException("This instance is not set up. Run: flask --app wsgi init")


def named(wanted: str) -> Company:
    """The company of that name or public id. A usage error where there is not exactly one."""
    with instance().database.reading(InstanceScope()) as session:
        found = [
            company
            for company in companies(session, InstanceScope())
            if wanted in (company.name, str(company.public_id))
        ]
    if len(found) != 1:
        told = "is the name of several companies; give its public id" if found else "is no company"
        raise click.BadParameter(f"“{wanted}” {told}", param_hint="--company")
    return found[0]


def everybody() -> list[Company]:
    """Every company of this instance."""
    with instance().database.reading(InstanceScope()) as session:
        return companies(session, InstanceScope())


def try_edition(company: Company, edition: ReferenceEdition) -> None:
    """Score all of a company's submissions with an edition, and print who moves.

    Nothing that counts is changed. The trial stays open until the company adopts or discards it.
    """
    database, scope = instance().database, CompanyScope(company.id)
    with database.reading(scope) as session:
        current = methods.current_method(session, scope)
        ruleset = methods.ruleset_of(session, scope, current.ruleset_version_id)
    if edition.id == current.reference_edition_id:
        click.echo(f"{company.name}: scores by this edition already.")
        return
    try:
        with database.writing(scope) as session:
            trial = service.start(
                session,
                scope,
                ruleset_version_id=ruleset.public_id,
                reference_edition_id=edition.public_id,
                now=database.now(),
                ids=RandomIds(),
            )
    except Invalid as refusal:
        click.echo(f"{company.name}: not tried. {' '.join(refusal.problems.values())}")
        return
    _score(scope, trial)
    for line in _told(company, scope, trial):
        click.echo(line)


def adopt_open_trial(company: Company) -> CompanyMethod:
    """Adopt what the company is trying. A usage error where there is nothing to adopt yet."""
    database, scope = instance().database, CompanyScope(company.id)
    with database.writing(scope) as session:
        trial = queries.open_trial(session, scope)
        if trial is None:
            raise click.UsageError(f"{company.name} is trying nothing that could be adopted")
        try:
            return service.adopt(
                session, scope, public_id=trial.public_id, now=database.now(), ids=RandomIds()
            )
        except Invalid as refusal:
            raise click.UsageError(" ".join(refusal.problems.values())) from None


def _score(scope: CompanyScope, trial: Trial) -> None:
    """Do the jobs of a trial here, except those that a worker has taken meanwhile."""
    from webapp.jobs.registry import load_handlers  # slow, and only needed here
    from webapp.jobs.runner import Runner

    load_handlers()
    runner = Runner(instance().database, instance().settings)
    with instance().database.reading(scope) as session:
        jobs = jobs_about(session, scope, about_trial(trial))
    for job in jobs:
        runner.run(job.id)


def _told(company: Company, scope: CompanyScope, trial: Trial) -> Iterator[str]:
    with instance().database.reading(scope) as session:
        seen = queries.progress(session, scope, trial)
        if seen.status == RUNNING:
            yield f"{company.name}: the worker is still scoring; what follows is not all."
        yield (
            f"{company.name}: {seen.scored} submissions tried, {seen.moved} change their band, "
            f"{seen.shifted} their headline alone."
        )
        for passage in queries.passages(session, scope, trial):
            causes = ", ".join(cause for cause, _ in passage.causes)
            yield f"  {passage.old_band} to {passage.new_band}: {passage.count} ({causes})"
        for mover in queries.all_movers(session, scope, trial):
            move = mover.move
            before = f"{move.old_band} {_tenths(move.old_tenths)}"
            after = f"{move.new_band} {_tenths(move.new_tenths)}"
            yield f"    {mover.supplier.name}: {before}, then {after}"


def _tenths(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"
