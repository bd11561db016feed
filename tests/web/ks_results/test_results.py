"""The sender reads what has come in, classifies, answers and compiles."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from sqlalchemy import event

from remiss.domain.stance import Confidence, Stance
from remiss.domain.statement import SectionKey
from remiss.domain.viewpoints import Cue, SuggestedViewpoint
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.replies import Reply
from remiss.models.viewpoints import Viewpoint
from remiss.queries.wall import readable_attachment
from remiss.services.viewpoints import add_suggestions
from tests.support.world import ROUTE, START, World, act, reply_in, reply_of, sent_remiss

WORDS = "Belysningen bör byggas ut."
PRAISE = "Förvaltningen ser positivt på programmet."


@pytest.fixture
def received(world: World) -> int:
    """A remiss with one submitted reply that has two suggested viewpoints, and one draft."""
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    reply_in(world, remiss_id, world.social, ReplyState.DRAFT)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        suggestions = [
            SuggestedViewpoint(
                SectionKey.VIEWPOINTS, WORDS, Stance.PROPOSES_CHANGE, Confidence.SURE, ("belysning",),
                (Cue("bör byggas ut", "foreslar_andring"),),
            ),
            SuggestedViewpoint(SectionKey.VIEWPOINTS, PRAISE, Stance.SUPPORTS, Confidence.UNSURE, (), ()),
        ]  # fmt: skip
        add_suggestions(reply, suggestions, reply.remiss.themes, "prov-1", START)
    return remiss_id


def _viewpoints() -> list[Viewpoint]:
    db.session.rollback()
    return list(db.session.scalars(db.select(Viewpoint).order_by(Viewpoint.position)))


PAGES = ["svar", "synpunkter", "matris", "sammanstallning", "synpunkter/bekraftelse"]


@pytest.mark.parametrize("page", PAGES)
def test_every_result_page_opens_with_and_without_replies(world: World, received: int, visit, page: str) -> None:
    client = visit("ks.samordnare")
    assert client.get(f"/remisser/{received}/{page}").status_code == 200
    empty = sent_remiss(world, "KS 2026/999")
    assert client.get(f"/remisser/{empty}/{page}").status_code == 200


@pytest.mark.parametrize("taken_away", [True, False])
def test_what_is_not_among_the_replies_cannot_be_confirmed_or_assessed(received: int, visit, taken_away: bool) -> None:
    """A colleague took it away while the page was open, or there never was one of that number."""
    client, number = visit("ks.samordnare"), _viewpoints()[0].id
    page = f"/remisser/{received}/synpunkter/{number}"
    if taken_away:
        assert client.submit(f"{page}/borttagning", {}).status_code == 303
    else:
        page = f"/remisser/{received}/synpunkter/{number + 999}"
    for form in ("bekraftelse", "bedomning"):
        answer = client.submit(f"{page}/{form}", {"action": "noteras", "reason": "Ja."})
        assert answer.status_code in {404, 409}, form


def test_a_suggestion_is_marked_as_such_until_a_person_confirms_it(received: int, visit) -> None:
    client, first = visit("ks.samordnare"), _viewpoints()[0]
    page = f"/remisser/{received}/synpunkter/{first.id}"
    assert "(förslag)" in client.get(page).text
    assert client.submit(f"{page}/bekraftelse", {}).status_code == 303
    assert "(förslag)" not in client.get(page).text
    assert "klassat av kommunstyrelsen" in client.get(page).text


def _placed_words(received: int) -> Viewpoint:
    """The first viewpoint of a reply whose words name a section of the draft."""
    with writing():
        first = db.session.scalars(db.select(Viewpoint).order_by(Viewpoint.position)).first()
        part = first.reply.remiss.programmes[-1].sections[-1]
        part.heading = "Belysningen bör byggas"
    return _viewpoints()[0]


def test_the_section_that_a_viewpoint_names_is_suggested_confirmed_and_changed(received: int, visit) -> None:
    client, first = visit("ks.samordnare"), _placed_words(received)
    page = f"/remisser/{received}/synpunkter/{first.id}"
    assert "enligt förslaget avsnitt" in client.get(page).text
    assert "Belysningen bör byggas" in client.get(f"/remisser/{received}/synpunkter/bekraftelse").text
    client.submit(f"{page}/bekraftelse", {})
    assert "enligt förslaget avsnitt" not in client.get(page).text
    assert _viewpoints()[0].programme_section == _viewpoints()[0].reply.remiss.programmes[-1].sections[-1].stable_id
    client.submit(f"{page}/klassning", {"stance": "stoder", "programme_section": ""})
    assert _viewpoints()[0].programme_section is None
    assert client.submit(f"{page}/klassning", {"stance": "stoder", "programme_section": "nej"}).status_code == 422


def test_bulk_confirmation_places_what_the_words_name(received: int, visit) -> None:
    client, first = visit("ks.samordnare"), _placed_words(received)
    client.submit(f"/remisser/{received}/synpunkter/bekraftelse", {"synpunkt": [first.id]})
    assert _viewpoints()[0].programme_section is not None


def test_bulk_confirmation_takes_only_what_the_rule_was_sure_of(received: int, visit) -> None:
    client = visit("ks.samordnare")
    page = f"/remisser/{received}/synpunkter/bekraftelse"
    assert WORDS in client.get(page).text
    assert PRAISE not in client.get(page).text
    client.submit(page, {"synpunkt": [viewpoint.id for viewpoint in _viewpoints()]})
    assert PRAISE in client.get(f"/remisser/{received}/synpunkter?lage=obekraftade").text
    assert WORDS not in client.get(f"/remisser/{received}/synpunkter?lage=obekraftade").text


def test_the_minutes_that_came_with_a_reply_can_be_opened(world: World, received: int, visit) -> None:
    client = visit("ks.samordnare")
    page = client.get(f"/remisser/{received}/svar/{_viewpoints()[0].reply_id}").text
    address = re.search(r'href="/filer/(\d+)">papper\.docx</a> <span class="file-note">\(protokollsutdrag\)', page)
    assert address is not None
    assert readable_attachment(world.actor("ks.samordnare"), int(address[1])).filename == "papper.docx"


def test_bulk_confirmation_leaves_what_is_not_ticked(received: int, visit) -> None:
    client = visit("ks.samordnare")
    client.submit(f"/remisser/{received}/synpunkter/bekraftelse", {"synpunkt": ["²"]})
    assert WORDS in client.get(f"/remisser/{received}/synpunkter?lage=obekraftade").text


def test_an_answer_that_needs_a_reason_keeps_what_was_typed(received: int, visit) -> None:
    client, first = visit("ks.samordnare"), _viewpoints()[0]
    page = f"/remisser/{received}/synpunkter/{first.id}"
    refused = client.submit(f"{page}/bedomning", {"action": "beaktas_inte", "reason": "", "changed_section": "a002"})
    assert refused.status_code == 422
    assert "Skriv varför" in refused.text
    assert '<option selected value="beaktas_inte">' in refused.text
    changed = client.submit(f"{page}/bedomning", {"action": "noteras", "reason": "", "changed_section": "a002"})
    assert changed.status_code == 422
    assert "bara när synpunkten beaktas" in changed.text
    saved = client.submit(
        f"{page}/bedomning", {"action": "beaktas", "reason": "Vi skriver in det.", "changed_section": "a002"}
    )
    assert saved.status_code == 303
    compiled = client.get(f"/remisser/{received}/sammanstallning").text
    assert "Vi skriver in det." in compiled
    assert "2 Belysning" in compiled


def test_removing_is_undone_on_the_page_of_the_reply(received: int, visit) -> None:
    client, first = visit("ks.samordnare"), _viewpoints()[0]
    page = f"/remisser/{received}/synpunkter/{first.id}"
    client.submit(f"{page}/borttagning", {})
    assert client.get(page).status_code == 404
    client.submit(f"{page}/aterstallning", {})
    assert client.get(page).status_code == 200


def test_a_missed_viewpoint_is_marked_in_the_words_of_the_reply(received: int, visit) -> None:
    client = visit("ks.samordnare")
    page = f"/remisser/{received}/svar/{_viewpoints()[0].reply_id}"
    assert client.submit(page, {"text": "Ord som inte står där."}).status_code == 422
    assert client.submit(page, {"text": "Vi är positiva."}).status_code == 303
    assert len(_viewpoints()) == 3


def test_filters_choose_by_theme_stance_and_reply(received: int, visit) -> None:
    client = visit("ks.samordnare")
    for query, shown, hidden in (
        ("tema=belysning", WORDS, PRAISE),
        ("tema=utan", PRAISE, WORDS),
        ("stallning=stoder", PRAISE, WORDS),
        (f"svar={_viewpoints()[0].reply_id}&stallning=foreslar_andring", WORDS, PRAISE),
        ("ord=belysning+byggs", WORDS, PRAISE),  # another form of the word
        ("ord=klimatprogram+positivt&tema=utan", "Inga synpunkter passar", PRAISE),
        ("ord=att+det", "Inga synpunkter passar", WORDS),  # only words that say nothing by themselves
    ):
        text = client.get(f"/remisser/{received}/synpunkter?{query}").text
        assert shown in text
        assert hidden not in text
    assert client.get(f"/remisser/{received}/synpunkter?svar=%C3%A5&tema=finnsinte").status_code == 200


def test_two_replies_are_read_side_by_side(world: World, received: int, visit) -> None:
    first = _viewpoints()[0].reply_id
    other = reply_of(received, world.social).id
    for step in ROUTE[ROUTE.index(ReplyState.DRAFT) : ROUTE.index(ReplyState.SUBMITTED)]:
        with writing():
            act(world, other, step.value)
    with writing():
        reply = db.session.get_one(Reply, other)
        more = SuggestedViewpoint(
            SectionKey.VIEWPOINTS, "Vi är positiva.", Stance.SUPPORTS, Confidence.SURE, ("belysning",), ()
        )
        add_suggestions(reply, [more], reply.remiss.themes, "prov-1", START)
    client = visit("ks.samordnare")
    both = client.get(f"/remisser/{received}/synpunkter?tema=belysning&svar={first}&jamfor={other}").text
    assert WORDS in both
    assert "Vi är positiva." in both
    assert f"tema=belysning&amp;svar={first}&amp;jamfor={other}" in both  # the choice follows to each viewpoint


def test_too_many_viewpoints_to_read_at_once_are_told_by_theme(received: int, visit, monkeypatch) -> None:
    monkeypatch.setattr("remiss.web.ks.results_viewpoints.MOST_AT_ONCE", 1)
    client = visit("ks.samordnare")
    page = client.get(f"/remisser/{received}/synpunkter").text
    assert WORDS not in page
    assert f'href="/remisser/{received}/synpunkter?tema=belysning">' in page
    assert f'href="/remisser/{received}/synpunkter?tema=utan">' in page
    assert WORDS in client.get(f"/remisser/{received}/synpunkter?tema=belysning").text


def test_the_files_say_the_same_and_are_the_same_each_time(received: int, visit) -> None:
    client = visit("ks.samordnare")
    address = f"/remisser/{received}/sammanstallning"
    first, again = client.get(f"{address}.docx").data, client.get(f"{address}.docx").data
    assert first == again
    words = zipfile.ZipFile(io.BytesIO(first)).read("word/document.xml").decode()
    outline = json.dumps(json.loads(client.get(f"{address}.json").data), ensure_ascii=False)
    for text in (words, outline, client.get(f"{address}.html").text):
        assert WORDS in text
        assert "Farsta stadsdelsnämnd" in text


def test_the_registrar_of_ks_reads_but_does_not_classify(received: int, visit) -> None:
    client, first = visit("ks.registrator"), _viewpoints()[0]
    page = f"/remisser/{received}/synpunkter/{first.id}"
    assert client.get(page).status_code == 200
    assert client.submit(f"{page}/klassning", {"stance": "stoder"}).status_code == 403
    assert client.submit(f"{page}/bedomning", {"action": "noteras"}).status_code == 403


def test_bodies_do_not_read_each_others_replies_here(received: int, visit) -> None:
    for who in ("social.direktor", "farsta.direktor", "admin"):
        assert visit(who).get(f"/remisser/{received}/svar").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_replies(world: World, received: int, visit) -> None:
    client, statements = visit("ks.samordnare"), []
    listen = lambda *arguments: statements.append(arguments[2])  # noqa: E731 - must be removed again below
    event.listen(db.engine, "before_cursor_execute", listen)
    client.get(f"/remisser/{received}/matris")
    few = len(statements)
    event.remove(db.engine, "before_cursor_execute", listen)
    # session and memberships 3, frame 1, remiss with themes 3, status 5, submissions 2, viewpoints 4, decisions 2,
    # programme 1, sender's name 1, declines 1, own words 1, papers signed outside 1, the sender 1; and the
    # transaction's own
    assert few <= 32


def test_the_answers_of_ks_filter_the_queue(received: int, visit) -> None:
    client, first = visit("ks.samordnare"), _viewpoints()[0]
    client.submit(f"/remisser/{received}/synpunkter/{first.id}/bedomning", {"action": "noteras", "reason": ""})
    waiting = client.get(f"/remisser/{received}/synpunkter?bedomning=ej_bedomd").text
    noted = client.get(f"/remisser/{received}/synpunkter?bedomning=noteras").text
    assert PRAISE in waiting
    assert WORDS not in waiting
    assert WORDS in noted
    assert PRAISE not in noted


def test_no_answer_is_proposed_where_the_viewpoint_asks_for_something(received: int, visit) -> None:
    client, (first, second) = visit("ks.samordnare"), _viewpoints()
    assert '<option selected value="">Välj</option>' in client.get(f"/remisser/{received}/synpunkter/{first.id}").text
    assert '<option selected value="noteras">' in client.get(f"/remisser/{received}/synpunkter/{second.id}").text
    empty = client.submit(f"/remisser/{received}/synpunkter/{first.id}/bedomning", {"action": "", "reason": ""})
    assert empty.status_code == 422
    assert "Välj en bedömning." in empty.text


def test_confirming_goes_on_to_the_next_that_waits(received: int, visit) -> None:
    client, (first, second) = visit("ks.samordnare"), _viewpoints()
    done = client.submit(f"/remisser/{received}/synpunkter/{first.id}/bekraftelse", {})
    assert done.location.endswith(f"/synpunkter/{second.id}#synpunkten"), "the focus stands on the next one's words"


def test_leafing_through_and_going_on_stay_within_the_filter(received: int, visit) -> None:
    client, (first, second) = visit("ks.samordnare"), _viewpoints()
    base = f"/remisser/{received}/synpunkter"
    assert f"{base}/{first.id}?tema=belysning" in client.get(f"{base}?tema=belysning").text
    assert "Nästa" not in client.get(f"{base}/{first.id}?tema=belysning").text
    page = client.get(f"{base}/{first.id}?lage=obekraftade&okant=1").text
    assert f'href="{base}/{second.id}?lage=obekraftade#synpunkten"' in page
    assert "okant" not in page
    done = client.submit(f"{base}/{first.id}/bekraftelse?tema=belysning", {})
    assert done.location == f"{base}/{first.id}?tema=belysning#synpunkten"


def test_the_viewpoints_are_anchored_in_the_text_of_the_reply_and_the_reply_is_a_file(received: int, visit) -> None:
    client, reply_id = visit("ks.samordnare"), _viewpoints()[0].reply_id
    page = client.get(f"/remisser/{received}/svar/{reply_id}").text
    assert f'<mark id="s1">{WORDS}' in page
    assert f'<mark id="s2">{PRAISE}' in page
    file = client.get(f"/remisser/{received}/svar/{reply_id}.docx")
    assert WORDS in zipfile.ZipFile(io.BytesIO(file.data)).read("word/document.xml").decode()
    other = client.get(f"/remisser/{received}/svar/{reply_id + 1}.docx")
    assert other.status_code == 404


def test_the_matrix_says_what_is_only_a_suggestion_and_leads_to_the_words(received: int, visit) -> None:
    client, reply_id = visit("ks.samordnare"), _viewpoints()[0].reply_id
    page = client.get(f"/remisser/{received}/matris").text
    assert "Föreslår ändring (förslag)" in page
    assert f"/synpunkter?tema=belysning&amp;svar={reply_id}" in page


def test_confirming_many_takes_no_more_questions_than_confirming_few(received: int, visit) -> None:
    client = visit("ks.samordnare")
    with writing():
        reply = db.session.get_one(Reply, _viewpoints()[0].reply_id)
        sure = SuggestedViewpoint(
            SectionKey.VIEWPOINTS, WORDS, Stance.PROPOSES_CHANGE, Confidence.SURE, ("belysning",), ()
        )
        add_suggestions(reply, [sure] * 30, reply.remiss.themes, "prov-1", START)
    ticked = {"synpunkt": [viewpoint.id for viewpoint in _viewpoints()]}
    seen: list[str] = []
    listen = lambda *arguments: seen.append(arguments[2])  # noqa: E731 - must be removed again below
    event.listen(db.engine, "before_cursor_execute", listen)
    client.submit(f"/remisser/{received}/synpunkter/bekraftelse", ticked)
    event.remove(db.engine, "before_cursor_execute", listen)
    # each confirmation reads and moves the head of the audit chain; nothing is loaded again for each viewpoint
    reads = [one for one in seen if one.startswith("SELECT") and "audit_head" not in one]
    assert len(reads) <= 60


def test_saving_a_classification_keeps_the_best_theme_first(received: int, visit) -> None:
    client, first = visit("ks.samordnare"), _viewpoints()[0]
    page = f"/remisser/{received}/synpunkter/{first.id}/klassning"
    given = {"stance": "stoder", "programme_section": ""}
    for ticked in (["kostnad"], ["belysning", "kostnad"]):  # the form sends them in the order of its list
        assert client.submit(page, {**given, "themes": ticked}).status_code == 303
    db.session.rollback()
    db.session.expire_all()
    standing = [label.theme.key for label in _viewpoints()[0].labels if label.theme and label.superseded_at is None]
    assert standing == ["kostnad", "belysning"]
