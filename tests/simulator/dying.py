"""Processes that die: at a chosen statement of their database nothing of theirs runs any more.

What a dead process leaves is a copy of its folder, taken at that very moment; the next process is started from the
copy. So nothing that tidies up on the way out can help it.
"""

from dataclasses import dataclass, field


class Died(BaseException):
    """The process is gone. No edge of the product may catch this."""


@dataclass
class Doom:
    """Counts statements; at the chosen one, before or after it ran, it calls `last_words` and raises `Died`."""

    at: int
    after: bool
    last_words: object
    count: int = 0
    dead: bool = False

    def strike(self, run):
        """Run a statement, unless the process dies of it or is dead."""
        if self.dead:
            raise Died
        self.count += 1
        if self.count != self.at:
            return run()
        if self.after:
            run()
        self.die()
        return None

    def die(self):
        self.dead = True
        self.last_words()
        raise Died


@dataclass
class MortalConnection:
    """A database connection of a process that is doomed; without a doom it passes everything on."""

    real: object
    doom: Doom | None = field(default=None)

    def execute(self, sql, *parameters):
        return self._strike(lambda: self.real.execute(sql, *parameters))

    def executemany(self, sql, rows):
        return self._strike(lambda: self.real.executemany(sql, rows))

    def _strike(self, run):
        return self.doom.strike(run) if self.doom else run()

    def __getattr__(self, name):
        return getattr(self.real, name)
