"""Questionnaires: what may be asked, out as files, and the company's own from a file."""

import io
from dataclasses import dataclass
from uuid import UUID

from flask import Response, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from assessments.errors import NotFound
from assessments.library import queries as library
from assessments.library.methods import questionnaire_version, questionnaire_versions
from assessments.library.models import QuestionnaireVersion
from assessments.library.offers import offer_questionnaire, withdrawn_questionnaires
from assessments.library.own_questionnaires import (
    CheckedQuestionnaire,
    check_file,
    publish_questionnaire,
    ruleset_in_use,
)
from assessments.scope import CompanyScope
from assessments.sheets.refusals import UnreadableSheet
from questionnaires.definition import Questionnaire
from questionnaires.worded import Worded, own_worded
from questionnaires.words import words_of_ruleset
from scoring.ruleset import Ruleset
from webapp import forms
from webapp.access import access, current_scope
from webapp.asking import database, ids, now
from webapp.carrying import FORMATS, XLSX, carried, ending, media_type, unreadable
from webapp.company.blueprint import blueprint
from webapp.company.files_sent import SentFile, sent_file
from webapp.company.untranslated import Gap, gaps, language_of
from webapp.forms import Choice, Form, Schema, Text
from webapp.languages import SPOKEN, current_language

LONGEST_HELD = 900_000


class QuestionnaireForm(Schema):
    """A file, or what was sent before; `sure` and `seen` once silent rules were told of."""

    held = Text(most=LONGEST_HELD)
    held_name = Text()
    seen = Text()
    sure = Choice(("yes",))
    do = Choice(("check", "publish"))


class OfferForm(Schema):
    do = Choice(("offer", "withdraw"))


class LanguageQuery(Schema):
    """In which language a questionnaire is looked at; that of the page where none is named."""

    language = Choice(tuple(SPOKEN))


class FormatQuery(Schema):
    format = Choice(FORMATS)


@dataclass(frozen=True)
class Offered:
    """A published questionnaire as the list shows it."""

    row: QuestionnaireVersion
    asked: Questionnaire
    title: str
    languages: tuple[str, ...]
    gaps: tuple[Gap, ...]


@blueprint.get("/questionnaires")
@access("method:read", scope=CompanyScope)
def questionnaires() -> ResponseReturnValue:
    """What the company may ask: what is for everybody, and its own."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        offered = [_offered(row) for row in questionnaire_versions(session, scope)]
        withdrawn = withdrawn_questionnaires(session, scope)
    return render_template("company/questionnaires.html", offered=offered, withdrawn=withdrawn)


@blueprint.get("/questionnaires/<uuid:public_id>")
@access("method:read", scope=CompanyScope)
def questionnaire(public_id: UUID) -> ResponseReturnValue:
    """Every question as suppliers are asked it, in one of the languages of the questionnaire."""
    wanted = forms.read_query(LanguageQuery)["language"]
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        row = questionnaire_version(session, scope, public_id)
        worded = own_worded(library.asked_in(row))
        withdrawn = row.id in withdrawn_questionnaires(session, scope)
    tag = wanted or current_language()
    return render_template(
        "company/questionnaire.html",
        row=row,
        asked=worded.questionnaire,
        words=worded.words(tag),
        language=tag,
        languages=[(one.tag, one.name) for one in SPOKEN.values()],
        gaps=gaps(worded) if row.company_id else (),
        withdrawn=withdrawn,
    )


@blueprint.post("/questionnaires/<uuid:public_id>/offer")
@access("method:write", scope=CompanyScope)
def questionnaire_offer(public_id: UUID) -> ResponseReturnValue:
    """Take a questionnaire of the company's own out of the choice for new campaigns, or back in."""
    offered = forms.read(OfferForm).values["do"] == "offer"
    scope = current_scope(CompanyScope)
    with database().writing(scope) as session:
        offer_questionnaire(
            session, scope, questionnaire_version_id=public_id, offered=offered, now=now()
        )
    told = _("It can be chosen again.") if offered else _("New campaigns can no longer choose it.")
    flash(told, "success")
    return redirect(url_for("company.questionnaire", public_id=public_id), 303)


@blueprint.get("/questionnaires/<uuid:public_id>/file")
@access("method:read", scope=CompanyScope)
def questionnaire_file(public_id: UUID) -> ResponseReturnValue:
    """A questionnaire as a file, to change it, to keep it, or for another program."""
    kind = forms.read_query(FormatQuery)["format"] or FORMATS[0]
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        worded = own_worded(library.asked_in(questionnaire_version(session, scope, public_id)))
    language = current_language()
    opened_in = language if worded.in_language(language) else worded.questionnaire.language
    name = f"{worded.questionnaire.slug}-{worded.questionnaire.version}"
    name += f"-{kind}" if kind in ("surveyjs", "answer-sheet") else ""
    return _attachment(carried(worded, kind, opened_in), f"{name}.{ending(kind)}", media_type(kind))


@blueprint.get("/questionnaires/<uuid:public_id>/original")
@access("method:read", scope=CompanyScope)
def questionnaire_original(public_id: UUID) -> ResponseReturnValue:
    """The file that a questionnaire of the company's own was made from."""
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        row = questionnaire_version(session, scope, public_id)
        data, name = row.original, row.original_name
    if data is None:
        raise NotFound
    kind = "application/json" if data.lstrip()[:1] == b"{" else XLSX
    return _attachment(data, name or "questionnaire", kind)


@blueprint.get("/questionnaires/new")
@access("method:write", scope=CompanyScope)
def questionnaire_new() -> ResponseReturnValue:
    """The form for a file."""
    return _page(Form({}))


@blueprint.post("/questionnaires/new")
@access("method:write", scope=CompanyScope)
def questionnaire_bring() -> ResponseReturnValue:
    """Check a file row by row; publish it when that is wanted and nothing is left to confirm."""
    form = forms.read(QuestionnaireForm)
    sent = sent_file(form.typed)
    if form.problems or sent is None:
        told = form.problems or {"file": _("Choose a file.")}
        return _page(form.refused(told), status=422)
    scope = current_scope(CompanyScope)
    with database().reading(scope) as session:
        ruleset = ruleset_in_use(session, scope)
    try:
        checked = check_file(sent.data, sent.name, ruleset)
    except UnreadableSheet as refusal:
        return _page(form.refused({"file": unreadable(refusal)}), status=422)
    if form.values["do"] != "publish" or checked.worded is None:
        return _page(form, sent, checked, ruleset, 200 if checked.worded else 422)
    if problem := _unconfirmed(form, checked):
        return _page(form.refused({"sure": problem}), sent, checked, ruleset, 422)
    with database().writing(scope) as session:
        publish_questionnaire(session, scope, checked=checked, now=now(), ids=ids())
    flash(_("Published for your company. Choose it when you prepare a campaign."), "success")
    return redirect(url_for("company.questionnaires"), 303)


def _unconfirmed(form: Form, checked: CheckedQuestionnaire) -> str:
    """What stands in the way of publishing: silent rules that nobody has confirmed."""
    if checked.unheard is None or not checked.unheard.anything:
        return ""
    if form.values["sure"] == "yes" and form.values["seen"] == checked.seen:
        return ""
    return str(_("Read which rules fall silent. Then tick the box, and publish."))


def _page(
    form: Form,
    sent: SentFile | None = None,
    checked: CheckedQuestionnaire | None = None,
    ruleset: Ruleset | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "company/questionnaire_form.html",
        problems=form.problems,
        sent=sent,
        held=sent.held(LONGEST_HELD) if sent else "",
        checked=checked,
        title=_title(checked.worded) if checked and checked.worded else "",
        terms=words_of_ruleset(ruleset.document, current_language()) if ruleset else None,
        ruleset=ruleset,
        gaps=gaps(checked.worded) if checked and checked.worded else (),
        language_of=language_of,
        translated=_,
    )
    return page, status


def _offered(row: QuestionnaireVersion) -> Offered:
    worded = own_worded(library.asked_in(row))
    return Offered(
        row,
        worded.questionnaire,
        _title(worded),
        tuple(language_of(tag) for tag in worded.texts),
        tuple(gaps(worded)) if row.company_id else (),
    )


def _title(worded: Worded) -> str:
    return str(worded.words(current_language()).title)


def _attachment(data: bytes, name: str, media: str) -> Response:
    response = send_file(io.BytesIO(data), mimetype=media, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "no-store"
    return response
