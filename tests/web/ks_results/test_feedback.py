"""The letters on how viewpoints were dealt with: from the answers, of the fixed compilation, one for each reply."""

from __future__ import annotations

import io
import zipfile

from remiss.door import writing
from remiss.extensions import db
from remiss.models.viewpoints import AssessmentAction, Viewpoint
from remiss.services.assessments import assess
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


def test_what_was_left_open_is_told_with_the_reason(world: World, visit) -> None:
    remiss_id = ready(world)
    establish(world, remiss_id)
    page = visit("ks.registrator").get(f"/remisser/{remiss_id}/sammanstallning/aterkoppling/1").text
    assert "Synpunkten har inget svar ännu. Skäl: ”Utreds vidare.”" in page
