"""Pango, which the writing of pdf needs: a missing package never skips a test."""

from __future__ import annotations

from remiss.optional import LibraryMissing, load
from tests.support.packages import install_packages

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


class PangoMissing(RuntimeError):
    """There is no Pango, and it could not be installed from here."""


def ensure_pango() -> None:
    """Return when pdf can be written."""
    try:
        load("weasyprint")
    except LibraryMissing:
        install_packages(PACKAGES, PangoMissing, f"The pdf tests need Pango. Install {', '.join(PACKAGES)}.")
        load("weasyprint")
