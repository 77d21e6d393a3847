"""The hall's ticket queue, asked by HTTP: who is next at this window, call again, pass over.

`POST <address>/v1/windows/<window>/next`, `/recall` or `/skip`, with an `Idempotency-Key`: whoever asks again with the
same key is given the same ticket, so an answer that was lost passes nobody over. The answer is a ticket as JSON, or 204
when nobody waits.
"""

from enum import StrEnum
from http import HTTPStatus
from urllib.parse import quote

import msgspec

from casework.errors import Trouble

TIMEOUT_S = 3.0
MOST_BYTES = 16 * 1024
_MOST_SIGNS = 12


class Call(StrEnum):
    """What is asked of the queue."""

    NEXT = "next"
    RECALL = "recall"
    SKIP = "skip"


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket: its number as the display shows it, and how many wait behind it."""

    number: str
    waiting: int = 0


class QueueSystem:
    """The queue at an address. A call takes up to `TIMEOUT_S` and never belongs on the screen's thread."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    def call(self, what: Call, window: str, key: str) -> Ticket | None:
        """Ask; None says that nobody waits, or that there is nobody to call again.

        Raises:
            Trouble: `queue.away` (with `why`), `queue.strange` (with `status`).
        """
        import requests  # noqa: PLC0415 - its libraries take time that a desk without a queue need not pay

        address = f"{self._address}/v1/windows/{quote(window, safe='')}/{what.value}"
        try:
            answer = requests.post(address, headers={"Idempotency-Key": key}, timeout=TIMEOUT_S, allow_redirects=False)
        except requests.RequestException as error:
            raise Trouble("queue.away", why=type(error).__name__) from error
        if answer.status_code == HTTPStatus.NO_CONTENT:
            return None
        if answer.status_code != HTTPStatus.OK or len(answer.content) > MOST_BYTES:
            raise Trouble("queue.strange", status=answer.status_code)
        try:
            ticket = msgspec.json.decode(answer.content, type=Ticket)
        except msgspec.DecodeError as error:
            raise Trouble("queue.strange", status=answer.status_code) from error
        if not 0 < len(ticket.number) <= _MOST_SIGNS or not ticket.number.isprintable():
            raise Trouble("queue.strange", status=answer.status_code)
        return ticket
