"""What in a template could fetch or run something: such a file is refused with a sentence before it is chosen from."""

from __future__ import annotations

import re

from lxml import etree

from remiss.documents.reading.docx_parts import RELATION, Package, W
from remiss.errors import UnreadableFile

_SAVED = "Spara mallen på nytt och försök igen."
ATTACHED = (
    "Mallen bygger på en annan mall (dotx eller dotm) som hämtas någon annanstans ifrån. Välj Arkiv, Alternativ, "
    f"Tillägg, Mallar i Word och byt till Normal.dotm, eller kopiera innehållet till ett nytt dokument. {_SAVED}"
)
OUTSIDE_PICTURE = f"Mallen hämtar en bild någon annanstans ifrån. Infoga bilden i dokumentet i stället. {_SAVED}"
OBJECT = f"Mallen innehåller ett inbäddat objekt, till exempel ett kalkylblad. Ta bort det. {_SAVED}"
CONTROL = f"Mallen innehåller en ActiveX-kontroll. Ta bort den. {_SAVED}"
OTHER_DOCUMENT = f"Mallen drar in ett annat dokument när den öppnas. Kopiera in texten i stället. {_SAVED}"
OUTSIDE = f"Mallen hämtar något utanför filen. Ta bort länken till det. {_SAVED}"
FETCHING_FIELD = (
    "Mallen innehåller fältet {name}, som hämtar eller startar något utanför filen. "
    f"Tryck Alt+F9 i Word, ta bort fältet. {_SAVED}"
)
_BY_RELATION = {
    "attachedTemplate": ATTACHED, "oleObject": OBJECT, "package": OBJECT, "control": CONTROL,
    "activeXControlBinary": CONTROL, "aFChunk": OTHER_DOCUMENT, "subDocument": OTHER_DOCUMENT, "frame": OTHER_DOCUMENT,
}  # fmt: skip
_BY_ELEMENT = {
    "altChunk": OTHER_DOCUMENT, "subDoc": OTHER_DOCUMENT, "object": OBJECT, "control": CONTROL,
    "attachedTemplate": ATTACHED, "frameset": OTHER_DOCUMENT,
}  # fmt: skip
_HARMLESS_OUTSIDE = "hyperlink"
_FETCHING = re.compile(
    r"^\s*(INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|DATABASE|MACROBUTTON|AUTOTEXTLIST|AUTOTEXT"
    r"|RD|EMBED|CONTROL|ADDIN|PRINT|GOTOBUTTON|HTMLACTIVEX|ASK|FILLIN)\b",
    re.IGNORECASE | re.MULTILINE,
)


def refuse_dangers(package: Package) -> None:
    """Raise UnreadableFile for the first thing in ``package`` that could fetch or run something.

    Every part that is XML is looked at, also one that nothing leads to: Word may find its own way.
    """
    for name in package.names:
        if name.endswith(".rels"):
            for relation in _iterated(package, name, RELATION):
                _refuse_relation(relation)
        elif name.startswith("word/") and name.endswith(".xml"):
            root = package.part(name)
            if root is not None:
                _refuse_in(root)


def _refuse_relation(relation: etree._Element) -> None:
    kind = relation.get("Type", "").rpartition("/")[2]
    if kind in _BY_RELATION:
        raise UnreadableFile(_BY_RELATION[kind])
    if relation.get("TargetMode") == "External" and kind != _HARMLESS_OUTSIDE:
        raise UnreadableFile(OUTSIDE_PICTURE if kind == "image" else OUTSIDE)


def _refuse_in(root: etree._Element) -> None:
    for name, sentence in _BY_ELEMENT.items():
        if next(root.iter(f"{W}{name}"), None) is not None:
            raise UnreadableFile(sentence)
    if found := _FETCHING.search(_instructions(root)):
        raise UnreadableFile(FETCHING_FIELD.format(name=found[1].upper()))


def _instructions(root: etree._Element) -> str:
    """Return what the fields say, one a line; an instruction may be split between runs as any words."""
    said = ""
    for element in root.iter(f"{W}fldSimple", f"{W}fldChar", f"{W}instrText"):
        if element.tag == f"{W}instrText":
            said += element.text or ""
        else:
            said += "\n" + element.get(f"{W}instr", "")
    return said


def _iterated(package: Package, name: str, tag: str) -> list[etree._Element]:
    root = package.part(name)
    return [] if root is None else list(root.iter(tag))
