"""A body hands in its finished papers: the short path, within few clicks, and its wall."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from remiss.domain.demands import answers_in
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.jobs.tasks import work_all
from remiss.models.decisions import BoardDecision, Submission
from remiss.models.intakes import Intake
from remiss.models.mail import OutboxMail
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Reply
from remiss.models.statements import Signature
from remiss.models.viewpoints import LabelStatus, ViewpointLabel
from remiss.services import remisser
from remiss.services.questions import QuestionInput, set_questions
from tests.documents.files import SCANNED
from tests.support.world import START, act, draft_remiss, reply_in, reply_of, sent_remiss
from tests.web.intake.files import MINUTES, REPLY, take_in, typed, upload

pytestmark = pytest.mark.slow  # files are read in a child process


@pytest.fixture
def remiss_id(world) -> int:
    return sent_remiss(world)


@pytest.fixture
def reply_id(world, remiss_id) -> int:
    return reply_of(remiss_id, world.farsta).id


@pytest.fixture
def registrar(visit):
    return visit("farsta.registrator")


def papers(*files) -> dict[str, object]:
    return {"files": [upload(), *files]}


def reply(reply_id: int) -> Reply:
    db.session.rollback()
    return db.session.get_one(Reply, reply_id)


@pytest.fixture
def page(app, registrar, reply_id) -> str:
    return take_in(app, registrar, f"/arenden/{reply_id}/fardiga-handlingar", "files", upload())


def test_finished_papers_become_the_reply_in_two_forms(app, registrar, reply_id) -> None:
    url = f"/arenden/{reply_id}/fardiga-handlingar"
    registrar.get(url)
    sent = registrar.submit(url, papers(upload(SCANNED, "protokoll.pdf")), content_type="multipart/form-data")
    assert sent.status_code == 303
    take_in(app, registrar, url, "files", upload(REPLY + "\nMer.", "annat.txt"))
    text = registrar.get(sent.location).text
    assert "protokollsutdrag" not in text.split("Saknas:")[-1].split("</p>")[0]
    data = typed(text)
    assert data["basis"] == Basis.BOARD.value
    decided = {"decided_on": "2026-11-19", "paragraph": "§ 14", "outcome": "enligt_forslag"}
    confirmed = registrar.submit(sent.location, data | decided)
    assert confirmed.status_code == 303, confirmed.text
    assert confirmed.location == f"/arenden/{reply_id}/kvittens"
    assert (reply(reply_id).state, reply(reply_id).handled_outside) == (ReplyState.SUBMITTED, True)
    decision = db.session.scalars(sa.select(BoardDecision)).one()
    assert decision.minutes is not None
    assert decision.minutes.filename == "protokoll.pdf"
    assert db.session.scalar(sa.select(OutboxMail.id).where(OutboxMail.kind == "inkommet"))


@pytest.mark.parametrize("minutes_first", [True, False])
def test_one_drop_of_both_papers_needs_nothing_typed(app, registrar, reply_id, minutes_first) -> None:
    both = [upload(REPLY, "svar.txt"), upload(MINUTES, "protokoll.txt")]
    url = f"/arenden/{reply_id}/fardiga-handlingar"
    page = take_in(app, registrar, url, "files", *(reversed(both) if minutes_first else both))
    text = registrar.get(page).text
    assert "Läst ur protokollsutdraget." in text
    assert "Byt plats" not in text
    confirmed = registrar.submit(page, typed(text))
    assert confirmed.status_code == 303, confirmed.text
    db.session.rollback()
    decision = db.session.scalars(sa.select(BoardDecision)).one()
    assert (decision.paragraph, decision.decided_on.isoformat()) == ("§ 14", "2026-11-19")
    assert (decision.outcome.value, decision.immediate_adjustment) == ("enligt_forslag", True)
    assert (decision.minutes.filename, reply(reply_id).diary_number) == ("protokoll.txt", "1.1-7/2026")
    original = db.session.scalars(sa.select(Submission)).one().original
    assert original.filename == "svar.txt"


def test_two_files_of_one_kind_are_asked_about_and_can_change_places(app, registrar, reply_id) -> None:
    url = f"/arenden/{reply_id}/fardiga-handlingar"
    page = take_in(app, registrar, url, "files", upload(), upload(REPLY + "\nMer.", "annat.txt"))
    text = registrar.get(page).text
    assert "Ingen av filerna är säkert ett protokollsutdrag" in text
    assert registrar.submit(f"{page}/platsbyte", {}).status_code == 303
    work_all(Path(app.config["REMISS_UPLOADS"]))
    db.session.rollback()
    intake = db.session.scalars(sa.select(Intake)).one()
    assert (intake.attachment.filename, intake.minutes.filename) == ("annat.txt", "svar.txt")
    assert "Ingen av filerna" in registrar.get(page).text


def test_minutes_alone_are_told_to_lack_the_statement(app, registrar, reply_id) -> None:
    page = take_in(app, registrar, f"/arenden/{reply_id}/fardiga-handlingar", "files", upload(MINUTES))
    assert "Tjänsteutlåtandet saknas" in registrar.get(page).text


def test_the_number_of_a_received_remiss_stands_and_another_in_the_file_is_told(
    app, registrar, world, remiss_id
) -> None:
    received = reply_in(world, remiss_id, world.farsta, ReplyState.RECEIVED)
    other = upload(REPLY.replace("1.1-7/2026", "9.9-9/2026"))
    page = take_in(app, registrar, f"/arenden/{received}/fardiga-handlingar", "files", other)
    text = registrar.get(page).text
    assert typed(text)["diary_number"] == "1.1-7/2026"
    assert "Filen anger ert diarienummer som 9.9-9/2026" in text


def test_viewpoints_are_left_to_ks_as_suggestions(registrar, page) -> None:
    text = registrar.get(page).text
    assert "Kommunstyrelsen går igenom dem" in text
    data = typed(text)
    assert not [key for key in data if key.startswith("viewpoints")]
    assert registrar.submit(page, data).status_code == 303
    db.session.rollback()
    labels = db.session.scalars(sa.select(ViewpointLabel)).all()
    assert labels
    assert {label.status for label in labels} == {LabelStatus.SUGGESTED}


def test_an_edited_text_drops_the_suggestions_that_no_longer_stand_in_it(registrar, page) -> None:
    data = typed(registrar.get(page).text)
    text = next(key for key, value in data.items() if key.endswith("-text") and "lekplatserna" in str(value))
    changed = str(data[text]).replace("Belysningen bör byggas ut även vid lekplatserna.", "Vi har läst programmet.")
    assert registrar.submit(page, data | {text: changed}).status_code == 303


def test_the_own_diary_number_is_needed(registrar, page) -> None:
    response = registrar.submit(page, typed(registrar.get(page).text) | {"diary_number": ""})
    assert response.status_code == 422
    assert "Ange ert eget diarienummer." in response.text


def test_another_body_cannot_be_named(registrar, page, world, reply_id) -> None:
    data = typed(registrar.get(page).text) | {"bodies": [str(world.social)]}
    assert registrar.submit(page, data).status_code == 303
    assert reply(reply_id).owners == frozenset({world.farsta})


def test_a_file_of_another_body_is_warned_about(app, registrar, reply_id) -> None:
    foreign = REPLY.replace("Farsta stadsdelsnämnd", "Socialnämnden").replace("Farsta stadsdels", "Social")
    page = take_in(app, registrar, f"/arenden/{reply_id}/fardiga-handlingar", "files", upload(foreign))
    assert "ser ut att komma från" in registrar.get(page).text


def test_who_has_declined_hands_nothing_in(registrar, world, remiss_id) -> None:
    done = reply_in(world, remiss_id, world.farsta, ReplyState.DECLINED)
    url = f"/arenden/{done}/fardiga-handlingar"
    assert "går inte att lämna in" in registrar.get(url).text
    assert registrar.submit(url, papers(), content_type="multipart/form-data").status_code == 409


@pytest.mark.parametrize(
    "files",
    [
        {}, {"files": [upload(b"")]}, {"files": [upload(b"\x89PNG0000", "bild.png")]},
        {"files": [upload(), upload(MINUTES, "protokoll.txt"), upload("En bilaga till.", "bilaga.txt")]},
    ],
)  # fmt: skip
def test_papers_that_cannot_be_used_are_told_and_nothing_changes(registrar, reply_id, files) -> None:
    url = f"/arenden/{reply_id}/fardiga-handlingar"
    response = registrar.submit(url, dict(files), content_type="multipart/form-data")
    assert response.status_code == 422
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(Intake.id))) == 0


def test_an_officer_sees_the_file_but_cannot_send_it(visit, page, reply_id) -> None:
    officer = visit("farsta.handlaggare")
    assert "Registratorn eller nämndsekreteraren bekräftar" in officer.get(page).text
    assert officer.submit(page, typed(officer.get(page).text)).status_code == 403
    assert officer.get(f"/arenden/{reply_id}/fardiga-handlingar").status_code == 403


@pytest.mark.parametrize("who", ["ks.samordnare", "ks.registrator", "social.registrator", "admin"])
def test_nobody_outside_the_body_sees_the_papers_before_they_are_sent(visit, page, remiss_id, reply_id, who) -> None:
    client = visit(who)
    for url in (page, f"{page}/lage", f"/arenden/{reply_id}/fardiga-handlingar"):
        assert client.get(url).status_code == 404
    assert client.submit(page, {"title": "x"}).status_code == 404
    if who.startswith("ks."):
        assert "svar.txt" not in client.get(f"/remisser/{remiss_id}/inlasningar").text
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(Submission.id))) == 0


def test_papers_before_the_meeting_are_a_forhandssvar(app, registrar, page, reply_id) -> None:
    data = typed(registrar.get(page).text)
    early = {"basis": Basis.PRELIMINARY.value, "decision_expected_on": "2031-12-17"}
    confirmed = registrar.submit(page, data | early)
    assert confirmed.status_code == 303, confirmed.text
    assert (reply(reply_id).state, reply(reply_id).basis) == (ReplyState.PRELIMINARY, Basis.PRELIMINARY)
    assert "Väntas den 17 december 2031" in registrar.get(confirmed.location).text


def test_answers_in_finished_papers_are_voluntary_and_kept(app, world, registrar) -> None:
    asked = draft_remiss(world, "KS 2026/77")
    actor = world.actor("ks.samordnare")
    with writing():
        remiss = db.session.get_one(Remiss, asked)
        given = [QuestionInput("Vad kostar det?", mandatory=True), QuestionInput("Vem ansvarar?", mandatory=False)]
        set_questions(actor, remiss, given, [], remiss.version, START)
        remisser.send_remiss(actor, remiss, remiss.version, START)
    matter = reply_of(asked, world.farsta).id
    address = take_in(app, registrar, f"/arenden/{matter}/fardiga-handlingar", "files", upload())
    page = registrar.get(address).text
    assert "under ”Svar på frågor”" in page
    data = typed(page)
    field = next(name for name, value in data.items() if str(value).startswith("## Vad kostar det?"))
    data |= {field: "## Vad kostar det?\nTolv kronor.\n\n## Vem ansvarar?\n", "basis": Basis.UNKNOWN.value}
    confirmed = registrar.submit(address, data)
    assert confirmed.status_code == 303, confirmed.text
    db.session.rollback()
    version = db.session.scalars(sa.select(Submission).where(Submission.reply_id == matter)).one().version
    assert answers_in(version.text) == {"Vad kostar det?": "Tolv kronor."}


SIGNED = {
    "basis": "till_namnd",
    "signers": "Karin Ek, Stadsdelsdirektör\nOla Berg, tf. avdelningschef",
    "signed_on": "2026-11-02",
}


def test_a_signed_statement_goes_on_to_the_board_and_nothing_leaves_the_house(app, visit, world, remiss_id) -> None:
    number = reply_in(world, remiss_id, world.farsta, ReplyState.RECEIVED)
    registrar, at = visit("farsta.registrator"), f"/arenden/{number}"
    assert "Registrera signerat utlåtande" in registrar.get(at).text
    page = take_in(app, registrar, f"{at}/fardiga-handlingar", "files", upload())
    data = typed(registrar.get(page).text) | SIGNED
    assert registrar.submit(page, data | {"signers": ""}).status_code == 422
    assert registrar.submit(page, data | {"signed_on": "2039-01-01"}).status_code == 422
    assert registrar.submit(page, data).location == f"{at}/beslut"
    assert reply(number).state is ReplyState.SIGNED
    assert db.session.query(Signature).count() == 0
    assert db.session.query(Submission).count() == 0
    text = registrar.get(at).text
    assert "Hanterat utanför Remiss: utlåtandet är skrivet och signerat i egna system." in text
    assert "Karin Ek, Stadsdelsdirektör och Ola Berg, tf. avdelningschef" in text
    assert "hanterat utanför Remiss" in text
    assert "Ola Berg, tf. avdelningschef" in registrar.get(f"{at}/granskning").text
    with zipfile.ZipFile(io.BytesIO(registrar.get(f"{at}/tjansteutlatande.docx").data)) as paper:
        assert "Ola Berg" in paper.read("word/document.xml").decode()
    assert visit("ks.samordnare").get(f"/remisser/{remiss_id}/svar/{number}").status_code == 404
    for step in ("signerad", "till_namnd", "beslutad", "justerad"):
        with writing():
            act(world, number, step)
    sent = db.session.scalars(sa.select(Submission)).one()
    assert sent.original is not None
    assert sent.original.filename == "svar.txt"


def test_a_decided_matter_says_which_text_is_sent_and_takes_no_other(visit, world, remiss_id) -> None:
    number = reply_in(world, remiss_id, world.farsta, ReplyState.DECIDED)
    registrar, at = visit("farsta.registrator"), f"/arenden/{number}"
    assert "fardiga-handlingar" not in registrar.get(at).text
    page = registrar.get(f"{at}/fardiga-handlingar").text
    assert "Beslutet gäller den text som finns i ärendet" in page
    assert 'type="file"' not in page
    refused = registrar.submit(f"{at}/fardiga-handlingar", papers(), content_type="multipart/form-data")
    assert refused.status_code == 409
    assert db.session.query(Intake).count() == 0
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remisser.close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    assert "fardiga-handlingar" not in registrar.get(at).text
    page = registrar.get(f"{at}/fardiga-handlingar").text
    assert "Expediera den under Beslut, trots att svarstiden är avslutad" in page
    assert 'type="file"' not in page


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE statement_version SET content = replace(content, 'Belysningen', 'Belysningar')",
        "UPDATE signed_paper SET signed_on = '2026-11-03'",
        "UPDATE signed_paper SET signers = '[]'",
        "DELETE FROM signed_paper",
    ],
)
def test_a_registered_paper_is_bound_to_its_text(app, visit, world, remiss_id, change) -> None:
    number = reply_in(world, remiss_id, world.farsta, ReplyState.ASSIGNED)
    registrar = visit("farsta.registrator")
    page = take_in(app, registrar, f"/arenden/{number}/fardiga-handlingar", "files", upload())
    assert registrar.submit(page, typed(registrar.get(page).text) | SIGNED).status_code == 303
    with writing():
        db.session.execute(sa.text(change))
    assert "Signaturen gäller inte längre" in registrar.get(f"/arenden/{number}").text
    with pytest.raises(InvalidInput, match="gäller inte längre"), writing():
        act(world, number, "signerad")
