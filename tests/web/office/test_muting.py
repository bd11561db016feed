"""Silencing the reminders of one matter, choosing steps in the register, and single mails in the account."""

from __future__ import annotations

from remiss.domain.workflow.states import ReplyState
from tests.support.world import World, reply_in, sent_remiss
from tests.web.office.browsing import fields_of


def test_silenced_with_a_reason_and_heard_again(visit, world: World) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    client, page = visit("farsta.registrator"), f"/arenden/{reply_id}/mejl"
    off, on = f"/arenden/{reply_id}/tystade-paminnelser", f"/arenden/{reply_id}/paslagna-paminnelser"
    assert client.submit(off, fields_of(client.get(page).text, off)).status_code == 422
    fields = {**fields_of(client.get(page).text, off), "reason": "Svaret är klart i vårt eget system."}
    assert client.submit(off, fields).status_code == 303
    assert "Svaret är klart i vårt eget system." in client.get(page).text
    assert "eget system" not in visit("ks.samordnare").get("/remisser/1/mejl").text
    assert client.submit(on, fields_of(client.get(page).text, on)).status_code == 303
    assert "Tysta påminnelserna om ärendet" in client.get(page).text
    assert visit("farsta.sekreterare").submit(off, fields).status_code == 403
    assert visit("social.registrator").submit(off, fields).status_code == 404


def test_steps_and_single_mails_are_chosen_in_forms(visit, world: World) -> None:
    sent_remiss(world)
    admin, page = visit("admin"), f"/organisationer/{world.farsta}"
    chosen = f"{page}/paminnelser"
    assert admin.submit(chosen, {"ladder": ["tre_arbetsdagar_fore", "sista_svarsdagen"]}).status_code == 303
    assert "Tre arbetsdagar före sista svarsdag" in visit("farsta.registrator").get("/arenden/1/mejl").text
    assert admin.submit(chosen, {"ladder": []}).status_code == 422
    assert visit("farsta.direktor").submit(chosen, {"ladder": ["sista_svarsdagen"]}).status_code in {403, 404}
    person, account = visit("farsta.registrator"), "/mitt-konto"
    assert "single_mails" not in fields_of(person.get(account).text)
    assert person.submit(account, {**fields_of(person.get(account).text), "single_mails": "y"}).status_code == 303
    assert fields_of(person.get(account).text)["single_mails"] == "y"
