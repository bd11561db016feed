"""What waits for a person, what the person waits for, and what has just happened: the start page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from remiss.domain.roles import Actor
from remiss.queries.mine_completions import completion_items
from remiss.queries.mine_intakes import intake_items
from remiss.queries.mine_items import Happened, Item, ItemKind
from remiss.queries.mine_office import office_events, office_items
from remiss.queries.mine_sender import arrivals, sender_items
from remiss.queries.report_duties import report_items

RECENT = 8


@dataclass(frozen=True)
class Mine:
    """The three lists of the start page, the most pressing and the newest first."""

    waiting: tuple[Item, ...]
    expecting: tuple[Item, ...]
    recent: tuple[Happened, ...]


def mine(actor: Actor, today: date) -> Mine:
    """Return the lists for ``actor``. Queries: in a body 3 for its matters and 1 for their events; at a sender 3 for
    its remisser, 1 for arrivals and 2 for who sent them; for everybody 1 for intakes;
    who may send a reply 1 for completions.
    """
    held, others, titles = office_items(actor, today)
    to_do, under_way = sender_items(actor)
    intakes = intake_items(actor)
    reading = [item for item in intakes if item.kind is ItemKind.READING]
    waiting = [
        *held,
        *report_items(actor, today),
        *to_do,
        *completion_items(actor),
        *(item for item in intakes if item.kind is not ItemKind.READING),
    ]
    recent = [*office_events(titles, RECENT), *arrivals(actor, today, RECENT)]
    return Mine(
        waiting=tuple(sorted(waiting, key=_pressing)),
        expecting=tuple(sorted([*others, *under_way, *reading], key=_pressing)),
        recent=tuple(sorted(recent, key=lambda event: event.at, reverse=True)[:RECENT]),
    )


def _pressing(item: Item) -> tuple[date, str, int]:
    return item.due_on or date.max, item.kind, item.thing_id
