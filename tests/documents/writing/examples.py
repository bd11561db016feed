"""A rich compilation and a statement in our own words: the documents that the writers' tests render."""

from __future__ import annotations

from datetime import UTC, date, datetime

from remiss.documents.writing.statement import StatementFacts, StatementOfficer, StatementSignature
from remiss.domain.outline import (
    Bullets,
    Cell,
    Chart,
    ChartKind,
    Contents,
    Emphasis,
    Heading,
    Mark,
    Node,
    Outline,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Quote,
    Run,
    Series,
    Table,
)
from remiss.domain.stance import Stance, stance_label, stance_symbol
from remiss.domain.statement import CanonicalText, SectionKey, from_sections

CREATED = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
BODIES = (
    "Stadsledningskontoret",
    "Fastighetsnämnden",
    "Kulturnämnden",
    "Miljö- och hälsoskyddsnämnden",
    "Socialnämnden",
    "Utbildningsnämnden",
    "Farsta stadsdelsnämnd",
    "Hägersten-Älvsjö stadsdelsnämnd",
    "Stockholms Stadshus AB (Sisab)",
    "Storstockholms brandförsvar",
)
THEMES = (
    "Krisberedskap",
    "Informationssäkerhet",
    "Brottsförebyggande arbete",
    "Ansvar och samverkan",
    "Uppföljning",
    "Kommunikation",
    "Barn och jämställdhet",
    "Resurser och kostnader",
)
_STANCES = (*Stance, None)

ANSWERS_CHART = Chart(
    ChartKind.OVER_TIME,
    "diagram-svar",
    "Svar över tid",
    "9 av 13 tillfrågade hade svarat den 3 mars 2026.",
    (*(f"2026-02-{day}" for day in range(23, 29)), "2026-03-01", "2026-03-02"),
    (
        Series("Har svarat", (0, 2, 2, 5, 7, 9, None, None), "active"),
        Series("Tillfrågade", (13,) * 8, "quiet"),
    ),
    (Mark("2026-02-27", "Svar senast 2026-02-27"),),
)
STANCE_CHART = Chart(
    ChartKind.STACKED_BARS,
    "diagram-stallning",
    "Synpunkter per tema",
    "Krisberedskap: stöder 4, invänder 1. Kommunikation: inga synpunkter. Barn & unga: ej bedömd 2.",
    ("Krisberedskap", "Kommunikation", "Barn & unga"),
    (
        Series("Stöder", (4, 0, 0), "stoder", "+"),
        Series("Invänder", (1, 0, 0), "invander", "−"),
        Series("Ej bedömd", (0, 0, 2), "ej_bedomd", "…"),
    ),
)


def plain(text: str, style: ParagraphStyle = ParagraphStyle.BODY) -> Paragraph:
    return Paragraph((Run(text),), style)


def shown(stance: Stance | None) -> str:
    return f"{stance_symbol(stance)} {stance_label(stance)}"


def compilation() -> Outline:
    return Outline(
        title="Sammanställning av remissvar: Program för en trygg och beredd stad 2027–2030",
        subtitle="Remiss från kommunstyrelsen, KS 2026/311",
        author="Stadsledningskontoret",
        subject="Tematisk remissammanställning, KS 2026/311",
        created=CREATED,
        header="Stadsledningskontoret\tKS 2026/311",
        footer="Remissammanställning 12 mars 2026",
        nodes=(*_process(), *_statistics(), *_matrix(), *_themes(), *_responsibility(), *_changes(), *_end()),
        watermark="Preliminär",
    )


def _process() -> tuple[Node, ...]:
    return (
        plain(
            "Nio instanser har yttrat sig över förslaget. De flesta är positiva till inriktningen, men flera vill "
            "att ansvaret mellan nämnderna blir tydligare och att kostnaderna redovisas.",
            ParagraphStyle.LEAD,
        ),
        Contents(depth=2),
        Heading(1, "Så gick remissen till", "process"),
        Paragraph(
            (
                Run("Kommunstyrelsen skickade förslaget på remiss "),
                Run("den 2 december 2025", Emphasis.BOLD),
                Run(". Svar skulle lämnas senast den 27 februari 2026. Två instanser fick anstånd. "),
                Run("Ställningstagandena är klassade av stadsledningskontoret", Emphasis.ITALIC),
                Run(" och är inte beslut av nämnderna."),
            )
        ),
        plain("Instanserna ombads särskilt svara på tre frågor:"),
        Bullets(
            (
                (Run("Är ansvaret mellan nämnder och bolag rätt fördelat?"),),
                (Run("Vilka mål saknas eller bör strykas?"),),
                (Run("Vad kostar förslagen i den egna verksamheten, och hur kan de finansieras?"),),
            ),
            ordered=True,
        ),
    )


def _statistics() -> tuple[Node, ...]:
    rows = (("Facknämnder", 5, 5, 0), ("Stadsdelsnämnder", 4, 2, 1), ("Bolag", 2, 1, 0), ("Externa", 2, 1, 1))
    return (
        Heading(1, "Svaren i siffror", "siffror"),
        plain("Av tretton tillfrågade har nio svarat. Två har avstått och två har inte inkommit med svar."),
        Table(
            "Tabell 1. Tillfrågade och svar",
            ("Grupp", "Tillfrågade", "Svar", "Avstått"),
            tuple((Cell(name), *(Cell(str(number)) for number in numbers)) for name, *numbers in rows),
            (4, 2, 2, 2),
        ),
        ANSWERS_CHART,
        STANCE_CHART,
    )


def _matrix() -> tuple[Node, ...]:
    rows = tuple(
        (Cell(body), *(Cell(shown(_STANCES[(row * 3 + column * 2) % 7])) for column in range(len(THEMES))))
        for row, body in enumerate(BODIES)
    )
    return (
        Heading(1, "Instanser och teman", "matris"),
        plain("Tabellen visar hur varje instans ställer sig till förslaget inom varje tema."),
        Table(
            "Tabell 2. Ställningstagande per instans och tema",
            ("Instans", *THEMES),
            rows,
            (13,) + (9,) * 8,
            landscape=True,
        ),
        plain(
            "Symbolen står alltid tillsammans med ordet. Ej bedömd betyder att texten inte klassats.",
            ParagraphStyle.NOTE,
        ),
    )


def _themes() -> tuple[Node, ...]:
    return (
        Heading(1, "Synpunkter per tema", "teman"),
        Heading(2, "Krisberedskap", "tema-krisberedskap"),
        plain("Sju instanser har synpunkter på krisberedskapen. Fem av dem vill att övningarna blir fler."),
        Heading(3, "Övningar behöver omfatta alla verksamheter", "ovningar"),
        Quote(
            "Nämnden anser att övningar ska hållas minst en gång om året och att även förskolor och äldreboenden "
            "ska delta. Utan gemensamma övningar blir planerna papper i en pärm.",
            "Farsta stadsdelsnämnd, tjänsteutlåtande 3 februari 2026, avsnittet Förvaltningens synpunkter",
            "svar:farsta:2:3f9a1c2be07d4a55",
            "7.2",
            "bilaga-farsta",
        ),
        Quote(
            "Brandförsvaret deltar gärna i stadens övningar men behöver få veta tiderna ett halvår i förväg.",
            "Storstockholms brandförsvar, yttrande 20 februari 2026, sidan 2",
            "svar:ssbf:1:77aa01be93c2d410",
        ),
        Paragraph(
            (
                Run("Bedömning: ", Emphasis.BOLD),
                Run("Beaktas delvis. Avsnitt 3.2 har fått ett mål om årliga övningar", note="Se tabell 3 & punkt 1."),
                Run(", se "),
                Run("listan över ändringar", Emphasis.BOLD, link="andringar"),
                Run("."),
            ),
            key="tema:krisberedskap",
        ),
    )


def _responsibility() -> tuple[Node, ...]:
    return (
        Heading(2, "Ansvar och samverkan", "tema-ansvar"),
        plain("Fyra instanser begär att ansvaret klargörs."),
        Table(
            "Tabell 3. Synpunkter om ansvar och samverkan",
            ("Instans", "Synpunkt och källa", "Ställningstagande", "Bedömning"),
            (
                (
                    Cell("Socialnämnden", "bilaga-socialnamnden"),
                    Cell("Det framgår inte vem som kallar vid en händelse.\n”vem som kallar behöver framgå” (s. 4)"),
                    Cell(shown(Stance.ASKS_CLARIFICATION)),
                    Cell("Beaktas: avsnitt 4.1 anger att stadsledningskontoret kallar."),
                ),
                (
                    Cell("Fastighetsnämnden"),
                    Cell("Kostnaden för skalskydd ryms inte inom ramen."),
                    Cell(shown(Stance.OBJECTS)),
                    Cell("Hänvisas till budgetberedningen."),
                ),
                (
                    Cell("Kulturnämnden"),
                    Cell("Samverkan med föreningar fungerar väl."),
                    Cell(shown(Stance.SUPPORTS)),
                    Cell("Noteras."),
                ),
            ),
            (3, 6, 3, 4),
        ),
    )


def _changes() -> tuple[Node, ...]:
    return (
        Heading(1, "Ändringar i programmet", "andringar"),
        Bullets(
            (
                (Run("Avsnitt 3.2", Emphasis.BOLD), Run(": nytt mål om årliga övningar i alla verksamheter.")),
                (
                    Run("Avsnitt 4.1", Emphasis.BOLD),
                    Run(": stadsledningskontoret kallar till samverkan.", note="Föreslaget av Socialnämnden."),
                ),
            ),
            ordered=True,
        ),
        Heading(1, "Instanser som inte har svarat", "inte-svarat"),
        Bullets(
            ((Run("Kyrkogårdsnämnden har avstått."),), (Run("Skarpnäcks stadsdelsnämnd har inte inkommit med svar."),))
        ),
    )


def _end() -> tuple[Node, ...]:
    return (
        PageBreak(),
        Heading(1, "Bilagor: svaren i sin helhet", "bilagor"),
        Heading(2, "Socialnämnden", "bilaga-socialnamnden"),
        plain("Socialnämnden beslutade vid sitt sammanträde den 17 februari 2026 följande.", ParagraphStyle.META),
        plain("Nämnden överlämnar tjänsteutlåtandet som svar på remissen. Reservation anfördes av Ebba Lindmark (M)."),
        Heading(2, "Farsta stadsdelsnämnd", "bilaga-farsta"),
        plain("Nämnden anser att övningar ska hållas minst en gång om året."),
    )


_FILLER = tuple(
    """Förslaget beskriver hur staden ska förebygga, upptäcka och hantera händelser som hotar invånarnas trygghet. Det
ersätter två äldre program och gäller alla nämnder och bolag under fyra år. Varje verksamhet gör en egen plan.

Förvaltningen har gått igenom förslaget tillsammans med verksamheterna för äldre, barn och unga samt fältarbetet på
kvällstid. Underlaget består av två möten, en enkät till enhetschefer och erfarenheter av vinterns strömavbrott.

Förvaltningen ser positivt på att programmet samlar frågor som tidigare legat i skilda dokument. Det gör det lättare
för en enhetschef att veta vad som gäller, och för nämnden att följa upp arbetet i verksamhetsberättelsen.

Förvaltningen anser att kostnaden för reservkraft bör beräknas innan programmet antas. Sex äldreboenden i stadsdelen
saknar i dag reservkraft, och en installation är en stor utgift för en enskild nämnd.""".replace("\n\n", "¶")
    .replace("\n", " ")
    .split("¶")
)


def _text() -> CanonicalText:
    return from_sections(
        (
            (
                SectionKey.PROPOSAL,
                "Förvaltningens förslag till beslut",
                (
                    "1. Nämnden överlämnar förvaltningens tjänsteutlåtande som svar på remissen.",
                    "2. Nämnden justerar beslutet omedelbart.",
                ),
            ),
            (SectionKey.SUMMARY, "Sammanfattning", (_FILLER[0], _FILLER[2])),
            (SectionKey.BACKGROUND, "Bakgrund", (_FILLER[0], _FILLER[1])),
            (SectionKey.MATTER, "Ärendet", _FILLER[:2] + _FILLER[:1]),
            (
                SectionKey.PREPARATION,
                "Ärendets beredning",
                (_FILLER[1], "Ärendet behandlades i förvaltningsgruppen 2026-02-25."),
            ),
            (SectionKey.CHILDREN_EQUALITY, "Konsekvenser för barn och jämställdhet", (_FILLER[2],)),
            (SectionKey.VIEWPOINTS, "Förvaltningens synpunkter och förslag", _FILLER[2:] * 3),
            (SectionKey.VIEWPOINTS, "Reservkraft", _FILLER[3:]),
            (SectionKey.ATTACHMENTS, "Bilaga", ("1. Remissen från kommunstyrelsen",)),
        )
    )


def statement(*, draft: bool = False) -> StatementFacts:
    return StatementFacts(
        kind="Tjänsteutlåtande",
        office="Farsta stadsdelsförvaltning",
        department="Avdelningen för trygghet och utveckling",
        diary_number="FAR 2026/87",
        remiss_diary_number="KS 2026/311",
        dated=date(2026, 2, 27),
        officers=(StatementOfficer("Maja Påhittad", "08-508 00 000", "maja.pahittad@example.se"),),
        addressee="Farsta stadsdelsnämnd",
        meeting=date(2026, 3, 26),
        title="Program för en trygg och beredd stad 2027–2030",
        subtitle="Svar på remiss från kommunstyrelsen",
        text=_text(),
        signatures=(
            StatementSignature("Anders Exempelsson", "Stadsdelsdirektör", date(2026, 3, 2), "3f9a1c2b"),
            StatementSignature("Birgitta Provgren", "Avdelningschef", date(2026, 2, 27), "3f9a1c2b"),
        ),
        created=CREATED,
        draft=draft,
    )
