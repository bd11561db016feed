"""What must hold where a nämnd has decided, and its decision says which text is the reply (DOMAIN §2); and where a
joint text has come when nobody else is awaited.
"""

from __future__ import annotations

from dataclasses import replace

from remiss.domain.roles import Role
from remiss.domain.workflow.checks import ReplyFacts
from remiss.domain.workflow.states import ReplyState

DECIDED_TOO_LATE = (
    "Beslutet gäller den text som finns i ärendet. Expediera den under Beslut, trots att svarstiden är avslutad. "
    "Avsändaren avgör om svaret tas med."
)
DECIDED_STATES = frozenset({ReplyState.DECIDED, ReplyState.ADJUSTED})
"""Where the nämnd has decided, and nothing has been sent."""


def holder_of(state: ReplyState, before: ReplyState | None) -> Role | None:
    """Return the role that a matter waits for: one decided in time for nothing still waits to be sent."""
    return Role.SECRETARY if state is ReplyState.NOT_RECEIVED and before in DECIDED_STATES else state.holder


def was_not_decided(facts: ReplyFacts) -> str | None:
    """What had been decided when the sender stopped waiting is the answer, and no other papers (DOMAIN §7)."""
    return DECIDED_TOO_LATE if facts.state_before in DECIDED_STATES else None


def was_decided(facts: ReplyFacts) -> str | None:
    """What was decided before the sender stopped waiting can still be sent; whether it counts, the sender says."""
    if facts.state_before in DECIDED_STATES:
        return None
    return "Svarstiden är avslutad, och svaret var inte beslutat då. Färdiga handlingar kan fortfarande lämnas in."


def board_writes_the_reply(facts: ReplyFacts) -> str | None:
    """Only a decision that departs from the proposal can have a text of the nämnd's own (DOMAIN §2)."""
    return None if facts.board_text.can_write else "Inget beslut väntar på nämndens eget yttrande."


def has_board_text(facts: ReplyFacts) -> str | None:
    """Where the nämnd's own text is the reply, the office's is only what was proposed."""
    return "Lägg in nämndens eget yttrande, som är svaret." if facts.board_text.missing else None


def board_text_holds(facts: ReplyFacts) -> str | None:
    """It rests on the decision and its protokollsutdrag, exactly as it was put in."""
    if not facts.board_text.broken:
        return None
    return (
        "Nämndens eget yttrande, beslutet eller protokollsutdraget har ändrats efter att yttrandet lades in. "
        "Lägg in yttrandet på nytt."
    )


def without_party(facts: ReplyFacts, leaving: int | None) -> ReplyFacts:
    """Return the facts as they are once the party ``leaving`` is gone, which nobody waits for any more."""
    if leaving is None:
        return facts
    gone = frozenset({leaving})
    return replace(
        facts, parties=facts.parties - gone, unsigned=facts.unsigned - gone, undecided=facts.undecided - gone,
        unadjusted=facts.unadjusted - gone,
    )  # fmt: skip


def without_the_awaited(state: ReplyState, facts: ReplyFacts) -> ReplyState:
    """Return where a joint text stands once a party is gone: it waits no longer for what only that one had left."""
    if state is ReplyState.DIRECTOR_REVIEW and not facts.unsigned:
        return ReplyState.SIGNED
    if state is ReplyState.PRELIMINARY and not facts.undecided:
        return ReplyState.SUBMITTED
    if state is ReplyState.TO_BOARD and not facts.undecided:
        state = ReplyState.DECIDED
    return ReplyState.ADJUSTED if state is ReplyState.DECIDED and not facts.unadjusted else state
