import json

import pytest
from click.testing import CliRunner

from remiss.cli.analyse import command, read_theme_file
from remiss.cli.refusal import Refusal

THEMES = [{"key": "trad", "name": "Träd", "description": "Plantering."}]


@pytest.fixture
def theme_file(tmp_path):
    file = tmp_path / "themes.json"
    file.write_text(json.dumps(THEMES), "utf-8")
    return file


@pytest.mark.slow
def test_a_text_file_becomes_viewpoints_and_sentences(tmp_path, theme_file):
    file = tmp_path / "svar.txt"
    file.write_text(
        "Parkförvaltningen\n\nTjänsteutlåtande\n\nParkplan\n\nFörvaltningens synpunkter\n\n"
        "Förvaltningen är positiv till planen. Fler träd bör planteras.\n",
        "utf-8",
    )
    result = CliRunner().invoke(command, [str(file), "--themes", str(theme_file)])
    answer = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [v["stance"] for v in answer["viewpoints"]] == ["stoder", "foreslar_andring"]
    assert answer["viewpoints"][1]["themes"] == ["trad"]
    assert set(answer) == {"viewpoints", "sentences"}


def test_a_missing_file_is_refused_in_swedish(tmp_path, theme_file):
    result = CliRunner().invoke(command, [str(tmp_path / "saknas.txt"), "--themes", str(theme_file)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip() == "Filen saknas.txt finns inte eller kan inte läsas."


@pytest.mark.parametrize("content", ["inte json", "{}", '[{"name": "Träd"}]', '[{"key": "a", "name": 3}]', "[1]"])
def test_a_bad_theme_list_is_refused(tmp_path, content):
    file = tmp_path / "themes.json"
    file.write_text(content, "utf-8")
    with pytest.raises(Refusal):
        read_theme_file(file)


def test_two_themes_with_one_key_are_refused(tmp_path):
    file = tmp_path / "themes.json"
    file.write_text(json.dumps(THEMES * 2), "utf-8")
    with pytest.raises(Refusal, match="samma key"):
        read_theme_file(file)
