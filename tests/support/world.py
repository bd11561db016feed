"""A small city for tests, and the way to take a reply to any state through the services."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from pwdlib.hashers.argon2 import Argon2Hasher

from remiss.clock import today
from remiss.domain.editing import TypedSection
from remiss.domain.parsed import Programme, ProgrammeSection
from remiss.domain.roles import Actor, Role
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.language.folding import fold, swedish_sort_key
from remiss.models.attachments import Attachment
from remiss.models.decisions import Outcome
from remiss.models.organisations import Organisation, OrganisationKind, OrganisationName
from remiss.models.people import Membership, User
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.services import adjusting, decisions, preliminary, remisser, reopening, replies, statements
from remiss.services.attachments import add_attachment
from remiss.services.sessions import actor_for
from remiss.services.steps import newest_version
from tests.support.remembering import remembered

PASSWORD = "vinterapel-och-lykta"
# checking a password reads the cost from the hash: a cheap one keeps hundreds of sign-ins from taking a minute
_HASH = Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
START = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
DUE = date(2030, 12, 11)
CANARY = "kanariefågeln sjunger hemligt i farsta"
OFFICE_ROLES = {
    "registrator": Role.REGISTRAR,
    "handlaggare": Role.OFFICER,
    "avdelningschef": Role.HEAD,
    "direktor": Role.DIRECTOR,
    "sekreterare": Role.SECRETARY,
}


@dataclass
class World:
    """Ids of what is there. People are ``farsta.registrator``, ``ks.samordnare``, ``admin`` and so on."""

    ks: int
    farsta: int
    social: int
    external: int
    users: dict[str, int] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        return actor_for(db.session.get_one(User, self.users[who]), datetime.now(UTC))


def build_world() -> World:
    """Fill an empty database."""
    with writing():
        world = World(
            ks=_body(OrganisationKind.EXECUTIVE, "Kommunstyrelsen", "Stadsledningskontoret"),
            farsta=_body(OrganisationKind.DISTRICT, "Farsta stadsdelsnämnd", "Farsta stadsdelsförvaltning"),
            social=_body(OrganisationKind.COMMITTEE, "Socialnämnden", "Socialförvaltningen"),
            external=_body(OrganisationKind.EXTERNAL, "Storstockholms brandförsvar", None),
        )
        for place, organisation in (("farsta", world.farsta), ("social", world.social)):
            for name, role in OFFICE_ROLES.items():
                _person(world, f"{place}.{name}", organisation, role)
        _person(world, "ks.samordnare", world.ks, Role.COORDINATOR)
        _person(world, "ks.registrator", world.ks, Role.KS_REGISTRAR)
        _person(world, "admin", world.ks, Role.ADMIN)
    return world


def _body(kind: OrganisationKind, name: str, office: str | None) -> int:
    organisation = Organisation(kind=kind, office_name=office)
    organisation.names.append(
        OrganisationName(name=name, sort_key=swedish_sort_key(name), folded=fold(name), valid_from=date(2000, 1, 1))
    )
    db.session.add(organisation)
    db.session.flush()
    return organisation.id


def _person(world: World, who: str, organisation: int, role: Role) -> None:
    user = User(name=who.replace(".", " ").title(), email=f"{who}@exempel.example", password_hash=_HASH)
    user.memberships.append(Membership(organisation_id=organisation, role=role, valid_from=date(2000, 1, 1)))
    db.session.add(user)
    db.session.flush()
    world.users[who] = user.id


def some_attachment(actor: Actor, name: str = "papper.docx") -> Attachment:
    """A row for a file; its content is not on disk."""
    return add_attachment(actor, "ab" * 32, name, "docx", 1200, START)


def draft_remiss(world: World, diary_number: str = "KS 2026/311", bodies: tuple[int, ...] | None = None) -> int:
    """Return the id of a complete remiss in draft, to Farsta, Socialnämnden and the fire brigade."""
    return remembered(("draft_remiss", diary_number, bodies), lambda: _draft(world, diary_number, bodies))


def _draft(world: World, diary_number: str, bodies: tuple[int, ...] | None) -> int:
    actor = world.actor("ks.samordnare")
    asked = bodies or (world.farsta, world.social, world.external)
    with writing():
        details = remisser.RemissDetails("Program för trygga gångvägar", diary_number, "Svara på allt.", DUE)
        remiss = remisser.create_remiss(actor, world.ks, details, START)
        programme = Programme("Program för trygga gångvägar", _sections())
        remisser.add_programme(actor, remiss, programme, some_attachment(actor, "program.docx"), START)
        themes = [
            remisser.ThemeInput("belysning", "Belysning", "Lampor, ljus och mörka stråk."),
            remisser.ThemeInput("kostnad", "Kostnader", "Pengar och finansiering."),
        ]
        remisser.set_themes(actor, remiss, themes, remiss.version, START)
        remisser.choose_consultees(actor, remiss, list(asked), remiss.version, START)
        return remiss.id


def _sections() -> tuple[ProgrammeSection, ...]:
    return (
        ProgrammeSection("1", "Inledning", 1, ("Programmet gäller alla gångvägar.",)),
        ProgrammeSection("2", "Belysning", 1, ("Mörka stråk ska lysas upp.",)),
        ProgrammeSection("2.1", "Ansvar", 2, ("Trafiknämnden ansvarar för lamporna.",)),
    )


def sent_remiss(world: World, diary_number: str = "KS 2026/311", bodies: tuple[int, ...] | None = None) -> int:
    """Return the id of a remiss that has been sent."""
    return remembered(("sent_remiss", diary_number, bodies), lambda: _send(world, diary_number, bodies))


def _send(world: World, diary_number: str, bodies: tuple[int, ...] | None) -> int:
    remiss_id = draft_remiss(world, diary_number, bodies)
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remisser.send_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    return remiss_id


def reply_of(remiss_id: int, organisation_id: int) -> Reply:
    """Return the reply of one body."""
    query = db.select(Consultee).filter_by(remiss_id=remiss_id, organisation_id=organisation_id)
    reply = db.session.scalars(query).one().reply
    assert reply is not None
    return reply


def typed_sections(words: str = CANARY) -> tuple[TypedSection, ...]:
    """A complete text; every section that can hold a secret holds ``words``."""
    return (
        TypedSection(SectionKey.PROPOSAL, "Förvaltningens förslag till beslut", f"Nämnden överlämnar svaret. {words}"),
        TypedSection(SectionKey.SUMMARY, "Sammanfattning", f"Vi är positiva. {words}"),
        TypedSection(
            SectionKey.VIEWPOINTS,
            "Förvaltningens synpunkter och förslag",
            f"Förvaltningen ser positivt på programmet. Belysningen bör byggas ut. {words}",
        ),
    )


def act(world: World, reply_id: int, step: str) -> None:
    """Do the one step that follows state ``step`` in the ordinary route."""
    reply = db.session.get_one(Reply, reply_id)
    place = "farsta" if world.farsta in reply.owners else "social"
    newest = newest_version(reply)
    base = newest.number if newest else 0

    def actor(name: str) -> Actor:
        return world.actor(f"{place}.{name}")

    officer = db.session.get_one(User, world.users[f"{place}.handlaggare"])
    meeting = today() + timedelta(days=1)
    steps = {
        "skickad": lambda: replies.receive(actor("registrator"), reply, "1.1-7/2026", reply.version, START),
        "mottagen": lambda: replies.assign(actor("avdelningschef"), reply, officer, None, reply.version, START),
        "fordelad": lambda: statements.save_text(actor("handlaggare"), reply, "Svar", typed_sections(), base, START),
        "utkast": lambda: statements.send_for_review(actor("handlaggare"), reply, base, START),
        "granskning": lambda: statements.sign(actor("avdelningschef"), reply, base, START),
        "signering": lambda: statements.sign(actor("direktor"), reply, base, START),
        "signerad": lambda: decisions.plan_meeting(actor("sekreterare"), reply, meeting, reply.version, START),
        "till_namnd": lambda: decisions.record_decision(
            actor("sekreterare"),
            reply,
            decisions.DecisionInput(
                START.date(), "§ 14", Outcome.AS_PROPOSED, minutes=some_attachment(actor("sekreterare"))
            ),
            reply.version,
            START,
        ),
        "beslutad": lambda: adjusting.adjust(actor("sekreterare"), reply, START.date(), reply.version, START),
        "justerad": lambda: decisions.submit(actor("sekreterare"), reply, reply.version, START),
    }
    steps[step]()


SIDE_STATES = {
    ReplyState.DECLINED, ReplyState.NOT_RECEIVED, ReplyState.PRELIMINARY, ReplyState.OUTSIDE, ReplyState.WITHDRAWN,
}  # fmt: skip
ROUTE = [state for state in ReplyState if state not in SIDE_STATES]
EXPECTED = date(2030, 12, 17)


def reply_in(world: World, remiss_id: int, organisation_id: int, state: ReplyState) -> int:
    """Take the body's reply to ``state`` through the services and return its id."""
    deed = ("reply_in", remiss_id, organisation_id, state)
    return remembered(deed, lambda: _bring(world, remiss_id, organisation_id, state))


def _bring(world: World, remiss_id: int, organisation_id: int, state: ReplyState) -> int:
    reply_id = reply_of(remiss_id, organisation_id).id
    if state is ReplyState.DECLINED:
        with writing():
            reply = db.session.get_one(Reply, reply_id)
            replies.decline(_registrar(world, reply), reply, "Berör oss inte.", "Delegation 4.2", reply.version, START)
    elif state is ReplyState.NOT_RECEIVED:
        with writing():
            remiss = db.session.get_one(Remiss, remiss_id)
            remisser.close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    elif state is ReplyState.WITHDRAWN:
        with writing():
            remiss = db.session.get_one(Remiss, remiss_id)
            reopening.withdraw_remiss(world.actor("ks.samordnare"), remiss, "Arbetas om.", remiss.version, START)
    elif state is ReplyState.OUTSIDE:
        with writing():
            reply = db.session.get_one(Reply, reply_id)
            replies.mark_outside(
                _registrar(world, reply), reply, "1.1-9/2026", "18 kap. 13 § OSL", reply.version, START
            )
    elif state is ReplyState.PRELIMINARY:
        _walk(world, reply_id, ReplyState.SIGNED)
        send_early(world, reply_id)
    else:
        _walk(world, reply_id, state)
    return reply_id


def send_early(world: World, reply_id: int) -> None:
    """Send a signed text as a förhandssvar."""
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        preliminary.send_preliminary(_registrar(world, reply), reply, EXPECTED, reply.version, START)


def _walk(world: World, reply_id: int, state: ReplyState) -> None:
    for step in ROUTE[: ROUTE.index(state)]:
        with writing():
            act(world, reply_id, step.value)


def _registrar(world: World, reply: Reply) -> Actor:
    return world.actor("farsta.registrator" if world.farsta in reply.owners else "social.registrator")
