"""Errors as RFC 9457 problem details: our code, a sentence in the reader's language, never a traceback."""

from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from casework.contract import Problem
from casework.errors import ProductError, RuleBroken, Trouble
from casework.sentences import Lang, sentence

PROBLEM_JSON = "application/problem+json"
WHO_MAY = 'Bearer, Signature realm="windows"'
"""The `WWW-Authenticate` of a request that is refused because it does not say who sends it."""

_STATUS = {
    "signature.missing": HTTPStatus.UNAUTHORIZED,
    "signature.wrong": HTTPStatus.UNAUTHORIZED,
    "token.unknown": HTTPStatus.UNAUTHORIZED,
    "token.expired": HTTPStatus.UNAUTHORIZED,
    "ticket.wrong": HTTPStatus.UNAUTHORIZED,
    "ticket.expired": HTTPStatus.UNAUTHORIZED,
    "ticket.ended": HTTPStatus.UNAUTHORIZED,
    "ticket.unchecked": HTTPStatus.UNAUTHORIZED,
    "ticket.feed_only": HTTPStatus.UNAUTHORIZED,
    "people.wrong_password": HTTPStatus.UNAUTHORIZED,
    "people.locked": HTTPStatus.TOO_MANY_REQUESTS,
    "people.ended": HTTPStatus.FORBIDDEN,
    "access.scope": HTTPStatus.FORBIDDEN,
    "access.box": HTTPStatus.FORBIDDEN,
    "access.windows_only": HTTPStatus.FORBIDDEN,
    "push.other_origin": HTTPStatus.FORBIDDEN,
    "enrol.locked": HTTPStatus.FORBIDDEN,
    "enrol.code_wrong": HTTPStatus.FORBIDDEN,
    "enrol.code_used": HTTPStatus.FORBIDDEN,
    "enrol.code_late": HTTPStatus.FORBIDDEN,
    "enrol.key_known": HTTPStatus.CONFLICT,
    "enrol.other_window": HTTPStatus.CONFLICT,
    "push.gap": HTTPStatus.CONFLICT,
    "push.fork": HTTPStatus.CONFLICT,
    "feed.reset": HTTPStatus.CONFLICT,
    "claim.lost": HTTPStatus.CONFLICT,
    "blob.absent": HTTPStatus.NOT_FOUND,
    "blob.offset": HTTPStatus.CONFLICT,
    "blob.too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "catalogue.absent": HTTPStatus.NOT_FOUND,
    "request.not_found": HTTPStatus.NOT_FOUND,
    "request.method": HTTPStatus.METHOD_NOT_ALLOWED,
    "request.invalid": HTTPStatus.BAD_REQUEST,
    "proto.unsupported": HTTPStatus.BAD_REQUEST,
    "request.encoding": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "request.too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "request.head_too_large": HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    "store.full": HTTPStatus.INSUFFICIENT_STORAGE,
    "server.unforeseen": HTTPStatus.INTERNAL_SERVER_ERROR,
}
_BY_STATUS = {
    HTTPStatus.NOT_FOUND: "request.not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "request.method",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "request.too_large",
}
_LEADING = ("expected", "at")
_log = structlog.get_logger()
AnyRequest = Request[Any, Any, Any]
"""A request, whoever sent it."""


def status_of(error: ProductError) -> HTTPStatus:
    """Return the HTTP status of an error: 422 for a rule and 503 for trouble, unless its code has one of its own."""
    fallback = HTTPStatus.UNPROCESSABLE_ENTITY if isinstance(error, RuleBroken) else HTTPStatus.SERVICE_UNAVAILABLE
    return _STATUS.get(error.code, fallback)


def language(accepted: str) -> Lang:
    """Return the language of an `Accept-Language` field: Chinese unless English is asked for first."""
    return "en" if accepted.strip().lower().startswith("en") else "zh"


def problem_of(error: ProductError, lang: Lang) -> Problem:
    """Return an error as problem details."""
    status = status_of(error)
    leading = {name: value for name, value in error.details.items() if name in _LEADING and isinstance(value, int)}
    return Problem(
        type=f"urn:integrated-window:{error.code}",
        title=status.phrase,
        status=int(status),
        detail=sentence(error.code, lang, **error.details),
        code=error.code,
        details=dict(error.details),
        **leading,
    )


def encode_problem(error: ProductError, accepted_language: str) -> tuple[int, bytes]:
    """Return status and body of an error's answer."""
    problem = problem_of(error, language(accepted_language))
    return problem.status, msgspec.json.encode(problem)


def _answer(request: AnyRequest, error: ProductError) -> Response[bytes]:
    status, body = encode_problem(error, request.headers.get("accept-language", ""))
    headers = {"WWW-Authenticate": WHO_MAY} if status == HTTPStatus.UNAUTHORIZED else {}
    return Response(body, status_code=status, media_type=PROBLEM_JSON, headers=headers)


def _foreseen(request: AnyRequest, error: ProductError) -> Response[bytes]:
    return _answer(request, error)


def _by_framework(request: AnyRequest, error: HTTPException) -> Response[bytes]:
    status = HTTPStatus(error.status_code)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _unforeseen(request, error)
    return _answer(request, RuleBroken(_BY_STATUS.get(status, "request.invalid")))


def _too_deep(request: AnyRequest, error: RecursionError) -> Response[bytes]:
    # JSON that is nested beyond all sense; nothing of ours recurses over what is sent.
    _log.warning("request.too_deep", path=request.scope["path"], why=str(error))
    return _answer(request, RuleBroken("request.invalid"))


def _unforeseen(request: AnyRequest, error: Exception) -> Response[bytes]:
    path = request.scope["path"]
    # What stands behind /P/ opens somebody's page.
    _log.error("request.unforeseen", path=path[:3] if path.upper().startswith("/P/") else path, exc_info=error)
    return _answer(request, Trouble("server.unforeseen"))


HANDLERS: ExceptionHandlersMap = {
    ProductError: _foreseen,
    HTTPException: _by_framework,
    RecursionError: _too_deep,
    Exception: _unforeseen,
}
"""What Litestar does with whatever a route raises."""
