import json

import pytest
from click.testing import CliRunner

from remiss.cli.stance import command


def test_lines_come_back_in_order_with_stance_and_confidence():
    texts = ["Vi tillstyrker planen.", "Avsnitt två bör strykas.", "Fontäner, torg."]
    lines = "\n".join(json.dumps({"text": text}) for text in texts)
    result = CliRunner().invoke(command, input=lines + "\n\n")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [row["text"] for row in rows] == texts
    assert [row["stance"] for row in rows] == ["stoder", "foreslar_andring", None]
    assert [row["confidence"] for row in rows] == ["saker", "saker", "osaker"]


@pytest.mark.parametrize("bad", [b"inte json", b'["text"]', b'{"texten": "a"}', b'{"text": 3}', b"\xff\xfe\xfa"])
def test_one_bad_line_refuses_everything_with_a_sentence(bad):
    result = CliRunner().invoke(command, input=b'{"text": "Vi tillstyrker planen."}\n' + bad)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.strip().endswith(".")
    assert len(result.stderr.splitlines()) == 1


def test_no_lines_give_no_lines():
    assert CliRunner().invoke(command, input="").output == ""
