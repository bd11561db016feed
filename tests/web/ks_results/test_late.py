"""The pages of a reply that came too late, and of those who were not asked."""

from __future__ import annotations

from remiss.extensions import db
from remiss.models.replies import Consultee
from tests.services.test_late import came_late
from tests.support.world import sent_remiss
from tests.web.office.browsing import fields_of


def test_a_late_reply_is_marked_everywhere_and_judged_with_a_reason(visit, world) -> None:
    remiss_id, reply_id = came_late(world)
    ks, base = visit("ks.samordnare"), f"/remisser/{remiss_id}"
    url = f"{base}/svar/{reply_id}/sent-svar"
    overview = ks.get(base).text
    assert url in overview
    assert "kom efter avslutad svarstid" in overview
    assert "Försenat" in overview
    assert "Ingår inte i sammanställningen" in ks.get(f"{base}/svar").text
    page = ks.get(f"{base}/svar/{reply_id}").text
    assert "efter svarstiden" in page
    assert "inte avgjort om det tas med" in page
    assert ks.get(f"{base}/svar/{reply_id}.docx").status_code == 200
    assert ks.submit(url, fields_of(ks.get(url).text)).status_code == 422
    fields = {**fields_of(ks.get(url).text), "inclusion": "tas_med", "reason": "Mötet låg efter svarstiden."}
    assert ks.submit(url, fields).status_code == 303
    assert ks.submit(url, fields).status_code == 409, "the form is stale"
    assert "Ingår inte" not in ks.get(f"{base}/svar").text
    assert "Mötet låg efter svarstiden." in ks.get(f"{base}/sammanstallning").text
    assert visit("ks.registrator").get(url).status_code == 200
    assert visit("ks.registrator").submit(url, fields).status_code == 403
    for who in ("farsta.registrator", "social.direktor", "admin"):
        assert visit(who).get(url).status_code == 404
    assert "tas med" in visit("farsta.registrator").get(f"/arenden/{reply_id}/historik").text


def test_a_new_body_is_put_in_the_register_only_when_that_is_said(visit, world) -> None:
    remiss_id = sent_remiss(world)
    ks, url = visit("ks.registrator"), f"/remisser/{remiss_id}/ej-tillfragade"
    near = ks.submit(url, {"name": "Storstockholm brandförsvar", "asked_about": "", "choice": ""})
    assert near.status_code == 422
    assert "Storstockholms brandförsvar" in near.text
    asked = ks.submit(url, {"name": "Cykelvännerna", "asked_about": "", "choice": ""})
    assert asked.status_code == 422
    assert "som ny extern instans" in asked.text
    assert ks.submit(url, {**fields_of(asked.text), "choice": "ny"}).status_code == 303
    assert "Yttrandet är inte registrerat ännu" in ks.get(f"/remisser/{remiss_id}?status=ej-tillfragade").text
    assert "Cykelvännerna" in ks.get(url).text
    made = db.session.scalars(db.select(Consultee).filter_by(remiss_id=remiss_id, invited=False)).one()
    assert ks.submit(f"{url}/{made.id}/borttagning", {}).status_code == 303
    assert "Här visas de som har yttrat sig" in ks.get(url).text
    assert visit("farsta.registrator").get(url).status_code == 404
    assert "Cykelvännerna" not in visit("social.registrator").get("/arenden/registrering").text
