"""Two hundred changed signs in the sample's own compilation, as Word file and as json: each fails exactly its row."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from remiss.clock import today
from remiss.documents.compilation.layouts import outline_of
from remiss.documents.evidence import evidence_in_json, evidence_of
from remiss.documents.reading.compiled import read_compiled
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.json_form import write_json
from remiss.domain.compilation_choices import Layout
from remiss.domain.outline import Outline
from remiss.domain.verification import check
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.queries.compilation import compilation_facts
from tests.documents.test_evidence import flipped, named_texts, wrong
from tests.documents.word import Docx
from tests.support.sample import LoadedSample, sample_app_in

FLIPS = 200


@pytest.fixture
def outline(loaded_sample: LoadedSample, tmp_path: Path) -> Outline:
    folder = tmp_path / "instance"
    shutil.copytree(loaded_sample(today()), folder)
    with sample_app_in(folder).app_context():
        remiss = db.session.scalars(sa.select(Remiss).where(Remiss.diary_number == "KS 2026/311")).one()
        return outline_of(compilation_facts(remiss), Layout.THEME)


@pytest.mark.torture
@pytest.mark.timeout(3_600)
def test_each_changed_sign_in_the_word_file_fails_its_row(outline: Outline) -> None:
    chance = random.Random(11)  # noqa: S311 - the same flips each time
    file = Docx(write_docx(outline))
    texts = named_texts(file.body)
    assert wrong(check(evidence_of(read_compiled(file.content())))) == []
    for _ in range(FLIPS):
        kind, number, element = chance.choice([one for one in texts if (one[2].text or "").strip()])
        before, element.text = element.text, flipped(element.text or "", chance)
        assert wrong(check(evidence_of(read_compiled(file.content())))) == [(kind, number)]
        element.text = before


@pytest.mark.torture
@pytest.mark.timeout(3_600)
def test_each_changed_sign_in_the_json_fails_its_row(outline: Outline) -> None:
    chance = random.Random(11)  # noqa: S311 - the same flips each time
    form = json.loads(write_json(outline))
    quotes = [node for node in form["nodes"] if node["node"] == "quote"]
    for _ in range(FLIPS):
        place = chance.randrange(len(quotes))
        field = chance.choice(["text", "reference"])
        before = quotes[place][field]
        quotes[place][field] = flipped(before, chance)
        assert wrong(check(evidence_in_json(json.dumps(form)))) == [("citat", place + 1)]
        quotes[place][field] = before
