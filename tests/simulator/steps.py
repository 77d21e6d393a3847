"""What may happen next: work, meetings with the server, bad networks, and disasters."""

from simulator import acts
from simulator.acts import NothingToDo
from simulator.dying import Died
from simulator.ledger import Violation
from simulator.network import WEATHERS
from simulator.world import Backup

from casework.errors import RuleBroken, Trouble

_DAY_S = 86_400


def run_step(world, number, weights):
    """Do one step, chosen by the world's chance."""
    names = list(weights)
    step = world.rng.choices(names, [weights[name] for name in names])[0]
    world.time.pass_by(world.rng.choice((1, 5, 20, 120)))
    outcome = step(world)
    if outcome is not None:
        world.log(f"{number:3} {step.__name__}: {outcome}")


# --- work -------------------------------------------------------------------------------------------------------------


def work_at_window(world):
    return _work(world, world.rng.choice(world.desks), world.profile.at_window)


def work_at_department(world):
    return _work(world, world.rng.choice(world.offices), world.profile.at_department)


def _work(world, party, table):
    act = world.rng.choices(list(table), list(table.values()))[0]
    try:
        return _acted(world, party, act)
    except NothingToDo:
        if world.profile.idle and world.rng.random() < world.profile.idle:
            return f"{party.name} {act.__name__}: nothing to do"
        return _acted(world, party, acts.accept_at_once) if party in world.desks else f"{party.name} {party.sync()}"


def _acted(world, party, act):
    said = []

    def work():
        try:
            said.append(act(world, party))
        except (RuleBroken, Trouble) as refusal:
            said.append(f"refused, {refusal.code}")

    lived = party.run(work)
    return f"{party.name} {act.__name__}: {said[0] if said else 'unfinished'}{'' if lived else ', died'}"


# --- meetings ---------------------------------------------------------------------------------------------------------


def meet(world):
    party = world.rng.choice(world.parties)
    return f"{party.name}: {party.sync()}"


def everybody_meets(world):
    return ", ".join(f"{party.name} {party.sync()}" for party in world.parties)


# --- network and clocks -----------------------------------------------------------------------------------------------


def weather_changes(world):
    name = world.rng.choice(world.weathers)
    world.network.weather = WEATHERS[name]
    return name


def line_goes(world):
    """A party is cut off, or comes back after hours or days."""
    party = world.rng.choice(world.parties)
    if party.name in world.network.cut_off:
        world.network.cut_off.discard(party.name)
        world.time.pass_by(world.rng.choice((3_600, _DAY_S, 3 * _DAY_S)))
        return f"{party.name} is back"
    world.network.cut_off.add(party.name)
    return f"{party.name} is cut off"


def something_arrives_late(world):
    if not world.network.late or not world.server.up:
        return None
    late = world.network.late.pop(world.rng.randrange(len(world.network.late)))
    return f"{late.method} {late.target.partition('?')[0]}: {_delivered(world, late)}"


def something_is_replayed(world):
    if not world.network.pushes or not world.server.up:
        return None
    return _delivered(world, world.rng.choice(world.network.pushes))


def _delivered(world, wire):
    try:
        return world.network.deliver(wire).status
    except OSError:
        return "the server died"


def clock_jumps(world):
    site = world.rng.choice(world.desks)
    days = world.rng.choice((-800, -365, -1, -0.1, 0.1, 1, 365, 800))
    site.jump(days=days)
    return f"{site.name} by {days} days"


# --- disasters --------------------------------------------------------------------------------------------------------


def party_is_doomed(world):
    """A process dies at some statement of what it does next."""
    party = world.rng.choice(world.parties)
    at, after = world.rng.randint(1, 60), world.rng.random() < 0.5
    party.doom(at, after=after)
    table = world.profile.at_window if party in world.desks else world.profile.at_department
    if world.rng.random() < 0.5:
        return f"at {at}: {_work(world, party, table)}"
    return f"at {at}: {party.name} {party.sync()}"


def server_is_doomed(world):
    """The server dies at some statement of the next pushes."""
    if not world.server.up:
        return None
    world.server.doom(world.rng.randint(1, 24))
    return "soon"


def server_starts_again(world):
    if world.server.up:
        return None
    start_server(world)
    return "up"


def start_server(world):
    world.server.open()
    known = set(world.server_raws())
    for party in world.desks:
        lacking = [raw for raw in party.acknowledged() if raw not in known]
        # A server that was set back lacks what it will be told to ask for.
        if lacking and not world.set_backs:
            raise Violation(f"I1: the server said it had {len(lacking)} events of {party.name} and has not")


def window_is_copied(world):
    party = world.rng.choice(world.parties)
    party.keep_copy()
    return f"{party.name}"


def window_is_set_back(world):
    """A window's data folder is put back from a copy; its witness is another disk, and stays as it is."""
    site = _with_copy(world, world.desks)
    if site is None:
        return None
    return _set_back(world, site, witness_too=False)


def window_and_witness_are_set_back(world):
    site = _with_copy(world, world.desks)
    if site is None:
        return None
    site.may_repeat_numbers = True
    return _set_back(world, site, witness_too=True)


def _set_back(world, site, *, witness_too):
    gone = site.set_back(world.rng.choice(site.copies), witness_too=witness_too)
    world.ledger.lose(gone, kept=_kept(world))
    return f"{site.name}, {len(gone)} events are gone here"


def department_is_set_back(world):
    office = _with_copy(world, world.offices)
    if office is None:
        return None
    gone = office.set_back(world.rng.choice(office.copies))
    world.ledger.lose(gone, kept=_kept(world))
    return f"{office.name}, {len(gone)} events are gone here"


def window_is_cloned(world):
    """Somebody copies a window's machine, and both run on."""
    if world.twins:
        return None
    world.twins += 1
    site = world.rng.choice(world.desks)
    world.desks.append(site.twin(f"{site.code}-twin"))
    return site.name


def server_is_backed_up(world):
    if not world.server.up:
        return None
    made, differences = world.server.back_up(world.room / "backups", verify=world.rng.random() < 0.5)
    assert not differences, differences
    world.backups.append(Backup(made, frozenset(world.server_raws())))
    return made.name


def server_is_set_back(world):
    """The server's file is put back from a backup, unless something would be lost that nobody else has."""
    if not world.backups:
        return None
    if not world.server.up:
        world.server.open()
    backup = world.rng.choice(world.backups)
    gone = set(world.server_raws()) - backup.raws
    if gone - world.sendable():
        return f"not to {backup.folder.name}: nobody else has {len(gone - world.sendable())} of its events"
    world.set_backs += 1
    said = world.server_raws(its_own=True)
    epoch = world.server.restored(backup.folder)
    # Nobody can say again what the server itself had said.
    world.unsaid |= set(said) - set(world.server_raws(its_own=True))
    return f"to {backup.folder.name} as epoch {epoch}, {len(gone)} events are gone there"


# --- at the server ----------------------------------------------------------------------------------------------------


def supervisor_releases(world):
    """Somebody lets go what waits behind a refused event."""
    if not world.server.up:
        return None
    keeper = world.server.doors.holds
    standing = [one.event_id for one in keeper.everything() if one.event_id]
    if not standing:
        return None
    keeper.release(world.rng.choice(sorted(standing)), "看过了", by="S01")
    return f"{len(standing)} holds before"


def seals_are_put_on(world):
    """The server's office seals what was decided, as far as it comes."""
    if not world.server.up:
        return None
    try:
        return f"{world.server.seal()}"
    except Died:
        return "the server died of it"


def holds_grow_old(world):
    """Days pass, and the server lets go what nobody looked after."""
    world.time.pass_by(world.rng.choice((2, 8)) * _DAY_S)
    return f"{world.server.doors.holds.supervise()}" if world.server.up else None


def _with_copy(world, parties):
    having = [party for party in parties if party.copies]
    return world.rng.choice(having) if having else None


def _kept(world) -> set:
    if not world.server.up:
        start_server(world)
    return world.sendable() | set(world.server_raws())


USUAL = {
    work_at_window: 100,
    work_at_department: 40,
    meet: 70,
    everybody_meets: 6,
    weather_changes: 14,
    line_goes: 10,
    something_arrives_late: 8,
    something_is_replayed: 5,
    clock_jumps: 4,
    party_is_doomed: 14,
    server_is_doomed: 8,
    server_starts_again: 20,
    window_is_copied: 10,
    window_is_set_back: 5,
    window_and_witness_are_set_back: 3,
    department_is_set_back: 3,
    window_is_cloned: 2,
    server_is_backed_up: 8,
    server_is_set_back: 5,
    supervisor_releases: 10,
    holds_grow_old: 5,
}
