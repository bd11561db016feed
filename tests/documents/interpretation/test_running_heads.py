"""Running heads and feet are no text, and what they cut in two is whole again."""

from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.reader import read


def parsed(text):
    return parse_reply(read(text.encode(), "svar.txt")).to_json()


RUNNING = """\
Vikbo stadsdelsförvaltning
Tjänsteutlåtande
Dnr VIK 2031/8
2031-03-02

Till
Vikbo stadsdelsnämnd

Plan för lampor
Svar på remiss

Sammanfattning

Förvaltningen tillstyrker planen och vill se fler lampor längs gångvägarna i

Vikbo stadsdelsförvaltning, dnr VIK 2031/8
Sida 2 (3)

hela området, vilket redovisas på sidan 12 (dnr 4-2/2030). Det gäller även de
vägar som leder till skolan, kyrkan,
torget och badet.

Tjänsteutlåtande · Storgatan 2 · 123 45 Storköping     Sida 3 (3)

Ekonomi

Kostnaden är 3 (av 10) miljoner, se Sida 4.
"""


def test_a_running_head_in_the_middle_of_a_sentence_leaves_the_sentence_whole():
    reply = parsed(RUNNING)
    assert [section["key"] for section in reply["sections"]] == ["sammanfattning", "ekonomi"]
    (text,) = reply["sections"][0]["paragraphs"]
    assert "längs gångvägarna i hela området, vilket redovisas på sidan 12 (dnr 4-2/2030)." in text
    assert "skolan, kyrkan, torget" in text
    assert reply["sections"][1]["paragraphs"] == ["Kostnaden är 3 (av 10) miljoner, se Sida 4."]


def test_a_diary_number_that_stands_only_in_the_running_head_is_read():
    assert parsed(RUNNING.replace("Dnr VIK 2031/8\n2031", "2031", 1))["diary_number"] == "VIK 2031/8"


def test_a_running_head_of_several_parts_at_the_top_is_read_part_by_part():
    reply = parsed("Vikbo kommun – Kultur- och fritidsförvaltningen, sida 1 (2)\n\n" + RUNNING.split("\n", 1)[1])
    assert reply["office"] == "Kultur- och fritidsförvaltningen"
    assert "Vikbo kommun" not in str(reply["sections"])


def test_a_council_that_answers_another_body_is_not_taken_for_it():
    text = "VIKBO KOMMUNS PENSIONÄRSRÅD\n\nYTTRANDE\nDatum: 3 mars 2031\n\nTill Äldrenämnden\n\nPlan för bänkar\n\n"
    reply = parsed(text + "RÅDETS SYNPUNKTER\n\nRådet vill ha fler bänkar i parken och vid alla hållplatser.\n")
    assert reply["consultee"] == "Vikbo kommuns pensionärsråd"
    assert "Gemensamt svar" not in str(reply["unsure"]), "the one that asked is the recipient, no party to the answer"
