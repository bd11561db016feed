"""Where a person is signed in, in words: when, and in which browser on which system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from remiss.extensions import db
from remiss.models.people import UserSession

# the first that fits: browsers also name those they descend from
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "SamsungBrowser": "Samsung Internet",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class OwnSession:
    """A browser that is signed in; ``here`` is the one that asks."""

    words: str
    since: datetime
    until: datetime
    here: bool


def own_sessions(user_id: int, token_hash: str, now: datetime) -> list[OwnSession]:
    """Return the live sessions of a person, the one that asks first, then the newest: one query."""
    live = sa.select(UserSession).where(
        UserSession.user_id == user_id, UserSession.ended_at.is_(None), UserSession.expires_at > now
    )
    rows = db.session.scalars(live.order_by(UserSession.created_at.desc(), UserSession.id.desc()))
    found = [
        OwnSession(browser_words(row.user_agent), row.created_at, row.expires_at, row.token_hash == token_hash)
        for row in rows
    ]
    return sorted(found, key=lambda session: not session.here)


def browser_words(user_agent: str | None) -> str:
    """Return ”Firefox på Windows” for what a browser calls itself; what is not known is left out."""
    named = user_agent or ""
    browser = next((words for sign, words in BROWSERS.items() if sign in named), "Okänd webbläsare")
    system = next((words for sign, words in SYSTEMS.items() if sign in named), None)
    return f"{browser} på {system}" if system else browser
