"""Word files, built part by part: the usual library's template is US Letter, en-US and 400 kB of unused styles."""

from remiss.documents.writing.docx.package import write_docx
from remiss.documents.writing.docx.quotations import read_quotations

__all__ = ["read_quotations", "write_docx"]
