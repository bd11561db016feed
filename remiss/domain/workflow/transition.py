"""The shape of a row of the transition table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from remiss.domain.permissions import Permission
from remiss.domain.workflow.checks import Check, RemissCheck
from remiss.domain.workflow.states import RemissAction, RemissState, ReplyAction, ReplyState

S = TypeVar("S", ReplyState, RemissState)
A = TypeVar("A", ReplyAction, RemissAction)
C = TypeVar("C", Check, RemissCheck)


@dataclass(frozen=True)
class Transition(Generic[S, A, C]):
    """One row: who may take a thing from one of ``sources`` to ``target``, and what must hold first.

    ``target`` None keeps the state; ``returns`` leads a reply back to where it was before it was broken off.
    ``needs_reason`` demands a sentence of motivation. ``checks`` say what must be put right first; where one of
    ``guards`` fails the row does not apply at all, and there is no button. One that ``undoes`` an action applies only
    to the person who has just done it, while nothing has happened since. While ``stays_while``
    holds the action is taken and the state stays: the other parties to a joint reply are awaited. One that ``goes_on``
    leads to where the parties that are left have come, when the last one that was awaited is gone.
    """

    action: A
    sources: tuple[S, ...]
    target: S | None
    permission: Permission
    label: str
    needs_reason: bool = False
    checks: tuple[C, ...] = ()
    returns: bool = False
    guards: tuple[C, ...] = ()
    stays_while: C | None = None
    undoes: A | None = None
    goes_on: bool = False

    def reaches(self, source: S) -> S:
        """Return the state after the action from ``source``."""
        return source if self.target is None else self.target


ReplyRow = Transition[ReplyState, ReplyAction, Check]
RemissRow = Transition[RemissState, RemissAction, RemissCheck]
