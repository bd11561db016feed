"""The pages of a reply that was replaced: at the sender, and the receipts of the body."""

from __future__ import annotations

from tests.services.test_replacing import GOES, answered, hand_in
from tests.web.office.browsing import fields_of


def test_both_sides_see_what_was_replaced_and_why(visit, world) -> None:
    remiss_id, reply_id, made = answered(world)
    farsta, ks, base = visit("farsta.registrator"), visit("ks.samordnare"), f"/remisser/{remiss_id}"
    assert "Ersätt svaret" in farsta.get(f"/arenden/{reply_id}").text
    assert "Ni har redan svarat" in farsta.get(f"/arenden/{reply_id}/fardiga-handlingar").text
    hand_in(world, remiss_id, "farsta.registrator", reason="Fel version skickades.")
    receipt = farsta.get(f"/arenden/{reply_id}/kvittens").text
    assert "Ersatta svar" in receipt
    assert "Fel version skickades." in receipt
    history = farsta.get(f"/arenden/{reply_id}/historik").text
    assert "ersatte det tidigare svaret" in history
    assert "klassade en synpunkt" not in history, "what the sender does with a reply is its own work"
    page = ks.get(f"{base}/svar/{reply_id}").text
    assert "Fel version skickades." in page
    assert GOES in ks.get(f"{base}/svar/{reply_id}/tidigare/1").text
    assert ks.get(f"{base}/svar/{reply_id}/tidigare/2").status_code == 404
    move = f"{base}/synpunkter/{made[GOES]}/flyttning"
    assert move in page
    assert ks.submit(move, {"text": "Något annat."}).status_code == 422
    fields = {**fields_of(ks.get(move).text), "text": "Förvaltningen är kluven till programmet."}
    assert ks.submit(move, fields).status_code == 303
    assert move not in ks.get(f"{base}/svar/{reply_id}").text
    assert ks.get(move).status_code == 404
    for who in ("social.registrator", "admin"):
        assert visit(who).get(f"{base}/svar/{reply_id}/tidigare/1").status_code == 404
        assert visit(who).get(move).status_code == 404
