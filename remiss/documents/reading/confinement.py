"""What the reading process may not do, put in force by itself before it looks at a byte of a file."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

from remiss.documents.reading.limits import MEMORY_BYTES, MOST_SECONDS

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_DIE_WITH_PARENT, _NO_NEW_PRIVILEGES = 1, 38
_WHOLE_LIFE = 20 * int(MOST_SECONDS)

_FORBIDDEN = ("socket.", "subprocess.", "os.", "shutil.", "pty.", "tempfile.", "ctypes.dlopen", "sys.addaudithook")
# What an import does: it looks for modules, and reads them.
_ALLOWED = frozenset({"os.listdir", "os.scandir"})
_WRITING = frozenset("wax+")
_WRITING_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def confine() -> bool:
    """Take away network, files, children and memory for the rest of this process; must come after its imports.

    Returns whether the network is gone altogether (a network of its own, without a cable). Where the system does not
    allow that, the interpreter refuses to open sockets, which holds for Python and not for the libraries in C.
    """
    no_network = leave_network()
    limit(resource.RLIMIT_CPU, _WHOLE_LIFE)
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_NPROC, 0)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_AS, room(MEMORY_BYTES))
    # Root is not bound by RLIMIT_NPROC, and an empty file is within RLIMIT_FSIZE: the interpreter refuses these itself.
    sys.addaudithook(_refuse)
    return no_network


def allow_seconds(seconds: float) -> None:
    """Let the kernel end this process when it has worked ``seconds`` more; C code too, which hears no exception."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


def leave_network() -> bool:
    """Let this process end with its parent and see no network; return whether the system allowed the latter."""
    system = ctypes.CDLL(None, use_errno=True)
    try:
        system.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        system.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return 0 in (system.unshare(_NEW_NETWORK), system.unshare(_NEW_USER | _NEW_NETWORK))
    except AttributeError:  # not Linux
        return False


def limit(kind: int, most: int) -> None:
    """Bound what this process may use of ``kind`` (``resource.RLIMIT_…``), for good."""
    resource.setrlimit(kind, (most, most))


def room(most: int) -> int:
    """Return how much address space leaves room for ``most`` bytes in memory, with what is there already."""
    try:
        words = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return 4 * most
    mapped, in_memory = (int(word) * resource.getpagesize() for word in words[:2])
    return mapped + most - in_memory


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN) and event not in _ALLOWED:
        raise PermissionError(event)
    if event == "open" and _writes(*arguments[1:3]):
        raise PermissionError(event)


def _writes(mode: object, flags: object) -> bool:
    by_mode = isinstance(mode, str) and bool(_WRITING & set(mode))
    return by_mode or (isinstance(flags, int) and bool(flags & _WRITING_FLAGS))
