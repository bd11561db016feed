"""A protokoll of four §§ written for the tests, as docx and as pdf."""

import docx

from tests.documents.files import docx_bytes, pdf_bytes

TOP = (
    "Farsta stadsdelsnämnd",
    "Protokoll 8/2026",
    "Sammanträdesdatum 2024-11-19",
    "Plats och tid: Storforsplan 36, kl. 18.00",
    "Beslutande: Asta Ek (S), ordförande",
    "Paragrafer: § 13–16",
)
HEADINGS = frozenset({"Beslut", "Ärendet", "Reservation", "Särskilt uttalande"})
ITEMS = (
    ("§ 13 Val av justerare", "Beslut", "Nämnden utser Bo Al (M) att justera protokollet."),
    (
        "§ 14 Svar på remiss om gångvägar",
        "Dnr KS 2026/311",
        "Beslut",
        "1. Nämnden godkänner förvaltningens tjänsteutlåtande och överlämnar det som svar på remissen.",
        "2. Beslutet justeras omedelbart.",
        "Ärendet",
        "Förvaltningens tjänsteutlåtande nämner även dnr KS 2026/312 och § 5 i reglementet.",
    ),
    (
        "§ 15 Svar på remiss om cykelbanor",
        "Dnr KS 2026/312",
        "Beslut",
        "1. Nämnden överlämnar förvaltningens tjänsteutlåtande som svar på remissen med följande tillägg.",
        "2. Lamporna ska lysa hela natten.",
        "Reservation",
        "Bo Al (M) och Cilla Dal (L) reserverar sig mot beslutet med hänvisning till eget förslag.",
        "Vi anser att kostnaden är för hög.",
        "Särskilt uttalande",
        "Erik Fors (V) lämnar ett särskilt uttalande enligt följande.",
        "Vi vill se fler bänkar.",
    ),
    (
        "§ 16 Svar på remiss om trappor",
        "Dnr KS 2026/313",
        "Beslut",
        "Nämnden återremitterar ärendet för att kostnaden ska räknas om.",
    ),
)


def protocol_docx(*, contents: bool = False) -> bytes:
    """Return the protokoll as a Word file, with a list of contents first when asked for."""
    document = docx.Document()
    for line in TOP:
        document.add_paragraph(line)
    for item in ITEMS if contents else ():
        document.add_paragraph(item[0])
    for item in ITEMS:
        document.add_heading(item[0], level=1)
        for line in item[1:]:
            if line in HEADINGS:
                document.add_heading(line, level=2)
            else:
                document.add_paragraph(line)
    document.add_paragraph("Vid protokollet")
    return docx_bytes(document)


def protocol_pdf() -> bytes:
    """Return the protokoll as a pdf whose pages begin alike, as running heads do."""
    pages = [[*TOP, *ITEMS[0], *ITEMS[1]], [*ITEMS[2]], [*ITEMS[3], "Vid protokollet"]]
    return pdf_bytes([_spread(page) for page in pages], HEADINGS | {item[0] for item in ITEMS})


def _spread(lines: list[str]) -> list[tuple]:
    return [(70, 780 - 28 * row, line) for row, line in enumerate(lines)]
