"""Handing documents out, step by step: choose, mask in the text, note the review, get the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flask import Blueprint, Response, flash, render_template, send_file, url_for

from remiss.clock import local_date, now
from remiss.documents.disclosure import Bundle, write_bundle
from remiss.documents.disclosure_pdf import write_pdf_bundle
from remiss.documents.writing.pdf.typesetting import PdfNotWritten
from remiss.domain.disclosure import AROUND, DisclosureOutcome, Mask, Place, masked_papers, places
from remiss.domain.permissions import Permission
from remiss.door import writing
from remiss.errors import InvalidInput, NotVisible
from remiss.extensions import upload_folder
from remiss.models.attachments import path_of
from remiss.models.disclosures import Disclosure
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.disclosures import Holdings, disclosing_body, disclosures_of, holdings, own_disclosure
from remiss.queries.wall import own_matter, own_remiss
from remiss.services.attachments import keep_content
from remiss.services.disclosures import (
    Review,
    add_mask,
    begin_disclosure,
    choose_places,
    finish_disclosure,
    mask_of,
    remove_mask,
)
from remiss.services.steps import require
from remiss.text import counted
from remiss.web.disclosure.forms import ChoosingForm, FileKind, MaskForm, PlacesForm, ReviewForm
from remiss.web.fields import options, whole_number
from remiss.web.request import current_actor, is_post, see_other, submit
from remiss.web.routing import route

blueprint = Blueprint("disclosure", __name__)
OWN, INCOMING = Permission.MATTER_DISCLOSE, Permission.INCOMING_DISCLOSE
POSTED = ("GET", "POST")
GONE = "En vald fil saknas på servern. Inget har lämnats ut."


@route(blueprint, "/arenden/<int:reply_id>/utlamnanden", OWN, POSTED)
def of_matter(reply_id: int) -> Response:
    """Show what the body has handed out of its own matter, and begin anew."""
    reply = own_matter(current_actor(), reply_id)
    return _choose(reply.remiss, reply, f"/arenden/{reply_id}/handlingar")


@route(blueprint, "/remisser/<int:remiss_id>/utlamnanden", INCOMING, POSTED)
def of_remiss(remiss_id: int) -> Response:
    """Show what the sender has handed out of what came in, and begin anew."""
    return _choose(own_remiss(current_actor(), remiss_id), None, f"/remisser/{remiss_id}/svar")


@route(blueprint, "/utlamnanden/<int:disclosure_id>", Permission.SIGNED_IN, POSTED)
def page(disclosure_id: int) -> Response:
    """Show the chosen documents as they will be handed out, and mask words in them."""
    disclosure, form = own_disclosure(current_actor(), disclosure_id), MaskForm()
    chosen, here = _chosen(disclosure), url_for("disclosure.page", disclosure_id=disclosure_id)

    def act() -> str:
        mask = Mask(form.words.data, form.ground.data)
        add_mask(current_actor(), own_disclosure(current_actor(), disclosure_id), mask)
        flash("Orden är maskade överallt där de står.", "success")
        return here

    def show() -> str:
        fresh = own_disclosure(current_actor(), disclosure_id)
        papers = masked_papers(chosen.papers, fresh.chosen_masks)
        masks = [(mask, len(places(chosen.papers, mask))) for mask in fresh.chosen_masks]
        path = path_of(upload_folder(), fresh.sha256 or "-")
        return render_template(
            "disclosure/page.html", form=form, disclosure=fresh, papers=papers, chosen=chosen, masks=masks,
            kind=_kind_of(path) if path.is_file() else None,
        )  # fmt: skip

    return submit(form, act, show)


@route(blueprint, "/utlamnanden/<int:disclosure_id>/maskeringar/<int:number>", Permission.SIGNED_IN, POSTED)
def choose(disclosure_id: int, number: int) -> Response:
    """Choose at which places the words of a mask are masked."""
    disclosure, form = own_disclosure(current_actor(), disclosure_id), PlacesForm()
    mask, papers = mask_of(disclosure, number), _chosen(disclosure).papers
    found = places(papers, mask)
    form.places.choices = options((str(place.number), _shown(place)) for place in found)
    if not is_post():
        form.places.data = [str(place.number) for place in found if place.number not in mask.kept]

    def act() -> str:
        chosen = [int(one) for one in form.places.data or []]
        choose_places(current_actor(), own_disclosure(current_actor(), disclosure_id), number, chosen)
        flash(f"Orden maskas på {counted(len(chosen), 'ställe', 'ställen')} av {len(found)}.", "success")
        return url_for("disclosure.page", disclosure_id=disclosure_id)

    def show() -> str:
        fresh = own_disclosure(current_actor(), disclosure_id)
        return render_template("disclosure/places.html", form=form, disclosure=fresh, mask=mask)

    return submit(form, act, show)


def _shown(place: Place) -> str:
    before, after = place.before.split(" ", 1)[-1] if len(place.before) == AROUND else place.before, place.after
    return f"{place.title}: …{before}”{place.words}”{after.rsplit(' ', 1)[0] if len(after) == AROUND else after}…"


@route(
    blueprint, "/utlamnanden/<int:disclosure_id>/maskeringar/<int:number>/borttagning", Permission.SIGNED_IN, ("POST",)
)
def unmask(disclosure_id: int, number: int) -> Response:
    """Take a mask away."""
    with writing():
        remove_mask(current_actor(), own_disclosure(current_actor(), disclosure_id), number)
    flash("Maskeringen är borttagen.", "success")
    return see_other(url_for("disclosure.page", disclosure_id=disclosure_id))


@route(blueprint, "/utlamnanden/<int:disclosure_id>/provning", Permission.SIGNED_IN, POSTED)
def review(disclosure_id: int) -> Response:
    """Note the review; the file is made and proven before anything is written down."""
    disclosure = own_disclosure(current_actor(), disclosure_id)
    form, at = ReviewForm(version=str(disclosure.version)), now()
    write = write_pdf_bundle if form.kind.data == FileKind.PDF else write_bundle
    made = _make(disclosure, at, write) if is_post() and disclosure.finished_at is None else ""

    def act() -> str:
        if isinstance(made, InvalidInput):
            raise made
        noted = Review(form.examined.data, DisclosureOutcome(form.outcome.data), form.ground.data or "")
        again, version = own_disclosure(current_actor(), disclosure_id), whole_number(form.version.data)
        finish_disclosure(current_actor(), again, noted, version, made, at)
        flash("Utlämnandet är klart. Hämta filen här nedanför.", "success")
        return url_for("disclosure.page", disclosure_id=disclosure_id)

    def show() -> str:
        return render_template("disclosure/review.html", form=form, disclosure=disclosure)

    return submit(form, act, show)


@route(blueprint, "/utlamnanden/<int:disclosure_id>/fil", Permission.SIGNED_IN)
def file(disclosure_id: int) -> Response:
    """Give the file that was handed out, as it was."""
    disclosure = own_disclosure(current_actor(), disclosure_id)
    path = path_of(upload_folder(), disclosure.sha256 or "-")
    if not path.is_file():
        raise NotVisible
    kind = _kind_of(path)
    name = f"utlamnande-{disclosure_id}.{kind}"
    return send_file(path, f"application/{kind}", as_attachment=True, download_name=name)


def _kind_of(path: Path) -> FileKind:
    """Tell what was made: it says so itself."""
    with path.open("rb") as opened:
        return FileKind.PDF if opened.read(4) == b"%PDF" else FileKind.ZIP


def _choose(remiss: Remiss, reply: Reply | None, back: str) -> Response:
    actor, reply_id = current_actor(), reply.id if reply else None
    body_id = disclosing_body(actor, remiss.id, reply_id)
    require(actor, OWN if reply else INCOMING, frozenset({body_id}))
    held, form = holdings(remiss, reply), ChoosingForm()
    form.documents.choices = options(
        [*((paper.key, paper.title) for paper in held.papers), *((one.key, one.title) for one in held.originals)]
    )
    remiss_id = remiss.id

    def act() -> str:
        fresh = own_matter(actor, reply_id) if reply_id is not None else None
        of = fresh.remiss if fresh else own_remiss(actor, remiss_id)
        begun = begin_disclosure(actor, body_id, of, fresh, form.documents.data, form.asked_by.data or "", now())
        return url_for("disclosure.page", disclosure_id=begun.id)

    def show() -> str:
        earlier, warnings = disclosures_of(body_id, remiss_id, reply_id), {p.warning for p in held.papers if p.warning}
        return render_template(
            "disclosure/choose.html", form=form, earlier=earlier, back=back, title=remiss.title, warnings=warnings
        )

    return submit(form, act, show)


def _chosen(disclosure: Disclosure) -> Holdings:
    return holdings(disclosure.remiss, disclosure.reply).chosen(disclosure.documents)


def _make(disclosure: Disclosure, at: datetime, write: Callable[[Bundle], bytes]) -> str | InvalidInput:
    """Make, prove and keep the file; returns its hash, or why it cannot be handed out."""
    chosen = _chosen(disclosure)
    try:
        originals = tuple((one, path_of(upload_folder(), one.sha256).read_bytes()) for one in chosen.originals)
        body = disclosure.organisation.name_on(local_date(at))
        bundle = Bundle(body, disclosure.remiss.title, at, chosen.papers, originals, disclosure.chosen_masks)
        return keep_content(upload_folder(), write(bundle))
    except InvalidInput as problem:
        return problem
    except PdfNotWritten as problem:
        return InvalidInput(problem.sentence, "kind")
    except OSError:
        return InvalidInput(GONE)
