"""The routes anybody may ask: the windows' keys, and the page that a slip's QR code opens on a telephone."""

import hashlib
from typing import Annotated

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Parameter

from casework.errors import RuleBroken
from sync_server.http.slip_page import STYLE_HASH, page_of, unknown_page
from sync_server.slips import Slips

_NOT_MODIFIED, _NOT_FOUND = 304, 404
_MOST_SIGNS = 400
_HTML = "text/html; charset=utf-8"
_PAGE_HEADERS = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    # What is in the address is the applicant's.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


@get(
    "/v1/window-keys",
    sync_to_thread=True,
    summary="Every window's public keys, signed by the server",
    responses={200: ResponseSpec(data_container=bytes, description="The list", media_type="application/json")},
)
def window_keys(request: Request, slips: NamedDependency[Slips]) -> Response[bytes]:  # type: ignore[type-arg]
    """Give the list; its hash is its tag."""
    listed = slips.published()
    tag = f'"{hashlib.sha256(listed).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=_NOT_MODIFIED, headers=headers)
    return Response(listed, media_type="application/json", headers=headers)


_SHOWN = {200: ResponseSpec(data_container=bytes, description="The page", media_type="text/html")}
_WHAT = "What a slip says, whether it is genuine, and how far its case is"
Text = Annotated[str, Parameter(description="The signed text of the slip's QR code.")]


@get("/P/{text:str}", sync_to_thread=True, summary=_WHAT, responses=_SHOWN)
def slip_page(text: Text, slips: NamedDependency[Slips]) -> Response[bytes]:
    """Show a slip, as its QR code asks for it."""
    return _shown(text, slips)


@get("/p/{text:str}", sync_to_thread=True, summary=_WHAT, responses=_SHOWN)
def slip_page_small(text: Text, slips: NamedDependency[Slips]) -> Response[bytes]:
    """Show a slip, for telephones that write addresses small."""
    return _shown(text, slips)


def _shown(text: str, slips: Slips) -> Response[bytes]:
    """Return the page of a slip. Whatever opens none is answered alike, so that nothing is learnt by trying."""
    try:
        slip = slips.read(text[:_MOST_SIGNS].upper())
    except RuleBroken:
        return Response(unknown_page(slips.site), status_code=_NOT_FOUND, media_type=_HTML, headers=_PAGE_HEADERS)
    page = page_of(slip, slips.case_of(slip), slips.matter(slip.facts.matter), slips.site)
    return Response(page, media_type=_HTML, headers=_PAGE_HEADERS)
