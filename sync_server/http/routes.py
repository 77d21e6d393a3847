"""The routes of writers: each decodes, calls one door, encodes."""

from typing import Any

import msgspec
from litestar import Request, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, RawBody

from casework.access import OriginKind, Scope
from casework.contract import (
    ClerkCard,
    Enrol,
    Enrolled,
    Hello,
    Login,
    Push,
    PushAnswer,
    SignIn,
    Token,
    Welcome,
)
from casework.errors import RuleBroken
from sync_server.devices import Devices
from sync_server.intake import Intake
from sync_server.people import People
from sync_server.writers import Writer

FromWriter = Request[Writer, Any, Any]
"""A request whose sender is known."""

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
def hello(data: JSONBody[Hello], request: FromWriter, intake: NamedDependency[Intake]) -> Welcome:
    """Say what the server knows of the stream."""
    return intake.hello(request.user, data)


@post("/push", sync_to_thread=True, status_code=200, summary="Events of a stream, in order")
def push(body: RawBody, request: FromWriter, intake: NamedDependency[Intake]) -> PushAnswer:
    """Take events in: `casework.contract.Push` as JSON.

    Decoded here and not by Litestar, which takes a body apart down to its last value; an event must stay its bytes.
    """
    must(request.user, Scope.WRITE)
    try:
        wanted = _pushes.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise RuleBroken("request.invalid") from error
    return intake.push(request.user, wanted)


@post("/sign-in", sync_to_thread=True, status_code=200, summary="A clerk signs in at a window")
def sign_in(data: JSONBody[SignIn], request: FromWriter, people: NamedDependency[People]) -> ClerkCard:
    """Check a clerk's password."""
    if request.user.kind is not OriginKind.WINDOW:
        raise RuleBroken("access.windows_only")
    return people.sign_in(data)


def must(writer: Writer, scope: Scope) -> None:
    """Refuse a writer whose token does not open this."""
    if scope not in writer.scopes:
        raise RuleBroken("access.scope", scope=scope.value)
