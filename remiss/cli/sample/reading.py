"""Reads the sample's files before they are needed, two at a time in processes of their own: analysis takes its time."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from remiss.documents.reading.isolated import batch
from remiss.domain.viewpoints import ThemeDefinition
from remiss.jobs.reading import ReadReply, read_reply

PROCESSES = 2
_OPEN = ExitStack()
Readings = dict[Path, Future[ReadReply]]
"""What stands in each file, ready or on its way."""


@contextmanager
def reading_ahead(rounds: Iterable[tuple[Path, dict[str, Any]]]) -> Iterator[Readings]:
    """Begin to read every reply named in the facts of ``rounds``, each with the folder of its files."""
    fresh = multiprocessing.get_context("spawn")  # a copy of this process would share its database connections
    with ProcessPoolExecutor(PROCESSES, fresh, _begin) as pool:
        readings: Readings = {}
        for folder, facts in rounds:
            given = [ThemeDefinition(theme["key"], theme["name"], theme["description"]) for theme in facts["themes"]]
            for path in _reply_files(folder, facts):
                readings[path] = pool.submit(read_reply, path.read_bytes(), path.name, given)
        try:
            yield readings
        finally:
            pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Let Ctrl-C be for the one that reads the sample in, which ends us; and let one child read all our files."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _OPEN.enter_context(batch())


def _reply_files(folder: Path, facts: dict[str, Any]) -> list[Path]:
    """Return the files in the order in which they come in; a joint reply stands once."""
    given = [*facts["consultees"], *facts.get("uninvited", ())]
    given += [row["sent_first"] for row in facts["consultees"] if "sent_first" in row]
    given += [part for row in facts["consultees"] for part in row.get("underremiss", {}).get("answers", ())]
    rows = sorted((row for row in given if "reply" in row), key=lambda row: row["arrived"])
    signed = [folder / row["signed_paper"] for row in facts["consultees"] if "signed_paper" in row]
    return list(dict.fromkeys([*(folder / row["reply"] for row in rows), *signed]))
