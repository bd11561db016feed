"""Writing: nothing typed is lost, and two people's texts stand side by side."""

from __future__ import annotations

import pytest

from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.statements import StatementVersion
from tests.support.world import reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of


@pytest.fixture
def draft(world) -> int:
    return reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)


def _page(client, reply_id: int) -> dict[str, str]:
    return fields_of(client.get(f"/arenden/{reply_id}/tjansteutlatande").text, "/tjansteutlatande")


def _newest() -> StatementVersion:
    db.session.rollback()
    return db.session.query(StatementVersion).order_by(StatementVersion.number.desc()).first()


def test_a_stale_save_shows_both_texts_and_saves_what_is_chosen(visit, draft) -> None:
    one, two = visit("farsta.handlaggare"), visit("farsta.handlaggare")
    at = f"/arenden/{draft}/tjansteutlatande"
    mine, theirs = _page(one, draft), _page(two, draft)
    theirs |= {"body_sammanfattning": "Deras sammanfattning.", "body_ekonomi": "Deras ekonomi."}
    mine |= {"body_sammanfattning": "Min sammanfattning.", "body_bakgrund": "Min bakgrund.", "title": "Min rubrik"}
    assert two.submit(at, theirs).status_code == 303

    answer = one.submit(at, mine)
    assert answer.status_code == 409
    for words in ("Min sammanfattning.", "Deras sammanfattning.", "Min bakgrund.", "Deras ekonomi.", "Min rubrik"):
        assert words in answer.text
    again = fields_of(answer.text, "/tjansteutlatande")
    assert again["base"] == "2"
    assert again["choice_sammanfattning"] == "min"
    assert again["choice_ekonomi"] == "sparad", "a section I have not touched follows what is saved"
    assert "choice_synpunkter" not in again, "sections that agree ask nothing"

    assert one.submit(at, again).status_code == 303
    saved = _newest()
    assert saved.number == 3
    assert saved.title == "Min rubrik"
    words = saved.text.plain_text()
    assert "Min sammanfattning." in words
    assert "Deras ekonomi." in words
    assert "Min bakgrund." in words
    assert "Deras sammanfattning." not in words


def test_the_saved_text_can_be_chosen_instead(visit, draft) -> None:
    one, two = visit("farsta.handlaggare"), visit("farsta.handlaggare")
    at = f"/arenden/{draft}/tjansteutlatande"
    mine, theirs = _page(one, draft), _page(two, draft)
    two.submit(at, theirs | {"body_sammanfattning": "Deras."})
    again = fields_of(one.submit(at, mine | {"body_sammanfattning": "Min."}).text, "/tjansteutlatande")
    assert one.submit(at, again | {"choice_sammanfattning": "sparad"}).status_code == 303
    assert _newest().text.plain_text().count("Deras.") == 1


def test_a_third_save_in_between_is_a_conflict_again(visit, draft) -> None:
    one, two = visit("farsta.handlaggare"), visit("farsta.handlaggare")
    at = f"/arenden/{draft}/tjansteutlatande"
    mine, theirs = _page(one, draft), _page(two, draft)
    two.submit(at, theirs | {"body_sammanfattning": "Andra."})
    again = fields_of(one.submit(at, mine | {"body_sammanfattning": "Min."}).text, "/tjansteutlatande")
    two.submit(at, theirs | {"body_sammanfattning": "Tredje.", "base": "2"})
    answer = one.submit(at, again)
    assert answer.status_code == 409
    assert "Tredje." in answer.text
    assert "Min." in answer.text


def test_a_save_after_the_text_was_handed_over_keeps_what_was_typed(visit, draft) -> None:
    one, two = visit("farsta.handlaggare"), visit("farsta.handlaggare")
    mine = _page(one, draft)
    two.submit(f"/arenden/{draft}/lamna-for-granskning", _page(two, draft))
    answer = one.submit(f"/arenden/{draft}/tjansteutlatande", mine | {"body_sammanfattning": "Sent påkommet."})
    assert answer.status_code == 409
    assert "Sent påkommet." in answer.text


def test_handing_over_saves_first_and_names_what_is_missing(visit, draft) -> None:
    client = visit("farsta.handlaggare")
    form = _page(client, draft)
    at = f"/arenden/{draft}/lamna-for-granskning"
    answer = client.submit(at, form | {"body_synpunkter": "", "body_bakgrund": "Nyskrivet."})
    assert answer.status_code == 422
    assert "Texten saknar ”Förvaltningens synpunkter och förslag”." in answer.text
    assert "Nyskrivet." in answer.text
    assert client.submit(at, form | {"body_bakgrund": "Nyskrivet."}).status_code == 303
    assert "Nyskrivet." in _newest().text.plain_text()
    assert state_of(draft) is ReplyState.HEAD_REVIEW


def test_a_title_and_a_reasonable_length_are_needed(visit, draft) -> None:
    client = visit("farsta.handlaggare")
    form = _page(client, draft)
    at = f"/arenden/{draft}/tjansteutlatande"
    assert "Skriv en rubrik." in client.submit(at, form | {"title": "  "}).text
    long = client.submit(at, form | {"body_ekonomi": "a" * 100_001})
    assert long.status_code == 422
    assert "Texten är för lång." in long.text


def test_a_heading_of_ones_own_and_lists_survive(visit, draft) -> None:
    client = visit("farsta.handlaggare")
    form = _page(client, draft) | {"heading_ekonomi": "Pengar", "body_ekonomi": "Två saker:\r\n\r\n- lampor\r\n- drift"}
    client.submit(f"/arenden/{draft}/tjansteutlatande", form)
    again = _page(client, draft)
    assert again["heading_ekonomi"] == "Pengar"
    assert again["body_ekonomi"].splitlines() == ["Två saker:", "", "- lampor", "- drift"]


def test_a_long_heading_wraps_where_it_is_written_and_is_one_line(visit, draft) -> None:
    client = visit("farsta.handlaggare")
    form = _page(client, draft) | {"heading_ekonomi": "Ekonomi och\r\nkonsekvenser", "body_ekonomi": "Inga."}
    assert client.submit(f"/arenden/{draft}/tjansteutlatande", form).status_code == 303
    assert _page(client, draft)["heading_ekonomi"].strip() == "Ekonomi och konsekvenser"
    assert (
        '<textarea class="control control-wide" id="heading_ekonomi"'
        in client.get(f"/arenden/{draft}/tjansteutlatande").text
    )


def test_the_side_column_tells_what_is_missing_and_counts_words(visit, draft) -> None:
    client = visit("farsta.handlaggare")
    client.submit(f"/arenden/{draft}/tjansteutlatande", _page(client, draft) | {"body_sammanfattning": ""})
    page = client.get(f"/arenden/{draft}/tjansteutlatande").text
    assert "”Sammanfattning” saknas." in page
    assert "Trafiknämnden ansvarar för lamporna." in page, "the remitted sections are at hand"
    assert "version 2" in page


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (ReplyState.RECEIVED, "inte fördelat ännu"),
        (ReplyState.HEAD_REVIEW, "Texten granskas"),
        (ReplyState.SUBMITTED, "expedierad och fryst"),
    ],
)
def test_a_closed_text_says_why(visit, world, state, reason) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, state)
    page = visit("farsta.handlaggare").get(f"/arenden/{reply_id}/tjansteutlatande").text
    assert reason in page
    assert "<textarea" not in page


def test_the_officer_takes_the_text_back_until_the_head_has_signed(visit, world) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.HEAD_REVIEW)
    client = visit("farsta.handlaggare")
    assert client.submit(f"/arenden/{reply_id}/tagen-tillbaka", {}).status_code == 303
    assert state_of(reply_id) is ReplyState.DRAFT
    assert client.submit(f"/arenden/{reply_id}/tagen-tillbaka", {}).status_code == 409
