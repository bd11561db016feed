"""Lämna ut: chosen documents as a zip, what is masked is nowhere in it, and a note of the review."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pypdfium2
import pytest
import sqlalchemy as sa

from remiss.documents.disclosure import Bundle, write_bundle
from remiss.documents.disclosure_pdf import write_pdf_bundle
from remiss.domain.disclosure import (
    Mask,
    Original,
    Paper,
    PaperLine,
    left_in,
    left_in_texts,
    masked,
    masked_papers,
    places,
)
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput
from remiss.extensions import db, upload_folder
from remiss.models.decisions import Submission
from remiss.models.disclosures import Disclosure
from remiss.models.operations import AuditEvent
from remiss.services.attachments import keep_content
from tests.services.test_replacing import hand_in
from tests.support.world import CANARY, START, World, reply_in, sent_remiss

GROUND = "21 kap. 7 § OSL"
PAPER = Paper(
    "svar:1", "Svar från Anna Berg", (PaperLine("Synpunkter", heading=True), PaperLine("Anna\nBerg  bor här."))
)


def bundle(masks: tuple[Mask, ...], originals: tuple[tuple[Original, bytes], ...] = ()) -> Bundle:
    return Bundle("Farsta stadsdelsnämnd", "Program", START, (PAPER,), originals, masks)


def begin(client, address: str, *keys: str, **more: str):
    answer = client.submit(address, {"documents": list(keys), "asked_by": "", **more})
    assert answer.status_code == 303, answer.text
    return answer.location


def review(
    client, page: str, outcome: str = "lamnas_ut", ground: str = "", examined: str = "Sekretess prövad.", **more: str
):
    version = db.session.scalar(sa.select(Disclosure.version).order_by(Disclosure.id.desc()).limit(1))
    db.session.rollback()
    data = {"version": str(version), "examined": examined, "outcome": outcome, "ground": ground, "kind": "zip", **more}
    return client.submit(f"{page}/provning", data)


def texts_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return " ".join(texts_of(part) if part[:2] == b"PK" else part.decode("utf-8", "replace") for part in parts)


def test_masked_words_are_replaced_over_spaces_and_in_any_case() -> None:
    found = masked("anna   BERG och Bergström", (Mask("Anna Berg", GROUND), Mask("Bergström", GROUND)))
    assert found == f"▇▇▇ ({GROUND}) och ▇▇▇ ({GROUND})"


def test_the_same_bundle_gives_the_same_bytes_without_what_is_masked() -> None:
    content = write_bundle(bundle((Mask("Anna Berg", GROUND),)))
    assert content == write_bundle(bundle((Mask("Anna Berg", GROUND),)))
    assert "Anna" not in texts_of(content)
    assert f"▇▇▇ ({GROUND})" in texts_of(content)
    assert left_in(content, (Mask("bor här", GROUND),)) is not None


def test_a_mask_can_keep_places_and_its_words_stand_there_alone() -> None:
    found = places((PAPER,), Mask("Anna Berg", GROUND))
    assert [(place.number, place.words) for place in found] == [(1, "Anna Berg"), (2, "Anna\nBerg")]
    kept = bundle((Mask("Anna Berg", GROUND, frozenset({2})), Mask("bor här", GROUND)))
    [paper] = masked_papers((PAPER,), kept.masks)
    assert list(paper.texts) == [f"Svar från ▇▇▇ ({GROUND})", "Synpunkter", f"Anna\nBerg  ▇▇▇ ({GROUND})."]
    content = write_bundle(kept)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        index, page = archive.read("innehall.html").decode(), archive.read("handling-1.html").decode()
    assert "Anna" not in index
    assert "lämnat på 1." in index
    assert page.count("Anna") == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("a.xml", b"<w:t>Anna</w:t><w:t> Berg</w:t>"), ("a.xml", b'<p title="anna berg">'), ("a.xml", b"Anna&#32;Berg"),
        ("Anna Berg.txt", b"inget"), ("a.xml", b"<b>Anna</b>\n<i>Berg</i>"),
    ],
)  # fmt: skip
def test_the_proof_looks_through_marks_entities_names_and_archives(name: str, words: bytes) -> None:
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(name, words)
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("handling.docx", inner.getvalue())
    assert left_in(outer.getvalue(), (Mask("Anna Berg", GROUND),)) is not None


def test_words_that_cannot_be_taken_away_and_originals_are_refused_with_masks() -> None:
    with pytest.raises(InvalidInput, match="finns kvar"):
        write_bundle(bundle((Mask("word", GROUND),)))
    with pytest.raises(InvalidInput, match="kan inte maskas"):
        write_bundle(bundle((Mask("Anna", GROUND),), ((Original("fil:1", "a", "a.pdf", ""), b"x"),)))


def test_a_registrar_hands_out_the_own_matter_masked(world: World, visit) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SUBMITTED)
    client = visit("farsta.registrator")
    assert "Lämna ut handlingar" in client.get(f"/arenden/{reply_id}/handlingar").text
    page = begin(client, f"/arenden/{reply_id}/utlamnanden", f"svar:{reply_id}", f"beslut:{reply_id}")
    assert CANARY in client.get(page).text
    assert client.submit(page, {"words": "står inte där", "ground": GROUND}).status_code == 422
    assert client.submit(page, {"words": CANARY, "ground": GROUND}).status_code == 303
    shown = client.get(page).text
    assert shown.count(CANARY) == 1  # in the list of masks alone
    refused = review(client, page)
    assert refused.status_code == 422
    assert "Välj att handlingarna lämnas ut delvis." in refused.text
    assert review(client, page, "lamnas_ut_delvis", GROUND).status_code == 303
    content = client.get(f"{page}/fil").get_data()
    assert CANARY not in texts_of(content)
    assert "Belysningen bör byggas ut." in texts_of(content)
    event = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.number.desc())).first()
    assert (event.action, event.actor_name) == ("lamna_ut", "Farsta Registrator")
    assert hashlib.sha256(content).hexdigest() in event.facts
    assert CANARY not in event.facts
    assert client.submit(page, {"words": "Belysningen", "ground": GROUND}).status_code == 409
    assert review(client, page).status_code == 409


def test_an_unfinished_text_is_warned_about_and_a_mask_can_be_taken_away(world: World, visit) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    client = visit("farsta.registrator")
    assert "utkast som inte är expedierat" in client.get(f"/arenden/{reply_id}/utlamnanden").text
    page = begin(client, f"/arenden/{reply_id}/utlamnanden", f"svar:{reply_id}", asked_by="En journalist")
    client.submit(page, {"words": CANARY, "ground": GROUND})
    assert client.submit(f"{page}/maskeringar/1/borttagning", {}).status_code == 303
    assert "Inget är maskat." in client.get(page).text
    assert review(client, page, examined="").status_code == 422
    assert review(client, page).status_code == 303
    assert "En journalist" not in texts_of(client.get(f"{page}/fil").get_data())


def test_the_places_of_a_mask_are_chosen_one_by_one(world: World, visit) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SUBMITTED)
    client = visit("farsta.registrator")
    page = begin(client, f"/arenden/{reply_id}/utlamnanden", f"svar:{reply_id}")
    client.submit(page, {"words": "Belysningen", "ground": GROUND})
    at = f"{page}/maskeringar/1"
    assert "Belysningen" in client.get(at).text
    assert client.submit(at, {"places": []}).status_code == 422
    assert client.get(f"{page}/maskeringar/2").status_code == 404
    assert client.submit(at, {"places": ["1"]}).status_code == 303
    assert "maskat på 1 av" in client.get(page).text
    assert visit("ks.registrator").get(at).status_code == 404


def test_what_was_replaced_can_be_handed_out_too_and_says_so(world: World, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    hand_in(world, remiss_id, "farsta.registrator", reason="Fel fil.")
    key = f"ersatt:{db.session.scalars(sa.select(Submission.id).where(Submission.replaced_at.is_not(None))).one()}"
    db.session.rollback()
    day = "5 oktober 2026"
    words = f"Ersatt svar från Farsta stadsdelsnämnd, inkommet den {day}, ersatt den {day}: Svar"
    for who, at in (("ks.registrator", f"/remisser/{remiss_id}"), ("farsta.registrator", f"/arenden/{reply_id}")):
        client = visit(who)
        assert words in client.get(f"{at}/utlamnanden").text
        page = begin(client, f"{at}/utlamnanden", key)
        assert CANARY in client.get(page).text
        assert review(client, page).status_code == 303
        assert words in texts_of(client.get(f"{page}/fil").get_data())
    assert visit("social.registrator").get(page).status_code == 404


def test_ks_hands_out_what_came_in_and_no_more(world: World, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    hidden = reply_in(world, remiss_id, world.social, ReplyState.DRAFT)
    client, address = visit("ks.registrator"), f"/remisser/{remiss_id}/utlamnanden"
    shown = client.get(address).text
    assert f"svar:{reply_id}" in shown
    assert f"svar:{hidden}" not in shown
    assert client.submit(address, {"documents": [f"svar:{hidden}"]}).status_code == 422
    page = begin(client, address, f"svar:{reply_id}", f"missiv:{remiss_id}")
    assert review(client, page).status_code == 303
    assert CANARY in texts_of(client.get(f"{page}/fil").get_data())


def test_a_missing_original_stops_everything_and_a_kept_one_comes_unchanged(world: World, visit) -> None:
    remiss_id = sent_remiss(world)
    client, address = visit("ks.registrator"), f"/remisser/{remiss_id}/utlamnanden"
    page = begin(client, address, "fil:1")
    assert "saknas på servern" in review(client, page).text
    with writing():
        keep = keep_content(upload_folder(), b"programmet")
        db.session.execute(sa.text("UPDATE attachment SET sha256 = :sha WHERE id = 1"), {"sha": keep})
    assert review(client, page).status_code == 303
    assert "programmet" in texts_of(client.get(f"{page}/fil").get_data())


@pytest.mark.parametrize(
    ("who", "status"),
    [("farsta.handlaggare", 403), ("farsta.direktor", 403), ("ks.registrator", 404), ("social.registrator", 404),
     ("admin", 404), ("", 303)],
)  # fmt: skip
def test_nobody_else_hands_out_a_bodys_matter_or_sees_who_asked(world: World, visit, who: str, status: int) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SUBMITTED)
    page = begin(visit("farsta.registrator"), f"/arenden/{reply_id}/utlamnanden", f"svar:{reply_id}")
    other = visit(who)
    assert other.get(f"/arenden/{reply_id}/utlamnanden").status_code == status
    for address in (page, f"{page}/provning", f"{page}/fil"):
        assert other.get(address).status_code == (303 if not who else 404)


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def test_a_pdf_holds_all_papers_and_nothing_that_is_masked() -> None:
    kept = bundle((Mask("Anna Berg", GROUND, frozenset({2})), Mask("bor här", GROUND)))
    content = write_pdf_bundle(kept)
    assert content == write_pdf_bundle(kept)
    text = pdf_text(content)
    assert text.count("Anna Berg") == 1
    assert "bor här" not in text
    assert f"▇▇▇ ({GROUND})" in text
    assert text.index("Handlingar") < text.index("Synpunkter")
    with pytest.raises(InvalidInput, match="finns kvar i delen"):
        write_pdf_bundle(bundle((Mask("Utlämnade", GROUND),)))
    with pytest.raises(InvalidInput, match="ryms inte i en pdf"):
        write_pdf_bundle(bundle((), ((Original("fil:1", "a", "a.pdf", ""), b"x"),)))


@pytest.mark.parametrize(
    "text", ["An\u00adna Berg", "Anna\r\nBerg", "An-\nna Berg", "<b>An</b>na Berg", "Anna&#32;Berg"]
)
def test_the_proof_of_a_pdf_looks_over_the_ends_of_lines(text: str) -> None:
    assert left_in_texts("sidorna", text, (Mask("Anna Berg", GROUND),)) == "sidorna"
    assert left_in_texts("sidorna", "Anna och Berg", (Mask("Anna Berg", GROUND),)) is None


def test_a_registrar_chooses_a_pdf(world: World, visit) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SUBMITTED)
    client = visit("farsta.registrator")
    page = begin(client, f"/arenden/{reply_id}/utlamnanden", f"svar:{reply_id}")
    client.submit(page, {"words": CANARY, "ground": GROUND})
    assert review(client, page, "lamnas_ut_delvis", GROUND, kind="pdf").status_code == 303
    assert "Hämta filen (pdf)" in client.get(page).text
    answer = client.get(f"{page}/fil")
    assert answer.mimetype == "application/pdf"
    assert CANARY not in pdf_text(answer.get_data())
    assert "Belysningen bör byggas ut." in pdf_text(answer.get_data())
