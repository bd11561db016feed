"""Outlines to files: docx, HTML and JSON, all from the one tree in remiss.domain.outline."""
