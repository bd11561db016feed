"""What the conditions in the rules mean, each for one matter and one attempt. Imports nothing of Remiss."""

from __future__ import annotations

from tests.machine.rules import CAME_IN, SHARED, UNDOES, rule_of
from tests.machine.things import DIRECTOR, HEAD, PAPER, Attempt, Body, Matter, Proposal, Request

ENDED = {"inskickad", "forhandssvar", "avstatt", "ej_inkommit", "aterkallad"}


class Known:
    """One remiss: its own state, its matters by id, the proposals to answer jointly, and what is asked in addition."""

    def __init__(self, bodies: dict[str, Body]) -> None:
        self.bodies = bodies
        self.state = "utkast"
        self.prepared = False
        self.matters: dict[int, Matter] = {}
        self.proposals: dict[int, Proposal] = {}
        self.requests: dict[int, Request] = {}
        self.asked_in_turn: set[str] = set()

    def holds(self, name: str, matter: Matter) -> bool:
        """Tell whether what a rule calls ``name`` is so of the matter, whoever tries whatever."""
        return bool(getattr(self, f"is_{name}")(matter, Attempt("", "")))

    def open_proposals(self, action: str, number: int) -> list[int]:
        """Return the proposals that ``action`` upon the matter can be about."""
        if action == "lamna_gemensamt_svar":
            return [key for key, one in self.proposals.items() if one.lead == number and one.state == "med"]
        standing = {key: one for key, one in self.proposals.items() if one.state == "foreslagen"}
        if action == "aterkalla_forslag_om_gemensamt_svar":
            return [key for key, one in standing.items() if one.lead == number]
        return [key for key, one in standing.items() if one.body in self.matters[number].parties]

    def askable(self, number: int) -> list[str]:
        """Return the bodies that can be asked to share the matter."""
        asked = {p.body for p in self.proposals.values() if p.lead == number and p.state == "foreslagen"}
        open_to_all = {
            body
            for matter in self.matters.values()
            if matter.state not in ENDED | {"utanfor_systemet"}
            for body in matter.parties
        }
        return sorted(open_to_all - asked - set(self.matters[number].parties))

    def requests_about(self, number: int) -> list[int]:
        """Return what has been asked about the matter, answered or not."""
        return [key for key, one in self.requests.items() if one.matter == number]

    # -- the text -----------------------------------------------------------------------------------------------------

    def is_text(self, matter: Matter, _: Attempt) -> bool:
        return matter.texts > 0

    def is_no_text(self, matter: Matter, _: Attempt) -> bool:
        return matter.texts == 0

    def is_complete(self, matter: Matter, _: Attempt) -> bool:
        return matter.complete

    def is_number(self, matter: Matter, attempt: Attempt) -> bool:
        receives = attempt.action == "ga_med_i_gemensamt_svar" and matter.state == "skickad"
        return attempt.lacks != "diarienummer" if receives else matter.number

    def is_received(self, matter: Matter, attempt: Attempt) -> bool:
        return matter.state != "skickad" or attempt.who.endswith(".registrator")

    # -- signatures ---------------------------------------------------------------------------------------------------

    def levels(self, matter: Matter) -> int:
        """Return how many are to sign: the most that one of the parties has set."""
        return max((self.bodies[body].signatures for body in matter.parties), default=0)

    def is_two_levels(self, matter: Matter, _: Attempt) -> bool:
        return self.levels(matter) > 1

    def is_one_level(self, matter: Matter, _: Attempt) -> bool:
        return self.levels(matter) == 1

    def is_unsigned(self, matter: Matter, _: Attempt) -> bool:
        return not matter.signed and not matter.broken

    def is_broken(self, matter: Matter, _: Attempt) -> bool:
        return bool(matter.broken)

    def is_head(self, matter: Matter, _: Attempt) -> bool:
        return self.levels(matter) == 1 or any(role == HEAD for role, _ in matter.signed)

    def is_own_unsigned(self, matter: Matter, attempt: Attempt) -> bool:
        return attempt.place in matter.parties and (DIRECTOR, attempt.place) not in matter.signed

    def is_all_signed(self, matter: Matter, _: Attempt) -> bool:
        """Every party's director has signed, or they did on paper."""
        return (PAPER, "") in matter.signed or {(DIRECTOR, body) for body in matter.parties} <= matter.signed

    def is_director(self, matter: Matter, attempt: Attempt) -> bool:
        return not matter.broken and self.is_all_signed(matter, attempt)

    def is_own_last(self, matter: Matter, attempt: Attempt) -> bool:
        undone = UNDOES.get(attempt.action, "")
        return matter.last == (undone, attempt.who, rule_of(attempt.action).target)

    # -- the meeting and its decision ---------------------------------------------------------------------------------

    def is_own_unpublished(self, matter: Matter, attempt: Attempt) -> bool:
        own = attempt.place
        return own in matter.agenda - matter.decided and (own, matter.newest) not in matter.published

    def is_own_undecided(self, matter: Matter, attempt: Attempt) -> bool:
        return attempt.place in matter.parties and attempt.place not in matter.decided

    def is_one_text(self, matter: Matter, attempt: Attempt) -> bool:
        """A joint reply has one text: no party decides one of its own."""
        return not attempt.own or len(matter.parties) == 1

    def is_nothing_decided(self, matter: Matter, attempt: Attempt) -> bool:
        """Once a body has decided, what it decided is its answer: also when it was decided before the time ended."""
        joint = len(matter.parties) > 1
        return attempt.other not in matter.decided if joint else matter.before not in {"beslutad", "justerad"}

    def is_board_text(self, matter: Matter, _: Attempt) -> bool:
        """Where the nämnd's own text is the reply, it is here."""
        return matter.own is None or matter.own.text is not None

    def is_board_writes(self, matter: Matter, attempt: Attempt) -> bool:
        """It can be put right until it is sent; after a förhandssvar it goes at once, while the sender waits."""
        if matter.state not in CAME_IN.split():
            return matter.own is not None
        return not self.is_board_text(matter, attempt) and self.state == "skickad"

    def is_own_decided(self, matter: Matter, attempt: Attempt) -> bool:
        return attempt.place in matter.decided

    def is_decided(self, matter: Matter, _: Attempt) -> bool:
        return set(matter.parties) <= matter.decided

    def is_adjusted(self, matter: Matter, _: Attempt) -> bool:
        return set(matter.parties) <= matter.adjusted

    def is_adjusted_with_own(self, matter: Matter, attempt: Attempt) -> bool:
        """Who sends what was decided says when the own minutes were adjusted."""
        return set(matter.parties) <= matter.adjusted | ({attempt.place} & matter.decided)

    def is_decided_before(self, matter: Matter, _: Attempt) -> bool:
        return matter.before in {"beslutad", "justerad"}

    def is_adjusted_afterwards(self, matter: Matter, attempt: Attempt) -> bool:
        return attempt.place not in matter.at_once

    def is_company(self, matter: Matter, _: Attempt) -> bool:
        return all(self.bodies[body].company for body in matter.parties)

    def is_no_company(self, matter: Matter, attempt: Attempt) -> bool:
        return not self.is_company(matter, attempt)

    def is_chair(self, matter: Matter, _: Attempt) -> bool:
        return all(self.bodies[body].chair for body in matter.parties)

    # -- what has come in ---------------------------------------------------------------------------------------------

    def is_came_late(self, matter: Matter, _: Attempt) -> bool:
        return matter.late

    def is_expected(self, matter: Matter, _: Attempt) -> bool:
        return matter.expected

    def is_reason(self, _: Matter, attempt: Attempt) -> bool:
        return attempt.lacks != "motivering"

    def is_nothing_asked(self, matter: Matter, _: Attempt) -> bool:
        return not any(one.waits and self.matters[one.matter] is matter for one in self.requests.values())

    def is_asked(self, matter: Matter, attempt: Attempt) -> bool:
        request = self.requests.get(attempt.which or 0)
        return request is not None and request.waits and self.matters[request.matter] is matter

    def is_not_handed_over(self, matter: Matter, _: Attempt) -> bool:
        return not matter.handed_over

    def is_no_secret(self, matter: Matter, _: Attempt) -> bool:
        return matter.before != "utanfor_systemet"

    # -- the remiss ---------------------------------------------------------------------------------------------------

    def is_open(self, _: Matter, __: Attempt) -> bool:
        return self.state == "skickad"

    def is_prepared(self, _: Matter, __: Attempt) -> bool:
        return self.prepared

    def is_muted(self, matter: Matter, _: Attempt) -> bool:
        return matter.muted

    def is_waited_for(self, matter: Matter, _: Attempt) -> bool:
        return bool(matter.parties)  # a matter that is set aside for a joint reply is nobody's

    def is_open_extension(self, matter: Matter, _: Attempt) -> bool:
        return matter.extension is not None

    def is_no_open_extension(self, matter: Matter, _: Attempt) -> bool:
        return matter.extension is None

    # -- others -------------------------------------------------------------------------------------------------------

    def is_alone(self, matter: Matter, _: Attempt) -> bool:
        return len(matter.parties) == 1

    def is_alone_or_bound(self, matter: Matter, _: Attempt) -> bool:
        """A signed text cannot be left: who answers by itself then parts from it."""
        return len(matter.parties) == 1 or matter.state in {"signerad", "till_namnd"}

    def is_alone_or_waiting(self, matter: Matter, _: Attempt) -> bool:
        """Who shares a förhandssvar can decide a text of its own instead of that."""
        return len(matter.parties) == 1 or matter.state == "forhandssvar"

    def is_joint(self, matter: Matter, _: Attempt) -> bool:
        return len(matter.parties) > 1

    def is_nobody_asked_in_turn(self, matter: Matter, _: Attempt) -> bool:
        return not self.asked_in_turn & set(matter.parties)

    def is_askable(self, _: Matter, attempt: Attempt) -> bool:
        return attempt.other in self.askable(attempt.matter or 0)

    def is_proposed(self, _: Matter, attempt: Attempt) -> bool:
        return attempt.which in self.open_proposals(attempt.action, attempt.matter or 0)

    def is_joined(self, _: Matter, attempt: Attempt) -> bool:
        return attempt.which in self.open_proposals(attempt.action, attempt.matter or 0)

    def is_lead_shared(self, _: Matter, attempt: Attempt) -> bool:
        lead = self.matters[self.proposals[attempt.which or 0].lead]
        return lead.state in SHARED.split()

    def is_came_in(self, matter: Matter, _: Attempt) -> bool:
        return matter.state in CAME_IN.split()
