"""uvicorn's own protocol, with an end to what a request may collect before anybody has looked at it.

Without it the fields of a request that never ends grow in memory, and a connection that never asks anything stays open.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from casework.errors import RuleBroken
from sync_server.http.problems import PROBLEM_JSON, encode_problem

MAX_HEAD_BYTES = 64 * 1024
"""What a request's first line and fields may come to; those that come in a single read may have a little more."""

HEAD_WITHIN_S = 30.0
"""How long they may take, and how long a new connection may stay silent."""


class BoundedProtocol(HttpToolsProtocol):
    """One connection."""

    _head_bytes = 0
    _head_since: float | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin."""
        super().connection_made(transport)
        self._head_since = self.loop.time()

    def data_received(self, data: bytes) -> None:
        """Take what came, unless the request's head has become too large."""
        super().data_received(data)
        # uvicorn makes a scope when a request begins, and a cycle from it when its head is complete.
        if self.scope is None or (self.cycle is not None and self.cycle.scope is self.scope):
            self._head_bytes, self._head_since = 0, None
            return
        self._head_bytes += len(data)
        if self._head_since is None:
            self._head_since = self.loop.time()
        if self._head_bytes > MAX_HEAD_BYTES and not self.transport.is_closing():
            self._refuse()

    def is_slow(self, now: float) -> bool:
        """Say whether a head has been coming for too long at `now`, by the loop's time."""
        return self._head_since is not None and now - self._head_since > HEAD_WITHIN_S

    def _refuse(self) -> None:
        status, body = encode_problem(RuleBroken("request.head_too_large", limit=MAX_HEAD_BYTES), "")
        head = f"content-type: {PROBLEM_JSON}\r\ncontent-length: {len(body)}\r\nconnection: close\r\n\r\n"
        self.transport.write(STATUS_LINE[status] + head.encode("ascii") + body)
        self.transport.close()
