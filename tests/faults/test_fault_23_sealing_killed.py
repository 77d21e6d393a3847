"""Fault 23: a desk that is killed while it seals: no signature without a use on record, no number twice, no paper lost.

The kill is real, and where it falls is known: the key tells when it is asked and when it has signed.
"""

import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.desks import CLERK, MORNING, NotedDriver, a_desk, accepted, opened, seat
from support.seal_keys import FROM, PASSPHRASE, root, seal_key

from casework.seal_rules import ANY, SealGrant, SealState
from counter_app.store.printouts import JobState
from counter_app.store.seals import StoredSeal, UseOutcome
from printing.model import PaperKind
from printing.seals.verification import verify

CODE = "5106000012068"
CHILD = """
import sys
from pathlib import Path
from support.desks import opened

folder = Path(sys.argv[1])
place = opened(folder, seal_pin_file=str(folder / "pin"))
real = place.desk.seal_keys

class Telling:
    def signer(self, *words):
        signer = real.signer(*words)
        class Signer:
            def sign(self, *given):
                print("asked", flush=True)
                sys.stdin.readline()
                made = signer.sign(*given)
                print("signed", flush=True)
                sys.stdin.readline()
                return made
        return Signer()
    def forget(self, address):
        real.forget(address)

object.__setattr__(place.desk, "seal_keys", Telling())
place.print_owed()
"""


@pytest.fixture
def folder(tmp_path):
    """The files of a desk that owes the two copies of a notice and keeps the seal for them."""
    key = seal_key("德阳市教育局")
    (tmp_path / "seal.p12").write_bytes(key.pkcs12)
    (tmp_path / "pin").write_text(PASSPHRASE)
    place = a_desk(tmp_path)
    grant = SealGrant(holder=ANY, matters=frozenset({ANY}), from_day=date(2026, 1, 1), to_day=date(2026, 12, 31))
    seal = StoredSeal(
        code=CODE,
        department="EDU",
        organ="德阳市教育局",
        purpose="受理专用章",
        state=SealState.IN_USE,
        custodian=CLERK.code,
        key=f"pkcs12:{tmp_path / 'seal.p12'}",
        certificate=key.der,
        from_ms=round(FROM.timestamp() * 1000),
        until_ms=round((FROM + timedelta(days=700)).timestamp() * 1000),
    )
    with place.store.writing():
        place.store.seals.register(seal)
        place.store.seals.grant(CODE, ANY, grant)
    accepted(place)
    place.close()
    return tmp_path


def kill_at(folder: Path, turn: int) -> list[str]:
    """Let a desk seal and kill it when its key speaks for the `turn`-th time; return what the key had said."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    said = []
    with child:
        for line in child.stdout:
            if line.strip() not in {"asked", "signed"}:
                continue
            said.append(line.strip())
            if len(said) == turn:
                child.kill()
                break
            child.stdin.write("\n")
            child.stdin.flush()
    return said


@pytest.mark.parametrize(("turn", "last"), [(1, "asked"), (2, "signed"), (3, "asked"), (4, "signed")])
def test_a_kill_while_sealing_leaves_no_signature_without_its_use_and_no_gap(folder, turn, last):
    said = kill_at(folder, turn)
    assert said[-1:] == [last], "else the kill fell elsewhere and this proves nothing"
    driver = NotedDriver()
    place = opened(folder, seal_pin_file=str(folder / "pin"), driver=driver)
    seat(place)
    before = list(place.store.seals.uses(CODE))
    assert len(before) == said.count("asked"), "whatever the key was asked for is on record"
    place.print_owed()
    uses = list(place.store.seals.uses(CODE))
    assert [one.record for one in uses][: len(before)] == [one.record for one in before]
    assert [one.record.number for one in uses] == list(range(1, len(uses) + 1))
    assert {one.outcome for one in uses} == {UseOutcome.SIGNED}
    assert place.store.seals.broken_at(CODE) == ""
    sealed = [job for job in place.store.printouts.in_states(*JobState) if job.paper == PaperKind.ACCEPTANCE_NOTICE]
    names = set()
    for job in sealed:
        found = verify(place.store.blobs.files.get(job.frozen.sha256), [root().der], now=MORNING)
        assert found.code == "seal.verdict_good"
        names.add(found.use)
    assert names == {f"seal-{one.record.name.replace('/', '-')}" for one in uses}
    assert len(names) == len(sealed)
    place.close()
