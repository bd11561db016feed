"""The sender's own words, piece by piece: about the whole, about each reply and about each theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, flash, render_template, request

from remiss.clock import now
from remiss.documents.compilation import prefill
from remiss.documents.compilation.summary import summary as summary_paragraph
from remiss.domain.compilation import CompilationFacts
from remiss.domain.outline import Paragraph
from remiss.domain.own_words import OFFICE_VIEW, POLITICAL_VIEW, SUMMARY, reply_key, theme_key
from remiss.domain.permissions import Permission, may
from remiss.errors import NotVisible
from remiss.models.own_words import WrittenWords
from remiss.models.remisser import Remiss
from remiss.queries.own_words import wordings
from remiss.queries.wall import own_remiss
from remiss.services.own_words import take_prefilled_words, undo_own_words, write_own_words
from remiss.text import moment
from remiss.web.fields import Form, words
from remiss.web.ks.results_facts import facts_of
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_own_words", __name__)
MOST = 20_000


@dataclass(frozen=True)
class Piece:
    """One piece of the sender's own words: what it is called, where it is edited, and who has written it.

    ``sources`` says of each prefilled sentence where it comes from.
    """

    key: str
    title: str
    url: str
    text: str
    written: str
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def is_own(self) -> bool:
        """True when somebody has written it; otherwise it is prefilled, or empty."""
        return bool(self.written)


class WordsForm(Form):
    """The words; ``version`` is the id of the wording that was read, 0 for none."""

    text = words("Text", MOST)


@route(blueprint, "/remisser/<int:remiss_id>/sammanstallning/egna-ord", Permission.REMISS_VIEW)
def pieces(remiss_id: int) -> str:
    """List every piece, with what stands in it now."""
    remiss, facts = facts_of(remiss_id)
    about_all, replies, themes = pieces_of(remiss, facts)
    return render_template(
        "ks/own_words.html", remiss=remiss, facts=facts, may_write=may_write(remiss),
        groups=[("Om hela remissen", about_all), ("Om varje svar", replies), ("Om varje tema", themes)],
    )  # fmt: skip


@route(blueprint, "/remisser/<int:remiss_id>/sammanstallning/sammanfattning", Permission.REMISS_VIEW, ("GET", "POST"))
def summary(remiss_id: int) -> Response:
    """Write the summary."""
    return _piece(remiss_id, SUMMARY)


@route(blueprint, "/remisser/<int:remiss_id>/sammanstallning/bedomning", Permission.REMISS_VIEW, ("GET", "POST"))
def office_view(remiss_id: int) -> Response:
    """Write the assessment of the sender's own office."""
    return _piece(remiss_id, OFFICE_VIEW)


@route(blueprint, "/remisser/<int:remiss_id>/sammanstallning/vara-synpunkter", Permission.REMISS_VIEW, ("GET", "POST"))
def political_view(remiss_id: int) -> Response:
    """Write the view of the politician who presents the matter."""
    return _piece(remiss_id, POLITICAL_VIEW)


@route(blueprint, "/remisser/<int:remiss_id>/svar/<int:reply_id>/egna-ord", Permission.REMISS_VIEW, ("GET", "POST"))
def about_reply(remiss_id: int, reply_id: int) -> Response:
    """Write the paragraph about one reply."""
    return _piece(remiss_id, reply_key(reply_id))


@route(
    blueprint, "/remisser/<int:remiss_id>/synpunkter/teman/<int:theme_id>/egna-ord", Permission.REMISS_VIEW,
    ("GET", "POST"),
)  # fmt: skip
def about_theme(remiss_id: int, theme_id: int) -> Response:
    """Write the paragraph about one theme."""
    themes = own_remiss(current_actor(), remiss_id).themes
    key = next((theme.key for theme in themes if theme.id == theme_id), None)
    if key is None:
        raise NotVisible
    return _piece(remiss_id, theme_key(key))


def pieces_of(remiss: Remiss, facts: CompilationFacts) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Return the pieces about the whole, about each reply that counts and about each theme."""
    office, written = remiss.sender.office_name or "Förvaltningen", {own.key: own for own in facts.own_words}
    base = f"/remisser/{remiss.id}"

    def piece(key: str, title: str, place: str, prefilled: Paragraph | None = None) -> Piece:
        own, runs = written.get(key), prefilled.runs if prefilled else ()
        text = own.text if own else "".join(run.text for run in runs)
        sources = () if own else tuple((run.text.strip(), run.note) for run in runs if run.note)
        return Piece(key, title, f"{base}/{place}", text, _who(own.author, own.written_at) if own else "", sources)

    about_all = [
        piece(SUMMARY, "Sammanfattning", "sammanstallning/sammanfattning", summary_paragraph(facts)),
        piece(OFFICE_VIEW, f"Bedömning av {office}", "sammanstallning/bedomning"),
        piece(POLITICAL_VIEW, "Våra synpunkter", "sammanstallning/vara-synpunkter"),
    ]
    replies = [
        piece(reply_key(one.id), one.author, f"svar/{one.id}/egna-ord", prefill.about_reply(facts, one))
        for one in facts.replies
    ]
    themes = [
        piece(theme_key(one.key), one.name, f"synpunkter/teman/{one.id}/egna-ord", prefill.about_theme(facts, one.key))
        for one in remiss.themes
    ]
    return about_all, replies, themes


def piece_of(remiss: Remiss, facts: CompilationFacts, key: str) -> Piece | None:
    """Return the piece with this key, or None when it is about nothing that counts."""
    every = (piece for pieces in pieces_of(remiss, facts) for piece in pieces)
    return next((piece for piece in every if piece.key == key), None)


def may_write(remiss: Remiss) -> bool:
    """Tell whether the visitor may write the sender's words now: not while the compilation is fixed."""
    return remiss.established is None and may(current_actor(), Permission.COMPILATION_WRITE, remiss.sending_side)


def _piece(remiss_id: int, key: str) -> Response:
    form = WordsForm()
    _found(remiss_id, key)

    def act() -> str:
        remiss, base = own_remiss(current_actor(), remiss_id), form.version.data
        if "forifylld" in request.form:
            take_prefilled_words(current_actor(), remiss, key, base, now())
            flash("Den förifyllda texten gäller igen. Det du hade skrivit kan hämtas tillbaka med Ångra.", "success")
        elif "angra" in request.form:
            undo_own_words(current_actor(), remiss, key, base, now())
            flash("Ändringen är ångrad.", "success")
        else:
            write_own_words(current_actor(), remiss, key, form.text.data, base, now())
            flash("Texten är sparad.", "success")
        return request.path

    return submit(form, act, lambda: _show(remiss_id, key, form))


def _show(remiss_id: int, key: str, form: WordsForm) -> str:
    remiss, piece = _found(remiss_id, key)
    rows = wordings(remiss_id, key)
    standing = next((row for row in rows if row.superseded_at is None), None)
    meanwhile = is_post() and form.version.data != (standing.id if standing else 0)
    form.version.data = standing.id if standing else 0
    if not is_post():
        form.text.data = piece.text
    return render_template(
        "ks/own_words_edit.html", remiss=remiss, piece=piece, form=form, meanwhile=meanwhile,
        may_write=may_write(remiss), can_undo=bool(rows), earlier=_earlier(rows),
    )  # fmt: skip


def _found(remiss_id: int, key: str) -> tuple[Remiss, Piece]:
    """Raises NotVisible when the piece is about nothing that has come in."""
    remiss, facts = facts_of(remiss_id)
    piece = piece_of(remiss, facts, key)
    if piece is None:
        raise NotVisible
    return remiss, piece


def _earlier(rows: Sequence[WrittenWords]) -> list[tuple[str, str]]:
    """Return who wrote each earlier wording when, and its words."""
    return [
        (_who(row.author.name, row.written_at), row.text or "Den förifyllda texten.")
        for row in rows
        if row.superseded_at is not None
    ]


def _who(name: str, at: datetime) -> str:
    return f"{name}, {moment(at)}"
