"""Handing out the files of a package: one folder, a fixed list of types, and nothing the browser may guess.

The script in there is a stranger's. It runs on the content origin, where nobody is logged in, and the policy below
keeps what it learns from leaving.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import http_date

TYPES = {
    "html": "text/html",
    "htm": "text/html",
    "xhtml": "application/xhtml+xml",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "json": "application/json",
    "xml": "text/xml",
    "xsd": "text/xml",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "csv": "text/csv",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "ttf": "font/ttf",
    "otf": "font/otf",
    "eot": "application/vnd.ms-fontobject",
    "pdf": "application/pdf",
    "wasm": "application/wasm",
}
"""By the ending of the name; anything else is bytes. Text comes without a character set: the pages name their own."""

_RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
_CHUNK = 64 * 1024


def policy(*, own: bool) -> str:
    """The Content-Security-Policy of the content origin: for our frame (``own``), or for a package's pages.

    Authoring tools write scripts into their pages and evaluate others, so both are allowed there; that is why it
    is another origin. Nothing may be sent to or fetched from anywhere else.
    """
    script = "'self'" if own else "'self' 'unsafe-inline' 'unsafe-eval' data: blob:"
    style = "'self'" if own else "'self' 'unsafe-inline'"
    media = "'self' data: blob:"
    framed_by = settings.SITE_ORIGIN if own else f"'self' {settings.SITE_ORIGIN}"
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {script}",
            f"style-src {style}",
            f"img-src {media}",
            f"media-src {media}",
            f"font-src {media}",
            "connect-src 'self'",
            "frame-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "form-action 'self'",
            "base-uri 'self'",
            f"frame-ancestors {framed_by}",
        ]
    )


def answer(request: HttpRequest, folder: Path, path: str) -> HttpResponse | StreamingHttpResponse:
    """One file of the folder, whole or the one range that was asked for; 404 for whatever lies elsewhere."""
    if "Service-Worker" in request.headers:
        raise Http404("A service worker would outlive its visit.")
    file = _inside(folder, path)
    size = file.stat().st_size
    response: HttpResponse | StreamingHttpResponse
    span = _range(request.headers.get("Range", ""), size)
    if span is None:
        response = FileResponse(file.open("rb"))
    elif not span:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
    else:
        response = StreamingHttpResponse(_piece(file.open("rb"), span), status=206)
        response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
        response["Content-Length"] = str(len(span))
    response["Content-Type"] = TYPES.get(PurePosixPath(path).suffix.lower().lstrip("."), "application/octet-stream")
    response.headers.pop("Content-Disposition", None)
    response["Accept-Ranges"] = "bytes"
    response["Last-Modified"] = http_date(file.stat().st_mtime)
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = policy(own=False)
    return response


def _inside(folder: Path, path: str) -> Path:
    """The file behind a path, if it lies within the folder after every link and dot is resolved."""
    try:
        place, file = folder.resolve(), (folder / path).resolve()
        if file.is_relative_to(place) and file.is_file():
            return file
    except (OSError, ValueError):  # a name too long for the file system, or with a sign of code 0
        pass
    raise Http404


def _range(header: str, size: int) -> range | None:
    """The bytes asked for (RFC 9110 § 14.1.2); ``None`` for all of them, an empty range for none there are."""
    match = _RANGE.match(header)
    if match is None or match[1] == match[2] == "":
        return None
    if match[1] == "":
        return range(max(0, size - int(match[2])), size)
    first = int(match[1])
    last = int(match[2]) if match[2] else size - 1
    if match[2] and last < first:
        return None
    return range(min(first, size), min(last + 1, size))


def _piece(file: BinaryIO, span: range) -> Iterator[bytes]:
    with file:
        file.seek(span.start)
        left = len(span)
        while left and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk
