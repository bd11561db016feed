"""An organisation's template with what its placeholders stand for in one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from remiss.domain.house_template import Field, Template


@dataclass(frozen=True)
class House:
    """``template`` for a document of ``organisation``; ``kind`` says what the document is."""

    template: Template
    organisation: str
    office: str
    kind: str
    diary_number: str
    dated: date

    def words(self, title: str) -> Mapping[str, str]:
        """Return what stands in place of each placeholder but those for pages."""
        return {
            Field.ORGANISATION: self.organisation, Field.OFFICE: self.office, Field.KIND: self.kind,
            Field.DIARY_NUMBER: self.diary_number, Field.DATE: self.dated.isoformat(), Field.TITLE: title,
        }  # fmt: skip
