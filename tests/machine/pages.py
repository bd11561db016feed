"""How an action is done through the pages: the form is fetched, filled in and posted as a browser would.

A form that the page does not show any more is posted as it was when somebody last fetched it: an old tab, or another's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa
from lxml import html

from remiss.errors import Forbidden, InvalidInput, RemissError
from remiss.extensions import db
from remiss.models.completions import Completion
from remiss.models.extensions import Extension
from remiss.models.joint import JointParty
from tests.machine.doing import Doing
from tests.machine.exchange import form_of
from tests.machine.forms import Fields, Form
from tests.machine.observe import Onlooker
from tests.machine.walk import in_a_transaction
from tests.support.application import AuditingClient

MAKES = {"foresla_gemensamt_svar": JointParty, "begar_komplettering": Completion, "begar_anstand": Extension}


class Conflict(RemissError):
    """The answer 409: too late, or something that must be put right where the page has no form for it any more."""


class Gone(RemissError):
    """The page is not there, or does not offer what was chosen: whatever the reason is, it does not tell."""


@dataclass
class Browsers:
    """A signed-in browser for each person, and the forms that somebody has seen."""

    visit: Callable[[str], AuditingClient]
    onlooker: Onlooker
    open: dict[str, tuple[AuditingClient, str]] = field(default_factory=dict)
    seen: dict[tuple[str, str], Fields] = field(default_factory=dict)

    def perform(self, d: Doing) -> object:
        """Do it through its page; what the service would raise is raised from the answer."""
        form = form_of(d)
        if form is None:
            return in_a_transaction(d)
        names = {"remiss": d.remiss_id, "matter": d.attempt.matter, "which": d.attempt.which, **form.names(d)}
        page, to = (_address(d, path).format(**names) for path in (form.page, form.to))
        client, token = self._browser(d.attempt.who)
        fetched = self._fields(client, page, to)
        filled = {**fetched, "version": str(d.shown.version), "base": str(d.shown.text % 9999), **form.answers(d)}
        db.session.rollback()
        self.onlooker.remember()  # once more: fetching the page may have noted that it was opened
        with client.application.app_context():
            answer = client.post(to, data={**filled, "csrf_token": token})
        _raise_for(answer.status_code, form)
        kind = MAKES.get(d.attempt.action)
        return db.session.scalar(sa.select(sa.func.max(kind.id))) if kind else None

    def _browser(self, who: str) -> tuple[AuditingClient, str]:
        if who not in self.open:
            client = self.visit(who)
            client.audits = False
            self.open[who] = client, client.token()
        return self.open[who]

    def _fields(self, client: AuditingClient, page: str, to: str) -> Fields:
        answer = client.get(page)
        forms = html.fromstring(answer.text).forms if answer.status_code == 200 else []
        found = next((one for one in forms if (one.get("action") or page) == to), None)
        if found is not None:
            self.seen[page, to] = {name: value for name, value in found.form_values() if name != "csrf_token"}
        return self.seen.get((page, to), {})


def _address(d: Doing, path: str) -> str:
    if path.startswith("/"):
        return path
    below = f"/remisser/{d.remiss_id}" if d.attempt.matter is None else f"/arenden/{d.attempt.matter}"
    return f"{below}/{path}".rstrip("/")


def _raise_for(status: int, form: Form) -> None:
    if status == 303:
        return
    errors: dict[int, type[RemissError]] = {403: Forbidden, 404: Forbidden, 409: Conflict, 422: InvalidInput}
    assert status in errors, f"the page answered {status}"
    raise Gone if form.follows and status in {404, 422} else errors[status]
