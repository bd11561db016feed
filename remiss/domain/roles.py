"""Who people are to each other: roles in an organisation, and the actor who asks to do something."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Actor:
    """A person who acts: ``memberships`` are the (organisation id, role) pairs valid now."""

    user_id: int
    name: str
    memberships: frozenset[tuple[int, Role]]

    def organisations(self) -> frozenset[int]:
        """Return the ids of the organisations in which the actor has any role."""
        return frozenset(organisation for organisation, _ in self.memberships)

    def roles_in(self, organisations: frozenset[int]) -> frozenset[Role]:
        """Return the actor's roles in any of ``organisations``."""
        return frozenset(role for organisation, role in self.memberships if organisation in organisations)
