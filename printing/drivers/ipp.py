"""Papers sent straight to a network printer by IPP, and asked back from the printer itself.

"Completed" is not "printed": a print system says completed when it has handed a job on. So the printer itself is asked
how many sides it has put out (`job-impressions-completed`); without that number the outcome is uncertain.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyipp import IPP, IPPConnectionError, IPPError, IPPResponseError
from pyipp.enums import IppOperation

from printing.drivers.driver import DeviceState, Outcome, Readiness, Result
from printing.model import FrozenPaper, Media

_IDLE, _PROCESSING = 3, 4
_CANCELED, _ABORTED, _COMPLETED = 7, 8, 9
_FINAL = frozenset({_CANCELED, _ABORTED, _COMPLETED})
_HTTP_REFUSED = range(400, 500)
_OFFLINE = "offline"

# Some printers report an error as a warning, so a reason counts by its beginning and not by its severity.
_BLOCKING = (
    "connecting-to-device",
    "cover-open",
    "door-open",
    "input-tray-missing",
    "interlock-open",
    "marker-supply-empty",
    "media-empty",
    "media-jam",
    "media-needed",
    "output-area-full",
    "output-tray-missing",
    "paused",
    "shutdown",
    "spool-area-full",
    "stopped",
    "timed-out",
    "toner-empty",
)
_MEDIA = {Media.A4_PORTRAIT: "iso_a4_210x297mm", Media.A4_LANDSCAPE: "iso_a4_210x297mm"}
_PRINTER_ASKED = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs")
_JOB_ASKED = ("job-state", "job-state-reasons", "job-impressions-completed")


@dataclass(frozen=True, slots=True)
class JobReport:
    """What the printer says of a job; `impressions` is None where it does not count them."""

    state: int
    impressions: int | None
    reasons: tuple[str, ...] = ()


def judge(report: JobReport, pages: int) -> Outcome:
    """Return what a printer's last word on a job of `pages` sides means."""
    said = f"job-state={report.state} impressions={report.impressions} reasons={','.join(report.reasons) or '-'}"
    if report.state not in _FINAL:
        return Outcome(Result.UNCERTAIN, "printing.ipp_unfinished", said)
    if report.state == _COMPLETED:
        if not report.impressions:
            return Outcome(Result.UNCERTAIN, "printing.ipp_no_proof", said)
        if report.impressions < pages:
            return Outcome(Result.UNCERTAIN, "printing.ipp_short", said)
        return Outcome(Result.PRINTED, proof=said)
    if report.impressions == 0:
        return Outcome(Result.FAILED, "printing.ipp_aborted", said)
    return Outcome(Result.UNCERTAIN, "printing.ipp_aborted_midway", said)


def device_state(attributes: Mapping[str, Any]) -> DeviceState:
    """Return a printer's readiness from its attributes; what is missing makes it unknown."""
    state, accepting = attributes.get("printer-state"), attributes.get("printer-is-accepting-jobs")
    reasons = tuple(reason for reason in _words(attributes.get("printer-state-reasons")) if reason != "none")
    if state is None or accepting is None:
        return DeviceState(Readiness.UNKNOWN, reasons)
    blocked = any(reason.startswith(_BLOCKING) for reason in reasons)
    if int(state) in {_IDLE, _PROCESSING} and accepting and not blocked:
        return DeviceState(Readiness.READY, reasons)
    return DeviceState(Readiness.ATTENTION, reasons or ("not-accepting-jobs",))


class IppDriver:
    """Sends papers to the printer at `uri` (ipp://host:631/ipp/print).

    `patience_s` is how long a job may take before its outcome is called uncertain; `poll_s` the time between two
    questions.
    """

    def __init__(self, uri: str, *, patience_s: float = 60.0, poll_s: float = 0.5, request_timeout_s: int = 8) -> None:
        self._uri = uri
        self._patience_s = patience_s
        self._poll_s = poll_s
        self._request_timeout_s = request_timeout_s

    def send(self, paper: FrozenPaper, job_id: str) -> Outcome:
        """Ask the printer how it is, send the paper, and ask for the job until it is over."""
        return asyncio.run(self._send(paper, job_id))

    def status(self) -> DeviceState:
        """Ask the printer; no answer means unknown."""
        return asyncio.run(self._status())

    def _printer(self) -> IPP:
        return IPP(self._uri, request_timeout=self._request_timeout_s, user_agent="Integrated-Window")

    async def _status(self) -> DeviceState:
        async with self._printer() as printer:
            try:
                return await _ask_printer(printer)
            except IPPConnectionError:
                return DeviceState(Readiness.UNKNOWN, (_OFFLINE,))
            except IPPError as error:
                return DeviceState(Readiness.UNKNOWN, (_said(error),))

    async def _send(self, paper: FrozenPaper, job_id: str) -> Outcome:
        async with self._printer() as printer:
            try:
                state = await _ask_printer(printer)
            except IPPConnectionError as error:
                away = DeviceState(Readiness.UNKNOWN, (_OFFLINE,))
                return Outcome(Result.FAILED, "printing.ipp_unreachable", _said(error), holds=away)
            except IPPError as error:
                return Outcome(Result.FAILED, "printing.ipp_not_understood", _said(error))
            if state.readiness is not Readiness.READY:
                said = ", ".join(state.reasons)
                return Outcome(Result.FAILED, "printing.device_not_ready", said, holds=state)
            try:
                number = await _print_job(printer, paper, job_id)
            except IPPError as error:
                return _not_taken(error)
            return judge(await self._follow(printer, number), paper.pages)

    async def _follow(self, printer: IPP, number: int) -> JobReport:
        """Return the printer's last word on a job: its end, or how it stood when patience ran out."""
        clock = asyncio.get_running_loop()
        deadline = clock.time() + self._patience_s
        report = JobReport(state=0, impressions=None)
        while True:
            try:
                report = await _ask_job(printer, number)
            except IPPError as error:
                report = JobReport(report.state, report.impressions, (*report.reasons, _said(error)))
            if report.state in _FINAL or clock.time() >= deadline:
                return report
            await asyncio.sleep(self._poll_s)


async def _ask_printer(printer: IPP) -> DeviceState:
    answer = await printer.execute(
        IppOperation.GET_PRINTER_ATTRIBUTES,
        {"operation-attributes-tag": {"requested-attributes": list(_PRINTER_ASKED)}},
    )
    return device_state(_first(answer, "printers"))


async def _print_job(printer: IPP, paper: FrozenPaper, job_id: str) -> int:
    """Send the bytes and return the printer's number of the job."""
    message: dict[str, Any] = {
        "operation-attributes-tag": {
            "requesting-user-name": "integrated-window",
            "job-name": job_id,
            "document-format": paper.format.value,
        },
        "data": paper.content,
    }
    if paper.media in _MEDIA:
        message["job-attributes-tag"] = {"media": _MEDIA[paper.media]}
    answer = await printer.execute(IppOperation.PRINT_JOB, message)
    return int(_first(answer, "jobs").get("job-id", 0))


async def _ask_job(printer: IPP, number: int) -> JobReport:
    answer = await printer.execute(
        IppOperation.GET_JOB_ATTRIBUTES,
        {"operation-attributes-tag": {"job-id": number, "requested-attributes": list(_JOB_ASKED)}},
    )
    job = _first(answer, "jobs")
    impressions = job.get("job-impressions-completed")
    return JobReport(
        state=int(job.get("job-state", 0)),
        impressions=impressions if isinstance(impressions, int) else None,
        reasons=tuple(_words(job.get("job-state-reasons"))),
    )


def _first(answer: Mapping[str, Any], key: str) -> dict[str, Any]:
    found: Sequence[dict[str, Any]] = answer.get(key) or ()
    return found[0] if found else {}


def _words(value: object) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else [str(one) for one in value] if isinstance(value, list) else []


def _not_taken(error: IPPError) -> Outcome:
    """Return what a failed Print-Job means: a clear refusal has failed, a broken line may have printed."""
    details = error.args[1] if len(error.args) > 1 and isinstance(error.args[1], dict) else {}
    status = details.get("status-code")
    refused = type(error) is IPPError or (isinstance(error, IPPResponseError) and status in _HTTP_REFUSED)
    if refused:
        return Outcome(Result.FAILED, "printing.ipp_refused", f"status={status}")
    return Outcome(Result.UNCERTAIN, "printing.ipp_line_broke", _said(error))


def _said(error: IPPError) -> str:
    cause = error.__cause__
    return f"{error.args[0] if error.args else type(error).__name__} {cause or ''}".strip()
