"""What a signature is bound to, and which signatures the log says still stand.

A signature is an approval record: who, as what, when, of exactly which content. Its seal is a hash over all of that,
written into the audit chain when it is given. Whether it stands is always computed anew from the content and the row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import UTC, date, datetime

from remiss.domain.workflow.states import ReplyAction

SIGNING = (ReplyAction.SIGN_AS_HEAD, ReplyAction.SIGN_AS_DIRECTOR)
REGISTERING = ReplyAction.REGISTER_SIGNED
"""The text was signed elsewhere, on paper: the log binds names and day to the text, and there is no signature here."""
RETURNING = {
    ReplyAction.HEAD_SENDS_BACK, ReplyAction.DIRECTOR_SENDS_BACK, ReplyAction.REMIT_BACK, ReplyAction.REOPEN,
}  # fmt: skip
"""After these no earlier signature stands."""
UNSIGNING = {
    ReplyAction.UNDO_HEAD_SIGNATURE: ReplyAction.SIGN_AS_HEAD,
    ReplyAction.UNDO_DIRECTOR_SIGNATURE: ReplyAction.SIGN_AS_DIRECTOR,
}
UNRETURNING = {ReplyAction.UNDO_HEAD_SENT_BACK, ReplyAction.UNDO_DIRECTOR_SENT_BACK}


@dataclass(frozen=True)
class SignedFile:
    """An attachment of the statement: its place, what it is called there, and the hash of its bytes."""

    position: int
    name: str
    sha256: str


@dataclass(frozen=True)
class SignedStance:
    """A stance on a viewpoint as it stood when the text was signed."""

    label_id: int
    viewpoint: int
    text: str
    stance: str | None


@dataclass(frozen=True)
class SignedContent:
    """Everything a signature approves. ``content`` is the serialised text as stored: words and order of blocks."""

    version_id: int
    number: int
    title: str
    content: str
    stored_sha256: str
    files: tuple[SignedFile, ...]
    stances: tuple[SignedStance, ...]

    def digest(self) -> str:
        """Return the SHA-256 (hex) over all of it."""
        return _hash(astuple(self))


@dataclass(frozen=True)
class Approval:
    """The row of a signature: by whom, as what, for whom, when, on which text."""

    text_sha256: str
    user_id: int
    role: str
    title: str
    on_behalf_of: str | None
    at: datetime

    def seal(self, content: str) -> str:
        """Return the hash that binds this row to the content with the digest ``content``."""
        moment = self.at.astimezone(UTC).isoformat()
        row = (self.text_sha256, self.user_id, self.role, self.title, self.on_behalf_of, moment)
        return _hash((content, row))


@dataclass(frozen=True)
class Sealed:
    """What the log says about a signature: its seal, and the ids of the stance labels that it covers.

    One from before seals were written has the moment and the hash of the text instead.
    """

    action: str
    seal: str
    labels: tuple[int, ...]


def paper_seal(content: str, file_sha256: str, signed_on: date, signers: Iterable[Iterable[str]]) -> str:
    """Return the hash that binds the names and the day on a signed paper to its file and the content as registered."""
    return _hash((content, file_sha256, signed_on.isoformat(), [list(signer) for signer in signers]))


def decision_seal(content: str, decision: Iterable[object], files: Iterable[str]) -> str:
    """Return the hash that binds a nämnd's own text to its decision and to the files of its minutes and its own."""
    return _hash((content, list(decision), list(files)))


def standing_seals(events: Iterable[tuple[str, str]]) -> list[Sealed]:
    """Return the signatures that stand after ``events``, (action, facts as JSON) in the order of the log."""
    standing: list[Sealed] = []
    returned: list[Sealed] = []
    for action, facts in events:
        if action == REGISTERING:
            standing = []
        if action in (*SIGNING, REGISTERING):
            told = json.loads(facts)
            standing.append(Sealed(action, told.get("seal", ""), tuple(told.get("labels", ()))))
        elif action in UNSIGNING:
            standing = [one for one in standing if one.action != UNSIGNING[ReplyAction(action)]]
        elif action in RETURNING:
            standing, returned = [], standing
        elif action in UNRETURNING:
            standing = returned
    return standing


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
