"""Words that pages are made of: history, prefilled sections, what a step says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from remiss.clock import today
from remiss.domain.preparation import preparation_sentences
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Outcome
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.replies import Reply
from remiss.queries.matter import matter
from remiss.queries.matter_history import HistoryEvent, history
from remiss.queries.matter_viewpoints import material
from remiss.web.office.history_words import ACTIONS
from remiss.web.office.page import holder_words, route_steps
from remiss.web.office.prefill import first_sections, section_order
from remiss.web.office.records import history_row
from tests.support.world import reply_in, sent_remiss

OUTSIDE_EVENTS = {"registrera_remiss", "andra_uppgifter", "lagg_till_underlag"}
VIEWPOINT_EVENTS = {
    "markera_synpunkt", "klassa_synpunkt", "placera_synpunkt", "ta_bort_synpunkt", "aterta_synpunkt", "flytta_synpunkt",
}  # fmt: skip
WRITING_EVENTS = {"bocka_av_punkter", "ladda_upp_namndens_yttrande"}
DUTY_EVENTS = {"anmal_beslut", "angra_anmalan"}


def test_every_action_of_the_table_has_a_sentence() -> None:
    others = VIEWPOINT_EVENTS | OUTSIDE_EVENTS | WRITING_EVENTS | DUTY_EVENTS
    assert {action.value for action in ReplyAction} | others == set(ACTIONS)


def test_no_sentence_of_a_real_route_lacks_a_fact(world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SUBMITTED)
    rows = [history_row(event) for event in history(db.session.get_one(Reply, reply_id))]
    assert len(rows) == 10
    assert not [row.words for row in rows if "–" in row.words or "{" in row.words]
    assert rows[2].words == "registrerade beslutet den 5 oktober 2026, § 14: enligt förvaltningens förslag"


def test_braces_in_what_people_typed_are_only_words() -> None:
    facts = {"decided_on": "2026-10-05", "paragraph": "{officer.__class__}", "outcome": Outcome.TABLED.value}
    row = history_row(HistoryEvent(1, datetime.now(UTC), "A", "bordlagg", facts))
    assert "{officer.__class__}" in row.words


def _facts(world, kind: OrganisationKind, office: str | None, word: str = "Tjänsteutlåtande"):
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.ASSIGNED)
    with writing():
        organisation = db.session.get_one(Organisation, world.farsta)
        organisation.kind, organisation.office_name, organisation.statement_word = kind, office, word
    reply = db.session.get_one(Reply, reply_id)
    return matter(reply, today()), material(reply.remiss)


@pytest.mark.parametrize(
    ("kind", "office", "word", "proposal", "heading"),
    [
        (OrganisationKind.DISTRICT, "Farsta stadsdelsförvaltning", "Tjänsteutlåtande",
         "Farsta stadsdelsnämnd godkänner förvaltningens tjänsteutlåtande och överlämnar det till kommunstyrelsen",
         "Förvaltningens synpunkter och förslag"),
        (OrganisationKind.COMMITTEE, "Trafikkontoret", "Tjänsteutlåtande",
         "godkänner kontorets tjänsteutlåtande", "Kontorets synpunkter och förslag"),
        (OrganisationKind.COMPANY, None, "Yttrande",
         "Styrelsen godkänner bolagets yttrande och överlämnar det", "Bolagets synpunkter och förslag"),
    ],
)  # fmt: skip
def test_the_first_text_uses_the_bodys_own_words(world, kind, office, word, proposal, heading) -> None:
    facts, papers = _facts(world, kind, office, word)
    prepared = preparation_sentences(facts.office, [], [], today())
    sections = {section.key: section for section in first_sections(facts, papers, prepared)}
    assert proposal in sections[SectionKey.PROPOSAL].body
    assert sections[SectionKey.VIEWPOINTS].heading == heading
    assert "KS 2026/311" in sections[SectionKey.BACKGROUND].body
    assert "2\u00a0avsnitt: ”Inledning” och ”Belysning”" in sections[SectionKey.MATTER].body
    assert sections[SectionKey.PREPARATION].body.startswith("Ärendet har beretts av ")
    for own in (SectionKey.SUMMARY, SectionKey.VIEWPOINTS):
        assert sections[own].body == "", "what the office must say itself is never filled in"


def test_what_a_text_lacks_is_offered_where_it_usually_stands() -> None:
    assert section_order(None)[0] is SectionKey.PROPOSAL
    assert section_order(None)[-1] is SectionKey.ATTACHMENTS


def test_the_route_says_who_and_when_and_what_was_done_outside(world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    steps = route_steps(matter(db.session.get_one(Reply, reply_id), today()))
    assert [step["state"] for step in steps] == ["done"] * 3 + ["now"] + ["todo"] * 5
    assert steps[0]["note"] == "Farsta Registrator, 5 oktober 2026"
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        reply.submitted_at, reply.state = datetime.now(UTC), ReplyState.SUBMITTED
    outside = route_steps(matter(db.session.get_one(Reply, reply_id), today()))
    assert outside[-1]["note"] == "hanterat utanför Remiss"
    assert {step["state"] for step in outside} == {"done"}


def test_after_sending_back_a_step_is_not_done_any_more(world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.TO_BOARD)
    with writing():
        db.session.get_one(Reply, reply_id).state = ReplyState.DRAFT
    steps = route_steps(matter(db.session.get_one(Reply, reply_id), today()))
    assert [step["state"] for step in steps] == ["done", "done", "now", *["todo"] * 6]


def test_a_role_that_nobody_holds_is_said() -> None:
    day = datetime(2026, 1, 12, tzinfo=UTC).date()
    assert (
        holder_words(["A", "B"], ReplyState.HEAD_REVIEW.holder, day)
        == "A eller B, avdelningschef, sedan 12 januari 2026"
    )
    assert "ingen person är angiven" in holder_words([], ReplyState.HEAD_REVIEW.holder, day)
    assert holder_words([], None, day) == ""
