"""A company reads its own words wherever its people look: styrelse, VD, styrelsemöte (DOMAIN §3, §12)."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa
from lxml import html as lxml_html

from remiss.domain.board_words import spoken_outside_quotes
from remiss.domain.roles import Role
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Meeting
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.people import Membership, User
from remiss.models.remisser import Remiss
from tests.support.world import ROUTE, START, World, act, reply_in, reply_of, sent_remiss

OF_A_BOARD = re.compile(r"\b(nämnd\w*|sammanträd\w*|förvaltningschef\w*)\b", re.IGNORECASE)
FRAME = "//header | //nav | //footer"
PEOPLE = ("farsta.sekreterare", "farsta.direktor", "farsta.registrator")


@pytest.fixture
def company(world: World) -> int:
    """A remiss to a company. Its own texts say nothing of a nämnd, so that what is found is ours."""
    remiss_id = sent_remiss(world)
    with writing():
        body = db.session.get_one(Organisation, world.farsta)
        body.kind, body.office_name = OrganisationKind.COMPANY, "Bolaget"
        body.names[0].name = "Svenska Bostäder"
        db.session.get_one(Remiss, remiss_id).letter = "Svara."
    return remiss_id


def said(page: str, wanted: re.Pattern[str] = OF_A_BOARD) -> set[str]:
    tree = lxml_html.fromstring(page)
    for quiet in tree.xpath(f"{FRAME} | //script | //blockquote | //*[contains(@class, 'full-text')] | //textarea"):
        quiet.drop_tree()
    text = " ".join(tree.itertext())
    return {" ".join(text[max(found.start() - 40, 0) : found.end() + 20].split()) for found in wanted.finditer(text)}


def test_no_word_of_a_board_stands_on_the_pages_of_a_company(visit, world: World, company: int) -> None:
    reply_id = reply_of(company, world.farsta).id
    places = ("/", "/arenden", f"/arenden/{reply_id}", f"/arenden/{reply_id}/beslut", "/sammantraden")
    found: dict[tuple[str, str, str], set[str]] = {}
    for state in ROUTE:
        for who in PEOPLE:
            client = visit(who)
            for place in places:
                if words := said(client.get(place).text):
                    found[state.value, who, place] = words
        if state is not ReplyState.SUBMITTED:
            with writing():
                act(world, reply_id, state.value)
    assert not found, "\n".join(f"{where}: {sorted(words)}" for where, words in found.items())


def test_who_works_for_a_namnd_too_reads_the_words_of_the_body_of_the_page(visit, world: World, company: int) -> None:
    reply_id = reply_of(company, world.farsta).id
    for state in ROUTE[: ROUTE.index(ReplyState.TO_BOARD)]:
        with writing():
            act(world, reply_id, state.value)
    with writing():
        person = db.session.get_one(User, world.users["farsta.sekreterare"])
        person.memberships.append(
            Membership(organisation_id=world.social, role=Role.SECRETARY, valid_from=START.date())
        )
    meeting = db.session.scalars(sa.select(Meeting)).one()
    client = visit("farsta.sekreterare")
    for place in (f"/arenden/{reply_id}", f"/arenden/{reply_id}/beslut", f"/sammantraden/{meeting.id}"):
        assert not said(client.get(place).text), place
    other = reply_of(company, world.social).id
    assert "Sammanträden" in client.get(f"/arenden/{other}").text


def test_ks_reads_of_a_company_in_its_words(visit, world: World, company: int) -> None:
    reply_id = reply_in(world, company, world.farsta, ReplyState.PRELIMINARY)
    client = visit("ks.registrator")
    for place in ("", "/beslut"):
        found = said(client.get(f"/remisser/{company}/svar/{reply_id}{place}").text)
        assert not {words for words in found if "förslag till beslut" not in words}, place  # those are the reply's


def test_what_others_have_said_is_quoted_as_they_said_it() -> None:
    sentence = "Nämnden beslutade. Skäl: ”Nämnden vill vänta.”"
    assert spoken_outside_quotes(sentence, company=True) == "Styrelsen beslutade. Skäl: ”Nämnden vill vänta.”"
    assert spoken_outside_quotes(sentence, company=False) == sentence
