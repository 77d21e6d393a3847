"""Speaking to the server as a department: every call is one request, and says why if it fails."""

from dataclasses import dataclass
from typing import Final, TypeVar

import msgspec
import requests

from casework.contract import FeedPage, Hello, Login, MissingBlobs, Problem, Push, PushAnswer, Token, Welcome
from casework.errors import RuleBroken, Trouble

CONNECT_TIMEOUT_S: Final = 10.0
READ_TIMEOUT_S: Final = 30.0
_RETRY = frozenset({408, 425, 429})
_NOT_MODIFIED = 304
_BAD_REQUEST = 400
_SERVER_ERROR = 500
_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a mailbox was read: the last position and the chain's hash there (hexadecimal)."""

    pos: int
    chain: str


class Client:
    """One department's connection; `token` is empty until it has logged in."""

    def __init__(self, server: str, token: str = "", session: requests.Session | None = None) -> None:
        self._server = server.rstrip("/")
        self._session = session or requests.Session()
        self._token = token

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
        response = self._ask("GET", target, read_timeout_s=READ_TIMEOUT_S + wait_s)
        if response.status_code == _NOT_MODIFIED:
            return None
        page = _decode(response, FeedPage)
        return page if page.rows else None

    def hello(self, hello: Hello) -> Welcome:
        """Return where the server has this department's stream."""
        return _decode(self._ask("POST", "/v1/hello", msgspec.json.encode(hello)), Welcome)

    def push(self, push: Push) -> PushAnswer:
        """Send events of the department's stream.

        Raises:
            RuleBroken: `push.gap`, `push.fork`, `push.corrupt`, with the details of the contract.
        """
        return _decode(self._ask("POST", "/v1/push", msgspec.json.encode(push)), PushAnswer)

    def missing(self, hashes: tuple[str, ...]) -> tuple[str, ...]:
        """Return which blobs the server does not have."""
        wish = msgspec.json.encode(MissingBlobs(sha256=hashes))
        return _decode(self._ask("POST", "/v1/blobs/missing", wish), MissingBlobs).sha256

    def put_blob(self, sha256: str, body: bytes) -> None:
        """Send a blob."""
        self._ask("PUT", f"/v1/blobs/{sha256}", body, media_type="application/octet-stream")

    def fetch_blob(self, sha256: str) -> bytes:
        """Return a blob's bytes.

        Raises:
            RuleBroken: `blob.absent`: it has not come in yet, or belongs to no case of this department.
        """
        return self._ask("GET", f"/v1/blobs/{sha256}").content

    def _ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        media_type: str = "application/json",
        read_timeout_s: float = READ_TIMEOUT_S,
    ) -> requests.Response:
        headers = {"Accept-Language": "zh"}
        if body:
            headers["Content-Type"] = media_type
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        try:
            response = self._session.request(
                method,
                self._server + target,
                data=body or None,
                headers=headers,
                timeout=(CONNECT_TIMEOUT_S, read_timeout_s),
                allow_redirects=False,
            )
        except (requests.RequestException, ValueError) as error:
            raise Trouble("net.unreachable", server=self._server) from error
        if response.status_code >= _BAD_REQUEST:
            raise _refusal(response)
        return response


def _refusal(response: requests.Response) -> RuleBroken | Trouble:
    try:
        problem = msgspec.json.decode(response.content, type=Problem)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        # Not our server: a proxy, or a page of the network's own.
        return Trouble("net.foreign_answer", status=response.status_code)
    details = {**problem.details}
    if response.status_code >= _SERVER_ERROR or response.status_code in _RETRY:
        return Trouble(problem.code, **details)
    return RuleBroken(problem.code, **details)


def _decode(response: requests.Response, kind: type[_Answer]) -> _Answer:
    try:
        return msgspec.json.decode(response.content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Trouble("net.foreign_answer", status=response.status_code) from error
