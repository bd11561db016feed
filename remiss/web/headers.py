"""Security headers: everything comes from ourselves, nothing inline, nothing framed, nothing cached.

An answer that has a policy already keeps it: a mail is shown under a stricter one.
"""

from __future__ import annotations

from flask import Flask, Response, request

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

SANDBOX = "default-src 'none'; sandbox"
"""For a file that somebody uploaded: should a browser show it after all, it runs nothing and belongs to nobody."""


def register_headers(app: Flask) -> None:
    """Put the headers on every answer."""

    @app.after_request
    def _add(response: Response) -> Response:
        is_file = response.headers.get("Content-Disposition", "").startswith("attachment")
        response.headers.setdefault("Content-Security-Policy", SANDBOX if is_file else POLICY)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"
        return response
