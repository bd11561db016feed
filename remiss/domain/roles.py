"""Who people are to each other: roles in an organisation, and the actor who asks to do something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a person is in one organisation (DOMAIN §1). A person may have several."""

    REGISTRAR = "registrator"
    OFFICER = "handlaggare"
    HEAD = "avdelningschef"
    DIRECTOR = "forvaltningschef"
    SECRETARY = "namndsekreterare"
    COORDINATOR = "remissansvarig"
    KS_REGISTRAR = "ks_registrator"
    ADMIN = "administrator"

    @property
    def label(self) -> str:
        """The Swedish title shown to people."""
        return _LABELS[self]


_LABELS: dict[Role, str] = {
    Role.REGISTRAR: "registrator",
    Role.OFFICER: "handläggare",
    Role.HEAD: "avdelningschef",
    Role.DIRECTOR: "förvaltningschef",
    Role.SECRETARY: "nämndsekreterare",
    Role.COORDINATOR: "remissansvarig",
    Role.KS_REGISTRAR: "KS-registrator",
    Role.ADMIN: "systemadministratör",
}


MAY_STAND_IN: dict[Role, frozenset[Role]] = {
    Role.REGISTRAR: frozenset({Role.REGISTRAR, Role.SECRETARY}),
    Role.OFFICER: frozenset({Role.OFFICER}),
    Role.HEAD: frozenset({Role.HEAD, Role.DIRECTOR}),
    Role.DIRECTOR: frozenset({Role.DIRECTOR, Role.HEAD}),
    Role.SECRETARY: frozenset({Role.SECRETARY, Role.REGISTRAR}),
    Role.COORDINATOR: frozenset({Role.COORDINATOR, Role.KS_REGISTRAR}),
    Role.KS_REGISTRAR: frozenset({Role.KS_REGISTRAR, Role.COORDINATOR}),
}
"""Role → who may act with it while its holder is away: a role in the same body. An administrator has no substitute."""


@dataclass(frozen=True)
class StandIn:
    """A role lent by somebody who is away. ``alone``: the actor has it in that body through this only."""

    organisation_id: int
    role: Role
    user_id: int
    name: str
    until: date
    alone: bool


@dataclass(frozen=True)
class Actor:
    """A person who acts: ``memberships`` are the (organisation id, role) pairs valid now, lent ones included.

    ``on_behalf_of`` is set while something is done with a lent role; ``name`` then says so too.
    """

    user_id: int
    name: str
    memberships: frozenset[tuple[int, Role]]
    standing_in: frozenset[StandIn] = frozenset()
    on_behalf_of: str | None = None

    def organisations(self) -> frozenset[int]:
        """Return the ids of the organisations in which the actor has any role."""
        return frozenset(organisation for organisation, _ in self.memberships)

    def roles_in(self, organisations: frozenset[int]) -> frozenset[Role]:
        """Return the actor's roles in any of ``organisations``."""
        return frozenset(role for organisation, role in self.memberships if organisation in organisations)

    def answers_for(self, user_id: int | None) -> bool:
        """Tell whether what that person was given is the actor's to do: it is the actor, or somebody away."""
        return user_id == self.user_id or any(lent.user_id == user_id for lent in self.standing_in)
