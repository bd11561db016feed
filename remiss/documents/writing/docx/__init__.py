"""Word files from outlines: a python-docx package whose large parts are built with lxml."""

from remiss.documents.writing.docx.package import write_docx
from remiss.documents.writing.docx.quotations import read_quotations

__all__ = ["read_quotations", "write_docx"]
