"""A walk through the product beside the model: each step is foretold, taken, and compared with what then stands."""

from __future__ import annotations

from collections.abc import Callable, Collection
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from itertools import count

from remiss.domain.roles import Actor
from remiss.door import writing
from remiss.errors import RemissError
from remiss.extensions import db
from remiss.models.organisations import Organisation, OrganisationKind
from tests.machine.acts import do
from tests.machine.doing import Doing, Shown, stale
from tests.machine.model import Model
from tests.machine.observe import Onlooker, Seen
from tests.machine.rules import BESIDES, BY_OTHERS, INTAKES, PAPERS, REMISS, REPLY, TAMPERING, pairs, rule_of
from tests.machine.things import PAPER, Attempt, Body, Expected, Matter
from tests.support.remembering import SqliteFile
from tests.support.world import START, World, draft_remiss, reply_of

BODIES = ("farsta", "social", "external")
PLACES = ("farsta", "social")
ROLES = ("registrator", "handlaggare", "avdelningschef", "direktor", "sekreterare")
PEOPLE = (*(f"{place}.{role}" for place in PLACES for role in ROLES), "ks.samordnare", "ks.registrator", "admin")
OTHERWISE = {"registrera_beslut", "avgor_sent_svar", "andra_bilagor", "anteckna_beredning"}
DECIDES = {"registrera_beslut", "registrera_beslut_efter_forhandssvar"}
"""The nämnd can decide a text of its own instead."""
NUMBERS = count(1)
KINDS = {"remiss", "reply"}
"""What the events of the workflow are about; that somebody signed in is about a person."""
Pair = tuple[str, str]
NO_PARTIES = ("ks", "databasen")
PERSONAL = {action for action, rule in REPLY.items() if "own_" in rule.only or "received" in rule.needs}
"""Where it matters which of those who may it is."""


@cache
def _people_who(action: str) -> list[str]:
    roles = rule_of(action).who.split()
    return [who for who in (*PEOPLE, "databasen") if who in roles or who.partition(".")[2] in roles]


@dataclass(frozen=True)
class Step:
    """An attempt as it was made, with the page it was made from; kept to be repeated and to be told of."""

    attempt: Attempt
    shown: Shown


class Difference(AssertionError):
    """The product did something else than was promised. The message says how to come there."""


class Walk:
    """One walk: the newest remiss with its model, and everything that has been reached."""

    def __init__(
        self, world: World, onlooker: Onlooker, perform: Callable[[Doing], object] | None = None,
        actions: Collection[str] | None = None,
    ) -> None:  # fmt: skip
        """``actions`` are those that ``perform`` knows. Through pages a refusal leaves marks: a sign-in, for one."""
        self.world, self.onlooker = world, onlooker
        self.perform = perform or in_a_transaction
        self.through_pages = perform is not None
        self.actions = frozenset(actions or (*REMISS, *REPLY, *TAMPERING)) - BY_OTHERS - BESIDES
        self.pairs = {pair for pair in pairs(REMISS) | pairs(REPLY) if pair[1] in self.actions | BY_OTHERS}
        self.reached: set[Pair] = set()
        self.steps: list[Step] = []
        self.actors: dict[str, Actor] = {}
        self.taken = self.refused = self.idle = 0
        self.begin({"farsta": Body(), "social": Body()})

    def begin(self, bodies: dict[str, Body]) -> None:
        """Begin a new remiss to bodies that are set up like that."""
        number = next(NUMBERS)
        with writing():
            for place, body in bodies.items():
                organisation = db.session.get_one(Organisation, getattr(self.world, place))
                organisation.signature_levels, organisation.chair_authorised = body.signatures, body.chair
                organisation.kind = OrganisationKind.COMPANY if body.company else OrganisationKind.COMMITTEE
        asked = tuple(getattr(self.world, body) for body in BODIES)
        self.remiss_id = draft_remiss(self.world, f"KS 2030/{number}", asked)
        self.model = Model({"external": Body(), **bodies})
        self.steps, self.idle = [], 0
        self._look_away()

    def keep(self) -> Callable[[], None]:
        """Remember how everything stands, and return what puts it back."""
        db.session.rollback()
        store = SqliteFile()
        rows, model, told = store.keep(), deepcopy(self.model), (self.onlooker.audited, self.onlooker.mailed)
        steps = list(self.steps)

        def put_back() -> None:
            store.put_back(rows)
            db.session.remove()
            self.model, self.steps = model, steps
            self.onlooker.audited, self.onlooker.mailed = told
            self.onlooker.changed()

        return put_back

    def options(self) -> list[Attempt]:
        """Return what can be done now, each by one of those who may: the model says that it will succeed."""
        tries = [Attempt(action, "") for action in REMISS if action in self.actions]
        for number, matter in self.model.matters.items():
            for action, rule in (REPLY | TAMPERING).items():
                received_with_it = matter.state == "skickad" and action == "ga_med_i_gemensamt_svar"
                if action in self.actions and (matter.state in rule.states or received_with_it):
                    tries += self._tries(action, number)
        return [found for attempt in tries if (found := self._by_somebody(attempt))]

    def _tries(self, action: str, number: int) -> list[Attempt]:
        ways = (False, True) if self._has_ways(action, number) else (False,)
        texts = (False, True) if action in DECIDES else (False,)
        return [
            replace(one, otherwise=way, own=own) if way or own else one
            for one in self.shapes(action, number)
            for way in ways
            for own in texts
        ]

    def _has_ways(self, action: str, number: int) -> bool:
        joint = len(self.model.matters[number].parties) > 1
        return action in OTHERWISE or (joint and action in INTAKES and action.startswith("registrera_"))

    def _by_somebody(self, attempt: Attempt) -> Attempt | None:
        """Let another person than last time try first: whose turn it is follows from the number of steps."""
        parties = self.model.matters[attempt.matter].parties if attempt.matter is not None else []
        people = [who for who in _people_who(attempt.action) if who.partition(".")[0] in (*parties, *NO_PARTIES)]
        turn = self.taken % len(people) if people else 0
        for who in people[turn:] + people[:turn]:
            refusals = self.model.refusals(replace(attempt, who=who))
            if not refusals:
                return replace(attempt, who=who)
            if "Forbidden" not in refusals and attempt.action not in PERSONAL:
                return None  # nobody else can either
        return None

    def shapes(self, action: str, number: int) -> list[Attempt]:
        """Return the ways in which ``action`` can be meant: upon which proposal, with which other body."""
        attempt, matter = Attempt(action, "", number), self.model.matters[number]
        if action in PAPERS:
            return [replace(attempt, other=body) for body in matter.parties]
        if action in {"lamna_komplettering", "aterkalla_begaran_om_komplettering"}:
            return [replace(attempt, which=key) for key in self.model.requests_about(number)]
        if rule_of(action).form == "anstand":
            return [replace(attempt, which=matter.extension)]
        if action == "foresla_gemensamt_svar":
            return [replace(attempt, other=body) for body in self.model.askable(number) or BODIES[:1]]
        if action.endswith("gemensamt_svar"):
            return [replace(attempt, which=key) for key in self.model.open_proposals(action, number)]
        return [attempt]

    def shown_for(self, attempt: Attempt) -> Shown:
        """Return what a page opened now shows."""
        if attempt.matter is None:
            return Shown(self.onlooker.remiss(self.remiss_id)[1], 0)
        seen = self.onlooker.reply(attempt.matter)
        return Shown(seen.version, seen.newest)

    def take(self, attempt: Attempt, shown: Shown | None = None) -> bool:
        """Make ``attempt`` from a page that showed ``shown``, compare, and tell whether it succeeded."""
        if attempt.other and attempt.action in PAPERS:  # papers are the body's, whatever matter it has now
            own = [number for number, matter in self.model.matters.items() if attempt.other in matter.parties]
            attempt = replace(attempt, matter=own[0])
        fresh = self.shown_for(attempt)
        shown = stale(fresh) if attempt.stale else shown or fresh
        attempt = replace(attempt, stale=self._is_old(attempt, shown, fresh))
        self.steps.append(Step(attempt, shown))
        self.taken += 1
        refusals = self.model.refusals(attempt)
        now = START + timedelta(minutes=len(self.steps))
        if self.through_pages:
            self.onlooker.remember()
        doing = Doing(self.world, self.remiss_id, attempt, shown, now, self.actors)
        try:
            made = self.perform(doing)
        except RemissError as problem:
            self._compare_refusal(type(problem).__name__, refusals)
            return False
        if refusals:
            raise self._difference(f"it succeeded, though promised to be refused with {sorted(refusals)}")
        self._compare_success(attempt, made)
        return True

    def again(self) -> bool:
        """Make the newest attempt once more from the same page: a double post."""
        last = self.steps[-1]
        return self.take(replace(last.attempt, stale=False), last.shown)

    # -- comparing ----------------------------------------------------------------------------------------------------

    def _compare_refusal(self, error: str, refusals: set[str]) -> None:
        self.refused += 1
        if error in {"Conflict", "Gone"}:  # what a page says when the reason is one of several
            error = next(iter(refusals - {"Forbidden"} if error == "Conflict" else refusals), error)
        if error not in refusals:
            promised = f"promised was {sorted(refusals)}" if refusals else "promised to succeed"
            raise self._difference(f"it was refused with {error}; {promised}")
        changed = self.onlooker.differing() if self.through_pages else self.onlooker.changed()
        events = [event for event in self.onlooker.new_events() if event[1] in KINDS or not self.through_pages]
        if changed or events or self.onlooker.new_mails():
            raise self._difference(f"it was refused, and yet something changed: {changed} {events}")
        self._compare_matters()

    def _compare_success(self, attempt: Attempt, made: object) -> None:
        before = {number: matter.state for number, matter in self.model.matters.items()}
        state = self.model.state
        fresh = self._fresh_matter(attempt)
        expected = self.model.follow(attempt, fresh)
        if attempt.action == "skicka":
            self.model.sent_to({reply_of(self.remiss_id, getattr(self.world, b)).id: b for b in BODIES})
        if attempt.action in {"foresla_gemensamt_svar", "begar_komplettering", "begar_anstand"}:
            self.model.made(int(str(made)), attempt)
        db.session.rollback()
        self._compare_log(expected)
        self._reach(expected, before, state)
        self.onlooker.changed()
        self._compare_mails()
        self._compare_matters()

    def _fresh_matter(self, attempt: Attempt) -> int | None:
        if attempt.action not in PAPERS:
            return None
        now_in = reply_of(self.remiss_id, getattr(self.world, attempt.other)).id
        return None if now_in == attempt.matter else now_in

    def _reach(self, expected: Expected, before: dict[int, str], state: str) -> None:
        at, known = dict(before), len(self.reached)
        for action, number in expected:
            here = state if number is None else at.get(number, "skickad")
            self.reached.add((here, action))
            if action in {"ta_emot", "registrera_beslut"}:  # what goes on to a second action in the same step
                at[number or 0] = REPLY[action].target
        self.idle = 0 if len(self.reached) > known else self.idle + 1

    def _compare_log(self, expected: Expected) -> None:
        events = [
            (action, None if kind == "remiss" else number)
            for action, kind, number in self.onlooker.new_events()
            if kind in KINDS
        ]
        if events != expected:
            raise self._difference(f"the log says {events}, promised was {expected}")

    def _compare_mails(self) -> None:
        mails = self.onlooker.new_mails()
        if len(set(mails)) < len(mails):
            raise self._difference(f"somebody got two mails about the same thing: {mails}")

    def _compare_matters(self) -> None:
        state, _ = self.onlooker.remiss(self.remiss_id)
        if state != self.model.state:
            raise self._difference(f"the remiss is {state}, promised was {self.model.state}")
        names = {getattr(self.world, body): body for body in BODIES}
        for number, matter in self.model.matters.items():
            stands, promised = _stands(self.onlooker.reply(number), names), self._promised(number, matter)
            wrong = {key: (stands[key], promised[key]) for key in stands if stands[key] != promised[key]}
            if wrong:
                raise self._difference(f"matter {number}: (stands, promised) = {wrong}")

    def _promised(self, number: int, matter: Matter) -> dict[str, object]:
        requests = [self.model.requests[key] for key in self.model.requests_about(number)]
        return {
            "parties": matter.parties, "state": matter.state, "before": matter.before, "texts": matter.texts,
            "newest": matter.newest,
            "signed": sorted(one for one in matter.signed | matter.broken if one[0] != PAPER),
            "decided": sorted(matter.decided), "adjusted": sorted(matter.adjusted), "agenda": sorted(matter.agenda),
            "published": sorted(matter.published | matter.brought), "sent": matter.sent, "files": matter.files,
            "waiting": sum(request.waits for request in requests), "extension": int(matter.extension is not None),
            "muted": matter.muted,
        }  # fmt: skip

    def _is_old(self, attempt: Attempt, shown: Shown, fresh: Shown) -> bool:
        rule = rule_of(attempt.action)
        if rule.form == "anstand":
            return attempt.stale or attempt.which != self.model.matters[attempt.matter or 0].extension
        return shown.text != fresh.text if rule.form == "text" else shown.version != fresh.version

    def _look_away(self) -> None:
        self.onlooker.changed()
        self.onlooker.new_events()
        self.onlooker.new_mails()

    def _difference(self, what: str) -> Difference:
        way = "\n".join(f"  {number}. {step.attempt}" for number, step in enumerate(self.steps, 1))
        return Difference(f"{what}\nThe way there, in a new remiss to {self.model.bodies}:\n{way}")


def _stands(seen: Seen, names: dict[int, str]) -> dict[str, object]:
    return {
        "parties": [names[place] for place in seen.parties], "state": seen.state, "before": seen.before,
        "texts": seen.texts, "newest": seen.newest,
        "signed": sorted((role, names[place]) for role, place in seen.signed),
        "decided": sorted(names[place] for place in seen.decided),
        "adjusted": sorted(names[place] for place in seen.adjusted),
        "agenda": sorted(names[place] for place in seen.agenda),
        "published": sorted((names[place], number) for place, number in seen.published),
        "sent": list(seen.submissions), "files": seen.files, "waiting": seen.waiting,
        "extension": seen.extension, "muted": seen.muted,
    }  # fmt: skip


def in_a_transaction(doing: Doing) -> object:
    """Do it through the services, as a page does."""
    with writing():
        return do(doing)
