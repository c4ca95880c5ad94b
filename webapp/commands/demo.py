"""`flask --app wsgi demo`: the main job from start to finish with invented firms."""

import shutil
from collections.abc import Callable, Iterable

import click
from flask.cli import with_appcontext

from assessments.work.queries import unfinished_jobs
from webapp.commands.up import serve
from webapp.demo.conversation import talk
from webapp.demo.play import Play
from webapp.demo.reports import make_reports
from webapp.demo.setting import FOLDER, SIGN_INS, demo_settings
from webapp.demo.summary import table
from webapp.jobs.instance_lock import LOCK_FILE, AlreadyHeld, instance_lock
from webapp.logs import configure

NOT_YET = (
    "What this version does not do yet: corrective actions followed to their end, and reviews "
    "of results by a second person. No native speaker has reviewed a translation."
)


@click.command("demo")
@click.option("--serve", "serving", is_flag=True, help="Serve the demo; make it if it is missing.")
@click.option("--port", default=8000, type=click.IntRange(1, 65535), show_default=True)
@with_appcontext
def command(serving: bool, port: int) -> None:
    """Play the main job with invented firms into demo/, or serve what was played."""
    if not serving:
        _play()
        return
    if not (FOLDER / SIGN_INS).is_file():
        _play()
    from webapp.demo.visit import open_doors

    settings = demo_settings(port=port)
    for line in open_doors(settings):
        click.echo(line)
    serve(settings)


def _play() -> None:
    configure("WARNING")
    try:
        with instance_lock(FOLDER):
            _clear()
            _tell()
    except AlreadyHeld as problem:
        raise click.ClickException(
            f"The demo is running in process {problem.process_id}. Stop it first (Ctrl-C there)."
        ) from problem


def _tell() -> None:
    play = Play(demo_settings())
    _act("Making the database", [play.open])
    _act("Loading questionnaires, rules and reference data", [play.load_content])
    _act("Two companies and a programme", [play.add_organisations])
    _walk("Adding suppliers", play.add_suppliers(), len(play.cast))
    _act("Sending two campaigns", [play.send_campaigns])
    _walk("Suppliers answer; answers are sealed and scored", play.answer(), len(play.cast))
    _walk("Companies ask again, suppliers correct or disagree", talk(play), len(play.cast))
    reports = make_reports(play, FOLDER / "reports")
    _walk("Making reports", reports, len(play.cast) + 2 * len(play.companies))
    _refuse_failed_jobs(play)
    _write_sign_ins(play)
    _finish(play)


def _refuse_failed_jobs(play: Play) -> None:
    for scope in play.companies.values():
        with play.database.reading(scope) as session:
            errors = [f"{job.kind}: {job.error}" for job in unfinished_jobs(session, scope)]
        if errors:
            raise click.ClickException("Some work failed. " + "; ".join(errors))


def _clear() -> None:
    """An empty folder for a fresh instance. Only the lock that is held stays."""
    for path in FOLDER.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != LOCK_FILE:
            path.unlink()


def _act(label: str, steps: Iterable[Callable[[], None]]) -> None:
    with click.progressbar(list(steps), label=label.ljust(50)) as bar:
        for step in bar:
            step()


def _walk(label: str, steps: Iterable[object], length: int) -> None:
    with click.progressbar(steps, length=length, label=label.ljust(50)) as bar:
        for _ in bar:
            pass


def _write_sign_ins(play: Play) -> None:
    lines = [f"{one.who}\t{one.email}\t{one.password}" for one in play.sign_ins]
    (FOLDER / SIGN_INS).write_text("\n".join(lines) + "\n", "utf-8")


def _finish(play: Play) -> None:
    click.echo()
    for line in table(play):
        click.echo(line)
    made = sorted(path.name for path in (FOLDER / "reports").iterdir())
    mails = len(list((FOLDER / "mail").glob("*.eml")))
    click.echo("\n* provisional: low confidence lifted the band. Every firm here is invented.")
    click.echo(f"\n{len(made)} reports in demo/reports, {mails} mails in demo/mail.")
    click.echo("Read one:                demo/reports/penang.pdf")
    click.echo("Open it in the browser:  make run   (then http://127.0.0.1:8000)")
    click.echo(f"\n{NOT_YET}")
