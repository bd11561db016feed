"""A completion: asked by the sender, answered by the body, kept beside the decided text that stays as it was."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.mail import OutboxMail
from tests.support.world import reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of

QUESTION, ANSWER = "Vilka lekplatser menar ni?", "Vi menar lekplatserna i Fagersjö."


@pytest.fixture
def sent(world) -> tuple[int, int]:
    remiss_id = sent_remiss(world)
    return remiss_id, reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)


def ask(client, url: str):
    fields = {**fields_of(client.get(url).text), "viewpoint": "0", "question": QUESTION, "due_on": "2030-12-17"}
    return client.submit(url, fields)


def kinds() -> list[str]:
    db.session.rollback()
    return [kind.value for kind in db.session.scalars(sa.select(OutboxMail.kind)) if kind.startswith("komplettering")]


def test_question_and_answer_are_kept_beside_the_decided_text(visit, sent) -> None:
    remiss_id, reply_id = sent
    ks, farsta, office = visit("ks.samordnare"), visit("farsta.registrator"), visit("farsta.handlaggare")
    url, own = f"/remisser/{remiss_id}/svar/{reply_id}/kompletteringar", f"/arenden/{reply_id}/kompletteringar"
    assert ks.submit(url, {"viewpoint": "0", "question": "", "due_on": "2030-12-17"}).status_code == 422
    assert ask(ks, url).status_code == 303
    assert ks.submit(url, {"viewpoint": "0", "question": "Mer?", "due_on": "2030-12-17"}).status_code == 409
    assert "har begärt en komplettering" in farsta.get(f"/arenden/{reply_id}").text
    assert QUESTION in office.get(own).text
    assert own in farsta.get("/").text
    assert office.submit(own, {"answer": ANSWER}).status_code == 403
    hashes = list(db.session.scalars(sa.select(Submission.sha256)))
    assert farsta.submit(own, {"answer": " "}).status_code == 422
    assert farsta.submit(own, {"answer": ANSWER}).status_code == 303
    assert farsta.submit(own, {"answer": ANSWER}).status_code == 409
    assert ANSWER in ks.get(url).text
    compiled = ks.get(f"/remisser/{remiss_id}/sammanstallning").text
    assert QUESTION in compiled
    assert ANSWER in compiled
    assert "begärde komplettering" in farsta.get(f"/arenden/{reply_id}/historik").text
    assert "har kompletterat sitt svar" in ks.get("/").text
    assert kinds() == ["komplettering_begard", "komplettering_inkommen", "komplettering_inkommen"]
    db.session.rollback()
    assert list(db.session.scalars(sa.select(Submission.sha256))) == hashes
    assert state_of(reply_id) is ReplyState.SUBMITTED


def test_a_request_is_taken_back_with_a_reason_and_nobody_else_reads_it(visit, sent) -> None:
    remiss_id, reply_id = sent
    ks, url = visit("ks.samordnare"), f"/remisser/{remiss_id}/svar/{reply_id}/kompletteringar"
    assert ask(ks, url).status_code == 303
    for who in ("social.registrator", "admin"):
        assert visit(who).get(url).status_code == 404
        assert visit(who).get(f"/arenden/{reply_id}/kompletteringar").status_code == 404
    assert visit("ks.registrator").submit(url, {"question": "Nej"}).status_code == 403
    assert ks.get(f"/arenden/{reply_id}/kompletteringar").status_code == 404
    back = f"{url}/1/aterkallelse"
    assert ks.submit(back, {"reason": ""}).status_code == 422
    assert ks.submit(back, {"reason": "Frågan är besvarad på annat sätt."}).status_code == 303
    assert "Frågan är besvarad" in visit("farsta.registrator").get(f"/arenden/{reply_id}/kompletteringar").text
    assert ask(ks, url).status_code == 303, "now something else can be asked"
