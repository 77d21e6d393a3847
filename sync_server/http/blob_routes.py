"""The routes for scans and documents."""

import re
from typing import Annotated

from litestar import Response, get, post, put
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody, Parameter, RawBody

from casework.access import Scope
from casework.contract import MissingBlobs
from casework.errors import RuleBroken
from sync_server.blobs import Blobs
from sync_server.http.routes import FromWriter, must

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_Sha256 = Annotated[str, Parameter(description="The SHA-256 of the bytes, in lower-case hexadecimal.")]


@post("/missing", sync_to_thread=True, status_code=200, summary="Which of these blobs does the server not have")
def missing(data: JSONBody[MissingBlobs], request: FromWriter, blobs: NamedDependency[Blobs]) -> MissingBlobs:
    """Say what must be sent."""
    must(request.user, Scope.WRITE)
    return MissingBlobs(sha256=blobs.missing(data.sha256))


@put("/{sha256:str}", sync_to_thread=True, status_code=201, summary="One blob, whole")
def store_blob(sha256: _Sha256, body: RawBody, request: FromWriter, blobs: NamedDependency[Blobs]) -> None:
    """Keep a blob; what is kept already is not written again."""
    must(request.user, Scope.WRITE)
    blobs.put(_checked(sha256), body)


@get(
    "/{sha256:str}",
    sync_to_thread=True,
    summary="One blob of a case that belongs to the reader",
    responses={200: ResponseSpec(data_container=bytes, description="The bytes", media_type="application/octet-stream")},
)
def fetch_blob(sha256: _Sha256, request: FromWriter, blobs: NamedDependency[Blobs]) -> Response[bytes]:
    """Give a blob."""
    must(request.user, Scope.READ)
    found = blobs.find(_checked(sha256), request.user)
    # Names and types come from writers: nothing may be run or guessed at by a browser.
    headers = {
        "Content-Disposition": "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return Response(found.file.read_bytes(), media_type=found.mime, headers=headers)


def _checked(sha256: str) -> str:
    if _SHA256.fullmatch(sha256) is None:
        raise RuleBroken("blob.absent")
    return sha256
