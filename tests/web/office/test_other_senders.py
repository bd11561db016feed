"""A remiss from outside the system: registered, worked through, sent by the body itself, seen by nobody else."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from lxml import html

from remiss.clock import local_date, today
from remiss.domain.roles import Role
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.language.folding import fold
from remiss.models.decisions import Meeting, Submission
from remiss.models.mail import OutboxMail, Reminder, ReminderState
from remiss.models.organisations import USUAL_LADDER, Organisation, OrganisationName
from remiss.models.people import Membership, User
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.names import find_body
from remiss.services import replies
from remiss.services.registrations import ArrivedRemiss, register_remiss
from tests.documents.files import SCANNED, pdf_bytes
from tests.support.world import CANARY, ROUTE, START, World, act, draft_remiss, reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of
from tests.web.office.test_route import docx_bytes
from tests.web.test_wall import addresses, words_of

URL = "/arenden/registrering"
TITLE = "En ny lag om trygga gångvägar"


def facts(**changed: str) -> dict[str, str]:
    typed = {
        "sender": "Socialnämnden", "title": TITLE, "diary_number": "SOC 2026/9", "own_number": "1.5-77/2026",
        "arrived_on": today().isoformat(), "due_on": "2030-12-11", "asked": "Svara på kapitel 3.",
    }  # fmt: skip
    return typed | changed


def registered(client, **changed: str) -> int:
    answer = client.submit(URL, facts(**changed))
    assert answer.status_code == 303, answer.text
    return int(re.search(r"/arenden/(\d+)/underlag", answer.location).group(1))


def sender_of(reply_id: int) -> str:
    db.session.rollback()
    return db.session.get_one(Reply, reply_id).remiss.sender.names[-1].name


def choices(page: str) -> dict[str, str]:
    """The radio buttons of the question who is meant: words → value."""
    tree = html.fromstring(page)
    radios = tree.xpath("//input[@name='sender_choice']")
    return {tree.xpath(f"//label[@for='{r.get('id')}']")[0].text: r.get("value") for r in radios}


def test_it_becomes_a_received_matter_of_the_body(visit, world) -> None:
    client = visit("farsta.registrator")
    assert "Registrera remiss från annan avsändare" in client.get("/inkorg").text
    reply_id = registered(client, arrived_on="2026-10-01")
    assert state_of(reply_id) is ReplyState.RECEIVED
    page = client.get(f"/arenden/{reply_id}").text
    for words in (TITLE, "Socialnämnden", "SOC 2026/9", "1.5-77/2026", "1 oktober 2026", "11 december 2030"):
        assert words in page
    assert "tog emot remissen" in client.get(f"/arenden/{reply_id}/historik").text
    assert "som kom den 1 oktober 2026" in client.get(f"/arenden/{reply_id}/historik").text
    assert db.session.scalar(sa.select(sa.func.count(Reminder.id))) == len(USUAL_LADDER)
    assert db.session.scalar(sa.select(sa.func.count(OutboxMail.id))) == 0


@pytest.mark.parametrize("typed", ["socialnämnden", "  SOCIALNÄMNDEN "])
def test_a_name_is_known_as_people_write_it(visit, world, typed) -> None:
    assert sender_of(registered(visit("farsta.registrator"), sender=typed)) == "Socialnämnden"


def test_a_misspelt_name_asks_and_makes_no_twin(visit, world) -> None:
    client = visit("farsta.registrator")
    asked = client.submit(URL, facts(sender="Sosialnämden"))
    assert asked.status_code == 422
    offered = choices(asked.text)
    assert "Socialnämnden" in offered
    assert "Svara på kapitel 3." in asked.text
    reply_id = registered(client, sender="Sosialnämden", sender_choice=offered["Socialnämnden"])
    assert sender_of(reply_id) == "Socialnämnden"
    assert not db.session.scalar(sa.select(OrganisationName.id).where(OrganisationName.name == "Sosialnämden"))


def test_a_new_sender_is_made_only_when_that_is_chosen_for_this_very_name(visit, world) -> None:
    client, name = visit("farsta.registrator"), "Justitiedepartementet"
    asked = client.submit(URL, facts(sender=name))
    assert f"Lägg upp ”{name}” som ny avsändare" in choices(asked.text)
    form = fields_of(asked.text) | {"sender_choice": "ny"}
    assert form["asked_about"] == fold(name)
    changed = client.submit(URL, form | {"sender": "Finansdepartementet"})
    assert changed.status_code == 422, "the choice was about another name"
    assert client.submit(URL, form).status_code == 303
    again = registered(client, sender=name.upper(), diary_number="JU 2")
    assert sender_of(again) == name
    assert db.session.scalar(sa.select(sa.func.count()).where(OrganisationName.name == name)) == 1


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"sender": " "}, "Skriv vem remissen kommer från."),
        ({"sender": "Farsta stadsdelsnämnd"}, "Avsändaren finns inte i registret"),
        ({"title": ""}, "Skriv remissens rubrik."),
        ({"own_number": ""}, "Ange ert eget diarienummer."),
        ({"arrived_on": "2031-01-01"}, "Ankomstdagen ligger framåt i tiden."),
        ({"due_on": "2026-01-01"}, "Sista svarsdag ligger före ankomstdagen."),
        ({"asked": ""}, "Skriv vad ni ska svara på."),
        ({"due_on": "9999-12-31"}, "Årtalet kan inte stämma."),
        ({"arrived_on": "0001-01-01", "due_on": "0001-01-02"}, "Årtalet kan inte stämma."),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(visit, world, changed, sentence) -> None:
    answer = visit("farsta.registrator").submit(URL, facts(**changed))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not db.session.scalar(sa.select(sa.func.count(Reply.id)))


def test_a_sender_may_have_no_number_and_one_number_is_registered_once(visit, world) -> None:
    client = visit("farsta.registrator")
    first = registered(client, diary_number="")
    registered(client, diary_number="")
    page = client.get(f"/arenden/{first}/tjansteutlatande")
    assert page.status_code == 200
    registered(client)
    twice = client.submit(URL, facts(diary_number="soc 2026/9"))
    assert twice.status_code == 422
    assert "Ni har redan registrerat" in twice.text


def test_two_bodies_register_the_same_remiss_without_knowing_of_each_other(visit, world) -> None:
    farsta, social = visit("farsta.registrator"), visit("social.registrator")
    name = "Justitiedepartementet"
    for client in (farsta, social):
        form = facts(sender=name, diary_number="Ju2026/00101")
        asked = client.submit(URL, form)
        assert client.submit(URL, form | {"sender_choice": "ny", "asked_about": fold(name)}).status_code == 303
        assert "value" in asked.text
    rows = db.session.scalars(sa.select(Remiss).order_by(Remiss.id)).all()
    assert [row.registered_by_id for row in rows] == [world.farsta, world.social]
    assert find_body(name, today()) is None, "a body's own register is unknown to others"


def test_the_sender_can_be_ks_which_sees_nothing_of_it(visit, world) -> None:
    reply_id = registered(visit("farsta.registrator"), sender="Kommunstyrelsen", diary_number="KS 2026/311")
    remiss_id = db.session.get_one(Reply, reply_id).remiss_id
    sent_remiss(world)
    for who in ("ks.samordnare", "ks.registrator"):
        client = visit(who)
        for page in ("", "/svar", "/matris", "/mejl", "/inlasningar", "/sammanstallning"):
            assert client.get(f"/remisser/{remiss_id}{page}").status_code == 404, page
        assert TITLE not in client.get("/remisser").text
        assert TITLE not in client.get("/").text


def paper(name: str = "brev.pdf", content: bytes = SCANNED) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def test_papers_are_added_by_the_registrar_and_read_by_the_body_alone(visit, world) -> None:
    registrar = visit("farsta.registrator")
    url = f"/arenden/{registered(registrar)}/underlag"
    assert registrar.submit(url, {"files": []}).status_code == 422
    assert registrar.submit(url, {"files": [paper("brev.txt", b"bara text")]}).status_code == 422
    added = registrar.submit(url, {"files": [paper(), paper("bilaga.pdf", pdf_bytes([[(70, 800, "bilaga")]]))]})
    assert added.status_code == 303
    officer = visit("farsta.handlaggare")
    page = officer.get(url).text
    links = re.findall(r"/filer/(\d+)", page)
    assert len(links) == 2
    assert "bilaga.pdf" in officer.get(url.replace("underlag", "handlingar")).text
    assert officer.get(f"/filer/{links[0]}").status_code == 200
    assert officer.submit(url, {"files": [paper()]}).status_code == 403
    for who in ("social.registrator", "ks.samordnare", "admin"):
        assert visit(who).get(f"/filer/{links[0]}").status_code == 404
        assert visit(who).submit(url, {"files": [paper()]}).status_code == 404


def test_nobody_adds_papers_to_a_remiss_that_was_sent_here(visit, world) -> None:
    reply_id = db.session.scalars(sa.select(Reply.id).where(Reply.remiss_id == sent_remiss(world))).first()
    url = f"/arenden/{reply_id}/underlag"
    client = visit("farsta.registrator")
    assert "Lägg till filer" not in client.get(url).text
    assert client.submit(url, {"files": [paper()]}).status_code == 403


def _outside(world: World, state: ReplyState, words: str = CANARY) -> int:
    """A registered remiss with the canary in everything the registrar writes, and its matter in ``state``."""
    actor = world.actor("farsta.registrator")
    with writing():
        body, sender = db.session.get_one(Organisation, world.farsta), db.session.get_one(Organisation, world.social)
        arrived = ArrivedRemiss(f"Motion {words}", f"M {words}", "1.5-7/2026", START.date(), date(2030, 12, 11), words)
        reply_id = register_remiss(actor, body, sender, arrived, START).id
    for step in ROUTE[ROUTE.index(ReplyState.RECEIVED) : ROUTE.index(state)]:
        with writing():
            act(world, reply_id, step.value)
    return reply_id


def test_it_is_sent_by_the_body_itself_and_says_how(visit, world) -> None:
    reply_id = _outside(world, ReplyState.ADJUSTED, "om gångvägar")
    client, url = visit("farsta.sekreterare"), f"/arenden/{reply_id}/expediering"
    assert "Expediera till Socialnämnden" in client.get(f"/arenden/{reply_id}").text
    page = client.get(url).text
    assert "Remiss skickar inget" in page
    form = fields_of(page)
    assert form["sent_on"] == today().isoformat()
    assert client.submit(url, form).status_code == 422
    tomorrow = (today() + timedelta(days=1)).isoformat()
    how = "Skickat med e-post till nämndens registrator"
    assert client.submit(url, form | {"sent_how": how, "sent_on": tomorrow}).status_code == 422
    assert client.submit(url, form | {"sent_how": how}).status_code == 303
    assert state_of(reply_id) is ReplyState.SUBMITTED
    receipt = client.get(f"/arenden/{reply_id}/kvittens").text
    assert how in receipt
    assert "Mottaget" not in receipt
    submission = db.session.scalars(sa.select(Submission)).one()
    assert (submission.sent_how, submission.sent_on) == (how, local_date(submission.submitted_at))
    assert not db.session.scalar(sa.select(OutboxMail.id).where(OutboxMail.kind == "inkommet"))


def test_a_förhandssvar_is_sent_by_the_body_itself_too(visit, world) -> None:
    reply_id = _outside(world, ReplyState.SIGNED, "om gångvägar")
    client, url = visit("farsta.sekreterare"), f"/arenden/{reply_id}/forhandssvar"
    page = client.get(url).text
    assert "Remiss skickar inget" in page
    assert "får ett mejl" not in page
    how = "Skickat med e-post till nämndens registrator"
    form = fields_of(page) | {"decision_expected_on": (today() + timedelta(days=9)).isoformat()}
    assert client.submit(url, form).status_code == 422
    assert client.submit(url, form | {"sent_how": how}).status_code == 303
    assert state_of(reply_id) is ReplyState.PRELIMINARY
    assert how in client.get(f"/arenden/{reply_id}/kvittens").text
    decision = client.get(f"/arenden/{reply_id}/beslut").text
    assert "Skicka själva protokollsutdraget till Socialnämnden" in decision
    assert "ett mejl" not in decision
    typed = fields_of(decision, "/beslut") | {
        "decided_on": today().isoformat(),
        "paragraph": "14",
        "outcome": "enligt_forslag",
        "adjusted_on": today().isoformat(),
    }
    minutes = {"minutes": (io.BytesIO(docx_bytes()), "protokoll.docx")}
    assert client.submit(f"/arenden/{reply_id}/beslut", typed | minutes).status_code == 303
    assert state_of(reply_id) is ReplyState.SUBMITTED
    assert "Skicka själva protokollsutdraget." in client.get(f"/arenden/{reply_id}/beslut").text
    assert not db.session.scalar(sa.select(OutboxMail.id).where(OutboxMail.kind.in_(["inkommet", "beslut_inkommet"])))


def test_expediera_alla_leads_to_the_page_that_asks_how_it_was_sent(visit, world) -> None:
    reply_id = _outside(world, ReplyState.ADJUSTED, "om gångvägar")
    other = reply_in(world, sent_remiss(world), world.farsta, ReplyState.ADJUSTED)
    with writing():
        db.session.execute(sa.update(Meeting).values(held_on=START.date()))
    client, meeting_id = visit("farsta.sekreterare"), db.session.scalars(sa.select(Meeting.id)).one()
    url = f"/sammantraden/{meeting_id}/expediering"
    page = client.get(url).text
    assert "Expediera 1" in page
    assert f"/arenden/{reply_id}/expediering" in page
    assert client.submit(url, fields_of(page)).status_code == 303
    assert (state_of(other), state_of(reply_id)) == (ReplyState.SUBMITTED, ReplyState.ADJUSTED)
    page = client.get(url).text
    assert f"/arenden/{reply_id}/expediering" in page
    assert "mejl" not in page


def test_the_paper_and_the_pages_name_the_real_sender(visit, world) -> None:
    reply_id = _outside(world, ReplyState.DRAFT, "om gångvägar")
    client = visit("farsta.handlaggare")
    with zipfile.ZipFile(io.BytesIO(client.get(f"/arenden/{reply_id}/tjansteutlatande.docx").data)) as archive:
        words = archive.read("word/document.xml").decode()
    assert "Svar på remiss från Socialnämnden" in words
    for page in ("", "/underlag", "/tjansteutlatande", "/synpunkter", "/beslut", "/handlingar", "/historik"):
        text = client.get(f"/arenden/{reply_id}{page}").text.casefold()
        assert "kommunstyrelse" not in text, page
    assert "kommunstyrelse" not in visit("farsta.registrator").get(f"/arenden/{reply_id}/avstaende").text.casefold()


def test_declining_tells_nobody_by_itself(visit, world) -> None:
    reply_id = _outside(world, ReplyState.RECEIVED, "om gångvägar")
    client, url = visit("farsta.registrator"), f"/arenden/{reply_id}/avstaende"
    page = client.get(url).text
    assert "meddela själva Socialnämnden" in page
    form = fields_of(page) | {"reason": "Berör oss inte.", "authority": "Direktören, delegation 4.2"}
    assert client.submit(url, form).status_code == 303
    assert state_of(reply_id) is ReplyState.DECLINED
    assert not db.session.scalar(sa.select(OutboxMail.id))


def test_who_receives_for_two_bodies_says_for_which(visit, world) -> None:
    with writing():
        user = db.session.get_one(User, world.users["farsta.registrator"])
        user.memberships.append(Membership(organisation_id=world.social, role=Role.REGISTRAR, valid_from=START.date()))
    client = visit("farsta.registrator")
    assert client.submit(URL, facts(sender="Kommunstyrelsen", body_id="99")).status_code == 422
    reply_id = registered(client, sender="Kommunstyrelsen", body_id=str(world.social))
    assert db.session.get_one(Reply, reply_id).owners == frozenset({world.social})


@pytest.mark.parametrize("who", ["farsta.handlaggare", "farsta.direktor"])
def test_only_registrars_register(visit, world, who) -> None:
    assert visit(who).get(URL).status_code == 403
    assert visit(who).submit(URL, facts()).status_code == 403


@pytest.mark.parametrize("who", ["ks.samordnare", "admin"])
def test_the_page_does_not_exist_without_an_office(visit, world, who) -> None:
    assert visit(who).get(URL).status_code == 404


def test_a_sender_in_a_bodys_own_register_is_no_consultee_of_ks(visit, world) -> None:
    client = visit("farsta.registrator")
    registered(client, sender="Ada Exempelsson", sender_choice="ny", asked_about=fold("Ada Exempelsson"))
    page = visit("ks.samordnare").get(f"/remisser/{draft_remiss(world)}/instanser").text
    assert "Exempelsson" not in page
    assert "Exempelsson" not in visit("social.registrator").get(URL).text
    assert "Exempelsson" in client.get(URL).text


def _with_everything_hidden(visit, world: World) -> int:
    """A registered remiss with the canary in what is written, in the sender's name and in a file's name."""
    client = visit("farsta.registrator")
    reply_id = registered(
        client, title=f"Motion {CANARY}", asked=CANARY, diary_number=f"M {CANARY}"[:60], sender=CANARY,
        sender_choice="ny", asked_about=fold(CANARY),
    )  # fmt: skip
    assert client.submit(f"/arenden/{reply_id}/underlag", {"files": [paper(f"{CANARY}.pdf")]}).status_code == 303
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        officer = db.session.get_one(User, world.users["farsta.handlaggare"])
        replies.assign(world.actor("farsta.avdelningschef"), reply, officer, None, reply.version, START)
        db.session.get_one(Remiss, reply.remiss_id).sender_id = world.ks
    return reply_id


@pytest.mark.parametrize("who", ["ks.samordnare", "admin", "social.registrator"])
def test_nobody_outside_reads_a_word_of_it(app, world, visit, who) -> None:
    """Its sender is set to be KS itself, whose people have every right on remisser of their own."""
    reply_id = _with_everything_hidden(visit, world)
    assert CANARY in visit("farsta.handlaggare").get(f"/arenden/{reply_id}").text
    client = visit(who)
    client.audits = False  # thousands of pages; other tests audit each of them
    for address in addresses(app):
        response = client.get(address)
        assert response.status_code < 500 or address == "/readyz", address
        assert CANARY not in words_of(response.get_data()).casefold(), f"{who} reads it on {address}"


def test_what_was_written_can_be_corrected_and_reminders_follow_the_date(visit, world) -> None:
    client = visit("farsta.registrator")
    url = f"/arenden/{registered(client)}"
    assert f'href="{url}/uppgifter"' in client.get(url).text
    form = fields_of(client.get(f"{url}/uppgifter").text)
    assert (form["title"], form["due_on"], form["own_number"]) == (TITLE, "2030-12-11", "1.5-77/2026")
    for due in ("2030-12-04", "2030-12-11"):
        form = fields_of(client.get(f"{url}/uppgifter").text) | {"title": "Rättad rubrik", "due_on": due}
        assert client.submit(f"{url}/uppgifter", form).status_code == 303
        db.session.rollback()
        planned = db.session.scalars(sa.select(Reminder.due_on).where(Reminder.state == ReminderState.PLANNED)).all()
        assert {day.isoformat() for day in planned} == {due}
    assert "Rättad rubrik" in client.get(url).text
    assert "rättade uppgifterna" in client.get(f"{url}/historik").text
    assert client.submit(f"{url}/uppgifter", form).status_code == 409, "the page is stale"
    fresh = fields_of(client.get(f"{url}/uppgifter").text)
    assert client.submit(f"{url}/uppgifter", fresh | {"due_on": "2020-01-01"}).status_code == 422
    assert visit("farsta.handlaggare").get(f"{url}/uppgifter").status_code == 403


def test_a_remiss_that_was_sent_here_is_its_senders_to_correct(visit, world) -> None:
    reply_id = db.session.scalars(sa.select(Reply.id).where(Reply.remiss_id == sent_remiss(world))).first()
    client = visit("farsta.registrator")
    assert client.get(f"/arenden/{reply_id}/uppgifter").status_code == 404
    assert "Rätta uppgifterna" not in client.get(f"/arenden/{reply_id}").text
