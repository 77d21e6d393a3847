"""The floors' server: bare ASGI under the product's own uvicorn settings, started with a folder of its own.

It does the least that its name asks: `/idle` answers 304, `/push` decodes a batch and stores it in one transaction,
`/pull` and `/page` splice stored bytes. Nobody is asked who they are and nothing is judged. The first line printed says
where it listens.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import msgspec
import sqlcipher3
import uvicorn
import zstandard

from casework.contract import Push

PAGE = 500
_TABLES = """
CREATE TABLE IF NOT EXISTS floor_event (pos INTEGER PRIMARY KEY, id TEXT NOT NULL, raw BLOB NOT NULL) STRICT;
"""
_pushes = msgspec.json.Decoder(Push)


class Name(msgspec.Struct):
    """All that the floor reads of an event."""

    id: str


_names = msgspec.json.Decoder(Name)


def connect(file: Path) -> sqlcipher3.Connection:
    """Return a connection with the durability the product has."""
    connection = sqlcipher3.connect(str(file), isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.executescript(_TABLES)
    return connection


class FloorApp:
    """The application."""

    def __init__(self, file: Path) -> None:
        self._connection = connect(file)

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
        elif scope["path"] == "/idle":
            await _answer(send, 304, b"")
        elif scope["path"] == "/push":
            await _answer(send, 200, await asyncio.to_thread(self._push, await _body(receive)))
        else:
            after = int(parse_qs(scope["query_string"].decode())["after"][0])
            await _answer(send, 200, await asyncio.to_thread(self._page, after))

    def _push(self, body: bytes) -> bytes:
        push = _pushes.decode(zstandard.ZstdDecompressor().decompress(body))
        rows = [(push.from_seq + n, _names.decode(raw).id, bytes(raw)) for n, raw in enumerate(push.events)]
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT INTO floor_event VALUES (?, ?, ?)", rows)
        self._connection.execute("COMMIT")
        return msgspec.json.encode([row[0] for row in rows])

    def _page(self, after: int) -> bytes:
        found = self._connection.execute(
            "SELECT raw FROM floor_event WHERE pos > ? ORDER BY pos LIMIT ?", (after, PAGE)
        )
        return b"[" + b",".join([raw for (raw,) in found]) + b"]"


async def _live(receive: Any, send: Any) -> None:
    while (message := await receive())["type"] != "lifespan.shutdown":
        await send({"type": f"{message['type']}.complete"})
    await send({"type": "lifespan.shutdown.complete"})


async def _body(receive: Any) -> bytes:
    parts = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def _answer(send: Any, status: int, body: bytes) -> None:
    headers = [(b"cache-control", b"no-store"), (b"content-type", b"application/json"), (b"etag", b'"E1-0"')]
    if body:
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class _Server(uvicorn.Server):
    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        sys.stdout.write(msgspec.json.encode({"ready": f"http://{host}:{port}"}).decode() + "\n")
        sys.stdout.flush()


def main(folder: Path) -> None:
    """Serve until told to stop."""
    folder.mkdir(parents=True, exist_ok=True)
    # As in `sync_server.main`.
    config = uvicorn.Config(
        FloorApp(folder / "floor.sqlite3"),
        host="127.0.0.1",
        port=0,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="on",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=2,
    )
    _Server(config).run()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
