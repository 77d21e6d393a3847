"""The wire: what windows, departments and the server say to each other, version 1.

Encoded as JSON by msgspec. Events stay `msgspec.Raw`: the bytes a writer stored are the bytes a reader stores. Lists of
an answer keep the order of what was asked. Hashes are lower-case hexadecimal. Errors are RFC 9457 problem details.
"""

from typing import Annotated

import msgspec

from casework.lifecycle import Verdict

PROTOCOL = 1
MAX_PUSH_EVENTS = 500
MAX_PUSH_BYTES = 2 * 1024 * 1024
MAX_FEED_ROWS = 500
MAX_WAIT_S = 25.0
MAX_WHOLE = 2**53 - 1
"""The largest number that every reader of JSON reads exactly."""
MAX_CHUNK_BYTES = 4 * 1024 * 1024
"""The most of a blob that one request may carry."""

Hex = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Receipt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an earlier server had made of an event that is sent again because the server lost it.

    `ver` is the case's version after it, `contested` whether it did not count, `number` and `serial` are those that
    server gave an opening. A server that is refilled lets the events of a case count in this order, whoever is first.
    """

    seq: int
    ver: int
    contested: bool = False
    number: str = ""
    serial: str = ""


class Push(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`POST /v1/push`: events `from_seq`, `from_seq + 1`, … of the stream (origin, epoch), in order.

    `prev` is the chain's hash before the first of them, `tip` after the last. Bytes that are not JSON cannot stand in
    `events`; a writer that finds such sends them as `opaque`, base64 each, with `events` empty, so that they are
    quarantined and nothing behind them has to wait.
    """

    origin: str
    epoch: str
    from_seq: Annotated[int, msgspec.Meta(ge=1)] = msgspec.field(name="from")
    prev: Hex
    tip: Hex
    events: Annotated[tuple[msgspec.Raw, ...], msgspec.Meta(max_length=MAX_PUSH_EVENTS)] = ()
    opaque: Annotated[tuple[str, ...], msgspec.Meta(max_length=MAX_PUSH_EVENTS)] = ()
    receipts: Annotated[tuple[Receipt, ...], msgspec.Meta(max_length=MAX_PUSH_EVENTS)] = ()


class EventVerdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of one event: final, stored with it, and the same on every replay.

    `ver` is the case's version after it; `reason` a code; `by` the event that holds it or, for a correction, the one
    whose place it takes; `number` and `serial` are given when the server renumbered an opening.
    """

    seq: int
    verdict: Verdict
    ver: int = 0
    reason: str = ""
    by: str = ""
    number: str = ""
    serial: str = ""


class PushAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The stream's head after the push and a verdict for each event of the request.

    Events up to `backup_mark` are in a verified backup of the server; a writer keeps the rest. `now` is the server's
    wall time in ms.
    """

    head: int
    verdicts: tuple[EventVerdict, ...]
    backup_mark: int
    server_epoch: int
    now: int


class FeedRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One position of a mailbox: `p` position, `v` verdict, `ver` case version, `e` the event's own bytes.

    `o`, `ep` and `s` name the stream (origin, epoch) and sequence number it was written under; `n` and `sl` are the
    number and serial of a renumbered opening.
    """

    p: int
    v: Verdict
    ver: int
    o: str
    ep: str
    s: int
    e: msgspec.Raw
    n: str = ""
    sl: str = ""


class FeedPage(msgspec.Struct, frozen=True, kw_only=True):
    """`GET /v1/feed/{box}?after=&chain=&limit=&wait=`: the rows after a position.

    `next` is the last position of the page and `chain` the mailbox's hash there; the reader checks both.
    """

    next: int
    chain: Hex
    rows: tuple[FeedRow, ...]


class Marks(msgspec.Struct, frozen=True, kw_only=True):
    """`POST /v1/common`: a reader whose mailbox was reset says which positions it knows, each with the chain there."""

    box: str
    marks: Annotated[tuple[tuple[int, Hex], ...], msgspec.Meta(max_length=64)]


class Common(msgspec.Struct, frozen=True, kw_only=True):
    """The highest of the positions at which both ends have the same chain; position 0 if they share none."""

    pos: int
    chain: Hex
    server_epoch: int


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """`POST /v1/claim`: one of a department's several pollers asks for up to `n` positions to work on.

    They are its own for `ttl_s` seconds; `holder` names it for people.
    """

    box: str
    n: Annotated[int, msgspec.Meta(ge=1, le=100)] = 10
    ttl_s: Annotated[int, msgspec.Meta(ge=1, le=86_400)] = 300
    holder: Annotated[str, msgspec.Meta(max_length=64)] = ""


class ClaimItem(msgspec.Struct, frozen=True, kw_only=True):
    """One position that was claimed. `fence` grows with every claim of the mailbox; `until_ms` is wall time in ms."""

    p: int
    event: str
    case: str
    fence: int
    until_ms: int


class Claimed(msgspec.Struct, frozen=True, kw_only=True):
    """What a poller may work on now."""

    items: tuple[ClaimItem, ...]


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """`POST /v1/claim/renew` and `/v1/claim/done`: a poller goes on with a position, or is through with it.

    A number that is no longer the position's is answered `claim.lost`.
    """

    box: str
    p: Annotated[int, msgspec.Meta(ge=1, le=MAX_WHOLE)]
    fence: Annotated[int, msgspec.Meta(ge=1, le=MAX_WHOLE)]
    ttl_s: Annotated[int, msgspec.Meta(ge=1, le=86_400)] = 300


class Enrol(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`POST /v1/enrol`: a window asks for its place with a one-time code; the key was made at the window.

    `public_key` is the raw Ed25519 key in hexadecimal (64 characters), `epoch` that of its database. A window that has
    its place already, and lost its server, names it in `window`.
    """

    code: str
    public_key: Hex
    epoch: str
    window: str = ""


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """The hall as papers and pages name it."""

    region: str
    hall: str
    hall_name: str
    hall_name_en: str
    phone: str
    hours: str
    progress_url: str
    seal_code: str


class Enrolled(msgspec.Struct, frozen=True, kw_only=True):
    """The place a window was given: its code (`W03`), number, epoch character and hall.

    `server_key` is the raw Ed25519 key (hexadecimal) with which the server signs catalogues.
    """

    window: str
    window_number: int
    epoch_char: str
    site: Site
    server_epoch: int
    catalog: str
    now: int
    server_key: str = ""


class SignIn(msgspec.Struct, frozen=True, kw_only=True):
    """`POST /v1/sign-in`, from an enrolled window: a clerk's work number and password."""

    clerk: str
    password: str


class ClerkCard(msgspec.Struct, frozen=True, kw_only=True):
    """A clerk as the server knows them."""

    code: str
    name: str
    name_en: str = ""


class Hello(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`POST /v1/hello`: a writer says where its stream stands before it pushes.

    `acked` is how much of it the server had acknowledged, `seen_epoch` the server epoch the writer last heard of: a
    server that has less was set back without its restore tool, and raises its epoch.
    """

    proto: tuple[int, ...]
    epoch: str
    head: int
    hash: Hex
    catalog: str
    acked: int = 0
    seen_epoch: int = 0


class Welcome(msgspec.Struct, frozen=True, kw_only=True):
    """What the server knows of the stream, and its limits.

    `ticket` opens the writer's own mailboxes until `ticket_until` (wall time in ms), as a bearer token for the feed
    alone; it spares a signature with every poll. `server_key` is as in `Enrolled`.
    """

    proto: int
    server_epoch: int
    head: int
    hash: Hex
    backup_mark: int
    catalog: str
    max_events: int
    max_bytes: int
    now: int
    ticket: str = ""
    ticket_until: int = 0
    server_key: str = ""


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """`POST /v1/login`: a department account asks for a token."""

    account: str
    password: str


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A department's access token; shown once. `box` is the mailbox to follow, `expires` wall time in ms."""

    token: str
    department: str
    name: str
    box: str
    scopes: tuple[str, ...]
    expires: int


class MissingBlobs(msgspec.Struct, frozen=True, kw_only=True):
    """`POST /v1/blobs/missing`: which of these does the server not have; the answer has the same form."""

    sha256: Annotated[tuple[Hex, ...], msgspec.Meta(max_length=1000)]


class AskSeals(msgspec.Struct, frozen=True, kw_only=True):
    """`POST /v1/seals`: a window asks what has become of the sealing of decided cases, by their ids."""

    cases: Annotated[tuple[Annotated[str, msgspec.Meta(max_length=64)], ...], msgspec.Meta(max_length=500)]


class SealWait(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A paper of a case's last decision that the server seals: `certificate` or `decision`, since when (wall time, ms).

    `coming` says that the sealed file comes without anybody's doing, or has just been made; otherwise a person must act
    first, or the paper was refused. `why` is the code of what it waits for, empty if it is merely its turn.
    """

    case: str
    paper: str
    document: str = ""
    coming: bool
    why: str = ""
    since: int


class SealsAsked(msgspec.Struct, frozen=True, kw_only=True):
    """The papers among those asked for that the server seals, in the order of the cases."""

    papers: tuple[SealWait, ...]
    now: int


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """RFC 9457 problem details. `code` is ours; `expected` answers a gap, `at` a fork, both as sequence numbers."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    expected: int = 0
    at: int = 0
    details: dict[str, str | int] = {}
