"""The routes of writers: each decodes, calls one door, encodes."""

from typing import Any

import msgspec
from litestar import Request, Response, post
from litestar.di import NamedDependency
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import JSONBody, RawBody

from casework.access import OriginKind, Scope
from casework.contract import (
    PROTOCOL,
    ClerkCard,
    Common,
    Enrol,
    Enrolled,
    Hello,
    Login,
    Marks,
    Push,
    PushAnswer,
    SignIn,
    Token,
    Welcome,
)
from casework.errors import RuleBroken
from casework.packing import LEAST_BYTES, chosen, pack
from sync_server.catalogues import public_key
from sync_server.devices import Devices
from sync_server.http.callers import Reader
from sync_server.intake import Intake
from sync_server.people import People
from sync_server.store import meta, readings
from sync_server.store.engine import Store
from sync_server.tickets import Tickets
from sync_server.writers import Writer

FromWriter = Request[Writer, Any, Any]
"""A request whose sender is known."""

FromReader = Request[Reader, Any, Any]
"""A request whose sender may be known by a ticket only."""

_pushes = msgspec.json.Decoder(Push)


@post("/v1/enrol", sync_to_thread=True, status_code=200, summary="A window asks for its place with a one-time code")
def enrol(data: JSONBody[Enrol], devices: NamedDependency[Devices]) -> Enrolled:
    """Give a window its place."""
    return devices.enrol(data)


@post("/v1/login", sync_to_thread=True, status_code=200, summary="A department's account asks for a token")
def login(data: JSONBody[Login], people: NamedDependency[People]) -> Token:
    """Give a token, shown once."""
    return people.login(data)


@post("/hello", sync_to_thread=True, status_code=200, summary="A writer says where its stream stands")
def hello(
    data: JSONBody[Hello],
    request: FromWriter,
    intake: NamedDependency[Intake],
    tickets: NamedDependency[Tickets],
    store: NamedDependency[Store],
) -> Welcome:
    """Say what the server knows of the stream, and give a ticket for the mailboxes."""
    if PROTOCOL not in data.proto:
        raise RuleBroken("proto.unsupported", supported=PROTOCOL)
    welcome = intake.hello(request.user, data)
    ticket, until_ms = tickets.issue(request.user)
    with store.reading() as connection:
        server_key = public_key(connection)
    return msgspec.structs.replace(welcome, ticket=ticket, ticket_until=until_ms, server_key=server_key)


@post(
    "/push",
    sync_to_thread=True,
    status_code=200,
    summary="Events of a stream, in order",
    responses={200: ResponseSpec(data_container=PushAnswer, description="What became of each")},
)
def push(body: RawBody, request: FromWriter, intake: NamedDependency[Intake]) -> Response[bytes]:
    """Take events in: `casework.contract.Push` as JSON.

    Decoded here and not by Litestar, which takes a body apart down to its last value; an event must stay its bytes.
    """
    must(request.user, Scope.WRITE)
    try:
        wanted = _pushes.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RuleBroken("request.invalid") from error
    return _packed(intake.push(request.user, wanted), request)


@post("/common", sync_to_thread=True, status_code=200, summary="Where a mailbox and a reader of it part")
def common(data: JSONBody[Marks], request: FromReader, store: NamedDependency[Store]) -> Common:
    """Say from which of its positions the reader may go on."""
    if not request.user.may_read(data.box):
        raise RuleBroken("access.box")
    with store.reading() as connection:
        shared = readings.common(connection, data.box, data.marks)
        return Common(pos=shared.pos, chain=shared.chain.hex(), server_epoch=meta.server_epoch(connection))


@post("/sign-in", sync_to_thread=True, status_code=200, summary="A clerk signs in at a window")
def sign_in(data: JSONBody[SignIn], request: FromWriter, people: NamedDependency[People]) -> ClerkCard:
    """Check a clerk's password."""
    if request.user.kind is not OriginKind.WINDOW:
        raise RuleBroken("access.windows_only")
    return people.sign_in(data)


def _packed(answer: PushAnswer, request: FromWriter) -> Response[bytes]:
    body = msgspec.json.encode(answer)
    coding = chosen(request.headers.get("accept-encoding", "")) if len(body) >= LEAST_BYTES else ""
    headers = {"Cache-Control": "no-store", "Vary": "Accept-Encoding"}
    if coding:
        headers["Content-Encoding"] = coding
    return Response(pack(body, coding), media_type="application/json", headers=headers)


def must(writer: Writer, scope: Scope) -> None:
    """Refuse a writer whose token does not open this."""
    if scope not in writer.scopes:
        raise RuleBroken("access.scope", scope=scope.value)
