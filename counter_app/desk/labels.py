"""Material labels (材料标签) for the originals that were taken: owed on acceptance if the hall wants it, or on request.

Which pieces a print job covers stands in its `sheet`, `M01-1 M03-1`: a paper that came in later is labelled by itself.
"""

from casework.case_state import Case
from casework.catalogue import Matter
from casework.errors import RuleBroken
from counter_app.changes import Done
from counter_app.desk import owed
from counter_app.desk.bench import Desk, changed
from counter_app.desk.forms import LabelsForm
from counter_app.desk.recording import the_case
from counter_app.store.cases import Projected
from counter_app.store.printouts import Intent, JobState, PrintJob
from printing.model import PaperKind


def print_labels(desk: Desk, form: LabelsForm) -> Done[Projected]:
    """Owe the labels that originals of a case still lack; where none lacks one, all once more, for a reason.

    Labels that were printed together are printed together again, unless none of their pieces is in the case any more.

    Raises:
        RuleBroken: `desk.no_such_case`, `labels.no_originals`, `labels.coming`, `print.reason_missing`.
        Trouble: the disk refused; nothing was written.
    """
    desk = desk.at_this_moment()
    desk.clerk()
    found = the_case(desk, form.case_id)
    wanted = pieces_of(found.case, desk.matter_of(found.case))
    if not wanted:
        raise RuleBroken("labels.no_originals")
    latest = _latest(desk, form.case_id)
    labelled = {piece for job in latest for piece in job.sheet.split()}
    lacking = tuple(piece for piece in wanted if piece not in labelled)
    again = [job for job in latest if job.state is JobState.PRINTED and not set(wanted).isdisjoint(job.sheet.split())]
    if not lacking and not again:
        raise RuleBroken("labels.coming")
    if not lacking and not form.reason:
        raise RuleBroken("print.reason_missing")
    with desk.store.writing():
        if lacking:
            owed.papers(desk, form.case_id, (_intent(lacking),))
        else:
            for job in again:
                desk.store.printouts.reprint(job, form.reason, desk.now_ms())
    return Done(changed(form.case_id, prints=True), found)


def on_acceptance(desk: Desk, case: Case, matter: Matter) -> tuple[Intent, ...]:
    """Return the labels that an acceptance owes: none unless the hall wants them then, or nothing was taken."""
    pieces = pieces_of(case, matter) if desk.labels_on_acceptance else ()
    return (_intent(pieces),) if pieces else ()


def pieces_of(case: Case, matter: Matter) -> tuple[str, ...]:
    """Return the originals that were taken, as labels name them, in the order of the checklist."""
    taken = {mark.code: mark.originals for mark in case.materials}
    return tuple(
        f"{line.place}-{piece}" for line in matter.materials for piece in range(1, taken.get(line.code, 0) + 1)
    )


def _intent(pieces: tuple[str, ...]) -> Intent:
    return Intent(PaperKind.MATERIAL_LABEL, sheet=" ".join(pieces))


def _latest(desk: Desk, case_id: str) -> tuple[PrintJob, ...]:
    """Return the newest print of every set of labels that was not given up."""
    jobs = [job for job in desk.store.printouts.of_case(case_id) if job.paper == PaperKind.MATERIAL_LABEL]
    kept = {(job.event_id, job.sheet): job for job in jobs if job.state is not JobState.DROPPED}
    return tuple(kept.values())
