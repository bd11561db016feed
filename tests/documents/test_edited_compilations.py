"""A compiled document is edited and comes back: every identity is kept or told of, every quotation checked."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from remiss.documents.compilation.layouts import outline_of
from remiss.documents.evidence import evidence_of, words_of
from remiss.documents.reading.compiled import read_compiled
from remiss.documents.writing.docx import write_docx
from remiss.domain.compilation import OwnWords
from remiss.domain.compilation_choices import Layout
from remiss.domain.marks import print_of, words_in
from remiss.domain.own_words import theme_key
from remiss.domain.returned_words import Fate, Known, compare
from remiss.domain.verification import Verdict, check
from tests.documents.compilation.examples import THEMES, facts
from tests.documents.edits import CHANGES, Edited, Expected
from tests.documents.word import Docx

SCRIPTS = 50
WORD = "docx:MS Word 2007 XML"


@cache
def written() -> bytes:
    at = datetime(2026, 11, 17, tzinfo=UTC)
    own = tuple(OwnWords(theme_key(one.key), f"Om {one.name} säger vi detta.", "Ek", at) for one in THEMES)
    return write_docx(outline_of(replace(facts(), own_words=own), Layout.THEME))


def edited(content: bytes, number: int) -> tuple[bytes, Expected]:
    """Return the document with some changes, and what must be said of it. Each kind of change comes first in turn."""
    chance = random.Random(number)  # noqa: S311 - the same edits each time
    file = Docx(content)
    document = Edited(file.body, chance)
    first = CHANGES[number % len(CHANGES)]
    for change in [first, *chance.sample([one for one in CHANGES if one is not first], number % 4)]:
        change(document)
    return file.content(), document.expected


def assert_told(content: bytes, expected: Expected) -> None:
    compiled = read_compiled(content)
    keys = words_in(compiled.properties)
    assert len(keys) > 5
    told = compare(words_of(compiled), keys, {key: Known(None) for key in keys})
    fates = {print_of(one.key): one.fate for one in told if one.key}
    assert not [one for one in told if one.key is None]
    assert fates == {print_of(key): expected.fates.get(print_of(key), Fate.SAME) for key in keys}
    assert {print_of(one.key) for one in told if one.key and one.moved} == expected.moved
    found = check(evidence_of(compiled))
    assert {one.number for one in found.quotes if one.verdict is not Verdict.OK} == expected.quotes
    assert {one.reply for one in found.replies if one.verdict is not Verdict.OK} == expected.replies
    assert set(found.missing) == expected.missing


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_what_is_done_in_word_is_told(number: int) -> None:
    assert_told(*edited(written(), number))


def through(files: list[Path], kind: str, folder: Path) -> list[Path]:
    """Let LibreOffice open ``files`` and save them as ``kind``."""
    office = shutil.which("soffice")
    assert office, "install LibreOffice: the test opens the files in it"
    profile = f"-env:UserInstallation=file://{folder.parent / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=1_500)
    return [folder / file.with_suffix(f".{kind.partition(':')[0]}").name for file in files]


@pytest.mark.torture
@pytest.mark.timeout(3_600)
def test_fifty_edits_in_libreoffice_are_told(tmp_path: Path) -> None:
    """LibreOffice saves, somebody edits what it saved, and it saves again: half of them by way of odt."""
    out = tmp_path / "ut.docx"
    out.write_bytes(written())
    [saved] = through([out], WORD, tmp_path / "sparad")
    assert_told(saved.read_bytes(), Expected())
    files, expected = [], []
    for number in range(SCRIPTS):
        content, told = edited(saved.read_bytes(), number)
        files.append(tmp_path / f"{number}.docx")
        files[-1].write_bytes(content)
        expected.append(told)
    by_odt = through(through(files[::2], "odt", tmp_path / "odt"), WORD, tmp_path / "fran-odt")
    back = dict(
        zip([*files[::2], *files[1::2]], [*by_odt, *through(files[1::2], WORD, tmp_path / "igen")], strict=True)
    )
    for file, told in zip(files, expected, strict=True):
        try:
            assert_told(back[file].read_bytes(), told)
        except AssertionError as problem:
            raise AssertionError(f"edit {file.stem}: {CHANGES[int(file.stem) % len(CHANGES)].__name__}") from problem
