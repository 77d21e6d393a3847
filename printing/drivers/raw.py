"""Office printers that take a PDF on a raw line, as a rule port 9100: they answer nothing, so nothing is proved."""

from printing.drivers.driver import DeviceState, Outcome, Readiness, Result
from printing.drivers.lines import Opening
from printing.model import Format, FrozenPaper

_OFFLINE = DeviceState(Readiness.UNKNOWN, ("offline",))
_SILENT = DeviceState(Readiness.UNKNOWN, ("no-answer",))
_PIECE = 65536


class RawPdfDriver:
    """Sends a PDF as it is; what was sent is uncertain, for the device says nothing of it."""

    def __init__(self, opening: Opening) -> None:
        self._opening = opening

    def status(self) -> DeviceState:
        """Return what can be known: whether the line can be opened."""
        try:
            self._opening().close()
        except OSError:
            return _OFFLINE
        return _SILENT

    def send(self, paper: FrozenPaper, job_id: str) -> Outcome:  # noqa: ARG002 - a raw line knows no jobs
        """Send the bytes of `paper`."""
        if paper.format is not Format.PDF:
            return Outcome(Result.FAILED, "printing.wrong_format", paper.format.value)
        try:
            line = self._opening()
        except OSError as error:
            return Outcome(Result.FAILED, "printing.line_away", _said(error), holds=_OFFLINE)
        sent = 0
        try:
            for start in range(0, len(paper.content), _PIECE):
                line.write(paper.content[start : start + _PIECE])
                sent = min(start + _PIECE, len(paper.content))
        except OSError as error:
            broke = f"{_said(error)}, {sent} / {len(paper.content)}"
            return Outcome(Result.UNCERTAIN, "printing.line_broke", broke, holds=_OFFLINE)
        finally:
            line.close()
        return Outcome(Result.UNCERTAIN, "printing.no_proof", f"bytes={sent}", whole=True)


def _said(error: OSError) -> str:
    return error.strerror or str(error) or type(error).__name__
