"""Ordering a file of a compilation: queued, made in the background, kept for a day and then forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from remiss.domain.compilation_choices import Choices, Column, Layout
from remiss.domain.disclosure import Mask
from remiss.domain.mail_kinds import MailKind
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.stance import Stance
from remiss.errors import Forbidden, WrongState
from remiss.extensions import db
from remiss.models.attachments import path_of
from remiss.models.compiling import CompilationOrder
from remiss.models.mail import OutboxMail
from remiss.models.operations import TaskKind, TaskState
from remiss.models.remisser import Remiss
from remiss.services.audit import record
from remiss.services.outbox import queue_mail
from remiss.services.steps import require
from remiss.services.tasks import end_task, queue_task, task_on

STEPS = ("Samlar uppgifterna", "Ordnar innehållet", "Skriver filen")
KEPT_FOR = timedelta(days=1)
NOT_ASSESSED = "ej_bedomd"


def order_compilation(
    actor: Actor, remiss: Remiss, layout: Layout, kind: str, choices: Choices, now: datetime
) -> CompilationOrder:
    """Order a file of the compilation; the log says how many passages are masked, and never which."""
    actor = require(actor, Permission.REMISS_VIEW, remiss.sending_side)
    order = CompilationOrder(
        remiss_id=remiss.id, ordered_by_id=actor.user_id, ordered_at=now, layout=layout.value, format=kind,
        choices=_to_json(choices.within(layout)), masks=[[mask.words, mask.ground] for mask in choices.masks],
    )  # fmt: skip
    db.session.add(order)
    db.session.flush()
    queue_task(TaskKind.COMPILE, order.id, len(STEPS), now)
    facts = {"layout": layout, "format": kind, "masks": len(choices.masks)}
    record(actor, "bestall_sammanstallning", "remiss", remiss.id, facts, now)
    return order


def cancel_order(actor: Actor, order: CompilationOrder, now: datetime) -> None:
    """Stop the work on a file that one has ordered oneself. Raises WrongState when it is made already."""
    if order.ordered_by_id != actor.user_id:
        raise Forbidden("Bara den som har beställt filen kan avbryta.")
    task = task_on(TaskKind.COMPILE, order.id)
    if task is None or task.state not in {TaskState.WAITING, TaskState.WORKING}:
        raise WrongState("Filen är redan klar eller avbruten.")
    order.masks = []
    end_task(task.id, TaskState.CANCELLED, "Avbruten", now)


def choices_of(order: CompilationOrder) -> Choices:
    """Return what was chosen, the words to mask included while they are needed."""
    kept = order.choices
    stances = (None if one == NOT_ASSESSED else Stance(one) for one in kept["stances"])
    return Choices(
        frozenset(kept["bodies"]), frozenset(kept["themes"]), frozenset(stances), kept["quotes"], kept["replies"],
        kept["names"], tuple(Mask(words, ground) for words, ground in order.masks),
        columns_left_out(order),
    )  # fmt: skip


def columns_left_out(order: CompilationOrder) -> frozenset[Column]:
    """Return the columns that the file does without; orders from before there was such a choice leave out none."""
    return frozenset(map(Column, order.choices.get("without", ())))


def keep_file(order: CompilationOrder, sha256: str, now: datetime) -> None:
    """Say that the file is made; what was masked in it is forgotten."""
    order.sha256, order.made_at, order.masks = sha256, now, []


def tell_of_file(order: CompilationOrder, now: datetime, *, made: bool) -> None:
    """Tell who ordered the file, in the page alone, that it is made or could not be; the list of files says which."""
    kind = MailKind.FILE_MADE if made else MailKind.FILE_FAILED
    context = {"path": f"/remisser/{order.remiss_id}/sammanstallning/hamtning#bestallda"}
    queue_mail(kind, order.ordered_by, order.remiss, None, context, now, _cause(order))


def unread_of_file(actor: Actor, order: CompilationOrder) -> OutboxMail | None:
    """Return what ``actor`` was told of a file that was ordered, while it is unread."""
    keys = [f"{kind}:{_cause(order)}:{actor.user_id}" for kind in (MailKind.FILE_MADE, MailKind.FILE_FAILED)]
    told = sa.select(OutboxMail).where(OutboxMail.unique_key.in_(keys), OutboxMail.read_at.is_(None))
    return db.session.scalars(told).first()


def is_kept(order: CompilationOrder, now: datetime) -> bool:
    """Tell whether the file can be fetched now."""
    return order.made_at is not None and now < order.made_at + KEPT_FOR


def forget_old_files(folder: Path, now: datetime) -> int:
    """Remove what was ordered more than a day ago, content and row; return how many files that was.

    The same choices give the same bytes: content that a newer order also has stays.
    """
    since = sa.func.coalesce(CompilationOrder.made_at, CompilationOrder.ordered_at)
    old: Sequence[CompilationOrder] = db.session.scalars(
        sa.select(CompilationOrder).where(since <= now - KEPT_FOR)
    ).all()
    wanted = set(db.session.scalars(sa.select(CompilationOrder.sha256).where(since > now - KEPT_FOR)))
    for order in old:
        if order.sha256 and order.sha256 not in wanted:
            path_of(folder, order.sha256).unlink(missing_ok=True)
        db.session.delete(order)
    return len(old)


def _cause(order: CompilationOrder) -> str:
    """The moment belongs to it: the number of an order that is forgotten may be given again."""
    return f"{order.id}-{order.ordered_at.isoformat()}"


def _to_json(choices: Choices) -> dict[str, Any]:
    return {
        "bodies": sorted(choices.bodies), "themes": sorted(choices.themes),
        "stances": sorted(one.value if one else NOT_ASSESSED for one in choices.stances),
        "quotes": choices.quotes, "replies": choices.replies, "names": choices.names, "masked": bool(choices.masks),
        "without": sorted(choices.without),
    }  # fmt: skip
