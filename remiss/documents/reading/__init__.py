"""Untrusted files → ``Document``. Imports nothing, so that the limited child process starts quickly."""
