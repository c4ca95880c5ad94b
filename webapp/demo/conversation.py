"""After the first answers: companies ask again, suppliers correct, reply and disagree."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from assessments.disputes.service import answer_dispute, raise_dispute
from assessments.responses import queries as responses
from assessments.responses.service import TypedAnswer, save_answers
from assessments.results import queries as results
from assessments.reviews.replying import say
from assessments.reviews.returning import Doubt, send_back
from assessments.reviews.service import request_change
from webapp.demo import setting
from webapp.demo.cast import AskedAgain, Disagreement, Player
from webapp.demo.play import Play

BY = "Invented Person"
WITHIN = timedelta(days=14)
PAUSE = timedelta(hours=3)


def talk(play: Play) -> Iterator[Player]:
    """Everybody who is asked again or disagrees; replies come the next day."""
    play.calendar.reach(setting.ASKED_AGAIN)
    for player in play.cast:
        yield player
        if player.asked_again:
            _ask_again(play, player, player.asked_again)
        if player.disagreement:
            _disagree(play, player, player.disagreement)
        play.calendar.wait(PAUSE)


def _ask_again(play: Play, player: Player, again: AskedAgain) -> None:
    scope, now = play.companies[player.company], play.calendar.now()
    with play.database.writing(scope) as session:
        (result, *_) = results.results_of_supplier(session, scope, play.suppliers[player.key].id)
        about: dict[str, Any] = {"submission_id": result.submission_id, "by": BY, "now": now}
        if again.request:
            request_change(session, scope, question=again.question, text=again.request, **about)
        send_back(
            session,
            scope,
            doubts=[Doubt(again.check, (again.question,))] if again.check else [],
            due_on=now.date() + WITHIN,
            letters=play.letters,
            ids=play.ids,
            **about,
        )
    play.runner.drain()
    play.calendar.wait(PAUSE)
    if again.reply:
        _correct(play, player, again)
        play.runner.drain()


def _correct(play: Play, player: Player, again: AskedAgain) -> None:
    respondent = play.respondent(player)
    scope = respondent.enter()
    asked = respondent.questionnaire(scope)
    value = respondent.typed(asked, again.question, again.correction)
    with play.database.writing(scope) as session:
        say(
            session,
            scope,
            question=again.question,
            text=again.reply,
            contradiction=again.check or None,
            now=play.calendar.now(),
        )
        seen = responses.my_answers(session, scope)[again.question].version
        typed = [TypedAnswer(again.question, value, seen)]
        save_answers(session, scope, typed=typed, now=play.calendar.now())
    respondent.submit(scope, asked)


def _disagree(play: Play, player: Player, about: Disagreement) -> None:
    scope = play.respondent(player).enter()
    with play.database.writing(scope) as session:
        dispute = raise_dispute(
            session,
            scope,
            finding=about.finding,
            reason=about.reason,
            question=about.question,
            evidence_file=None,
            now=play.calendar.now(),
            ids=play.ids,
        )
    play.calendar.wait(PAUSE)
    company = play.companies[player.company]
    with play.database.writing(company) as session:
        answer_dispute(
            session,
            company,
            public_id=dispute.public_id,
            outcome=about.outcome,
            reason=about.answer,
            questions=[],
            by=BY,
            letters=play.letters,
            now=play.calendar.now(),
            ids=play.ids,
        )
    play.runner.drain()
