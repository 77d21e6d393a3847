"""What a verdict sends out: the event's place in the mailboxes, and the blobs it brings to its case."""

import re
from collections.abc import Iterable

from casework.case_state import Case
from casework.events import Header
from casework.routing import boxes_for
from sync_server.store.streams import Reference, Stored

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MIME = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}", re.ASCII)
_UNKNOWN_MIME = "application/octet-stream"


class Mail:
    """Event ids for each mailbox, in the order in which they got there.

    An event is sent when its verdict is final, which happens once: no mailbox has it twice.
    """

    def __init__(self) -> None:
        self.posts: dict[str, list[str]] = {}
        self.references: list[Reference] = []

    def to_case(self, kept: Stored, header: Header, case: Case) -> None:
        """Send an event to everybody who follows the case, with its blobs."""
        self.to(boxes_for(case), kept.id)
        if header.blobs:
            self.refer(kept, header, case.id)

    def to(self, boxes: Iterable[str], event_id: str) -> None:
        """Send an event to mailboxes."""
        for box in boxes:
            self.posts.setdefault(box, []).append(event_id)

    def refer(self, kept: Stored, header: Header, case_id: str) -> None:
        """Note which blobs the event names; what cannot be a blob is left out."""
        self.references += [
            Reference(ref.sha256, kept.id, case_id, ref.mime if _MIME.fullmatch(ref.mime) else _UNKNOWN_MIME)
            for ref in header.blobs
            if _SHA256.fullmatch(ref.sha256)
        ]
