"""Papers that are owed, and every attempt to bring them out of a printer.

A job is entered in the transaction of the event that owes it, so no event is without its paper and no paper without its
event. Its bytes are frozen before the first attempt, and an attempt is on the disk before the first byte is sent: one
that is found without an end is uncertain, and a person says what came out. Each attempt, its end, each answer and each
paper that is given up is a line of the ledger in the same transaction.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.ids import uuid7
from counter_app.store.database import Database, Row
from counter_app.store.print_ledger import PrintLedger, What
from counter_app.store.print_queues import PrintQueues

_HOUSE = ""
"""The case of a paper that belongs to none."""


class JobState(StrEnum):
    """Where a paper stands; only `printed` and `dropped` are settled."""

    OWED = "owed"
    FROZEN = "frozen"
    SENDING = "sending"
    PRINTED = "printed"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    DROPPED = "dropped"


OPEN = (JobState.OWED, JobState.FROZEN, JobState.SENDING, JobState.FAILED, JobState.UNCERTAIN)
"""The states in which a paper still needs something."""


NOT_OUT = frozenset({JobState.OWED, JobState.FROZEN, JobState.FAILED})
"""The states in which no printer has, or may have, brought the paper out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A paper's finished bytes by their hash, and what a printer must know of them."""

    sha256: str
    title: str
    media: str
    pages: int
    copy_label: str = ""
    format: str = "application/pdf"


NOT_FROZEN = Frozen(sha256="", title="", media="", pages=0)


@dataclass(frozen=True, slots=True)
class Intent:
    """A paper that an event owes: its kind, and which copy of the form it is (1 window, 2 applicant).

    `reprint` counts the reprints of that copy, 0 for the first print; `reason` is that of a reprint. A paper that was
    drawn before its event comes frozen.
    """

    paper: str
    sheet: str = ""
    copy: int = 1
    reprint: int = 0
    reason: str = ""
    frozen: Frozen = NOT_FROZEN


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A paper of a case; `copy` and `reprint` as in `Intent`, `detail` a code that explains the state."""

    id: str
    case_id: str
    event_id: str
    paper: str
    sheet: str
    copy: int
    reprint: int
    reason: str
    frozen: Frozen
    state: JobState
    detail: str
    made_ms: int
    attempts: int
    queue: str = ""


@dataclass(frozen=True, slots=True)
class AttemptEnd:
    """How an attempt ended: the state it gives its paper, a code that explains it, what the device said.

    `finished` says that nothing of the paper can lie in the device; `waits` that nothing was sent, and that the paper
    goes out once its device is ready.
    """

    state: JobState
    detail: str = ""
    proof: str = ""
    finished: bool = False
    waits: bool = False


class Printouts:
    """The jobs and their attempts."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.queues = PrintQueues(database)
        self.ledger = PrintLedger(database)

    # --- owing ------------------------------------------------------------------------------------------------

    def owe(self, case_id: str, event_id: str, intents: Sequence[Intent], at_ms: int) -> tuple[str, ...]:
        """Enter jobs for the papers an event owes and return their ids. Inside a transaction.

        The same paper of the same event is the same job, however often it is asked for.
        """
        return tuple(self._owe_one(case_id, event_id, intent, at_ms) for intent in intents)

    def _owe_one(self, case_id: str, event_id: str, intent: Intent, at_ms: int) -> str:
        idem = f"{event_id}:{intent.paper}:{intent.sheet}:{intent.copy}:{intent.reprint}"
        self._db.run(
            """INSERT INTO print_job (id, line, idem, case_id, event_id, paper, sheet, copy, reprint, reason, state,
                made_ms)
            VALUES (:id, (SELECT coalesce(max(line), 0) + 1 FROM print_job), :idem, :case_id, :event_id, :paper,
                :sheet, :copy, :reprint, :reason, 'owed', :at_ms)
            ON CONFLICT (idem) DO NOTHING""",
            id=uuid7(at_ms),
            idem=idem,
            case_id=case_id,
            event_id=event_id,
            paper=intent.paper,
            sheet=intent.sheet,
            copy=intent.copy,
            reprint=intent.reprint,
            reason=intent.reason,
            at_ms=at_ms,
        )
        job = str(self._db.value("SELECT id FROM print_job WHERE idem = :idem", idem=idem))
        if intent.frozen.sha256:
            self.freeze(job, intent.frozen)
        return job

    def owe_again(self, case_id: str, reason: str, at_ms: int, *, event_id: str = "") -> None:
        """Owe every paper of a case once more, because what it says is no longer so. Inside a transaction.

        With `event_id`, only the papers of that event. What was never frozen needs no second job: it will say the right
        thing.
        """
        jobs = [job for job in self.of_case(case_id) if event_id in {"", job.event_id}]
        latest = {(job.event_id, job.paper, job.sheet, job.copy): job for job in jobs}
        for job in latest.values():
            if job.state is not JobState.OWED:
                self.reprint(job, reason, at_ms)

    def reprint(self, job: PrintJob, reason: str, at_ms: int, clerk: str = "") -> str:
        """Owe a paper once more and return the new job's id. Inside a transaction."""
        again = Intent(job.paper, job.sheet, job.copy, job.reprint + 1, reason)
        made = self._owe_one(job.case_id, job.event_id, again, at_ms)
        self._note(What.REPRINT, made, at_ms, clerk=clerk)
        return made

    # --- reading ----------------------------------------------------------------------------------------------

    def get(self, job_id: str) -> PrintJob | None:
        """Return a job by its id."""
        row = self._db.one(f"{_JOBS} WHERE id = :id", id=job_id)
        return _job(row) if row else None

    def of_case(self, case_id: str) -> tuple[PrintJob, ...]:
        """Return every paper of a case in the order in which they were owed."""
        return tuple(_job(row) for row in self._db.rows(f"{_JOBS} WHERE case_id = :id ORDER BY line", id=case_id))

    def in_states(self, *states: JobState) -> tuple[PrintJob, ...]:
        """Return the jobs in any of these states, oldest first."""
        rows = self._db.rows(f"{_JOBS} {_IN_STATES} ORDER BY line", wanted=json.dumps(states))
        return tuple(_job(row) for row in rows)

    def open_attempt(self, job_id: str) -> str | None:
        """Return the attempt of a job that has no end."""
        row = self._db.one("SELECT id FROM print_attempt WHERE job = :job AND ended_ms IS NULL", job=job_id)
        return str(row["id"]) if row else None

    def job_of_attempt(self, attempt_id: str) -> str:
        """Return the job that an attempt was for."""
        return str(self._db.value("SELECT job FROM print_attempt WHERE id = :id", id=int(attempt_id)))

    # --- what became of it ------------------------------------------------------------------------------------

    def freeze(self, job_id: str, frozen: Frozen) -> None:
        """Note which bytes the paper is. Inside a transaction; the bytes are on the disk already."""
        self._db.run(
            """UPDATE print_job
            SET sha256 = :sha256, title = :title, media = :media, pages = :pages, copy_label = :copy_label,
                format = :format, state = 'frozen', detail = ''
            WHERE id = :id AND state = 'owed'""",
            id=job_id,
            sha256=frozen.sha256,
            title=frozen.title,
            media=frozen.media,
            pages=frozen.pages,
            copy_label=frozen.copy_label,
            format=frozen.format,
        )

    def begin_attempt(self, job_id: str, at_ms: int, queue: str = "") -> str:
        """Note that bytes are about to be sent and return the attempt's id. Inside a transaction."""
        self._db.run(
            "INSERT INTO print_attempt (job, started_ms, queue) VALUES (:job, :at_ms, :queue)",
            job=job_id,
            at_ms=at_ms,
            queue=queue,
        )
        attempt = int(self._db.value("SELECT max(id) FROM print_attempt WHERE job = :job", job=job_id))
        self.set_state(job_id, JobState.SENDING)
        self.queues.assign(job_id, queue)
        self.queues.begin(queue, job_id)
        self._note(What.BEGUN, job_id, at_ms, attempt=attempt)
        return str(attempt)

    def end_attempt(self, attempt_id: str, end: AttemptEnd, at_ms: int) -> None:
        """Note how an attempt ended. Inside a transaction."""
        attempt, job_id = int(attempt_id), self.job_of_attempt(attempt_id)
        self._db.run(
            """UPDATE print_attempt
            SET ended_ms = :at_ms, outcome = :outcome, detail = :detail
            WHERE id = :id AND ended_ms IS NULL""",
            id=attempt,
            at_ms=at_ms,
            outcome=end.state.value,
            detail=end.detail,
        )
        self.set_state(job_id, JobState.FROZEN if end.waits else end.state, end.detail)
        if end.finished:
            self.queues.finish(job_id)
        outcome = {"outcome": end.state.value, "code": end.detail, "proof": end.proof}
        self._note(What.ENDED, job_id, at_ms, attempt=attempt, **outcome)

    def answered(self, job_id: str, said: str, clerk: str, at_ms: int, *, finished: bool) -> None:
        """Note what a person said of a paper. Inside a transaction."""
        if finished:
            self.queues.finish(job_id)
        self._note(What.ANSWERED, job_id, at_ms, outcome=said, clerk=clerk)

    def drop(self, job_id: str, why: str, at_ms: int, clerk: str) -> None:
        """Give a paper up that did not come out; `why` is a code. Inside a transaction."""
        self.set_state(job_id, JobState.DROPPED, why)
        self._note(What.DROPPED, job_id, at_ms, code=why, clerk=clerk)

    def _note(self, what: What, job_id: str, at_ms: int, **values: str | int) -> None:
        """Add a line about a job to the ledger."""
        job = self.get(job_id)
        if job is None:
            raise LookupError(job_id)
        self.ledger.append(
            what,
            at_ms,
            job=job_id,
            paper=job.paper,
            case=job.case_id != _HOUSE,
            copy=job.copy,
            reprint=job.reprint,
            sha256=job.frozen.sha256,
            queue=job.queue,
            **values,
        )

    def set_state(self, job_id: str, state: JobState, detail: str = "") -> None:
        """Set where a job stands. Inside a transaction."""
        self._db.run(
            "UPDATE print_job SET state = :state, detail = :detail WHERE id = :id",
            state=state.value,
            detail=detail,
            id=job_id,
        )

    def doubt_unfinished(self, at_ms: int) -> int:
        """Mark every attempt that has no end as uncertain, at start-up; return how many. Inside a transaction."""
        found = self.in_states(JobState.SENDING)
        for job in found:
            attempt = self.open_attempt(job.id)
            if attempt is not None:
                self.end_attempt(attempt, AttemptEnd(JobState.UNCERTAIN, "print.interrupted"), at_ms)
        return len(found)

    def doubt_frozen(self) -> int:
        """Mark every paper that is ready to be sent as uncertain; return how many. Inside a transaction.

        For a database of which a newer copy is known to have been there: they may have come out since.
        """
        found = self.in_states(JobState.FROZEN)
        for job in found:
            self.set_state(job.id, JobState.UNCERTAIN, "print.set_back")
        return len(found)


_JOBS = """SELECT id, case_id, event_id, paper, sheet, copy, reprint, reason, sha256, title, media, pages, copy_label,
    format, state, detail, made_ms, queue, (SELECT count(*) FROM print_attempt WHERE job = print_job.id) AS attempts
FROM print_job"""
_IN_STATES = "WHERE state IN (SELECT value FROM json_each(:wanted))"
_FROZEN = ("sha256", "title", "media", "pages", "copy_label", "format")


def _job(row: Row) -> PrintJob:
    values = {name: value for name, value in row.items() if name not in _FROZEN}
    values["state"] = JobState(values["state"])
    return PrintJob(**values, frozen=Frozen(**{name: row[name] for name in _FROZEN}))
