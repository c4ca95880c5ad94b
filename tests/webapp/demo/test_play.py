"""The demo plays the whole job, and plays it the same way twice."""

import hashlib
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.instances import settings_for
from webapp.app import create_app
from webapp.demo.conversation import talk
from webapp.demo.play import Play
from webapp.demo.reports import make_reports
from webapp.demo.setting import demo_settings
from webapp.demo.summary import table

pytestmark = pytest.mark.slow


def play_in(folder: Path) -> Play:
    with create_app(settings_for(folder / "other", "sqlite://")).app_context():
        play = Play(demo_settings(folder / "demo"))
        play.open()
        play.load_content()
        play.add_organisations()
        for _ in play.add_suppliers():
            pass
        play.send_campaigns()
        for _ in play.answer():
            pass
        for _ in talk(play):
            pass
        for _ in make_reports(play, folder / "demo" / "reports"):
            pass
    return play


def digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "demo" / "reports").iterdir())
    }


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Play, Path]:
    folder = tmp_path_factory.mktemp("demo")
    return play_in(folder), folder


def test_every_supplier_that_replied_has_a_report(played: tuple[Play, Path]) -> None:
    play, folder = played
    replied = {f"{player.key}.pdf" for player in play.cast if player.reply == "sent"}
    assert replied <= set(digests(folder))
    assert len(replied) >= 24


def test_no_job_failed_and_every_mail_was_written(played: tuple[Play, Path]) -> None:
    play, folder = played
    with play.database.reading() as session:
        jobs = session.execute(text("SELECT DISTINCT state FROM job")).scalars().all()
        mails = session.execute(text("SELECT DISTINCT state FROM mail")).scalars().all()
        count = session.execute(text("SELECT count(*) FROM mail")).scalar()
    assert jobs == ["done"]
    assert mails == ["sent"]
    assert len(list((folder / "demo" / "mail").glob("*.eml"))) == count


def test_a_supplier_that_did_not_reply_is_not_rated(played: tuple[Play, Path]) -> None:
    play, _ = played
    lines = {line.split("  ")[0]: line for line in table(play)}
    silent = [player.name for player in play.cast if player.reply == "none"]
    assert len(silent) == 3
    assert all("not rated" in lines[name] for name in silent)


def test_answers_are_corrected_disputed_and_given_by_colleagues(
    played: tuple[Play, Path],
) -> None:
    play, _ = played
    told = {
        "SELECT count(*) FROM submission WHERE number = 2": 2,
        "SELECT count(*) FROM result JOIN submission ON submission.id = result.submission_id"
        " WHERE submission.number = 2": 2,
        "SELECT count(*) FROM dispute_answer": 1,
        "SELECT count(*) FROM invitation WHERE returned_at IS NOT NULL": 1,
        "SELECT count(DISTINCT author) FROM answer WHERE author LIKE 'invented.%'": 2,
    }
    with play.database.reading() as session:
        found = {query: session.execute(text(query)).scalar() for query in told}
    assert found == told


def test_a_second_run_gives_byte_identical_reports(
    played: tuple[Play, Path], tmp_path: Path
) -> None:
    _, folder = played
    play_in(tmp_path)
    assert digests(tmp_path) == digests(folder)
