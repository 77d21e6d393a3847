"""What the simulator knows to be true: every event that was ever committed, byte for byte, and who has it.

An event is owed to the server from its commit on. It is lost, and owed no more, only when the last folder that could
send it again is gone while the server does not have it.
"""

from collections import Counter
from dataclasses import dataclass, field

from casework.errors import RuleBroken
from casework.events import read
from casework.facts import CaseOpened


class Violation(Exception):  # noqa: N818 - it is what the simulator looks for
    """An invariant does not hold; the first word names it."""


@dataclass
class Ledger:
    """The model. Bytes are the key: what has no id of its own is counted as well."""

    committed: dict[bytes, str] = field(default_factory=dict)
    lost: set[bytes] = field(default_factory=set)
    streams: dict[tuple[str, str], list[list[bytes]]] = field(default_factory=dict)

    def note(self, who, origin, epoch, raws, *, before=()):
        """Take down a party's stream as it stands; `before` is what the party was told is durable."""
        if list(before) != raws[: len(before)]:
            raise Violation(f"I1: {who} does not have any more what it had committed")
        for raw in raws:
            self.committed.setdefault(raw, who)
        variants = self.streams.setdefault((origin, epoch), [])
        for known in variants:
            if known == raws[: len(known)]:
                known[:] = raws
                return
        if not any(known[: len(raws)] == raws for known in variants):
            variants.append(list(raws))

    def beginning(self, origin, epoch, count) -> list[bytes]:
        """Return the first events of a stream, which may have been pruned where it was written."""
        return next((known[:count] for known in self.streams.get((origin, epoch), []) if len(known) >= count), [])

    def lose(self, gone, *, kept):
        """Note which events nobody can send any more; `kept` is what the server and everybody else has."""
        self.lost |= set(gone) - set(kept)

    def owed(self) -> set[bytes]:
        return set(self.committed) - self.lost


def opening_of(raw):
    """Return (case id, opening) of an event that opens a case, else None."""
    try:
        event = read(raw)
    except RuleBroken:
        return None
    return (event.header.case, event.fact) if isinstance(event.fact, CaseOpened) else None


def doubles(values) -> list:
    """Return what occurs more than once."""
    return [value for value, count in Counter(values).items() if count > 1]
