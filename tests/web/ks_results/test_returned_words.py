"""The compilation comes back from Word: changes are shown, chosen, taken in together and undone together."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pytest

from remiss.documents.compilation.layouts import MAKERS, outline_of
from remiss.documents.writing.docx import write_docx
from remiss.domain.outline import Outline, Paragraph, Quote, Run, Table
from remiss.domain.own_words import OFFICE_VIEW, SUMMARY, answer_key, reply_key
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.models.viewpoints import AssessmentAction, Viewpoint
from remiss.queries.compilation import compilation_facts
from remiss.services.assessments import assess
from remiss.services.own_words import write_own_words
from remiss.services.viewpoints import mark_viewpoint
from tests.documents.word import Docx
from tests.support.world import CANARY, START, World, reply_in, sent_remiss


@pytest.fixture
def received(world: World) -> tuple[int, int, int]:
    remiss_id = sent_remiss(world, "KS 2026/311")
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    actor = world.actor("ks.samordnare")
    with writing():
        remiss, reply = db.session.get_one(Remiss, remiss_id), db.session.get_one(Reply, reply_id)
        viewpoint = mark_viewpoint(actor, reply, CANARY, START)
        assess(actor, viewpoint, AssessmentAction.NOTED, "Det är redan så.", None, START)
        write_own_words(actor, remiss, OFFICE_VIEW, "Vi delar bedömningen.", 0, START)
        return remiss_id, reply_id, viewpoint.id


def sent_out(*words: tuple[str, str], number: str = "KS 2026/311") -> Docx:
    nodes = [Paragraph((Run(text),), key=key) for key, text in words]
    quote = Quote("Ord ur svaret.", "Farsta", f"svar 1, version 1, sha256 {'a' * 64}")
    subject = f"Sammanställning av remissvar {number}"
    outline = Outline("T", "", "KS", subject, datetime(2026, 1, 1, tzinfo=UTC), "", "", (*nodes, quote))
    return Docx(write_docx(outline))


def replaced(file: Docx, before: str, after: str) -> bytes:
    for element in file.body.iter("{*}t"):
        element.text = (element.text or "").replace(before, after)
    return file.content()


def read(client, remiss_id: int, content: bytes):
    data = {"file": (io.BytesIO(content), "sammanstallning.docx")}
    return client.submit(page(remiss_id), data, content_type="multipart/form-data")


def page(remiss_id: int) -> str:
    return f"/remisser/{remiss_id}/sammanstallning/aterlasning"


def shown_rows(text: str) -> dict[str, str]:
    """Return the hidden fields of the changes, as a browser would send them with every box ticked."""
    fields = dict(re.findall(r'name="(rows-\d+-(?:key|base|text))" value="([^"]*)"', text))
    return fields | {name.replace("-key", "-take"): "y" for name in fields if name.endswith("-key")}


def texts(remiss_id: int) -> tuple[dict[str, str], list[str]]:
    db.session.rollback()
    facts = compilation_facts(db.session.get_one(Remiss, remiss_id))
    reasons = [one.assessment.reason for _, one in facts.viewpoints() if one.assessment]
    return {own.key: own.text for own in facts.own_words}, reasons


def test_changes_are_shown_taken_in_together_and_undone_together(received, visit) -> None:
    remiss_id, reply_id, viewpoint_id = received
    client = visit("ks.samordnare")
    file = sent_out(
        (SUMMARY, "Förifyllt."), (OFFICE_VIEW, "Vi delar bedömningen."), (reply_key(reply_id), "Farsta är positivt."),
        (answer_key(viewpoint_id), "Det är redan så."),
    )  # fmt: skip
    replaced(file, "delar bedömningen", "delar inte bedömningen")
    replaced(file, "redan så", "inte så")
    shown = read(client, remiss_id, replaced(file, "är positivt", "är mycket positivt"))
    assert shown.status_code == 200
    assert "mycket" in shown.text
    assert texts(remiss_id) == ({OFFICE_VIEW: "Vi delar bedömningen."}, ["Det är redan så."]), "nothing by itself"
    fields = shown_rows(shown.text)
    assert len(fields) == 12
    done = client.submit(f"{page(remiss_id)}/andringar", fields, follow_redirects=False)
    assert done.status_code == 303
    assert texts(remiss_id) == (
        {OFFICE_VIEW: "Vi delar inte bedömningen.", reply_key(reply_id): "Farsta är mycket positivt."},
        ["Det är inte så."],
    )
    after = client.get(done.headers["Location"])
    moment = re.search(r'name="moment" value="([^"]+)"', after.text)
    assert moment
    undone = client.submit(f"{page(remiss_id)}/atertagande", {"moment": moment[1].replace("&#43;", "+")})
    assert undone.status_code == 303
    assert texts(remiss_id) == ({OFFICE_VIEW: "Vi delar bedömningen."}, ["Det är redan så."])
    assert (
        client.submit(f"{page(remiss_id)}/atertagande", {"moment": moment[1].replace("&#43;", "+")}).status_code == 409
    )
    assert client.submit(f"{page(remiss_id)}/atertagande", {"moment": "i går"}).status_code == 409


def numbers_of(remiss_id: int) -> list[list[str]]:
    """Return which viewpoints the proof that each has its place lists, and the paragraph on each reply, by layout."""
    db.session.rollback()
    facts = compilation_facts(db.session.get_one(Remiss, remiss_id))
    nodes = [outline_of(facts, layout).nodes for layout in MAKERS]
    proofs = [one for each in nodes for one in each if isinstance(one, Table) and one.caption.startswith("Alla ")]
    keys = [[one.key for one in each if isinstance(one, Paragraph) and one.key == reply_key(1)] for each in nodes]
    return [*([row[0].text for row in one.rows] for one in proofs), *keys]


def test_what_was_deleted_is_kept_unless_somebody_takes_it_away(world, received, visit) -> None:
    remiss_id, reply_id, viewpoint_id = received
    client = visit("ks.samordnare")
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        write_own_words(world.actor("ks.samordnare"), remiss, reply_key(reply_id), "Farsta är positivt.", 0, START)
    before, counted = texts(remiss_id), numbers_of(remiss_id)
    every = (SUMMARY, OFFICE_VIEW, reply_key(reply_id), answer_key(viewpoint_id))
    file = sent_out(*((key, f"Ord {number}.") for number, key in enumerate(every)))
    for number in range(4):  # the words are gone, one paragraph with its control too
        replaced(file, f"Ord {number}.", "")
    control = next(iter(file.body.iter("{*}sdt")))
    control.getparent().remove(control)
    shown = read(client, remiss_id, file.content()).text
    assert "Vi delar bedömningen." in shown
    assert "Farsta är positivt." in shown
    assert shown.count("Behåll texten") == 3
    assert "Den förifyllda texten står kvar" in shown, "a prefilled piece cannot be left out"
    fields = dict(re.findall(r'name="(rows-\d+-(?:key|base|text|gone))" value="([^"]*)"', shown))
    kept = fields | {f"rows-{number}-take": "false" for number in range(3)}
    assert client.submit(f"{page(remiss_id)}/andringar", kept).status_code == 422
    assert texts(remiss_id) == before
    taken = fields | {f"rows-{number}-take": "y" for number in range(3)}
    done = client.submit(f"{page(remiss_id)}/andringar", taken, follow_redirects=False)
    assert done.status_code == 303
    assert texts(remiss_id) == ({}, [""])
    assert numbers_of(remiss_id) == counted, "the prefilled paragraph stands there again, and nothing is uncounted"
    moment = re.search(r'name="moment" value="([^"]+)"', client.get(done.headers["Location"]).text)
    assert moment
    client.submit(f"{page(remiss_id)}/atertagande", {"moment": moment[1].replace("&#43;", "+")})
    assert texts(remiss_id) == before


def test_a_reason_that_the_answer_needs_stays(world, received, visit) -> None:
    remiss_id, _, viewpoint_id = received
    with writing():
        row = db.session.get_one(Viewpoint, viewpoint_id)
        assess(world.actor("ks.samordnare"), row, AssessmentAction.NOT_ACCEPTED, "För dyrt.", None, START)
    shown = read(visit("ks.samordnare"), remiss_id, replaced(sent_out((answer_key(viewpoint_id), "Ord.")), "Ord.", ""))
    assert "Motiveringen behövs för bedömningen" in shown.text
    assert "Ta bort texten" not in shown.text


def test_only_what_is_ticked_is_taken_in(received, visit) -> None:
    remiss_id, *_ = received
    client = visit("ks.samordnare")
    file = sent_out((SUMMARY, "Förifyllt."), (OFFICE_VIEW, "Vi delar bedömningen."))
    replaced(file, "Förifyllt", "Skrivet")
    fields = shown_rows(read(client, remiss_id, replaced(file, "Vi delar", "Vi delar inte")).text)
    chosen = {name: value for name, value in fields.items() if name != "rows-1-take"}
    client.submit(f"{page(remiss_id)}/andringar", chosen)
    assert texts(remiss_id)[0] == {SUMMARY: "Skrivet.", OFFICE_VIEW: "Vi delar bedömningen."}
    none = {name: value for name, value in fields.items() if not name.endswith("take")}
    assert client.submit(f"{page(remiss_id)}/andringar", none).status_code == 422


def test_what_is_written_in_the_page_meanwhile_is_shown_and_never_overwritten(world, received, visit) -> None:
    remiss_id, *_ = received
    client = visit("ks.samordnare")
    file = replaced(sent_out((OFFICE_VIEW, "Vi delar bedömningen.")), "Vi delar", "I Word delar vi inte")
    fields = shown_rows(read(client, remiss_id, file).text)
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        write_own_words(world.actor("ks.samordnare"), remiss, OFFICE_VIEW, "Skrivet på sidan.", 1, START)
    late = client.submit(f"{page(remiss_id)}/andringar", fields)
    assert late.status_code == 409
    again = read(client, remiss_id, file)
    for shown in (late, again):
        assert "Skrivet på sidan." in shown.text
        assert "I Word delar vi inte bedömningen." in shown.text
        assert shown_rows(shown.text) == {}
    assert texts(remiss_id)[0] == {OFFICE_VIEW: "Skrivet på sidan."}


def test_quotations_that_were_changed_are_listed(received, visit) -> None:
    remiss_id, *_ = received
    shown = read(visit("ks.samordnare"), remiss_id, replaced(sent_out(), "Ord ur svaret.", "Andra ord."))
    assert "Orden eller källhänvisningen är inte de som stod där" in shown.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Filen är tom"),
        (b"%PDF-1.7", "docx"),
        (b"Hej", "Word-fil"),
        (sent_out((SUMMARY, "A"), number="KS 2026/9").content(), "den här remissen"),
        (sent_out((SUMMARY, "A"), number="XKS 2026/311").content(), "den här remissen"),
    ],
)
def test_other_files_are_refused_on_the_field(received, visit, content: bytes, sentence: str) -> None:
    remiss_id, *_ = received
    answer = read(visit("ks.samordnare"), remiss_id, content)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_forged_rows_change_nothing(received, visit) -> None:
    remiss_id, reply_id, viewpoint_id = received
    client = visit("ks.samordnare")
    for key, base, status in (
        ("tema:finns-inte", "0", 422), (reply_key(reply_id + 5), "0", 422), (answer_key(viewpoint_id), "99", 409),
        (answer_key(99), "0", 422), ("x", "0", 422),
    ):  # fmt: skip
        row = {"rows-0-key": key, "rows-0-base": base, "rows-0-text": "Ord.", "rows-0-take": "y"}
        assert client.submit(f"{page(remiss_id)}/andringar", row).status_code == status, key
    assert texts(remiss_id) == ({OFFICE_VIEW: "Vi delar bedömningen."}, ["Det är redan så."])


def test_who_may_not_write_reads_nothing_in(received, visit) -> None:
    remiss_id, *_ = received
    assert visit("ks.registrator").get(page(remiss_id)).status_code == 403
    for who in ("farsta.direktor", "admin"):
        assert visit(who).get(page(remiss_id)).status_code == 404
