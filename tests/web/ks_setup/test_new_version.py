"""A new version of the draft through the pages: compared first, then sent, then read by a body word by word."""

from __future__ import annotations

import io
import re

from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.remisser import Remiss
from tests.services.test_new_versions import place
from tests.support.world import reply_in, sent_remiss
from tests.web.ks_setup.papers import word_file
from tests.web.office.browsing import fields_of

SECTIONS = (
    (1, "Inledning", "Programmet gäller alla gångvägar."),
    (1, "Belysning", "Mörka stråk ska lysas upp och skyltas."),
    (1, "Bänkar", "Bänkar ställs ut vid hållplatser."),
)
LETTER = "Kapitlet om belysning är omskrivet."


def upload(client, remiss_id: int):
    page = f"/remisser/{remiss_id}/underlag"
    fields = {**fields_of(client.get(page).text), "file": (io.BytesIO(word_file(SECTIONS)), "version-2.docx")}
    return client.submit(page, fields)


def test_uploaded_compared_sent_and_read(world, visit) -> None:
    remiss_id = sent_remiss(world)
    draft = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    came_in = reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED)
    place(world, "ks.samordnare", came_in, "a003")
    ks, farsta, social = visit("ks.samordnare"), visit("farsta.handlaggare"), visit("social.registrator")
    here = f"/remisser/{remiss_id}/underlag/ny-version"
    assert "Det finns ingen ny version att skicka" in ks.get(here).text
    answer = upload(ks, remiss_id)
    assert (answer.status_code, answer.location) == (303, here)
    page = ks.get(here).text
    assert "Ändrat: Belysning" in page
    assert "Nytt: Bänkar" in page
    assert "Borttaget: 2.1 Ansvar" in page
    assert "2\u00a0instanser (2\u00a0mejl)" in page
    assert "version-2" not in farsta.get(f"/arenden/{draft}/underlag").text, "it is the sender's until it is sent"
    assert ks.submit(here, {**fields_of(page), "letter": ""}).status_code == 422
    passed = ks.submit(here, {**fields_of(page), "letter": LETTER, "due_on": "2020-01-01"})
    assert passed.status_code == 422
    assert LETTER in passed.text
    assert ks.submit(here, {**fields_of(page), "letter": LETTER}).status_code == 303
    first_page = farsta.get(f"/arenden/{draft}").text
    assert "Underlaget kom i version 2 den" in first_page
    [opened] = re.findall(r'action="(/aviseringar/\d+)"', first_page)
    assert farsta.submit(opened, fields_of(first_page, opened)).location == f"/arenden/{draft}/underlag"
    assert "Underlaget kom i version" not in farsta.get(f"/arenden/{draft}").text, "it has been looked at"
    seen = farsta.get(f"/arenden/{draft}/underlag").text
    for words in ("Ändrat i version 2 av underlaget", LETTER, "skyltas.", "Borttaget: 2.1 Ansvar", "program.docx"):
        assert words in seen
    assert "Svaret gäller" not in seen
    bound = "Svaret gäller version 1 av underlaget"
    assert bound in social.get(f"/arenden/{came_in}/underlag").text
    assert bound in ks.get(f"/remisser/{remiss_id}/svar/{came_in}").text
    assert "version 2 av underlaget" in ks.get(f"/remisser/{remiss_id}/sammanstallning").text
    page = ks.get(f"/remisser/{remiss_id}/underlag").text
    assert "version 1, skickad" in page
    assert "Synpunkter på borttagna avsnitt" in page
    assert "Socialnämnden: ”" in page, "what was said about 2.1 is found again"
    _passage_and_back(ks, remiss_id)
    assert "Med anledning av" not in farsta.get(f"/arenden/{draft}/underlag").text, "that is the sender's work"


def _passage_and_back(ks, remiss_id: int) -> None:
    answered = f"/remisser/{remiss_id}/synpunkter/1"
    assert "före och efter" not in ks.get(answered).text
    ks.submit(f"{answered}/bedomning", {"action": "beaktas", "reason": "", "changed_section": "a002"})
    [there] = re.findall(r'href="/remisser/\d+/underlag#(andrat-2-a002)"', ks.get(answered).text)
    page = ks.get(f"/remisser/{remiss_id}/underlag").text
    assert f'id="{there}"' in page
    assert f'<a href="{answered}">Socialnämnden: ”' in page, "from the changed words back to the viewpoint"


def test_what_is_not_sent_can_be_taken_away_and_only_by_its_sender(world, visit) -> None:
    remiss_id = sent_remiss(world)
    ks = visit("ks.samordnare")
    upload(ks, remiss_id)
    here = f"/remisser/{remiss_id}/underlag/ny-version"
    for who in ("farsta.registrator", "admin"):
        assert visit(who).get(here).status_code == 404
        assert visit(who).submit(f"{here}/borttagning", {"version": "1"}).status_code == 404
    version = str(db.session.get_one(Remiss, remiss_id).version)
    assert ks.submit(f"{here}/borttagning", {"version": version}).status_code == 303
    db.session.rollback()
    assert len(db.session.get_one(Remiss, remiss_id).programmes) == 1
