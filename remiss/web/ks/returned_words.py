"""The compilation comes back from Word: what was changed in the sender's own words is shown, chosen and taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Blueprint, Response, flash, make_response, render_template, request, url_for
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, FormField, HiddenField
from wtforms import Form as PlainForm

from remiss.clock import now
from remiss.documents.compilation.layouts import MAKERS, outline_of
from remiss.documents.evidence import compiled_docx, evidence_of, words_of
from remiss.documents.reading.compiled import Compiled
from remiss.documents.reading.isolated import batch
from remiss.documents.reading.kinds import FileKind
from remiss.domain.compilation import CompilationFacts
from remiss.domain.differences import Change, changed_paragraphs
from remiss.domain.marks import words_in
from remiss.domain.outline import Paragraph
from remiss.domain.own_words import OFFICE_VIEW, POLITICAL_VIEW, answer_key, answer_of
from remiss.domain.permissions import Permission
from remiss.domain.returned_words import Fate, Returned, compare
from remiss.domain.verification import Finding, Verdict, check
from remiss.errors import UnreadableFile, WrongState
from remiss.models.remisser import Remiss
from remiss.models.viewpoints import AssessmentAction
from remiss.queries.returned_words import Standing, standing_pieces
from remiss.queries.wall import own_remiss
from remiss.services.admission import admit
from remiss.services.assessments import NEEDS_REASON
from remiss.services.returned_words import GONE, ReturnedText, take_returned_words, undo_returned_words
from remiss.services.steps import require
from remiss.text import counted
from remiss.web.fields import Rows, SwedishNumber, words
from remiss.web.ks.own_words import MOST, pieces_of
from remiss.web.ks.results_facts import facts_of
from remiss.web.request import current_actor, is_post, submit, uploaded
from remiss.web.routing import route

blueprint = Blueprint("ks_returned_words", __name__)
HERE = "/remisser/<int:remiss_id>/sammanstallning/aterlasning"
OTHER_REMISS = "Filen är inte en sammanställning av den här remissen. Välj den fil som ni hämtade här och har ändrat i."
NO_WORD_FILE = "Filen måste vara en Word-fil (docx). Spara den som docx och försök igen."
Names = Mapping[str, tuple[str, str]]
"""What each piece is called and where it is edited, by its key."""


class UploadForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The file that comes back."""

    file = FileField("Sammanställningen som Word-fil (docx)")


class PieceForm(PlainForm):  # type: ignore[misc]  # WTForms has no types
    """A changed piece; ``base`` is the row it said when the changes were shown, ``gone`` that it is not in the file."""

    key = HiddenField()
    base = SwedishNumber()
    text = words("Text", MOST)
    gone = BooleanField("Borttagen i filen")
    take = BooleanField("Ta in ändringen")


class TakeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """The changed pieces, to be chosen among."""

    rows = Rows(FormField(PieceForm))


class UndoForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """``moment`` is when the changes were taken in."""

    moment = HiddenField()


@dataclass(frozen=True)
class Row:
    """A piece in the page: its name, where it is edited, what it says in the file and here, and what differs.

    ``then`` is what stands there when a deleted piece is taken away here too; empty where it cannot be.
    """

    key: str
    title: str
    url: str
    fate: Fate
    words: str
    here: str
    base: int
    moved: bool
    changes: tuple[tuple[Change, ...], ...]
    then: str = ""
    chosen: bool = True


@route(blueprint, HERE, Permission.COMPILATION_WRITE, ("GET", "POST"))
def returned(remiss_id: int) -> Response:
    """Take a file, show what was changed in it. Nothing is kept until it is chosen."""
    remiss, facts = _demand(remiss_id)
    form = UploadForm()
    if not is_post():
        moment = request.args.get("tid", "")
        return make_response(_show(remiss, form, undo=UndoForm(moment=moment) if moment else None))
    try:
        compiled = _compiled(form, remiss)
    except UnreadableFile as problem:
        form.file.errors = [*form.file.errors, problem.sentence]
        return make_response(_show(remiss, form), problem.status)
    pieces = standing_pieces(remiss_id, facts)
    known = {key: one.known for key, one in pieces.items()}
    found = compare(words_of(compiled), words_in(compiled.properties), known)
    rows = _rows(found, pieces, remiss, facts)
    faults = [one for one in _altered(compiled) if one.verdict is not Verdict.OK]
    same = sum(one.fate is Fate.SAME for one in found)
    return make_response(_show(remiss, form, rows=rows, faults=faults, unchanged=same, read=True))


@route(blueprint, f"{HERE}/andringar", Permission.COMPILATION_WRITE, ("POST",))
def take(remiss_id: int) -> Response:
    """Take the chosen changes in."""
    _demand(remiss_id)
    form, moment = TakeForm(), now()

    def act() -> str:
        chosen = [row for row in form.rows if row.take.data]
        texts = [ReturnedText(row.key.data, row.text.data, row.base.data, row.gone.data) for row in chosen]
        take_returned_words(current_actor(), own_remiss(current_actor(), remiss_id), texts, moment)
        flash(f"{counted(len(texts), 'text är ändrad', 'texter är ändrade')}.", "success")
        return url_for("ks_returned_words.returned", remiss_id=remiss_id, tid=moment.isoformat())

    return submit(form, act, lambda: _again(remiss_id, form))


@route(blueprint, f"{HERE}/atertagande", Permission.COMPILATION_WRITE, ("POST",))
def undo(remiss_id: int) -> Response:
    """Take back what was taken in together."""
    remiss, _ = _demand(remiss_id)
    form = UndoForm()

    def act() -> str:
        here = own_remiss(current_actor(), remiss_id)
        count = undo_returned_words(current_actor(), here, _moment(form.moment.data), now())
        flash(f"{counted(count, 'ändring är ångrad', 'ändringar är ångrade')}.", "success")
        return url_for("ks_returned_words.returned", remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss, UploadForm(formdata=None), problems=form))


def _demand(remiss_id: int) -> tuple[Remiss, CompilationFacts]:
    remiss, facts = facts_of(remiss_id)
    require(current_actor(), Permission.COMPILATION_WRITE, remiss.sending_side)
    return remiss, facts


def _moment(written: str | None) -> datetime:
    """Raises WrongState for what is no moment."""
    try:
        moment = datetime.fromisoformat(written or "")
    except ValueError:
        raise WrongState(GONE) from None
    if moment.tzinfo is None:
        raise WrongState(GONE)
    return moment


def _compiled(form: UploadForm, remiss: Remiss) -> Compiled:
    content, _ = uploaded(form.file.data)
    with batch():
        admit(content, {FileKind.DOCX}, NO_WORD_FILE)
        compiled = compiled_docx(content)
    if not compiled.subject.strip().endswith(f" {remiss.diary_number}"):
        raise UnreadableFile(OTHER_REMISS)
    return compiled


def _altered(compiled: Compiled) -> list[Finding]:
    found = check(evidence_of(compiled))
    return [*found.quotes, *found.replies]


def _printed(facts: CompilationFacts) -> dict[str, str]:
    """Return what the layouts print for each piece, prefilled words too: what a change in the file is shown against."""
    found: dict[str, str] = {}
    for layout in MAKERS:
        here: dict[str, list[str]] = {}
        for node in outline_of(facts, layout).nodes:
            if isinstance(node, Paragraph) and node.key is not None:
                here.setdefault(node.key, []).append("".join(run.text for run in node.runs))
        found = {**{key: "\n\n".join(paragraphs) for key, paragraphs in here.items()}, **found}
    return found


def _names(remiss: Remiss, facts: CompilationFacts) -> Names:
    pieces = {piece.key: (piece.title, piece.url) for group in pieces_of(remiss, facts) for piece in group}
    answers = {
        answer_key(one.id): (
            f"Bedömning av synpunkt {reply.number}.{one.number}, {reply.author}",
            url_for("ks_viewpoints.viewpoint", remiss_id=remiss.id, viewpoint_id=one.id),
        )
        for reply, one in facts.viewpoints()
    }
    return {**pieces, **answers}


def _rows(
    found: Sequence[Returned], pieces: Mapping[str, Standing], remiss: Remiss, facts: CompilationFacts
) -> list[Row]:
    names, printed, rows = _names(remiss, facts), _printed(facts), []
    for one in found:
        key, standing = one.key or "", pieces.get(one.key or "")
        here = (standing.known.words if standing else None) or printed.get(key, "")
        then = _without(key, standing, facts) if one.fate is Fate.DELETED else ""
        shown = one.fate is Fate.CHANGED or then
        changes = changed_paragraphs(here, one.words) if shown else ()
        base = standing.base if standing else 0
        title, url = names.get(key, ("", ""))
        rows.append(Row(key, title, url, one.fate, one.words, here, base, one.moved, changes, then, not then))
    return rows


def _without(key: str, standing: Standing | None, facts: CompilationFacts) -> str:
    """Say what stands there when the piece is taken away; nothing where it has to stay.

    Prefilled words stay: they are how a reply, its viewpoints and KS's counts are found again in every layout.
    """
    if standing is None or not standing.known.words:
        return ""
    if key in {OFFICE_VIEW, POLITICAL_VIEW}:
        return "Tas texten bort står ingenting under rubriken."
    if answer_of(key) is None:
        return "Tas texten bort kommer den förifyllda tillbaka, så att ingenting saknas i sammanställningen."
    given = next((one.assessment for _, one in facts.viewpoints() if answer_key(one.id) == key), None)
    if given is None or AssessmentAction(given.action_key) in NEEDS_REASON:
        return ""
    return f"Tas motiveringen bort står bara bedömningen ”{given.action}” kvar."


def _again(remiss_id: int, form: TakeForm) -> str:
    """Show the same changes; what somebody has changed here in between is a conflict now."""
    remiss, facts = facts_of(remiss_id)
    pieces = standing_pieces(remiss_id, facts)
    found = []
    for entry in form.rows:
        standing = pieces.get(entry.key.data)
        fresh = standing is not None and standing.base == entry.base.data
        fate = Fate.DELETED if entry.gone.data else Fate.CHANGED
        found.append(Returned(entry.key.data, fate if fresh else Fate.CONFLICT, entry.text.data or ""))
    shown = _rows(found, pieces, remiss, facts)
    rows = [replace(row, chosen=entry.take.data) for row, entry in zip(shown, form.rows, strict=True)]
    return _show(remiss, UploadForm(formdata=None), rows=rows, read=True, problems=form)


def _show(
    remiss: Remiss,
    form: UploadForm,
    *,
    rows: Sequence[Row] = (),
    faults: Sequence[Finding] = (),
    unchanged: int = 0,
    read: bool = False,
    undo: UndoForm | None = None,
    problems: FlaskForm | None = None,
) -> str:
    by_fate = {fate.name.lower(): [row for row in rows if row.fate is fate and not row.then] for fate in Fate}
    return render_template(
        "ks/returned_words.html", remiss=remiss, form=form, read=read, unchanged=unchanged, faults=faults, undo=undo,
        problems=problems or form, moved=[row for row in rows if row.moved], csrf=TakeForm(formdata=None),
        removable=[row for row in rows if row.then], **by_fate,
    )  # fmt: skip
