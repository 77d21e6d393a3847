"""Playing a seed: steps as chance has it; then all is healed, comes to rest, and is asked whether it is right."""

from dataclasses import dataclass, field, replace

import msgspec
from simulator import acts, paper_acts
from simulator.accounts import check_accounts
from simulator.invariants import check, standing
from simulator.ledger import Violation
from simulator.network import CALM, TooMany
from simulator.steps import USUAL, _delivered, run_step, seals_are_put_on, start_server
from simulator.world import Beginning, World

from casework.contract import MAX_PUSH_BYTES, Push
from casework.errors import RuleBroken
from counter_app.sync.round import GREET_AGAIN_S
from sync_server.http.callers import inflate

MOST_PASSES = 40
_LEAST_STEPS, _MOST_STEPS = 30, 60
STOCKED_EVERY, SEALING_EVERY = 3, 9


@dataclass(frozen=True)
class Profile:
    """How often what happens, where a question needs more of it than usual."""

    weights: dict
    steps: tuple[int, int] = (_LEAST_STEPS, _MOST_STEPS)
    weathers: tuple[str, ...] = ("calm", "rough", "rough", "storm")
    stocked: bool = False
    idle: float = 0.0
    at_window: dict = field(default_factory=lambda: acts.AT_A_WINDOW)
    at_department: dict = field(default_factory=lambda: acts.AT_A_DEPARTMENT)


USUALLY = Profile(USUAL)
STOCKED = Profile(
    USUAL, stocked=True, idle=0.7, at_window=paper_acts.AT_A_WINDOW, at_department=paper_acts.AT_A_DEPARTMENT
)
"""An office that has blanks, seals and decisions to print."""
SEALING = replace(STOCKED, weights=USUAL | {seals_are_put_on: 12})
"""The same, with the server's seal office at work, whose signatures take their time."""


def usual(seed) -> Profile:
    """What a seed is about where nobody says it."""
    if seed % STOCKED_EVERY:
        return USUALLY
    return STOCKED if seed % SEALING_EVERY else SEALING


@dataclass(frozen=True)
class Played:
    """What a seed came to; `fault` is None when every invariant held."""

    seed: int
    fault: BaseException | None
    lines: tuple[str, ...]

    def told(self) -> str:
        """The log, with how to play it again."""
        end = [] if self.fault is None else [f"{type(self.fault).__name__}: {self.fault}"]
        return "\n".join([*self.lines, *end, f"again: PYTHONPATH=tests python -m simulator {self.seed}"])


def play(seed, shop, profile=None) -> Played:
    """Play one seed."""
    profile = profile or usual(seed)
    with shop.room(f"seed-{seed}", stocked=profile.stocked) as room:
        world = World(seed, room, shop.loop, profile, shop.stocked if profile.stocked else Beginning())
        try:
            _play(world, profile, shop.unforeseen)
        except (Exception, TooMany) as fault:  # noqa: BLE001 - whatever was raised is what was looked for
            return Played(seed, fault, tuple(world.lines))
        finally:
            world.close()
    return Played(seed, None, tuple(world.lines))


def _play(world, profile, unforeseen):
    world.weathers = profile.weathers
    for number in range(world.rng.randint(*profile.steps)):
        run_step(world, number, profile.weights)
        if unforeseen:
            raise unforeseen[0]
    heal(world)
    come_to_rest(world)
    check(world)
    if profile.stocked:
        check_accounts(world)
    nothing_changes(world)
    if unforeseen:
        raise unforeseen[0]


def heal(world):
    """End every disturbance; what is late arrives."""
    world.log("--- everything is healed")
    world.server._doom = None
    if not world.server.up:
        start_server(world)
    world.network.weather = CALM
    world.network.cut_off.clear()
    for wire in world.network.late:
        _delivered(world, wire)


def come_to_rest(world):
    """Let everybody meet the server until nothing waits.

    Raises:
        Violation: it does not come to an end.
    """
    for turn in range(MOST_PASSES):
        said = [f"{party.name} {party.sync()}" for party in world.parties]
        world.log(f"    {turn}: {', '.join(said)}")
        heads = standing(world)
        if not turn:
            # A greeting holds for a quarter of an hour; what was missed by then shows behind it.
            world.time.pass_by(GREET_AGAIN_S)
        elif all(party.settled(heads) for party in world.parties):
            return
    waiting = [party.name for party in world.parties if not party.settled(standing(world))]
    raise Violation(f"I6: {', '.join(waiting)} did not come to rest")


def nothing_changes(world):
    """Replay the pushes that were kept: what comes late or twice has no effect.

    Raises:
        Violation: it has.
    """
    before = standing(world), world.server_raws()
    known = set(before[1])
    for wire in tuple(world.network.pushes):
        # A push of events that were lost with their disk would bring them back, and rightly.
        if known.issuperset(events_of(wire)):
            _delivered(world, wire)
    if (standing(world), world.server_raws()) != before:
        raise Violation("I1: a replay changed the server")


def events_of(wire) -> list[bytes]:
    """Return the events that a push carries; none if it was garbled on its way."""
    try:
        body = inflate(wire.body, dict(wire.headers).get("Content-Encoding", ""), MAX_PUSH_BYTES)
        return [bytes(raw) for raw in msgspec.json.decode(body, type=Push).events]
    except (RuleBroken, msgspec.MsgspecError, UnicodeDecodeError):
        return []
