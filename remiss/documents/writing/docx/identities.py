"""Which of the sender's own words each paragraph is, kept in the file as the sources of quotations are.

A content control a paragraph, its key in a custom part: what comes back from Word is matched by tag, never by place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from remiss.documents.writing.docx.xml import DECLARATION, el, escaped

NAMESPACE = "urn:remiss:ord"
WORDS_TAG = "remiss-ord-"
# Quotations count their controls from 1000; there are never as many as this between the two.
_FIRST_CONTROL = 1_000_000_000


def own_words(content: str, number: int) -> str:
    """Return the paragraph ``content`` in a content control whose tag leads to its key."""
    properties = el(
        "sdtPr",
        el("alias", val="Egna ord"),
        el("tag", val=f"{WORDS_TAG}{number}"),
        el("id", val=_FIRST_CONTROL + number),
    )
    return el("sdt", properties, el("sdtContent", content))


def keys_part(keys: Iterable[str]) -> Iterator[str]:
    """Yield the custom part: tag → key, in document order."""
    yield f'{DECLARATION}<ord xmlns="{NAMESPACE}">'
    for number, key in enumerate(keys, start=1):
        yield f'<stycke tag="{WORDS_TAG}{number}" id="{escaped(key)}"/>'
    yield "</ord>"
