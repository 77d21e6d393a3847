"""What a server's refusal means for the round: each has its own way to go on."""

from http import HTTPStatus

import msgspec

from casework.contract import Problem
from casework.errors import ProductError, RuleBroken, Trouble

_problems = msgspec.json.Decoder(Problem)
_AGAIN = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INSUFFICIENT_STORAGE})
_SERVER_FAULT = 500


class NotLetIn(Trouble):
    """401 or 403: the server does not know this desk any more; an administrator must enrol it again."""


class Gap(Trouble):
    """409: the server has less than we thought; go on from `expected`."""

    def __init__(self, expected: int) -> None:
        super().__init__("sync.gap", expected=expected)
        self.expected = expected


class Fork(Trouble):
    """409: another copy of this database wrote under our epoch."""

    def __init__(self, at: int) -> None:
        super().__init__("sync.fork", at=at)


class Reset(Trouble):
    """409 to a reader: the mailbox does not go on from our cursor."""


class TooLarge(Trouble):
    """413: send less at once."""


class Absent(Trouble):
    """404: the blob is not there yet; it comes after the event that names it."""


class Unreadable(Trouble):
    """400: the server cannot read what was sent; one event of it may be no JSON."""


class Corrupt(Trouble):
    """422: what arrived is not what was meant; send it again."""


_MEANINGS: dict[int, tuple[type[Trouble], str]] = {
    HTTPStatus.BAD_REQUEST: (Unreadable, "sync.not_read"),
    HTTPStatus.UNAUTHORIZED: (NotLetIn, "sync.not_let_in"),
    HTTPStatus.FORBIDDEN: (NotLetIn, "sync.not_let_in"),
    HTTPStatus.NOT_FOUND: (Absent, "sync.absent"),
    HTTPStatus.UNPROCESSABLE_ENTITY: (Corrupt, "sync.corrupt"),
}


def read_problem(body: bytes) -> Problem | None:
    """Return the problem details of an answer, or None if it has none (a proxy or a captive portal answered)."""
    try:
        return _problems.decode(body)
    except msgspec.MsgspecError:
        return None


def trouble_of(status: int, body: bytes) -> Trouble:
    """Return what an answer that is no success means for a writer or reader."""
    problem = read_problem(body)
    code = problem.code if problem else ""
    if status == HTTPStatus.CONFLICT and problem:
        return _conflict(problem)
    if status in _MEANINGS and problem:
        kind, meaning = _MEANINGS[status]
        return kind(meaning, said=code)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return TooLarge("sync.too_large")
    return _unwell(status, code)


def _unwell(status: int, code: str) -> Trouble:
    if status in _AGAIN or status >= _SERVER_FAULT:
        return Trouble("sync.server_busy", status=status, said=code)
    return Trouble("sync.strange_answer", status=status, said=code)


def refusal_of(status: int, body: bytes) -> ProductError:
    """Return what an answer that is no success means for a person who asked for something."""
    problem = read_problem(body)
    if problem and HTTPStatus.BAD_REQUEST <= status < _SERVER_FAULT and not problem.code.startswith("signature."):
        return RuleBroken(problem.code, **problem.details)
    return trouble_of(status, body)


def _conflict(problem: Problem) -> Trouble:
    if problem.expected:
        return Gap(problem.expected)
    if problem.at:
        return Fork(problem.at)
    return Reset("sync.reset", said=problem.code)
