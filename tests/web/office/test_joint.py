"""A joint reply through the pages: proposed, accepted, shared, left; and what nobody else sees of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Meeting
from remiss.models.replies import Consultee
from remiss.services import joint
from tests.services.test_joint_decisions import sign, text_of_two
from tests.services.test_parting import hand_in_own
from tests.support.audit import without_token
from tests.support.world import CANARY, START, World, reply_in, reply_of, send_early, sent_remiss
from tests.web.office.browsing import fields_of

__all__ = ["text_of_two"]


@pytest.fixture
def at(world) -> str:
    return f"/arenden/{reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)}"


@pytest.fixture
def theirs(world, at) -> str:
    return f"/arenden/{reply_of(1, world.social).id}"


def propose(visit, at: str) -> None:
    registrar = visit("farsta.registrator")
    assert f"{at}/gemensamt-svar" in registrar.get(at).text
    page = registrar.get(f"{at}/gemensamt-svar").text
    assert "Socialnämnden (inte mottagen)" in page
    form = fields_of(page, "/gemensamt-svar")
    assert "Välj minst en instans" in registrar.submit(f"{at}/gemensamt-svar", form).text
    sent = registrar.submit(f"{at}/gemensamt-svar", {**form, "consultees": _consultee(page)})
    assert sent.status_code == 303
    assert "väntar på besked" in registrar.get(f"{at}/gemensamt-svar").text


def _consultee(page: str) -> str:
    before = page.split("Socialnämnden (inte mottagen)", maxsplit=1)[0]
    return before.rsplit('value="', 1)[1].split('"')[0]


def test_two_bodies_agree_on_a_joint_reply_and_part_again(visit, at, theirs) -> None:
    propose(visit, at)
    registrar = visit("social.registrator")
    assert "föreslår att ni svarar gemensamt" in registrar.get(theirs).text
    page = registrar.get(f"{theirs}/gemensamt-svar").text
    assert "Farsta stadsdelsnämnd föreslår att ni svarar gemensamt" in page
    assert "Under arbete" in page
    assert CANARY not in page
    assert "Farsta Handlaggare" not in page
    form = fields_of(page, "/medverkan")
    assert "Ange ert eget diarienummer" in registrar.submit(f"{theirs}/gemensamt-svar/1/medverkan", form).text
    agreed = registrar.submit(f"{theirs}/gemensamt-svar/1/medverkan", {**form, "diary_number": "3.2-8/2026"})
    assert agreed.location == f"{at}/gemensamt-svar"
    assert "1.1-7/2026 (Farsta stadsdelsnämnd), 3.2-8/2026 (Socialnämnden)" in registrar.get(at).text
    assert CANARY in visit("social.handlaggare").get(f"{at}/tjansteutlatande").text
    assert registrar.get(theirs).location == at, "the link in the first mail leads on"
    assert "gick med i det gemensamma svaret" in registrar.get(f"{at}/historik").text
    page = registrar.get(f"{at}/gemensamt-svar").text
    assert "avstaende" not in registrar.get(at).text
    left = registrar.submit(f"{at}/gemensamt-svar/1/uttrade", fields_of(page, "/uttrade"))
    assert left.location == theirs
    assert registrar.get(at).status_code == 404
    assert "3.2-8/2026" in registrar.get(theirs).text


def test_a_proposal_is_refused_or_taken_back(visit, at, theirs) -> None:
    propose(visit, at)
    head = visit("social.avdelningschef")
    page = head.get(f"{theirs}/gemensamt-svar").text
    assert head.submit(f"{theirs}/gemensamt-svar/1/avbojande", fields_of(page, "/avbojande")).status_code == 303
    lead = visit("farsta.avdelningschef")
    assert "avböjde" in lead.get(f"{at}/gemensamt-svar").text
    propose(visit, at)
    page = lead.get(f"{at}/gemensamt-svar").text
    assert lead.submit(f"{at}/gemensamt-svar/2/aterkallelse", fields_of(page, "/2/aterkallelse")).status_code == 303
    assert "föreslår att ni svarar" not in head.get(theirs).text
    again = head.submit(f"{theirs}/gemensamt-svar/2/avbojande", fields_of(page, "/gemensamt-svar"))
    assert again.status_code == 409


def test_nobody_else_learns_of_a_proposal(visit, at, theirs) -> None:
    pages = ["/", "/remisser", "/remisser/1", "/remisser/1/mejl", "/remisser/1/svar", f"{at}/gemensamt-svar"]
    whos = ("ks.samordnare", "ks.registrator", "admin")
    before = {(who, page): without_token(visit(who).get(page).text) for who in whos for page in pages}
    propose(visit, at)
    assert {(who, page): without_token(visit(who).get(page).text) for who in whos for page in pages} == before
    assert visit("farsta.handlaggare").submit(f"{at}/gemensamt-svar", {"version": "1"}).status_code == 403
    assert visit("ks.samordnare").submit(f"{theirs}/gemensamt-svar/1/medverkan", {"version": "1"}).status_code == 404
    assert visit("farsta.registrator").submit(f"{theirs}/gemensamt-svar/1/medverkan", {}).status_code == 404
    assert visit("social.handlaggare").submit(f"{theirs}/gemensamt-svar/1/medverkan", {}).status_code == 403


def test_each_party_sees_the_meetings_of_its_own_body_alone(visit, world: World, at: str) -> None:
    """Stop days are inside a body, also between those who answer together."""
    with writing():
        held = date(2030, 11, 28)
        db.session.add(Meeting(organisation_id=world.farsta, held_on=held, stop_on=held - timedelta(days=20)))
        reply = reply_of(1, world.farsta)
        other = db.session.scalars(sa.select(Consultee).filter_by(organisation_id=world.social)).one()
        party = joint.propose_joint(world.actor("farsta.registrator"), reply, [other.id], reply.version, START)[0]
        joint.agree_to_joint(world.actor("social.registrator"), party, "3.2-8/2026", other.reply.version, START)
    for page in ("", "/tidplan", "/beslut"):
        assert "8 november 2030" not in visit("social.sekreterare").get(f"{at}{page}").text
    assert "8 november 2030" in visit("farsta.sekreterare").get(f"{at}/tidplan").text


def test_who_shares_a_forhandssvar_is_shown_the_way_to_a_text_of_its_own(visit, world: World, text_of_two: int) -> None:
    sign(world, text_of_two, "farsta", "social")
    send_early(world, text_of_two)
    registrar, at = visit("social.registrator"), f"/arenden/{text_of_two}"
    page = registrar.get(f"{at}/beslut").text
    assert "Varje part beslutar för sig om förhandssvaret." in page
    assert f'href="{at}/fardiga-handlingar"' in page
    page = registrar.get(f"{at}/fardiga-handlingar").text
    assert "Ni svarar gemensamt med andra" in page
    assert 'type="file"' in page


def test_what_a_party_sent_with_others_stays_readable(visit, world: World, text_of_two: int) -> None:
    sign(world, text_of_two, "farsta", "social")
    send_early(world, text_of_two)
    hand_in_own(world, 1, "Nämnden beslutade ett eget yttrande.")
    own = reply_of(1, world.social).id
    ks, office = visit("ks.samordnare"), visit("social.registrator")
    page = ks.get(f"/remisser/1/svar/{own}").text
    assert "Nämnden vill annat." in page
    assert "Nämnden beslutade ett eget yttrande." in page
    assert CANARY in ks.get(f"/remisser/1/svar/{own}/tidigare/1").text
    assert "Nämnden beslutade ett eget yttrande." in office.get(f"/arenden/{own}/kvittens").text
