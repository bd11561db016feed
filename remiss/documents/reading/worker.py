"""The child process that reads untrusted files: requests on stdin, answers on stdout, until stdin ends.

A request is one line of JSON (``task``, ``about``, ``size``) and then the file; an answer one line (``status``,
``size``) and then the text. It confines itself before it reads the first request.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from remiss.documents.reading import serial
from remiss.documents.reading.compiled import read_compiled
from remiss.documents.reading.confinement import allow_seconds, confine
from remiss.documents.reading.examination import examine
from remiss.documents.reading.limits import OUT_OF_MEMORY_STATUS, UNREADABLE_STATUS, processor_seconds
from remiss.documents.reading.reader import read
from remiss.errors import UnreadableFile
from remiss.optional import load


def main() -> None:
    """Answer requests until there are no more."""
    no_network = confine()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while line := source.readline():
        request = json.loads(line)
        allow_seconds(processor_seconds(request["size"]))
        content = source.read(request["size"])
        status, text = _answer(request, content, no_network)
        del content
        _write(target, status, text)


def _answer(request: dict[str, Any], content: bytes, no_network: bool) -> tuple[int, str]:
    try:
        if request["task"] == "confinement":
            return 0, json.dumps(no_network)
        return 0, TASKS[request["task"]](content, request["about"])
    except UnreadableFile as problem:
        return UNREADABLE_STATUS, problem.sentence
    except MemoryError:
        return OUT_OF_MEMORY_STATUS, ""


def _read(content: bytes, suffix: str) -> str:
    return serial.to_json(read(content, f"fil.{suffix}"))


def _examine(content: bytes, _about: str) -> str:
    return examine(content).value


def _calendar(content: bytes, today: str) -> str:
    text: str = load("remiss.documents.calendar.serial").read_to_json(content, today)
    return text


def _picture(content: bytes, number: str) -> str:
    drawn: str = load("remiss.documents.reading.pictures").picture(content, number)
    return drawn


def _unpack(content: bytes, start: str) -> str:
    files: str = load("remiss.documents.reading.unpacking").unpack(content, start)
    return files


def _compiled(content: bytes, _about: str) -> str:
    return read_compiled(content).to_json()


def _compiled_html(content: bytes, _about: str) -> str:
    places: str = load("remiss.documents.reading.compiled_html").read_to_json(content)
    return places


def _template(content: bytes, _about: str) -> str:
    found: str = load("remiss.documents.reading.template.reading").read_to_json(content)
    return found


TASKS: dict[str, Callable[[bytes, str], str]] = {
    "read": _read, "examine": _examine, "calendar": _calendar, "picture": _picture, "unpack": _unpack,
    "compiled": _compiled, "compiled_html": _compiled_html, "template": _template,
}  # fmt: skip


def _write(target: BinaryIO, status: int, text: str) -> None:
    answer = text.encode("utf-8")
    target.write(json.dumps({"status": status, "size": len(answer)}).encode() + b"\n")
    target.write(answer)
    target.flush()


if __name__ == "__main__":
    main()
