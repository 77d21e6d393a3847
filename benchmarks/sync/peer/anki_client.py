"""Anki's own client, run by the Python of its own virtual environment: `anki_client.py FOLDER ADDRESS`.

Two collections of one account. Orders come as lines, answers are JSON: `fill COUNT BYTES` enters notes into the first,
`push` syncs the first, `pull` the second. Both were synced in full before, so what is measured is incremental.
"""

import json
import sys
import time
from pathlib import Path

# Anki is in a virtual environment of its own, out of the type checker's sight.
from anki.collection import AddNoteRequest, Collection  # type: ignore[import-not-found]
from anki.sync_pb2 import SyncAuth  # type: ignore[import-not-found]

ACCOUNT, PASSWORD = "window", "an-invented-password"


def main(folder: str, address: str) -> None:
    """Answer orders until there are no more."""
    first, first_auth = _collection(Path(folder) / "first.anki2", address, upload=True)
    second, second_auth = _collection(Path(folder) / "second.anki2", address, upload=False)
    for line in sys.stdin:
        name, *given = line.split()
        if name == "fill":
            answer = _fill(first, int(given[0]), int(given[1]))
        elif name == "push":
            answer = _timed(first, first_auth)
        else:
            answer = _timed(second, second_auth)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    first.close()
    second.close()


def _collection(path: Path, address: str, *, upload: bool) -> tuple[Collection, SyncAuth]:
    collection = Collection(str(path))
    auth = collection.sync_login(ACCOUNT, PASSWORD, address)
    collection.sync_collection(auth, sync_media=False)
    collection.close_for_full_sync()
    collection.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
    collection.reopen(after_full_sync=True)
    return collection, auth


def _fill(collection: Collection, count: int, size: int) -> dict[str, float]:
    kind = collection.models.by_name("Basic")
    deck = collection.decks.id("Default")
    requests = []
    for number in range(count):
        note = collection.new_note(kind)
        note["Front"] = f"{number:08d}"
        # Characters of three bytes, as in our documents.
        note["Back"] = "".join(chr(0x4E00 + (number * 31 + place * 7) % 5000) for place in range(size // 3))
        requests.append(AddNoteRequest(note=note, deck_id=deck))
    collection.add_notes(requests)
    return {"documents": collection.note_count()}


def _timed(collection: Collection, auth: SyncAuth) -> dict[str, float]:
    began = time.perf_counter()
    collection.sync_collection(auth, sync_media=False)
    return {"seconds": time.perf_counter() - began, "documents": collection.note_count()}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
