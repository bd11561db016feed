"""The secretary lets a protokoll be read: everything is proposed, nothing recorded before a person has confirmed."""

from __future__ import annotations

import io
from datetime import date

import pytest
import sqlalchemy as sa
from lxml import html

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import BoardDecision, Meeting
from remiss.models.operations import AuditEvent
from tests.documents.protocols import protocol_docx, protocol_pdf
from tests.support.world import World, reply_in, sent_remiss
from tests.web.intake.files import REPLY
from tests.web.office.browsing import fields_of, state_of

pytestmark = pytest.mark.slow  # files are read in a child process
NOT_FOUND = "Hittades inte i protokollet."


@pytest.fixture
def agenda(world: World) -> list[int]:
    """Four matters on one meeting; the protokoll of the tests knows three of them."""
    numbers = [
        reply_in(world, sent_remiss(world, f"KS 2026/{n}"), world.farsta, ReplyState.TO_BOARD) for n in range(311, 315)
    ]
    with writing():
        db.session.execute(sa.update(Meeting).values(held_on=today()))
    return numbers


@pytest.fixture
def secretary(visit):
    return visit("farsta.sekreterare")


@pytest.fixture
def at(agenda) -> str:
    db.session.rollback()
    return f"/sammantraden/{db.session.scalars(sa.select(Meeting.id)).one()}/beslut"


def read(secretary, at: str, content: bytes | None, name: str = "protokoll.docx", **typed: str):
    form = fields_of(secretary.get(at).text) | typed
    files = {"minutes": (io.BytesIO(content), name)} if content is not None else {}
    return secretary.submit(at, {**form, **files, "las": "1"})


def beside(page: str) -> list[str]:
    """Return what the page says about each matter."""
    return [" ".join(row.text_content().split()) for row in html.fromstring(page).cssselect("table.decided tbody")]


def recorded() -> list[BoardDecision]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(BoardDecision).order_by(BoardDecision.id)))


@pytest.mark.parametrize(("content", "name"), [(protocol_docx(), "protokoll.docx"), (protocol_pdf(), "protokoll.pdf")])
def test_everything_is_proposed_with_its_words_and_recorded_when_confirmed(
    secretary, at, agenda, content, name
) -> None:
    page = read(secretary, at, content, name)
    assert page.status_code == 200
    assert "3 av 4\u00a0ärenden hittades i protokollet" in page.text
    form = fields_of(page.text)
    assert [form[f"matters-{n}-paragraph"] for n in range(4)] == ["§ 14", "§ 15", "§ 16", ""]
    outcomes = [form[f"matters-{n}-outcome"] for n in range(4)]
    assert outcomes == ["enligt_forslag", "med_andring", "aterremiss", ""]
    assert "matters-0-immediate_adjustment" in form
    assert "matters-1-immediate_adjustment" not in form
    assert form["matters-0-text"] == ""
    assert "Lamporna ska lysa hela natten." in form["matters-1-text"]
    assert form["matters-1-minority_1_parties"] == "Bo Al (M) och Cilla Dal (L)"
    assert form["matters-1-minority_2_text"] == "Vi vill se fler bänkar."
    rows = beside(page.text)
    assert "Läst ur protokollet: ”§ 14 Svar på remiss om gångvägar”" in rows[0]
    assert "Beslutet justeras omedelbart.”" in rows[0]
    assert "med följande tillägg.”" in rows[1]
    assert "Läst ur protokollet: ”Erik Fors (V) lämnar ett särskilt uttalande enligt följande." in rows[1]
    assert NOT_FOUND in rows[3]
    assert recorded() == []
    assert {state_of(number) for number in agenda} == {ReplyState.TO_BOARD}
    unsaid = secretary.submit(at, form)  # the file is the meeting's already
    assert unsaid.status_code == 422
    assert "Välj vilken text som är svaret" in unsaid.text
    assert [row.paragraph for row in recorded()] == ["§ 14", "§ 16"], "each row for itself"
    form = {**fields_of(unsaid.text), "matters-1-reply_text": "forvaltningens_text"}
    assert secretary.submit(at, form).status_code == 303
    assert {row.paragraph: (row.outcome.value, len(row.minorities)) for row in recorded()} == {
        "§ 14": ("enligt_forslag", 0),
        "§ 15": ("med_andring", 2),
        "§ 16": ("aterremiss", 0),
    }
    assert state_of(agenda[3]) is ReplyState.TO_BOARD


def test_the_file_is_kept_told_in_the_log_and_read_again_without_being_chosen(secretary, at) -> None:
    assert read(secretary, at, protocol_docx()).status_code == 200
    assert "”protokoll.docx” används" in secretary.get(at).text
    db.session.rollback()
    assert "lagg_in_protokoll" in db.session.scalars(sa.select(AuditEvent.action)).all()
    assert "3 av 4\u00a0ärenden" in read(secretary, at, None).text


def test_a_row_that_somebody_has_filled_in_is_left_as_it_is(secretary, at) -> None:
    typed = {"matters-0-paragraph": "99", "matters-1-outcome": "avslag", "matters-1-text": "Våra ord."}
    page = read(secretary, at, protocol_docx(), **typed).text
    form = fields_of(page)
    assert {name: form[name] for name in typed} == typed
    assert form["matters-1-paragraph"] == ""
    assert form["matters-2-paragraph"] == "§ 16"
    assert ["inte ändrad" in row for row in beside(page)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (None, "", "Välj protokollet som ska läsas."),
        (b"%PDF-1.4 x", "protokoll.pdf", "protokoll.pdf: Pdf-filen är skadad."),
        (b"\x7fELF\x00\x01", "protokoll.pdf", "Filen är ett program"),
        (REPLY.encode(), "svar.txt", "svar.txt: Filen ser inte ut som ett protokoll"),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_is_kept(secretary, at, content, name, said) -> None:
    page = read(secretary, at, content, name, **{"matters-0-paragraph": "14"})
    assert page.status_code == 422
    assert said in page.text
    assert fields_of(page.text)["matters-0-paragraph"] == "14"
    db.session.rollback()
    assert db.session.scalars(sa.select(Meeting.minutes_id)).one() is None


def test_a_protokoll_of_another_day_is_warned_about(secretary, at) -> None:
    assert "vara från den 19 november 2024" in read(secretary, at, protocol_docx()).text
    with writing():
        db.session.execute(sa.update(Meeting).values(held_on=date(2024, 11, 19)))
    assert "verkar vara från" not in read(secretary, at, None).text


def test_a_row_needs_an_outcome_once_it_has_a_paragraph(secretary, at, agenda) -> None:
    form = fields_of(read(secretary, at, protocol_docx()).text) | {
        "matters-1-reply_text": "forvaltningens_text",
        "matters-3-paragraph": "§ 17",
    }
    answer = secretary.submit(at, form)
    assert answer.status_code == 422
    assert "Välj hur nämnden beslutade." in answer.text
    assert len(recorded()) == 3


@pytest.mark.parametrize("who", ["ks.samordnare", "admin", "social.sekreterare", "farsta.handlaggare"])
def test_nobody_else_lets_it_be_read(visit, at, who) -> None:
    answer = visit(who).submit(at, {"las": "1", "minutes": (io.BytesIO(protocol_docx()), "protokoll.docx")})
    assert answer.status_code in {403, 404}
