"""Where files come in: KS's list of replies by mail, and a body's own finished papers."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, current_app, flash, render_template, request, session, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission, may
from remiss.domain.workflow.deciding import DECIDED_STATES, DECIDED_TOO_LATE
from remiss.domain.workflow.judging import why_not_applicable
from remiss.domain.workflow.states import RemissState, ReplyAction, ReplyState
from remiss.domain.workflow.table import reply_row
from remiss.errors import Forbidden, InvalidInput, WrongState
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.imports import batches_of
from remiss.queries.intakes import intakes_of, same_content
from remiss.queries.wall import own_matter, own_remiss
from remiss.services.imports import start_batch
from remiss.services.intakes import start_intake
from remiss.services.steps import acting_bodies, facts_of
from remiss.text import listed
from remiss.web.filters import speak_as
from remiss.web.intake.batches import given_files, is_many
from remiss.web.intake.forms import HandInForm, UploadForm
from remiss.web.kept_files import KeptFile, keep_all
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("intake", __name__)
MOST_PAPERS = 2
NOTHING_CHOSEN = "Välj en fil att ladda upp."
DECIDED = (
    "Beslutet gäller den text som finns i ärendet, och det är den som ska expedieras. "
    "Gäller beslutet i stället andra handlingar tar ni först tillbaka det."
)
BATCH_UPLOADS = 10
"""So many of the largest single files may come in one go."""


@blueprint.url_value_preprocessor
def _let_many_in(endpoint: str | None, _values: object) -> None:
    """A batch is larger than other forms; from somebody who is not signed in it is not even read."""
    if endpoint == "intake.incoming" and session.get("_user_id"):
        usual = int(current_app.config["MAX_CONTENT_LENGTH"])
        request.max_content_length = max(usual, BATCH_UPLOADS * int(current_app.config["REMISS_MAX_UPLOAD"]))


@route(blueprint, "/remisser/<int:remiss_id>/inlasningar", Permission.INCOMING_REGISTER, ("GET", "POST"))
def incoming(remiss_id: int) -> Response:
    """Take in replies that came by mail: one that is waited for, or many as a batch; list what has been taken in."""
    remiss = own_remiss(current_actor(), remiss_id)
    form = UploadForm()
    chosen = [upload for upload in form.files.data or [] if upload and upload.filename] if is_post() else []
    many = is_many(chosen)
    given = given_files(chosen) if many else []
    kept = [] if many else keep_all(chosen, "files")

    def act() -> str:
        fresh = own_remiss(current_actor(), remiss_id)
        if given:
            batch = start_batch(current_actor(), fresh, given, now())
            return url_for("intake_batches.show", remiss_id=remiss_id, batch_id=batch.id)
        if not kept:
            raise InvalidInput(NOTHING_CHOSEN, "files")
        return url_for("intake_page.show", intake_id=_start(fresh, fresh.sender, kept[0], None))

    return submit(form, act, lambda: _incoming(remiss, form))


@route(blueprint, "/arenden/<int:reply_id>/fardiga-handlingar", Permission.MATTER_VIEW, ("GET", "POST"))
def hand_in(reply_id: int) -> Response:
    """Take in the finished papers of one body: the statement, and the minutes in the same drop."""
    reply = own_matter(current_actor(), reply_id)
    owner, form = _owner(reply), HandInForm()
    kept = keep_all(form.files.data, "files") if is_post() else []

    def act() -> str:
        fresh = own_matter(current_actor(), reply_id)
        if not _open(fresh):
            raise WrongState(closed_words(fresh))
        return url_for("intake_page.show", intake_id=_start(fresh.remiss, _owner(fresh), *_one_or_two(kept)))

    def show() -> str:
        rows = intakes_of(reply.remiss_id, owner.id)
        speak_as([owner.kind])
        return render_template(
            "intake/hand_in.html", reply=reply, owner=owner, form=form, rows=rows, is_open=_open(reply),
            closed=closed_words(reply),
        )  # fmt: skip

    return submit(form, act, show)


def _incoming(remiss: Remiss, form: UploadForm) -> str:
    return render_template(
        "intake/incoming.html",
        remiss=remiss,
        form=form,
        rows=intakes_of(remiss.id, remiss.sender_id),
        batches=batches_of(remiss.id, remiss.sender_id),
        is_open=remiss.state is not RemissState.DRAFT and _may_register(remiss),
    )


def _one_or_two(kept: Sequence[KeptFile]) -> tuple[KeptFile, KeptFile | None]:
    """Return the files as they were chosen; which of two is the minutes is told when they are read."""
    if not kept:
        raise InvalidInput("Välj filen med tjänsteutlåtandet.", "files")
    if len(kept) > MOST_PAPERS:
        raise InvalidInput("Välj högst två filer: tjänsteutlåtandet och protokollsutdraget.", "files")
    return kept[0], kept[1] if len(kept) == MOST_PAPERS else None


def _start(remiss: Remiss, owner: Organisation, file: KeptFile, minutes: KeptFile | None) -> int:
    """Register one file inside the transaction; the same content a second time is told, not refused."""
    actor, moment = current_actor(), now()
    twins: Sequence[str] = same_content(remiss.id, owner.id, [file.sha256])
    attached = minutes.attach(actor, moment) if minutes else None
    intake = start_intake(actor, remiss, owner, file.attach(actor, moment), moment, attached)
    if twins:
        flash(f"{file.name} har samma innehåll som en fil som redan är uppladdad: {listed(twins)}.", "warning")
    return intake.id


def _open(reply: Reply) -> bool:
    actor, ways = current_actor(), [ReplyAction.HAND_IN, ReplyAction.REPLACE]
    facts = facts_of(reply, actor, acting_bodies(actor, Permission.REPLY_HAND_IN, reply))
    rows = [reply_row(way) for way in (ways if len(reply.owners) == 1 else [ReplyAction.PART_WITH_PAPERS])]
    return any(reply.state in row.sources and why_not_applicable(row, facts) is None for row in rows)


def closed_words(reply: Reply) -> str:
    """Return why finished papers cannot be handed in now, and what can be done instead."""
    if reply.state_before in DECIDED_STATES:
        return DECIDED_TOO_LATE
    if reply.state in {*DECIDED_STATES, ReplyState.TO_BOARD}:  # of a joint text one party may have decided
        return DECIDED
    if len(reply.owners) > 1 and not reply.state.came_in:
        return "Ni svarar gemensamt med andra, och texten är inte signerad. Lämna det gemensamma svaret först."
    return f"Det går inte att lämna in svar när ärendet är i läget ”{reply.state.label}”."


def _may_register(remiss: Remiss) -> bool:
    return may(current_actor(), Permission.INCOMING_REGISTER, remiss.sending_side)


def _owner(reply: Reply) -> Organisation:
    """Return the party for which the visitor hands in. Raises Forbidden when there is none."""
    for consultee in reply.consultees:
        if may(current_actor(), Permission.REPLY_HAND_IN, frozenset({consultee.organisation_id})):
            return consultee.organisation
    raise Forbidden("Registratorn eller nämndsekreteraren lämnar in färdiga handlingar.")
