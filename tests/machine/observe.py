"""Looks at the database as it stands, past the services and the models: what is true after a step."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

PARTIES = "SELECT organisation_id FROM consultee WHERE reply_id = ? ORDER BY joined_at IS NOT NULL, id"
TEXTS = "SELECT id, number, sha256, of_board FROM statement_version WHERE reply_id = ? ORDER BY number"
SIGNED = "SELECT role, organisation_id FROM signature WHERE version_id = ? AND voided_at IS NULL"
DECISIONS = (
    "SELECT organisation_id FROM board_decision WHERE version_id = ? AND withdrawn_at IS NULL"
    " AND outcome NOT IN ('aterremiss', 'bordlaggning')"
)
ADJUSTED = f"{DECISIONS} AND adjusted_on IS NOT NULL"
PUBLISHED = (
    "SELECT m.organisation_id, v.number FROM publication p JOIN meeting m ON m.id = p.meeting_id"
    " JOIN statement_version v ON v.id = p.version_id WHERE p.reply_id = ?"
)
AGENDA = (
    "SELECT DISTINCT m.organisation_id FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id WHERE a.reply_id = ?"
)
SENT = (
    "SELECT v.number, s.sha256, v.sha256, s.replaced_at FROM submission s"
    " JOIN statement_version v ON v.id = s.version_id WHERE s.reply_id = ? ORDER BY s.id"
)
FILES = "SELECT count(*) FROM statement_attachment WHERE reply_id = ? AND removed_at IS NULL"
EXTENSION = "SELECT count(*) FROM extension WHERE reply_id = ? AND decided_at IS NULL AND withdrawn_at IS NULL"
WAITING = "SELECT count(*) FROM completion WHERE reply_id = ? AND answered_at IS NULL AND withdrawn_at IS NULL"

PASSING = {"user_session"}
"""Who is signed in: it is noted when anybody fetches a page."""


@dataclass(frozen=True)
class Seen:
    """One reply as its rows say."""

    parties: tuple[int, ...]
    state: str
    before: str | None
    version: int
    texts: int
    newest: int
    sha256: str
    signed: tuple[tuple[str, int], ...]
    decided: tuple[int, ...]
    adjusted: frozenset[int]
    agenda: frozenset[int]
    published: frozenset[tuple[int, int]]
    submissions: tuple[int, ...]
    files: int
    waiting: int
    extension: int
    muted: bool


class Onlooker:
    """A connection of its own to the same file; ``changed()`` tells whether anybody has committed anything since."""

    def __init__(self, file: Path) -> None:
        self.connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self._seen, self._looked = self._mark(), -1
        self._rows: dict[str, int] = {}
        self.audited = 0
        self.mailed = 0

    def changed(self) -> bool:
        before, self._seen = self._seen, self._mark()
        return before != self._seen

    def remember(self) -> None:
        """Look at everything there is, to tell afterwards what has changed."""
        if self._mark() != self._looked:
            self._looked, self._rows = self._mark(), self._everything()

    def differing(self) -> list[str]:
        """Return the tables that are not as they were when that was asked to be remembered."""
        if self._mark() == self._looked:
            return []
        return sorted(name for name, rows in self._everything().items() if rows != self._rows.get(name))

    def _everything(self) -> dict[str, int]:
        names = [row[0] for row in self._all("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: hash(tuple(self._all(f"SELECT * FROM {name}"))) for name in names if name not in PASSING}  # noqa: S608 - a table's own name

    def reply(self, number: int) -> Seen:
        state, state_before, version = self._row("SELECT state, state_before, version FROM reply WHERE id = ?", number)
        texts = self._all(TEXTS, number)
        assert [text[1] for text in texts] == list(range(1, len(texts) + 1)), "a version of the text is missing"
        newest, last, sha256 = next((text[:3] for text in reversed(texts) if not text[3]), (0, 0, ""))
        signed = self._all(SIGNED, newest)
        sent = self._all(SENT, number)
        assert all(row[1] == row[2] for row in sent), "the receipt names another text than the one that was sent"
        assert [bool(row[3]) for row in sent] == [True] * (len(sent) - 1) + [False] * (len(sent) > 0), "which counts?"
        return Seen(
            parties=tuple(row[0] for row in self._all(PARTIES, number)),
            state=state, before=state_before, version=version, texts=len(texts), newest=last, sha256=sha256,
            signed=tuple(signed),
            decided=tuple(row[0] for row in self._all(DECISIONS, newest)),
            adjusted=frozenset(row[0] for row in self._all(ADJUSTED, newest)),
            agenda=frozenset(row[0] for row in self._all(AGENDA, number)),
            published=frozenset(self._all(PUBLISHED, number)),
            submissions=tuple(row[0] for row in sent),
            files=self._row(FILES, number)[0],
            waiting=self._row(WAITING, number)[0],
            extension=self._row(EXTENSION, number)[0],
            muted=bool(self._row("SELECT muted_at IS NOT NULL FROM reply WHERE id = ?", number)[0]),
        )  # fmt: skip

    def remiss(self, number: int) -> tuple[str, int]:
        """Return state and version of a remiss."""
        state, version = self._row("SELECT state, version FROM remiss WHERE id = ?", number)
        return state, version

    def new_events(self) -> list[tuple[str, str, int]]:
        """Return (action, kind of thing, its id) of what was added to the log since the last question."""
        rows = self._all(
            "SELECT number, action, thing_kind, thing_id FROM audit_event WHERE number > ? ORDER BY number",
            self.audited,
        )
        assert [row[0] for row in rows] == list(range(self.audited + 1, self.audited + 1 + len(rows)))
        self.audited += len(rows)
        return [(row[1], row[2], row[3]) for row in rows]

    def new_mails(self) -> list[tuple[str, int, int | None]]:
        """Return (kind, recipient, consultee) of what was queued since the last question."""
        rows = self._all(
            "SELECT id, kind, recipient_id, consultee_id FROM outbox_mail WHERE id > ? ORDER BY id", self.mailed
        )
        self.mailed = rows[-1][0] if rows else self.mailed
        return [(row[1], row[2], row[3]) for row in rows]

    def close(self) -> None:
        self.connection.close()

    def _mark(self) -> int:
        return int(self._row("PRAGMA data_version")[0])

    def _row(self, query: str, *values: int) -> tuple:
        return self.connection.execute(query, values).fetchone()

    def _all(self, query: str, *values: int) -> list[tuple]:
        return self.connection.execute(query, values).fetchall()
