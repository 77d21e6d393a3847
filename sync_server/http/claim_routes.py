"""The routes by which a department's pollers share its work."""

from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from casework.access import Scope
from casework.contract import Claim, Claimed, Held
from sync_server.claims import Claims
from sync_server.http.routes import FromWriter, must


@post("/claim", sync_to_thread=True, status_code=200, summary="Positions of a department's mailbox to work on")
def claim(data: JSONBody[Claim], request: FromWriter, claims: NamedDependency[Claims]) -> Claimed:
    """Give positions that nobody works on."""
    must(request.user, Scope.WRITE)
    return claims.claim(request.user, data)


@post("/claim/renew", sync_to_thread=True, status_code=200, summary="A poller goes on with a position")
def renew(data: JSONBody[Held], request: FromWriter, claims: NamedDependency[Claims]) -> Claimed:
    """Let a claim live on."""
    must(request.user, Scope.WRITE)
    return claims.renew(request.user, data)


@post("/claim/done", sync_to_thread=True, status_code=204, summary="A poller is through with a position")
def done(data: JSONBody[Held], request: FromWriter, claims: NamedDependency[Claims]) -> None:
    """Note that a position is done."""
    must(request.user, Scope.WRITE)
    claims.done(request.user, data)
