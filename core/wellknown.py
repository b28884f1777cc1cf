"""Addresses that browsers and search engines ask for by themselves, or that people type with a slip."""

from urllib.parse import unquote

from flask import Flask, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

# Entries of people say `noindex` themselves, so that a search engine must be able to read them to know it.
ROBOTS = """User-agent: *
Disallow: /office/
Disallow: /my/
Disallow: /census
Disallow: /welcome/
Disallow: /evidence/
"""
DAY = "public, max-age=86400"


def install(app: Flask, icon: str) -> None:
    """Answer /favicon.ico, /robots.txt and /register/; `icon` is the data address of the council's mark."""
    mark = unquote(icon.partition(",")[2])

    def favicon() -> Response:
        return Response(mark, content_type="image/svg+xml", headers={"Cache-Control": DAY})

    def robots() -> Response:
        return Response(ROBOTS, content_type="text/plain; charset=utf-8", headers={"Cache-Control": DAY})

    def register() -> AnyResponse:
        return redirect(url_for("standing.search", **request.args.to_dict()), 308)

    for path, view in (("/favicon.ico", favicon), ("/robots.txt", robots), ("/register/", register)):
        app.add_url_rule(path, f"wellknown.{view.__name__}", view)
