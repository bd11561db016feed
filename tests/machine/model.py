"""A small model of one remiss and its replies: says beforehand what an attempt leads to. Imports nothing of Remiss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.machine.checks import Known
from tests.machine.rules import (
    BEFORE,
    CAME_IN,
    FOLLOWS,
    INTAKES,
    PAPERS,
    REMISS,
    REPLACES,
    REPLY,
    SAME,
    SENDS,
    STAYS_WHILE_OTHERS,
    TAMPERING,
    UNDOES,
    Rule,
    rule_of,
)
from tests.machine.things import DIRECTOR, HEAD, PAPER, Attempt, Expected, Matter, Proposal, Request

DECIDED = {"expediera", "expediera_efter_svarstiden"}
"""What the nämnd decided goes, and that can be a text of its own."""
FORBIDDEN, WRONG_STATE, STALE, BAD_INPUT = "Forbidden", "WrongState", "StaleForm", "InvalidInput"
CHIEFS_BY_STATE = {"granskning": HEAD}


class Model(Known):
    """What is known of one remiss, and what attempts do to it."""

    def sent_to(self, matters: dict[int, str]) -> None:
        """The remiss is out: a matter is open at each body."""
        self.matters = {number: Matter([body]) for number, body in matters.items()}

    def made(self, key: int, attempt: Attempt) -> None:
        """Somebody was asked: to share the matter, for an addition, for anstånd; ``key`` is what was made of it."""
        action = attempt.action
        if action == "foresla_gemensamt_svar":
            self.proposals[key] = Proposal(attempt.matter or 0, attempt.other)
        elif action == "begar_anstand":
            self.matters[attempt.matter or 0].extension = key
        else:
            self.requests[key] = Request(attempt.matter or 0)

    def meant(self, attempt: Attempt) -> str:
        """Return what an attempt really is: one button serves both chiefs, and so on."""
        action = attempt.action
        if attempt.matter is None:
            opens = {True: "ateruppta", False: "oppna_svarstiden"}[self.state == "aterkallad"]
            return opens if action in {"oppna_svarstiden", "ateruppta"} else action
        matter = self.matters[attempt.matter]
        chief = CHIEFS_BY_STATE.get(matter.state, DIRECTOR)
        if action.startswith("lamna_for_"):
            return "lamna_for_granskning" if self.levels(matter) > 1 else "lamna_for_signering"
        if action.startswith("signera_som_"):
            return f"signera_som_{chief}"
        if action.endswith("_skickar_tillbaka"):
            return f"{chief}_skickar_tillbaka"
        if action in UNDOES:
            done, _, source = matter.last
            return next((u for u, undone in UNDOES.items() if (undone, REPLY[u].target) == (done, source)), action)
        return REPLACES[action] if action in REPLACES and matter.state not in CAME_IN.split() else action

    def refusals(self, attempt: Attempt) -> set[str]:
        """Return the names of the errors that are right for ``attempt``; none when it is to succeed.

        Where several things are wrong, any of them may be said first.
        """
        action = self.meant(attempt)
        rule = rule_of(action)
        found = {FORBIDDEN} if not self._allowed(rule, attempt) else set()
        if self._state_of(attempt, action) not in rule.states or not self._holds_all(rule.only, action, attempt):
            found.add(WRONG_STATE)
        if attempt.stale and rule.form:
            found.add(STALE)
        if (attempt.lacks and attempt.lacks in rule.asks.split()) or not self._holds_all(rule.needs, action, attempt):
            found.add(BAD_INPUT)
        return found

    def follow(self, attempt: Attempt, fresh: int | None = None) -> Expected:
        """Take the step of ``attempt``, which succeeded, and return what the log is to say.

        ``fresh`` is the id of a matter that the step made.
        """
        states = {number: matter.state for number, matter in self.matters.items()}
        said = self._follow(attempt, fresh)
        for action, number in said:
            if number is not None:
                source = states.get(number, "skickad")
                self.matters[number].last = (action, attempt.who, source)
                states[number] = REPLY[action].target if action == "ta_emot" else self.matters[number].state
        return said

    def _follow(self, attempt: Attempt, fresh: int | None) -> Expected:
        action = self.meant(attempt)
        if attempt.matter is None:
            return self._follow_remiss(action, attempt)
        number, matter = attempt.matter, self.matters[attempt.matter]
        if action in PAPERS:
            return self._take_in(action, attempt, fresh)
        if action == "ga_med_i_gemensamt_svar":
            return self._join(attempt)
        effect: Callable[[Matter, Attempt], None] | None = getattr(self, f"_{action}", None)
        if effect:
            effect(matter, attempt)
        if action in TAMPERING:
            return []
        self._move_unless_awaited(matter, action)
        if action in SENDS:
            own = matter.own.text if matter.own and action in DECIDED else None
            matter.sent.append(own or matter.newest)
            matter.late = self.state != "skickad"
        more = self._at_once(action, matter, attempt)
        return [(action, number), *((one, number) for one in more)]

    def _at_once(self, action: str, matter: Matter, attempt: Attempt) -> list[str]:
        """Do what goes with an action in the same step, and return what the log calls it."""
        if action == "lagg_in_namndens_yttrande" and matter.state == "inskickad":
            matter.sent.append(matter.texts)
            return ["ersatt_svar"]
        if action == "registrera_beslut" and attempt.otherwise and matter.state == "beslutad":
            self._move_unless_awaited(matter, "justera")
            return ["justera"]
        return []

    # -- whether ------------------------------------------------------------------------------------------------------

    def _allowed(self, rule: Rule, attempt: Attempt) -> bool:
        place, role = attempt.who.split(".") if "." in attempt.who else ("", attempt.who)
        return attempt.who in rule.who.split() or (role in rule.who.split() and place in self._bodies(attempt))

    def _bodies(self, attempt: Attempt) -> set[str]:
        """Whose people may act: of a proposal those whom it is about."""
        if attempt.matter is None:
            return set()
        matter = self.matters[attempt.matter]
        if attempt.action in PAPERS:
            return {attempt.other}  # nobody hands in for another body
        if attempt.action == "lamna_gemensamt_svar" and attempt.which is not None:
            return {*matter.parties[:1], self.proposals[attempt.which].body} & set(matter.parties)
        return set(matter.parties)

    def _state_of(self, attempt: Attempt, action: str) -> str:
        if attempt.matter is None:
            return self.state
        matter = self.matters[attempt.matter]
        if action == "ga_med_i_gemensamt_svar" and matter.state == "skickad":
            return "mottagen"  # it is received in the same step
        return "skickad" if self._answers_apart(matter, action, attempt) else matter.state

    def _answers_apart(self, matter: Matter, action: str, attempt: Attempt) -> bool:
        """Tell whether one party of several answers by itself, in a matter of its own."""
        together = attempt.otherwise or attempt.action in REPLACES
        return action in INTAKES and len(matter.parties) > 1 and not together and matter.state not in CAME_IN.split()

    def _holds_all(self, names: str, action: str, attempt: Attempt) -> bool:
        if not names:
            return True
        matter = self.matters[attempt.matter] if attempt.matter is not None else Matter([])
        meant = attempt if attempt.action == action else replace(attempt, action=action)
        return all(getattr(self, f"is_{name}")(matter, meant) for name in names.split())

    def _others_are_awaited(self, action: str, matter: Matter) -> bool:
        nobody = Attempt("", "")
        if action == "signera_som_forvaltningschef":
            return not self.is_all_signed(matter, nobody)
        if action == "justera":
            return not self.is_adjusted(matter, nobody)
        return len(matter.parties) > 1 if action == "bordlagg" else not self.is_decided(matter, nobody)

    # -- what follows -------------------------------------------------------------------------------------------------

    def _move_unless_awaited(self, matter: Matter, action: str) -> None:
        if not (action in STAYS_WHILE_OTHERS and self._others_are_awaited(action, matter)):
            self._move(matter, REPLY[action])

    def _move(self, matter: Matter, rule: Rule) -> None:
        if rule.target == SAME:
            return
        before, broken = matter.state, rule.target in {"ej_inkommit", "aterkallad"}
        matter.state = (matter.before or "") if rule.target == BEFORE else rule.target
        if matter.state != before:
            matter.before = before if broken else None

    def _follow_remiss(self, action: str, attempt: Attempt) -> Expected:
        rule, follows = REMISS[action], FOLLOWS.get(action)
        said: Expected = [(action, None)]
        self.state = self.state if rule.target == SAME else rule.target
        if action.endswith("_version"):
            self.prepared = action == "forbered_version"
        for number, matter in sorted(self.matters.items()) if follows else ():
            step = REPLY[follows]
            fits = matter.parties and matter.state in step.states
            if fits and self._holds_all(step.needs, follows, Attempt("", attempt.who, number)):
                self._move(matter, step)
                said.append((follows, number))
        return said

    def _take_in(self, action: str, attempt: Attempt, fresh: int | None) -> Expected:
        number, said = attempt.matter or 0, Expected()
        if fresh is not None:
            by_sender = attempt.who.startswith("ks.")
            said.append(("part_svarar_for_sig" if by_sender else "svara_for_sig", number))
            shared = self.matters[number]
            self.matters[fresh] = Matter([attempt.other], sent=shared.sent[-1:], late=shared.late)
            self._part(number, attempt.other, self.matters[fresh])
            number = fresh
        matter = self.matters[number]
        self._move(matter, REPLY[action])
        matter.has_new_text()
        matter.number, matter.complete = True, False
        if action == "registrera_signerat_utlatande":
            matter.signed = {(PAPER, "")}
            return [(action, number)]
        for decided in matter.decisions:
            decided.own = False  # the finished papers are the reply: what was decided about a draft waits for no text
        matter.sent.append(matter.newest)
        matter.expected = action.endswith("forhandssvar")
        if action in INTAKES:
            matter.late = self.state != "skickad"
        return [*said, (action, number)]

    def _part(self, number: int, body: str, own: Matter) -> None:
        shared = self.matters[number]
        was_holder = shared.parties[0] == body
        shared.parties.remove(body)
        for one in self.proposals.values():
            if one.lead == number and one.state == "med" and one.body in {body, *(shared.parties[:1] * was_holder)}:
                one.state = "lamnad"
        _take_along(shared, body, own)
        nobody = Attempt("", "")
        for state, done, after in (
            ("signering", self.is_all_signed, "signerad"), ("till_namnd", self.is_decided, "beslutad"),
            ("beslutad", self.is_adjusted, "justerad"), ("forhandssvar", self.is_decided, "inskickad"),
        ):  # fmt: skip
            if shared.state == state and done(shared, nobody):
                shared.state = after

    def _join(self, attempt: Attempt) -> Expected:
        proposal, own_number = self.proposals[attempt.which or 0], attempt.matter or 0
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

    _hantera_utanfor_systemet = _ta_emot

    def _notera_overlamnat(self, matter: Matter, _: Attempt) -> None:
        matter.handed_over = True

    def _anteckna_beredning(self, matter: Matter, _: Attempt) -> None:
        if matter.state == "utkast" and matter.texts:
            matter.has_new_text()  # Ärendets beredning says so by itself

    def _andra_bilagor(self, matter: Matter, attempt: Attempt) -> None:
        matter.files += -1 if attempt.otherwise and matter.files else 1

    def _spara_text(self, matter: Matter, attempt: Attempt) -> None:
        matter.has_new_text()
        matter.complete = not attempt.otherwise

    def _signera_som_avdelningschef(self, matter: Matter, attempt: Attempt) -> None:
        matter.signed.add((HEAD, attempt.place))

    def _signera_som_forvaltningschef(self, matter: Matter, attempt: Attempt) -> None:
        matter.signed.add((DIRECTOR, attempt.place))

    def _angra_signatur_som_avdelningschef(self, matter: Matter, attempt: Attempt) -> None:
        for kept in (matter.signed, matter.broken):
            kept.discard((HEAD, attempt.place))

    def _angra_signatur_som_forvaltningschef(self, matter: Matter, attempt: Attempt) -> None:
        for kept in (matter.signed, matter.broken):
            kept.discard((DIRECTOR, attempt.place))

    def _andra_signerad_text(self, matter: Matter, _: Attempt) -> None:
        matter.signed, matter.broken = set(), matter.signed | matter.broken

    def _void(self, matter: Matter, _: Attempt) -> None:
        matter.returned = matter.signed, matter.broken
        matter.signed, matter.broken = set(), set()

    _avdelningschef_skickar_tillbaka = _forvaltningschef_skickar_tillbaka = _aterremittera = _void
    _oppna_for_ny_signering = _void

    def _unvoid(self, matter: Matter, _: Attempt) -> None:
        matter.signed, matter.broken = matter.returned

    _angra_avdelningschefens_aterforing = _angra_forvaltningschefens_aterforing = _unvoid

    def _anmal_till_sammantrade(self, matter: Matter, attempt: Attempt) -> None:
        matter.agenda.add(attempt.place)

    def _angra_anmalan_till_sammantrade(self, matter: Matter, attempt: Attempt) -> None:
        matter.agenda.discard(attempt.place)

    def _publicera_handlingar(self, matter: Matter, attempt: Attempt) -> None:
        matter.published.add((attempt.place, matter.newest))

    def _registrera_beslut(self, matter: Matter, attempt: Attempt) -> None:
        matter.decide(attempt.place, own=attempt.own)
        if attempt.otherwise:
            matter.at_once.add(attempt.place)
            matter.adjusted.add(attempt.place)

    def _registrera_beslut_efter_forhandssvar(self, matter: Matter, attempt: Attempt) -> None:
        matter.decide(attempt.place, own=attempt.own)
        matter.adjusted.add(attempt.place)  # it is sent in the same step, so its minutes are adjusted

    def _registrera_inkommet_beslut(self, matter: Matter, _: Attempt) -> None:
        for body in set(matter.parties) - matter.decided:
            matter.decide(body)

    def _ta_tillbaka_beslut(self, matter: Matter, attempt: Attempt) -> None:
        for kept in (matter.decided, matter.adjusted, matter.at_once):
            kept.discard(attempt.place)
        matter.decisions = [one for one in matter.decisions if one.body != attempt.place]

    def _lagg_in_namndens_yttrande(self, matter: Matter, _: Attempt) -> None:
        matter.texts += 1  # the office's text stays what was proposed, signed and decided about
        if matter.own:
            matter.own.text = matter.texts

    def _justera(self, matter: Matter, attempt: Attempt) -> None:
        matter.adjusted.add(attempt.place)

    def _expediera_efter_svarstiden(self, matter: Matter, attempt: Attempt) -> None:
        matter.adjusted |= {attempt.place} & matter.decided

    def _angra_justering(self, matter: Matter, attempt: Attempt) -> None:
        matter.adjusted.discard(attempt.place)

    def _skicka_forhandssvar(self, matter: Matter, _: Attempt) -> None:
        matter.expected = True

    def _answered(self, _: Matter, attempt: Attempt) -> None:
        self.requests[attempt.which or 0].waits = False

    _lamna_komplettering = _aterkalla_begaran_om_komplettering = _answered

    def _no_longer_asked(self, matter: Matter, _: Attempt) -> None:
        matter.extension = None

    _ta_tillbaka_begaran_om_anstand = _bevilja_anstand = _avsla_begaran_om_anstand = _no_longer_asked

    def _tysta_paminnelser(self, matter: Matter, _: Attempt) -> None:
        matter.muted = True

    def _sla_pa_paminnelser(self, matter: Matter, _: Attempt) -> None:
        matter.muted = False

    def _skicka_underremiss(self, _: Matter, attempt: Attempt) -> None:
        self.asked_in_turn.add(attempt.place)

    def _aterkalla_forslag_om_gemensamt_svar(self, _: Matter, attempt: Attempt) -> None:
        self.proposals[attempt.which or 0].state = "aterkallad"

    def _avboj_gemensamt_svar(self, _: Matter, attempt: Attempt) -> None:
        self.proposals[attempt.which or 0].state = "avbojd"

    def _lamna_gemensamt_svar(self, matter: Matter, attempt: Attempt) -> None:
        proposal = self.proposals[attempt.which or 0]
        proposal.state = "lamnad"
        matter.parties.remove(proposal.body)
        own = self.matters[proposal.own or 0]
        own.parties.append(proposal.body)
        _take_along(matter, proposal.body, own)


def _take_along(shared: Matter, body: str, own: Matter) -> None:
    """What a body has published stays its own, with the meeting it was published for; nothing else of it is left."""
    gone = {one for one in shared.published | shared.brought if one[0] == body}
    shared.published -= gone
    shared.brought -= gone
    shared.agenda.discard(body)
    own.brought |= gone
    own.agenda |= {body} if gone else set()
