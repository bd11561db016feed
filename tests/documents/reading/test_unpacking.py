"""A zip of replies is opened file by file; what cannot be used is named, and a bad whole says what to do."""

from __future__ import annotations

import base64
import io
import json
import zipfile

import pytest

from remiss.documents.reading import sentences
from remiss.documents.reading.unpacking import is_zip, unpack
from remiss.errors import UnreadableFile
from tests.documents.files import docx_with_body


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return stream.getvalue()


def opened(content: bytes) -> dict[str, tuple[bytes, str | None]]:
    answer = json.loads(unpack(content, "0"))
    assert answer["next"] is None
    return {name: (base64.b64decode(text), problem) for name, text, problem in answer["files"]}


def test_files_come_out_with_their_folders_and_what_systems_leave_behind_does_not() -> None:
    content = packed(**{"Svar/Älvsjö.txt": b"ett", "__MACOSX/._x": b"x", "Svar/~$svar.docx": b"x"})
    assert opened(content) == {"Svar/Älvsjö.txt": (b"ett", None)}


def test_a_mac_s_names_are_read_as_they_were_meant() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        target.writestr("Svar Hasselby.txt", b"ett")
    bent = stream.getvalue().replace(b"Hasselby", "Hässelb".encode())
    assert list(opened(bent)) == ["Svar Hässelb.txt"]


def test_a_zip_in_a_zip_and_a_broken_file_are_named_and_the_others_come_out() -> None:
    inner = packed(a=b"ett")
    assert opened(packed(**{"inre.zip": inner, "bra.txt": b"ja"})) == {
        "inre.zip": (b"", sentences.ZIP_IN_ZIP), "bra.txt": (b"ja", None),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (packed(), sentences.EMPTY_ZIP),
        (packed(a=b"ett")[:-10], sentences.BROKEN_ZIP),
        (b"PK\x03\x04trasig", sentences.BROKEN_ZIP),
        (packed(**{"../../hemligt": b"x"}), sentences.BROKEN_ZIP),
        (packed(bomb=b"0" * 30_000_000), sentences.TOO_HEAVY),
    ],
    ids=["empty", "cut", "damaged", "outside", "bomb"],  # the bytes hold the time, and workers compare their lists
)
def test_a_zip_that_cannot_be_trusted_is_refused_whole(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        unpack(content, "0")
    assert refusal.value.sentence == sentence


def test_a_word_file_is_no_zip_even_when_it_is_called_so() -> None:
    word = docx_with_body("<w:p/>")
    assert is_zip("Svar.ZIP", packed(a=b"ett"))
    assert not is_zip("svar.docx", word)
    assert not is_zip("svar.zip", b"Sammanfattning")
    with pytest.raises(UnreadableFile, match="heter zip"):
        unpack(word, "0")


def test_word_files_that_lie_in_a_zip_without_being_packed_come_out() -> None:
    word = docx_with_body("<w:p/>")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as target:
        target.writestr("svar.docx", word)
    assert opened(stream.getvalue()) == {"svar.docx": (word, None)}
