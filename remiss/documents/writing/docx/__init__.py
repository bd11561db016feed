"""Word files from outlines: a python-docx package whose large parts are written as text."""

from remiss.documents.writing.docx.package import write_docx

__all__ = ["write_docx"]
