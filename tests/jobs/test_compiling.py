"""A file of a compilation is made in the background from what was chosen, and what was masked is forgotten."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from remiss.clock import now
from remiss.domain.mail_kinds import MailKind
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import compiled_folder, db
from remiss.jobs.compiling import forget_files
from remiss.jobs.sender import send_waiting
from remiss.jobs.tasks import work_all
from remiss.models.attachments import Attachment, path_of
from remiss.models.compiling import CompilationOrder
from remiss.models.mail import OutboxMail
from remiss.notifications.local import MemoryMailer
from remiss.services.tasks import claim_task
from tests.support.world import World, reply_in, sent_remiss

PAGE = "sammanstallning/hamtning"
PLAIN = {"layout": "tema", "format": "html", "quotes": "y", "replies": "y", "names": "y"}
SECRET = "Belysningen"


@pytest.fixture
def base(world: World) -> str:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    return f"/remisser/{remiss_id}"


def work(app: Flask) -> None:
    work_all(Path(app.config["REMISS_UPLOADS"]))


def test_a_file_is_ordered_waited_for_and_fetched_for_a_day(app: Flask, base: str, visit) -> None:
    client = visit("ks.registrator")
    assert "Farsta stadsdelsnämnd" in client.get(f"{base}/{PAGE}").text
    page = client.submit(f"{base}/{PAGE}", PLAIN).location
    assert "Väntar på sin tur" in client.get(page).text
    assert client.get(f"{page}/lage").json["state"] == "vantar"
    assert client.get(f"{page}/fil").status_code == 404
    work(app)
    assert client.get(f"{page}/lage").json["state"] == "klar"
    made = client.get(f"{page}/fil")
    assert "tema.html" in made.headers["Content-Disposition"]
    assert "KS" in made.headers["Content-Disposition"]
    assert SECRET in made.get_data(as_text=True)
    again = client.submit(f"{base}/{PAGE}", PLAIN).location
    work(app)
    assert client.get(f"{again}/fil").data == made.data
    with writing():
        db.session.get_one(CompilationOrder, 1).made_at -= timedelta(days=1)
    assert "Filen finns inte kvar" in client.get(page).text
    assert forget_files(compiled_folder(), now()) == 1
    assert client.get(f"{again}/fil").status_code == 200, "the newer one has the same content"
    assert forget_files(compiled_folder(), now() + timedelta(days=2)) == 1
    assert not [one for one in compiled_folder().rglob("*") if one.is_file()]


def unread(number: int) -> bool:
    """Tell whether the notice of the file with this number is unread."""
    db.session.rollback()
    order = db.session.get_one(CompilationOrder, number)
    keyed = OutboxMail.unique_key.startswith(f"fil_klar:{order.id}-")
    return db.session.scalars(db.select(OutboxMail).where(keyed)).one().read_at is None


def test_who_has_left_the_page_is_told_once_when_the_file_is_made(app: Flask, base: str, visit) -> None:
    client, box = visit("ks.registrator"), MemoryMailer()
    page = client.submit(f"{base}/{PAGE}", PLAIN).location
    assert "Filen är klar" not in client.get("/aviseringar").text
    work(app)
    [told] = db.session.scalars(db.select(OutboxMail).filter_by(kind=MailKind.FILE_MADE))
    assert "Filen är klar: Program för trygga gångvägar" in client.get("/aviseringar").text
    assert "Filen är klar" not in visit("ks.samordnare").get("/aviseringar").text
    assert client.submit(f"/aviseringar/{told.id}", {}).location == f"{base}/{PAGE}#bestallda"
    send_waiting(box, "remiss@stad.example", "http://127.0.0.1:8000", now())
    assert told.message_id not in {one["Message-ID"] for one in box.sent}, "it is told in the page alone"
    again = client.submit(f"{base}/{PAGE}", PLAIN).location
    assert again != page
    work(app)
    assert unread(2) is True
    visit("ks.samordnare").get(again)
    assert unread(2) is True, "it is not the samordnare who waits"
    assert "Hämta filen" in client.get(again).text
    assert unread(2) is False, "who sees that it is made need not be told"


ALL = {**PLAIN, "format": "zip"}


def _zip(app: Flask, base: str, visit, **chosen: str) -> tuple[dict[str, bytes], str]:
    client = visit("ks.registrator")
    page = client.submit(f"{base}/{PAGE}", {key: value for key, value in {**ALL, **chosen}.items() if value}).location
    work(app)
    with zipfile.ZipFile(io.BytesIO(client.get(f"{page}/fil").data)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    rows = {row["name"]: row["sha256"] for row in json.loads(held["manifest.json"])["files"]}
    papers = {name: content for name, content in held.items() if name.startswith("handlingar/")}
    assert {name: hashlib.sha256(content).hexdigest() for name, content in papers.items()}.items() <= rows.items()
    return papers, held["README.txt"].decode()


@pytest.fixture
def minutes(app: Flask, base: str, world: World) -> bytes:
    """What the board sent with its reply lies on the disk; so does a paper about a draft that was never sent."""
    reply_in(world, int(base.rsplit("/", 1)[1]), world.social, ReplyState.DECIDED)
    content = "# Protokollsutdrag\n\nNämnden beslutade enligt förslaget.".encode()
    for kept in db.session.scalars(db.select(Attachment)):
        path = path_of(Path(app.config["REMISS_UPLOADS"]), kept.sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return content


def test_the_zip_holds_what_was_handed_in_and_the_replies_that_were_written_here(
    app: Flask, base: str, minutes: bytes, visit
) -> None:
    papers, readme = _zip(app, base, visit)
    assert [name for name, content in papers.items() if content == minutes] == [
        "handlingar/001 Farsta stadsdelsnämnd, papper.docx"
    ]
    assert "handlingar/002 Farsta stadsdelsnämnd, svaret.docx" in papers
    assert len(papers) == 2, "nothing of Socialnämnden, which has sent nothing"
    assert "handlingar som dokumentet bygger på" in readme
    assert "är inte med" not in readme


@pytest.mark.parametrize("away", ["names", "replies"])
def test_no_file_goes_along_where_names_or_whole_replies_were_chosen_away(
    app: Flask, base: str, minutes: bytes, visit, away: str
) -> None:
    papers, readme = _zip(app, base, visit, **{away: ""})
    assert papers == {}
    assert "handling är inte med" in readme


def test_a_file_that_says_masked_words_stays_out_and_the_readme_says_so(
    app: Flask, base: str, minutes: bytes, visit
) -> None:
    ground = {"masks-0-ground": "21 kap. 7 § OSL"}
    papers, readme = _zip(app, base, visit, **{"masks-0-words": "beslutade enligt", **ground})
    assert minutes not in papers.values()
    assert "handling är inte med" in readme
    papers, readme = _zip(app, base, visit, **{"masks-0-words": SECRET, **ground})
    assert minutes not in papers.values(), "the reply says the words, so what came with it may too"
    assert [name for name in papers if name.endswith("svaret.docx")], "what we write ourselves is masked in its text"


def test_masked_words_are_in_no_file_and_in_no_row_afterwards(app: Flask, base: str, visit) -> None:
    client = visit("ks.samordnare")
    bare = client.submit(f"{base}/{PAGE}", {**PLAIN, "masks-0-words": SECRET, "masks-0-ground": ""})
    assert bare.status_code == 422
    assert "Skriv lagrum" in bare.text
    more = client.submit(f"{base}/{PAGE}", {**PLAIN, "masks-0-words": SECRET, "masks-0-ground": "", "add": "ja"})
    assert f'value="{SECRET}"' in more.text
    assert 'name="masks-1-words"' in more.text
    given = {**PLAIN, "masks-0-words": SECRET, "masks-0-ground": "21 kap. 7 § OSL", "themes": ["belysning"]}
    page = client.submit(f"{base}/{PAGE}", given).location
    work(app)
    made = client.get(f"{page}/fil")
    assert "KS" not in made.headers["Content-Disposition"], "the number may be what is masked"
    words = made.get_data(as_text=True)
    assert SECRET not in words
    assert "21 kap. 7 § OSL" in words
    assert "Bara synpunkter om ”Belysning” är med." in words
    db.session.rollback()
    assert db.session.scalars(db.select(CompilationOrder)).one().masks == []


def test_a_file_in_which_masked_words_are_left_is_never_given(app: Flask, base: str, visit) -> None:
    """The words stand among the technical ones of every page: they cannot be shown to be absent."""
    client = visit("ks.samordnare")
    page = client.submit(f"{base}/{PAGE}", {**PLAIN, "masks-0-words": "charset", "masks-0-ground": "Skäl"}).location
    work(app)
    assert "Maska en längre passage" in client.get(page).text
    assert client.get(f"{page}/fil").status_code == 404
    assert not [one for one in compiled_folder().rglob("*") if one.is_file()]


def test_a_file_that_nobody_waits_for_is_not_made(app: Flask, world: World, base: str, visit) -> None:
    client = visit("ks.samordnare")
    page = client.submit(f"{base}/{PAGE}", {**PLAIN, "masks-0-words": SECRET, "masks-0-ground": "Skäl"}).location
    assert visit("ks.registrator").submit(f"{page}/avbrott", {}).status_code == 403
    with writing():
        claim_task(now())
    assert client.submit(f"{page}/avbrott", {}).status_code == 303
    work(app)
    assert "Filen är avbruten" in client.get(page).text
    assert client.submit(f"{page}/avbrott", {}).status_code == 409
    db.session.rollback()
    assert db.session.scalars(db.select(CompilationOrder)).one().masks == []


def test_what_goes_wrong_is_told_to_who_waits(app: Flask, base: str, visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("kanarie")

    client = visit("ks.samordnare")
    page = client.submit(f"{base}/{PAGE}", PLAIN).location
    monkeypatch.setattr("remiss.jobs.compiling.outline_of", broken)
    work(app)
    assert "Filen kunde inte skapas: " in client.get("/aviseringar").text
    assert "Filen kunde inte skapas. Försök igen" in client.get(page).text


def test_nobody_else_finds_it(app: Flask, world: World, base: str, visit) -> None:
    page = visit("ks.samordnare").submit(f"{base}/{PAGE}", PLAIN).location
    work(app)
    for who in ("farsta.direktor", "social.registrator", "admin"):
        for place in (f"{base}/{PAGE}", page, f"{page}/lage", f"{page}/fil"):
            assert visit(who).get(place).status_code == 404
    other = f"/remisser/{sent_remiss(world, 'KS 2026/999')}/{PAGE}/1"
    assert visit("ks.samordnare").get(other).status_code == 404
    assert path_of(compiled_folder(), "ab" * 32).parent.parent == compiled_folder()


def test_columns_that_were_chosen_away_are_not_in_the_file_and_an_order_from_before_has_them_all(
    app: Flask, base: str, visit
) -> None:
    client = visit("ks.samordnare")
    page = client.submit(f"{base}/{PAGE}", {**PLAIN, "without": ["instans_slag"]}).location
    work(app)
    words = client.get(f"{page}/fil").text
    assert "Kolumnen ”Slag” i tabellen ”Remissinstanser” är utelämnad." in words
    older = client.submit(f"{base}/{PAGE}", PLAIN).location
    with writing():
        order = db.session.get_one(CompilationOrder, 2)
        order.choices = {key: value for key, value in order.choices.items() if key != "without"}
    work(app)
    assert "utelämnad" not in client.get(f"{older}/fil").text
    assert "utan 1\u00a0kolumn," in client.get(f"{base}/{PAGE}").text
