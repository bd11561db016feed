"""Whether somebody may is asked before anything that was typed is looked at: a stranger learns nothing from a form.

Every verb of the services is called by a stranger with true things in an unlikely state, and with typed values that
cry out when they are looked at. A new verb is taken along by itself.
"""

from __future__ import annotations

import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from importlib import import_module
from typing import Any

from remiss import services
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor, Role
from remiss.domain.workflow.states import RemissAction, ReplyAction
from remiss.errors import Forbidden, NotVisible
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.compiling import CompilationOrder
from remiss.models.completions import Completion
from remiss.models.decisions import Meeting, ReportDuty, SoleDecision, Submission
from remiss.models.disclosures import Disclosure
from remiss.models.distribution import DistributionList
from remiss.models.imports import FileState, ImportBatch, ImportFile
from remiss.models.intakes import Intake, IntakeState
from remiss.models.joint import JointParty, JointState
from remiss.models.mail import MailState, OutboxMail
from remiss.models.organisations import Organisation
from remiss.models.people import Membership, Substitution, User
from remiss.models.preparation import Contribution
from remiss.models.remisser import Remiss
from remiss.models.statements import SendBack, StatementAttachment, StatementVersion
from remiss.models.viewpoints import Viewpoint
from tests.support.world import START, World, reply_of, sent_remiss

OWN = "what is the actor's own is found by the actor"
PART = "a part of other verbs, which have asked"
EACH = "each row is asked for by itself, and the refusals are handed back"
QUESTION = "changes nothing: it is how others ask"
NOT_ASKED = {
    "accounts.put_details": PART,
    "attachments.add_attachment": "a file is nobody's until something is made of it",
    "audit.record": PART,
    "calendar_feeds.make_feed": OWN,
    "calendar_feeds.revoke_feed": OWN,
    "compiling.unread_of_file": OWN,
    "decisions.add_decision": PART,
    "meetings.adjust_minutes": EACH,
    "meetings.publish_all": EACH,
    "meetings.record_decisions": EACH,
    "meetings.submit_all": EACH,
    "notices.own_notice": OWN,
    "notices.read_all_notices": OWN,
    "notices.read_notice": OWN,
    "own_account.change_own_details": OWN,
    "own_account.change_own_password": OWN,
    "own_account.choose_mails": OWN,
    "own_account.choose_single_mails": OWN,
    "own_account.end_other_sessions": OWN,
    "publishing.meetings_to_publish": QUESTION,
    "sole_decisions.add_sole_decision": PART,
    "statements.add_version": PART,
    "statements.return_to_officer": PART,
    "steps.acting_bodies": QUESTION,
    "steps.require": QUESTION,
    "undoing.undoable": QUESTION,
    "viewpoints.confirm_suggestions": "asks of each viewpoint in confirm_suggestion, which is called here by itself",
}
"""Verbs that ask nobody first, and why."""


class Typed:
    """Something that was typed: whoever looks at it gives itself away."""

    def _cry(self, *_: object) -> Any:
        raise AssertionError("looks at what was typed before it asks whether the actor may")

    __getattr__ = __eq__ = __ne__ = __lt__ = __gt__ = __le__ = __ge__ = _cry  # type: ignore[assignment]  # object promises bool
    __bool__ = __iter__ = __len__ = __contains__ = __str__ = __format__ = __add__ = __radd__ = _cry
    __hash__ = object.__hash__


def verbs() -> Iterator[tuple[str, Callable[..., object]]]:
    """All public functions of the services that somebody acts through."""
    for module in pkgutil.iter_modules(services.__path__):
        found = import_module(f"{services.__name__}.{module.name}")
        for name, verb in vars(found).items():
            own = inspect.isfunction(verb) and verb.__module__ == found.__name__ and not name.startswith("_")
            if own and next(iter(inspect.signature(verb).parameters), "") == "actor":
                yield f"{module.name}.{name}", verb


VERBS = dict(verbs())


def things_of(world: World, remiss_id: int) -> dict[object, object]:
    """One thing of Farsta's or of KS's for each kind, most of them ended: a verb that looks first says so."""
    remiss = db.session.get_one(Remiss, remiss_id)
    reply = reply_of(remiss.id, world.farsta)
    consultee, body = reply.consultees[0], db.session.get_one(Organisation, world.farsta)
    user = db.session.get_one(User, world.users["farsta.handlaggare"])
    version = StatementVersion(id=1, reply=reply, reply_id=reply.id)
    batch = ImportBatch(id=1, remiss=remiss, owner=body, owner_id=world.ks, undone_at=START)
    things: list[object] = [
        remiss, reply, consultee, body, user, version, batch,
        Attachment(id=1),
        CompilationOrder(id=1, remiss=remiss, ordered_by=user, ordered_by_id=user.id),
        Completion(id=1, reply=reply, withdrawn_at=START),
        Meeting(id=1, organisation_id=world.farsta, held_on=START.date()),
        ReportDuty(id=1, decision=SoleDecision(id=1, organisation_id=world.farsta), reported_on=START.date()),
        Submission(id=1, reply=reply),
        Disclosure(id=1, organisation_id=world.farsta, remiss=remiss, reply=reply, finished_at=START),
        DistributionList(id=1, sender_id=world.ks, removed_at=START),
        ImportFile(id=1, batch=batch, state=FileState.REFUSED),
        Intake(id=1, remiss=remiss, owner=body, owner_id=world.farsta, state=IntakeState.CANCELLED),
        JointParty(id=1, reply=reply, consultee=consultee, state=JointState.REFUSED),
        OutboxMail(id=1, state=MailState.SENT),
        Membership(id=1, user=user, organisation=body, organisation_id=body.id, valid_to=date(2001, 1, 1)),
        Substitution(id=1, absent=user, substitute=user, organisation_id=body.id, ended_at=START),
        Contribution(id=1, reply_id=reply.id),
        SendBack(id=1, version=version),
        StatementAttachment(id=1, reply_id=reply.id),
        Viewpoint(id=1, reply=reply, reply_id=reply.id),
    ]  # fmt: skip
    fixed = {ReplyAction: ReplyAction.SUBMIT, RemissAction: RemissAction.CLOSE, Permission: Permission.MATTER_VIEW}
    return {type(thing): thing for thing in things} | {datetime: START, bool: False} | fixed


def argument(kind: object, things: dict[object, object]) -> object:
    """What a verb gets for a parameter of this kind: a true thing, a list of one, or something that was typed."""
    if kind in things:
        return things[kind]
    for inner in typing.get_args(kind):
        if inner in things:
            return [things[inner]] if issubclass(typing.get_origin(kind) or type, Iterable) else things[inner]
    return Typed()


def gives_away(name: str, actor: Actor, things: dict[object, object]) -> str | None:
    """Call a verb as ``actor`` and return what is wrong when it does anything else than to refuse."""
    verb = VERBS[name]
    kinds, wanted = typing.get_type_hints(verb), list(inspect.signature(verb).parameters.values())[1:]
    given = {one.name: argument(kinds[one.name], things) for one in wanted if one.kind is not one.VAR_KEYWORD}
    try:
        verb(actor, **given)
    except (Forbidden, NotVisible):
        return None
    except Exception as problem:
        return f"{name}: {type(problem).__name__}: {problem}"
    return f"{name}: went through"


def test_a_stranger_is_refused_before_anything_typed_is_looked_at(world: World) -> None:
    roles = frozenset((world.social, role) for role in Role if role is not Role.ADMIN)
    stranger, found = Actor(world.users["social.handlaggare"], "Kim Ek", roles), []
    remiss_id = sent_remiss(world)
    for name in VERBS.keys() - NOT_ASKED.keys():
        with db.session.no_autoflush:
            found.append(gives_away(name, stranger, things_of(world, remiss_id)))
        db.session.rollback()
    assert not (wrong := sorted(filter(None, found))), "\n".join(wrong)
