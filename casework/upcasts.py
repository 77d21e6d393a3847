"""Payloads of earlier releases, made into what this release reads: a step for every version of a kind that was shipped.

The version of a kind's payload (`tv`) is one more than the number of its steps. Bytes that were written once are never
changed; a step makes its result anew at every reading, so a wrong step is put right by a right one. Adding an optional
field needs no step. A kind or version above what is known here waits until a later release can read it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Payload = dict[str, Any]
"""A payload as JSON has it; what is in it was checked by nobody yet."""

Step = Callable[[Payload], Payload]
"""Makes a payload of one version into the next. What it cannot find it may raise LookupError for."""

Steps = Mapping[str, Sequence[Step]]

STEPS: Steps = {}
"""For every kind whose payload changed its meaning: the steps from version 1 on, in order."""


def version_of(kind: str, steps: Steps = STEPS) -> int:
    """Return the version in which this release writes a kind's payload."""
    return 1 + len(steps.get(kind, ()))


def raised(kind: str, tv: int, payload: Payload, steps: Steps = STEPS) -> Payload:
    """Return a payload of version `tv` as this release reads it.

    Raises:
        ValueError: the payload is not what its version says.
    """
    for step in steps.get(kind, ())[tv - 1 :]:
        try:
            payload = step(payload)
        except (LookupError, TypeError, AttributeError) as error:
            raise ValueError(f"not a payload of version {tv}") from error
    return payload
