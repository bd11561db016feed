"""The replies written blind: whole, and measured apart from the others."""

import json
import re

import pytest
from click.testing import CliRunner

from remiss.cli.measure.command import BLIND, OWN_GOLD, command
from remiss.cli.measure.fields import RIGHT, compare
from remiss.domain.parsed import ParsedReply
from remiss.domain.statement import SectionKey

FOLDER = OWN_GOLD / "blint"
LABELS = sorted(FOLDER.rglob("gold/*.json"))


@pytest.mark.parametrize("label", LABELS, ids=lambda path: path.stem)
def test_a_label_has_its_document_and_the_form_of_parse(label):
    gold = json.loads(label.read_text(encoding="utf-8"))
    assert (label.parent.parent / gold["file"]).is_file()
    form = ParsedReply().to_json()
    assert set(gold["parse"]) == set(form) - {"unsure"}
    assert set(gold["parse"]["dates"]) == set(form["dates"])
    assert {section["key"] for section in gold["parse"]["sections"]} <= set(SectionKey)
    assert {re.split(r"[.\[]", name)[0] for name in gold.get("accepted", {})} <= set(form)


def test_no_document_lacks_labels():
    files = {path.stem for half in BLIND for path in (FOLDER / half).glob("*.*")}
    assert files == {path.stem for path in LABELS}


def test_another_accepted_value_is_right_and_any_other_is_wrong():
    gold = ParsedReply(title="Plan").to_json()
    parsed = gold | {"title": "Yttrande över plan"}
    right = {figure.name: figure for figure in compare("a", gold, parsed, {"title": ["Yttrande över plan"]})}[RIGHT]
    assert right.hits == right.total
    wrong = {figure.name: figure for figure in compare("a", gold, parsed, {"title": ["Plan 2"]})}[RIGHT]
    assert wrong.hits == wrong.total - 1


@pytest.mark.slow
def test_a_folder_that_holds_only_labelled_fields_is_measured():
    result = CliRunner().invoke(command, ["--gold", str(FOLDER / "utveckling")])
    assert result.exit_code == 0, result.stderr
    assert "03-lekplatsprogram-stadsdel.docx" in result.stdout
