"""The pictures of the overview say what the status table says, and nothing that is behind the wall."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from lxml import html

from remiss.domain.workflow.states import ReplyState
from remiss.models.organisations import OrganisationKind
from remiss.web.ks.overview_charts import (
    CAME_IN,
    CAME_IN_LATE,
    DECLINED,
    OUTSIDE,
    OVERDUE,
    PRELIMINARY,
    UNDER_WAY,
    UNOPENED,
    square_of,
    status_strip,
)
from tests.support.world import reply_in, sent_remiss
from tests.web.ks_setup.test_status import row

TODAY, BEFORE = date(2026, 11, 29), date(2026, 11, 28)
IN = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (row(answered=True, submitted_at=IN), CAME_IN),
        (row(answered=True, submitted_at=IN, late=True), CAME_IN_LATE),
        (row(declined=True, due_on=BEFORE), DECLINED),
        (row(silent=True), OVERDUE),
        (row(due_on=BEFORE), OVERDUE),
        (row(due_on=TODAY, words="Under arbete", tone="active"), UNDER_WAY),
        (row(due_on=TODAY), UNDER_WAY),
        (row(due_on=TODAY, unopened=True), UNOPENED),
        (row(answered=True, submitted_at=IN, preliminary=True), PRELIMINARY),
        (row(outside=True, due_on=BEFORE), OUTSIDE),
    ],
)
def test_each_body_is_one_kind_of_square(status, expected):
    assert square_of(status, TODAY) is expected


def test_the_strip_has_a_square_per_body_grouped_by_kind():
    rows = [
        row("Valnämnden", words="Inte mottagen", unopened=True),
        row("Idrottsnämnden", answered=True, submitted_at=IN),
        row("Sisab", kind=OrganisationKind.COMPANY),
    ]
    strip = html.fragment_fromstring(str(status_strip(rows, TODAY)))
    assert [title.text for title in strip.xpath(".//g/title")] == [
        "Idrottsnämnden: Svar har inkommit",
        "Valnämnden: Inte mottagen",
        "Sisab: Mottagen eller under arbete",
    ]
    [words] = [desc.text for desc in strip.xpath(".//desc")]
    assert words == "Facknämnder: 1 svar har inkommit och 1 inte mottagen. Bolag: 1 mottagen eller under arbete"
    assert len(strip.xpath(".//li")) == 3


def test_the_overview_shows_both_pictures_and_a_choice_hides_them(world, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    client = visit("ks.samordnare")
    page = html.fromstring(client.get(f"/remisser/{remiss_id}").text)
    assert [figure.get("id") for figure in page.xpath("//figure")] == ["diagram-lage", "diagram-svar"]
    assert "Visa siffrorna som tabell" in page.text_content()
    chosen = html.fromstring(client.get(f"/remisser/{remiss_id}?status=avstar").text)
    assert not chosen.xpath("//figure")


def test_steps_inside_a_body_do_not_show(world, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    reply_in(world, remiss_id, world.social, ReplyState.DIRECTOR_REVIEW)
    page = html.fromstring(visit("ks.samordnare").get(f"/remisser/{remiss_id}").text)
    said = [title.text.partition(": ")[2] for title in page.xpath("//figure//g/title")]
    assert said == ["Mottagen eller under arbete", "Mottagen eller under arbete", "Inte mottagen"]
