"""Files made to hurt: each is answered with its sentence or read harmlessly. `make torture` runs all, here a sample."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from remiss.documents.reading import isolated, sentences
from remiss.errors import UnreadableFile
from tests.hostile.bent import bent_files
from tests.hostile.case import Case
from tests.hostile.run import ABOUT, Outcome, all_cases, complaint, report, table, wrong_in
from tests.hostile.words import CALL

SAMPLE = ("zip: ", "xml: ", "outside: ", "program: ", "signs: ", "ring: ", "pdf lie: ", "pdf program: ", "kind: ",
          "template: ")  # fmt: skip
DEAR = ("zip: bomb", "zip: 70,000", "zip: 4,900", "kind: zeros", "kind: too large")
"""Left out of the sample: building them takes longer than refusing them."""
KNOWN = {value for name, value in vars(sentences).items() if name.isupper()}

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def nobody_calls_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Listen at the address that the files name, and stand in a folder of our own."""
    monkeypatch.chdir(tmp_path)
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", int(CALL.split(":")[2].split("/")[0])), reuse_port=True) as server:

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    calls.append(server.accept())

        threading.Thread(target=listen, daemon=True).start()
        yield
        server.shutdown(socket.SHUT_RDWR)
    assert calls == []
    assert list(tmp_path.iterdir()) == []


def said(content: bytes, task: str = "read") -> tuple[str, str]:
    """Return the sentence, empty when the file was read, and what is wrong with what was read."""
    try:
        return "", "; ".join(wrong_in(isolated.ask(task, content, ABOUT), task))
    except UnreadableFile as refused:
        return refused.sentence, ""


@pytest.mark.parametrize("family", SAMPLE)
def test_a_sample_is_answered(family: str) -> None:
    cases = [case for case in all_cases() if case.name.startswith(family) and not case.name.startswith(DEAR)]
    assert len(cases) > 2
    with isolated.batch():
        found = [(case, *said(case.make(), case.task)) for case in cases]
    assert [(case.name, answer, wrong) for case, answer, wrong in found if wrong or not case.allows(answer)] == []


def test_a_sample_of_bent_files_is_answered() -> None:
    with isolated.batch():
        answers = [said(content) for content in bent_files(150, seed=1)]
    assert [one for one in answers if one[1] or (one[0] and one[0] not in KNOWN)] == []
    assert {"", sentences.BROKEN_DOCX, sentences.BROKEN_PDF} <= {one[0] for one in answers}


def test_there_are_enough_of_them() -> None:
    names = [case.name for case in all_cases()]
    assert len(names) == len(set(names)) >= 100


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_all_are_answered_in_time_and_memory(capsys: pytest.CaptureFixture[str]) -> None:
    found: list[tuple[Case, Outcome]] = list(table(all_cases()))
    with capsys.disabled():
        sys.stdout.write(report(found))
    assert [words for case, one in found if (words := complaint(case, one))] == []


@pytest.mark.torture
@pytest.mark.timeout(7200)
def test_five_thousand_bent_files_are_answered() -> None:
    with isolated.batch():
        answers = [said(content) for content in bent_files(5_000, seed=2)]
    assert [one for one in answers if one[1] or (one[0] and one[0] not in KNOWN)] == []
