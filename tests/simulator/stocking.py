"""The office that paper seeds begin in: blanks and seals at its windows, seals at the server, results to be printed."""

from datetime import UTC, date, datetime, timedelta

from simulator import paper_acts
from simulator.press import Trays
from simulator.simulation import STOCKED
from simulator.workshop import DEPARTMENTS, KINDS_OF_BLANKS
from simulator.world import Beginning, World
from support.blanks import SECOND
from support.desks import CLERK, application, body, marks
from support.seal_keys import FROM, PASSPHRASE, seal_key

from casework.seal_rules import ANY, SealState
from counter_app.desk import blanks, print_queues, seal_custody
from counter_app.desk.accept import accept
from counter_app.desk.forms import ReceiveBlanksForm
from counter_app.store.seals import StoredSeal
from sync_server.seal_register import NewGrant, NewSeal

_LONG = FROM + timedelta(days=36_500)
_DAYS = date(2000, 1, 1), date(2100, 1, 1)
_ORGANS = {"EDU": "德阳市教育局", "FIC": "德阳市工商业联合会"}
_CASES = (("W01", "EDU"), ("W01", "FIC"), ("W02", "EDU"), ("W02", "FIC"), ("W01", "EDU"))
_SEALED = 2
_IN_A_BOX = 5


def stock(room, loop) -> Beginning:
    """Furnish the office in `room` and return what lies beside its folders."""
    world = World(0, room, loop, STOCKED, Beginning(trays=Trays()))
    world.trays.reliable = True
    # It was furnished the day before.
    world.time.elapsed_s = 0
    desks = {site.code: site for site in world.desks}
    try:
        for code, (department, organ) in zip(desks, _ORGANS.items(), strict=False):
            _boxes(world, desks[code])
            _seal_at_window(desks[code], department, organ)
        for department, organ in _ORGANS.items():
            _seal_at_server(world, department, organ)
        for place, (window, department) in enumerate(_CASES):
            _decided(world, desks[window], department)
            if place < _SEALED:
                world.server.doors.seals.work()
        for site in world.desks:
            print_queues.run(site.desk, site.place.printer)
        for _ in range(3):
            _everybody_meets(world)
        return Beginning(world.trays, tuple(world.boxes), world.next())
    finally:
        world.close()


def _boxes(world, site):
    for kind in KINDS_OF_BLANKS:
        start = world.next() * 10
        world.boxes.append((kind, start))
        first, last = paper_acts.number(start), paper_acts.number(start + _IN_A_BOX - 1)
        blanks.receive(site.desk, ReceiveBlanksForm(kind=kind, first=first, last=last, from_whom="市局"))


def _seal_at_window(site, department, organ):
    made = StoredSeal(
        code=f"51060000120{site.code[1:]}",
        department=department,
        organ=organ,
        purpose="受理专用章",
        state=SealState.IN_USE,
        custodian=CLERK.code,
        key="pkcs12:/of/the/simulator.p12",
        certificate=b"none",
        from_ms=round(datetime(2000, 1, 1, tzinfo=UTC).timestamp() * 1000),
        until_ms=round(datetime(2100, 1, 1, tzinfo=UTC).timestamp() * 1000),
    )
    seal_custody.register(site.desk, made, SECOND)
    seal_custody.grant(site.desk, made.code, ANY, frozenset({ANY}), *_DAYS)


def _seal_at_server(world, department, organ):
    doors = world.server.doors
    kept = doors.seals.keys.keep_file(department, seal_key(organ, _LONG).pkcs12, PASSPHRASE)
    new = NewSeal(code=department, department=department, organ=organ, registration="5106000001234")
    doors.register.add(new, kept, ("K01", "K02"))
    doors.register.grant(
        NewGrant(seal=department, holder="*", matters=("*",), from_day=_DAYS[0], to_day=_DAYS[1]), "K01"
    )


def _decided(world, site, department):
    office = next(one for one in world.offices if one.code == department)
    matter = DEPARTMENTS[department]
    applicant = body("Xiangyanghua Kindergarten", serial=world.next(), representative="He Fang")
    form = application(site.place, matter=matter, applicant=applicant, materials=marks(site.place, matter))
    case = accept(site.desk, form).value.case
    _everybody_meets(world)
    office.session.acts.receive(case.number)
    office.session.acts.decide(case.number, paper_acts.certified(world))
    _everybody_meets(world)


def _everybody_meets(world):
    for party in world.parties:
        said = party.sync()
        assert said == "done", (party.name, said)
