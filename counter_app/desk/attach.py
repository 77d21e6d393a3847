"""Scans: a paper's image or PDF joins its case; what the file is, is read from its bytes and never from its name."""

from casework.contract import ClerkCard
from casework.errors import RuleBroken
from casework.events import BlobRef
from casework.facts import ScanAttached
from counter_app.changes import Changes, Done
from counter_app.desk.bench import Desk, changed
from counter_app.desk.forms import AttachForm, KeptScan
from counter_app.desk.recording import state, the_case
from counter_app.store.blobs import WAITING
from counter_app.store.cases import Projected

PDF = "application/pdf"
MAX_SCAN_BYTES = 20 * 1024 * 1024
_LONGEST_NAME = 120
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
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
    scan = keep(desk, form.material, form.name, content, form.pages)
    with desk.store.writing():
        state_scan(desk, clerk, case.id, scan, form.title)
        after = the_case(desk, case.id)
    return Done(changed(case.id), after)


def keep(desk: Desk, material: str, name: str, content: bytes, pages: int) -> KeptScan:
    """Keep a scan's bytes for a material; no row and no event speaks of it yet. May be called in a lane.

    Raises:
        RuleBroken: `attach.empty`, `attach.too_large`, `attach.kind`.
        Trouble: the disk refused.
    """
    if not content:
        raise RuleBroken("attach.empty")
    if len(content) > MAX_SCAN_BYTES:
        raise RuleBroken("attach.too_large", size=len(content), limit=MAX_SCAN_BYTES)
    mime = sniff(content)
    # The file is durable before any row speaks of it.
    sha256 = desk.store.blobs.files.put(content)
    short = plain_name(name.replace("\\", "/").rpartition("/")[2][:_LONGEST_NAME])
    return KeptScan(material=material, sha256=sha256, size=len(content), mime=mime, name=short, pages=pages)


def plain_name(name: str) -> str:
    """Return the name of a file with `?` for whatever no screen shows and no event can hold."""
    return "".join(sign if sign.isprintable() else "?" for sign in name)


def attach_kept(desk: Desk, case_id: str, scan: KeptScan) -> Done[Projected]:
    """State that a kept scan belongs to a case; the very same pages belong to a material once.

    Raises:
        RuleBroken: the case is not here, or the material is not of its matter.
        Trouble: the disk refused.
    """
    desk = desk.at_this_moment()
    clerk = desk.clerk()
    case = the_case(desk, case_id).case
    desk.matter_of(case).material(scan.material)
    had = {blob.sha256 for one in case.scans if one.material == scan.material for blob in one.blobs}
    if scan.sha256 in had:
        return Done(Changes(), the_case(desk, case.id))
    with desk.store.writing():
        state_scan(desk, clerk, case.id, scan)
        after = the_case(desk, case.id)
    return Done(changed(case.id), after)


def state_scan(desk: Desk, clerk: ClerkCard, case_id: str, scan: KeptScan, title: str = "") -> None:
    """Enter a kept scan and state that it belongs to the case. Inside `store.writing`."""
    desk.store.blobs.record(scan.sha256, scan.size, scan.mime, WAITING, case_id)
    ref = BlobRef(sha256=scan.sha256, size=scan.size, mime=scan.mime, name=scan.name)
    state(desk, clerk, case_id, ScanAttached(material=scan.material, pages=scan.pages, title=title), (ref,))
