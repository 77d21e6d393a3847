"""Scans: a paper's image or PDF joins its case; what the file is, is read from its bytes and never from its name."""

from casework.errors import RuleBroken
from casework.events import BlobRef
from casework.facts import ScanAttached
from counter_app.changes import Done
from counter_app.desk.bench import Desk, changed
from counter_app.desk.forms import AttachForm
from counter_app.desk.recording import state, the_case
from counter_app.store.blobs import WAITING
from counter_app.store.cases import Projected

MAX_SCAN_BYTES = 20 * 1024 * 1024
_LONGEST_NAME = 120
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)


def sniff(content: bytes) -> str:
    """Return the MIME type that the first bytes of a file say.

    Raises:
        RuleBroken: `attach.kind`, not a PDF, JPEG, PNG or TIFF.
    """
    for signature, mime in _SIGNATURES:
        if content.startswith(signature):
            return mime
    raise RuleBroken("attach.kind")


def attach(desk: Desk, form: AttachForm, content: bytes) -> Done[Projected]:
    """Keep a scan and state that it belongs to a material of the case.

    Raises:
        RuleBroken: `attach.empty`, `attach.too_large`, `attach.kind`, or the material is not of the matter.
        Trouble: the disk refused; at most an unused file was left, and no event speaks of it.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, form.case_id).case
    desk.matter_of(case).material(form.material)
    if not content:
        raise RuleBroken("attach.empty")
    if len(content) > MAX_SCAN_BYTES:
        raise RuleBroken("attach.too_large", size=len(content), limit=MAX_SCAN_BYTES)
    mime = sniff(content)
    # The file is durable before any row speaks of it.
    sha256 = desk.store.blobs.files.put(content)
    name = form.name.replace("\\", "/").rpartition("/")[2][:_LONGEST_NAME]
    ref = BlobRef(sha256=sha256, size=len(content), mime=mime, name=name)
    fact = ScanAttached(material=form.material, pages=form.pages, title=form.title)
    with desk.store.writing():
        desk.store.blobs.record(sha256, len(content), mime, WAITING, form.case_id)
        state(desk, clerk, case.id, fact, (ref,))
        after = the_case(desk, case.id)
    return Done(changed(case.id), after)
