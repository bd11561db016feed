"""The audit chain, background tasks with progress, and the scheduler's sign of life."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from remiss.extensions import Model, choice


class AuditEvent(Model):
    """One thing that happened: facts and hashes, never text. ``number`` and the hashes form a chain without gaps.

    Every column but ``hash`` is covered by the hash. The database itself refuses to change or remove a row.
    """

    __tablename__ = "audit_event"
    __table_args__ = (sa.Index("ix_audit_event_thing", "thing_kind", "thing_id"),)

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"))
    actor_name: Mapped[str]
    action: Mapped[str]
    thing_kind: Mapped[str]
    thing_id: Mapped[int]
    facts: Mapped[str] = mapped_column(comment="canonical JSON, hashed as it stands")
    previous_hash: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)


_REFUSAL = "BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END"
APPEND_ONLY = (
    ("sqlite", f"CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event {_REFUSAL}"),
    ("sqlite", f"CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event {_REFUSAL}"),
    (
        "postgresql",
        """CREATE OR REPLACE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'audit_event is append-only'; END $$""",
    ),
    (
        "postgresql",
        """CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
        FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only()""",
    ),
)
"""What makes the log append-only, in each kind of database; migration 0008 makes the same."""

for _dialect, _statement in APPEND_ONLY:
    _rule = sa.DDL(_statement).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]  # SQLAlchemy's own gap
    sa.event.listen(AuditEvent.__table__, "after_create", _rule)


class AuditHead(Model):
    """The newest link. One row, locked while an event is added, so that the chain cannot fork."""

    __tablename__ = "audit_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(sa.String(64))


class TaskKind(StrEnum):
    """Long work that a person can leave."""

    READ_REPLY = "las_svar"
    IMPORT = "las_in_omgang"
    COMPILE = "sammanstall"
    FIND_VIEWPOINTS = "hitta_synpunkter"


class TaskState(StrEnum):
    """How far a task has come."""

    WAITING = "vantar"
    WORKING = "arbetar"
    DONE = "klar"
    FAILED = "misslyckad"
    CANCELLED = "avbruten"


class BackgroundTask(Model):
    """A piece of long work on one subject, with progress for the page that waits."""

    __tablename__ = "background_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TaskKind] = mapped_column(choice(TaskKind, "kind"))
    subject_id: Mapped[int]
    state: Mapped[TaskState] = mapped_column(choice(TaskState, "state"), default=TaskState.WAITING, index=True)
    steps_done: Mapped[int] = mapped_column(default=0)
    steps: Mapped[int]
    message: Mapped[str] = mapped_column(default="")
    later: Mapped[bool] = mapped_column(
        default=False, server_default=sa.false(), comment="lets what a person waits for go before"
    )
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Heartbeat(Model):
    """When the scheduler last ticked; /readyz and the operations page look here."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
