"""KS takes in a reply that came by mail: upload, progress, confirmation, and everything that can be wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import sqlalchemy as sa

from remiss.domain.stance import Stance
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.jobs.tasks import work_all
from remiss.models.decisions import BoardDecision, Outcome, Submission
from remiss.models.intakes import Intake
from remiss.models.operations import AuditEvent
from remiss.models.organisations import Organisation
from remiss.models.replies import Basis, Consultee, Reply
from remiss.models.viewpoints import LabelStatus, Viewpoint, ViewpointLabel
from tests.documents.files import SCANNED
from tests.support.world import draft_remiss, reply_in, reply_of, sent_remiss
from tests.web.intake.files import REPLY, take_in, typed, upload

pytestmark = pytest.mark.slow  # files are read in a child process


@pytest.fixture
def remiss_id(world) -> int:
    return sent_remiss(world)


@pytest.fixture
def ks(visit):
    return visit("ks.registrator")


@pytest.fixture
def coordinator(visit):
    return visit("ks.samordnare")


def count(model) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def fresh(query):
    """Run ``query`` on what the requests have left in the database."""
    db.session.rollback()
    return db.session.scalars(query)


def current(remiss_id: int, organisation_id: int) -> Reply:
    db.session.rollback()
    return reply_of(remiss_id, organisation_id)


@pytest.fixture
def page(app, coordinator, remiss_id) -> str:
    """The address of an intake that waits to be confirmed."""
    return take_in(app, coordinator, f"/remisser/{remiss_id}/inlasningar", "files", upload())


def test_an_empty_list_says_what_will_appear(ks, remiss_id) -> None:
    assert "Inga filer är inlästa" in ks.get(f"/remisser/{remiss_id}/inlasningar").text


def test_a_draft_takes_nothing_in(ks, world) -> None:
    remiss_id = draft_remiss(world)
    assert "inte skickad" in ks.get(f"/remisser/{remiss_id}/inlasningar").text
    data = {"files": [upload()]}
    response = ks.submit(f"/remisser/{remiss_id}/inlasningar", data, content_type="multipart/form-data")
    assert response.status_code == 409
    assert count(Intake) == 0


def test_reading_shows_progress_can_be_left_and_cancelled(ks, remiss_id) -> None:
    response = ks.submit(
        f"/remisser/{remiss_id}/inlasningar", {"files": [upload()]}, content_type="multipart/form-data"
    )
    url = response.location
    waiting = ks.get(url).text
    assert "Läser in filen" in waiting
    assert "Väntar på sin tur" in waiting
    assert f'href="{url}"' in waiting
    assert ks.get(f"{url}/lage").json == {"state": "lases", "done": 0, "steps": 3, "message": "Väntar på sin tur"}
    assert "Läses in" in ks.get(f"/remisser/{remiss_id}/inlasningar").text
    cancelled = ks.submit(f"{url}/avbrott", {})
    assert cancelled.status_code == 303
    assert "avbruten" in ks.get(url).text


def test_the_page_shows_what_was_read_and_where_it_comes_from(coordinator, page) -> None:
    text = coordinator.get(page).text
    data = typed(text)
    assert data["title"] == "Program för trygga gångvägar"
    assert data["diary_number"] == "1.1-7/2026"
    assert len(data["bodies"]) == 1
    assert "Saknas: protokollsutdrag" in text
    marks = re.findall(r"<mark>([^<]+)</mark>", text)
    assert any("bör" in mark.lower() for mark in marks)


def test_confirming_registers_the_reply_with_the_confirmed_labels(coordinator, page, world, remiss_id) -> None:
    data = typed(coordinator.get(page).text)
    change = next(key for key, value in data.items() if key.endswith("-stance") and value == Stance.PROPOSES_CHANGE)
    response = coordinator.submit(page, {**data, change: Stance.OBJECTS.value})
    assert response.status_code == 303, response.text
    reply = current(remiss_id, world.farsta)
    assert response.location == f"/remisser/{remiss_id}/svar/{reply.id}"
    assert (reply.state, reply.handled_outside, reply.basis) == (ReplyState.SUBMITTED, True, Basis.UNKNOWN)
    labels = fresh(sa.select(ViewpointLabel).where(ViewpointLabel.superseded_at.is_(None))).all()
    assert {label.status for label in labels} == {LabelStatus.CONFIRMED}
    assert Stance.OBJECTS in {label.stance for label in labels}
    assert "Se svaret" in coordinator.get(page).text


def test_a_reply_with_a_decision_keeps_it_with_the_minutes(coordinator, page, world, remiss_id) -> None:
    data = typed(coordinator.get(page).text)
    decided = {
        "basis": "namndbeslut", "decided_on": "2026-11-19", "paragraph": "§ 14", "outcome": "enligt_forslag",
        "immediate_adjustment": "y", "minutes": upload(SCANNED, "protokoll.pdf"),
    }  # fmt: skip
    response = coordinator.submit(page, {**data, **decided}, content_type="multipart/form-data")
    assert response.status_code == 303, response.text
    decision = fresh(sa.select(BoardDecision)).one()
    assert (decision.paragraph, decision.outcome, decision.immediate_adjustment) == ("§ 14", Outcome.AS_PROPOSED, True)
    assert decision.minutes is not None
    assert decision.minutes.filename == "protokoll.pdf"


def test_a_decision_that_departs_resets_every_stance(coordinator, page) -> None:
    data = typed(coordinator.get(page).text)
    decided = {"basis": "namndbeslut", "decided_on": "2026-11-19", "paragraph": "§ 14", "outcome": "avslag"}
    refused = coordinator.submit(page, {**data, **decided})
    assert refused.status_code == 422
    assert "avviker från förslaget" in refused.text
    response = coordinator.submit(page, {**data, **decided, "decision_text": "Nämnden avslår förslaget."})
    assert response.status_code == 303
    standing = sa.select(ViewpointLabel.stance).where(
        ViewpointLabel.superseded_at.is_(None), ViewpointLabel.stance.is_not(None)
    )
    assert not fresh(standing).all()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Skriv en rubrik."),
        ({"bodies": []}, "Välj vilken instans svaret kommer från."),
        ({"bodies": ["99"]}, "Välj något i listan."),
        ({"basis": "namndbeslut", "decided_on": "", "paragraph": ""}, "Ange vilken dag nämnden beslutade."),
        ({"basis": "namndbeslut", "decided_on": "2099-01-01"}, "Beslutsdagen ligger framåt i tiden"),
        ({"basis": "namndbeslut", "decided_on": "i går"}, "Skriv datumet som år-månad-dag"),
        ({"basis": "namndbeslut", "paragraph": ""}, "Ange paragrafen"),
        ({"basis": "annat"}, "Välj något i listan."),
    ],
)
def test_bad_input_is_told_and_everything_typed_is_kept(coordinator, page, changes, sentence) -> None:
    data = typed(coordinator.get(page).text) | {"decision_text": "Ord som jag skrev själv."}
    response = coordinator.submit(page, {**data, **changes})
    assert response.status_code == 422
    assert sentence in response.text
    assert "Ord som jag skrev själv." in response.text
    again = typed(response.text)
    kept = set(data) - set(changes) - {"outcome", "paragraph", "decided_on"}
    assert {key: again.get(key) for key in kept} == {key: data[key] for key in kept}
    assert count(Submission) == 0


def test_a_reply_without_text_is_refused(coordinator, page) -> None:
    data = typed(coordinator.get(page).text)
    empty = {key: "" for key in data if key.endswith("-text")}
    response = coordinator.submit(page, {**data, **empty})
    assert response.status_code == 422
    assert "Svaret har ingen text" in response.text


def test_words_taken_out_of_the_text_cannot_stay_a_viewpoint(coordinator, page) -> None:
    data = typed(coordinator.get(page).text)
    text = next(key for key, value in data.items() if key.endswith("-text") and "lekplatserna" in str(value))
    changed = data | {text: str(data[text]).replace("lekplatserna", "skolorna")}
    response = coordinator.submit(page, changed)
    assert response.status_code == 422
    assert "står inte ordagrant i texten" in response.text
    shown = coordinator.get(page).text
    quotes = re.findall(r"<blockquote.*?</blockquote>", shown)
    number = next(number for number, quote in enumerate(quotes) if "lekplats" in quote)
    without = {key: value for key, value in changed.items() if key != f"viewpoints-{number}-keep"}
    assert coordinator.submit(page, without).status_code == 303


def test_what_is_not_ticked_is_kept_as_no_viewpoint(coordinator, page) -> None:
    data = typed(coordinator.get(page).text)
    total = sum(1 for key in data if key.endswith("-stance"))
    first = {key: value for key, value in data.items() if key != "viewpoints-0-keep"}
    assert coordinator.submit(page, first).status_code == 303
    removed = fresh(sa.select(Viewpoint).where(Viewpoint.removed_at.is_not(None))).all()
    assert [row.position for row in removed] == [1]
    assert count(Viewpoint) == total


def test_a_second_confirmation_is_too_late(coordinator, page) -> None:
    data = typed(coordinator.get(page).text)
    assert coordinator.submit(page, data).status_code == 303
    again = coordinator.submit(page, data | {"title": "Rubrik som jag skrev om"})
    assert again.status_code == 409
    assert "Rubrik som jag skrev om" in again.text
    assert count(Submission) == 1


def test_a_body_that_has_answered_is_never_replaced(app, coordinator, page, world, remiss_id) -> None:
    data = typed(coordinator.get(page).text)
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    response = coordinator.submit(page, data)
    assert response.status_code == 409
    assert "redan svarat" in response.text
    assert count(Submission) == 1


def test_an_unknown_name_is_said_and_never_created(app, coordinator, remiss_id) -> None:
    strange = REPLY.replace("Farsta stadsdelsnämnd", "Månskensnämnden").replace(
        "Farsta stadsdelsförvaltning", "Månskensförvaltningen"
    )
    before = count(Organisation)
    page = take_in(app, coordinator, f"/remisser/{remiss_id}/inlasningar", "files", upload(strange))
    text = coordinator.get(page).text
    assert "finns inte i registret" in text
    assert "bodies" not in typed(text)
    assert coordinator.submit(page, typed(text)).status_code == 422
    assert count(Organisation) == before


def test_a_known_body_that_was_not_asked_is_counted_as_uninvited(app, coordinator, world) -> None:
    remiss_id = sent_remiss(world, bodies=(world.social,))
    page = take_in(app, coordinator, f"/remisser/{remiss_id}/inlasningar", "files", upload())
    text = coordinator.get(page).text
    assert "inte tillfrågad" in text
    assert coordinator.submit(page, typed(text)).status_code == 303
    consultee = fresh(sa.select(Consultee).filter_by(organisation_id=world.farsta)).one()
    assert consultee.invited is False


def test_another_remiss_number_in_the_file_is_warned_about(app, coordinator, remiss_id) -> None:
    other = REPLY.replace("KS 2026/311", "KS 2025/17")
    page = take_in(app, coordinator, f"/remisser/{remiss_id}/inlasningar", "files", upload(other))
    text = coordinator.get(page).text
    assert "KS 2025/17, men remissen har KS 2026/311" in text


def test_a_joint_reply_is_one_text_for_two_bodies(coordinator, page, world, remiss_id) -> None:
    data = typed(coordinator.get(page).text) | {"bodies": [str(world.farsta), str(world.social)]}
    assert coordinator.submit(page, data).status_code == 303
    assert current(remiss_id, world.farsta).id == current(remiss_id, world.social).id


def test_a_copy_of_a_file_is_warned_about(app, ks, remiss_id) -> None:
    url = f"/remisser/{remiss_id}/inlasningar"
    take_in(app, ks, url, "files", upload())
    take_in(app, ks, url, "files", upload(name="kopia.txt"))
    text = ks.get(url).text
    assert "kopia.txt har samma innehåll som" in text
    assert text.count("Att bekräfta") == 2
    assert "Samma fil är redan uppladdad" in ks.get("/inlasningar/1").text


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "tom.docx"), (b"   \n", "blank.txt"), (b"\x89PNG\r\n\x1a\n0000", "bild.docx"),
        (b"PK\x03\x04trasig", "trasig.docx"), (b"MZ\x00\x00program", "svar.pdf"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_a_reply_is_told_and_nothing_changes(ks, remiss_id, content, name) -> None:
    before = count(AuditEvent)
    data = {"files": [upload(content, name)]}
    response = ks.submit(f"/remisser/{remiss_id}/inlasningar", data, content_type="multipart/form-data")
    assert response.status_code == 422
    assert name in response.text
    assert (count(Intake), count(AuditEvent)) == (0, before)


def test_a_bad_file_in_a_batch_is_named_and_hinders_no_other(app, ks, remiss_id) -> None:
    url = f"/remisser/{remiss_id}/inlasningar"
    files = [upload(), upload(b"MZ\x00\x00program", "svar.pdf"), upload(b"", "tom.docx")]
    response = ks.submit(url, {"files": files}, content_type="multipart/form-data")
    assert response.status_code == 303
    work_all(Path(app.config["REMISS_UPLOADS"]))
    page = ks.get(response.location).text
    assert "svar.pdf" in page
    assert "tom.docx" in page
    assert count(Intake) == 1


def test_a_file_of_a_coming_meeting_is_a_forhandssvar(app, ks, remiss_id, world) -> None:
    early = REPLY.replace("19 november 2026", "19 november 2031")
    page = take_in(app, ks, f"/remisser/{remiss_id}/inlasningar", "files", upload(early))
    data = typed(ks.get(page).text)
    assert ks.submit(page, {**data, "basis": "forhandssvar", "decision_expected_on": ""}).status_code == 422
    data |= {"basis": "forhandssvar", "decision_expected_on": "2031-11-19"}
    assert ks.submit(page, data).status_code == 303
    reply = current(remiss_id, world.farsta)
    assert (reply.state, reply.basis) == (ReplyState.PRELIMINARY, Basis.PRELIMINARY)
    again = take_in(app, ks, f"/remisser/{remiss_id}/inlasningar", "files", upload(early + "\nMer."))
    refused = ks.submit(again, typed(ks.get(again).text))
    assert refused.status_code == 409
    assert "Registrera nämndens beslut på svarets sida" in refused.text


def test_no_file_and_a_file_too_large_are_told(app, ks, remiss_id) -> None:
    url = f"/remisser/{remiss_id}/inlasningar"
    assert ks.submit(url, {}, content_type="multipart/form-data").status_code == 422
    app.config["REMISS_MAX_UPLOAD"] = 100
    response = ks.submit(url, {"files": [upload()]}, content_type="multipart/form-data")
    assert response.status_code == 422
    assert "större än" in response.text
    assert count(Intake) == 0


def test_a_file_that_fails_in_reading_says_why_and_offers_another(app, ks, remiss_id) -> None:
    url = f"/remisser/{remiss_id}/inlasningar"
    page = take_in(app, ks, url, "files", upload(SCANNED, "svar.pdf"))
    text = ks.get(page).text
    assert "Filen kunde inte läsas" in text
    assert f'href="{url}"' in text
    assert ks.submit(page, {"title": "x"}).status_code == 409


def test_a_registrar_registers_and_leaves_the_viewpoints_to_the_coordinator(ks, page) -> None:
    text = ks.get(page).text
    assert "Remissansvarig går igenom dem" in text
    assert "viewpoints-0-stance" not in text
    assert ks.submit(page, typed(text)).status_code == 303
    assert {label.status for label in fresh(sa.select(ViewpointLabel))} == {LabelStatus.SUGGESTED}


@pytest.mark.parametrize("who", ["farsta.registrator", "social.registrator", "admin"])
def test_nobody_else_sees_what_ks_takes_in(visit, page, who, remiss_id) -> None:
    client = visit(who)
    for url in (page, f"{page}/lage", f"/remisser/{remiss_id}/inlasningar"):
        assert client.get(url).status_code == 404
    assert client.submit(f"{page}/avbrott", {}).status_code == 404


def test_a_cancelled_intake_leaves_the_body_untouched(coordinator, page, world, remiss_id) -> None:
    assert coordinator.submit(f"{page}/avbrott", {}).status_code == 303
    assert current(remiss_id, world.farsta).state is ReplyState.SENT
    assert coordinator.submit(page, {"title": "x"}).status_code == 409
    assert count(Reply) == 3
