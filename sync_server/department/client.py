"""Speaking to the server as a department: every call is one request, and says why if it fails."""

import base64
import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

import msgspec
import requests
from urllib3.exceptions import HTTPError

from casework.chunks import Standing
from casework.contract import (
    Claim,
    Claimed,
    Common,
    FeedPage,
    Held,
    Hello,
    Login,
    Marks,
    MissingBlobs,
    Problem,
    Push,
    PushAnswer,
    Token,
    Welcome,
)
from casework.errors import RuleBroken, Trouble
from casework.packing import ACCEPTED, MOST_BYTES, NotPacked, TooLarge, unpack

CONNECT_TIMEOUT_S: Final = 10.0
READ_TIMEOUT_S: Final = 30.0
_READ_BYTES = 256 * 1024
# Fetched anew before it runs out on the way.
_TICKET_MARGIN_S = 30.0
_RETRY = frozenset({408, 425, 429})
_OK = 200
_CREATED = 201
_NOT_MODIFIED = 304
_NOT_FOUND = 404
_BYTES = "application/octet-stream"
_BAD_REQUEST = 400
_SERVER_ERROR = 500
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a mailbox was read: the last position and the chain's hash there (hexadecimal)."""

    pos: int
    chain: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server answered, unpacked."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes


class Client:
    """One department's connection; `token` is empty until it has logged in."""

    def __init__(
        self,
        server: str,
        token: str = "",
        session: requests.Session | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server = server.rstrip("/")
        self._session = session or requests.Session()
        self._token = token
        self._monotonic = monotonic
        self._ticket = ""
        self._ticket_until_s = 0.0
        self._tag = ""

    def login(self, account: str, password: str) -> Token:
        """Return a new token, which this client uses from now on.

        Raises:
            RuleBroken: the server's own code, as `people.wrong_password`.
            Trouble: `net.unreachable`, or what the server says of itself.
        """
        wish = msgspec.json.encode(Login(account=account, password=password))
        token = _decode(self._ask("POST", "/v1/login", wish), Token)
        self._token = token.token
        return token

    def feed(self, box: str, cursor: Cursor, *, limit: int, wait_s: float) -> FeedPage | None:
        """Return what comes behind the cursor, waiting for it up to `wait_s`; None if nothing came.

        Raises:
            RuleBroken: `feed.reset` when the server's mailbox is another than the one that was read.
        """
        target = f"/v1/feed/{box}?after={cursor.pos}&chain={cursor.chain}&limit={limit}&wait={wait_s:g}"
        has = {"If-None-Match": self._tag} if self._tag.endswith(f'-{cursor.pos}"') else {}
        response = self._ask_for_page(target, has, READ_TIMEOUT_S + wait_s)
        self._tag = response.headers.get("ETag", "")
        if response.status_code == _NOT_MODIFIED:
            return None
        page = _decode(response, FeedPage)
        return page if page.rows else None

    def common(self, marks: Marks) -> Common:
        """Return the highest of the marks that the server has as well.

        Raises:
            RuleBroken: `request.not_found` by a server that is older than the question.
        """
        return _decode(self._ask("POST", "/v1/common", msgspec.json.encode(marks)), Common)

    def hello(self, hello: Hello) -> Welcome:
        """Return where the server has this department's stream; its ticket for the mailbox is kept."""
        welcome = _decode(self._ask("POST", "/v1/hello", msgspec.json.encode(hello)), Welcome)
        self._ticket = welcome.ticket
        self._ticket_until_s = self._monotonic() + (welcome.ticket_until - welcome.now) / 1000 - _TICKET_MARGIN_S
        return welcome

    def push(self, push: Push) -> PushAnswer:
        """Send events of the department's stream.

        Raises:
            RuleBroken: `push.gap`, `push.fork`, `push.corrupt`, with the details of the contract.
        """
        return _decode(self._ask("POST", "/v1/push", msgspec.json.encode(push)), PushAnswer)

    def claim(self, wish: Claim) -> Claimed:
        """Return the positions of the mailbox that are this poller's to work on for a while; there may be none."""
        return _decode(self._ask("POST", "/v1/claim", msgspec.json.encode(wish)), Claimed)

    def renew(self, held: Held) -> Claimed:
        """Let a claim live on.

        Raises:
            RuleBroken: `claim.lost`.
        """
        return _decode(self._ask("POST", "/v1/claim/renew", msgspec.json.encode(held)), Claimed)

    def done(self, held: Held) -> None:
        """Say that a position is done.

        Raises:
            RuleBroken: `claim.lost`.
        """
        self._ask("POST", "/v1/claim/done", msgspec.json.encode(held))

    def missing(self, hashes: tuple[str, ...]) -> tuple[str, ...]:
        """Return which blobs the server does not have."""
        wish = msgspec.json.encode(MissingBlobs(sha256=hashes))
        return _decode(self._ask("POST", "/v1/blobs/missing", wish), MissingBlobs).sha256

    def blob_standing(self, sha256: str) -> Standing:
        """Return how far a blob is at the server."""
        response = self._exchange("HEAD", f"/v1/blobs/{sha256}", b"", {}, READ_TIMEOUT_S)
        if response.status_code not in {_OK, _NOT_FOUND}:
            # The answer to HEAD has no body that could say why.
            raise Trouble("net.foreign_answer", status=response.status_code)
        return Standing(complete=response.status_code == _OK, offset=_offset(response))

    def append_blob(self, sha256: str, offset: int, length: int, chunk: bytes) -> Standing:
        """Send a chunk of a blob; a server that is elsewhere says where, which is no error."""
        digest = base64.b64encode(hashlib.sha256(chunk).digest()).decode()
        more = {
            "Upload-Offset": str(offset),
            "Upload-Length": str(length),
            "Content-Digest": f"sha-256=:{digest}:",
        }
        try:
            response = self._ask("PATCH", f"/v1/blobs/{sha256}", chunk, media_type=_BYTES, more=more)
        except RuleBroken as refusal:
            if refusal.code != "blob.offset":
                raise
            return Standing(complete=False, offset=int(refusal.details.get("offset", 0)))
        return Standing(complete=response.status_code == _CREATED, offset=_offset(response))

    def fetch_blob(self, sha256: str) -> bytes:
        """Return a blob's bytes.

        Raises:
            RuleBroken: `blob.absent`: it has not come in yet, or belongs to no case of this department.
        """
        return self._ask("GET", f"/v1/blobs/{sha256}").content

    def _ask_for_page(self, target: str, has: Mapping[str, str], read_timeout_s: float) -> Answer:
        if self._ticket and self._monotonic() < self._ticket_until_s:
            with_ticket = {**has, "Authorization": f"Bearer {self._ticket}"}
            try:
                return self._ask("GET", target, read_timeout_s=read_timeout_s, more=with_ticket)
            except RuleBroken as refusal:
                if not refusal.code.startswith("ticket."):
                    raise
        self._ticket = ""
        return self._ask("GET", target, read_timeout_s=read_timeout_s, more=has)

    def _ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        media_type: str = "application/json",
        read_timeout_s: float = READ_TIMEOUT_S,
        more: Mapping[str, str] | None = None,
    ) -> Answer:
        headers = dict(more or {})
        if body:
            headers["Content-Type"] = media_type
        response = self._exchange(method, target, body, headers, read_timeout_s)
        if response.status_code >= _BAD_REQUEST:
            raise _refusal(response)
        return response

    def _exchange(
        self, method: str, target: str, body: bytes, headers: Mapping[str, str], read_timeout_s: float
    ) -> Answer:
        who = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        try:
            with self._session.request(
                method,
                self._server + target,
                data=body or None,
                headers={"Accept-Language": "zh", "Accept-Encoding": ACCEPTED, **who, **headers},
                timeout=(CONNECT_TIMEOUT_S, read_timeout_s),
                allow_redirects=False,
                stream=True,
            ) as response:
                return Answer(response.status_code, response.headers, _content(response))
        except (requests.RequestException, HTTPError, ValueError) as error:
            raise Trouble("net.unreachable", server=self._server) from error


def _content(response: requests.Response) -> bytes:
    """Return an answer's body, read and unpacked within its bound."""
    parts: list[bytes] = []
    size = 0
    # As it comes: the library would unpack without knowing where to stop, and no zstd.
    for part in response.raw.stream(_READ_BYTES, decode_content=False):
        size += len(part)
        if size > MOST_BYTES:
            raise Trouble("net.answer_too_large", limit=MOST_BYTES)
        parts.append(part)
    try:
        return unpack(b"".join(parts), response.headers.get("Content-Encoding", ""), MOST_BYTES)
    except TooLarge as error:
        raise Trouble("net.answer_too_large", limit=MOST_BYTES) from error
    except NotPacked as error:
        raise Trouble("net.foreign_answer", status=response.status_code) from error


def _offset(response: Answer) -> int:
    """Return where a blob stands; an answer without it is not our server's."""
    text = response.headers.get("Upload-Offset", "")
    if not text.isdigit():
        raise Trouble("net.foreign_answer", status=response.status_code)
    return int(text)


def _refusal(response: Answer) -> RuleBroken | Trouble:
    try:
        problem = msgspec.json.decode(response.content, type=Problem)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # Not our server: a proxy, or a page of the network's own.
        return Trouble("net.foreign_answer", status=response.status_code)
    details = {**problem.details}
    if response.status_code >= _SERVER_ERROR or response.status_code in _RETRY:
        return Trouble(problem.code, **details)
    return RuleBroken(problem.code, **details)


def _decode(response: Answer, kind: type[_Answer]) -> _Answer:
    try:
        return msgspec.json.decode(response.content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Trouble("net.foreign_answer", status=response.status_code) from error
