"""The file that is read, and what is found on the way: faults, notices and pictures."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from remiss.documents.reading.docx_parts import Package
from remiss.documents.reading.template.looks import Looks
from remiss.documents.reading.template.pictures import clean_picture
from remiss.domain.house_template import Picture
from remiss.errors import UnreadableFile

_MOST_TOLD = 30
_MOST_PICTURES = 6


@dataclass
class Source:
    """An open template."""

    package: Package
    looks: Looks
    faults: dict[str, None] = field(default_factory=dict)
    notices: dict[str, None] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)

    def tell(self, fault: str) -> None:
        """Say what must be mended, each thing once."""
        if len(self.faults) < _MOST_TOLD:
            self.faults[fault] = None

    def note(self, notice: str) -> None:
        """Say what is left out, each thing once."""
        if len(self.notices) < _MOST_TOLD:
            self.notices[notice] = None

    def picture(self, part: str, place: str) -> int | None:
        """Keep the picture in ``part`` and return its number; None, and a fault, when it cannot be used."""
        try:
            ending, content = clean_picture(self.package.content(part))
        except UnreadableFile as problem:
            self.tell(f"Bilden i {place} kan inte användas. {problem.sentence}")
            return None
        picture = Picture(ending, base64.b64encode(content).decode("ascii"))
        if picture not in self.pictures:
            if len(self.pictures) == _MOST_PICTURES:
                self.tell(f"Mallen har fler än {_MOST_PICTURES} bilder. Ta bort några.")
                return None
            self.pictures.append(picture)
        return self.pictures.index(picture)


@dataclass(frozen=True)
class Place:
    """A part of the template: its name in the file, and what a person calls it, ``sidhuvudet``."""

    part: str
    name: str
    links: dict[str, str]
