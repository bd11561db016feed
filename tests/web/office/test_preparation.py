"""Contributing units and facklig samverkan on the matter, and in the draft by themselves."""

from __future__ import annotations

import sqlalchemy as sa

from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.preparation import Contribution
from remiss.queries.matter_text import saved_text
from tests.support.world import reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of


def test_the_first_text_tells_what_has_been_noted(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.ASSIGNED)
    officer, at = visit("farsta.handlaggare"), f"/arenden/{reply_id}"
    form = {"unit": "HR-enheten", "person": str(world.users["farsta.handlaggare"]), "sections": ["ekonomi"]}
    assert officer.submit(f"{at}/beredning", {**form, "unit": ""}).status_code == 422
    assert officer.submit(f"{at}/beredning", form).status_code == 303
    noted = {"forum": "förvaltningsgruppen", "held_on": "2026-10-01"}
    assert officer.submit(f"{at}/samverkan", {**noted, "held_on": ""}).status_code == 422
    assert officer.submit(f"{at}/samverkan", noted).status_code == 303
    body = fields_of(officer.get(f"{at}/tjansteutlatande").text, "/tjansteutlatande")["body_beredning"]
    assert body == "Ärendet har beretts av HR-enheten. Ärendet har behandlats i förvaltningsgruppen den 1 oktober 2026."
    assert state_of(reply_id) is ReplyState.ASSIGNED


def test_a_draft_is_told_too_as_a_version_of_its_own_and_the_lead_sees_what_is_done(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    officer, head, at = visit("farsta.handlaggare"), visit("farsta.avdelningschef"), f"/arenden/{reply_id}"
    assert head.submit(f"{at}/beredning", {"unit": "Parkenheten", "person": "0"}).status_code == 303
    saved = saved_text(reply_id)
    assert saved is not None
    assert saved.number == 2
    assert "Ärendet har beretts av Parkenheten." in saved.text.plain_text()
    number = db.session.scalar(sa.select(Contribution.id))
    page = officer.get(f"{at}/tjansteutlatande").text
    assert "0 av 1" in page.replace("\u00a0", " ")
    assert officer.submit(f"{at}/beredning/{number}/klar", {}).status_code == 303
    assert "Klar 20" in officer.get(f"{at}/beredning").text
    assert officer.submit(f"{at}/beredning/{number}/borttagning", {}).status_code == 303
    assert "Parkenheten" not in officer.get(f"{at}/tjansteutlatande").text
    other = reply_in(world, sent_remiss(world, "KS 2026/9"), world.farsta, ReplyState.DRAFT)
    assert officer.submit(f"/arenden/{other}/beredning/{number}/klar", {}).status_code == 404


def test_it_is_nobodys_outside_and_closed_when_the_text_is(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED)
    at = f"/arenden/{reply_id}"
    for who in ("ks.samordnare", "admin", "social.direktor"):
        assert visit(who).get(f"{at}/beredning").status_code == 404
        assert visit(who).submit(f"{at}/samverkan", {}).status_code == 404
    assert visit("farsta.sekreterare").submit(f"{at}/beredning", {"unit": "HR"}).status_code == 403
    officer = visit("farsta.handlaggare")
    assert "Lägg till en enhet" not in officer.get(f"{at}/beredning").text
    assert officer.submit(f"{at}/beredning", {"unit": "HR-enheten", "person": "0"}).status_code == 409
