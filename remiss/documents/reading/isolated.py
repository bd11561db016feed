"""Reads an untrusted file in a confined child process, so that a hostile one can neither crash nor stall us."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO

import structlog

from remiss.documents.reading import sentences, serial
from remiss.documents.reading.limits import (
    MAX_ANSWER_BYTES,
    MAX_FILE_BYTES,
    MAX_FILES_PER_CHILD,
    UNREADABLE_STATUS,
    WALL_SECONDS,
)
from remiss.domain.document import Document
from remiss.errors import UnreadableFile

log = structlog.get_logger()
_TOO_LONG = (-signal.SIGPROF, -signal.SIGXCPU, -signal.SIGKILL)
# Isolated from the caller's folder and environment, but the same code as ours, wherever that lies.
_HOME = str(Path(__file__).resolve().parents[3])
_PROGRAM = f"import sys; sys.path.insert(0, {_HOME!r}); from remiss.documents.reading.worker import main; main()"
_COMMAND = (sys.executable, "-I", "-c", _PROGRAM)
_MARKDOWN = ("md", "markdown")


def read_document(content: bytes, filename: str) -> Document:
    """Return ``content`` as a Document. The name only tells Markdown from plain text.

    Raises UnreadableFile with one plain Swedish sentence, also when the child crashes, hangs or runs out of memory.
    """
    suffix = PurePath(filename.replace("\x00", "")).suffix.lower().lstrip(".")
    answer = ask("read", content, suffix if suffix in _MARKDOWN else "")
    try:
        return serial.from_json(answer)
    except (ValueError, KeyError, TypeError) as problem:
        raise UnreadableFile(sentences.TOO_HEAVY) from problem


def ask(task: str, content: bytes, about: str = "") -> str:
    """Let a child do ``task`` with ``content`` and return its answer: the batch's child, or one for this file alone.

    ``about`` is what the task must know besides: the ending of the file's name, or the day.

    Raises UnreadableFile with a sentence.
    """
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile(sentences.TOO_LARGE)
    shared = _shared.get()
    if shared is not None:
        return shared.ask(task, content, about)
    with batch():
        return ask(task, content, about)


@contextmanager
def batch() -> Iterator[None]:
    """Let one child read all files that belong together: its start costs more than most files do.

    Not for files of different uploaders: what one file did to the child would meet the next.
    """
    if _shared.get() is not None:
        yield
        return
    pool = _Pool()
    token = _shared.set(pool)
    try:
        yield
    finally:
        _shared.reset(token)
        pool.close()


def network_is_gone() -> bool:
    """Tell whether the children live without any network; else the interpreter refuses to open sockets."""
    return ask("confinement", b"") == "true"


class _Pool:
    """The child of a batch, replaced after a fault and after so many files. For one thread."""

    def __init__(self) -> None:
        self._child: _Child | None = None

    def ask(self, task: str, content: bytes, about: str) -> str:
        child = self._child = self._child or _Child()
        try:
            status, text = child.ask(task, content, about)
        except _Lost as problem:
            self.close()
            raise UnreadableFile(problem.sentence) from problem
        if status not in (0, UNREADABLE_STATUS) or child.files >= MAX_FILES_PER_CHILD:
            self.close()
        if status == UNREADABLE_STATUS:
            raise UnreadableFile(text)
        if status:
            raise UnreadableFile(sentences.TOO_HEAVY)
        return text

    def close(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


_shared: ContextVar[_Pool | None] = ContextVar("shared child", default=None)


class _Lost(Exception):
    """The child is dead or speaks nonsense; ``sentence`` is for the person who waits for the file."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True)
class Ended:
    """How a child ended: its status (negative for a signal), its largest memory, and how long the processor worked."""

    status: int
    peak_mb: int
    seconds: float


class _Child:
    """One reading process."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
        )
        self.files = 0
        self._ended: Ended | None = None

    def ask(self, task: str, content: bytes, about: str) -> tuple[int, str]:
        """Return status and text of the answer. Raises _Lost; the child is of no use then."""
        self.files += 1
        hung = threading.Event()

        def stop() -> None:
            hung.set()
            self._kill()

        watch = threading.Timer(WALL_SECONDS, stop)
        watch.start()
        try:
            self._send(json.dumps({"task": task, "about": about, "size": len(content)}).encode() + b"\n" + content)
            return self._answer()
        except (OSError, ValueError, KeyError, TypeError) as problem:
            ended = self.end()
            slow = hung.is_set() or ended.status in _TOO_LONG
            log.warning("a reading process was lost", status=ended.status, peak_mb=ended.peak_mb, seconds=ended.seconds)
            raise _Lost(sentences.TOO_SLOW if slow else sentences.TOO_HEAVY) from problem
        finally:
            watch.cancel()

    def end(self) -> Ended:
        """Let the process end, by force if it does not, and return how it went."""
        if self._ended is None:
            for pipe in (self._process.stdin, self._process.stdout):
                with suppress(OSError):
                    _open(pipe).close()
            force = threading.Timer(1, self._kill)
            force.start()
            _, status, used = os.wait4(self._process.pid, 0)
            force.cancel()
            self._process.returncode = os.waitstatus_to_exitcode(status)
            worked = used.ru_utime + used.ru_stime
            self._ended = Ended(self._process.returncode, used.ru_maxrss // 1024, worked)
        return self._ended

    def _kill(self) -> None:
        # Not through Popen, which would reap the process and lose what it used.
        with suppress(ProcessLookupError):
            os.kill(self._process.pid, signal.SIGKILL)

    def _send(self, request: bytes) -> None:
        pipe = _open(self._process.stdin)
        pipe.write(request)
        pipe.flush()

    def _answer(self) -> tuple[int, str]:
        pipe = _open(self._process.stdout)
        head = json.loads(pipe.readline(200))
        status, size = int(head["status"]), int(head["size"])
        if not 0 <= size <= MAX_ANSWER_BYTES:
            raise ValueError(size)
        text = pipe.read(size)
        if len(text) != size:
            raise ValueError(len(text))
        return status, text.decode("utf-8")


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - both were asked for
    return pipe
