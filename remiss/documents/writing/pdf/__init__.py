"""Pdf of an outline, typeset by Typst in a child process: writer.py is the way in."""
