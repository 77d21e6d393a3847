"""What an act changed, so that whoever shows it knows what to ask again."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Value_co = TypeVar("Value_co", covariant=True)


class Topic(StrEnum):
    """A part of what the desk shows."""

    CASES = "cases"
    OUTBOX = "outbox"
    PRINTS = "prints"
    SESSION = "session"
    DRAFTS = "drafts"
    PLACE = "place"
    CATALOGUE = "catalogue"
    STOCK = "stock"


@dataclass(frozen=True, slots=True)
class Changes:
    """The topics that were touched, and the cases; no cases together with the topic means: any of them."""

    topics: frozenset[Topic] = frozenset()
    cases: tuple[str, ...] = ()

    @property
    def case_id(self) -> str:
        """The one case an act was about; empty if there was none."""
        return self.cases[0] if self.cases else ""

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.topics | other.topics, tuple(dict.fromkeys((*self.cases, *other.cases))))

    def __bool__(self) -> bool:
        return bool(self.topics)


@dataclass(frozen=True, slots=True)
class Done(Generic[Value_co]):
    """What a finished act gives back: what it changed and its result. It exists only once both are durable."""

    changes: Changes
    value: Value_co
