"""Setting a remiss up: every step on its page, from nothing to a draft that can be sent."""

from __future__ import annotations

import io

import sqlalchemy as sa

from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee
from tests.documents.files import SCANNED
from tests.support.world import draft_remiss, sent_remiss
from tests.web.ks_setup.papers import word_file

DETAILS = {
    "title": "Program för trygga gångvägar",
    "diary_number": "KS 2026/900",
    "letter": "Svara på hela programmet.",
    "due_on": "2030-12-11",
}


def remiss_of(remiss_id: int) -> Remiss:
    db.session.rollback()
    return db.session.get_one(Remiss, remiss_id)


def upload(client, remiss_id: int, content: bytes, name: str = "program.docx"):
    version = str(remiss_of(remiss_id).version)
    return client.submit(f"/remisser/{remiss_id}/underlag", {"version": version, "file": (io.BytesIO(content), name)})


def new_remiss(client) -> int:
    assert client.submit("/remisser/ny", DETAILS).status_code == 303
    db.session.rollback()
    return db.session.scalars(sa.select(Remiss.id).order_by(Remiss.id.desc())).first() or 0


def test_the_list_and_its_empty_state_are_the_senders_own(world, visit) -> None:
    client = visit("ks.samordnare")
    assert "Här visas era remisser" in client.get("/remisser").text
    draft_remiss(world)
    assert "3\u00a0instanser valda" in client.get("/remisser").text
    assert visit("farsta.registrator").get("/remisser").status_code == 404
    assert visit("farsta.registrator").get("/remisser/1").status_code == 404


def test_a_remiss_goes_from_nothing_to_sent(world, visit) -> None:
    client = visit("ks.samordnare")
    remiss_id = new_remiss(client)
    overview = client.get(f"/remisser/{remiss_id}").text
    assert "Ladda upp det underlag som instanserna ska svara på." in overview
    assert "Granska och skicka" not in overview
    assert "Nästa: Teman" not in client.get(f"/remisser/{remiss_id}/underlag").text
    assert upload(client, remiss_id, word_file()).status_code == 303
    assert "Nästa: Teman" in client.get(f"/remisser/{remiss_id}/underlag").text
    themes = client.get(f"/remisser/{remiss_id}/teman").text
    assert 'value="Belysning"' in themes
    assert 'value="Inledning"' not in themes
    rows = {"rows-0-name": "Belysning", "rows-0-description": "Lyktor", "rows-0-place": "1"}
    save = {"version": str(remiss_of(remiss_id).version), "save": "Spara teman"}
    assert client.submit(f"/remisser/{remiss_id}/teman", {**save, **rows}).status_code == 303
    chosen = {"version": str(remiss_of(remiss_id).version), "bodies": [str(world.farsta), str(world.social)]}
    assert client.submit(f"/remisser/{remiss_id}/instanser", chosen).status_code == 303
    assert "Nästa: Skicka" in client.get(f"/remisser/{remiss_id}/instanser").text
    assert "Granska och skicka" in client.get(f"/remisser/{remiss_id}").text
    page = client.get(f"/remisser/{remiss_id}/utskick").text
    assert "senast 11 december 2030 kl. 23.59" in page
    version = str(remiss_of(remiss_id).version)
    assert client.submit(f"/remisser/{remiss_id}/utskick", {"version": version}).status_code == 303
    assert remiss_of(remiss_id).state.value == "skickad"


def test_a_day_when_offices_are_closed_warns_but_does_not_stop(visit) -> None:
    client = visit("ks.samordnare")
    response = client.submit("/remisser/ny", {**DETAILS, "due_on": "2030-12-24"}, follow_redirects=True)
    assert response.status_code == 200
    assert "tisdag den 24 december 2030, är ingen arbetsdag (julafton)." in response.text


def test_bad_input_is_said_in_swedish_and_kept(world, visit) -> None:
    client = visit("ks.samordnare")
    draft_remiss(world, "KS 2026/900")
    taken = client.submit("/remisser/ny", DETAILS)
    assert taken.status_code == 422
    assert "finns redan på en annan remiss" in taken.text
    assert "Svara på hela programmet." in taken.text
    wrong = client.submit("/remisser/ny", {**DETAILS, "due_on": "elfte december", "title": " "})
    assert wrong.status_code == 422
    assert "Skriv datumet som år-månad-dag" in wrong.text
    assert "Skriv en rubrik." in wrong.text


def test_a_stale_form_keeps_what_was_typed_beside_what_is_saved(world, visit) -> None:
    client = visit("ks.samordnare")
    remiss_id = draft_remiss(world)
    response = client.submit(f"/remisser/{remiss_id}/uppgifter", {**DETAILS, "version": "1", "title": "Min rubrik"})
    assert response.status_code == 409
    assert "Min rubrik" in response.text
    assert "Så är det sparat nu" in response.text
    assert remiss_of(remiss_id).title == "Program för trygga gångvägar"


def test_a_file_that_is_no_word_file_is_refused_with_a_sentence(visit) -> None:
    client = visit("ks.samordnare")
    remiss_id = new_remiss(client)
    for content, sentence in (
        (b"Bara text, ingen Word-fil.", "Filen är inte en Word-fil."),
        (SCANNED, "Filen är inte en Word-fil."),
        (b"PK\x03\x04 trasig", "skadat"),
        (word_file(()), "text"),
    ):
        response = upload(client, remiss_id, content)
        assert response.status_code == 422, sentence
        assert sentence in response.text
    missing = client.submit(f"/remisser/{remiss_id}/underlag", {"version": "1"})
    assert "Välj en fil att ladda upp." in missing.text
    assert remiss_of(remiss_id).programme is None


def test_the_draft_is_shown_by_section_and_can_be_replaced(visit) -> None:
    client = visit("ks.samordnare")
    remiss_id = new_remiss(client)
    upload(client, remiss_id, word_file())
    page = client.get(f"/remisser/{remiss_id}/underlag").text
    assert "Ansvar för belysningen" in page
    assert "nivå 2" in page
    upload(client, remiss_id, word_file(((1, "Annat", "Ny text."), (1, "Mer", "Mer text."))), "nytt.docx")
    page = client.get(f"/remisser/{remiss_id}/underlag").text
    assert "version 2" in page
    assert "Ansvar för belysningen" not in page


def test_themes_are_reordered_renamed_removed_and_added_without_javascript(world, visit) -> None:
    client = visit("ks.samordnare")
    remiss_id = draft_remiss(world)
    url = f"/remisser/{remiss_id}/teman"
    rows = {
        "version": str(remiss_of(remiss_id).version),
        "rows-0-key": "belysning", "rows-0-place": "2", "rows-0-name": "Ljus", "rows-0-description": "Lampor",
        "rows-1-key": "kostnad", "rows-1-place": "3", "rows-1-name": "Kostnader", "rows-1-remove": "y",
        "rows-2-key": "", "rows-2-place": "1", "rows-2-name": "Drift", "rows-2-description": "",
        "rows-3-place": "9", "rows-3-name": "", "rows-3-description": "",
    }  # fmt: skip
    more = client.submit(url, {**rows, "add": "Lägg till rad"})
    assert more.status_code == 200
    assert "rows-4-name" in more.text
    assert 'value="Ljus"' in more.text
    assert len(remiss_of(remiss_id).themes) == 2
    assert client.submit(url, {**rows, "save": "Spara teman"}).status_code == 303
    themes = [(theme.key, theme.name) for theme in remiss_of(remiss_id).themes]
    assert themes == [("tema1", "Drift"), ("belysning", "Ljus")]


def test_two_themes_with_one_name_or_a_nameless_one_are_refused(world, visit) -> None:
    client = visit("ks.samordnare")
    remiss_id = draft_remiss(world)
    version = {"version": str(remiss_of(remiss_id).version)}
    twice = {**version, "rows-0-name": "Drift", "rows-1-name": "drift"}
    assert "samma namn" in client.submit(f"/remisser/{remiss_id}/teman", twice).text
    nameless = client.submit(f"/remisser/{remiss_id}/teman", {**version, "rows-0-description": "Lampor"})
    assert nameless.status_code == 422
    assert "inget namn" in nameless.text


def test_a_whole_kind_of_bodies_is_chosen_on_the_server(world, visit) -> None:
    client = visit("ks.samordnare")
    remiss_id = draft_remiss(world, bodies=(world.farsta,))
    data = {"version": str(remiss_of(remiss_id).version), "kinds": ["facknamnd"], "bodies": [str(world.external), "99"]}
    response = client.submit(f"/remisser/{remiss_id}/instanser", data, follow_redirects=True)
    assert "2\u00a0instanser är valda" in response.text
    db.session.rollback()
    chosen = set(db.session.scalars(sa.select(Consultee.organisation_id).filter_by(remiss_id=remiss_id)))
    assert chosen == {world.social, world.external}


def test_nothing_is_set_up_after_sending_or_by_others(world, visit) -> None:
    remiss_id = sent_remiss(world)
    client = visit("ks.samordnare")
    version = str(remiss_of(remiss_id).version)
    for page, data in (("uppgifter", DETAILS), ("teman", {}), ("instanser", {})):
        assert client.get(f"/remisser/{remiss_id}/{page}").status_code == 200
        response = client.submit(f"/remisser/{remiss_id}/{page}", {**data, "version": version})
        assert response.status_code == 409, page
        assert "går inte att göra nu" in response.text
    # what is uploaded now is a new version, which is compared before it goes out
    assert upload(client, remiss_id, word_file()).location.endswith("/underlag/ny-version")
    for page in ("", "/uppgifter", "/underlag", "/teman", "/instanser", "/utskick", "/avslut", "/mejl", "/status.csv"):
        assert visit("farsta.direktor").get(f"/remisser/{remiss_id}{page}").status_code == 404, page
