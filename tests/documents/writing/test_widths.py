"""No word of a table is cut for want of room."""

from __future__ import annotations

from remiss.documents.writing.docx.widths import column_widths
from remiss.domain.outline import Table


def test_columns_make_room_for_words_of_wide_letters():
    """*Summa* and *bedömd* were cut in a table of counts; measured in bold Calibri at 8.5 points."""
    header = (
        "Barn, jämställdhet och jämlikhet",
        *("Stöder",) * 3,
        "förtydligande",
        "Invänder",
        "Neutral",
        "bedömd",
        "Summa",
    )
    widths = column_widths(Table("", header, (), (30, *(8,) * 8)), 9070)
    margins = 190
    assert widths[-2] >= 589 + margins
    assert widths[-1] >= 532 + margins
