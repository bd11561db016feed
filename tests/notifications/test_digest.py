"""The reminding mail: one matter or many, in time or late, inside a body or at the sender."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from remiss.domain.planning import Step
from remiss.domain.workflow.states import ReplyState
from remiss.notifications.digest import WANTED, Digest
from remiss.notifications.message import Contact, PersonFacts, RenderedMail, message
from remiss.services.reminders import ENDED
from tests.notifications.entries import entry

SNAPSHOTS = Path(__file__).parent / "snapshots"
LATE = entry(
    title="Plan för cirkulärt byggande", diary_number="KS 2026/290", due_on=date(2030, 12, 6), late=True,
    step="signering", url="http://remiss.example/arenden/5",
)  # fmt: skip
JOINT = entry(
    title="Nationell strategi för nattåg", diary_number="LI2026/01187", sender="Infrastrukturdepartementet",
    bodies=("Kulturnämnden", "Kyrkogårdsnämnden"), due_on=date(2031, 1, 17), step="skickad",
    url="http://remiss.example/arenden/9", contact=Contact("Ruben Tallqvist", "ruben.tallqvist@stad.example"),
)  # fmt: skip
AT_SENDER = entry(
    step=None, late=True, url="http://remiss.example/remisser/3?status=forsenade",
    bodies=("Socialnämnden", "Farsta stadsdelsnämnd", "Storstockholms brandförsvar"),
)  # fmt: skip
DAYS = ((Step.STOP, date(2030, 10, 16)), (Step.UNION, date(2030, 10, 16)))
CASES = {
    "paminnelse-forsenad": (LATE,),
    "paminnelse-pa-begaran": (entry(asked=True, step="skickad"),),
    "paminnelse-till-avsandaren": (AT_SENDER,),
    "paminnelse-dagar-fore-sammantradet": (entry(meeting_days=DAYS, step="signering"),),
    "paminnelse-flera": (JOINT, entry(), LATE),
    "paminnelse-flera-forsenade": (LATE, AT_SENDER),
}


def rendered(case: str) -> RenderedMail:
    digest = Digest(tuple(sorted(CASES[case], key=lambda one: one.due_on)))
    return message("paminnelse", PersonFacts("Maj Ek", "http://remiss.example/"), {"digest": digest})


@pytest.mark.parametrize("case", CASES)
def test_reads_as_the_snapshot(case: str) -> None:
    mail = rendered(case)
    seen = f"{mail.subject}\n\n{mail.text}\n---- html ----\n{mail.html}"
    assert seen == (SNAPSHOTS / f"{case}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_each_matter_has_one_link_in_text_and_html(case: str) -> None:
    mail, wanted = rendered(case), sorted(one.url for one in CASES[case])
    assert sorted(re.findall(r"https?://\S+", mail.text)) == wanted
    assert sorted(re.findall(r'href="([^"]+)"', mail.html)) == wanted


@pytest.mark.parametrize("case", CASES)
def test_the_subject_names_no_person_and_the_first_line_is_a_sentence(case: str) -> None:
    mail = rendered(case)
    assert not any(word in mail.subject for word in ("Hedvig", "Ruben", "Maj", "@"))
    assert mail.text.splitlines()[0].endswith(".")


def test_the_subject_of_many_says_how_many_and_the_nearest_date() -> None:
    assert rendered("paminnelse-flera").subject == "Påminnelse om 3 ärenden, 1 försenat, närmast 11 december 2030"


def test_the_most_pressing_comes_first_however_they_were_queued() -> None:
    rows = [
        {"path": f"/arenden/{number}", "title": "T", "diary_number": "1", "sender": "KS", "bodies": ["A"],
         "due_on": f"2030-12-{number:02}", "late": False, "step": "", "contact": ["N", "n@a.example", None]}
        for number in (20, 3, 11)
    ]  # fmt: skip
    digest = Digest.of(rows, "http://remiss.example/")
    assert [one.url for one in digest.entries] == [f"http://remiss.example/arenden/{day}" for day in (3, 11, 20)]


def test_every_open_state_says_what_is_wanted() -> None:
    assert set(WANTED) == set(ReplyState) - set(ENDED)


def test_the_words_of_a_title_are_escaped_in_html_alone() -> None:
    digest = Digest((entry(title="Vård & <omsorg>"),))
    mail = message("paminnelse", PersonFacts("Maj Ek", "http://remiss.example/"), {"digest": digest})
    assert "Vård & <omsorg>" in mail.text
    assert "Vård &amp; &lt;omsorg&gt;" in mail.html
    assert "<omsorg>" not in mail.html
