"""Scans and frozen papers, kept as files by the SHA-256 of their bytes, each encrypted with AES-256-GCM.

A file is written beside, flushed, given its name and its folder flushed before any row speaks of it: a file nobody
mentions may exist, a row without its file never.
"""

import errno
import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casework.errors import Trouble
from casework.events import BlobRef
from counter_app.store.database import Database
from counter_app.store.durable import replace
from counter_app.store.key import StoreKey

_MAGIC = b"IWB1"
_NONCE_BYTES = 12
_TAG_BYTES = 16
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
KEPT, WAITING, WANTED = "kept", "waiting", "wanted"
_FAR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Transfer:
    """A blob to be moved; `tries` failed so far."""

    sha256: str
    size: int
    tries: int


@dataclass(frozen=True, slots=True)
class BlobFiles:
    """The encrypted files alone, without their rows."""

    folder: Path
    key: StoreKey

    def path(self, sha256: str) -> Path:
        """Return where the file of this hash lies."""
        return self.folder / sha256[:2] / sha256

    def put(self, content: bytes) -> str:
        """Keep `content` durably and return its hash; the same bytes are kept once.

        Raises:
            Trouble: `local.disk_full` or `local.disk`.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        if path.exists():
            return sha256
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = _MAGIC + nonce + self._cipher().encrypt(nonce, content, sha256.encode())
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace(path, sealed)
        except OSError as error:
            code = "local.disk_full" if error.errno in _NO_ROOM else "local.disk"
            raise Trouble(code, why=error.strerror or "") from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes of this hash.

        Raises:
            Trouble: `local.blob_missing`, or `local.blob_damaged` when the file was altered or locked with another key.
        """
        try:
            sealed = self.path(sha256).read_bytes()
        except OSError as error:
            raise Trouble("local.blob_missing", sha256=sha256) from error
        head = len(_MAGIC) + _NONCE_BYTES
        nonce = sealed[len(_MAGIC) : head]
        if len(sealed) < head or not sealed.startswith(_MAGIC):
            raise Trouble("local.blob_damaged", sha256=sha256)
        try:
            return self._cipher().decrypt(nonce, sealed[head:], sha256.encode())
        except InvalidTag as error:
            raise Trouble("local.blob_damaged", sha256=sha256) from error

    def size(self, sha256: str) -> int:
        """Return how many bytes the content of a file has; 0 if it is not here."""
        overhead = len(_MAGIC) + _NONCE_BYTES + _TAG_BYTES
        return max(self.path(sha256).stat().st_size - overhead, 0) if self.has(sha256) else 0

    def has(self, sha256: str) -> bool:
        """Say whether a file of this hash is here."""
        return self.path(sha256).exists()

    def _cipher(self) -> AESGCM:
        return AESGCM(self.key.derive("blob"))


class Blobs:
    """The files together with the rows that say what is still to be sent or fetched."""

    def __init__(self, database: Database, files: BlobFiles) -> None:
        self._db = database
        self.files = files

    def record(self, sha256: str, size: int, mime: str, state: str, case_id: str = "") -> None:
        """Enter a blob whose file is here (or `wanted`). Inside a transaction; what is known already stays as it is."""
        self._db.run(
            """INSERT INTO blob (sha256, size, mime, state, case_id)
            VALUES (:sha256, :size, :mime, :state, :case_id)
            ON CONFLICT (sha256) DO UPDATE SET
                state = CASE
                    WHEN blob.state = 'kept' AND excluded.state = 'waiting' THEN 'waiting'
                    ELSE blob.state END,
                case_id = CASE WHEN excluded.case_id <> '' THEN excluded.case_id ELSE blob.case_id END""",
            sha256=sha256,
            size=size,
            mime=mime,
            state=state,
            case_id=case_id,
        )

    def want(self, refs: Iterable[BlobRef], case_id: str = "") -> None:
        """Enter blobs that should be fetched from the server. Inside a transaction."""
        for ref in refs:
            self.record(ref.sha256, ref.size, ref.mime, KEPT if self.files.has(ref.sha256) else WANTED, case_id)

    def settle(self, sha256: str) -> None:
        """Note that a blob is on both ends. Inside a transaction."""
        self._db.run(
            "UPDATE blob SET state = 'kept', tries = 0, error = '', next_ms = 0 WHERE sha256 = :sha256",
            sha256=sha256,
        )

    def due(self, state: str, now_ms: int, limit: int = 200) -> tuple[Transfer, ...]:
        """Return what is to be sent or fetched now, the blobs of the case that is due next first.

        One whose last try failed waits for its own next one; a clock that was set back does not make it wait for long.
        """
        rows = self._db.rows(
            """SELECT blob.sha256, blob.size, blob.tries
            FROM blob
            LEFT JOIN case_row ON case_row.id = blob.case_id
            WHERE blob.state = :state AND (blob.next_ms <= :now OR blob.next_ms > :far)
            ORDER BY coalesce(case_row.due_on, '9999'), blob.rowid
            LIMIT :limit""",
            state=state,
            now=now_ms,
            far=now_ms + _FAR_MS,
            limit=limit,
        )
        return tuple(Transfer(**row) for row in rows)

    def fail(self, sha256: str, error: str, next_ms: int) -> None:
        """Note that a try failed, and when the next one is due. Inside a transaction."""
        self._db.run(
            "UPDATE blob SET tries = tries + 1, error = :error, next_ms = :next_ms WHERE sha256 = :sha256",
            sha256=sha256,
            error=error,
            next_ms=next_ms,
        )

    def failing(self) -> int:
        """Return how many blobs could not be moved at their last try."""
        return int(self._db.value("SELECT count(*) FROM blob WHERE error <> '' AND state <> 'kept'"))

    def retry(self) -> None:
        """Let every blob be tried at once. Inside a transaction."""
        self._db.run("UPDATE blob SET next_ms = 0 WHERE next_ms > 0")

    def in_state(self, state: str, limit: int = 1000) -> tuple[str, ...]:
        """Return the hashes of blobs in a state, oldest first."""
        rows = self._db.rows(
            "SELECT sha256 FROM blob WHERE state = :state ORDER BY rowid LIMIT :limit",
            state=state,
            limit=limit,
        )
        return tuple(row["sha256"] for row in rows)

    def count(self, state: str) -> int:
        """Return how many blobs are in a state."""
        return int(self._db.value("SELECT count(*) FROM blob WHERE state = :state", state=state))

    def size(self, sha256: str) -> int:
        """Return the size in bytes of a recorded blob, 0 if it is not recorded."""
        row = self._db.one("SELECT size FROM blob WHERE sha256 = :sha256", sha256=sha256)
        return int(row["size"]) if row else 0

    def forget_unnamed(self, sha256: str) -> None:
        """Delete the file of a blob that no row speaks of; any other stays."""
        if self._db.one("SELECT 1 FROM blob WHERE sha256 = :sha256", sha256=sha256) is None:
            self.files.path(sha256).unlink(missing_ok=True)

    def damaged(self) -> tuple[str, ...]:
        """Return the hashes of recorded blobs whose file is missing or altered; reads every file."""
        rows = self._db.rows("SELECT sha256 FROM blob WHERE state <> 'wanted' ORDER BY rowid")
        return tuple(row["sha256"] for row in rows if not self._whole(row["sha256"]))

    def _whole(self, sha256: str) -> bool:
        try:
            return hashlib.sha256(self.files.get(sha256)).hexdigest() == sha256
        except Trouble:
            return False
