"""Word files made for the tests of the setup pages."""

from __future__ import annotations

import io

from docx import Document

SECTIONS = (
    (1, "Inledning", "Programmet gäller alla gångvägar."),
    (1, "Belysning", "Mörka stråk ska lysas upp. Lyktor placeras tätt och lyktor lagas fort."),
    (2, "Ansvar för belysningen", "Trafiknämnden sköter lyktor och stolpar."),
    (1, "Snöröjning", "Plogning sker före sju. Plogning av skolvägar går först."),
    (1, "Medborgardialog", "Boende tillfrågas genom enkäter, och enkäter redovisas."),
)


def word_file(sections: tuple[tuple[int, str, str], ...] = SECTIONS) -> bytes:
    """Return a draft with real headings."""
    document = Document()
    for level, heading, text in sections:
        document.add_heading(heading, level)
        document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()
