"""A correction is used on the next reply of the same body, said where it is used, listed and forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from remiss.extensions import db
from remiss.jobs.tasks import work_all
from remiss.models.habits import ReadingHabit
from remiss.models.intakes import Intake
from tests.support.world import sent_remiss
from tests.web.intake.files import REPLY, read_here, typed, upload

HEADING = "Detta vill vi ändra"
OWN_WORDS = REPLY.replace("Farsta stadsdelsnämnd\n", "Fagersjö stadsdelsnämnd\n").replace(
    "Farsta stadsdelsförvaltning\n", ""
)
OWN_WORDS = OWN_WORDS.replace("Förvaltningens synpunkter och förslag", f"Våra tankar\n\nVi har läst.\n\n{HEADING}")


@pytest.fixture
def ks(visit):
    return visit("ks.registrator")


@pytest.fixture
def taught(ks, world) -> str:
    """The address of a reply that was corrected: whose it is, and which section its viewpoints are."""
    url = f"/inlasningar/{read_here(world, sent_remiss(world), 'ks.registrator', world.ks, OWN_WORDS)}"
    data = typed(ks.get(url).text)
    assert "bodies" not in data
    last = max(int(key.split("-")[1]) for key in data if key.startswith("sections-"))
    corrected = {
        "bodies": [str(world.farsta)], f"sections-{last}-key": "synpunkter", f"sections-{last}-heading": HEADING,
        f"sections-{last}-text": "Belysningen bör byggas ut även vid lekplatserna.",
    }  # fmt: skip
    answer = ks.submit(url, data | corrected)
    assert answer.status_code == 303, answer.text
    return url


@pytest.mark.slow
def test_the_next_reply_is_read_as_the_first_was_corrected(app, ks, world, taught) -> None:
    later = sent_remiss(world, "KS 2026/312")
    files = {"files": [upload(OWN_WORDS.replace("lekplatserna", "bryggorna"), "nytt.txt")]}
    url = ks.submit(f"/remisser/{later}/inlasningar", files, content_type="multipart/form-data").location
    work_all(Path(app.config["REMISS_UPLOADS"]))
    page = ks.get(url).text
    assert typed(page)["bodies"] == [str(world.farsta)]
    assert "Läst så för att det rättades förra gången" in page
    parsed = db.session.scalars(sa.select(Intake).order_by(Intake.id.desc())).first().parsed
    viewpoints = next(section for section in parsed["sections"] if section["heading"] == HEADING)
    assert viewpoints["key"] == "synpunkter"
    assert any("bryggorna" in paragraph for paragraph in viewpoints["paragraphs"])


def test_what_is_remembered_is_listed_and_can_be_forgotten(ks, world, taught) -> None:
    page = ks.get("/inlasningar/minnen").text
    assert f"Rubriken ”{HEADING}” är avsnittet Synpunkter och förslag." in page
    assert "”Fagersjö stadsdelsnämnd” är Farsta stadsdelsnämnd." in page
    db.session.rollback()
    for habit in db.session.scalars(sa.select(ReadingHabit.id)).all():
        assert ks.submit(f"/inlasningar/minnen/{habit}/borttagning", {}).status_code == 303
    assert "Ingenting är rättat ännu" in ks.get("/inlasningar/minnen").text


def test_what_ks_remembers_is_not_the_body_s_and_the_other_way_round(visit, ks, world, taught) -> None:
    db.session.rollback()
    habit = db.session.scalars(sa.select(ReadingHabit.id)).first()
    for who in ("farsta.registrator", "social.sekreterare", "admin"):
        client = visit(who)
        if who != "admin":
            assert HEADING not in client.get("/inlasningar/minnen").text
        assert client.submit(f"/inlasningar/minnen/{habit}/borttagning", {}).status_code == 404
