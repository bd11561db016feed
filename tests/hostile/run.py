"""Gives hostile files to the reading process and measures what each costs it."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from remiss.documents.reading import isolated
from remiss.documents.reading.limits import MAX_FILE_BYTES, UNREADABLE_STATUS
from remiss.errors import UnreadableFile
from tests.hostile import pdfs, templates, texts, words, zips
from tests.hostile.case import Case

MOST_SECONDS, MOST_MB = 2.0, 256
ABOUT = "2026-12-01"  # the day that a calendar is read on; other tasks do not look


@dataclass(frozen=True)
class Outcome:
    """What was said, the seconds of the processor, the most memory, and what in the text must not be there."""

    answer: str
    seconds: float
    peak_mb: int
    wrong: str = ""


@cache
def all_cases() -> list[Case]:
    return [case for family in (zips, words, pdfs, texts, templates) for case in family.cases()]


def outcome(content: bytes, task: str = "read") -> Outcome:
    """Give one file to a process of its own. Its time is counted from when it has started."""
    if len(content) > MAX_FILE_BYTES:
        return Outcome(_refusal(content, task), 0, 0)
    child = isolated._Child()
    try:
        child.ask("confinement", b"", "")  # it has started
        before = _worked(child._process.pid)
        try:
            status, text = child.ask(task, content, ABOUT)
            answer = text if status == UNREADABLE_STATUS else ""
            wrong = "" if status else "; ".join(wrong_in(text, task))
            if status not in (0, UNREADABLE_STATUS):
                answer = isolated.sentences.TOO_HEAVY
        except isolated._Lost as problem:
            answer, wrong = problem.sentence, ""
        worked, peak = _worked(child._process.pid), _peak_mb(child._process.pid)
    finally:
        ended = child.end()
    return Outcome(answer, (worked or ended.seconds) - before, peak or ended.peak_mb, wrong)


def _worked(number: int) -> float:
    """Return the processor seconds of a living process: the clock would tell how busy the machine is."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_mb(number: int) -> int:
    """Return the most memory of a living process. What `wait4` says of a dead one includes ours when it began."""
    try:
        rows = Path(f"/proc/{number}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(row.split()[1]) // 1024 for row in rows if row.startswith("VmHWM")), 0)


def _refusal(content: bytes, task: str) -> str:
    try:
        isolated.ask(task, content, ABOUT)
    except UnreadableFile as problem:
        return problem.sentence
    return ""


def wrong_in(text: str, task: str) -> Iterator[str]:
    """Look for what a text may not hold: signs that control or turn, and words of other files."""
    if task != "examine":
        for sign in sorted(set(_strings(json.loads(text)))):
            if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn") and sign not in "\n\t":
                yield f"the sign {sign!r}"
    if "root:x:" in text:
        yield "a file of the server"


def _strings(data: object) -> str:
    if isinstance(data, dict):
        return "".join(_strings(value) for value in data.values())
    if isinstance(data, list):
        return "".join(map(_strings, data))
    return data if isinstance(data, str) else ""


def table(cases: list[Case]) -> Iterator[tuple[Case, Outcome]]:
    """Run ``cases`` one by one, each file written and forgotten again."""
    for case in cases:
        yield case, outcome(_built(case), case.task)


def _built(case: Case) -> bytes:
    """Build a file in a process of its own, so that what it takes is not counted as the reader's."""
    with tempfile.NamedTemporaryFile() as file:
        number = os.fork()
        if not number:
            Path(file.name).write_bytes(case.make())
            os._exit(0)
        os.waitpid(number, 0)
        return Path(file.name).read_bytes()


def complaint(case: Case, found: Outcome) -> str:
    """Say what is wrong with an outcome; empty when nothing is."""
    if found.wrong or not case.allows(found.answer):
        return f"{case.name}: {found.answer or 'read'} {found.wrong}"
    if found.peak_mb >= MOST_MB or found.seconds >= MOST_SECONDS:
        return f"{case.name}: {found.seconds:.2f} s, {found.peak_mb} MB"
    return ""


def report(found: list[tuple[Case, Outcome]]) -> str:
    """Return the last lines of the table: how many, the worst, and what is wrong."""
    slowest, largest = max(one.seconds for _, one in found), max(one.peak_mb for _, one in found)
    wrong = [words for case, one in found if (words := complaint(case, one))]
    said = "\n".join(wrong) or "Nothing to object to."
    return f"\n{len(found)} files, slowest {slowest:.2f} s of processor time, largest {largest} MB\n{said}\n"


def main() -> None:
    """Print the table."""
    done = []
    for case, found in table(all_cases()):
        done.append((case, found))
        words = found.answer[:50] or "read"
        sys.stdout.write(f"{found.seconds:6.2f} s {found.peak_mb:4} MB  {case.name:56} {words}\n")
        sys.stdout.flush()
    sys.stdout.write(report(done))


if __name__ == "__main__":
    main()
