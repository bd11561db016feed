"""A document to try a template on: something of everything that our documents hold, about nothing in particular."""

from __future__ import annotations

from datetime import datetime

from remiss.documents.writing.frame import PAGE, PAGES
from remiss.domain.outline import (
    Bullets,
    Cell,
    Contents,
    Heading,
    Outline,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Quote,
    Run,
    SignatureBlock,
    Table,
)

KIND, DIARY_NUMBER = "Tjänsteutlåtande", "KS 2026/1"
_WORDS = (
    "Det här är ett prov på hur en handling ser ut i mallen. Texten är påhittad och handlar inte om något ärende. "
    "Kontrollera att rubrikerna, tabellerna och sidnumren ser ut som ni vill, och att logotypen är lagom stor."
)
_COLUMNS, _STANCES = ("Instans", "Ställning", "Synpunkter"), (("Stöder",) * 6, ("Ej bedömd",) * 6)
_MATRIX = ("Instans", "Trygghet", "Ekonomi", "Samverkan", "Uppföljning", "Kommunikation", "Barn")


def sample_outline(organisation: str, now: datetime) -> Outline:
    """Return the document, marked as a trial on every page."""
    text = Paragraph((Run(_WORDS, note="En fotnot ser ut så här."),))
    return Outline(
        title="Prov på mallen",
        subtitle="En handling som visar rubriker, citat, listor och tabeller",
        author=organisation,
        subject="Prov på mallen",
        created=now,
        header=f"{organisation}\tSida {PAGE} ({PAGES})",
        footer="",
        nodes=(
            Contents(3), Heading(1, "Sammanfattning", "sammanfattning"),
            Paragraph((Run("En ingress är kort och säger det viktigaste."),), ParagraphStyle.LEAD), text,
            Heading(2, "En underrubrik", "underrubrik"), text, Heading(3, "En rubrik under den", "under"), text,
            Quote("Ett citat är indraget och har sin källa under sig.", "Farsta stadsdelsnämnd, sidan 4", ""),
            Bullets(((Run("En punkt"),), (Run("Ännu en punkt"),))),
            Bullets(((Run("Först det här"),), (Run("Sedan det här"),)), ordered=True),
            Table("En tabell", _COLUMNS, _rows(("Stöder", "3"), ("Invänder", "12")), (4, 3, 2)),
            PageBreak(), Heading(1, "En ny sida", "ny-sida"), text,
            SignatureBlock((("Kim Ek", "Stadsdelsdirektör", "Ej godkänt ännu"),)),
            Heading(1, "En bred tabell ligger på sidan", "bred"),
            Table("En bred tabell", _MATRIX, _rows(*_STANCES), (3, 2, 2, 2, 2, 2, 2), landscape=True),
        ),
        watermark="Prov",
    )  # fmt: skip


def _rows(*values: tuple[str, ...]) -> tuple[tuple[Cell, ...], ...]:
    names = ("Socialnämnden", "Kulturnämnden")
    return tuple((Cell(name), *map(Cell, row)) for name, row in zip(names, values, strict=True))
