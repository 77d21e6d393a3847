"""Desks that are enrolled with a real server, and transports that lose what they carry."""

import io
import secrets
from contextlib import contextmanager

import requests
from requests.adapters import HTTPAdapter
from support.desks import CLERK, opened, seat
from urllib3 import HTTPResponse


class LossyAdapter(HTTPAdapter):
    """Carries requests and loses answers: `lose` holds the paths whose next answer never arrives."""

    def __init__(self):
        super().__init__()
        self.lose = []
        self.cut = False
        self.seen = []

    def send(self, request, **kwargs):
        self.seen.append((request.method, request.path_url))
        if self.cut:
            raise requests.ConnectionError("no network")
        response = super().send(request, **kwargs)
        for path in self.lose:
            if request.path_url.startswith(path):
                self.lose.remove(path)
                response.close()
                raise requests.ReadTimeout("the answer was lost")
        return response


class ScriptedAdapter(requests.adapters.BaseAdapter):
    """Answers from a list of (status, body) or errors, and remembers what was asked."""

    def __init__(self, *answers):
        super().__init__()
        self.answers = list(answers)
        self.asked = []

    def send(self, request, **_kwargs):
        self.asked.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answered(request, *answer)

    def close(self):
        pass


def answered(request, status, content=b"", headers=()) -> requests.Response:
    """An answer as it comes over a wire: what it says of itself, and a body that was not read yet."""
    fields = {"Content-Length": str(len(content)), **dict(headers)}
    raw = HTTPResponse(io.BytesIO(content), fields, status, preload_content=False, request_method=request.method)
    return HTTPAdapter().build_response(request, raw)


def through(adapter) -> requests.Session:
    """A session whose every request goes through `adapter`."""
    session = requests.Session()
    session.mount("http://", adapter)
    return session


def enrolled(workplace, server, code="W03", number=3):
    """Enrol an open desk with the server and let the clerk sit down."""
    workplace.enrol(server.doors.devices.make_code(code, number, secrets.token_bytes(10)))
    seat(workplace)
    return workplace


@contextmanager
def desk_at(server, folder, clock, code="W03", number=3, adapter=None):
    """A desk enrolled with a running server."""
    workplace = opened(folder, clock, server=server.address, session=through(adapter or LossyAdapter()))
    try:
        yield enrolled(workplace, server, code, number)
    finally:
        workplace.close()


def add_clerk(server):
    """Let the server know the clerk."""
    server.doors.people.add_clerk(CLERK.code, CLERK.name, "", "an-invented-password")
