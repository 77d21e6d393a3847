"""A department that sends no document of its decision: the server draws it, and seals it like any other."""

from io import BytesIO

import pypdfium2
import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from reportlab.pdfgen.canvas import Canvas
from support.seal_keys import root
from support.seal_office import NEVER_MS, Decisions, a_pdf, register_seal
from support.serving import SteppingClock, enrolled_window, logged_in, serving

from casework.facts import Outcome
from printing.layout.pen import pt
from printing.seals.verification import verify
from sync_server.seal_office import LEASE_S
from sync_server.store import cases

REASONS = ("户外活动场地生均面积低于规定。",)


@pytest.fixture
def server(tmp_path, database_url):
    """A server whose seal office works when it is told to."""
    with serving(tmp_path / "server", SteppingClock(), database_url=database_url, head_poll_ms=NEVER_MS) as running:
        yield running


@pytest.fixture
def doors(server):
    register_seal(server.doors)
    return server.doors


@pytest.fixture
def decisions(server):
    return Decisions(enrolled_window(server), logged_in(server))


def sealed_papers(doors, case_id):
    with doors.store.reading() as connection:
        case = cases.by_ids(connection, [case_id])[case_id]
    return {one.paper: (one, doors.blobs.kept) for one in case.sealed}


def content(sealed) -> bytes:
    one, kept = sealed
    return b"".join(kept.read(one.file.sha256, 0, kept.size(one.file.sha256)))


def text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def seal_at(pdf: bytes) -> tuple[int, float, float]:
    """Return where the seal stands: the page from 0 and its middle in points."""
    reader = PdfFileReader(BytesIO(pdf))
    field = reader.embedded_signatures[0].sig_field
    left, foot, right, head = (float(edge) for edge in field["/Rect"])
    count = int(reader.root["/Pages"]["/Count"])
    pages = [reader.find_page_for_modification(number)[0].reference for number in range(count)]
    return pages.index(field.raw_get("/P").reference), (left + right) / 2, (foot + head) / 2


def test_a_refusal_without_a_document_is_drawn_and_sealed(doors, decisions):
    case_id = decisions.decide(certificate=None, outcome=Outcome.REFUSED, reasons=REASONS)
    assert doors.seals.work().sealed == 1
    sealed = sealed_papers(doors, case_id)["decision"]
    pdf = content(sealed)
    found = verify(pdf, [root().der])
    assert (found.good, found.trusted, found.organ, found.use) == (True, True, "德阳市教育局", "EDU/2026/1/1")
    said = text(pdf)
    assert REASONS[0] in said
    assert "不予" in sealed[0].file.name
    assert sealed[0].file.name in said
    assert "本决定书之日起六十日内" in said
    assert "首次打印" not in said, "no window printed it"
    assert doors.register.check() == []


def test_remedies_in_the_departments_own_words_stand_for_the_usual_ones(doors, decisions):
    own = "可以向德阳市教育局申请复核。"
    case_id = decisions.decide(certificate=None, outcome=Outcome.REFUSED, reasons=REASONS, remedies=(own,))
    doors.seals.work()
    said = text(content(sealed_papers(doors, case_id)["decision"]))
    assert own in said
    assert "六十日内" not in said


def test_a_grant_with_conditions_has_a_document_beside_its_certificate_and_a_plain_one_has_not(doors, decisions):
    plain = decisions.decide()
    bound = decisions.decide(conditions=("开园前完成教职工健康检查。",))
    assert doors.seals.work().sealed == 3
    assert set(sealed_papers(doors, plain)) == {"certificate"}
    papers = sealed_papers(doors, bound)
    assert set(papers) == {"certificate", "decision"}
    assert "开园前完成教职工健康检查。" in text(content(papers["decision"]))


def test_the_seal_stands_between_issuer_and_date_also_when_it_was_taken_up_again(doors, decisions):
    seal = doors.register.everything()[0].seal
    key = doors.seals.keys.folder / f"{seal.key_ref.removeprefix('pkcs12:')}.p12"
    good = key.read_bytes()
    key.write_bytes(b"no key")
    case_id = decisions.decide(certificate=None, outcome=Outcome.REFUSED, reasons=REASONS)
    assert doors.seals.work().sealed == 0
    key.write_bytes(good)
    doors.seals.clock.pass_by(seconds=LEASE_S)
    assert doors.seals.work().sealed == 1
    assert [(use.tries, use.state) for use in doors.register.uses("EDU")] == [(2, "sealed")]
    page, x_pt, y_pt = seal_at(content(sealed_papers(doors, case_id)["decision"]))
    assert (page, round(x_pt / pt(1))) == (0, 152)
    assert y_pt > pt(60), "not at the foot, where a document without a mark is sealed"


def test_a_refusal_without_reasons_is_refused_its_document_for_good(doors, decisions):
    decisions.decide(certificate=None, outcome=Outcome.REFUSED)
    assert doors.seals.work().sealed == 0
    assert [one.why for one in doors.register.unfinished()] == ["printing.no_reasons"]
    assert doors.register.uses("EDU") == []


def with_field(box) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for number in (1, 2):
        canvas.drawString(100, 700, f"page {number}")
        canvas.showPage()
    canvas.save()
    writer = IncrementalPdfFileWriter(BytesIO(out.getvalue()))
    append_signature_field(writer, SigFieldSpec("gz", on_page=0, box=box))
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def with_words(words: str) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setKeywords(words)
    canvas.drawString(100, 700, "granted")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (with_field((200, 400, 300, 460)), (0, 250, 430)),
        (with_field((0, 0, 20, 20)), (0, 65, 65)),
        (with_words("seal-place 0 100 97"), (0, 283, 567)),
        (with_words("seal-place 7 100 97"), (0, 431, 119)),
        (a_pdf(), (0, 431, 119)),
    ],
    ids=["a field", "a field at the edge", "words", "words of a page that is not there", "no mark"],
)
def test_a_departments_own_document_is_sealed_where_it_says(doors, decisions, document, place):
    case_id = decisions.decide(certificate=None, document=document)
    assert doors.seals.work().sealed == 1
    page, x_pt, y_pt = seal_at(content(sealed_papers(doors, case_id)["decision"]))
    assert page == place[0]
    assert (x_pt, y_pt) == pytest.approx(place[1:], abs=3)
