"""The interface's description, completed from the contract by what the framework neither decodes nor answers."""

from typing import Any

import msgspec
from litestar import Request
from litestar.openapi.plugins import JsonRenderPlugin

from casework.contract import MAX_FEED_ROWS, MAX_WAIT_S, FeedPage, Problem, Push

_REFERENCE = "#/components/schemas/{name}"
_JSON = "application/json"


class Described(JsonRenderPlugin):
    """Writes the description with the body of a push and with the feed, both of which are handled by hand."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Return the description as JSON."""
        contract = (Push, FeedPage, Problem)
        (push, page, problem), components = msgspec.json.schema_components(contract, ref_template=_REFERENCE)
        known = openapi_schema.get("components", {})
        schemas = {**components, **known.get("schemas", {})}
        # Names of the contract mean the contract's forms, also where the framework has made its own of them.
        schemas |= components
        paths = dict(openapi_schema["paths"])
        posted = paths["/v1/push"]["post"]
        body = {"required": True, "content": {_JSON: {"schema": push}}}
        paths["/v1/push"] = {"post": {**posted, "requestBody": body}}
        paths["/v1/feed/{box}"] = {"get": _feed(page, problem)}
        complete = {**openapi_schema, "paths": paths, "components": {**known, "schemas": schemas}}
        return super().render(request, complete)


def _feed(page: dict[str, Any], problem: dict[str, Any]) -> dict[str, Any]:
    whole = {"type": "integer", "minimum": 0}
    refusal = {"application/problem+json": {"schema": problem}}
    return {
        "summary": "A mailbox from a position on",
        "description": "Whoever has everything may wait for more. The rows' `e` are the events' own bytes.",
        "operationId": "Feed",
        "parameters": [
            {"name": "box", "in": "path", "required": True, "schema": {"type": "string"}},
            _query("after", {**whole, "default": 0}, "The last position that the reader has."),
            _query("chain", {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "The mailbox's hash there."),
            _query("limit", {**whole, "default": MAX_FEED_ROWS, "maximum": MAX_FEED_ROWS}, "The most rows."),
            _query("wait", {"type": "number", "minimum": 0, "maximum": MAX_WAIT_S}, "Seconds to wait for a row."),
            {"name": "If-None-Match", "in": "header", "schema": {"type": "string"}},
        ],
        "responses": {
            "200": {"description": "The rows, perhaps none", "content": {_JSON: {"schema": page}}},
            "304": {"description": "Nothing new, and `If-None-Match` names the position"},
            "400": {"description": "The question makes no sense", "content": refusal},
            "401": {"description": "It is not known who asks", "content": refusal},
            "403": {"description": "The mailbox is somebody else's", "content": refusal},
            "409": {"description": "The mailbox differs from the reader's: `POST /v1/common`", "content": refusal},
        },
    }


def _query(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema}
