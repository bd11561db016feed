"""Which of the files behind a compilation may go with it: what was masked or left nameless stays out of the zip."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from remiss.documents.compilation.appendix import reply_outline
from remiss.documents.compilation.choices import chosen
from remiss.documents.reading.isolated import read_document
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.letter import write_zip
from remiss.domain.compilation import CompilationFacts, ReplyFacts
from remiss.domain.compilation_choices import Choices
from remiss.domain.disclosure import left_in, left_in_texts
from remiss.domain.statement import normalise
from remiss.errors import UnreadableFile
from remiss.text import listed


def whole_replies(facts: CompilationFacts, choices: Choices) -> frozenset[int]:
    """Return the replies whose files may go out: none where names or the replies in full were chosen away.

    With masks none of a reply that says the words, in its text or about its decision: its files would say them too.
    """
    if not (choices.names and choices.replies):
        return frozenset()
    replies = (*facts.replies, *facts.left_out)
    chosen = (one for one in replies if not choices.bodies or choices.bodies.intersection(one.bodies))
    return frozenset(one.id for one in chosen if not any(_holds(text, choices) for text in _texts(one)))


def written_replies(
    facts: CompilationFacts, choices: Choices, handed_in: Collection[int]
) -> Iterator[tuple[str, bytes]]:
    """Yield the replies that were written here, as Word files: there is no file that somebody ``handed_in``."""
    shown = chosen(facts, choices)
    if not shown.full_replies:
        return
    for reply in (*shown.replies, *shown.left_out):
        if reply.id not in handed_in:
            yield f"{listed(reply.bodies)}, svaret.docx", write_docx(reply_outline(shown, reply))


def is_free(content: bytes, name: str, choices: Choices) -> bool:
    """Tell whether a file, its name and its hidden corners included, says nothing that is masked.

    One that cannot be read, or not all of it, is not free.
    """
    if not choices.masks:
        return True
    if _holds(name, choices) or left_in(write_zip([("1", content)]), choices.masks) is not None:
        return False
    try:
        read = read_document(content, name)
    except UnreadableFile:
        return False
    words = "\n".join(block.text for block in read.blocks)
    return bool(words.strip()) and not read.notices and not _holds(words, choices)


def _holds(text: str, choices: Choices) -> bool:
    return left_in_texts("", normalise(text), choices.masks) is not None


def _texts(reply: ReplyFacts) -> Collection[str]:
    texts = [reply.title, reply.text.plain_text(), *(decision.text for decision in reply.decisions)]
    if reply.proposed:
        texts.append(reply.proposed.plain_text())
    if reply.alone:
        texts += [reply.alone.decided_by, reply.alone.authority, reply.alone.urgency]
    minorities = (one for decision in reply.decisions for one in decision.minorities)
    return [*texts, *(part for one in minorities for part in (one.parties, one.text))]
