"""Asking the server: every request signed, every failure given its meaning, no answer trusted for its size.

What makes a `requests.Session` is given, so that tests can put their own transport into it; it is asked at the first
request, because the library takes time to load.
"""

import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote, urlsplit

import msgspec
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.chunks import Standing
from casework.clock import Clock
from casework.contract import (
    AskSeals,
    ClerkCard,
    Common,
    Enrol,
    Enrolled,
    FeedPage,
    Hello,
    Marks,
    MissingBlobs,
    Push,
    PushAnswer,
    SealsAsked,
    SignIn,
    Welcome,
)
from casework.errors import ProductError, Trouble
from casework.packing import ACCEPTED, MOST_BYTES, NotPacked, TooLarge, unpack
from casework.signing import Sent
from counter_app.sync.answers import read_problem, refusal_of, trouble_of

if TYPE_CHECKING:
    import requests

MAX_ANSWER_BYTES = MOST_BYTES
_COMPRESS_FROM_BYTES = 1024
_ZSTD_LEVEL = 3
_CHUNK_BYTES = 256 * 1024
_NONCE_BYTES = 16
_TAG = re.compile(r'(?:W/)?"E([0-9]{1,15})-[0-9]+"', re.ASCII)
_OFFSET = "Upload-Offset"
_MOST_CUTS = 3
_TICKET_MARGIN_S = 5.0
_encoder = msgspec.json.Encoder()
Answer = TypeVar("Answer")
Meaning = Callable[[int, bytes], ProductError]


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some bytes of a blob, from `offset` on; the whole has `length` bytes."""

    offset: int
    length: int
    content: bytes


class ServerApi:
    """The routes of the server, as calls. Not shared between threads that ask at the same time.

    `heard_epoch` is the server's epoch as its last page said it; 0 while none did.
    """

    def __init__(
        self,
        address: str,
        session: "Callable[[], requests.Session]",
        clock: Clock,
        *,
        timeout_s: float = 30.0,
        key_of: Callable[[], Ed25519PrivateKey | None],
    ) -> None:
        self._address = address.rstrip("/")
        self._session = cache(session)
        self._clock = clock
        self._timeout_s = timeout_s
        self._key_of = key_of
        # Remembered, so that a request need not wait for the store while that is busy.
        self._key: Ed25519PrivateKey | None = None
        self._takes_zstd = True
        self.heard_epoch = 0
        self._ticket = ""
        self._ticket_until_s = 0.0
        self._had_ticket = False

    def close(self) -> None:
        """Close the connections that are kept open."""
        if self._session.cache_info().currsize:
            self._session().close()

    def enrol(self, asked: Enrol) -> Enrolled:
        """Ask for this desk's place. Raises RuleBroken when the code is refused, else Trouble."""
        self._key = None
        reply = self._send("POST", "/v1/enrol", _encoder.encode(asked), signed=False)
        return _decoded(reply, Enrolled, refusal_of)

    def sign_in(self, asked: SignIn, *, timeout_s: float | None = None) -> ClerkCard:
        """Ask who a clerk is. Raises RuleBroken when the server refuses them, else Trouble."""
        reply = self._send("POST", "/v1/sign-in", _encoder.encode(asked), timeout_s=timeout_s)
        return _decoded(reply, ClerkCard, refusal_of)

    def seals(self, cases: tuple[str, ...]) -> SealsAsked:
        """Return what the server seals of decided cases. Raises Trouble, also as `Absent`."""
        return _decoded(self._send("POST", "/v1/seals", _encoder.encode(AskSeals(cases=cases))), SealsAsked, trouble_of)

    def hello(self, said: Hello) -> Welcome:
        """Say where our stream stands."""
        return _decoded(self._send("POST", "/v1/hello", _encoder.encode(said)), Welcome, trouble_of)

    def push(self, batch: Push) -> PushAnswer:
        """Send events.

        Raises:
            Trouble: also as `Gap`, `Fork`, `TooLarge`, `Unreadable`, `Corrupt`, `NotLetIn`.
        """
        reply = self._send("POST", "/v1/push", _encoder.encode(batch), compress=True)
        return _decoded(reply, PushAnswer, trouble_of)

    def feed(self, box: str, *, after: int, chain: str, limit: int, wait_s: float) -> FeedPage | None:
        """Return the rows of a mailbox after a position; None if there are none.

        Raises:
            Trouble: also as `Reset`, `NotLetIn`.
        """
        query = f"after={after}&chain={chain}&limit={limit}&wait={wait_s:g}"
        path = f"/v1/feed/{quote(box, safe='')}"
        reply = self._ask_for_page(path, query, self._timeout_s + wait_s, self._has(after))
        self._hear(reply.headers.get("ETag", ""))
        if reply.status == HTTPStatus.NOT_MODIFIED:
            return None
        page = _decoded(reply, FeedPage, trouble_of)
        return page if page.rows else None

    def admit(self, ticket: str, for_s: float) -> None:
        """Take a ticket that opens our mailboxes for so many seconds; a page then costs neither end a signature."""
        self._had_ticket = bool(ticket)
        self._ticket, self._ticket_until_s = ticket, time.monotonic() + for_s - _TICKET_MARGIN_S

    def wants_ticket(self) -> bool:
        """Say whether the ticket that was given has run out or was refused; a greeting brings another."""
        return self._had_ticket and not self._ticket_holds()

    def _ticket_holds(self) -> bool:
        return bool(self._ticket) and time.monotonic() < self._ticket_until_s

    def _has(self, after: int) -> dict[str, str]:
        """Return the field by which the server may say in a few bytes that there is nothing new."""
        return {"If-None-Match": f'"E{self.heard_epoch}-{after}"'} if self.heard_epoch else {}

    def _ask_for_page(self, path: str, query: str, timeout_s: float, has: Mapping[str, str]) -> _Reply:
        if self._ticket_holds():
            bearer = {"Authorization": f"Bearer {self._ticket}", **has}
            reply = self._send("GET", path, query=query, signed=False, timeout_s=timeout_s, more=bearer)
            if reply.status != HTTPStatus.UNAUTHORIZED:
                return reply
            # It ended before its time, as with a server that was restored; our key still says who we are.
            self._ticket = ""
        return self._send("GET", path, query=query, timeout_s=timeout_s, more=has)

    def _hear(self, etag: str) -> None:
        found = _TAG.fullmatch(etag)
        if found is not None:
            self.heard_epoch = int(found[1])

    def common(self, marks: Marks) -> Common:
        """Return the highest of the marks that the server has as well.

        Raises:
            Trouble: also as `Absent`, the server is older than this question.
        """
        return _decoded(self._send("POST", "/v1/common", _encoder.encode(marks)), Common, trouble_of)

    def missing(self, sha256: tuple[str, ...]) -> tuple[str, ...]:
        """Return which of these blobs the server does not have."""
        body = _encoder.encode(MissingBlobs(sha256=sha256))
        return _decoded(self._send("POST", "/v1/blobs/missing", body), MissingBlobs, trouble_of).sha256

    def blob_standing(self, sha256: str) -> Standing:
        """Return how far a blob is at the server."""
        reply = self._send("HEAD", f"/v1/blobs/{sha256}")
        offset = reply.headers.get(_OFFSET, "")
        if reply.status == HTTPStatus.NOT_FOUND and offset.isdigit():
            return Standing(complete=False, offset=int(offset))
        if not _succeeded(reply) or not offset.isdigit():
            # A portal answers 200 to everything, and says nothing of our blob.
            raise trouble_of(reply.status, reply.body)
        return Standing(complete=True)

    def append_blob(self, sha256: str, chunk: Chunk) -> Standing:
        """Send a chunk of a blob; a server that is elsewhere says where, which is no error."""
        headers = {_OFFSET: str(chunk.offset), "Upload-Length": str(chunk.length)}
        reply = self._send("PATCH", f"/v1/blobs/{sha256}", chunk.content, more=headers)
        problem = read_problem(reply.body) if reply.status == HTTPStatus.CONFLICT else None
        if problem is not None and problem.code == "blob.offset":
            return Standing(complete=False, offset=int(problem.details.get("offset", 0)))
        offset = reply.headers.get(_OFFSET, "")
        if not _succeeded(reply) or not offset.isdigit():
            raise trouble_of(reply.status, reply.body)
        return Standing(complete=reply.status == HTTPStatus.CREATED, offset=int(offset))

    def get_blob(self, sha256: str, size: int) -> bytes:
        """Return a blob's bytes as they came; what a cut line has brought is not fetched again."""
        got, tries = b"", 0
        while True:
            more = {"Range": f"bytes={len(got)}-"} if got else {}
            reply = self._send("GET", f"/v1/blobs/{sha256}", more=more, cut_is_fine=True)
            if not _succeeded(reply):
                raise trouble_of(reply.status, reply.body)
            got = got + reply.body if reply.status == HTTPStatus.PARTIAL_CONTENT else reply.body
            if len(got) >= size or tries == _MOST_CUTS:
                return got
            tries += 1

    def catalogue(self, sha256: str) -> bytes:
        """Return a bundle of the catalogue as it came; the caller compares the hash.

        Raises:
            Trouble: also as `Absent`.
        """
        reply = self._send("GET", f"/v1/catalogue/{sha256}")
        if not _succeeded(reply):
            raise trouble_of(reply.status, reply.body)
        return reply.body

    def window_keys(self, tag: str) -> tuple[bytes, str] | None:
        """Return the windows' keys as the server publishes them, and their tag; None if `tag` is still theirs.

        Raises:
            Trouble: also as `Absent`, the server is older than this question.
        """
        reply = self._send("GET", "/v1/window-keys", signed=False, more={"If-None-Match": tag} if tag else {})
        if reply.status == HTTPStatus.NOT_MODIFIED:
            return None
        if not _succeeded(reply):
            raise trouble_of(reply.status, reply.body)
        return reply.body, reply.headers.get("ETag", "")

    def _send(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        query: str = "",
        signed: bool = True,
        compress: bool = False,
        timeout_s: float | None = None,
        more: Mapping[str, str] | None = None,
        cut_is_fine: bool = False,
    ) -> _Reply:
        packed = compress and self._takes_zstd and len(body) >= _COMPRESS_FROM_BYTES
        sent = zstandard.compress(body, _ZSTD_LEVEL) if packed else body
        headers = {"Content-Type": "application/json" if method == "POST" else "application/octet-stream"}
        if packed:
            headers["Content-Encoding"] = "zstd"
        # What may be cut goes on from where it was cut, and that nobody can with packed bytes.
        headers["Accept-Encoding"] = "identity" if cut_is_fine else ACCEPTED
        headers |= more or {}
        if signed:
            headers |= self._signature(method, path, query, sent)
        wait_s = timeout_s or self._timeout_s
        reply = self._exchange(method, path, query, sent, headers, wait_s, cut_is_fine=cut_is_fine)
        if packed and reply.status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
            self._takes_zstd = False
            return self._send(method, path, body, query=query, signed=signed, timeout_s=timeout_s)
        return reply

    def _signature(self, method: str, path: str, query: str, body: bytes) -> dict[str, str]:
        self._key = key = self._key or self._key_of()
        if key is None:
            raise Trouble("sync.not_enrolled")
        asked = Sent(method=method, path=urlsplit(self._address).path + path, query=query, body=body)
        from casework.http_signatures import sign  # noqa: PLC0415 - 30 ms that the first request pays, not the start

        return sign(asked, key, created=self._clock.now(), nonce=secrets.token_hex(_NONCE_BYTES))

    def _exchange(
        self,
        method: str,
        path: str,
        query: str,
        body: bytes,
        headers: dict[str, str],
        timeout_s: float,
        *,
        cut_is_fine: bool,
    ) -> _Reply:
        import requests  # noqa: PLC0415 - see the module's first lines
        from urllib3.exceptions import HTTPError  # noqa: PLC0415 - the same

        if not self._address:
            raise Trouble("sync.no_server")
        url = f"{self._address}{path}" + (f"?{query}" if query else "")
        try:
            with self._session().request(
                method, url, data=body, headers=headers, timeout=timeout_s, stream=True, allow_redirects=False
            ) as response:
                body = _unpacked(response, _limited(response, cut_is_fine=cut_is_fine))
                return _Reply(response.status_code, body, response.headers)
        except (requests.RequestException, HTTPError) as error:
            raise Trouble("sync.unreachable", why=type(error).__name__) from error


def _limited(response: "requests.Response", *, cut_is_fine: bool) -> bytes:
    from urllib3.exceptions import HTTPError  # noqa: PLC0415 - see the module's first lines

    parts: list[bytes] = []
    size = 0
    try:
        # As it comes: the library would unpack without knowing where to stop, and no zstd.
        for part in response.raw.stream(_CHUNK_BYTES, decode_content=False):
            size += len(part)
            if size > MAX_ANSWER_BYTES:
                raise Trouble("sync.answer_too_large", limit=MAX_ANSWER_BYTES)
            parts.append(part)
    except HTTPError:
        if not (cut_is_fine and parts):
            raise
    return b"".join(parts)


def _unpacked(response: "requests.Response", body: bytes) -> bytes:
    try:
        return unpack(body, response.headers.get("Content-Encoding", ""), MAX_ANSWER_BYTES)
    except TooLarge as error:
        raise Trouble("sync.answer_too_large", limit=MAX_ANSWER_BYTES) from error
    except NotPacked as error:
        # Cut, or repacked by something on the way that was not asked to.
        raise Trouble("sync.strange_answer", status=response.status_code, said="") from error


def _succeeded(reply: _Reply) -> bool:
    return HTTPStatus.OK <= reply.status < HTTPStatus.MULTIPLE_CHOICES


def _decoded(reply: _Reply, kind: type[Answer], meaning: Meaning) -> Answer:
    if not _succeeded(reply):
        raise meaning(reply.status, reply.body)
    try:
        return msgspec.json.decode(reply.body, type=kind)
    except msgspec.MsgspecError as error:
        # A captive portal answers everything with a page of its own and status 200.
        raise Trouble("sync.strange_answer", status=reply.status, said="") from error
