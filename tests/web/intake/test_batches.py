"""Many files in one go: none holds up another, each is accounted for, and all of it can be taken back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from remiss.extensions import db
from remiss.jobs.tasks import work, work_all
from remiss.models.imports import FileState, ImportFile
from remiss.models.intakes import Intake, IntakeState
from remiss.models.operations import BackgroundTask, TaskKind, TaskState
from remiss.models.organisations import Organisation
from remiss.models.replies import Reply
from remiss.services import imports
from tests.support.world import draft_remiss, sent_remiss
from tests.web.intake.files import MINUTES, REPLY, typed, upload

pytestmark = pytest.mark.slow  # files are read in a child process

SOCIAL = REPLY.replace("Farsta stadsdelsnämnd", "Socialnämnden").replace("Farsta stadsdelsf", "Socialf")
NAMELESS = REPLY.replace("Farsta stadsdelsnämnd", "Nämnden").replace("Farsta stadsdelsförvaltning\n", "")
IMAGE = b"\x89PNG\r\n\x1a\n0000"


@pytest.fixture
def remiss_id(world) -> int:
    return sent_remiss(world)


@pytest.fixture
def ks(visit):
    return visit("ks.registrator")


@pytest.fixture
def send(app, ks, remiss_id):
    """Upload files together, let the work be done, and return the address of the batch."""

    def go(*files, done: bool = True) -> str:
        data = {"files": list(files)}
        response = ks.submit(f"/remisser/{remiss_id}/inlasningar", data, content_type="multipart/form-data")
        assert response.status_code == 303, response.text
        if done:
            work_all(Path(app.config["REMISS_UPLOADS"]))
        db.session.rollback()
        return response.location

    return go


def states() -> dict[str, str]:
    db.session.rollback()
    return {file.name: file.state.value for file in db.session.scalars(sa.select(ImportFile))}


def rows(model) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def test_six_files_of_which_three_are_bad(ks, send, world, remiss_id) -> None:
    bodies = rows(Organisation)
    url = send(
        upload(REPLY, "ett.txt"), upload(IMAGE, "bild.png"), upload(b"", "tom.txt"),
        upload(SOCIAL, "Svar/två.txt"), upload(REPLY, "ett igen.txt"), upload(NAMELESS, "farsta-stadsdelsnamnd.txt"),
    )  # fmt: skip
    assert states() == {
        "ett.txt": "inlast", "bild.png": "avvisad", "tom.txt": "avvisad", "Svar/två.txt": "inlast",
        "ett igen.txt": "kand", "farsta-stadsdelsnamnd.txt": "inlast",
    }  # fmt: skip
    page = ks.get(url).text
    assert "Samma innehåll som ett.txt" in page
    assert "Filen är tom" in page
    assert "Bara filens namn säger vem som svarar" in page
    assert "Namnet ”Socialnämnden” i filen" in page
    assert rows(Organisation) == bodies
    report = ks.get(f"{url}/rapport")
    table = report.get_data().decode("utf-8-sig").splitlines()
    assert len(table) == 1 + 6
    assert table[1].startswith("ett.txt;Att bekräfta;Farsta stadsdelsnämnd;")
    assert ks.get(f"{url}/lage").json == {
        "state": "klar", "done": 6, "steps": 6, "message": "6 av 6\N{NO-BREAK SPACE}filer är klara",
    }  # fmt: skip


def test_a_person_chooses_where_it_is_doubtful_and_confirming_goes_on_to_the_next(ks, send, world, remiss_id) -> None:
    url = send(upload(NAMELESS, "svar.txt"), upload(SOCIAL, "social.txt"))
    first, second = db.session.scalars(sa.select(ImportFile).order_by(ImportFile.id)).all()
    page = f"/inlasningar/{first.intake_id}"
    assert "bodies" not in typed(ks.get(page).text)
    assert ks.submit(url, {f"instans-{first.id}": str(world.ks)}).status_code == 422
    assert ks.submit(url, {f"instans-{first.id}": str(world.farsta)}).status_code == 303
    assert typed(ks.get(page).text)["bodies"] == [str(world.farsta)]
    confirmed = ks.submit(page, typed(ks.get(page).text))
    assert confirmed.location == f"/inlasningar/{second.intake_id}"
    last = ks.submit(confirmed.location, typed(ks.get(confirmed.location).text))
    assert last.location == url
    assert ks.submit(f"{url}/aterkallelse", {}).status_code == 409
    assert "Ångra hela omgången" not in ks.get(url).text


def test_a_batch_can_be_undone_and_read_again(ks, send) -> None:
    url = send(upload(REPLY, "ett.txt"), upload(SOCIAL, "två.txt"))
    assert "Ångra hela omgången" in ks.get(url).text
    assert ks.submit(f"{url}/aterkallelse", {}).status_code == 303
    db.session.rollback()
    assert {intake.state for intake in db.session.scalars(sa.select(Intake))} == {IntakeState.CANCELLED}
    assert "Omgången är ångrad" in ks.get(url).text
    assert db.session.scalar(sa.select(sa.func.count(Reply.id)).where(Reply.handled_outside)) == 0
    again = send(upload(REPLY, "ett.txt"), upload(SOCIAL, "två.txt"))
    assert "Redan inläst" not in ks.get(again).text


def test_the_work_survives_a_stop_and_lets_a_single_file_go_before(app, ks, send, remiss_id) -> None:
    url = send(upload(REPLY, "ett.txt"), upload(SOCIAL, "två.txt"), done=False)
    assert "0 av 2\N{NO-BREAK SPACE}filer är klara" in ks.get(url).text
    uploads = Path(app.config["REMISS_UPLOADS"])
    work(uploads)
    send(upload(NAMELESS, "brådskar.txt"), done=False)
    work(uploads)
    db.session.rollback()
    done = sa.select(Intake).where(Intake.state == IntakeState.TO_CONFIRM)
    assert [intake.attachment.filename for intake in db.session.scalars(done)] == ["brådskar.txt"]
    db.session.execute(sa.update(ImportFile).values(state=FileState.WAITING, intake_id=None))
    task = sa.update(BackgroundTask).where(BackgroundTask.kind == TaskKind.IMPORT)
    db.session.execute(task.values(state=TaskState.WAITING))
    db.session.commit()
    work_all(uploads)
    assert set(states().values()) == {"kand"}


def test_too_many_files_and_a_draft_are_refused_whole(ks, world, remiss_id, monkeypatch) -> None:
    monkeypatch.setattr(imports, "MOST_FILES", 2)
    files = {"files": [upload(REPLY + str(n), f"{n}.txt") for n in range(3)]}
    answer = ks.submit(f"/remisser/{remiss_id}/inlasningar", files, content_type="multipart/form-data")
    assert answer.status_code == 422
    draft = draft_remiss(world, "KS 2026/400")
    files = {"files": [upload(), upload(MINUTES, "b.txt")]}
    assert ks.submit(f"/remisser/{draft}/inlasningar", files, content_type="multipart/form-data").status_code == 409
    assert rows(ImportFile) == 0


def test_a_batch_is_its_senders_own(visit, send) -> None:
    url = send(upload(REPLY, "ett.txt"), upload(SOCIAL, "två.txt"), done=False)
    for who in ("farsta.registrator", "social.direktor", "admin"):
        client = visit(who)
        assert {client.get(f"{url}{path}").status_code for path in ("", "/lage", "/rapport")} == {404}
        assert {client.submit(f"{url}{path}", {}).status_code for path in ("", "/aterkallelse")} == {404}


def test_a_zip_is_opened_and_each_of_its_files_accounted_for(app, ks, send) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in {"Farsta/svar.txt": REPLY, "social.txt": SOCIAL, "bild.png": IMAGE}.items():
            target.writestr(name, content)
    url = send(upload(stream.getvalue(), "svar.zip"), upload(b"PK\x03\x04trasig", "trasig.zip"))
    assert states() == {
        "svar.zip": "uppackad", "svar.zip/Farsta/svar.txt": "inlast", "svar.zip/social.txt": "inlast",
        "svar.zip/bild.png": "avvisad", "trasig.zip": "avvisad",
    }  # fmt: skip
    page = ks.get(url).text
    assert "Inläsning av 4\N{NO-BREAK SPACE}filer" in page
    assert "Packa upp den och ladda upp filerna" in page
    kept = [path for path in Path(app.config["REMISS_UPLOADS"]).rglob("*") if path.is_file()]
    assert len(kept) == 2


def test_minutes_are_put_to_the_reply_of_their_body_and_can_be_taken_apart(app, ks, send, world) -> None:
    url = send(upload(MINUTES, "protokoll.txt"), upload(REPLY, "svar.txt"), upload(SOCIAL, "social.txt"))
    assert states() == {"protokoll.txt": "sammanford", "svar.txt": "inlast", "social.txt": "inlast"}
    page = ks.get(url).text
    assert "Hör till svaret i svar.txt." in page
    assert "har fler filer i omgången" not in page
    assert "Samma innehåll som svar.txt" in ks.get(send(upload(MINUTES, "igen.txt"), upload(IMAGE, "bild.png"))).text
    paper, reply, *_ = db.session.scalars(sa.select(ImportFile).order_by(ImportFile.id)).all()
    assert paper.intake_id == reply.intake_id
    assert "Läst ur protokollsutdraget." in ks.get(f"/inlasningar/{reply.intake_id}").text
    assert ks.submit(f"{url}/filer/{paper.id}/isartagning", {}).status_code == 303
    work_all(Path(app.config["REMISS_UPLOADS"]))
    assert states()["protokoll.txt"] == "inlast"
    assert "Filen är ett protokollsutdrag" in ks.get(url).text
    assert ks.submit(f"{url}/filer/{paper.id}/isartagning", {}).status_code == 409


def test_two_minutes_of_one_body_are_left_to_a_person(ks, send) -> None:
    url = send(upload(MINUTES, "ett.txt"), upload(MINUTES + "\nSlut.", "två.txt"), upload(REPLY, "svar.txt"))
    assert set(states().values()) == {"inlast"}
    assert "har fler filer i omgången" in ks.get(url).text
