"""A department's seal at a real server, and decisions that want it."""

import hashlib
from datetime import date
from io import BytesIO

import msgspec
from reportlab.pdfgen.canvas import Canvas
from support.seal_keys import PASSPHRASE, seal_key
from support.serving import Stream, accepted, decided, event, new_id, opening, received

from casework.events import BlobRef, Role
from casework.facts import Certificate, CertificateField
from sync_server.seal_register import NewGrant, NewSeal

PDF = "application/pdf"
NEVER_MS = 1_000_000_000
KEEPER, WITNESS = "K01", "K02"
SEAL = NewSeal(code="EDU", department="EDU", organ="德阳市教育局", registration="5106000001234")
EVERYTHING = NewGrant(seal="EDU", holder="*", matters=("*",), from_day=date(2026, 1, 1), to_day=date(2027, 12, 31))
CERTIFICATE = Certificate(
    number="5106-JY-2026-0031",
    fields=(CertificateField(label="学校名称", label_en="Name", value="德阳晨光幼儿园"),),
)


def a_pdf(text="granted") -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, text)
    canvas.save()
    return out.getvalue()


def register_seal(doors, key=None, grant=EVERYTHING, new=SEAL) -> int:
    """Register the seal of Education with a key in a file, and grant its use; return how much is sealed again."""
    kept = doors.seals.keys.keep_file(new.code, (key or seal_key()).pkcs12, PASSPHRASE)
    again = doors.register.add(new, kept, (KEEPER, WITNESS))
    if grant is not None:
        doors.register.grant(grant, KEEPER)
    return again


class Decisions:
    """Cases that come in at a window and are decided by Education, one after the other."""

    def __init__(self, window, education) -> None:
        self.window, self.education = window, education
        self.at_window, self.at_department = Stream("W01"), Stream("EDU")
        self.running = 0

    def decide(self, certificate=CERTIFICATE, document=b"", *, send=True, **said) -> str:
        """Let a case be decided; return its id."""
        case, self.running = new_id(), self.running + 1
        self._push(self.window, self.at_window, event(opening(running=self.running), case), event(accepted(), case))
        blobs = (reference(document),) if document else ()
        fact = msgspec.structs.replace(decided(certificate=certificate), **said)
        self._push(
            self.education,
            self.at_department,
            event(received(), case, Role.DEPARTMENT, "edu01"),
            event(fact, case, Role.DEPARTMENT, "edu01", blobs=blobs),
        )
        if document and send:
            self.send(document)
        return case

    def send(self, document: bytes) -> None:
        sha256 = hashlib.sha256(document).hexdigest()
        self.education.request("PUT", f"/v1/blobs/{sha256}", document).raise_for_status()

    def _push(self, writer, stream, *raws) -> None:
        first = len(stream.events) + 1
        answer = writer.push(stream.add(*raws).push(first=first))
        assert [one.verdict for one in answer.verdicts] == ["applied"] * len(raws)


def reference(document: bytes) -> BlobRef:
    return BlobRef(sha256=hashlib.sha256(document).hexdigest(), size=len(document), mime=PDF, name="决定书.pdf")
