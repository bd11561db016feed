"""Files that come with a form: kept before the transaction, refused inside it so that the form is shown again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from werkzeug.datastructures import FileStorage

from remiss.documents.reading.kinds import FileKind, detect
from remiss.domain.roles import Actor
from remiss.errors import UnreadableFile
from remiss.extensions import upload_folder
from remiss.models.attachments import Attachment
from remiss.services.attachments import add_attachment, keep_content
from remiss.web.request import uploaded

PAPERS = frozenset({FileKind.DOCX, FileKind.PDF})
READABLE = frozenset(FileKind)


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
        kind = detect(content)
        if kind not in kinds:
            raise UnreadableFile("Filen måste vara docx eller pdf.")
        return KeptFile(keep_content(upload_folder(), content), name, kind.value, len(content))
    except UnreadableFile as problem:
        return KeptFile(problem=UnreadableFile(f"{upload.filename}: {problem.sentence}", field))
