"""The route for bundles of the catalogue: whoever is known may fetch one by its hash, as often as it likes."""

import gzip
import re
from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Parameter

from casework.access import Scope
from casework.errors import RuleBroken
from sync_server.catalogues import Catalogues
from sync_server.http.routes import FromWriter, must

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_NOT_MODIFIED = 304


@get(
    "/catalogue/{sha256:str}",
    sync_to_thread=True,
    summary="A bundle of the catalogue",
    responses={200: ResponseSpec(data_container=bytes, description="The bundle", media_type="application/json")},
)
def fetch_catalogue(
    sha256: Annotated[str, Parameter(description="The SHA-256 of the bundle, in lower-case hexadecimal.")],
    request: FromWriter,
    catalogues: NamedDependency[Catalogues],
) -> Response[bytes]:
    """Give a bundle; its hash is its tag, so whoever has it already is told so."""
    must(request.user, Scope.READ)
    if _SHA256.fullmatch(sha256) is None:
        raise RuleBroken("catalogue.absent")
    # Weak, because the bundle goes out plain or compressed under the same tag.
    headers = {"ETag": f'W/"{sha256}"', "Cache-Control": "private, no-cache", "Vary": "Accept-Encoding"}
    bundle = catalogues.fetch(sha256)
    if sha256 in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=_NOT_MODIFIED, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        bundle = gzip.compress(bundle, mtime=0)
    return Response(bundle, media_type="application/json", headers=headers)
