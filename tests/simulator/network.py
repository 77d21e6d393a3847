"""What lies between the parties and the server: it loses, doubles, delays, cuts and garbles, as the seed says.

The product's own clients send through `Adapter`, a transport of `requests`; nothing of them knows that there is no
network.
"""

import io
from enum import StrEnum

import requests
from requests.adapters import BaseAdapter, HTTPAdapter
from simulator.dying import Died
from simulator.served import Reply, Wire
from urllib3.response import HTTPResponse

MOST_REQUESTS = 400
_KEPT_PUSHES = 6
_PORTAL = b"<!DOCTYPE html><html><body>Please sign in to the network</body></html>"


class TooMany(BaseException):
    """A party asks without end; no edge of the product may catch this."""


class Fate(StrEnum):
    """What becomes of one request."""

    CARRIED = "carried"
    LOST = "request lost"
    ANSWER_LOST = "answer lost"
    DELAYED = "delayed"
    TWICE = "carried twice"
    CUT_GOING = "request cut"
    CUT_COMING = "answer cut"
    GARBLED = "request garbled"
    BUSY = "503"
    SLOW_DOWN = "429"
    PORTAL = "captive portal"


CALM = {Fate.CARRIED: 1}
ROUGH = dict.fromkeys(Fate, 1) | {Fate.CARRIED: 24}
STORM = dict.fromkeys(Fate, 2) | {Fate.CARRIED: 14, Fate.LOST: 5, Fate.ANSWER_LOST: 5, Fate.DELAYED: 4}
GARBLING = {Fate.CARRIED: 2, Fate.GARBLED: 1}
WEATHERS = {"calm": CALM, "rough": ROUGH, "storm": STORM, "garbling": GARBLING}


class Network:
    """Carries requests to the server. `weather` says how often which fate strikes; `cut_off` hears nothing."""

    def __init__(self, server, rng, log):
        self.server = server
        self.weather = CALM
        self.cut_off = set()
        self.late = []
        self.pushes = []
        self.asked = 0
        self._rng = rng
        self._log = log

    def carry(self, who, request) -> requests.Response:
        """Return the answer to a party's request.

        Raises:
            requests.RequestException: what a real transport would raise.
        """
        self.asked += 1
        if self.asked > MOST_REQUESTS:
            raise TooMany(who, request.path_url)
        wire = _wire(request)
        fate = self._fate()
        if who in self.cut_off or not self.server.up:
            raise requests.ConnectionError("no way to the server")
        if fate is not Fate.CARRIED:
            self._log(f"    {who} {wire.method} {wire.target.partition('?')[0]}: {fate}")
        return _response(request, *self._meet(fate, wire))

    def _meet(self, fate, wire) -> tuple[Reply, int]:
        """Return the answer and how many bytes of it arrive."""
        made_up = {
            Fate.BUSY: Reply(503, [(b"content-type", b"text/html")], b"<h1>503 Service Unavailable</h1>"),
            Fate.SLOW_DOWN: Reply(429, [(b"retry-after", b"5")], b"slow down"),
            Fate.PORTAL: Reply(200, [(b"content-type", b"text/html")], _PORTAL),
        }
        if fate in made_up:
            return made_up[fate], len(made_up[fate].body)
        if fate is Fate.LOST:
            raise requests.ConnectionError("the request was lost")
        if fate is Fate.DELAYED:
            self.late.append(wire)
            raise requests.ReadTimeout("the request is on its way still")
        if fate is Fate.CUT_GOING:
            self.deliver(Wire(wire.method, wire.target, wire.headers, wire.body[: self._part(wire.body)], whole=False))
            raise requests.ConnectionError("the connection broke")
        if fate is Fate.GARBLED:
            wire = self._garbled(wire)
        reply = self.deliver(wire)
        if fate is Fate.TWICE:
            reply = self.deliver(wire)
        if fate is Fate.ANSWER_LOST:
            raise requests.ReadTimeout("the answer was lost")
        return reply, self._part(reply.body) if fate is Fate.CUT_COMING else len(reply.body)

    def deliver(self, wire) -> Reply:
        """Let the server handle a request, at once or long after it was sent."""
        if wire.is_push:
            self.pushes = [*self.pushes, wire][-_KEPT_PUSHES:]
        try:
            return self.server.answer(wire)
        except Died:
            self._log("    the server died of it")
            raise requests.ConnectionError("the server is gone") from None

    def _fate(self) -> Fate:
        fates = list(self.weather)
        return self._rng.choices(fates, [self.weather[fate] for fate in fates])[0]

    def _part(self, body) -> int:
        return self._rng.randrange(len(body)) if body else 0

    def _garbled(self, wire) -> Wire:
        """Exchange one letter of the body for another; most often it is still JSON, and something else."""
        letters = [place for place, sign in enumerate(wire.body) if 97 <= sign <= 122]
        if not letters:
            return wire
        place = self._rng.choice(letters)
        other = b"%c" % (97 + (wire.body[place] - 97 + self._rng.randint(1, 25)) % 26)
        return Wire(wire.method, wire.target, wire.headers, wire.body[:place] + other + wire.body[place + 1 :])


class Adapter(BaseAdapter):
    """The end of the network that one party's session sends into."""

    def __init__(self, network, who):
        super().__init__()
        self._network = network
        self._who = who

    def send(self, request, **_kwargs):
        return self._network.carry(self._who, request)

    def close(self):
        """Nothing is open."""


def _wire(request) -> Wire:
    body = request.body or b""
    return Wire(request.method, request.path_url, tuple(request.headers.items()), bytes(body))


def _response(request, reply, arriving) -> requests.Response:
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in reply.headers]
    if "content-length" not in {name.lower() for name, _ in headers}:
        headers.append(("content-length", str(len(reply.body))))
    raw = HTTPResponse(
        body=io.BytesIO(reply.body[:arriving]),
        headers=headers,
        status=reply.status,
        request_method=request.method,
        preload_content=False,
        decode_content=False,
    )
    return HTTPAdapter().build_response(request, raw)
