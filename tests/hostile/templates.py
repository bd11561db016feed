"""House templates that would fetch or run something where they are opened, and those that only try our patience."""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.reading import sentences
from remiss.documents.reading.template import dangers
from tests.documents.template.files import CONTENT, SPACES, relations, template
from tests.hostile.case import Case
from tests.hostile.words import CALL, LAUGHS, OLE

OUTSIDE = 'TargetMode="External"'
HEAVY = {sentences.TOO_HEAVY, sentences.TOO_SLOW, sentences.BROKEN_DOCX, ""}


def field(verb: str) -> str:
    """A field whose instruction is split in two."""
    half = len(verb) // 2
    words = (
        f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (f" {verb[:half]}", f'{verb[half:]} "{CALL}" ')
    )
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{begin}{''.join(words)}{end}</w:p>"


def related(kind: str, part: str, mode: str = OUTSIDE) -> bytes:
    """A template one of whose parts leads to something."""
    name = f"word___rels__{part}_xml.rels"
    return template(**{name: relations(("x", kind, CALL), mode=mode)})


def cases() -> Iterator[Case]:
    """Give every template."""
    for kind, sentence in {
        "attachedTemplate": dangers.ATTACHED, "image": dangers.OUTSIDE_PICTURE, "oleObject": dangers.OBJECT,
        "aFChunk": dangers.OTHER_DOCUMENT, "subDocument": dangers.OTHER_DOCUMENT, "frame": dangers.OTHER_DOCUMENT,
        "control": dangers.CONTROL, "header": dangers.OUTSIDE, "theme": dangers.OUTSIDE, "hyperlink": "",
    }.items():  # fmt: skip
        for part in ("settings", "header2", "footer1"):
            yield Case(f"template: {kind} of {part}", lambda k=kind, p=part: related(k, p), sentence, "template")
    yield Case("template: an object inside", lambda: related("package", "footer1", ""), dangers.OBJECT, "template")
    for verb in ("INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK", "DATABASE", "MACROBUTTON", "IMPORT"):
        sentence = dangers.FETCHING_FIELD.format(name=verb)
        yield Case(f"template: field {verb}", lambda v=verb: template(foot=field(v)), sentence, "template")
    nowhere = f"<w:ftr {SPACES}>{field('DDEAUTO')}</w:ftr>"
    yield Case(
        "template: a field in a part that nothing leads to", lambda: template(word__footer9_xml=nowhere),
        dangers.FETCHING_FIELD.format(name="DDEAUTO"), "template",
    )  # fmt: skip
    for element, sentence in {
        "altChunk": dangers.OTHER_DOCUMENT, "subDoc": dangers.OTHER_DOCUMENT, "control": dangers.CONTROL,
        "object": dangers.OBJECT, "attachedTemplate": dangers.ATTACHED,
    }.items():  # fmt: skip
        yield Case(
            f"template: {element}",
            lambda e=element: template(body=f'<w:{e} r:id="x"/>' + CONTENT),
            sentence,
            "template",
        )
    yield from _as_any_file()


def _as_any_file() -> Iterator[Case]:
    laughs = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]><w:hdr {SPACES}>&a9;</w:hdr>'
    made = {
        "macros": (lambda: template(**{"word__vbaProject.bin": OLE}), sentences.MACROS),
        "ActiveX": (lambda: template(word__activeX__a_xml="<x/>"), sentences.MACROS),
        "a document type": (lambda: template(word__header1_xml=laughs), sentences.BROKEN_DOCX),
        "a pdf": (lambda: b"%PDF-1.7", {sentences.NO_TEMPLATE, sentences.BROKEN_PDF}),
        "no text part": (lambda: template(word__document_xml="<x/>"), sentences.BROKEN_DOCX),
        "deep tables": (lambda: template(head="<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000), HEAVY),
        "a million paragraphs": (lambda: template(head="<w:p/>" * 1_000_000), HEAVY),
        "many runs": (lambda: template(head=f"<w:p>{'<w:r><w:t>{{a}}</w:t></w:r>' * 100_000}</w:p>"), HEAVY),
        "a picture that lies": (lambda: template(picture=b"\x89PNG\r\n\x1a\n" + b"\xff" * 100), ""),
        "turned signs": (lambda: template(foot="<w:p><w:r><w:t>Dnr \u202e1/2\u200b\ue000</w:t></w:r></w:p>"), ""),
    }  # fmt: skip
    for name, (make, answers) in made.items():
        yield Case(f"template: {name}", make, answers, "template")
