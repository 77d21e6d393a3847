"""The routes for scans and documents: asked for, sent in chunks from where they stopped, given out in ranges."""

import base64
import hashlib
import re
from typing import Annotated

from litestar import MediaType, Response, get, head, patch, post, put
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody, Parameter, RawBody
from litestar.response import Stream

from casework.access import OriginKind, Scope
from casework.contract import MissingBlobs
from casework.errors import RuleBroken
from sync_server.blobs import Blobs, Chunk, Standing
from sync_server.http.routes import FromWriter, must

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DIGEST = re.compile(r"(sha-256|sha-512)=:([A-Za-z0-9+/=]{16,128}):", re.ASCII)
_RANGE = re.compile(r"bytes=([0-9]{1,15})-([0-9]{0,15})", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,15}", re.ASCII)
_Sha256 = Annotated[str, Parameter(description="The SHA-256 of the bytes, in lower-case hexadecimal.")]


@post("/missing", sync_to_thread=True, status_code=200, summary="Which of these blobs does the server not have")
def missing(data: JSONBody[MissingBlobs], request: FromWriter, blobs: NamedDependency[Blobs]) -> MissingBlobs:
    """Say what must be sent."""
    must(request.user, Scope.WRITE)
    return MissingBlobs(sha256=blobs.missing(data.sha256))


@head("/{sha256:str}", sync_to_thread=True, media_type=MediaType.TEXT, summary="How far a blob came")
def standing(sha256: _Sha256, request: FromWriter, blobs: NamedDependency[Blobs]) -> Response[None]:
    """Say whether a blob is complete (200), or from where on to send it (404 with `Upload-Offset`)."""
    must(request.user, Scope.WRITE)
    found = blobs.standing(_checked(sha256), request.user)
    return _said(found, 200 if found.complete else 404)


@patch("/{sha256:str}", sync_to_thread=True, status_code=204, summary="A chunk of a blob, from an offset on")
def append(sha256: _Sha256, body: RawBody, request: FromWriter, blobs: NamedDependency[Blobs]) -> Response[None]:
    """Add a chunk; 204 says that more is awaited, 201 that the blob is complete."""
    must(request.user, Scope.WRITE)
    headers = request.headers
    if request.user.kind is not OriginKind.WINDOW:
        # What a window signed was compared with its digest already.
        _check_digest(headers.get("content-digest", ""), body)
    chunk = Chunk(_whole(headers.get("upload-offset", "")), _whole(headers.get("upload-length", "")), body)
    found = blobs.append(_checked(sha256), request.user, chunk)
    return _said(found, 201 if found.complete else 204)


@put("/{sha256:str}", sync_to_thread=True, status_code=201, summary="A small blob, whole")
def store_blob(sha256: _Sha256, body: RawBody, request: FromWriter, blobs: NamedDependency[Blobs]) -> None:
    """Keep a blob; what is kept already is not written again."""
    must(request.user, Scope.WRITE)
    blobs.put(_checked(sha256), body)


@get(
    "/{sha256:str}",
    sync_to_thread=True,
    summary="One blob of a case that belongs to the reader, or a range of it",
    responses={
        200: ResponseSpec(data_container=bytes, description="The bytes", media_type="application/octet-stream"),
        206: ResponseSpec(data_container=bytes, description="A range", media_type="application/octet-stream"),
    },
)
def fetch_blob(sha256: _Sha256, request: FromWriter, blobs: NamedDependency[Blobs]) -> Stream:
    """Give a blob."""
    must(request.user, Scope.READ)
    found = blobs.find(_checked(sha256), request.user)
    start, end, partial = _range(request.headers.get("range", ""), found.size)
    # Names and types come from writers: nothing may be run or guessed at by a browser.
    headers = {
        "Content-Disposition": "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Length": str(end - start),
        "Accept-Ranges": "bytes",
        "ETag": f'"{sha256}"',
    }
    if partial:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{found.size}"
    status = 206 if partial else 200
    return Stream(lambda: found.read(start, end), media_type=found.mime, headers=headers, status_code=status)


def _said(found: Standing, status: int) -> Response[None]:
    headers = {"Upload-Offset": str(found.offset), "Cache-Control": "no-store"}
    return Response(None, status_code=status, headers=headers, media_type=MediaType.TEXT)


def _range(text: str, size: int) -> tuple[int, int, bool]:
    """Return what part is asked for; a range that cannot be read, or lies beyond the end, asks for everything."""
    found = _RANGE.fullmatch(text)
    if found is None or int(found[1]) >= size:
        return 0, size, False
    end = min(int(found[2]) + 1, size) if found[2] else size
    return (int(found[1]), end, True) if end > int(found[1]) else (0, size, False)


def _check_digest(text: str, body: bytes) -> None:
    """Compare the chunk with its RFC 9530 digest."""
    for name, value in _DIGEST.findall(text):
        try:
            told = base64.b64decode(value, validate=True)
        except ValueError as error:
            raise RuleBroken("request.invalid") from error
        if hashlib.new(name.replace("-", ""), body).digest() != told:
            raise RuleBroken("blob.hash")
        return
    raise RuleBroken("blob.digest_missing")


def _whole(text: str) -> int:
    if _COUNT.fullmatch(text) is None:
        raise RuleBroken("request.invalid")
    return int(text)


def _checked(sha256: str) -> str:
    if _SHA256.fullmatch(sha256) is None:
        raise RuleBroken("blob.absent")
    return sha256
