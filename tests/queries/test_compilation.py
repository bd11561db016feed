"""What a compilation knows: released words only, attributed to whom they belong, in a number of queries that stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from remiss.cli.bench.filled import fill
from remiss.documents.compilation.layouts import outline_of
from remiss.documents.writing.json_form import write_json
from remiss.domain.compilation import CompilationFacts
from remiss.domain.compilation_choices import Layout
from remiss.domain.editing import TypedSection
from remiss.domain.stance import Confidence, Stance
from remiss.domain.statement import SectionKey
from remiss.domain.viewpoints import SuggestedViewpoint
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.decisions import BoardDecision, Outcome, ReplyText
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Reply
from remiss.models.viewpoints import Viewpoint
from remiss.queries.compilation import compilation_facts
from remiss.queries.removed import removed_viewpoints
from remiss.services import statements, viewpoints
from remiss.services.decisions import DecisionInput
from remiss.services.preliminary import record_following_decision
from remiss.services.steps import newest_version
from tests.support.world import CANARY, ROUTE, START, World, act, reply_in, sent_remiss, some_attachment

WORDS = "Belysningen bör byggas ut."
PRAISE = "Förvaltningen ser positivt på programmet."
LATER = START + timedelta(days=3)


def facts_of(remiss_id: int) -> CompilationFacts:
    db.session.rollback()
    db.session.expunge_all()
    return compilation_facts(db.session.get_one(Remiss, remiss_id))


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    statements_seen: list[str] = []

    def listen(_connection, _cursor, statement, *_rest):
        statements_seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    yield statements_seen
    event.remove(db.engine, "before_cursor_execute", listen)


def suggest(reply_id: int, *texts: str, repeats: dict[int, int] | None = None) -> list[int]:
    """Add suggested viewpoints and return their ids; ``repeats`` maps a place to the place it restates."""
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        rows = [
            SuggestedViewpoint(
                SectionKey.VIEWPOINTS, text, Stance.SUPPORTS, Confidence.SURE, ("belysning",), (),
                (repeats or {}).get(place),
            )
            for place, text in enumerate(texts)
        ]  # fmt: skip
        return [row.id for row in viewpoints.add_suggestions(reply, rows, reply.remiss.themes, "prov-1", START)]


def go_on(world: World, reply_id: int) -> None:
    """Take a draft to KS."""
    for step in ROUTE[ROUTE.index(ReplyState.DRAFT) : -1]:
        with writing():
            act(world, reply_id, step.value)


def test_the_number_of_queries_does_not_grow_with_replies_or_viewpoints(world: World) -> None:
    remiss_id = sent_remiss(world)
    suggest(reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED), WORDS)
    with counted_queries() as one:
        facts_of(remiss_id)
    suggest(reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED), *[WORDS, PRAISE] * 10)
    with counted_queries() as many:
        facts_of(remiss_id)
    # the remiss; status: bodies, names, meetings, decisions, reminders; submissions, consultees; viewpoints with
    # answers, labels with themes, when the newest was given; decisions, minorities; programme; sender and its name;
    # themes; declines; the log's head; parts from an underremiss; completions; versions of the draft; own words; papers
    # signed outside
    assert len(many) == len(one) <= 27


def test_the_number_of_queries_does_not_grow_where_a_library_asks_by_the_piece(world: World) -> None:
    """Relations are fetched for five hundred rows at a time unless one says otherwise."""
    sender, person = world.ks, world.users["ks.samordnare"]
    few, many = fill(sender, person, 2), fill(sender, person, 26)
    with counted_queries() as of_few:
        assert len(facts_of(few).viewpoints()) < 500
    with counted_queries() as of_many:
        assert len(facts_of(many).viewpoints()) > 500
    assert len(of_many) == len(of_few)


@pytest.mark.parametrize("state", [s for s in ROUTE if s is not ReplyState.SUBMITTED], ids=str)
def test_a_text_that_is_not_released_is_in_no_fact(world: World, state: ReplyState) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, state)
    facts = facts_of(remiss_id)
    assert CANARY not in repr(facts)
    assert not facts.replies
    assert CANARY not in write_json(outline_of(facts, Layout.THEME))


def test_words_marked_in_a_draft_and_never_sent_stay_behind_the_wall(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    officer = world.actor("farsta.handlaggare")
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        secret = viewpoints.mark_viewpoint(officer, reply, f"Belysningen bör byggas ut. {CANARY}", START)
        viewpoints.remove_viewpoint(officer, secret, START)
        secret_id = secret.id
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        open_words = (
            TypedSection(SectionKey.PROPOSAL, "Förslag till beslut", "Nämnden överlämnar svaret."),
            TypedSection(SectionKey.SUMMARY, "Sammanfattning", "Vi är positiva."),
            TypedSection(SectionKey.VIEWPOINTS, "Synpunkter", PRAISE),
        )
        statements.save_text(officer, reply, "Svar", open_words, newest_version(reply).number, START)
    go_on(world, reply_id)
    facts = facts_of(remiss_id)
    assert CANARY not in repr(facts)
    assert not removed_viewpoints(reply_id, facts.replies[0].text)
    row, sender = db.session.get_one(Viewpoint, secret_id), world.actor("ks.samordnare")
    with pytest.raises(InvalidInput):
        viewpoints.restore_viewpoint(sender, row, LATER)


def test_a_stance_carries_who_stands_for_it(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    first, second = suggest(reply_id, WORDS, PRAISE)
    with writing():
        row = db.session.get_one(Viewpoint, first)
        viewpoints.classify(world.actor("farsta.handlaggare"), row, Stance.PROPOSES_CHANGE, [], START)
    go_on(world, reply_id)
    by_id = {v.id: v for _, v in facts_of(remiss_id).viewpoints()}
    assert by_id[first].classified_by == "klassat av handläggare vid Farsta stadsdelsförvaltning"
    assert by_id[first].confirmed
    assert by_id[second].classified_by == "förslag av regel prov-1, inte bekräftat"
    assert by_id[second].suggested
    with writing():
        row = db.session.get_one(Viewpoint, second)
        viewpoints.classify(world.actor("ks.samordnare"), row, None, [], LATER)
    by_id = {v.id: v for _, v in facts_of(remiss_id).viewpoints()}
    assert by_id[second].classified_by == "klassat av kommunstyrelsen"
    assert by_id[second].confirmed


def test_what_is_said_twice_counts_once_until_the_first_is_removed(world: World) -> None:
    remiss_id = sent_remiss(world)
    first, second = suggest(
        reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED), WORDS, WORDS, repeats={1: 0}
    )
    assert [(v.id, v.restated) for _, v in facts_of(remiss_id).viewpoints()] == [(first, 1)]
    with writing():
        viewpoints.remove_viewpoint(world.actor("ks.samordnare"), db.session.get_one(Viewpoint, first), LATER)
    assert [(v.id, v.restated) for _, v in facts_of(remiss_id).viewpoints()] == [(second, 0)]


@pytest.mark.parametrize(
    ("outcome", "basis", "author"),
    [
        (Outcome.AS_PROPOSED, Basis.BOARD, "Farsta stadsdelsnämnd"),
        (Outcome.AMENDED, Basis.BOARD, "Farsta stadsdelsförvaltning"),
        (Outcome.REJECTED, Basis.BOARD, "Farsta stadsdelsförvaltning"),
        (Outcome.AS_PROPOSED, Basis.OFFICE, "Farsta stadsdelsförvaltning"),
        (Outcome.AS_PROPOSED, Basis.UNKNOWN, "Farsta stadsdelsförvaltning"),
    ],
)
def test_the_words_belong_to_the_board_only_when_it_decided_them(
    world: World, outcome: Outcome, basis: Basis, author: str
) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    with writing():
        db.session.get_one(Reply, reply_id).basis = basis
        decision = db.session.scalars(db.select(BoardDecision)).one()
        decision.outcome, decision.reply_text = outcome, ReplyText.OFFICE if outcome.departs else None
    [reply] = facts_of(remiss_id).replies
    assert reply.author == author
    assert bool(reply.departing()) is outcome.departs


def test_a_viewpoint_is_referred_to_the_heading_it_stands_under(world: World) -> None:
    remiss_id = sent_remiss(world)
    suggest(reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED), WORDS)
    [(_, found)] = facts_of(remiss_id).viewpoints()
    assert found.section == "Förvaltningens synpunkter och förslag"


def test_the_moment_of_a_compilation_is_that_of_its_newest_fact(world: World) -> None:
    remiss_id = sent_remiss(world)
    [first] = suggest(reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED), WORDS)
    before = facts_of(remiss_id)
    assert before == facts_of(remiss_id)
    with writing():
        viewpoints.confirm_suggestion(world.actor("ks.samordnare"), db.session.get_one(Viewpoint, first), LATER)
    assert before.created == START
    assert facts_of(remiss_id).created == LATER


def _words(remiss_id: int) -> str:
    return write_json(outline_of(facts_of(remiss_id), Layout.THEME))


def test_a_forhandssvar_is_the_offices_until_the_board_has_decided(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.PRELIMINARY)
    (found,) = facts_of(remiss_id).replies
    assert (found.author, found.preliminary) == ("Farsta stadsdelsförvaltning (förhandssvar)", True)
    words = _words(remiss_id)
    assert "lämnat under förutsättning av nämndens beslut. Beslutet väntas den 17 december 2030" in words
    assert "Beslut väntas 2030-12-17" in words
    assert "beslut inte bifogat" not in words
    secretary = world.actor("farsta.sekreterare")
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        minutes = some_attachment(secretary)
        decided = DecisionInput(START.date(), "§ 14", Outcome.AS_PROPOSED, immediate_adjustment=True, minutes=minutes)
        record_following_decision(secretary, reply, decided, None, reply.version, LATER)
    facts = facts_of(remiss_id)
    assert (facts.replies[0].author, facts.replies[0].preliminary) == ("Farsta stadsdelsnämnd", False)
    assert facts.created == LATER


def test_what_is_handled_outside_is_neither_silent_nor_declined(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.OUTSIDE)
    reply_in(world, remiss_id, world.social, ReplyState.NOT_RECEIVED)
    words = _words(remiss_id)
    assert "Farsta stadsdelsnämnd hanterar remissen utanför systemet på grund av sekretess." in words
    assert "Socialnämnden och Storstockholms brandförsvar har inte inkommit med svar." in words
    assert "Utanför systemet" in words
    assert "1.1-9/2026" not in words


def test_a_decision_without_minutes_is_said_to_be_without(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    assert "protokollsutdrag saknas" not in _words(remiss_id)
    with writing():
        db.session.execute(sa.update(BoardDecision).values(minutes_id=None))
    assert "protokollsutdrag saknas" in _words(remiss_id)
