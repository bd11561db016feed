"""The sample's first load by ``remiss run``: it takes a while, and what was broken off half-way is begun anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from remiss.cli.refusal import Refusal
from remiss.config import Settings

MARK = "EXEMPLET-LASES-IN"
"""A file in the instance folder: the database was empty when the load began, and the load has not come to its end."""


@contextmanager
def first_load(settings: Settings) -> Iterator[None]:
    """Mark the instance folder while the sample is loaded; the mark stays when the load does not come to its end."""
    mark = settings.instance_dir / MARK
    mark.touch()
    yield
    mark.unlink()


def clear_half_loaded(settings: Settings) -> bool:
    """Remove what a load that was broken off has left, and tell whether there was anything.

    Nobody has worked there yet: the application starts after the load. Raises Refusal for a database that is not a
    file of ours, which only its owner empties.
    """
    mark = settings.instance_dir / MARK
    if not mark.exists():
        return False
    if settings.database_url:
        raise Refusal(
            "Exemplet blev bara till hälften inläst i databasen förra gången. Töm databasen, ta bort filen "
            f"{mark} och försök igen."
        )
    for file in settings.instance_dir.glob("remiss.sqlite3*"):
        file.unlink()
    for folder in (settings.upload_dir, settings.mail_dir):
        shutil.rmtree(folder, ignore_errors=True)
    mark.unlink()
    return True
