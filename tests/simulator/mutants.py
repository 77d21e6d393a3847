"""The product with one of its guards taken out, to see that the simulator would notice.

The one place where product code is replaced: `replaced` puts a function of the product back when the block is left.
"""

from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from random import Random

from simulator.paper_mutants import MUTANTS as OF_PAPERS
from simulator.simulation import USUALLY, Profile
from simulator.steps import (
    USUAL,
)

from casework.chain import link
from casework.contract import EventVerdict, PushAnswer
from casework.errors import RuleBroken, Trouble
from casework.lifecycle import Verdict
from counter_app.store import store as desk_store
from counter_app.store.position import Cursor
from counter_app.store.store import Store
from counter_app.store.streams import Streams
from counter_app.sync import pulling
from counter_app.sync import round as desk_round
from counter_app.sync.api import ServerApi
from counter_app.sync.pulling import Pulling
from sync_server import intake
from sync_server.batch import Batch
from sync_server.department import pull
from sync_server.department.pull import Puller
from sync_server.department.store.inbox import Inbox
from sync_server.http.pages import Pages
from sync_server.intake import Intake
from sync_server.mail import Mail
from sync_server.renumber import Register
from sync_server.store import boxes, streams
from sync_server.waiting import Holds

_LOSSES = 4


@dataclass(frozen=True)
class Mutant:
    """A guard that is missing: `patches` are (owner, name, function); `most` seeds must be enough to notice."""

    patches: Callable
    profile: Profile = USUALLY
    most: int = 150


@contextmanager
def replaced(owner, name, new):
    """Put `new` in the place of a function of the product for as long as the block runs."""
    old = owner.__dict__[name]
    setattr(owner, name, new)
    try:
        yield
    finally:
        setattr(owner, name, old)


@contextmanager
def without(mutant):
    """Take the guard out for as long as the block runs."""
    with ExitStack() as stack:
        for owner, name, new in mutant.patches():
            stack.enter_context(replaced(owner, name, new))
        yield


# --- the server's guards ----------------------------------------------------------------------------------------------


def known_events_are_judged_again():
    def take_one(self, arrival):
        if not arrival.id:
            return self._keep(arrival, f"raw:{arrival.seq}", arrival.refused).id
        kept_id = self._judge(arrival)
        self._settle()
        return kept_id

    return [(Batch, "_take_one", take_one)]


def replays_are_answered_without_looking():
    def applied(connection, push, last):
        entries = streams.entries(connection, push.origin, push.epoch, push.from_seq, last)
        return [EventVerdict(seq=one.seq, verdict=Verdict.APPLIED) for one in entries]

    return [(intake, "_stored_verdicts", applied)]


def forks_are_not_seen():
    def already_there(_connection, push, hashes, head):
        if push.from_seq > head.seq + 1:
            raise RuleBroken("push.gap", expected=head.seq + 1)
        before = push.from_seq - 1
        return max(0, min(head.seq, before + len(hashes)) - before)

    return [(intake, "_already_there", already_there), (desk_round, "_forked", lambda *_: False)]


def gaps_are_not_seen():
    true = intake._already_there

    def already_there(connection, push, hashes, head):
        return 0 if push.from_seq > head.seq + 1 else true(connection, push, hashes, head)

    return [(intake, "_already_there", already_there)]


def tips_are_not_compared():
    def hashes(push, events):
        now = bytes.fromhex(push.prev)
        found = []
        for raw in events:
            now = link(now, raw)
            found.append(now)
        return found

    return [(intake, "_hashes", hashes)]


def numbers_are_given_twice():
    return [(Register, "keep_or_replace", lambda *_arguments: None)]


def nothing_waits_behind_poison():
    return [(Holds, "by", lambda *_arguments: None)]


def what_is_let_go_is_not_posted():
    true = Mail.to_case

    def to_case(self, kept, header, case):
        if kept.id not in _being_changed:
            true(self, kept, header, case)

    _being_changed = set()
    change = Batch._change

    def noted(self, held, *arguments, **named):
        _being_changed.add(held.id)
        return change(self, held, *arguments, **named)

    return [(Mail, "to_case", to_case), (Batch, "_change", noted)]


def mail_is_posted_after_the_commit():
    push, append = Intake.push, boxes.append
    pushing, kept = [], []

    def later(connection, posts):
        if not pushing:
            return append(connection, posts)
        kept.append(posts)
        return {}

    def in_two_steps(self, writer, asked):
        kept.clear()
        pushing.append(asked)
        try:
            answer = push(self, writer, asked)
        finally:
            pushing.pop()
        for posts in kept:
            with self.store.writing() as connection:
                posted = append(connection, posts)
            self.announce(posted)
        return answer

    return [(boxes, "append", later), (Intake, "push", in_two_steps)]


# --- the desk's guards ------------------------------------------------------------------------------------------------


def cursor_moves_before_its_rows():
    true = Pulling._take_in

    def take_in(self, box, rows, places, *details, **more):
        with self._store.writing():
            self._store.positions.move(box, places[-1])
        return true(self, box, rows, places, *details, **more)

    return [(Pulling, "_take_in", take_in)]


def lossy_mailbox():
    """A server that now and then leaves a position of a page out; no guard is missing."""
    true, get, chance = boxes.page, Pages.get, Random(1)  # noqa: S311 - chance that can be repeated is the point

    def page(*arguments):
        lines = true(*arguments)
        if len(lines) > 1 and not chance.randrange(_LOSSES):
            del lines[chance.randrange(len(lines) - 1)]
        return lines

    def get_anew(self, wanted, head):
        # A page that is kept for everybody would go on lacking what it lacks.
        self._drop(wanted)
        return get(self, wanted, head)

    return [(boxes, "page", page), (Pages, "get", get_anew)]


def pages_are_not_checked():
    def trusted(_cursor, page):
        return tuple(Cursor(page.next, bytes.fromhex(page.chain)) for _ in page.rows)

    return [*lossy_mailbox(), (pulling, "checked_page", trusted)]


def verdicts_are_not_waited_for():
    true = ServerApi.push

    def push(self, batch):
        try:
            return true(self, batch)
        except Trouble as trouble:
            if trouble.code != "sync.unreachable":
                raise
        last = batch.from_seq + len(batch.events) - 1
        verdicts = tuple(EventVerdict(seq=seq, verdict=Verdict.APPLIED) for seq in range(batch.from_seq, last + 1))
        return PushAnswer(head=last, verdicts=verdicts, backup_mark=0, server_epoch=1, now=0)

    return [(ServerApi, "push", push)]


def nothing_is_sent_again():
    return [(Store, "send_again", lambda *_arguments: None)]


def witness_is_not_asked():
    return [(Store, "check_witness", lambda *_arguments: False)]


def epoch_character_stays():
    return [(desk_store, "other_epoch_character", lambda used, _noise: used[-1:])]


def lost_serials_are_not_left_out():
    true = Store.open_epoch
    return [(Store, "open_epoch", lambda self, at_ms, chars="", **_lost: true(self, at_ms, chars=chars))]


def only_what_waits_is_chained_again():
    true = Streams._stream_rows

    def stream_rows(self, epoch, *, after, limit=-1):
        row = self._db.one("SELECT acked FROM stream WHERE epoch = :epoch", epoch=epoch)
        rechaining = self.stream().epoch != epoch
        return true(self, epoch, after=max(after, row["acked"]) if rechaining else after, limit=limit)

    return [(Streams, "_stream_rows", stream_rows)]


# --- the department's guards ------------------------------------------------------------------------------------------


def departments_cursor_moves_before_its_rows():
    def keep(self, page):
        inbox = Inbox(self.database)
        cursor = self._cursor()
        if page.rows[0].p <= cursor.pos:
            return 0
        after = pull._checked(cursor, page)
        with self.database.writing():
            inbox.move_cursor(after)
        with self.database.writing():
            for row in page.rows:
                self._keep_row(inbox, row)
        return len(page.rows)

    return [(Puller, "keep", keep)]


# --- where it shows ---------------------------------------------------------------------------------------------------


def _more(*weathers, **more) -> Profile:
    """The usual steps, some of them more often, in other weather if it is named."""
    named = {step.__name__: step for step in USUAL}
    weights = {**USUAL, **{named[name]: weight for name, weight in more.items()}}
    return Profile(weights, weathers=weathers or USUALLY.weathers)


_OFTEN = 40
_RESTORES = _more(server_is_backed_up=_OFTEN, server_is_set_back=_OFTEN)
_SET_BACKS = _more(window_is_copied=_OFTEN, window_is_set_back=_OFTEN)
_TWINS = _more(window_is_cloned=_OFTEN, window_is_copied=_OFTEN, window_and_witness_are_set_back=_OFTEN)
_DEATHS = _more(party_is_doomed=2 * _OFTEN)
_SERVER_DEATHS = _more(server_is_doomed=2 * _OFTEN)

MUTANTS = {
    mutant.patches.__name__: mutant
    for mutant in (
        Mutant(known_events_are_judged_again, _TWINS),
        Mutant(replays_are_answered_without_looking),
        Mutant(forks_are_not_seen, _TWINS),
        Mutant(gaps_are_not_seen, _RESTORES),
        Mutant(tips_are_not_compared, _more("garbling", work_at_department=3 * _OFTEN, weather_changes=_OFTEN)),
        Mutant(numbers_are_given_twice),
        Mutant(nothing_waits_behind_poison),
        Mutant(what_is_let_go_is_not_posted),
        Mutant(mail_is_posted_after_the_commit, _SERVER_DEATHS, 100),
        Mutant(cursor_moves_before_its_rows, _DEATHS, 100),
        Mutant(pages_are_not_checked),
        Mutant(verdicts_are_not_waited_for),
        Mutant(nothing_is_sent_again, _RESTORES),
        Mutant(witness_is_not_asked, _SET_BACKS),
        Mutant(epoch_character_stays, _SET_BACKS, most=250),
        Mutant(lost_serials_are_not_left_out, _SET_BACKS),
        Mutant(
            only_what_waits_is_chained_again,
            _more(
                window_is_copied=_OFTEN,
                window_is_set_back=_OFTEN,
                server_is_backed_up=_OFTEN,
                server_is_set_back=_OFTEN,
            ),
        ),
        Mutant(departments_cursor_moves_before_its_rows, _DEATHS, 100),
        *(Mutant(patches, profile, 60) for patches, profile in OF_PAPERS.items()),
    )
}
