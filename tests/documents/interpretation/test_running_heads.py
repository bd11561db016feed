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
