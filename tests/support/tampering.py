"""What somebody with access to the database itself can do to the log; the product's own way in refuses it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from remiss.door import writing
from remiss.extensions import db


@contextmanager
def tampering() -> Iterator[None]:
    """Run the block in a write transaction in which the log may be changed; it may be from then on."""
    with writing():
        if db.engine.dialect.name == "sqlite":
            for verb in ("update", "delete"):
                db.session.execute(sa.text(f"DROP TRIGGER IF EXISTS audit_event_no_{verb}"))
        else:
            db.session.execute(sa.text("DROP TRIGGER IF EXISTS audit_event_append_only ON audit_event"))
        yield
