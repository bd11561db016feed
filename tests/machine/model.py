"""A small model of one remiss and its replies: says beforehand what an attempt leads to. Imports nothing of Remiss."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.machine.rules import BEFORE, FOLLOWS, INTAKES, REMISS, REPLY, SAME, SENDS, SHARED, Rule

FORBIDDEN, WRONG_STATE, STALE, BAD_INPUT = "Forbidden", "WrongState", "StaleForm", "InvalidInput"
ENDED = {"inskickad", "forhandssvar", "avstatt", "ej_inkommit", "aterkallad"}


@dataclass(frozen=True)
class Attempt:
    """Somebody tries something. ``lacks`` is the mandatory answer left out, ``stale`` an old page, ``proposal`` which.

    ``otherwise`` is the other form of the same: a text without a part, a decision adjusted at once. Of a remiss's own
    actions ``matter`` is None.
    """

    action: str
    who: str
    matter: int | None = None
    lacks: str = ""
    stale: bool = False
    otherwise: bool = False
    proposal: int | None = None
    other: str = ""


@dataclass(frozen=True)
class Body:
    """How a body is set up: how many sign, whether it is a company, whether its chair may decide what is urgent."""

    signatures: int = 2
    company: bool = False
    chair: bool = False


@dataclass
class Matter:
    """One text and its way; ``parties`` are those it belongs to, none while it is set aside for a joint reply."""

    parties: list[str]
    state: str = "skickad"
    before: str | None = None
    number: bool = False
    texts: int = 0
    complete: bool = False
    signed: set[str] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    at_once: bool = False
    late: bool = False
    expected: bool = False
    handed_over: bool = False
    sent_text: int | None = None


@dataclass
class Proposal:
    """That ``body`` shares the matter ``lead``; ``own`` is what it sets aside for that."""

    lead: int
    body: str
    state: str = "foreslagen"
    own: int | None = None


Expected = list[tuple[str, int | None]]
"""What the log is to say of a step: actions with the matter they are about, None for the remiss."""


class Model:
    """One remiss: its own state, its matters by id, and the proposals to answer jointly."""

    def __init__(self, bodies: dict[str, Body]) -> None:
        self.bodies = bodies
        self.state = "utkast"
        self.matters: dict[int, Matter] = {}
        self.proposals: dict[int, Proposal] = {}

    def sent_to(self, matters: dict[int, str]) -> None:
        """The remiss is out: a matter is open at each body."""
        self.matters = {number: Matter([body]) for number, body in matters.items()}

    def proposes(self, key: int, attempt: Attempt) -> None:
        """A body has been asked to share the matter of the attempt; ``key`` is the proposal."""
        self.proposals[key] = Proposal(attempt.matter or 0, attempt.other)

    def meant(self, attempt: Attempt) -> str:
        """Return what an attempt really is: one button serves both chiefs, and so on."""
        if attempt.matter is None:
            opens = attempt.action in {"oppna_svarstiden", "ateruppta"}
            return (
                {True: "ateruppta", False: "oppna_svarstiden"}[self.state == "aterkallad"] if opens else attempt.action
            )
        matter = self.matters[attempt.matter]
        if attempt.action.startswith("lamna_for_"):
            return "lamna_for_granskning" if self._levels(matter) > 1 else "lamna_for_signering"
        if attempt.action.startswith("signera_som_"):
            return f"signera_som_{'avdelningschef' if matter.state == 'granskning' else 'forvaltningschef'}"
        if attempt.action.endswith("_skickar_tillbaka"):
            return f"{'avdelningschef' if matter.state == 'granskning' else 'forvaltningschef'}_skickar_tillbaka"
        return attempt.action

    def refusals(self, attempt: Attempt) -> set[str]:
        """Return the names of the errors that are right for ``attempt``; none when it is to succeed.

        Where several things are wrong, any of them may be said first.
        """
        action = self.meant(attempt)
        rule = REMISS[action] if attempt.matter is None else REPLY[action]
        found = {FORBIDDEN} if not self._allowed(rule, attempt) else set()
        if self._state_of(attempt, action) not in rule.states or not self._holds_all(rule.only, attempt):
            found.add(WRONG_STATE)
        if attempt.stale and rule.form:
            found.add(STALE)
        if (attempt.lacks and attempt.lacks in rule.asks.split()) or not self._holds_all(rule.needs, attempt):
            found.add(BAD_INPUT)
        return found

    def follow(self, attempt: Attempt, fresh: int | None = None) -> Expected:
        """Take the step of ``attempt``, which succeeded, and return what the log is to say.

        ``fresh`` is the id of a matter that the step made.
        """
        action = self.meant(attempt)
        if attempt.matter is None:
            return self._follow_remiss(action)
        if action in INTAKES:
            return self._take_in(action, attempt, fresh)
        number, matter = attempt.matter, self.matters[attempt.matter]
        if action == "ga_med_i_gemensamt_svar":
            return self._join(attempt)
        self._move(matter, REPLY[action])
        if action in SENDS:
            matter.sent_text, matter.late = matter.texts, self.state != "skickad"
        effect = getattr(self, f"_{action}", None)
        if effect:
            effect(matter, attempt)
        if action == "registrera_beslut" and attempt.otherwise:
            self._move(matter, REPLY["justera"])
            return [(action, number), ("justera", number)]
        return [(action, number)]

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

    def holds(self, name: str, matter: Matter) -> bool:
        """Tell whether what a rule calls ``name`` is so of the matter, whoever tries whatever."""
        return bool(getattr(self, f"is_{name}")(matter, Attempt("", "")))

    # -- whether ------------------------------------------------------------------------------------------------------

    def _allowed(self, rule: Rule, attempt: Attempt) -> bool:
        place, role = attempt.who.split(".") if "." in attempt.who else ("", attempt.who)
        return attempt.who in rule.who.split() or (role in rule.who.split() and place in self._bodies(attempt))

    def _bodies(self, attempt: Attempt) -> set[str]:
        """Whose people may act: of a proposal those whom it is about."""
        if attempt.matter is None:
            return set()
        matter = self.matters[attempt.matter]
        if attempt.action.startswith("lamna_in_"):
            return {attempt.other}  # nobody hands in for another body
        if attempt.action == "lamna_gemensamt_svar" and attempt.proposal is not None:
            return {*matter.parties[:1], self.proposals[attempt.proposal].body} & set(matter.parties)
        return set(matter.parties)

    def _state_of(self, attempt: Attempt, action: str) -> str:
        if attempt.matter is None:
            return self.state
        matter = self.matters[attempt.matter]
        if action == "ga_med_i_gemensamt_svar" and matter.state == "skickad":
            return "mottagen"  # it is received in the same step
        if action in INTAKES and len(matter.parties) > 1 and attempt.other:
            return "skickad"  # the body answers by itself, in a matter of its own
        return matter.state

    def _holds_all(self, names: str, attempt: Attempt) -> bool:
        if attempt.matter is None:
            return True
        return all(getattr(self, f"is_{name}")(self.matters[attempt.matter], attempt) for name in names.split())

    def _levels(self, matter: Matter) -> int:
        return max((self.bodies[body].signatures for body in matter.parties), default=0)

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

    def is_two_levels(self, matter: Matter, _: Attempt) -> bool:
        return self._levels(matter) > 1

    def is_one_level(self, matter: Matter, _: Attempt) -> bool:
        return self._levels(matter) == 1

    def is_unsigned(self, matter: Matter, _: Attempt) -> bool:
        return not matter.signed

    def is_head(self, matter: Matter, _: Attempt) -> bool:
        return self._levels(matter) == 1 or "avdelningschef" in matter.signed

    def is_director(self, matter: Matter, _: Attempt) -> bool:
        return "forvaltningschef" in matter.signed

    def is_decided(self, matter: Matter, _: Attempt) -> bool:
        return set(matter.parties) <= matter.decided

    def is_adjusted_afterwards(self, matter: Matter, _: Attempt) -> bool:
        return not matter.at_once

    def is_company(self, matter: Matter, _: Attempt) -> bool:
        return all(self.bodies[body].company for body in matter.parties)

    def is_no_company(self, matter: Matter, attempt: Attempt) -> bool:
        return not self.is_company(matter, attempt)

    def is_chair(self, matter: Matter, _: Attempt) -> bool:
        return all(self.bodies[body].chair for body in matter.parties)

    def is_came_late(self, matter: Matter, _: Attempt) -> bool:
        return matter.late

    def is_expected(self, matter: Matter, _: Attempt) -> bool:
        return matter.expected

    def is_not_handed_over(self, matter: Matter, _: Attempt) -> bool:
        return not matter.handed_over

    def is_open(self, _: Matter, __: Attempt) -> bool:
        return self.state == "skickad"

    def is_alone(self, matter: Matter, _: Attempt) -> bool:
        return len(matter.parties) == 1

    def is_no_secret(self, matter: Matter, _: Attempt) -> bool:
        return matter.before != "utanfor_systemet"

    def is_joint(self, matter: Matter, _: Attempt) -> bool:
        return len(matter.parties) > 1

    def is_askable(self, _: Matter, attempt: Attempt) -> bool:
        return attempt.other in self.askable(attempt.matter or 0)

    def is_proposed(self, _: Matter, attempt: Attempt) -> bool:
        return attempt.proposal in self.open_proposals(attempt.action, attempt.matter or 0)

    def is_joined(self, _: Matter, attempt: Attempt) -> bool:
        return attempt.proposal in self.open_proposals(attempt.action, attempt.matter or 0)

    def is_lead_shared(self, _: Matter, attempt: Attempt) -> bool:
        lead = self.matters[self.proposals[attempt.proposal or 0].lead]
        return lead.state in SHARED.split()

    # -- what follows -------------------------------------------------------------------------------------------------

    def _move(self, matter: Matter, rule: Rule) -> None:
        if rule.target == SAME:
            return
        before, broken = matter.state, rule.target in {"ej_inkommit", "aterkallad"}
        matter.state = (matter.before or "") if rule.target == BEFORE else rule.target
        if matter.state != before:
            matter.before = before if broken else None

    def _follow_remiss(self, action: str) -> Expected:
        rule, follows = REMISS[action], FOLLOWS.get(action)
        said: Expected = [(action, None)]
        self.state = self.state if rule.target == SAME else rule.target
        for number, matter in sorted(self.matters.items()) if follows else ():
            step = REPLY[follows]
            if matter.parties and matter.state in step.states and self._holds_all(step.needs, Attempt("", "", number)):
                self._move(matter, step)
                said.append((follows, number))
        return said

    def _take_in(self, action: str, attempt: Attempt, fresh: int | None) -> Expected:
        number = attempt.matter or 0
        if fresh is not None:
            self._part(number, attempt.other)
            self.matters[fresh] = Matter([attempt.other])
            number = fresh
        matter = self.matters[number]
        self._move(matter, REPLY[action])
        matter.texts, matter.number, matter.signed, matter.complete = matter.texts + 1, True, set(), False
        matter.sent_text, matter.expected = matter.texts, action.endswith("forhandssvar")
        matter.late = self.state != "skickad"
        return [(action, number)]

    def _part(self, number: int, body: str) -> None:
        shared = self.matters[number]
        was_holder = shared.parties[0] == body
        shared.parties.remove(body)
        for one in self.proposals.values():
            if one.lead == number and one.state == "med" and one.body in {body, *(shared.parties[:1] * was_holder)}:
                one.state = "lamnad"

    def _join(self, attempt: Attempt) -> Expected:
        proposal, own_number = self.proposals[attempt.proposal or 0], attempt.matter or 0
        own, said = self.matters[own_number], Expected()
        if own.state == "skickad":
            own.state, own.number = "mottagen", True
            said.append(("ta_emot", own_number))
        for one in self.proposals.values():
            if one.lead == own_number and one.state == "foreslagen":
                one.state = "aterkallad"
        own.parties.remove(proposal.body)
        self.matters[proposal.lead].parties.append(proposal.body)
        proposal.state, proposal.own = "med", own_number
        return [*said, ("ga_med_i_gemensamt_svar", own_number), ("ta_emot_part", proposal.lead)]

    def _ta_emot(self, matter: Matter, _: Attempt) -> None:
        matter.number = True

    def _hantera_utanfor_systemet(self, matter: Matter, _: Attempt) -> None:
        matter.number = True

    def _notera_overlamnat(self, matter: Matter, _: Attempt) -> None:
        matter.handed_over = True

    def _spara_text(self, matter: Matter, attempt: Attempt) -> None:
        matter.texts += 1
        matter.complete, matter.signed = not attempt.otherwise, set()

    def _signera_som_avdelningschef(self, matter: Matter, _: Attempt) -> None:
        matter.signed.add("avdelningschef")

    def _signera_som_forvaltningschef(self, matter: Matter, _: Attempt) -> None:
        matter.signed.add("forvaltningschef")

    def _void(self, matter: Matter, _: Attempt) -> None:
        matter.signed.clear()

    _avdelningschef_skickar_tillbaka = _forvaltningschef_skickar_tillbaka = _aterremittera = _void

    def _registrera_beslut(self, matter: Matter, attempt: Attempt) -> None:
        matter.decided, matter.at_once = set(matter.parties), attempt.otherwise

    _registrera_beslut_efter_forhandssvar = _registrera_inkommet_beslut = _registrera_beslut

    def _ta_tillbaka_beslut(self, matter: Matter, _: Attempt) -> None:
        matter.decided.clear()
        matter.at_once = False

    def _skicka_forhandssvar(self, matter: Matter, _: Attempt) -> None:
        matter.expected = True

    def _aterkalla_forslag_om_gemensamt_svar(self, _: Matter, attempt: Attempt) -> None:
        self.proposals[attempt.proposal or 0].state = "aterkallad"

    def _avboj_gemensamt_svar(self, _: Matter, attempt: Attempt) -> None:
        self.proposals[attempt.proposal or 0].state = "avbojd"

    def _lamna_gemensamt_svar(self, matter: Matter, attempt: Attempt) -> None:
        proposal = self.proposals[attempt.proposal or 0]
        proposal.state = "lamnad"
        matter.parties.remove(proposal.body)
        self.matters[proposal.own or 0].parties.append(proposal.body)
