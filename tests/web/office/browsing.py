"""What a browser would send from a page that has been fetched."""

from __future__ import annotations

import re

from lxml import html as lxml_html

from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.replies import Reply


def fields_of(page: str, action: str = "") -> dict[str, str]:
    """Return the fields of the form that posts to ``action``, or to the page it stands on, without its token."""
    forms = lxml_html.fromstring(page).forms
    form = next(f for f in forms if (f.get("action") or "").endswith(action) and bool(f.get("action")) is bool(action))
    # a browser drops the line end that follows <textarea>, lxml keeps it
    return {name: re.sub(r"\A\r?\n", "", value or "") for name, value in form.form_values() if name != "csrf_token"}


def state_of(reply_id: int) -> ReplyState:
    """Return the state as it stands now in the database."""
    db.session.rollback()
    return db.session.get_one(Reply, reply_id).state
