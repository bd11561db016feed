"""What a document says of replies that it hides something of: nothing of what is hidden, enough for the database.

Every released text has a secret in the database. What is made with it tells the database, and nobody else, which text a
quotation was taken from and that it stands as it was written out (decision 27).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import replace

from remiss.domain.marks import HIDDEN, Source, short, source_in
from remiss.domain.outline import Node, Outline, Quote
from remiss.domain.statement import CanonicalText, normalise, serialise

SEALED = 8
"""So many of a print's letters are the seal of a quotation."""


def written_hash(number: int, text: CanonicalText) -> str:
    """Return the hash of what is written out of reply ``number``: of what everybody can read, so it gives nothing away.

    The number goes in, so that it is another than that of the same text where nothing is hidden.
    """
    return hashlib.sha256(f"{HIDDEN + number} {serialise(text)}".encode()).hexdigest()


def source_seal(secret: str, source: Source) -> str:
    """Return what tells the database which text ``source`` is, under that name and with what was written out of it."""
    return short(_sealed(secret, f"svar {source.reply} {source.sha256} {normalise(source.body)}"))


def quote_seal(secret: str, number: int, words: str) -> str:
    """Return what tells the database that ``words`` were written as quotation ``number`` of a file."""
    return short(_sealed(secret, f"citat {number} {normalise(words)}"))[:SEALED]


def _sealed(secret: str, message: str) -> bytes:
    return hmac.digest(secret.encode(), message.encode(), "sha256")


def sealed(outline: Outline, secrets: Mapping[int, str]) -> Outline:
    """Return ``outline`` with seals on what it hides; ``secrets`` by the number of the reply in the document."""
    known = {HIDDEN + number: secret for number, secret in secrets.items()}
    if not any(source.hidden for source in outline.sources):
        return outline
    sources = tuple(
        replace(source, seal=source_seal(known[source.reply], source)) if source.reply in known else source
        for source in outline.sources
    )
    return replace(outline, sources=sources, nodes=tuple(_nodes(outline.nodes, known)))


def _nodes(nodes: tuple[Node, ...], known: Mapping[int, str]) -> Iterator[Node]:
    number = 0
    for node in nodes:
        if not isinstance(node, Quote):
            yield node
            continue
        number += 1
        source = source_in(node.source)
        secret = known.get(source.reply) if source else None
        yield replace(node, seal=quote_seal(secret, number, node.words)) if secret else node
