"""What the rows of the table mean for one thing: where an action leads, or why it cannot be done."""

from __future__ import annotations

from remiss.domain.workflow import deciding
from remiss.domain.workflow.checks import RemissFacts, ReplyFacts
from remiss.domain.workflow.states import RemissState, ReplyState
from remiss.domain.workflow.transition import RemissRow, ReplyRow
from remiss.errors import InvalidInput, WrongState


def next_reply_state(row: ReplyRow, state: ReplyState, facts: ReplyFacts, leaving: int | None = None) -> ReplyState:
    """Return the state that ``row`` leads to from ``state``, with a party ``leaving`` where one goes its own way.

    Raises WrongState when the row does not start there or does not apply, InvalidInput with the sentence of the first
    failing check.
    """
    start_in(row, state)
    if sentence := why_not_applicable(row, facts):
        raise WrongState(sentence)
    _pass(tuple(check(facts) for check in row.checks))
    if row.returns and facts.state_before is not None:
        return deciding.without_the_awaited(facts.state_before, facts)
    if row.goes_on:
        return deciding.without_the_awaited(state, deciding.without_party(facts, leaving))
    if row.stays_while is not None and row.stays_while(facts):
        return state
    return row.reaches(state)


def start_in(row: ReplyRow, state: ReplyState) -> None:
    """Raise WrongState when ``row`` does not start in ``state``, whatever the facts are."""
    if state not in row.sources:
        raise WrongState(f"”{row.label}” går inte att göra nu: ärendet är i läget ”{state.label}”.")


def why_not_applicable(row: ReplyRow, facts: ReplyFacts) -> str | None:
    """Return why ``row`` is no choice for this person at all, or None: then there is a button."""
    if row.undoes and not (facts.last_is_own and facts.last_action == row.undoes and facts.last_from == row.target):
        return "Det som ska ångras är inte det du gjorde senast i ärendet."
    return next((sentence for guard in row.guards if (sentence := guard(facts))), None)


def next_remiss_state(row: RemissRow, state: RemissState, facts: RemissFacts) -> RemissState:
    """Return the state that ``row`` leads to from ``state``; raises as ``next_reply_state``."""
    if state not in row.sources:
        raise WrongState(f"”{row.label}” går inte att göra nu: remissen är i läget ”{state.label}”.")
    _pass(tuple(check(facts) for check in row.checks))
    return row.reaches(state)


def _pass(results: tuple[str | None, ...]) -> None:
    for sentence in results:
        if sentence:
            raise InvalidInput(sentence)
