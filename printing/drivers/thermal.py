"""Slips on a thermal head over any line, and what honestly became of them.

The device is asked before the first byte, after every fragment and after the cut, so that no more than a fragment lies
unread in it and a slip that stops is known to have stopped. *Printed* is only what gave its process-ID back after the
cut; *failed* only what was never begun.
"""

import secrets
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from PIL import Image

from printing.drivers import escpos
from printing.drivers.dots import TooWideError, pictures, within
from printing.drivers.driver import DeviceState, Outcome, Readiness, Result
from printing.drivers.lines import Line, Opening
from printing.model import Format, FrozenPaper

OFFLINE = DeviceState(Readiness.UNKNOWN, ("offline",))
SILENT = DeviceState(Readiness.UNKNOWN, ("no-answer",))
_SIGNS = string.ascii_letters + string.digits
_LOOK_S = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a head can do: dots across, white rows from head to cutter, and whether it cuts, tells and proves."""

    width_dots: int
    feed_rows: int = 96
    cuts: bool = True
    tells: bool = True
    proves: bool = True


@dataclass
class _Talk:
    """A conversation over an open line; `begun` says whether anything that could be printed was sent."""

    line: Line
    answer_s: float
    answers: escpos.Answers = field(default_factory=escpos.Answers)
    begun: bool = False

    def send(self, data: bytes) -> None:
        self.begun = True
        self.line.write(data)

    def state(self, *, patience_s: float | None = None) -> DeviceState:
        """Ask all four questions; an answer that does not come, or means nothing, makes the state unknown."""
        said = []
        for number in escpos.STATUS_QUESTIONS:
            status = self._ask(number, patience_s or self.answer_s)
            if status is None:
                return SILENT
            said.append(status)
        return escpos.state_of(*said)

    def goes_on(self, patience_s: float) -> DeviceState | None:
        """Return None while the device takes what it is sent, else what it says of itself."""
        status = self._ask(1, patience_s)
        if status is None:
            return SILENT
        return self.state() if status & 0x08 else None

    def _ask(self, number: int, patience_s: float) -> int | None:
        # What was said unasked, say by bytes in a picture that look like a question, is not the answer.
        self.answers.take(self.line.read(0.0))
        self.answers.statuses.clear()
        self.line.write(escpos.status_question(number))
        self.hear(lambda: bool(self.answers.statuses), patience_s)
        return self.answers.statuses[0] if self.answers.statuses else None

    def hear(self, enough: Callable[[], bool], patience_s: float) -> bool:
        """Listen until it is `enough`, or patience runs out."""
        deadline = monotonic() + patience_s
        while not enough():
            left = deadline - monotonic()
            if left <= 0:
                return False
            self.answers.take(self.line.read(left))
        return True


class ThermalDriver:
    """Prints rasters on a head; `void_mark` gives the raster that says 以上作废.

    `answer_s` is how long a status answer may take, `patience_s` how long a device may take nothing, and how long the
    proof may stay away, before the outcome is called uncertain.
    """

    def __init__(
        self,
        opening: Opening,
        head: Head,
        void_mark: Callable[[], bytes],
        *,
        answer_s: float = 2.0,
        patience_s: float = 20.0,
    ) -> None:
        self._opening = opening
        self._head = head
        self._void_mark = void_mark
        self._answer_s = answer_s
        self._patience_s = patience_s

    def status(self) -> DeviceState:
        """Ask the device; one that cannot tell, does not answer or is not there is unknown."""
        if not self._head.tells:
            return SILENT
        try:
            line = self._opening()
        except OSError:
            return OFFLINE
        try:
            return _Talk(line, self._answer_s).state()
        except OSError:
            return OFFLINE
        finally:
            line.close()

    def send(self, paper: FrozenPaper, job_id: str) -> Outcome:  # noqa: ARG002 - a head knows no jobs
        """Print a raster paper, each page cut off, and return what became of it."""
        if paper.format is not Format.RASTER:
            return Outcome(Result.FAILED, "printing.wrong_format", paper.format.value)
        return self._printed(paper.content)

    def void(self) -> Outcome:
        """End what may have been begun: fill the fragment, reset, print 以上作废 beneath it, cut."""
        return self._printed(self._void_mark(), before=escpos.padding(self._head.width_dots))

    def _printed(self, content: bytes, before: bytes = b"") -> Outcome:
        try:
            pages = [within(page, self._head.width_dots) for page in pictures(content)]
        except TooWideError as error:
            return Outcome(Result.FAILED, "printing.wider_than_head", str(error))
        try:
            line = self._opening()
        except OSError as error:
            return Outcome(Result.FAILED, "printing.line_away", _said(error), holds=OFFLINE)
        talk = _Talk(line, self._answer_s)
        try:
            return self._talked(talk, self._parts(pages, before))
        except OSError as error:
            return _broken(talk, error)
        finally:
            line.close()

    def _parts(self, pages: list[Image.Image], before: bytes) -> Iterator[bytes]:
        yield before + escpos.RESET
        for page in pages:
            yield from escpos.fragments(page, self._head.feed_rows)
            if self._head.cuts:
                yield escpos.CUT

    def _talked(self, talk: _Talk, parts: Iterator[bytes]) -> Outcome:
        if self._head.tells and (state := talk.state()).readiness is not Readiness.READY:
            return _not_begun(state)
        for part in parts:
            talk.send(part)
            if self._head.tells and (stopped := talk.goes_on(self._patience_s)):
                return _stopped(stopped)
        return self._end(talk)

    def _end(self, talk: _Talk) -> Outcome:
        proof = self._proof(talk) if self._head.proves else ""
        state = talk.state() if self._head.tells else SILENT
        said = f"process-id={proof or '-'} state={state.readiness} {','.join(state.reasons)}".strip()
        if state.readiness is Readiness.ATTENTION:
            # Even with the proof: a device that stopped meanwhile may have given it back too early.
            return Outcome(Result.UNCERTAIN, "printing.stopped_at_the_end", said, holds=state, whole=bool(proof))
        if self._head.tells and state.readiness is Readiness.UNKNOWN:
            return Outcome(Result.UNCERTAIN, "printing.went_silent", said, holds=state, whole=bool(proof))
        if proof:
            return Outcome(Result.PRINTED, proof=said)
        if self._head.proves:
            # Swallowed, perhaps, by a picture that was left unfinished in the head.
            return Outcome(Result.UNCERTAIN, "printing.no_echo", said)
        return Outcome(Result.UNCERTAIN, "printing.no_proof", said, whole=True)

    def _proof(self, talk: _Talk) -> str:
        """Ask for the process-ID and return it once it came back; "" when it does not, or the device stops."""
        signs = "".join(secrets.choice(_SIGNS) for _ in range(4))
        talk.send(escpos.proof_request(signs.encode()))
        deadline = monotonic() + self._patience_s
        while monotonic() < deadline:
            if talk.hear(lambda: signs.encode() in talk.answers.echoes, min(_LOOK_S, self._patience_s)):
                return signs
            if self._head.tells and talk.goes_on(self._answer_s):
                return ""
        return ""


def _not_begun(state: DeviceState) -> Outcome:
    if state.readiness is Readiness.UNKNOWN:
        return Outcome(Result.FAILED, "printing.status_unknown", ", ".join(state.reasons), holds=state)
    return Outcome(Result.FAILED, "printing.device_not_ready", ", ".join(state.reasons), holds=state)


def _stopped(state: DeviceState) -> Outcome:
    if state.readiness is Readiness.UNKNOWN:
        return Outcome(Result.UNCERTAIN, "printing.went_silent", ", ".join(state.reasons), holds=state)
    return Outcome(Result.UNCERTAIN, "printing.stopped_midway", ", ".join(state.reasons), holds=state)


def _broken(talk: _Talk, error: OSError) -> Outcome:
    if not talk.begun:
        return Outcome(Result.FAILED, "printing.line_away", _said(error), holds=OFFLINE)
    return Outcome(Result.UNCERTAIN, "printing.line_broke", _said(error), holds=OFFLINE)


def _said(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
