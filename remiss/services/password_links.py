"""Links for choosing a password, by mail. No password is ever mailed, and the secret of a link stands nowhere.

The secret is derived from the installation's key, the row and the hash of the present password: it can be made when the
mail is sent and checked when it comes back, and every change of the password ends all links that were made before.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

import sqlalchemy as sa

from remiss.clock import STOCKHOLM, local_date
from remiss.domain.mail_kinds import MailKind
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.people import LinkKind, PasswordLink, User
from remiss.services.audit import record
from remiss.services.outbox import queue_mail
from remiss.services.sessions import end_sessions
from remiss.services.steps import require

LASTS = {LinkKind.INVITATION: timedelta(days=7), LinkKind.RECOVERY: timedelta(hours=1)}
MOST_AN_HOUR = 3
KEY_LENGTH = 72
_ID_DIGITS = 8


def request_link(email: str, now: datetime) -> PasswordLink | None:
    """Mail a link to the person with this address; None, and nothing, for an unknown one or after too many.

    The caller answers the same in every case: nobody learns who has an account.
    """
    user = db.session.scalars(sa.select(User).where(User.email == email.strip().lower(), User.active)).first()
    if user is None or _recent(user, now) >= MOST_AN_HOUR:
        return None
    link = _make(user, LinkKind.RECOVERY, now)
    record(None, "begar_losenordslank", "user", user.id, {}, now)
    return link


def send_link(actor: Actor, user: User, now: datetime) -> PasswordLink:
    """Mail a link that lasts a week, to somebody new or who has lost the way in. Raises Forbidden, InvalidInput."""
    actor = require(actor, Permission.PEOPLE_MANAGE)
    if not user.active:
        raise InvalidInput("Kontot är stängt. Öppna det först.")
    link = _make(user, LinkKind.INVITATION, now)
    record(actor, "skicka_losenordslank", "user", user.id, {}, now)
    return link


def key_of(link: PasswordLink, secret: str) -> str:
    """Return what stands in the address of ``link``: its number, and a code that only this installation can make."""
    words = f"remiss.password-link:{link.id}:{link.user.password_hash}"
    return f"{link.id:0{_ID_DIGITS}x}{hmac.new(secret.encode(), words.encode(), hashlib.sha256).hexdigest()}"


def open_link(key: str, secret: str, now: datetime) -> PasswordLink | None:
    """Return the link that ``key`` opens; None when it is made up, used, too old, or its account is closed."""
    try:
        number = int(key[:_ID_DIGITS], 16)
    except ValueError:
        return None
    link = db.session.get(PasswordLink, number) if number < 2**31 else None
    if link is None or not hmac.compare_digest(key_of(link, secret).encode(), key.encode()):
        return None
    return link if link.used_at is None and link.expires_at > now and link.user.active else None


def use_link(link: PasswordLink, password_hash: str, now: datetime) -> None:
    """Give the link's person the new password, open a locked account, and end every session and every other link."""
    user = link.user
    link.used_at = now
    user.password_hash, user.failed_logins, user.locked_until = password_hash, 0, None
    record(None, "valj_losenord", "user", user.id, {"link": link.id, "sessions": end_sessions(user, now)}, now)


def _recent(user: User, now: datetime) -> int:
    query = sa.select(sa.func.count(PasswordLink.id)).where(
        PasswordLink.user_id == user.id,
        PasswordLink.kind == LinkKind.RECOVERY,
        PasswordLink.created_at > now - timedelta(hours=1),
    )
    return db.session.scalar(query) or 0


def _make(user: User, kind: LinkKind, now: datetime) -> PasswordLink:
    """Add the row and queue its mail. The outbox holds the number of the row alone."""
    link = PasswordLink(user=user, kind=kind, created_at=now, expires_at=now + LASTS[kind])
    db.session.add(link)
    db.session.flush()
    last = link.expires_at
    context = {
        "link_id": link.id,
        "valid_on": local_date(last).isoformat(),
        "until": f"{last.astimezone(STOCKHOLM):%H.%M}",
    }
    mail_kind = MailKind.RECOVERY if kind is LinkKind.RECOVERY else MailKind.ACCOUNT_MADE
    queue_mail(mail_kind, user, None, None, context, now, f"link-{link.id}")
    return link
