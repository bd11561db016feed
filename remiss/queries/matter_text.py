"""The text of a matter, inside its body: versions, signatures, and what its paper says beside the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from remiss.clock import local_date
from remiss.domain.roles import Role
from remiss.domain.statement import CanonicalText
from remiss.domain.workflow.states import CAME_IN, ReplyState
from remiss.extensions import db
from remiss.models.people import User
from remiss.models.replies import Reply
from remiss.models.statements import Signature, SignedPaper, StatementVersion
from remiss.queries.board_text import own_text
from remiss.queries.matter import Matter
from remiss.queries.people import OfficePerson, names_in
from remiss.queries.signing import examine_signatures

SIGNED_STATES = (ReplyState.SIGNED, ReplyState.TO_BOARD, ReplyState.DECIDED, ReplyState.ADJUSTED, *CAME_IN)
SIGNING_ROLES = (Role.HEAD, Role.DIRECTOR)


@dataclass(frozen=True)
class SavedText:
    """One saved version of the text."""

    number: int
    title: str
    text: CanonicalText
    sha256: str
    saved_by: str
    saved_at: datetime


@dataclass(frozen=True)
class SignedBy:
    """A signature that stands, or one that was voided with the reason why."""

    name: str
    title: str
    role: Role
    at: datetime
    number: int
    sha256: str
    voided_reason: str | None
    broken: bool

    @property
    def stands(self) -> bool:
        """True when nobody has voided it and nothing was changed after it was given."""
        return self.voided_reason is None and not self.broken


@dataclass(frozen=True)
class Signatory:
    """A place for a signature on the paper; ``signed`` None says that it is not given yet."""

    name: str
    title: str
    signed: date | None
    sha256: str


@dataclass(frozen=True)
class StatementPaper:
    """What the paper says beside the text; ``officer`` and phone as the header block prints them."""

    officer: OfficePerson | None
    phone: str
    email: str
    dated: date
    signatories: tuple[Signatory, ...]
    draft: bool


def saved_text(reply_id: int, number: int | None = None) -> SavedText | None:
    """Return version ``number`` of the reply's text, or the newest of its office; None when there is none."""
    wanted = StatementVersion.of_board.is_(False) if number is None else StatementVersion.number == number
    query = sa.select(StatementVersion).where(StatementVersion.reply_id == reply_id, wanted)
    options = joinedload(StatementVersion.created_by)
    row = db.session.scalars(query.options(options).order_by(StatementVersion.number.desc()).limit(1)).first()
    return _saved(row) if row else None


def board_text(reply_id: int) -> SavedText | None:
    """Return the nämnd's own text where that is the reply and is put in, or None."""
    row = own_text(reply_id)
    return _saved(row) if row else None


def _saved(row: StatementVersion) -> SavedText:
    return SavedText(row.number, row.title, row.text, row.sha256, row.created_by.name, row.created_at)


def signatures(reply: Reply) -> list[SignedBy]:
    """Return every signature ever put on the reply's text, oldest first."""
    query = sa.select(Signature).join(StatementVersion).where(StatementVersion.reply_id == reply.id)
    broken = {row.id for row in examine_signatures(reply).broken}
    options = (joinedload(Signature.user), joinedload(Signature.version))
    return [
        SignedBy(
            row.user.name,
            _titled(row),
            row.role,
            row.signed_at,
            row.version.number,
            row.sha256,
            row.voided_reason,
            row.id in broken,
        )
        for row in db.session.scalars(query.options(*options).order_by(Signature.id))
    ]


def _titled(row: Signature) -> str:
    return f"{row.title}, vid förfall för {row.on_behalf_of}" if row.on_behalf_of else row.title


def statement_paper(reply: Reply, matter: Matter, saved: SavedText | None, today: date) -> StatementPaper:
    """Return what the paper of version ``saved`` says. A reply handed in as a file has its signatures in that file."""
    officer = db.session.get(User, reply.officer_id) if reply.officer_id else None
    if paper := signed_paper(reply):
        return _on_paper(paper, matter, officer)
    standing = [s for s in signatures(reply) if saved and s.number == saved.number and s.stands]
    roles = () if matter.handled_outside else _roles({s.role for s in standing}, matter.signature_levels)
    return StatementPaper(
        officer=matter.officer,
        phone=(officer.phone if officer else None) or "",
        email=officer.email if officer else "",
        dated=local_date(saved.saved_at) if saved else today,
        signatories=tuple(_place(role, standing, matter) for role in roles),
        draft=matter.state not in SIGNED_STATES,
    )


def signed_paper(reply: Reply) -> SignedPaper | None:
    """Return the paper on which the text was signed outside Remiss, or None."""
    return examine_signatures(reply).paper


def _on_paper(paper: SignedPaper, matter: Matter, officer: User | None) -> StatementPaper:
    places = tuple(Signatory(name, title, paper.signed_on, "") for name, title in paper.signers)
    phone, email = (officer.phone or "", officer.email) if officer else ("", "")
    return StatementPaper(matter.officer, phone, email, paper.signed_on, places, draft=False)


def _roles(signed: set[Role], levels: int) -> tuple[Role, ...]:
    """Return whose places the paper has: once the last has signed those who did, before that those who are to."""
    needed = SIGNING_ROLES[-levels:] if Role.DIRECTOR not in signed else ()
    return tuple(role for role in SIGNING_ROLES if role in signed or role in needed)


def _place(role: Role, standing: list[SignedBy], matter: Matter) -> Signatory:
    for signature in standing:
        if signature.role is role:
            return Signatory(signature.name, signature.title, local_date(signature.at), signature.sha256)
    place = {person.organisation_id for person in matter.people}
    title = next((person.title for person in matter.people if person.role is role), role.label)
    return Signatory(" / ".join(names_in(matter.people, role, place)), title, None, "")
