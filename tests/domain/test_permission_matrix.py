"""Who may do what, said once more and independently: a new permission, or a role that gets one, must be written here.

A role counts only where the thing belongs: in the own body and nowhere else.
"""

from __future__ import annotations

import pytest

from remiss.domain.permissions import UNOWNED, Permission, may
from remiss.domain.roles import Actor, Role

OWN, OTHER = 1, 2
OFFICE = {Role.REGISTRAR, Role.OFFICER, Role.HEAD, Role.DIRECTOR, Role.SECRETARY}
SENDER = {Role.COORDINATOR, Role.KS_REGISTRAR}
EVERYBODY = set(Role)
HOLDERS: dict[str, set[Role]] = {
    "public:page:view": EVERYBODY,
    "self:page:view": EVERYBODY,
    "remiss:remiss:create": SENDER,
    "remiss:remiss:view": SENDER,
    "remiss:remiss:edit": SENDER,
    "remiss:remiss:send": SENDER,
    "remiss:remiss:close": {Role.COORDINATOR},
    "remiss:list:manage": SENDER,
    "remiss:consultee:remind": SENDER,
    "remiss:extension:decide": {Role.COORDINATOR},
    "remiss:reply:register": SENDER,
    "remiss:reply:disclose": {Role.KS_REGISTRAR},
    "remiss:viewpoint:classify": {Role.COORDINATOR},
    "remiss:viewpoint:assess": {Role.COORDINATOR},
    "remiss:compilation:write": {Role.COORDINATOR},
    "remiss:compilation:establish": {Role.COORDINATOR},
    "reply:matter:view": OFFICE,
    "reply:matter:receive": {Role.REGISTRAR},
    "reply:matter:assign": {Role.REGISTRAR, Role.HEAD, Role.DIRECTOR},
    "reply:matter:prepare": {Role.REGISTRAR, Role.OFFICER, Role.HEAD, Role.DIRECTOR},
    "reply:underremiss:send": {Role.REGISTRAR, Role.OFFICER, Role.HEAD, Role.DIRECTOR},
    "reply:matter:disclose": {Role.REGISTRAR},
    "reply:statement:write": {Role.OFFICER},
    "reply:statement:sign-as-head": {Role.HEAD},
    "reply:statement:sign-as-director": {Role.DIRECTOR},
    "reply:meeting:plan": {Role.REGISTRAR, Role.SECRETARY},
    "reply:decision:record": {Role.SECRETARY},
    "reply:reply:submit": {Role.REGISTRAR, Role.SECRETARY},
    "reply:reply:decline": {Role.REGISTRAR, Role.HEAD, Role.DIRECTOR},
    "reply:reply:hand-in": {Role.REGISTRAR, Role.SECRETARY},
    "reply:extension:ask": OFFICE,
    "reply:joint:agree": {Role.REGISTRAR, Role.HEAD, Role.DIRECTOR},
    "log:event:view": EVERYBODY,
    "admin:operations:view": {Role.ADMIN},
    "admin:mail:resend": {Role.ADMIN},
    "admin:organisation:manage": {Role.ADMIN},
    "admin:user:manage": {Role.ADMIN},
}


def test_every_permission_is_said_here() -> None:
    new, gone = set(Permission) - set(HOLDERS), set(HOLDERS) - set(Permission)
    assert not new, f"say in tests/domain/test_permission_matrix.py who holds {sorted(new)}"
    assert not gone, f"these no longer exist: {sorted(gone)}"


@pytest.mark.parametrize("permission", list(Permission), ids=str)
def test_a_role_holds_what_is_said_and_only_where_the_thing_belongs(permission: Permission) -> None:
    open_to_all = permission in {Permission.PUBLIC, Permission.SIGNED_IN}
    for role in Role:
        actor, holds = Actor(1, "Kim Ek", frozenset({(OWN, role)})), role in HOLDERS[permission]
        assert may(actor, permission, frozenset({OWN})) is holds, (role, "own body")
        assert may(actor, permission, frozenset({OTHER})) is (holds and (open_to_all or permission in UNOWNED)), role
        assert may(actor, permission, frozenset({OWN, OTHER})) is holds, (role, "shared")
    assert may(Actor(1, "Kim Ek", frozenset()), permission, frozenset({OWN})) is open_to_all, "an account without roles"


def test_administrators_hold_nothing_that_belongs_to_a_body() -> None:
    held = {permission for permission, roles in HOLDERS.items() if Role.ADMIN in roles}
    assert not {permission for permission in held if permission.startswith(("reply:", "remiss:"))}
