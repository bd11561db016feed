"""The papers of the repository say the same as the package, and the licence is whole."""

from __future__ import annotations

import re
import tomllib

from tests.house.files import text_of

PROJECT = tomllib.loads(text_of("pyproject.toml"))["project"]


def test_the_licence_is_whole() -> None:
    text = text_of("LICENSE")
    articles = [int(number) for number in re.findall(r"^(\d+)\.\s?[A-Z]", text, re.MULTILINE)]
    assert articles == list(range(1, 16))
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert text.rstrip().endswith("require the production of a new EUPL version.")
    assert PROJECT["license-files"] == ["LICENSE"]


def test_publiccode_says_the_version_and_licence_of_the_package() -> None:
    text = text_of("publiccode.yml")
    assert f'softwareVersion: "{PROJECT["version"]}"' in text
    assert f"license: {PROJECT['license']}" in text
    for words in re.findall(r"shortDescription: (.+)", text):
        assert len(words) <= 150, words
