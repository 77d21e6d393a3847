"""Papers that are owed, and every attempt to bring them out of a printer.

A job is entered in the transaction of the event that owes it, so no event is without its paper and no paper without its
event. Its bytes are frozen before the first attempt, and an attempt is on the disk before the first byte is sent: one
that is found without an end is uncertain, and a person says what came out.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from casework.ids import uuid7
from counter_app.store.database import Database, Row


class JobState(StrEnum):
    """Where a paper stands; only `printed` and `dropped` are settled."""

    OWED = "owed"
    FROZEN = "frozen"
    SENDING = "sending"
    PRINTED = "printed"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    DROPPED = "dropped"


SETTLED = frozenset({JobState.PRINTED, JobState.DROPPED})


@dataclass(frozen=True, slots=True)
class Intent:
    """A paper that an event owes: its kind, and its copy (1 window, 2 applicant). `reason` is that of a reprint."""

    paper: str
    sheet: str = ""
    copy: int = 1
    reason: str = ""
    idem: str = ""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """A paper of a case; `copy` counts from 1, `sha256` is empty until its bytes are frozen."""

    id: str
    case_id: str
    event_id: str
    paper: str
    sheet: str
    copy: int
    reason: str
    printer: str
    sha256: str
    state: JobState
    detail: str
    made_ms: int
    attempts: int


class Printouts:
    """The jobs and their attempts."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def owe(self, case_id: str, event_id: str, intents: Sequence[Intent], at_ms: int) -> tuple[str, ...]:
        """Enter jobs for the papers an event owes and return their ids. Inside a transaction.

        The same paper of the same event is the same job, however often it is asked for.
        """
        made = []
        for intent in intents:
            idem = intent.idem or f"{event_id}:{intent.paper}:{intent.sheet}:{intent.copy}"
            job = uuid7(at_ms)
            self._db.run(
                """INSERT INTO print_job (id, line, idem, case_id, event_id, paper, sheet, copy, reason, state, made_ms)
                VALUES (:id, (SELECT coalesce(max(line), 0) + 1 FROM print_job), :idem, :case_id, :event_id, :paper,
                    :sheet, :copy, :reason, 'owed', :at_ms)
                ON CONFLICT (idem) DO NOTHING""",
                id=job,
                idem=idem,
                case_id=case_id,
                event_id=event_id,
                paper=intent.paper,
                sheet=intent.sheet,
                copy=intent.copy,
                reason=intent.reason,
                at_ms=at_ms,
            )
            made.append(str(self._db.value("SELECT id FROM print_job WHERE idem = :idem", idem=idem)))
        return tuple(made)

    def owe_again(self, case_id: str, reason: str, at_ms: int) -> None:
        """Owe every paper of a case once more, because what it says is no longer so. Inside a transaction.

        What was never frozen needs no second job: it will say the right thing. Asking twice for one reason owes once.
        """
        for job in self.of_case(case_id):
            if job.state is not JobState.OWED and not job.reason:
                intent = Intent(job.paper, job.sheet, job.copy, reason, f"{job.id}:{reason}")
                self.owe(case_id, job.event_id, (intent,), at_ms)

    def get(self, job_id: str) -> PrintJob | None:
        """Return a job by its id."""
        row = self._db.one(f"{_JOBS} WHERE id = :id", id=job_id)
        return _job(row) if row else None

    def of_case(self, case_id: str) -> tuple[PrintJob, ...]:
        """Return every paper of a case in the order in which they were owed."""
        return tuple(_job(row) for row in self._db.rows(f"{_JOBS} WHERE case_id = :id ORDER BY line", id=case_id))

    def in_states(self, *states: JobState) -> tuple[PrintJob, ...]:
        """Return the jobs in any of these states, oldest first."""
        wanted = json.dumps(states)
        rows = self._db.rows(f"{_JOBS} {_IN_STATES} ORDER BY line", wanted=wanted)
        return tuple(_job(row) for row in rows)

    def freeze(self, job_id: str, sha256: str) -> None:
        """Note which bytes the paper is. Inside a transaction; the bytes are on the disk already."""
        self._db.run(
            "UPDATE print_job SET sha256 = :sha256, state = 'frozen', detail = '' WHERE id = :id AND state = 'owed'",
            sha256=sha256,
            id=job_id,
        )

    def begin_attempt(self, job_id: str, printer: str, at_ms: int) -> None:
        """Note that bytes are about to be sent; durable when this returns."""
        with self._db.writing():
            self._db.run(
                "INSERT INTO print_attempt (job, started_ms) VALUES (:job, :at_ms)",
                job=job_id,
                at_ms=at_ms,
            )
            self._db.run(
                "UPDATE print_job SET state = 'sending', printer = :printer WHERE id = :job",
                job=job_id,
                printer=printer,
            )

    def end_attempt(self, job_id: str, outcome: JobState, detail: str, at_ms: int) -> None:
        """Note how the last attempt ended. Inside a transaction."""
        self._db.run(
            """UPDATE print_attempt
            SET ended_ms = :at_ms, outcome = :outcome, detail = :detail
            WHERE job = :job AND ended_ms IS NULL""",
            job=job_id,
            at_ms=at_ms,
            outcome=outcome.value,
            detail=detail,
        )
        self.set_state(job_id, outcome, detail)

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
            self.end_attempt(job.id, JobState.UNCERTAIN, "print.interrupted", at_ms)
        return len(found)


_JOBS = """SELECT id, case_id, event_id, paper, sheet, copy, reason, printer, sha256, state, detail, made_ms,
    (SELECT count(*) FROM print_attempt WHERE job = print_job.id) AS attempts
FROM print_job"""
_IN_STATES = "WHERE state IN (SELECT value FROM json_each(:wanted))"


def _job(row: Row) -> PrintJob:
    values = dict(row)
    values["state"] = JobState(values["state"])
    return PrintJob(**values)
