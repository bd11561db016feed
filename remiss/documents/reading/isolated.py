"""Reads an untrusted file in a limited child process, so that a hostile one can neither crash nor stall us."""

from __future__ import annotations

import subprocess
import sys
from pathlib import PurePath

from remiss.documents.reading import sentences, serial
from remiss.documents.reading.limits import MAX_FILE_BYTES, UNREADABLE_STATUS, WALL_SECONDS
from remiss.domain.document import Document
from remiss.errors import UnreadableFile

_SIGXCPU, _SIGKILL = 24, 9
_COMMAND = (sys.executable, "-I", "-m", "remiss.documents.reading.worker")


def read_document(content: bytes, filename: str) -> Document:
    """Return ``content`` as a Document. The name only tells Markdown from plain text.

    Raises UnreadableFile with one plain Swedish sentence, also when the child crashes, hangs or runs out of memory.
    """
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile(sentences.TOO_LARGE)
    suffix = PurePath(filename.replace("\x00", "")).suffix.lower().lstrip(".")
    try:
        child = subprocess.run(
            [*_COMMAND, suffix] if suffix in ("md", "markdown") else list(_COMMAND),
            input=content,
            capture_output=True,
            timeout=WALL_SECONDS,
            env={"LC_ALL": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired as problem:
        raise UnreadableFile(sentences.TOO_SLOW) from problem
    if child.returncode == UNREADABLE_STATUS:
        raise UnreadableFile(child.stdout.decode("utf-8", errors="replace"))
    if child.returncode in (-_SIGXCPU, -_SIGKILL):
        raise UnreadableFile(sentences.TOO_SLOW)
    if child.returncode:
        raise UnreadableFile(sentences.TOO_HEAVY)
    try:
        return serial.from_json(child.stdout.decode("utf-8"))
    except (ValueError, KeyError, TypeError) as problem:
        raise UnreadableFile(sentences.TOO_HEAVY) from problem
