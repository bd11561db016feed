"""Looks at every page as every role, in light and dark, wide and narrow: pictures for people, axe for the rest.

``.venv/bin/python -m tests.looking FOLDER`` (``--help`` tells the choices).
"""
