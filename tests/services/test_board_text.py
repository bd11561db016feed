"""Which text is the reply when the nämnd decides otherwise: the office's, or the nämnd's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from remiss.documents.compilation.process import process_account
from remiss.domain.editing import TypedSection
from remiss.domain.stance import Stance
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, StaleForm, WrongState
from remiss.extensions import db, upload_folder
from remiss.jobs.tasks import work
from remiss.models.attachments import path_of
from remiss.models.decisions import BoardDecision, Outcome, ReplyText, Submission
from remiss.models.mail import OutboxMail
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.models.statements import StatementVersion
from remiss.queries.board_text import awaits_own_text
from remiss.queries.compilation import compilation_facts
from remiss.queries.signing import examine_signatures
from remiss.services import decisions, preliminary
from remiss.services.board_text import keep_board_file, write_board_text
from remiss.services.steps import facts_of, newest_version
from tests.services.test_late import words
from tests.services.test_replacing import hand_in
from tests.support.world import START, World, reply_in, sent_remiss, some_attachment

OWN = "Nämnden vill ha dubbelt så många lampor."
DECIDED = ReplyState.TO_BOARD
AFTER = datetime(2030, 12, 13, 12, tzinfo=UTC)
"""Two days after the due date."""


def own_sections(words: str = OWN) -> tuple[TypedSection, ...]:
    return (TypedSection(SectionKey.VIEWPOINTS, "Nämndens synpunkter", words),)


def decide(world: World, reply: Reply, text: ReplyText = ReplyText.BOARD, outcome: Outcome = Outcome.OTHERWISE) -> None:
    secretary = world.actor("farsta.sekreterare")
    with writing():
        decided = decisions.DecisionInput(
            START.date(), "§ 14", outcome, "Nämnden beslutar ett eget yttrande.", True,
            minutes=some_attachment(secretary, "protokoll.pdf"), reply_text=text,
        )  # fmt: skip
        if reply.state is ReplyState.PRELIMINARY:
            preliminary.record_following_decision(secretary, reply, decided, None, reply.version, START)
        else:
            decisions.record_decision(secretary, reply, decided, reply.version, START)


def write(world: World, reply: Reply, words: str = OWN, who: str = "farsta.sekreterare") -> StatementVersion:
    with writing():
        return write_board_text(world.actor(who), reply, "Yttrande", own_sections(words), reply.version, START)


def send(world: World, reply: Reply) -> None:
    with writing():
        decisions.submit(world.actor("farsta.sekreterare"), reply, reply.version, START)


@pytest.fixture
def reply(world: World) -> Reply:
    """A signed text on the agenda."""
    return db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.TO_BOARD))


def test_the_own_text_is_sent_and_the_proposal_is_kept_as_what_was_proposed(world: World, reply: Reply) -> None:
    proposed = newest_version(reply)
    decide(world, reply)
    own = write(world, reply)
    assert newest_version(reply) is proposed
    assert not examine_signatures(reply).is_broken
    send(world, reply)
    submission = db.session.scalars(sa.select(Submission)).one()
    assert (submission.version_id, submission.sha256) == (own.id, own.sha256)
    [sent] = compilation_facts(db.session.get_one(Remiss, reply.remiss_id)).replies
    assert sent.author == "Farsta stadsdelsnämnd"
    assert sent.departing() == ()
    assert sent.board_text
    assert sent.text.contains(OWN)
    assert sent.proposed is not None
    assert sent.proposed == proposed.text


def test_the_offices_text_with_the_decision_beside_it_stays_the_offices(world: World, reply: Reply) -> None:
    proposed = newest_version(reply)
    decide(world, reply, ReplyText.OFFICE)
    with pytest.raises(WrongState, match="eget yttrande"):
        write(world, reply)
    send(world, reply)
    assert db.session.scalars(sa.select(Submission)).one().version_id == proposed.id
    [sent] = compilation_facts(db.session.get_one(Remiss, reply.remiss_id)).replies
    assert sent.author == "Farsta stadsdelsförvaltning"
    assert sent.departing() == ("Farsta stadsdelsnämnd",)
    assert sent.proposed is None


def test_nothing_is_sent_before_the_own_text_is_put_in(world: World, reply: Reply) -> None:
    decide(world, reply)
    with pytest.raises(InvalidInput, match="Lägg in nämndens eget yttrande"):
        send(world, reply)


def test_it_can_be_put_right_until_it_is_sent_and_every_version_is_kept(world: World, reply: Reply) -> None:
    decide(world, reply)
    write(world, reply, "Fel ord.")
    last = write(world, reply)
    assert last.number == 3
    send(world, reply)
    assert db.session.scalars(sa.select(Submission)).one().version_id == last.id
    with pytest.raises(WrongState):
        write(world, reply, "För sent.")


def test_only_who_records_decisions_puts_it_in_and_an_old_page_is_stale(world: World, reply: Reply) -> None:
    decide(world, reply)
    for who in ("farsta.handlaggare", "social.sekreterare", "ks.samordnare", "admin"):
        with pytest.raises(Forbidden):
            write(world, reply, who=who)
    with pytest.raises(StaleForm), writing():
        write_board_text(world.actor("farsta.sekreterare"), reply, "Y", own_sections(), reply.version - 1, START)
    with pytest.raises(InvalidInput, match="Skriv in"), writing():
        write_board_text(world.actor("farsta.sekreterare"), reply, "Y", (), reply.version, START)


def test_a_decision_taken_back_takes_its_text_along_and_the_office_goes_on_from_its_own(
    world: World, reply: Reply
) -> None:
    proposed = newest_version(reply)
    decide(world, reply)
    write(world, reply)
    with writing():
        decisions.withdraw_decision(world.actor("farsta.sekreterare"), reply, reply.version, START)
    decide(world, reply, ReplyText.OFFICE, Outcome.AS_PROPOSED)
    send(world, reply)
    assert db.session.scalars(sa.select(Submission)).one().version_id == proposed.id


SAID = "Belysningen bör byggas ut i hela staden."


def test_its_viewpoints_are_suggested_to_the_sender_as_those_of_a_file(world: World, reply: Reply) -> None:
    proposed = newest_version(reply)
    decide(world, reply)
    write(world, reply, "Nämnden avstyrker fler lampor.")
    write(world, reply, f"{OWN}\n\n{SAID}")
    assert not work(upload_folder()), "nothing is looked for in what may be put right"
    assert not examine_signatures(reply).is_broken
    send(world, reply)
    assert work(upload_folder())
    [sent] = compilation_facts(db.session.get_one(Remiss, reply.remiss_id)).replies
    assert proposed is not None
    assert not proposed.text.contains(SAID)
    [found] = [one for one in sent.viewpoints if one.text == SAID]
    assert (found.suggested, found.stance) == (True, Stance.PROPOSES_CHANGE)
    assert not [one for one in sent.viewpoints if "avstyrker" in one.text]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE statement_version SET content = replace(content, 'dubbelt', 'hälften') WHERE of_board",
        "UPDATE statement_version SET title = 'Annan' WHERE of_board",
        "UPDATE board_decision SET text = 'Annat.'",
        "UPDATE board_decision SET outcome = 'avslag'",
        "UPDATE board_decision SET own_version_id = NULL, reply_text = 'forvaltningens_text'",
        "UPDATE statement_version SET of_board = false",
        "UPDATE statement_version SET of_board = true",
    ],
)
def test_whatever_is_changed_afterwards_stops_it(world: World, reply: Reply, change: str) -> None:
    decide(world, reply)
    write(world, reply)
    with writing():
        db.session.execute(sa.text(change))
    db.session.expire_all()
    facts = facts_of(reply, world.actor("farsta.sekreterare"))
    assert facts.board_text.broken or facts.signature_broken or facts.undecided
    with pytest.raises(InvalidInput):
        send(world, reply)


def test_a_changed_protokollsutdrag_stops_it(world: World, reply: Reply) -> None:
    decide(world, reply)
    write(world, reply)
    minutes = db.session.scalars(sa.select(BoardDecision)).one().minutes
    assert minutes is not None
    path = path_of(upload_folder(), minutes.sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"nagot annat")
    with pytest.raises(InvalidInput, match="har ändrats"):
        send(world, reply)


def test_the_file_it_came_as_goes_with_it(world: World, reply: Reply) -> None:
    decide(world, reply)
    secretary = world.actor("farsta.sekreterare")
    with writing():
        file = some_attachment(secretary, "yttrande.docx")
        keep_board_file(secretary, reply, file, START)
    write(world, reply)
    send(world, reply)
    assert db.session.scalars(sa.select(Submission)).one().original is file
    with pytest.raises(WrongState), writing():
        keep_board_file(secretary, reply, some_attachment(secretary), START)


def test_after_a_forhandssvar_it_replaces_what_was_sent_and_the_sender_is_told(world: World) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.PRELIMINARY))
    decide(world, reply)
    assert reply.state is ReplyState.SUBMITTED
    before = db.session.scalar(sa.select(sa.func.count(OutboxMail.id)))
    own = write(world, reply)
    first, second = db.session.scalars(sa.select(Submission).order_by(Submission.id))
    assert first.replaced_reason == "Nämnden beslutade ett eget yttrande i stället för förvaltningens text."
    assert second.version_id == own.id
    assert db.session.scalar(sa.select(sa.func.count(OutboxMail.id))) > before
    [sent] = compilation_facts(db.session.get_one(Remiss, reply.remiss_id)).replies
    assert (sent.author, sent.board_text) == ("Farsta stadsdelsnämnd", True)


@pytest.mark.parametrize("early_day", [START, AFTER], ids=["in time", "late"])
def test_it_is_in_time_where_the_forhandssvar_was(world: World, early_day: datetime) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED))
    with writing():
        expected = early_day.date() + timedelta(days=9)
        preliminary.send_preliminary(world.actor("farsta.registrator"), reply, expected, reply.version, early_day)
    decide(world, reply)
    with writing():
        write_board_text(
            world.actor("farsta.sekreterare"),
            reply,
            "Yttrande",
            own_sections(),
            reply.version,
            AFTER + timedelta(days=7),
        )
    first, second = db.session.scalars(sa.select(Submission).order_by(Submission.id))
    late = early_day is AFTER
    assert (first.late, second.late) == (late, late)
    facts = compilation_facts(db.session.get_one(Remiss, reply.remiss_id))
    said = words(process_account(facts))
    assert ("lämnade ett förhandssvar i tid, den 5 oktober 2026" in said) is not late
    assert ("svarade efter svarstidens slut" in said) is late


def test_finished_papers_make_an_end_of_the_waiting_for_an_own_text(world: World, reply: Reply) -> None:
    decide(world, reply)
    assert awaits_own_text(reply.id) is not None
    hand_in(world, reply.remiss_id, "ks.registrator", reason="")
    reply, secretary = db.session.get_one(Reply, reply.id), world.actor("farsta.sekreterare")
    assert reply.state is ReplyState.SUBMITTED
    assert awaits_own_text(reply.id) is None
    assert not facts_of(reply, secretary).board_text.can_write
