"""Labels on a printer that speaks ZPL or TSPL, and what honestly became of them.

The proof is the printer's own counter of labels, asked before and after; a printer without one proves nothing.
"""

from time import monotonic

from printing.drivers.dots import TooWideError, pictures, within
from printing.drivers.driver import DeviceState, Outcome, Readiness, Result
from printing.drivers.label_languages import LabelLanguage
from printing.drivers.lines import Line, Opening
from printing.model import Format, FrozenPaper

OFFLINE = DeviceState(Readiness.UNKNOWN, ("offline",))


class LabelDriver:
    """Prints raster papers as labels, `width_dots` across; `tells` and `counts` say what the printer answers."""

    def __init__(
        self,
        opening: Opening,
        language: LabelLanguage,
        width_dots: int,
        dots_per_mm: float,
        *,
        tells: bool = True,
        counts: bool = True,
        answer_s: float = 2.0,
        patience_s: float = 30.0,
    ) -> None:
        self._opening = opening
        self._language = language
        self._width_dots = width_dots
        self._dots_per_mm = dots_per_mm
        self._tells = tells
        self._counts = counts
        self._answer_s = answer_s
        self._patience_s = patience_s

    def status(self) -> DeviceState:
        """Ask the printer; one that does not answer or is not there is unknown."""
        try:
            line = self._opening()
        except OSError:
            return OFFLINE
        try:
            return self._state(line)
        except OSError:
            return OFFLINE
        finally:
            line.close()

    def send(self, paper: FrozenPaper, job_id: str) -> Outcome:  # noqa: ARG002 - labels know no jobs
        """Print each page as a label and return what became of them."""
        if paper.format is not Format.RASTER:
            return Outcome(Result.FAILED, "printing.wrong_format", paper.format.value)
        try:
            labels = [
                self._language.label(within(page, min(page.width, self._width_dots)), self._dots_per_mm)
                for page in pictures(paper.content)
            ]
        except TooWideError as error:
            return Outcome(Result.FAILED, "printing.wider_than_head", str(error))
        try:
            line = self._opening()
        except OSError as error:
            return Outcome(Result.FAILED, "printing.line_away", _said(error), holds=OFFLINE)
        try:
            return self._sent(line, labels)
        finally:
            line.close()

    def _sent(self, line: Line, labels: list[bytes]) -> Outcome:
        try:
            state = self._state(line)
            before = self._count(line)
        except OSError as error:
            return Outcome(Result.FAILED, "printing.line_away", _said(error), holds=OFFLINE)
        if self._tells and state.readiness is not Readiness.READY:
            unknown = state.readiness is Readiness.UNKNOWN
            code = "printing.status_unknown" if unknown else "printing.device_not_ready"
            return Outcome(Result.FAILED, code, ", ".join(state.reasons), holds=state)
        try:
            for label in labels:
                line.write(label)
            return self._end(line, before, len(labels))
        except OSError as error:
            return Outcome(Result.UNCERTAIN, "printing.line_broke", _said(error), holds=OFFLINE)

    def _end(self, line: Line, before: int | None, wanted: int) -> Outcome:
        """Wait until the printer says that nothing is left, and judge by its counter."""
        deadline = monotonic() + self._patience_s
        state = self._state(line)
        while state.readiness is Readiness.READY and monotonic() < deadline:
            if not self._language.is_busy(line, self._answer_s):
                break
            state = self._state(line)
        after = self._count(line) if state.readiness is not Readiness.UNKNOWN or not self._tells else None
        came = after - before if after is not None and before is not None else None
        said = f"labels={'-' if came is None else came} of {wanted} state={state.readiness} {','.join(state.reasons)}"
        if came is not None and came >= wanted:
            return Outcome(Result.PRINTED, proof=said.strip())
        if self._tells and state.readiness is not Readiness.READY:
            stopped = state.readiness is Readiness.ATTENTION
            code = "printing.stopped_midway" if stopped else "printing.went_silent"
            return Outcome(Result.UNCERTAIN, code, said.strip(), holds=state)
        code = "printing.no_proof" if came is None else "printing.labels_short"
        return Outcome(Result.UNCERTAIN, code, said.strip(), whole=came is None)

    def _state(self, line: Line) -> DeviceState:
        return self._language.state(line, self._answer_s) if self._tells else DeviceState(Readiness.UNKNOWN)

    def _count(self, line: Line) -> int | None:
        return self._language.count(line, self._answer_s) if self._counts else None


def _said(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
