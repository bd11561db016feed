"""A picture of a template: told by its first bytes, checked part by part, and rid of what is no picture in it."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from remiss.errors import UnreadableFile

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MOST_BYTES = 1024 * 1024
_MOST_PIXELS = 16_000_000
_KEPT_IN_PNG = frozenset({b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"IDAT", b"IEND"})
_SIZES = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)})
_SCAN, _COMMENT, _END = 0xDA, 0xFE, b"\xff\xd9"
_APPLICATIONS = range(0xE0, 0xF0)
_KEPT_APPLICATIONS = {0xE0: b"JFIF\0", 0xEE: b"Adobe"}
OTHER_KIND = "Spara den som png eller jpg och infoga den på nytt."
TOO_LARGE = "Den är större än 1 MB. Gör den mindre och infoga den på nytt."
BROKEN = "Den är skadad. Spara den som png och infoga den på nytt."


def clean_picture(content: bytes) -> tuple[str, bytes]:
    """Return the ending (png or jpeg) and what is a picture in ``content``. Raises UnreadableFile with what to do."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile(TOO_LARGE)
    try:
        if content.startswith(PNG):
            return "png", PNG + b"".join(_chunks(content))
        if content.startswith(JPEG):
            return "jpeg", b"\xff\xd8" + b"".join(_segments(content))
    except (struct.error, IndexError) as problem:
        raise UnreadableFile(BROKEN) from problem
    raise UnreadableFile(OTHER_KIND)


def _chunks(content: bytes) -> Iterator[bytes]:
    at, kind = len(PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, at)
        body = content[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        _demand(zlib.crc32(kind + body) == checksum and (kind == b"IHDR") == (at == len(PNG)))
        if kind == b"IHDR":
            _demand_size(*struct.unpack_from(">II", body))
        if kind in _KEPT_IN_PNG:
            yield content[at : at + 12 + length]
        at += 12 + length


def _segments(content: bytes) -> Iterator[bytes]:
    at, sized = 2, False
    while True:
        mark, kind, length = struct.unpack_from(">BBH", content, at)
        _demand(mark == 0xFF and length >= 2)
        body = content[at + 4 : at + 2 + length]
        _demand(len(body) == length - 2)
        if kind in _SIZES:
            height, width = struct.unpack_from(">HH", body, 1)
            _demand_size(width, height)
            sized = True
        if kind == _SCAN:
            end = content.rfind(_END)
            _demand(sized and end > at)
            yield content[at : end + len(_END)]
            return
        if _is_kept(kind, body):
            yield content[at : at + 2 + length]
        at += 2 + length


def _is_kept(kind: int, body: bytes) -> bool:
    if kind in _APPLICATIONS:
        return kind in _KEPT_APPLICATIONS and body.startswith(_KEPT_APPLICATIONS[kind])
    return kind != _COMMENT


def _demand_size(width: int, height: int) -> None:
    _demand(0 < width * height <= _MOST_PIXELS)


def _demand(true: bool) -> None:
    if not true:
        raise UnreadableFile(BROKEN)
