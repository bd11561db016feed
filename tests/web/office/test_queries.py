"""How many times a page asks the database; each number is named, so that a new question is a decision."""

from __future__ import annotations

import pytest

from remiss.domain.workflow.states import ReplyState
from tests.support.queries import counted
from tests.support.world import reply_in, sent_remiss

# every page: session with its user, memberships, who lends the user a role, the names in the frame, unread notices
FRAME = 5
# every page of a matter: reply, consultees, remiss, lead organisation, names, people, officer, last events, meeting
# day, newest version; what the table asks: the newest text, its signatures, what the log says of them, decisions, one
# person's decision, the sender's questions, the last event, chosen attachments, whether anstånd is asked for
MATTER = 10 + 9
COUNTS = {
    # reasons, proposals of a joint reply, an underremiss, a new version of the draft; signed on paper (2); the plan:
    # bodies, names, meetings
    "": MATTER + 9,
    "/underlag": MATTER + 7,  # themes, versions of the draft, its file, its sections, annexes, what is asked for (2)
    "/tjansteutlatande": MATTER
    + 13,  # text, the remitted papers (5), what is asked for (2), reasons, attachments, units
    "/synpunkter": MATTER + 8,  # text, papers (5), viewpoints, labels
    # text, viewpoints, labels, reasons, known version (2); signatures, what holds of them (2), paper (2); facts of the
    # check (6), its viewpoints, labels, reasons, former names; attachments; what is asked for (2)
    "/granskning": MATTER + 28,
    "/beslut": MATTER + 3,  # coming meetings, decisions
    "/handlingar": MATTER + 8,  # the draft, its file, annexes, attachments, decisions, minorities, submission, text
    "/historik": MATTER + 2,  # events, names of officers
}


@pytest.mark.parametrize("page", COUNTS)
def test_pages_of_a_matter_ask_few_questions(visit, world, page) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    client = visit("farsta.handlaggare")
    with counted() as seen:
        client.get(f"/arenden/{reply_id}{page}")
    assert len(seen) <= FRAME + COUNTS[page], "\n".join(seen)


def test_the_list_asks_the_same_for_one_matter_as_for_many(visit, world) -> None:
    client = visit("farsta.registrator")
    for number in range(4):
        reply_in(world, sent_remiss(world, f"KS 2026/{number}"), world.farsta, ReplyState.DRAFT)
    with counted() as seen:
        client.get("/arenden")
    assert len(seen) <= FRAME + 3, "\n".join(seen)  # matters, names, people
