"""The child process that reads untrusted files, and what the parent says when it fails."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest

from remiss.documents.reading import isolated, sentences
from remiss.documents.reading.isolated import read_document
from remiss.documents.reading.reader import read
from remiss.errors import UnreadableFile
from tests.documents import layouts
from tests.documents.files import pdf_bytes

pytestmark = pytest.mark.slow
ROOT = str(Path(__file__).resolve().parents[3])


@pytest.fixture(autouse=True)
def a_child_for_each_test():
    token = isolated._shared.set(None)
    yield
    isolated._shared.reset(token)


def test_child_gives_the_same_document_as_reading_here():
    for content in (layouts.STADSDEL_TXT.encode(), pdf_bytes([[(70, 800, "Till åäö")]])):
        assert read_document(content, "svar.txt") == read(content)


def test_name_tells_markdown_and_its_oddities_are_harmless():
    assert read_document(b"rad", "svar.MD").format == "md"
    assert read_document(b"rad", "../../\x00; rm -rf .txt").format == "txt"


def test_refusals_cross_the_process_border():
    with pytest.raises(UnreadableFile) as refused:
        read_document(b"\x89PNG\r\n\x1a\n\x00", "svar.docx")
    assert refused.value.sentence == sentences.IMAGE


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        ("import time; time.sleep(60)", sentences.TOO_SLOW),
        ("import os; os.abort()", sentences.TOO_HEAVY),
        ("import sys; sys.exit(4)", sentences.TOO_HEAVY),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", sentences.TOO_SLOW),
        ("print('ingen json')", sentences.TOO_HEAVY),
    ],
)
def test_crash_hang_and_nonsense_become_a_sentence(monkeypatch, program, sentence):
    monkeypatch.setattr(isolated, "_COMMAND", (sys.executable, "-I", "-c", program))
    monkeypatch.setattr(isolated, "WALL_SECONDS", 1.5)
    with pytest.raises(UnreadableFile) as refused:
        read_document(b"text", "svar.txt")
    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    "deed",
    [
        "open('spar.txt', 'w')",
        "import subprocess; subprocess.run(['true'])",
        "import socket; socket.socket()",
        "import os; os.fork()",
        "import os; os.open('spar.txt', os.O_CREAT)",
        "import os; os.truncate('fil', 0)",
        "import os; os.remove('fil')",
        "import os; os.mkdir('mapp')",
        "import os; os.kill(os.getppid(), 0)",
        "import ctypes; ctypes.CDLL('libc.so.6')",
        "import _socket; _socket.socket()",
        "open('/proc/self/mem', 'r+b')",
        "bytearray(260 * 1024 ** 2)",
    ],
)
def test_child_can_neither_write_nor_start_nor_call_nor_swell(deed, tmp_path):
    (tmp_path / "fil").write_text("kvar")
    program = f"import sys; sys.path.insert(0, {ROOT!r})\n"
    program += "from remiss.documents.reading.confinement import confine; confine()\n"
    program += f"try:\n    {deed}\nexcept (OSError, MemoryError):\n    print('nekad')\n"
    child = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert child.stdout == "nekad\n", child.stderr
    assert [path.read_text() for path in tmp_path.iterdir()] == ["kvar"]


def test_one_child_reads_a_batch_and_is_replaced_after_a_fault(monkeypatch):
    started = []
    real = isolated._Child
    monkeypatch.setattr(isolated, "_Child", lambda: started.append(1) or real())
    with isolated.batch():
        for content in (b"ett", b"MZ\x00\x00", b"tv\xc3\xa5"):
            with contextlib.suppress(UnreadableFile):
                read_document(content, "svar.txt")
        assert len(started) == 1
        with pytest.raises(UnreadableFile):
            read_document(b"%PDF-1.4 " + b"[" * 2_000_000, "svar.pdf")
        assert read_document(b"tre", "svar.txt").blocks[0].text == "tre"
        monkeypatch.setattr(isolated, "MAX_FILES_PER_CHILD", 1)
        before = len(started)
        for content in (b"fyra", b"fem", b"sex"):
            read_document(content, "svar.txt")
        assert len(started) - before == 2


def test_room_imports_nothing_heavy_into_the_parent():
    program = f"import sys; sys.path.insert(0, {ROOT!r}); import remiss.documents.reading.isolated\n"
    program += "print([m for m in ('lxml', 'pypdfium2', 'flask') if m in sys.modules])"
    child = subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "[]"
