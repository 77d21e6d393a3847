"""Events that are refused, and the corrections that stand in for them."""

import msgspec
from support.serving import event, new_id, received

from casework.events import Role, read_header
from casework.lifecycle import Verdict


def refused(case, fact=None) -> bytes:
    """An event that no window may state."""
    return event(fact or received(), case, role=Role.DEPARTMENT)


def unreadable(raw: bytes) -> bytes:
    """The event with its payload spoilt; its header can be read."""
    return raw.replace(b'"p":{', b'"p":[{').replace(b"}}", b"}]}")


def in_place_of(old: bytes, raw: bytes) -> bytes:
    """The event `raw`, said to stand in for `old`."""
    fields = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    id_ = read_header(old).id
    return msgspec.json.encode(
        {**fields, "id": msgspec.Raw(msgspec.json.encode(new_id())), "supersedes": msgspec.Raw(b'"%s"' % id_.encode())}
    )


def verdicts(answer) -> list[Verdict]:
    return [one.verdict for one in answer.verdicts]
