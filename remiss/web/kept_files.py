"""Files that come with a form: kept before the transaction, refused inside it so that the form is shown again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from werkzeug.datastructures import FileStorage

from remiss.documents.reading.isolated import batch
from remiss.documents.reading.kinds import FileKind
from remiss.documents.reading.sentences import NO_TEMPLATE
from remiss.domain.house_template import ReadTemplate
from remiss.domain.roles import Actor
from remiss.errors import UnreadableFile
from remiss.extensions import upload_folder
from remiss.models.attachments import Attachment
from remiss.services.admission import READABLE, admit
from remiss.services.attachments import add_attachment, harmless_name, keep_content
from remiss.services.house_templates import read_template_file
from remiss.web.request import uploaded


@dataclass(frozen=True)
class KeptFile:
    """A file that lies under its hash and has no row yet, or the ``problem`` with it."""

    sha256: str = ""
    name: str = ""
    kind: str = ""
    size: int = 0
    problem: UnreadableFile | None = None

    def attach(self, actor: Actor, now: datetime) -> Attachment:
        """Add the file's row. Raises UnreadableFile when there was something wrong with it."""
        if self.problem:
            raise self.problem
        return add_attachment(actor, self.sha256, self.name, self.kind, self.size, now)


def keep(upload: FileStorage | None, field: str, kinds: Collection[FileKind] = READABLE) -> KeptFile | None:
    """Keep an uploaded file of ``kinds``, told by its content; None when nothing was chosen.

    Runs outside the transaction. What is wrong is told when it is attached, beside ``field``, naming the file.
    """
    if upload is None or not upload.filename:
        return None
    try:
        content, name = uploaded(upload)
        kind = admit(content, kinds)
        return KeptFile(keep_content(upload_folder(), content), name, kind.value, len(content))
    except UnreadableFile as problem:
        return KeptFile(problem=UnreadableFile(f"{harmless_name(upload.filename)}: {problem.sentence}", field))


def keep_template(upload: FileStorage | None) -> tuple[KeptFile | None, ReadTemplate]:
    """Examine and read an uploaded house template, and keep it when it has no fault; None when nothing was chosen.

    Runs outside the transaction; what is wrong with the file itself is told when it is attached.
    """
    nothing = ReadTemplate(None)
    if upload is None or not upload.filename:
        return None, nothing
    try:
        content, name = uploaded(upload)
        with batch():
            kind = admit(content, {FileKind.DOCX}, NO_TEMPLATE)
            read = read_template_file(content)
        if read.faults:
            return KeptFile(), read
        return KeptFile(keep_content(upload_folder(), content), name, kind.value, len(content)), read
    except UnreadableFile as problem:
        return KeptFile(problem=UnreadableFile(problem.sentence, "file")), nothing


def keep_all(
    uploads: Iterable[FileStorage] | None, field: str, kinds: Collection[FileKind] = READABLE
) -> list[KeptFile]:
    """Keep the files that were chosen together; one child examines them all."""
    with batch():
        return [file for upload in uploads or () if (file := keep(upload, field, kinds))]
