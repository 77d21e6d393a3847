"""The seal office dies at statements that write and around signatures: no signature is ever without its record.

Whatever it dies at, another life finishes: every paper is sealed once, no number is missing and none is given twice. A
run strikes at every third step, from the first, second or third on.
"""

import hashlib
import random
import shutil
from dataclasses import dataclass, field, fields

import pytest
from sqlalchemy import event, func, select
from support.seal_keys import root
from support.seal_office import NEVER_MS, Decisions, a_pdf, register_seal
from support.serving import SteppingClock, enrolled_window, logged_in, serving, settings_in

from printing.fonts import load_fonts
from printing.seals.verification import verify
from sync_server.main import open_doors
from sync_server.seal_keys import SealKeys
from sync_server.seal_office import LEASE_S, SealOffice
from sync_server.store import cases
from sync_server.store.engine import open_store, sqlite_url
from sync_server.store.seal_tables import seal_use
from sync_server.verify import Verifier

_STRIDE = 3


class Died(BaseException):
    """The process is gone."""


@dataclass
class Fate:
    """Strikes at the step `at`, counted from 1 over all lives; every signature that is begun is looked after."""

    folder: object
    at: int = 0
    steps: int = 0
    signatures: dict = field(default_factory=dict)
    without_record: list = field(default_factory=list)

    def statement(self, _connection, _cursor, text, *_details) -> None:
        # Between two reads a death is the same as before the first.
        if not text.startswith("SELECT"):
            self.step()

    def step(self, *_details) -> None:
        self.steps += 1
        if self.steps == self.at:
            raise Died

    def sign_begins(self, document: bytes) -> None:
        """Look, as another process would, whether this signature was recorded before it is made."""
        sha256 = hashlib.sha256(document).hexdigest()
        self.signatures[sha256] = self.signatures.get(sha256, 0) + 1
        store = open_store(sqlite_url(self.folder / "server.sqlite3"), read_only=True)
        with store.reading() as connection:
            tries = select(func.coalesce(func.sum(seal_use.c.tries), 0)).where(seal_use.c.document_sha256 == sha256)
            recorded = connection.execute(tries).scalar_one()
        store.close()
        if recorded < self.signatures[sha256]:
            self.without_record.append(sha256)


@dataclass(frozen=True)
class WatchedSigner:
    signer: object
    fate: Fate

    def sign(self, pdf, *words):
        self.fate.step()
        self.fate.sign_begins(pdf)
        sealed = self.signer.sign(pdf, *words)
        self.fate.step()
        return sealed


@dataclass(frozen=True)
class WatchedKeys(SealKeys):
    fate: Fate | None = None

    def open(self, seal):
        return WatchedSigner(super().open(seal), self.fate)


class HastyOffice(SealOffice):
    """Signs first and records afterwards: the control, which must be noticed."""

    def _recorded(self, paper, case):
        with self.store.reading() as connection:
            seal = self._usable(connection, paper, case)
        document = self.papers.certificate(case, seal, stock=False) if not paper.document else a_pdf()
        place = self.papers.place(paper.paper, document, seal, "hasty")
        self.keys.open(seal).sign(document, self.papers.impression(seal), place, "", self.clock.now())
        return super()._recorded(paper, case)


@pytest.fixture(scope="module")
def decided_folder(tmp_path_factory):
    """A server's folder with one decision, a certificate and a document, that nobody has sealed yet; and the case."""
    folder = tmp_path_factory.mktemp("decided") / "server"
    with serving(folder, SteppingClock(), head_poll_ms=NEVER_MS) as server:
        register_seal(server.doors)
        case_id = Decisions(enrolled_window(server), logged_in(server)).decide(document=a_pdf())
    return folder, case_id


@pytest.fixture(scope="module")
def faces():
    import resources  # noqa: PLC0415 - only these tests keep the faces between lives

    return load_fonts(resources.path("fonts"))


class Lives:
    """A folder of its own, and offices that live and die over it."""

    def __init__(self, template, folder, faces, at=0):
        shutil.copytree(template, folder)
        self.folder, self.clock, self.faces = folder, SteppingClock(), faces
        self.fate = Fate(folder, at)

    def live(self, kind=SealOffice) -> bool:
        """Let an office work; say whether it lived to the end."""
        doors = open_doors(settings_in(self.folder, head_poll_ms=NEVER_MS), self.clock)
        doors.seals.papers.__dict__["_fonts"] = self.faces
        parts = {part.name: getattr(doors.seals.office, part.name) for part in fields(SealOffice)}
        office = kind(**{**parts, "keys": WatchedKeys(doors.seals.keys.folder, fate=self.fate)})
        heard = (("before_cursor_execute", self.fate.statement), ("commit", self.fate.step))
        for moment, hear in heard:
            event.listen(doors.store.engine, moment, hear)
        try:
            office.work()
        except Died:
            return False
        finally:
            for moment, hear in heard:
                event.remove(doors.store.engine, moment, hear)
            doors.store.close()
        return True

    def outcome(self, case_id):
        doors = open_doors(settings_in(self.folder, head_poll_ms=NEVER_MS), self.clock)
        try:
            with doors.store.reading() as connection:
                case = cases.by_ids(connection, [case_id])[case_id]
            uses = doors.register.uses("EDU")
            files = [doors.seals.papers.blob(one.file.sha256) for one in case.sealed]
            differences = Verifier(doors.store, doors.blobs.kept).run().differences
            return uses, files, doors.register.unfinished(), differences
        finally:
            doors.store.close()


def test_no_death_leaves_a_signature_without_a_record_or_a_paper_without_its_seal(tmp_path, decided_folder, faces):
    template, case_id = decided_folder
    at, lived = random.randrange(_STRIDE) - _STRIDE + 1, False  # noqa: S311 - where a death strikes
    while not lived:
        at += _STRIDE
        lives = Lives(template, tmp_path / "server", faces, at)
        lived = lives.live()
        lives.clock.pass_by(seconds=LEASE_S)
        lives.fate.at = 0
        assert lives.live()
        uses, files, unfinished, differences = lives.outcome(case_id)
        assert (lives.fate.without_record, unfinished, differences) == ([], [], ()), f"died at step {at}"
        assert [(use.record.number, use.state) for use in uses] == [(1, "sealed"), (2, "sealed")], f"died at step {at}"
        assert all(verify(file, [root().der]).trusted for file in files)
        assert len(files) == 2
        shutil.rmtree(tmp_path / "server")
    assert at > 20, "the office did its work in fewer steps than it writes"


def test_an_office_that_signs_before_it_records_is_noticed(tmp_path, decided_folder, faces):
    lives = Lives(decided_folder[0], tmp_path / "server", faces)
    assert lives.live(HastyOffice)
    assert len(set(lives.fate.without_record)) == 2
