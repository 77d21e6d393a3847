"""Guards of blanks, prints and seals that are taken out, so that each account has something it must notice."""

from dataclasses import replace

import msgspec
from simulator import acts, paper_acts, steps
from simulator.simulation import SEALING, STOCKED, Profile

from casework import blanks as boxes
from casework.errors import RuleBroken
from counter_app.desk import blanks, print_queues, prints, sealing
from counter_app.store import blanks as rows
from counter_app.store.printouts import JobState, Printouts
from counter_app.store.seals import StoredUse, UseOutcome
from sync_server.store import seal_uses

_OFTEN = 60


def only_the_first_of_lost_blanks_is_booked():
    lose = boxes._lose

    def first_only(box, fact):
        return lose(box, msgspec.structs.replace(fact, last=fact.first))

    return [(boxes, "_lose", first_only)]


def clashes_are_not_noted():
    def replay(box, box_id, facts):
        for fact, by in facts:
            try:
                box = boxes.step(box, fact) if box else boxes.opened(box_id, fact, by)
            except (RuleBroken, AttributeError):
                continue
        return box

    return [(rows, "replay", replay)]


def settled_facts_are_counted_again():
    return [(rows.Blanks, "_unsettled", lambda _self, entries: entries)]


def two_boxes_with_a_number_are_not_told():
    from counter_app.presenters import stock  # noqa: PLC0415 - the desk's screens are of no use elsewhere

    return [(stock, "overlapping", lambda _boxes: [])]


def lost_blanks_are_printed_on():
    return [(blanks, "_reserved", lambda *_: [])]


def interrupted_prints_are_sent_again():
    def doubt_unfinished(self, _at_ms):
        for job in self.in_states(JobState.SENDING):
            attempt = self.open_attempt(job.id)
            self._db.run("UPDATE print_attempt SET ended_ms = 0, outcome = 'failed' WHERE id = :id", id=int(attempt))
            self.set_state(job.id, JobState.FROZEN)
        return 0

    return [(Printouts, "doubt_unfinished", doubt_unfinished)]


def restored_desks_send_what_may_have_come_out():
    return [(Printouts, "doubt_frozen", lambda _self: 0)]


def doubtful_papers_are_taken_for_printed():
    run = print_queues.send_once

    return [(print_queues, "send_once", lambda job, driver, book: run(job, _Believing(driver), book))]


def certificates_that_came_out_are_not_booked():
    return [(prints, "note_printed", lambda *_: None)]


def seals_are_put_on_before_their_use_is_recorded():
    def unrecorded(task, paper):
        record = sealing._use(task, paper, sealing.BY_RULE)
        return StoredUse(line=0, job=task.job.id, record=record, outcome=UseOutcome.RECORDED, why="", hash=b"")

    return [(sealing, "_recorded", unrecorded)]


def uses_are_numbered_with_gaps():
    use = sealing._use

    def with_gaps(task, paper, by):
        made = use(task, paper, by)
        return msgspec.structs.replace(made, number=made.number + (made.number > 1))

    return [(sealing, "_use", with_gaps)]


def the_server_does_not_note_what_it_sealed():
    return [(seal_uses, "finish", lambda *_: True)]


class _Believing:
    """A printer whose doubts nobody hears."""

    def __init__(self, driver):
        self._driver = driver
        self.status = driver.status

    def send(self, paper, job_id):
        outcome = self._driver.send(paper, job_id)
        return outcome if outcome.result == "failed" else replace(outcome, result=print_queues.Result.PRINTED, code="")


def _more(**more) -> Profile:
    """The usual steps of an office with blanks, some acts at its windows more often."""
    named = {act.__name__: act for act in STOCKED.at_window}
    return replace(STOCKED, at_window=STOCKED.at_window | {named[name]: weight for name, weight in more.items()})


def _steps(profile, **more) -> Profile:
    named = {step.__name__: step for step in profile.weights}
    return replace(profile, weights=profile.weights | {named[name]: weight for name, weight in more.items()})


_PRINTING = {acts.issue_result: 6, paper_acts.box_comes_in: 1, paper_acts.papers_come_out: 5}
_RESTORED = replace(
    STOCKED,
    weights={steps.work_at_window: 12, steps.window_is_copied: 8, steps.window_is_set_back: 4},
    at_window=_PRINTING,
)
_LOSING = replace(STOCKED, weights={steps.work_at_window: 1}, at_window=_PRINTING | {paper_acts.blanks_are_missing: 6})

MUTANTS = {
    only_the_first_of_lost_blanks_is_booked: _more(blanks_are_missing=_OFTEN),
    clashes_are_not_noted: _steps(_more(blank_is_void=_OFTEN), window_is_cloned=_OFTEN),
    settled_facts_are_counted_again: _steps(STOCKED, server_is_backed_up=_OFTEN, server_is_set_back=_OFTEN),
    two_boxes_with_a_number_are_not_told: _more(box_comes_in=2 * _OFTEN),
    lost_blanks_are_printed_on: _LOSING,
    interrupted_prints_are_sent_again: _steps(_more(papers_come_out=2 * _OFTEN), party_is_doomed=2 * _OFTEN),
    restored_desks_send_what_may_have_come_out: _RESTORED,
    doubtful_papers_are_taken_for_printed: _more(papers_come_out=_OFTEN),
    certificates_that_came_out_are_not_booked: _more(issue_result=_OFTEN, papers_come_out=_OFTEN),
    seals_are_put_on_before_their_use_is_recorded: _more(accept_at_once=_OFTEN, papers_come_out=_OFTEN),
    uses_are_numbered_with_gaps: _more(accept_at_once=_OFTEN, papers_come_out=_OFTEN),
    the_server_does_not_note_what_it_sealed: _steps(SEALING, seals_are_put_on=_OFTEN),
}
