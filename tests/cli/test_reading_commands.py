"""``remiss parse`` and ``remiss programme`` as others call them."""

import json

import pytest
from click.testing import CliRunner

from remiss.cli.parse import parse
from remiss.cli.programme import programme
from tests.documents import layouts

pytestmark = pytest.mark.slow


def test_parse_prints_one_json_object_with_every_field_of_the_contract(tmp_path):
    file = tmp_path / "svar.txt"
    file.write_text(layouts.STADSDEL_TXT, "utf-8")
    result = CliRunner().invoke(parse, [str(file)])
    assert result.exit_code == 0
    assert list(json.loads(result.stdout)) == [
        "title", "subtitle", "consultee", "office", "diary_number", "remiss_diary_number", "officers", "dates",
        "immediate_adjustment", "proposal", "signatories", "attachments", "sections", "unsure",
    ]  # fmt: skip
    assert "Rönnqvist" in result.stdout
    assert CliRunner().invoke(parse, [str(file)]).stdout == result.stdout


def test_programme_prints_title_and_sections(tmp_path):
    file = tmp_path / "program.txt"
    file.write_text("Plan\n\n1.1 Mål\n\nText.\n", "utf-8")
    result = CliRunner().invoke(programme, [str(file)])
    assert json.loads(result.stdout)["sections"][0]["number"] == "1.1"


@pytest.mark.parametrize("command", [parse, programme])
@pytest.mark.parametrize("content", [None, b"", b"\x89PNG\r\n\x1a\n\x00"])
def test_unusable_input_gives_status_two_one_sentence_and_nothing_on_stdout(command, content, tmp_path):
    file = tmp_path / "svar.docx"
    if content is not None:
        file.write_bytes(content)
    result = CliRunner().invoke(command, [str(file)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip().endswith(".")
    assert "\n" not in result.stderr.strip()
