"""The child process that reads one untrusted file: bytes on stdin, a Document as JSON on stdout.

Run as ``python -I -m remiss.documents.reading.worker [suffix]``. It limits itself before it looks at the bytes: time,
memory, no files written, no child processes, no network.
"""

from __future__ import annotations

import resource
import sys
from typing import Any

from remiss.documents.reading import serial
from remiss.documents.reading.limits import ADDRESS_SPACE_BYTES, CPU_SECONDS, MAX_FILE_BYTES, UNREADABLE_STATUS
from remiss.documents.reading.reader import read
from remiss.errors import UnreadableFile

OUT_OF_MEMORY_STATUS = 4

_FORBIDDEN = ("socket.", "subprocess.", "os.fork", "os.exec", "os.posix_spawn", "os.system", "os.remove", "os.rename")
_WRITING = frozenset("wax+")


def main() -> int:
    """Read stdin and write JSON; return the exit status. An unreadable file's Swedish sentence goes to stdout."""
    _limit()
    content = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    filename = f"fil.{sys.argv[1]}" if len(sys.argv) > 1 else ""
    try:
        answer, status = serial.to_json(read(content, filename)), 0
    except UnreadableFile as problem:
        answer, status = problem.sentence, UNREADABLE_STATUS
    except MemoryError:
        return OUT_OF_MEMORY_STATUS
    sys.stdout.buffer.write(answer.encode("utf-8"))
    sys.stdout.buffer.flush()
    return status


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Root is not bound by RLIMIT_NPROC, and no limit covers the network: the interpreter refuses these itself.
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
    if event == "open" and isinstance(arguments[1], str) and _WRITING & set(arguments[1]):
        raise PermissionError(event)


if __name__ == "__main__":
    sys.exit(main())
