"""What must hold where a nämnd has decided, and its decision says which text is the reply (DOMAIN §2); and where a
joint text has come when nobody else is awaited.
"""

from __future__ import annotations

from dataclasses import replace

from remiss.domain.workflow.checks import ReplyFacts
from remiss.domain.workflow.states import ReplyState

DECIDED_TOO_LATE = (
    "Beslutet gäller den text som finns i ärendet, men svarstiden är avslutad. Be avsändaren att öppna den igen, så "
    "att ni kan expediera svaret, eller skicka det beslutade svaret till avsändaren, som kan registrera det."
)


def was_not_decided(facts: ReplyFacts) -> str | None:
    """What had been decided when the sender stopped waiting is the answer, and no other papers (DOMAIN §7)."""
    return DECIDED_TOO_LATE if facts.state_before in {ReplyState.DECIDED, ReplyState.ADJUSTED} else None


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
