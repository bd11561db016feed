"""Good files with random damage: bits turned, bytes overwritten, pieces cut out, doubled or moved."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator

from tests.documents import layouts
from tests.documents.files import docx_with_body, pdf_bytes
from tests.hostile.words import PARAGRAPH


def good_files() -> list[bytes]:
    """Return a text, a pdf and a Word file; the last with its parts unpacked too, so that damage reaches the XML."""
    text = layouts.STADSDEL_TXT
    lines = [(70, 800 - 14 * n, line) for n, line in enumerate(text.splitlines()[:50]) if line.strip()]
    word = docx_with_body("".join(PARAGRAPH.format(line.replace("&", "och")) for line in text.splitlines()))
    return [text.encode(), text.encode("cp1252"), pdf_bytes([lines, lines]), word, _stored(word)]


def _stored(word: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name))
    return target.getvalue()


def bent_files(count: int, seed: int) -> Iterator[bytes]:
    """Give ``count`` damaged files; the same seed gives the same files."""
    chance, good = random.Random(seed), good_files()  # noqa: S311 - test data that can be made again
    for number in range(count):
        bent = bytearray(good[number % len(good)])
        for _ in range(chance.choice((1, 1, 2, 5, 30))):
            _damage(bent, chance)
        yield bytes(bent)


def _damage(bent: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(bent) + 1)
    length = chance.choice((1, 2, 4, 40, 400))
    kind = chance.randrange(6)
    if kind == 0 and at < len(bent):
        bent[at] ^= 1 << chance.randrange(8)
    elif kind == 1:
        bent[at : at + length] = chance.randbytes(length)
    elif kind == 2:
        del bent[at : at + length]
    elif kind == 3:
        bent[at:at] = bent[at : at + length] * chance.choice((1, 2, 50))
    elif kind == 4:
        bent[at : at + 4] = chance.choice((b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"9999"))
    elif len(bent) > 40:
        del bent[chance.randrange(20, len(bent)) :]
