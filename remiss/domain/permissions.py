"""The register of permissions, ``scope:resource:action``, which roles hold them, and the one question ``may``.

A permission is always asked about a thing that belongs to organisations: a reply to its consultees (parties to a joint
reply share it), a remiss to its sender. A role counts only in those organisations: that is half of the wall
(TF 2 kap.; RÅ 1994 ref. 97). The other half is what the queries let through (remiss.queries.wall).
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from remiss.domain.roles import Actor, Role


class Permission(StrEnum):
    """Everything that can be allowed. Routes and transitions name one of these."""

    PUBLIC = "public:page:view"
    SIGNED_IN = "self:page:view"

    REMISS_CREATE = "remiss:remiss:create"
    REMISS_VIEW = "remiss:remiss:view"
    REMISS_EDIT = "remiss:remiss:edit"
    REMISS_SEND = "remiss:remiss:send"
    REMISS_CLOSE = "remiss:remiss:close"
    LISTS_MANAGE = "remiss:list:manage"
    CONSULTEE_REMIND = "remiss:consultee:remind"
    EXTENSION_DECIDE = "remiss:extension:decide"
    INCOMING_REGISTER = "remiss:reply:register"
    VIEWPOINT_CLASSIFY = "remiss:viewpoint:classify"
    VIEWPOINT_ASSESS = "remiss:viewpoint:assess"
    COMPILATION_WRITE = "remiss:compilation:write"
    COMPILATION_ESTABLISH = "remiss:compilation:establish"

    MATTER_VIEW = "reply:matter:view"
    MATTER_RECEIVE = "reply:matter:receive"
    MATTER_ASSIGN = "reply:matter:assign"
    MATTER_PREPARE = "reply:matter:prepare"
    STATEMENT_WRITE = "reply:statement:write"
    SIGN_AS_HEAD = "reply:statement:sign-as-head"
    SIGN_AS_DIRECTOR = "reply:statement:sign-as-director"
    MEETING_PLAN = "reply:meeting:plan"
    DECISION_RECORD = "reply:decision:record"
    REPLY_SUBMIT = "reply:reply:submit"
    REPLY_DECLINE = "reply:reply:decline"
    REPLY_HAND_IN = "reply:reply:hand-in"
    EXTENSION_ASK = "reply:extension:ask"
    JOINT_AGREE = "reply:joint:agree"
    UNDERREMISS_SEND = "reply:underremiss:send"

    MATTER_DISCLOSE = "reply:matter:disclose"
    INCOMING_DISCLOSE = "remiss:reply:disclose"

    LOG_VIEW = "log:event:view"

    OPERATIONS_VIEW = "admin:operations:view"
    MAIL_RESEND = "admin:mail:resend"
    ORGANISATIONS_MANAGE = "admin:organisation:manage"
    PEOPLE_MANAGE = "admin:user:manage"


_P = Permission
_OFFICE = {_P.MATTER_VIEW, _P.LOG_VIEW, _P.EXTENSION_ASK}
_SENDER = {_P.REMISS_VIEW, _P.LOG_VIEW}
_ADMIN = {_P.LOG_VIEW, _P.OPERATIONS_VIEW, _P.MAIL_RESEND, _P.ORGANISATIONS_MANAGE, _P.PEOPLE_MANAGE}

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.REGISTRAR: frozenset(
        _OFFICE
        | {_P.MATTER_RECEIVE, _P.MATTER_ASSIGN, _P.MEETING_PLAN, _P.REPLY_SUBMIT, _P.REPLY_DECLINE, _P.REPLY_HAND_IN}
        | {_P.JOINT_AGREE, _P.UNDERREMISS_SEND, _P.MATTER_DISCLOSE, _P.MATTER_PREPARE}
    ),
    Role.OFFICER: frozenset(_OFFICE | {_P.MATTER_PREPARE, _P.STATEMENT_WRITE, _P.UNDERREMISS_SEND}),
    Role.HEAD: frozenset(
        _OFFICE
        | {_P.MATTER_ASSIGN, _P.MATTER_PREPARE, _P.SIGN_AS_HEAD, _P.REPLY_DECLINE, _P.JOINT_AGREE}
        | {_P.UNDERREMISS_SEND}
    ),
    Role.DIRECTOR: frozenset(
        _OFFICE
        | {_P.MATTER_ASSIGN, _P.MATTER_PREPARE, _P.SIGN_AS_DIRECTOR, _P.REPLY_DECLINE, _P.JOINT_AGREE}
        | {_P.UNDERREMISS_SEND}
    ),
    Role.SECRETARY: frozenset(_OFFICE | {_P.MEETING_PLAN, _P.DECISION_RECORD, _P.REPLY_SUBMIT, _P.REPLY_HAND_IN}),
    Role.COORDINATOR: frozenset(
        _SENDER
        | {
            _P.REMISS_CREATE,
            _P.REMISS_EDIT,
            _P.REMISS_SEND,
            _P.REMISS_CLOSE,
            _P.LISTS_MANAGE,
            _P.CONSULTEE_REMIND,
            _P.EXTENSION_DECIDE,
            _P.INCOMING_REGISTER,
            _P.VIEWPOINT_CLASSIFY,
            _P.VIEWPOINT_ASSESS,
            _P.COMPILATION_WRITE,
            _P.COMPILATION_ESTABLISH,
        }
    ),
    Role.KS_REGISTRAR: frozenset(
        _SENDER
        | {
            _P.INCOMING_DISCLOSE,
            _P.REMISS_CREATE,
            _P.REMISS_EDIT,
            _P.REMISS_SEND,
            _P.LISTS_MANAGE,
            _P.CONSULTEE_REMIND,
            _P.INCOMING_REGISTER,
        }
    ),
    Role.ADMIN: frozenset(_ADMIN),
}
UNOWNED = frozenset({_P.REMISS_CREATE, *_ADMIN})
"""Permissions about no one thing: held through any membership with the right role."""


def may(actor: Actor, permission: Permission, owners: frozenset[int] = frozenset()) -> bool:
    """Tell whether ``actor`` holds ``permission`` on a thing that belongs to the organisations ``owners``."""
    if permission in {_P.PUBLIC, _P.SIGNED_IN}:
        return True
    relevant = actor.organisations() if permission in UNOWNED else owners
    return any(permission in GRANTS[role] for role in actor.roles_in(relevant))


def acting(actor: Actor, permission: Permission, owners: frozenset[int], holder_id: int | None = None) -> Actor:
    """Return ``actor`` as whoever does this: ”Kim Ek för Ann Berg” when the role is lent, or the thing is Ann Berg's.

    ``holder_id`` is the person that the thing was given to.
    """
    if actor.on_behalf_of:
        return actor
    lent = [s for s in actor.standing_in if s.organisation_id in owners and permission in GRANTS[s.role]]
    own = actor.memberships - {(s.organisation_id, s.role) for s in lent if s.alone}
    may_alone = any(permission in GRANTS[role] for place, role in own if place in owners)
    used = [s for s in lent if s.user_id == holder_id or not may_alone]
    if not used:
        return actor
    absent = min(used, key=lambda s: (s.user_id != holder_id, s.name)).name
    return replace(actor, name=f"{actor.name} för {absent}", on_behalf_of=absent)


def intake_permission(sending_side: frozenset[int], owner_id: int) -> Permission:
    """Return what is needed to take a file in: KS registers what came by mail, a body hands its own papers in."""
    return _P.INCOMING_REGISTER if owner_id in sending_side else _P.REPLY_HAND_IN
