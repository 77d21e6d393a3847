"""The six invariants, asked of a world that has come to rest, and the server's own verifier.

I1 each committed event is on the server exactly once; I2 what a consumer has is its mailbox; I3 order is kept in each
stream; I4 projections are equal at both ends; I5 numbers are unique; I6 nothing waits for ever.
"""

from collections import Counter, defaultdict

import msgspec
from simulator.ledger import Violation, doubles, opening_of

from casework.case_state import Case
from casework.chain import box_link, box_start
from casework.events import read, read_header
from casework.lifecycle import COUNTS, replay
from counter_app.store.prune import FINISHED
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
        if key[0] == "server":
            continue
        known = world.ledger.streams.get(key, [])
        _hold(any(one[: len(raws)] == raws for one in known), "I3", f"{key} has another order at the server")
    for party in world.parties:
        # A twin that pushed first may have gone on under the same epoch.
        first = party.base()
        there = streams[party.code, party.epoch()][first : first + len(party.raws())]
        _hold(there == party.raws(), "I3", f"the stream of {party.name} is not at the server as it is there")


def _holds(world):
    """What came after poison of the same case waits behind it; what waits, waits for a reason that is still there."""
    rows = world.at_server(
        "SELECT id, origin, epoch, seq, case_id, verdict, reason, held_by, raw FROM event ORDER BY origin, epoch, seq"
    )
    opened = {case_id for (case_id,) in world.at_server("SELECT id FROM case_")}
    let_go = _let_go(rows)
    poison = {}
    for row in rows:
        key = row.origin, row.epoch, row.case_id
        if row.case_id is None or row.id in let_go:
            continue
        # A server that is refilled lets everything count as it did before, when the hold may have been ended already.
        if key in poison and row.verdict not in {"held", "quarantined"} and not world.set_backs:
            raise Violation(f"I3: {row.id} of {row.origin} did not wait for the poison before it")
        if row.verdict == "quarantined":
            poison.setdefault(key, row.id)
    standing_holds = {(one.origin, one.case_id): one.held_by for one in world.at_server("SELECT * FROM hold")}
    for row in rows:
        if row.verdict == "held" and row.reason == "case.held":
            there = (row.origin, row.case_id) in standing_holds
            _hold(there, "I6", f"{row.id} waits for {row.held_by}, which holds nothing")
        if row.verdict == "held" and row.reason == "case.unknown":
            _hold(row.case_id not in opened, "I6", f"{row.id} waits for the opening of a case that is open")


def _let_go(rows) -> set[str]:
    """Return the refused events that nothing need wait for any more."""
    ended = set()
    stands_for = {}
    for row in rows:
        header = read_header(bytes(row.raw))
        if header is None:
            continue
        if header.supersedes:
            stands_for[header.id] = header.supersedes
            if row.verdict != "quarantined":
                ended.add(header.supersedes)
        if header.type == "hold.released" and row.verdict == "applied":
            ended.add(read(bytes(row.raw)).fact.event)
    for correction, refused in reversed(stands_for.items()):
        if correction in ended:
            ended.add(refused)
    return ended | set(stands_for)


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
    cursor, base = site.store.positions.at(site.box), site.store.positions.base(site.box)
    _hold(cursor.pos == len(rows), "I2", f"{site.name} is at {cursor.pos} of {len(rows)}")
    here = {row["id"]: row for row in site.store.database.rows("SELECT id, raw, verdict, ver, box_pos FROM event")}
    link = box_start(site.box)
    for row in rows:
        link = box_link(link, row.id)
        mine = here.get(row.id)
        if mine is None and row.pos <= base.pos:
            continue
        _hold(mine is not None, "I2", f"{site.name} lacks {row.id} at {row.pos}")
        _hold(bytes(mine["raw"]) == bytes(row.raw), "I2", f"{site.name} has other bytes at {row.pos}")
        mine, true = (mine["verdict"], mine["ver"]), (row.verdict, row.ver)
        _hold(mine == true, "I2", f"{site.name} has {mine} for {row.id}, it is {true}")
    _hold(cursor.chain == link, "I2", f"the chain of {site.name} is another")


def _mailbox_of_office(office, rows):
    here = office.session.database.rows("SELECT pos, id, raw FROM event WHERE pos IS NOT NULL ORDER BY pos")
    mine = [(row["pos"], row["id"], bytes(row["raw"])) for row in here]
    _hold(mine == [(row.pos, row.id, bytes(row.raw)) for row in rows], "I2", f"{office.name} has another mailbox")


def _projections(world):
    cases = [_cases.decode(projection) for (projection,) in world.at_server("SELECT projection FROM case_")]
    verdicts = {row.id: row for row in world.at_server("SELECT id, verdict, ver, reason FROM event")}
    for site in world.desks:
        shown = {case_id: case for case_id in site.case_ids() if (case := _confirmed(site, case_id)) is not None}
        rows = site.store.database.rows("SELECT id, case_id, raw FROM event WHERE hash IS NULL AND verdict IS NULL")
        ghosts = _not_there(world, site, verdicts, rows)
        _equal(site.name, shown, _kept_here(shown, [case for case in cases if case.id not in ghosts]), but=ghosts)
        _hold(site.store.cases.differing() == (), "I4", f"{site.name} shows what its events do not say")
        for row in site.store.database.rows("SELECT id, verdict, reason FROM event WHERE hash IS NOT NULL"):
            # What has no id that can be used is kept at the server under another name.
            if row["id"] in verdicts:
                mine, said = row["verdict"], verdicts[row["id"]].verdict
                _hold(mine == said, "I4", f"{site.name} believes {mine} of {row['id']}, it is {said}")
    for office in world.offices:
        rows = office.session.database.rows("SELECT id, case_id, raw FROM event WHERE pos IS NULL")
        ghosts = _not_there(world, office, verdicts, rows)
        held = {row["case_id"] for row in rows}
        mine = {
            case.id: _placed(office, case) if case.id in held else case for case in office.session.inbox.all_cases()
        }
        _equal(office.name, mine, {case.id: case for case in cases if case.department == office.code}, but=ghosts)


def _confirmed(site, case_id):
    """Return a case as a window shows it, without what it shows on top as not confirmed."""
    entries = site.store.journal.history(case_id)
    if not any(entry.pending for entry in entries):
        return site.store.cases.get(case_id).case
    counting = sorted((entry for entry in entries if entry.counts), key=lambda entry: entry.ver)
    if not counting:
        return None
    return replay((entry.event() for entry in counting), number=counting[0].number, serial=counting[0].serial)


def _placed(office, case):
    """Return a case as a department has it, without what the server's mailbox does not have any more."""
    lines = {line.id: line for line in office.session.inbox.history(case.id) if line.pos is not None}
    counting = sorted((line for line in lines.values() if line.verdict in COUNTS), key=lambda line: line.ver)
    if not counting:
        return None
    return replay((read(line.raw) for line in counting), number=counting[0].number, serial=counting[0].serial)


def _not_there(world, party, verdicts, rows) -> set[str]:
    """Return the cases of events that others had stated and nobody can send again.

    Whatever else is here and not in the mailbox does not count at the server: it was let go once, and what had let it
    go is lost.
    """
    gone = [row for row in rows if bytes(row["raw"]) in world.ledger.lost | world.unsaid]
    for row in rows:
        counts_not = row["id"] in verdicts and verdicts[row["id"]].verdict in {"held", "quarantined"}
        _hold(counts_not or row in gone, "I4", f"{party.name} has {row['id']}, which is not lost and counts")
    return {row["case_id"] for row in gone}


def _kept_here(shown, cases) -> dict:
    """Return the server's cases without those that were pruned here."""
    return {case.id: case for case in cases if case.id in shown or case.stage not in FINISHED}


def _equal(name, shown, true, but=frozenset()):
    for case_id in (shown.keys() | true.keys()) - but:
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
    openings = [(raw, *opened) for raw in world.ledger.committed if (opened := opening_of(raw)) is not None]
    verdicts = {row.id: row.verdict for row in world.at_server("SELECT id, verdict FROM event")}
    at_server = {row.id: row for row in rows}
    for raw, case_id, fact in openings:
        if case_id in at_server:
            verdict = verdicts.get(read_header(raw).id)
            kept = (fact.number, fact.serial) == (at_server[case_id].number, at_server[case_id].serial)
            _hold(kept or verdict == "renumbered", "I5", f"{fact.number} became {at_server[case_id].number} unsaid")
    for site in world.desks:
        if not site.may_repeat_numbers and site.noticed_restores <= 1:
            own = [fact for _, _, fact in openings if fact.window == site.code]
            twice = doubles(fact.number for fact in own) + doubles(fact.serial for fact in own)
            _hold(not twice, "I5", f"{site.name} printed twice: {twice}")


def standing(world) -> dict:
    """Return where every mailbox stands at the server."""
    with world.server.doors.store.reading() as connection:
        return boxes.heads(connection)


def _say(raw) -> str:
    return raw[:120].decode("utf-8", "replace")
