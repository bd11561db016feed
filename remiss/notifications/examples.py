"""Every mail with invented words, to be looked at before anybody gets one."""

from __future__ import annotations

from datetime import date
from typing import Any

from remiss.domain.mail_kinds import MailKind
from remiss.domain.workflow.states import ReplyState
from remiss.notifications.digest import Digest, Entry
from remiss.notifications.message import Contact, MailFacts, PersonFacts, RenderedMail, message

ABOUT_A_PERSON = (MailKind.ACCOUNT_MADE, MailKind.RECOVERY, MailKind.LOG_HEAD, MailKind.TEST)
TITLE, NUMBER, SENDER, BODY = "Program för trygga gångvägar", "KS 2030/311", "Kommunstyrelsen", "Farsta stadsdelsnämnd"
DUE, LATER = date(2030, 12, 11), date(2031, 1, 15)
CONTACT = Contact("Hedvig Almstrand", "hedvig.almstrand@stad.example", "08-465 004 01")


def example(kind: MailKind, base_url: str, note: str = "") -> RenderedMail:
    """Return the mail of ``kind`` as it may look; ``note`` is the sender's own text in it, filled in."""
    url = f"{base_url.rstrip('/')}/"
    facts: MailFacts | PersonFacts = PersonFacts(CONTACT.name, url)
    if kind not in ABOUT_A_PERSON:
        facts = MailFacts(TITLE, NUMBER, SENDER, BODY, DUE, url, CONTACT, note=note)
    return message(kind, facts, _words(url))


def _words(url: str) -> dict[str, Any]:
    """Everything that some mail says besides what all know."""
    entry = Entry(
        TITLE, NUMBER, SENDER, (BODY,), DUE, late=False, step=ReplyState.DRAFT, asked=False, outside=False, url=url,
        contact=CONTACT,
    )  # fmt: skip
    return {
        "role": "", "body": BODY, "other": "Socialnämnden", "agreed": True, "reason": "Förslaget arbetas om.",
        "letter": "Avsnitt 2 är omskrivet.", "number": 2, "was_withdrawn": False, "waited_for": True,
        "expected_on": None, "internal_due_on": date(2030, 11, 12), "wanted_on": LATER, "asked_on": LATER,
        "granted_on": LATER, "valid_on": DUE, "day_on": DUE, "until": "14.32", "head": f"412:{'5e' * 32}",
        "received": "9 december 2030 kl. 14.32", "sha256": "3f" * 32, "digest": Digest((entry,)),
    }  # fmt: skip
