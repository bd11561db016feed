"""A correction teaches what stands in the file and nothing else, and is said where it is used."""

from __future__ import annotations

import pytest

from remiss.documents.interpretation.habits import learned, use
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.plain import read_plain
from remiss.domain.habits import Habit, HabitKind
from remiss.domain.statement import SectionKey
from tests.web.intake.files import REPLY

OWN_WORDS = REPLY.replace("Dnr 1.1-7/2026", "Löpkod hos oss: 1.1-7/2026").replace(
    "Förvaltningens synpunkter och förslag", "Sammanfattning av inspel\n\nVi har läst.\n\nDetta vill vi ändra"
)
SECOND = OWN_WORDS.replace("1.1-7/2026", "1.1-9/2027").replace("Anna Provsten", "Bo Ekman")


def lesson(text: str, sections, typed) -> list[Habit]:
    document = read_plain(text)
    return learned(parse_reply(document).to_json(), document, sections, typed)


def test_a_heading_and_a_label_are_learned_and_read_the_next_file() -> None:
    habits = lesson(
        OWN_WORDS, [(SectionKey.VIEWPOINTS, "Detta vill vi ändra")], {"diary_number": "1.1-7/2026", "title": ""}
    )
    assert habits == [
        Habit(HabitKind.HEADING, "Detta vill vi ändra", "synpunkter"),
        Habit(HabitKind.LABEL, "Löpkod hos oss", "diary_number"),
    ]
    document = read_plain(SECOND)
    reply = use(parse_reply(document), document, habits)
    viewpoints = next(section for section in reply.sections if section.heading == "Detta vill vi ändra")
    assert viewpoints.key is SectionKey.VIEWPOINTS
    assert any("lekplatserna" in paragraph for paragraph in viewpoints.paragraphs)
    assert reply.diary_number == "1.1-9/2027"
    said = {row.field: row.reason for row in reply.unsure}
    assert "rättades förra gången" in said["diary_number"]
    assert "Detta vill vi ändra" in said["sections"]


def test_a_reading_that_was_right_teaches_nothing() -> None:
    reply = parse_reply(read_plain(REPLY))
    as_read = [(section.key, section.heading) for section in reply.sections]
    assert lesson(REPLY, as_read, {"diary_number": reply.diary_number, "title": reply.title}) == []


@pytest.mark.parametrize(
    ("sections", "typed"),
    [
        ([(SectionKey.QUESTIONS, "Svar på frågor")], {}),
        ([(SectionKey.VIEWPOINTS, "")], {}),
        ([], {"diary_number": "9.9-9/2099"}),
        ([], {"title": "En rubrik som inte finns i filen"}),
    ],
)
def test_what_does_not_stand_in_the_file_teaches_nothing(sections, typed) -> None:
    assert lesson(REPLY, sections, typed) == []


def test_habits_that_say_nothing_about_a_file_change_nothing() -> None:
    document = read_plain(REPLY)
    reply = parse_reply(document)
    habits = [Habit(HabitKind.HEADING, "Inspel", "synpunkter"), Habit(HabitKind.LABEL, "Löpkod", "diary_number"),
              Habit(HabitKind.SENDER, "Farsta SDN", "")]  # fmt: skip
    assert use(reply, document, habits) == reply
