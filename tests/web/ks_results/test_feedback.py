"""The letters on how viewpoints were dealt with: from the answers, of the fixed compilation, one for each reply."""

from __future__ import annotations

import io
import zipfile

from remiss.door import writing
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.viewpoints import AssessmentAction, Viewpoint
from remiss.services.assessments import assess
from remiss.services.establishing import reopen_compilation
from tests.services.test_establishing import LATER, WORDS, establish, ready
from tests.support.world import World


def test_each_reply_gets_a_letter_with_its_answers(world: World, visit) -> None:
    remiss_id = ready(world)
    client, base = visit("ks.samordnare"), f"/remisser/{remiss_id}/sammanstallning/aterkoppling"
    with writing():
        row = db.session.scalars(db.select(Viewpoint)).one()
        assess(world.actor("ks.samordnare"), row, AssessmentAction.ACCEPTED, "Vi skriver in det.", "a002", LATER)
        reply_id = row.reply_id
    page = client.get(f"{base}/{reply_id}").text
    assert WORDS in page
    assert "Vi skriver in det. Ändringen finns i avsnitt 2 Belysning." in page
    assert "märkta som preliminära" in client.get(base).text
    establish(world, remiss_id)
    assert "märkta som preliminära" not in client.get(base).text
    bundle = zipfile.ZipFile(io.BytesIO(client.get(f"{base}.zip").data))
    assert bundle.namelist() == ["aterkoppling-1-farsta-stadsdelsnämnd.docx"]
    assert bundle.read(bundle.namelist()[0]) == client.get(f"{base}/{reply_id}.docx").data
    assert client.get(f"{base}/{reply_id + 1}").status_code == 404
    for who in ("farsta.direktor", "admin"):
        assert visit(who).get(f"{base}/{reply_id}").status_code == 404


def test_the_body_reads_the_answers_in_its_matter_once_they_are_fixed(world: World, visit) -> None:
    remiss_id = ready(world)
    with writing():
        row = db.session.scalars(db.select(Viewpoint)).one()
        assess(world.actor("ks.samordnare"), row, AssessmentAction.ACCEPTED, "Vi skriver in det.", "a002", LATER)
        matter = f"/arenden/{row.reply_id}"
    body = visit("farsta.handlaggare")
    for address in (f"{matter}/aterkoppling", f"{matter}/aterkoppling.docx"):
        assert body.get(address).status_code == 404
    assert "har svarat på era synpunkter" not in body.get(matter).text
    establish(world, remiss_id)
    assert "Läs svaren på era synpunkter" in body.get(matter).text
    page = body.get(f"{matter}/aterkoppling").text
    assert WORDS in page
    assert "<strong>Beaktas. </strong>Vi skriver in det. Ändringen finns i avsnitt 2 Belysning." in page
    assert "version 1 den" in page
    sender = visit("ks.samordnare").get(f"/remisser/{remiss_id}/sammanstallning/aterkoppling/{row.reply_id}.docx").data
    assert visit("farsta.registrator").get(f"{matter}/aterkoppling.docx").data == sender
    for who in ("social.handlaggare", "ks.samordnare", "admin"):
        assert visit(who).get(f"{matter}/aterkoppling").status_code == 404


def test_an_answer_that_is_being_changed_is_not_shown_before_it_is_fixed(world: World, visit) -> None:
    remiss_id = ready(world)
    establish(world, remiss_id)
    with writing():
        row, remiss = db.session.scalars(db.select(Viewpoint)).one(), db.session.get_one(Remiss, remiss_id)
        reopen_compilation(world.actor("ks.samordnare"), remiss, "Vi har räknat fel.", remiss.version, LATER)
        assess(world.actor("ks.samordnare"), row, AssessmentAction.NOT_ACCEPTED, "Det blir för dyrt.", None, LATER)
        address = f"/arenden/{row.reply_id}/aterkoppling"
    body = visit("farsta.handlaggare")
    page = body.get(address).text
    assert "Det blir för dyrt." not in page
    assert "Utreds vidare." in page
    assert "har öppnat sammanställningen igen" in page
    assert "Vi har räknat fel." not in page
    establish(world, remiss_id)
    page = body.get(address).text
    assert "Det blir för dyrt." in page
    assert "version 2 den" in page


def test_what_was_left_open_is_told_with_the_reason(world: World, visit) -> None:
    remiss_id = ready(world)
    establish(world, remiss_id)
    page = visit("ks.registrator").get(f"/remisser/{remiss_id}/sammanstallning/aterkoppling/1").text
    assert "Synpunkten har inget svar ännu. Skäl: ”Utreds vidare.”" in page
