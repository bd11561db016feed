"""Has a document typeset in a process of its own: what the typesetter remembers of a long one goes away with it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import structlog

from remiss.config import ROOT
from remiss.documents.writing.pdf.limits import MEMORY_BYTES, PROCESSOR_SECONDS, WALL_SECONDS
from remiss.errors import RemissError

log = structlog.get_logger()
TYPEFACES = ROOT / "static" / "vendor" / "print"
# Isolated from the caller's folder and environment, but the same code as ours, wherever that lies.
_HOME = str(Path(__file__).resolve().parents[4])
_PROGRAM = f"import sys; sys.path.insert(0, {_HOME!r}); from remiss.documents.writing.pdf.worker import main; main()"
_COMMAND = (sys.executable, "-I", "-c", _PROGRAM)
# A long document takes a gigabyte while it is laid out; two would not be faster at the same time.
_one_at_a_time = Lock()


class PdfNotWritten(RemissError):
    """The typesetter gave no file: it ended for want of memory or time, or refused what it was given."""

    status = 503
    sentence = (
        "Pdf-filen kunde inte skrivas. Är dokumentet mycket långt kan du göra ett mindre urval, eller hämta det i ett "
        "annat format."
    )


def typeset(document: str, standards: Sequence[str], created: int) -> bytes:
    """Return the pdf of ``document`` (data.data_of as JSON) that keeps to ``standards``; ``created`` in Unix seconds.

    Raises PdfNotWritten.
    """
    order = {
        "standards": standards, "created": created, "typefaces": str(TYPEFACES),
        "memory": MEMORY_BYTES, "seconds": PROCESSOR_SECONDS,
    }  # fmt: skip
    with _one_at_a_time:
        status, content = _asked(json.dumps(order).encode() + b"\n" + document.encode())
    if status:
        log.warning("a pdf was not written", status=status, size=len(document))
        raise PdfNotWritten
    return content


def _asked(request: bytes) -> tuple[int, bytes]:
    """Return how the child ended and what it wrote. Its errors quote the document, and are not for a log."""
    try:
        done = subprocess.run(
            _COMMAND, input=request, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=WALL_SECONDS,
            env={"LC_ALL": "C.UTF-8"}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return -1, b""
    return done.returncode, done.stdout
