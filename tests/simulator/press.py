"""What papers are made with in a simulated office: a quick studio, printers that may lie, watchful keys.

The desk's own code decides what is drawn, sealed and sent, and in which order; here it is only cheap, and whatever
left the machine is written down where no restore and no crash takes it away.
"""

from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from casework.errors import Trouble
from casework.seal_rules import UseRecord
from counter_app.desk.paper_orders import CasePaper, CertificatePaper
from printing.drivers.driver import DeviceState, Outcome, Readiness, Result
from printing.model import Media, PaperKind, SealPlace, freeze
from printing.seals.seal import SealState

_MARK = b"\n%seal "
_AWAY = 0.08
_PLACE = SealPlace(page=0, x_mm=150, y_mm=220)
# What the printer says, whether a paper lies in its tray, and how often.
_FATES = {
    (Result.PRINTED, True): 24,
    (Result.UNCERTAIN, True): 2,
    (Result.UNCERTAIN, False): 2,
    (Result.FAILED, False): 1,
}


@dataclass
class Piece:
    """A sheet that lies in a tray; `spoiled` is what a person said of it."""

    site: str
    job: str
    sha256: str
    spoiled: bool = False


@dataclass(frozen=True)
class Signature:
    """A signature that was made: `on_record` says whether its use was on the disk by then."""

    site: str
    seal: str
    use: str
    document: str
    on_record: bool


@dataclass
class Trays:
    """Everything that ever left the machines of an office."""

    pieces: list[Piece] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    reliable: bool = False

    def copied(self) -> "Trays":
        return Trays([replace(one) for one in self.pieces], list(self.signatures))

    def good(self, site, job) -> list[Piece]:
        """The sheets of a job that came out at a machine and are no waste."""
        return [one for one in self.pieces if (one.site, one.job, one.spoiled) == (site, job, False)]


class QuickStudio:
    """Writes what a paper is drawn from instead of drawing it: the same order gives the same bytes."""

    def draw(self, order):
        material = order.material
        case, job = material.case, material.job
        said = [job.paper, case.id, case.number, case.ver, job.copy, job.reprint, job.reason, material.seal_state]
        kind, media = PaperKind(job.paper), Media.A4_PORTRAIT
        if isinstance(order, CertificatePaper):
            said, media = [case.id, case.number, order.blank_number, order.supersedes], Media.A4_LANDSCAPE
        content = b"%PDF-1.7 /Type /Page " + repr([str(one) for one in said]).encode()
        signed = isinstance(order, CasePaper) and material.seal_state is SealState.SIGNED
        paper = freeze(
            kind=kind,
            title=kind.value,
            content=content,
            pages=1,
            media=media,
            seal_place=_PLACE if signed else None,
        )
        return replace(paper, impression=b"%PDF") if signed else paper


@dataclass
class WatchedPrinter:
    """A window's printer: what it says and what lies in its tray are two things."""

    site: str
    trays: Trays
    rng: object

    def send(self, paper, job_id):
        fates = list(_FATES)
        result, out = self.rng.choices(fates, list(_FATES.values()))[0]
        if self.trays.reliable:
            result, out = Result.PRINTED, True
        if out:
            self.trays.pieces.append(Piece(self.site, job_id, paper.sha256))
        return Outcome(result, "" if result is Result.PRINTED else "printing.interrupted")

    def status(self):
        return DeviceState(Readiness.READY)


@dataclass
class WatchedKeys:
    """The keys of a window's seals; `connection` is its database, looked at from beside the desk."""

    site: str
    trays: Trays
    rng: object
    connection: object = None

    def signer(self, code, _address):
        if not self.trays.reliable and self.rng.random() < _AWAY:
            raise Trouble("seal.key_away", why=code)
        return _Signer(self, code)

    def forget(self, _address):
        """Nothing is held open."""

    def on_record(self, code, use, document) -> bool:
        """Whether a use of this name for this document is committed."""
        if self.connection.in_transaction:
            return False
        rows = self.connection.execute("SELECT raw, outcome FROM seal_use WHERE seal = ?", (code,)).fetchall()
        uses = [msgspec.json.decode(bytes(row[0]), type=UseRecord) for row in rows if row[1] != "void"]
        return (use, document) in {(field_of(one), one.document_sha256) for one in uses}


@dataclass(frozen=True)
class _Signer:
    keys: WatchedKeys
    code: str

    def sign(self, pdf, _appearance, field, _reason, _at):
        keys, document = self.keys, sha256(pdf).hexdigest()
        made = Signature(keys.site, self.code, field.name, document, keys.on_record(self.code, field.name, document))
        keys.trays.signatures.append(made)
        return pdf + _MARK + field.name.encode() + b" " + _key().sign(pdf, ECDSA(SHA256())).hex().encode()


def field_of(use) -> str:
    """The name that a use has on the paper."""
    return f"seal-{use.name.replace('/', '-')}"


def sealed_with(content):
    """Return (document's hash, use) of a paper that bears a signature of a window, else None.

    Raises:
        InvalidSignature: it bears one that is not of the document.
    """
    document, mark, rest = content.rpartition(_MARK)
    if not mark:
        return None
    use, _, signature = rest.partition(b" ")
    try:
        _key().public_key().verify(bytes.fromhex(signature.decode()), document, ECDSA(SHA256()))
    except ValueError as error:
        raise InvalidSignature from error
    return sha256(document).hexdigest(), use.decode()


@cache
def _key():
    return generate_private_key(SECP256R1())
