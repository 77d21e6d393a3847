"""A real server on a loopback socket, and writers that speak to it, for tests on either side of the wire."""

import secrets
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework import chain, events, facts, ids
from casework.access import Scope
from casework.contract import Enrol, Enrolled, FeedPage, Login, Push, PushAnswer, Site, Token
from casework.events import Actor, Header, Role
from casework.http_signatures import sign
from casework.identity import uscc_with_check_digit
from casework.numbers import CaseNumber
from casework.parties import Delivery, DeliveryWay, IdKind, Party, PartyKind
from casework.signing import Sent, key_name
from casework.slips import SlipSerial
from sync_server.main import WindowServer
from sync_server.settings import Settings

REGION = "510600"
HALL = "510600-H1"
PASSWORD = "an-invented-password"
DAY = date(2026, 7, 6)
NOON = datetime(2026, 7, 6, 4, 0, tzinfo=UTC)

SITE = Site(
    region=REGION,
    hall=HALL,
    hall_name="德阳市政务服务大厅",
    hall_name_en="Deyang Government Affairs Service Hall",
    phone="0838-5550123",
    hours="9:00-17:00",
    progress_url="HTTPS://HALL.EXAMPLE",
    seal_code="510600",
)


class SteppingClock:
    """A clock that stands until it is moved."""

    def __init__(self, moment: datetime = NOON) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, **delta: float) -> None:
        self.moment += timedelta(**delta)


def write_site(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f'{name} = "{getattr(SITE, name)}"' for name in Site.__struct_fields__]
    (folder / "site.toml").write_text("\n".join(lines), encoding="utf-8")


def settings_in(folder: Path, **changes) -> Settings:
    return Settings(folder=folder, **{"port": 0, "head_poll_ms": 20, **changes})


@contextmanager
def serving(folder: Path, clock=None, **changes):
    """Run a server over `folder` in a thread; give it once it takes requests, stop it gracefully at the end."""
    write_site(folder)
    server = WindowServer(settings_in(folder, **changes), clock)
    started = threading.Event()
    server.when_ready = started.set
    thread = threading.Thread(target=server.run, name="server")
    thread.start()
    try:
        assert started.wait(20), "the server did not start"
        yield server
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive(), "the server did not stop"


def opening(window="W01", window_number=1, running=1, **changes) -> facts.CaseOpened:
    """The opening of an invented company's case."""
    minted = CaseNumber(region=REGION, window=window, day=DAY, serial=running, epoch="0")
    fields = {
        "number": minted.format(),
        "serial": SlipSerial(window=window_number, running=running).digits,
        "secret": "A" * 32,
        "matter": "EDU-001",
        "department": "EDU",
        "region": REGION,
        "hall": HALL,
        "window": window,
        "received_on": DAY,
        "notice_due": date(2026, 7, 13),
        "applicant": Party(
            kind=PartyKind.BODY,
            name="德阳晨光幼儿园有限公司",
            id_kind=IdKind.USCC,
            id_number=uscc_with_check_digit("91510600MA6000001"),
        ),
        "delivery": Delivery(way=DeliveryWay.WINDOW),
    }
    return facts.CaseOpened(**{**fields, **changes})


def accepted() -> facts.CaseAccepted:
    return facts.CaseAccepted(accepted_on=DAY, committed_days=25, statutory_days=60)


def received() -> facts.ReceivedByDepartment:
    return facts.ReceivedByDepartment(received_on=DAY)


def decided(**changes) -> facts.CaseDecided:
    return facts.CaseDecided(outcome=facts.Outcome.GRANTED, decided_on=DAY, **changes)


def note(text="说明") -> facts.NoteAdded:
    return facts.NoteAdded(text=text)


def event(fact, case, role=Role.CLERK, actor="1001", blobs=(), base=None, event_id=None) -> bytes:
    """The bytes of an event that states `fact`."""
    header = Header(
        id=event_id or new_id(),
        type=facts.KINDS[type(fact)],
        tv=1,
        case=case,
        base=base,
        catalog="2026.07.1",
        at=1783310400000,
        mono=("boot", 1),
        off=None,
        actor=Actor(role=role, code=actor),
        blobs=blobs,
    )
    return events.write(header, fact).raw


def new_id() -> str:
    return ids.uuid7(1783310400000)


@dataclass
class Stream:
    """A writer's own record of its stream."""

    origin: str
    epoch: str = field(default_factory=new_id)
    events: list[bytes] = field(default_factory=list)

    def add(self, *raws: bytes) -> "Stream":
        self.events += raws
        return self

    def hash_at(self, seq: int) -> bytes:
        return chain.tip(chain.stream_start(self.origin, self.epoch), self.events[:seq])

    def push(self, first=1, last=None, **changes) -> Push:
        last = len(self.events) if last is None else last
        made = Push(
            origin=self.origin,
            epoch=self.epoch,
            from_seq=first,
            prev=self.hash_at(first - 1).hex(),
            tip=self.hash_at(last).hex(),
            events=tuple(msgspec.Raw(raw) for raw in self.events[first - 1 : last]),
        )
        return msgspec.structs.replace(made, **changes)


class Refused(Exception):  # noqa: N818 - a refusal is what the test expects
    """The server answered with a problem."""

    def __init__(self, response: requests.Response) -> None:
        self.response = response
        self.problem = response.json()
        self.status = response.status_code
        self.code = self.problem["code"]
        super().__init__(self.status, self.code)


class Window:
    """An enrolled window that signs what it sends."""

    def __init__(self, address: str, key=None, created=NOON) -> None:
        self.address = address
        self.key = key or Ed25519PrivateKey.generate()
        self.session = requests.Session()
        self.created = created
        self.enrolled: Enrolled | None = None

    def enrol(self, code: str, epoch: str | None = None) -> Enrolled:
        wish = Enrol(code=code, public_key=key_name(self.key.public_key()), epoch=epoch or new_id())
        response = self.session.post(f"{self.address}/v1/enrol", data=msgspec.json.encode(wish), timeout=30)
        self.enrolled = msgspec.json.decode(accept(response).content, type=Enrolled)
        return self.enrolled

    def twin(self) -> "Window":
        """The same window over a connection of its own."""
        return Window(self.address, self.key, self.created)

    def request(self, method: str, target: str, body: bytes = b"", **headers) -> requests.Response:
        path, _, query = target.partition("?")
        sent = Sent(method=method, path=path, query=query, body=body)
        signed = sign(sent, self.key, created=self.created, nonce=secrets.token_hex(8))
        return self.session.request(method, self.address + target, data=body, headers={**signed, **headers}, timeout=30)

    def post(self, target: str, value) -> requests.Response:
        return accept(self.request("POST", target, msgspec.json.encode(value)))

    def push(self, push: Push) -> PushAnswer:
        return msgspec.json.decode(self.post("/v1/push", push).content, type=PushAnswer)

    def feed(self, box: str, after=0, chain_hex="", wait=0, limit=500) -> FeedPage | None:
        return read_page(self.request("GET", feed_target(box, after, chain_hex, wait, limit)))


class Department:
    """A department that is logged in."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = requests.Session()
        self.account = ""
        self.token: Token | None = None

    def login(self, account: str, password: str = PASSWORD) -> Token:
        self.account = account
        wish = msgspec.json.encode(Login(account=account, password=password))
        response = accept(self.session.post(f"{self.address}/v1/login", data=wish, timeout=30))
        self.token = msgspec.json.decode(response.content, type=Token)
        self.session.headers["Authorization"] = f"Bearer {self.token.token}"
        return self.token

    def request(self, method: str, target: str, body: bytes = b"", **headers) -> requests.Response:
        return self.session.request(method, self.address + target, data=body, headers=headers, timeout=30)

    def post(self, target: str, value) -> requests.Response:
        return accept(self.request("POST", target, msgspec.json.encode(value)))

    def push(self, push: Push) -> PushAnswer:
        return msgspec.json.decode(self.post("/v1/push", push).content, type=PushAnswer)

    def feed(self, box: str, after=0, chain_hex="", wait=0, limit=500) -> FeedPage | None:
        return read_page(self.request("GET", feed_target(box, after, chain_hex, wait, limit)))


def feed_target(box, after, chain_hex, wait, limit) -> str:
    return f"/v1/feed/{box}?after={after}&chain={chain_hex}&limit={limit}&wait={wait}"


def read_page(response: requests.Response) -> FeedPage | None:
    return None if response.status_code == 304 else msgspec.json.decode(accept(response).content, type=FeedPage)


def accept(response: requests.Response) -> requests.Response:
    if response.status_code >= 400:
        raise Refused(response)
    return response


def enrolled_window(server: WindowServer, code="W01", number=1) -> Window:
    """A window that was given its place by this server."""
    window = Window(server.address)
    window.enrol(server.doors.devices.make_code(code, number, secrets.token_bytes(10)))
    return window


def logged_in(server: WindowServer, department="EDU", scopes=frozenset(Scope)) -> Department:
    """A department with an account of its own at this server."""
    account = f"{department.lower()}-{secrets.token_hex(3)}"
    server.doors.people.add_account(account, department, REGION, PASSWORD, scopes)
    visitor = Department(server.address)
    visitor.login(account)
    return visitor
