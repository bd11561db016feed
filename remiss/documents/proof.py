"""The proof that masked words are in no corner of a file, made on its bytes and on what it was written from."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from remiss.documents.writing.html import write_html
from remiss.documents.writing.json_form import write_json
from remiss.domain.disclosure import Mask, left_in
from remiss.domain.marks import MACHINE_WRITTEN
from remiss.domain.outline import Outline
from remiss.errors import InvalidInput

STILL_THERE = "Maskerade ord finns kvar i filen, så den lämnas inte ut. Maska en längre passage i stället."


def demand_masked(content: bytes, outline: Outline, masks: Sequence[Mask]) -> None:
    """Raise InvalidInput when words of a mask are found in the file ``content`` or in the outline it was made from.

    What a pdf says is packed and drawn sign by sign: the outline, which it has nothing beyond, is looked through too.
    """
    if not masks:
        return
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("1", content)
        archive.writestr("2", write_html(outline))
        archive.writestr("3", write_json(outline))
    if left_in(buffer.getvalue(), masks, MACHINE_WRITTEN) is not None:
        raise InvalidInput(STILL_THERE)
