"""The route by which windows learn what has become of the papers that the server seals."""

from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from casework.contract import AskSeals, SealsAsked
from sync_server.http.routes import FromWriter
from sync_server.seal_standing import SealNews


@post("/seals", sync_to_thread=True, status_code=200, summary="What is sealed, or to be sealed, of decided cases")
def seals(data: JSONBody[AskSeals], request: FromWriter, news: NamedDependency[SealNews]) -> SealsAsked:
    """Say which papers of a window's cases come sealed, and what the others wait for."""
    return news.of(request.user, data.cases)
