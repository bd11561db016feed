"""The layouts that labelled replies are written in: each is one way, or a mixture of ways, that bodies really write."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True)
class Layout:
    """How a reply is laid out; every field left alone is the plain Word file.

    ``head``: lines, labels, table, form, label_row. ``head_at``: top, body (in the middle of the text), sentence (in
    the middle of a sentence), page (the page header), box (a text box). ``heading``: styled, own_style, bold, large,
    plain, capitals, numbered, counted (by Word), colon, underlined. ``lost``: first or second, a missing heading.
    ``title``: apart, together (with what kind of reply it is). ``proposal``: numbered, att, counted, bullets, damaged.
    ``signing``: where, then how. ``attachments``: numbered, lines, run_in. ``order``: usual, preparation_first,
    viewpoints_first. ``spacing``: usual, double, none, indented.
    ``hyphens``: none, hard, soft. ``pages``: none, feed, heads. ``traits`` are marks of one file format.
    """

    name: str
    format: str = "docx"
    head: str = "lines"
    head_at: str = "top"
    heading: str = "styled"
    lost: str = ""
    title: str = "apart"
    proposal: str = "numbered"
    signing: str = "end_lines"
    attachments: str = "numbered"
    order: str = "usual"
    spacing: str = "usual"
    width: int = 0
    hyphens: str = "none"
    pages: str = "none"
    encoding: str = "utf-8"
    newline: str = "\n"
    columns: int = 1
    traits: frozenset[str] = frozenset()

    @property
    def held_out(self) -> bool:
        """Whether the layout is kept from mending: about every fourth, chosen by its name and so by nobody."""
        return sha256(self.name.encode()).digest()[0] % 4 == 0


def _docx(name: str, *traits: str, **how: str | int) -> Layout:
    return Layout(name, traits=frozenset(traits), **how)  # type: ignore[arg-type]  # the names are the fields'


def _txt(name: str, *traits: str, **how: str | int) -> Layout:
    given: dict[str, str | int] = {"format": "txt", "heading": "plain", "width": 72, **how}
    return Layout(name, traits=frozenset(traits), **given)  # type: ignore[arg-type]  # the names are the fields'


def _pdf(name: str, *traits: str, **how: str | int) -> Layout:
    given: dict[str, str | int] = {"format": "pdf", "heading": "bold", "pages": "heads", "width": 82, **how}
    return Layout(name, traits=frozenset(traits), **given)  # type: ignore[arg-type]  # the names are the fields'


def _md(name: str, **how: str | int) -> Layout:
    return Layout(name, format="md", **how)  # type: ignore[arg-type]  # the names are the fields'


WORD = (
    _docx("docx, formatmallar"),
    _docx("docx, huvud med ledord", head="labels"),
    _docx("docx, huvud i tabell", head="table"),
    _docx("docx, huvud som blankett", head="form"),
    _docx("docx, ledord i en rad över värdena", head="label_row"),
    _docx("docx, huvud i sidhuvudet", head="table", head_at="page"),
    _docx("docx, huvud i textruta", head="lines", head_at="box"),
    _docx("docx, huvud mitt i texten", head="labels", head_at="body"),
    _docx("docx, egna mallnamn med dispositionsnivå", heading="own_style"),
    _docx("docx, inga formatmallar, fet stil", "no_styles", heading="bold"),
    _docx("docx, inga formatmallar, vanlig stil", "no_styles", heading="plain"),
    _docx("docx, versala rubriker i fet stil", heading="capitals"),
    _docx("docx, numrerade rubriker", heading="numbered"),
    _docx("docx, rubriker numrerade av Word", heading="counted"),
    _docx("docx, rubriker med kolon", heading="colon"),
    _docx("docx, stora bokstäver utan mall", heading="large"),
    _docx("docx, understrukna rubriker", heading="underlined"),
    _docx("docx, första rubriken saknas", lost="first", signing="start_lines"),
    _docx("docx, andra rubriken saknas", lost="second"),
    _docx("docx, ändringar spårade", "tracked"),
    _docx("docx, flyttade stycken spårade", "moved"),
    _docx("docx, dold text och kommentarer", "hidden"),
    _docx("docx, mjuka bindestreck", hyphens="soft"),
    _docx("docx, fält och innehållskontroller", "fields", "controls"),
    _docx("docx, länkar och smarta taggar", "links", "tags"),
    _docx("docx, radbrytning för varje rad", "broken_lines", width=78),
    _docx("docx, tomma stycken och tabbar", "empty", spacing="double"),
    _docx("docx, allt i en layouttabell", "layout_table"),
    _docx("docx, isärskrivna körningar", "split_runs"),
    _docx("docx, fotnoter", "footnotes"),
    _docx("docx, underskrifter i tabell", signing="end_table"),
    _docx("docx, underskrifter före sammanfattningen", signing="start_columns"),
    _docx("docx, namn och titel på en rad", signing="end_comma"),
    _docx("docx, att-satser", proposal="att"),
    _docx("docx, beslut numrerade av Word", proposal="counted"),
    _docx("docx, beslut i punktlista, bilagor på rad", proposal="bullets", attachments="run_in"),
    _docx("docx, beredning före ärendet, rubrik i ett", order="preparation_first", title="together"),
    _docx("docx, synpunkter före bakgrund", order="viewpoints_first"),
    _docx("docx, början av beslutet borta", proposal="damaged"),
)  # fmt: skip

TYPED = (
    _txt("txt, skriven"),
    _txt("txt, lång rad per stycke", width=0),
    _txt("txt, tom rad efter varje rad", spacing="double", width=64),
    _txt("txt, tom rad efter varje rad, avstavad", spacing="double", hyphens="hard", width=62),
    _txt("txt, inga tomma rader", spacing="none", heading="capitals"),
    _txt("txt, avstavad", hyphens="hard", width=60),
    _txt("txt, mjuka bindestreck", hyphens="soft"),
    _txt("txt, windows-1252 och CRLF", encoding="cp1252", newline="\r\n"),
    _txt("txt, mac-roman och CR", encoding="mac-roman", newline="\r"),
    _txt("txt, utf-16 med märke", encoding="utf-16", newline="\r\n"),
    _txt("txt, utf-16 utan märke", encoding="utf-16-le"),
    _txt("txt, cp850", encoding="cp850", newline="\r\n"),
    _txt("txt, isärtagna bokstäver (NFD)", "nfd"),
    _txt("txt, fast mellanslag och tabbar", "hard_spaces", head="labels"),
    _txt("txt, sidbrytning mitt i meningar", pages="feed"),
    _txt("txt, sidhuvud mitt i meningar", pages="heads"),
    _txt("txt, sidhuvud, dubbla rader och avstavning", pages="heads", spacing="double", hyphens="hard", width=66),
    _txt("txt, huvudet mitt i en mening", head_at="sentence"),
    _txt("txt, huvudet mitt i texten", head_at="body", head="labels"),
    _txt("txt, huvudet borta", head="none"),
    _txt("txt, huvud i kolumner", head="table"),
    _txt("txt, ledord i en rad över värdena", head="label_row"),
    _txt("txt, versala rubriker", heading="capitals"),
    _txt("txt, numrerade rubriker", heading="numbered"),
    _txt("txt, understrukna rubriker", heading="underlined"),
    _txt("txt, rubriker med kolon", heading="colon"),
    _txt("txt, första rubriken saknas", lost="first", signing="start_lines"),
    _txt("txt, två underskrifter på en rad", signing="start_one_line"),
    _txt("txt, underskrifter i två kolumner", signing="end_columns"),
    _txt("txt, att-satser, bilagor utan nummer", proposal="att", attachments="lines"),
    _txt("txt, början av beslutet borta", proposal="damaged", head="none"),
    _txt("txt, rubrik och svar i ett", title="together"),
    _md("md, rubriker"),
    _md("md, fet stil som rubrik", heading="bold", head="labels"),
    _md("md, tabell i huvudet, punktlista", head="form", proposal="bullets"),
    _md("md, numrerade rubriker och CRLF", heading="numbered", newline="\r\n"),
)  # fmt: skip

PRINTED = (
    _pdf("pdf, fet stil och sidhuvud"),
    _pdf("pdf, stora rubriker", heading="large"),
    _pdf("pdf, rubriker i vanlig stil", heading="plain"),
    _pdf("pdf, versala rubriker", heading="capitals"),
    _pdf("pdf, numrerade rubriker", heading="numbered"),
    _pdf("pdf, avstavad", hyphens="hard", width=70),
    _pdf("pdf, två spalter", columns=2, hyphens="hard", width=40),
    _pdf("pdf, marginalkolumn", "margin", width=66),
    _pdf("pdf, dubbelt radavstånd", spacing="double"),
    _pdf("pdf, styckeindrag utan avstånd", spacing="indented"),
    _pdf("pdf, huvud i tabell", head="table"),
    _pdf("pdf, huvud som blankett", head="form"),
    _pdf("pdf, ord för ord", "words"),
    _pdf("pdf, utan sidhuvud, sidnummer i foten", "foot", pages="none"),
    _pdf("pdf, underskrifter i kolumner", signing="start_columns"),
    _pdf("pdf, rader i omvänd ordning i filen", "shuffled"),
    _pdf("pdf, att-satser och namn med titel", proposal="att", signing="end_comma"),
)  # fmt: skip

LAYOUTS = (*WORD, *TYPED, *PRINTED)
