"""Have every report of the demo made by its job, and lay the files out under readable names."""

from collections.abc import Iterator
from pathlib import Path

from assessments.evidence.store import FileStore
from assessments.reports import queries as reports
from assessments.reports.models import ReportFile
from assessments.reports.service import (
    PORTFOLIO_REPORT,
    PORTFOLIO_WORKBOOK,
    request_portfolio,
    request_supplier_report,
)
from assessments.results import queries as results
from assessments.scope import CompanyScope
from webapp.demo import setting
from webapp.demo.cast import Player
from webapp.demo.play import Play

ENDINGS = {PORTFOLIO_REPORT: "pdf", PORTFOLIO_WORKBOOK: "xlsx"}


class ReportMissing(RuntimeError):
    """A report's job did not leave a file."""


def make_reports(play: Play, folder: Path) -> Iterator[str]:
    """One PDF for each scored supplier, and a portfolio PDF and workbook for each company."""
    folder.mkdir()
    play.calendar.reach(setting.REPORTED)
    for player in play.cast:
        yield player.name
        if player.reply == "sent":
            _supplier_report(play, player, folder)
    for key, scope in play.companies.items():
        for kind, ending in ENDINGS.items():
            yield f"portfolio of {key}"
            _portfolio(play, scope, kind, folder / f"portfolio-{key}.{ending}")


def _supplier_report(play: Play, player: Player, folder: Path) -> None:
    scope = play.companies[player.company]
    with play.database.writing(scope) as session:
        (result, *_) = results.results_of_supplier(session, scope, play.suppliers[player.key].id)
        request_supplier_report(
            session,
            scope,
            result_id=result.public_id,
            attach=True,
            now=play.calendar.now(),
            ids=play.ids,
        )
    play.runner.drain()
    with play.database.reading(scope) as session:
        made = reports.reports_of_result(session, scope, result.id)
    _lay_out(play, made, folder / f"{player.key}.pdf")


def _portfolio(play: Play, scope: CompanyScope, kind: str, path: Path) -> None:
    with play.database.writing(scope) as session:
        request_portfolio(session, scope, kind=kind, now=play.calendar.now(), ids=play.ids)
    play.runner.drain()
    with play.database.reading(scope) as session:
        made = [one for one in reports.portfolio_reports(session, scope) if one.kind == kind]
    _lay_out(play, made, path)


def _lay_out(play: Play, made: list[ReportFile], path: Path) -> None:
    if not made:
        raise ReportMissing(path.name)
    path.write_bytes(FileStore(play.settings.reports).read(made[0].stored_name))
