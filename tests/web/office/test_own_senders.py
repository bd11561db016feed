"""The own register of external senders: a name is put right, and nobody else sees it."""

from __future__ import annotations

import re

from remiss.clock import today
from remiss.language.folding import fold
from remiss.queries.senders import find_senders
from tests.web.office.test_other_senders import URL, facts


def test_an_own_sender_is_renamed_and_found_by_both_names(visit, world) -> None:
    farsta = visit("farsta.registrator")
    form = facts(sender="Justitedepartementet")
    farsta.submit(URL, form)
    assert farsta.submit(URL, form | {"sender_choice": "ny", "asked_about": fold(form["sender"])}).status_code == 303
    listed = farsta.get("/avsandare").text
    number = re.search(r'href="/avsandare/(\d+)"', listed)[1]
    page = f"/avsandare/{number}"
    assert farsta.submit(page, {"name": "Socialnämnden"}).status_code == 422
    assert farsta.submit(page, {"name": "Justitiedepartementet"}).status_code == 303
    assert "Justitiedepartementet" in farsta.get("/avsandare").text
    assert [s.name for s in find_senders(world.farsta, "justitedepartementet", today()).exact] == [
        "Justitiedepartementet"
    ]
    for who in ("social.registrator", "farsta.handlaggare", "admin", "ks.samordnare"):
        assert visit(who).get(page).status_code == 404, who
    assert farsta.get(f"/avsandare/{world.social}").status_code == 404
    assert "Justitiedepartementet" not in visit("social.registrator").get("/avsandare").text
