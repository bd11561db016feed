"""Names in a file against the register: a name of another time, and an office of another body."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import html

from remiss.clock import local_date
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.tasks import work_all
from remiss.language.folding import fold, swedish_sort_key
from remiss.models.organisations import Organisation, OrganisationName
from remiss.text import long_date
from remiss.web.intake.report import HEADER
from tests.support.queries import counted
from tests.support.world import START, sent_remiss
from tests.web.intake.files import REPLY, read_here, upload

DATED = date(2026, 11, 2)  # as REPLY says
OLD = "Farsta stadsdelsnämnd"
NEW = "Söderorts stadsdelsnämnd"
SAID = "Svaret är daterat den 2 november 2026."


def rename(body: int, name: str, first: date) -> None:
    with writing():
        organisation = db.session.get_one(Organisation, body)
        organisation.names[-1].valid_to = first - timedelta(days=1)
        organisation.names.append(
            OrganisationName(name=name, sort_key=swedish_sort_key(name), folded=fold(name), valid_from=first)
        )


def merge(old: int, new: int, last: date) -> None:
    with writing():
        body = db.session.get_one(Organisation, old)
        body.names[-1].valid_to, body.successor_id = last, new


@pytest.fixture
def remiss_id(world) -> int:
    return sent_remiss(world)


@pytest.fixture
def first(world, visit, remiss_id):
    """Read a file for KS and return what its page says: to check first, and under whose reply it is."""

    def go(text: str = REPLY, who: str = "ks.registrator", owner: int | None = None) -> tuple[str, str]:
        number = read_here(world, remiss_id, who, owner or world.ks, text)
        page = html.fromstring(visit(who).get(f"/inlasningar/{number}").text)
        listed = page.xpath("//section[@class='check-first']//li")
        field = page.xpath("//*[@id='bodies']")
        return " ".join(one.text_content() for one in listed), field[0].text_content() if field else ""

    return go


def test_a_former_name_is_told_with_its_last_day_and_today_s_name(world, first) -> None:
    rename(world.farsta, NEW, date(2021, 1, 1))
    told = f"Namnet ”{OLD}” gällde till och med 31 december 2020. {SAID} Instansen heter nu {NEW}."
    checked, field = first()
    assert f"Instans: {told}" in checked
    assert told in field
    own, _ = first(who="farsta.registrator", owner=world.farsta)
    assert told in own


def test_a_name_from_before_a_merger_is_told_with_who_took_over(world, first) -> None:
    merge(world.farsta, world.social, date(2020, 12, 31))
    told = f"Namnet ”{OLD}” gällde till och med 31 december 2020. {SAID} Socialnämnden har tagit över."
    assert told in first()[0]


def test_a_name_that_had_not_begun_is_told_with_the_one_that_applied(world, first) -> None:
    rename(world.farsta, NEW, date(2026, 11, 15))
    told = f"Namnet ”{NEW}” gäller från och med 15 november 2026. {SAID} Då gällde ”{OLD}”."
    assert told in first(REPLY.replace(OLD, NEW))[0]


def test_a_body_that_is_new_in_the_register_is_not_doubted(world, first) -> None:
    with writing():
        body = db.session.get_one(Organisation, world.farsta)
        body.names[-1].valid_from = date(2026, 11, 15)
    assert first()[0] == ""


def test_a_name_that_was_valid_on_the_paper_s_day_is_not_doubted(world, first) -> None:
    rename(world.farsta, NEW, DATED + timedelta(days=1))
    assert first()[0] == ""


def test_a_file_without_a_date_is_of_the_day_of_its_upload(world, first) -> None:
    rename(world.farsta, NEW, date(2021, 1, 1))
    checked, _ = first(REPLY.replace("2026-11-02\n", ""))
    assert f"Filen har inget datum och laddades upp den {long_date(local_date(START))}." in checked


def test_an_office_of_another_body_is_told_with_whose_it_is(world, first) -> None:
    checked, field = first(REPLY.replace("Farsta stadsdelsförvaltning", "Socialförvaltningen"))
    told = f"”Socialförvaltningen” hör enligt registret till Socialnämnden, inte till {OLD}."
    assert told in checked
    assert told in field


def test_the_office_of_a_body_that_it_took_over_from_is_its_own(world, first) -> None:
    merge(world.social, world.farsta, date(2020, 12, 31))
    checked, _ = first(REPLY.replace("Farsta stadsdelsförvaltning", "Socialförvaltningen"))
    assert "enligt registret" not in checked


def test_the_office_of_another_party_of_a_joint_reply_is_not_doubted(first) -> None:
    joint = REPLY.replace("Farsta stadsdelsförvaltning", "Socialförvaltningen")
    checked, _ = first(joint.replace(f"{OLD}\n", f"{OLD}\nSocialnämnden\n"))
    assert "Gemensamt svar med Socialnämnden." in checked
    assert "enligt registret" not in checked


@pytest.mark.slow  # files are read in a child process
def test_the_report_of_a_batch_says_both_with_one_question_for_all(app, visit, world, remiss_id) -> None:
    rename(world.farsta, NEW, date(2021, 1, 1))
    odd = REPLY.replace("Farsta stadsdelsförvaltning", "Socialförvaltningen").replace(OLD, NEW)
    ks = visit("ks.registrator")

    def take_in(*files) -> str:
        data = {"files": list(files)}
        answer = ks.submit(f"/remisser/{remiss_id}/inlasningar", data, content_type="multipart/form-data")
        work_all(Path(app.config["REMISS_UPLOADS"]))
        db.session.rollback()
        return answer.location

    two = take_in(upload(REPLY, "ett.txt"), upload(odd, "två.txt"))
    rows = ks.get(f"{two}/rapport").get_data().decode("utf-8-sig").splitlines()
    assert rows[0] == ";".join(HEADER)
    assert f"Instans: Namnet ”{OLD}” gällde till och med 31 december 2020. {SAID} Instansen heter nu {NEW}." in rows[1]
    assert f"Förvaltning: ”Socialförvaltningen” hör enligt registret till Socialnämnden, inte till {NEW}." in rows[2]
    four = take_in(*(upload(f"{odd}\nExemplar {number}.", f"{number}.txt") for number in range(4)))
    asked = []
    for url in (two, four):
        with counted() as statements:
            ks.get(url)
        asked.append(len(statements))
    assert asked[0] == asked[1]
