"""Choosing what a file is made of: faults in a row of masks, one row more, and the files that one finds again."""

from __future__ import annotations

import re

import pytest

from remiss.domain.workflow.states import ReplyState
from tests.support.world import World, reply_in, sent_remiss

PLAIN = {"layout": "tema", "format": "docx", "quotes": "y", "replies": "y", "names": "y"}


@pytest.fixture
def page(world: World) -> str:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    return f"/remisser/{remiss_id}/sammanstallning/hamtning"


def test_a_fault_in_a_row_is_a_sentence_that_leads_to_its_field(page: str, visit) -> None:
    long = {"masks-0-words": "x" * 1001, "masks-0-ground": "21 kap. 7 § OSL"}
    answer = visit("ks.samordnare").submit(page, PLAIN | long)
    assert answer.status_code == 422
    assert '<a href="#masks-0-words">Texten är för lång. Skriv högst 1000 tecken.</a>' in answer.text
    assert 'id="masks-0-words"' in answer.text
    assert "{" not in answer.text.partition('class="error-summary"')[2].partition("</div>")[0]


def test_one_row_more_keeps_what_is_typed_and_leads_to_the_new_row(page: str, visit) -> None:
    client = visit("ks.samordnare")
    shown = client.get(page).text
    assert 'formaction="#maskering-2"' in shown
    buttons = re.findall(r'<button type="submit"[^>]*>(.*?)</button>', shown.partition('id="masks"')[2])
    assert buttons[:2] == ["Skapa filen", "Lägg till maskering"], "Enter in a field presses the first"
    added = client.submit(page, PLAIN | {"masks-0-words": "Farsta gata", "masks-0-ground": "", "add": "ja"}).text
    assert "Farsta gata" in added
    assert 'id="maskering-2"' in added


def test_what_one_has_ordered_is_found_again_by_oneself_alone(page: str, visit) -> None:
    client = visit("ks.samordnare")
    assert "Filer som du har beställt" not in client.get(page).text
    order = client.submit(page, PLAIN).location
    listed = client.get(page).text
    assert f'<a href="{order}">Tema för tema, Word (docx)</a>' in listed
    assert "väntar på sin tur" in listed
    client.submit(f"{order}/avbrott", {})
    assert ": avbruten" in client.get(page).text
    assert order not in visit("ks.registrator").get(page).text


def test_columns_are_left_out_and_told_in_the_list(page: str, visit) -> None:
    client = visit("ks.samordnare")
    assert "Remissinstanser: Diarienummer" in client.get(page).text
    order = client.submit(
        page, PLAIN | {"without": ["instans_slag", "instans_diarienummer", "redogorelse_skal"]}
    ).location
    assert "Tema för tema, Word (docx), utan 2\u00a0kolumner." in client.get(order).text, (
        "it has no table with the third"
    )
    assert "Word (docx)</a>, utan 2\u00a0kolumner, beställd" in client.get(page).text


def test_a_column_that_does_not_exist_is_refused_and_the_list_stands_open(page: str, visit) -> None:
    answer = visit("ks.samordnare").submit(page, PLAIN | {"without": ["instans_slag", "instans"]})
    assert answer.status_code == 422
    assert '<a href="#without">Välj något i listan.</a>' in answer.text
    assert "<details open>" in answer.text
    assert re.search(r'<input checked[^>]* value="instans_slag"', answer.text)
