"""What a round did, for whoever asked for it."""

from dataclasses import dataclass, field

from counter_app.changes import Changes, Topic


@dataclass(slots=True)
class RoundReport:
    """What a round did; `renumbered` are cases whose papers must be printed again."""

    pushed: int = 0
    pulled: int = 0
    blobs_sent: int = 0
    blobs_fetched: int = 0
    renumbered: tuple[str, ...] = ()
    forks: int = 0
    resets: int = 0
    changes: Changes = field(default_factory=Changes)

    def touched(self, topics: set[Topic], cases: tuple[str, ...] = ()) -> None:
        """Add to what changed."""
        self.changes |= Changes(frozenset(topics), cases)
