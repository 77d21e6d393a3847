"""The six invariants, asked of a world that has come to rest, and the server's own verifier.

I1 each committed event is on the server exactly once; I2 what a consumer has is its mailbox; I3 order is kept in each
stream; I4 projections are equal at both ends; I5 numbers are unique; I6 nothing waits for ever.
"""

from collections import Counter, defaultdict

import msgspec
from simulator.ledger import Violation, doubles, opening_of

from casework.case_state import Case
from casework.chain import box_link, box_start
from casework.events import read_header
from sync_server.store import boxes
from sync_server.verify import Verifier

_cases = msgspec.json.Decoder(Case)


def check(world):
    """Raise `Violation` for the first invariant that does not hold."""
    report = Verifier(world.server.doors.store, world.server.doors.blobs.folder).run()
    _hold(not report.differences, "verifier", report.differences)
    _once(world)
    _order(world)
    _holds(world)
    _mailboxes(world)
    _projections(world)
    _numbers(world)


def _hold(held, name, what):
    if not held:
        raise Violation(f"{name}: {what}")


def _once(world):
    counts = Counter(world.server_raws())
    for raw in world.ledger.owed():
        _hold(
            counts[raw] == 1, "I1", f"{counts[raw]} times on the server, by {world.ledger.committed[raw]}: {_say(raw)}"
        )
    for raw, count in counts.items():
        _hold(raw in world.ledger.committed, "I1", f"nobody ever committed {_say(raw)}")
        _hold(count == 1, "I1", f"{count} times: {_say(raw)}")


def _order(world):
    rows = world.at_server(
        "SELECT entry.origin, entry.epoch, event.raw FROM entry JOIN event ON event.id = entry.event_id "
        "ORDER BY entry.origin, entry.epoch, entry.seq"
    )
    streams = defaultdict(list)
    for origin, epoch, raw in rows:
        streams[origin, epoch].append(bytes(raw))
    for key, raws in streams.items():
        known = world.ledger.streams.get(key, [])
        _hold(any(one[: len(raws)] == raws for one in known), "I3", f"{key} has another order at the server")
    for party in world.parties:
        # A twin that pushed first may have gone on under the same epoch.
        there = streams[party.code, party.epoch()][: len(party.raws())]
        _hold(there == party.raws(), "I3", f"the stream of {party.name} is not at the server as it is there")


def _holds(world):
    """What came after poison of the same case waits behind it; what waits, waits for a reason that is still there."""
    rows = world.at_server(
        "SELECT id, origin, epoch, seq, case_id, verdict, reason, held_by FROM event ORDER BY origin, epoch, seq"
    )
    by_id = {row.id: row for row in rows}
    opened = {case_id for (case_id,) in world.at_server("SELECT id FROM case_")}
    poison = {}
    for row in rows:
        key = row.origin, row.epoch, row.case_id
        if row.verdict == "quarantined":
            poison.setdefault(key, row.id)
        elif key in poison and row.verdict != "held":
            raise Violation(f"I3: {row.id} of {row.origin} did not wait for the poison before it")
        if row.verdict == "held" and row.reason == "case.held":
            behind = by_id.get(row.held_by)
            right = behind is not None and (behind.origin, behind.case_id) == (row.origin, row.case_id)
            _hold(right and behind.verdict == "quarantined", "I6", f"{row.id} waits for {row.held_by}, which is none")
        if row.verdict == "held" and row.reason == "case.unknown":
            _hold(row.case_id not in opened, "I6", f"{row.id} waits for the opening of a case that is open")


def _mailboxes(world):
    at_server = defaultdict(list)
    rows = world.at_server(
        "SELECT box.box, box.pos, event.raw, event.verdict, event.ver, event.id "
        "FROM box JOIN event ON event.id = box.event_id ORDER BY box.box, box.pos"
    )
    for row in rows:
        at_server[row.box].append(row)
    for site in world.desks:
        _mailbox_of_window(site, at_server[site.box])
    for office in world.offices:
        _mailbox_of_office(office, at_server[office.box])


def _mailbox_of_window(site, rows):
    cursor = site.store.positions.at(site.box)
    _hold(cursor.pos == len(rows), "I2", f"{site.name} is at {cursor.pos} of {len(rows)}")
    here = {row["id"]: row for row in site.store.database.rows("SELECT id, raw, verdict, ver, box_pos FROM event")}
    link = box_start(site.box)
    for row in rows:
        link = box_link(link, row.id)
        mine = here.get(row.id)
        _hold(mine is not None, "I2", f"{site.name} lacks {row.id} at {row.pos}")
        _hold(bytes(mine["raw"]) == bytes(row.raw), "I2", f"{site.name} has other bytes at {row.pos}")
        _hold(
            (mine["verdict"], mine["ver"]) == (row.verdict, row.ver),
            "I2",
            f"{site.name} has an old verdict of {row.id}",
        )
    _hold(cursor.chain == link, "I2", f"the chain of {site.name} is another")


def _mailbox_of_office(office, rows):
    here = office.session.database.rows("SELECT pos, id, raw FROM event ORDER BY pos")
    mine = [(row["pos"], row["id"], bytes(row["raw"])) for row in here]
    _hold(mine == [(row.pos, row.id, bytes(row.raw)) for row in rows], "I2", f"{office.name} has another mailbox")


def _projections(world):
    cases = [_cases.decode(projection) for (projection,) in world.at_server("SELECT projection FROM case_")]
    by_id = {case.id: case for case in cases}
    verdicts = {row.id: row for row in world.at_server("SELECT id, verdict, ver, reason FROM event")}
    for site in world.desks:
        shown = {case_id: site.store.cases.get(case_id).case for case_id in site.case_ids()}
        _equal(site.name, shown, by_id)
        _hold(site.store.cases.differing() == (), "I4", f"{site.name} shows what its events do not say")
        for row in site.store.database.rows("SELECT id, verdict, reason FROM event WHERE hash IS NOT NULL"):
            # What has no id that can be used is kept at the server under another name.
            if row["id"] in verdicts:
                said = verdicts[row["id"]].verdict
                _hold(
                    row["verdict"] == said, "I4", f"{site.name} believes {row['verdict']} of {row['id']}, it is {said}"
                )
    for office in world.offices:
        mine = {case.id: case for case in office.session.inbox.all_cases()}
        _equal(office.name, mine, {case.id: case for case in cases if case.department == office.code})


def _equal(name, shown, true):
    for case_id in shown.keys() | true.keys():
        if shown.get(case_id) != true.get(case_id):
            here, there = _fields(shown.get(case_id)), _fields(true.get(case_id))
            differing = {
                key: (here.get(key), there.get(key)) for key in here | there if here.get(key) != there.get(key)
            }
            raise Violation(f"I4: {name} and the server differ in {case_id}: {differing}")


def _fields(case):
    return {} if case is None else msgspec.structs.asdict(case)


def _numbers(world):
    rows = world.at_server("SELECT id, number, serial FROM case_")
    for column in ("number", "serial"):
        twice = doubles(getattr(row, column) for row in rows)
        _hold(not twice, "I5", f"{column} twice on the server: {twice}")
    verdicts = {row.id: row.verdict for row in world.at_server("SELECT id, verdict FROM event")}
    at_server = {row.id: row for row in rows}
    for raw in world.ledger.committed:
        if (opened := opening_of(raw)) is not None and opened[0] in at_server:
            case_id, fact = opened
            verdict = verdicts.get(read_header(raw).id)
            kept = (fact.number, fact.serial) == (at_server[case_id].number, at_server[case_id].serial)
            _hold(kept or verdict == "renumbered", "I5", f"{fact.number} became {at_server[case_id].number} unsaid")
    for site in world.desks:
        if not site.may_repeat_numbers and site.noticed_restores <= 1:
            printed = [opened[1] for raw in world.ledger.committed if (opened := opening_of(raw)) is not None]
            own = [fact for fact in printed if fact.window == site.code]
            twice = doubles(fact.number for fact in own) + doubles(fact.serial for fact in own)
            _hold(not twice, "I5", f"{site.name} printed twice: {twice}")


def standing(world) -> dict:
    """Return where every mailbox stands at the server."""
    with world.server.doors.store.reading() as connection:
        return boxes.heads(connection)


def _say(raw) -> str:
    return raw[:120].decode("utf-8", "replace")
