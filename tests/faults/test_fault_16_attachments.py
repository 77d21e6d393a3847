"""Fault 16: an attachment is cut, shifted, flipped, sent by two, or its server dies. It is whole or absent, and no more
than a chunk goes twice.
"""

import base64
import hashlib
import signal

import pytest
import requests
from requests.adapters import HTTPAdapter
from support.commands import Process, code_for, run
from support.desks import MovedClock, accepted
from support.serving import Stream, Window, enrolled_window, event, logged_in, new_id, opening, write_site
from support.windows import desk_at

from casework import facts
from casework.chunks import LEAST_BYTES, Pace, Standing, send_in_chunks
from casework.errors import Trouble
from casework.events import BlobRef
from counter_app.desk.attach import attach
from counter_app.desk.forms import AttachForm

MIB = 1024 * 1024
SCAN = b"%PDF-1.7 " + bytes(range(251)) * (3 * MIB // 251)
LENGTH = len(SCAN)
SHA = hashlib.sha256(SCAN).hexdigest()


def put(writer, chunk, offset, length=LENGTH, sha256=SHA, digest=None) -> requests.Response:
    told = base64.b64encode(digest or hashlib.sha256(chunk).digest()).decode()
    headers = {"Upload-Offset": str(offset), "Upload-Length": str(length)}
    if not isinstance(writer, Window):
        headers["Content-Digest"] = f"sha-256=:{told}:"
    return writer.request("PATCH", f"/v1/blobs/{sha256}", chunk, **headers)


def standing(writer, sha256=SHA):
    response = writer.request("HEAD", f"/v1/blobs/{sha256}")
    return response.status_code, int(response.headers["Upload-Offset"])


def kept(server) -> bytes | None:
    file = server.doors.blobs.path(SHA)
    return file.read_bytes() if file.exists() else None


def test_fault_16_a_scan_goes_on_from_where_it_was_cut(server, window):
    assert put(window, SCAN[:MIB], 0).status_code == 204
    assert standing(window) == (404, MIB)
    assert put(window, SCAN[MIB : 2 * MIB], MIB).headers["Upload-Offset"] == str(2 * MIB)
    assert kept(server) is None
    assert put(window, SCAN[2 * MIB :], 2 * MIB).status_code == 201
    assert standing(window)[0] == 200
    assert kept(server) == SCAN


@pytest.mark.parametrize("offset", [0, MIB - 1, MIB + 1, len(SCAN) - MIB])
def test_fault_16_a_wrong_offset_is_answered_with_the_right_one(window, offset):
    put(window, SCAN[:MIB], 0)
    response = put(window, SCAN[offset : offset + MIB], offset)
    assert (response.status_code, response.json()["details"]) == (409, {"offset": MIB})
    assert standing(window) == (404, MIB)


def test_fault_16_a_flipped_bit_in_a_chunk_adds_nothing(education):
    flipped = bytes([SCAN[0] ^ 1]) + SCAN[1:MIB]
    response = put(education, flipped, 0, digest=hashlib.sha256(SCAN[:MIB]).digest())
    assert (response.status_code, response.json()["code"]) == (422, "blob.hash")
    assert standing(education) == (404, 0)


def test_fault_16_a_whole_that_is_not_its_name_is_dropped_and_begun_anew(server, window):
    put(window, bytes([SCAN[0] ^ 1]) + SCAN[1 : 2 * MIB], 0)
    response = put(window, SCAN[2 * MIB :], 2 * MIB)
    assert (response.status_code, response.json()["code"]) == (422, "blob.hash")
    assert standing(window) == (404, 0)
    assert kept(server) is None


def test_fault_16_two_who_send_the_same_scan_do_not_mix(server, window):
    other = enrolled_window(server, "W02", 2)
    put(window, SCAN[:MIB], 0)
    put(other, SCAN[: 2 * MIB], 0)
    assert (standing(window), standing(other)) == ((404, MIB), (404, 2 * MIB))
    assert put(other, SCAN[2 * MIB :], 2 * MIB).status_code == 201
    # Whoever comes second learns that it is there, and need not send the rest.
    assert put(window, SCAN[MIB : 2 * MIB], MIB).status_code == 201
    assert kept(server) == SCAN


def test_fault_16_a_chunk_beyond_the_length_or_the_limit_is_refused(window):
    assert put(window, SCAN[:MIB], 0, length=MIB - 1).json()["code"] == "blob.length"
    assert put(window, SCAN[:10], 0, length=65 * MIB).json()["code"] == "blob.too_large"
    assert put(window, SCAN[:10], 0, length=0).json()["code"] == "blob.too_large"
    assert window.request("PATCH", f"/v1/blobs/{SHA}", b"x").status_code == 400
    assert put(window, SCAN + SCAN[:MIB] * 2, 0, length=60 * MIB).status_code == 413


def test_fault_16_a_server_that_died_behind_a_chunk_has_it_or_says_so(tmp_path):
    write_site(tmp_path)
    folder = tmp_path / "server"
    run(folder, "init", "--site", str(tmp_path / "site.toml"))
    process = Process(folder)
    window = Window(process.address)
    window.enrol(code_for(folder))
    put(window, SCAN[:MIB], 0)
    process.end(signal.SIGKILL)
    process = Process(folder)
    window.address = process.address
    assert standing(window) == (404, MIB)
    assert put(window, SCAN[MIB : 2 * MIB], MIB).status_code == 204
    assert put(window, SCAN[2 * MIB :], 2 * MIB).status_code == 201
    process.end(signal.SIGTERM)
    window.session.close()


class Cutting(HTTPAdapter):
    """Loses the answer to chosen chunks, and counts what of scans goes over the wire."""

    def __init__(self, *lost):
        super().__init__()
        self.lost = set(lost)
        self.chunks = 0
        self.sent = 0

    def send(self, request, **kwargs):
        response = super().send(request, **kwargs)
        if request.method == "PATCH":
            self.chunks += 1
            self.sent += len(request.body)
            if self.chunks in self.lost:
                response.close()
                raise requests.ReadTimeout("the answer was lost")
        return response


@pytest.mark.parametrize("lost", [1, 2, 3])
def test_fault_16_an_answer_that_is_lost_costs_no_chunk_twice(server, tmp_path, lost):
    adapter = Cutting(lost)
    with desk_at(server, tmp_path / "desk", MovedClock(), adapter=adapter) as desk:
        case = accepted(desk)
        form = AttachForm(case_id=case.id, material=case.materials[0].code, name="扫描.pdf")
        attach(desk.desk, form, SCAN)
        report = desk.sync.run()
        assert report.blobs_sent == 1
        assert adapter.sent == len(SCAN)
        assert kept(server) == SCAN
        assert desk.sync.status().drained


def test_fault_16_a_scan_that_does_not_go_holds_up_neither_events_nor_other_scans(server, tmp_path):
    clock = MovedClock()
    with desk_at(server, tmp_path / "desk", clock) as desk:
        case = accepted(desk)
        for name, content in (("一.pdf", SCAN), ("二.pdf", b"%PDF-1.7 small")):
            attach(desk.desk, AttachForm(case_id=case.id, material=case.materials[0].code, name=name), content)
        desk.store.blobs.files.path(SHA).write_bytes(b"damaged on this disk")
        report = desk.sync.run()
        assert report.blobs_sent == 1
        assert desk.sync.status().waiting == 0
        assert desk.store.blobs.failing() == 1
        assert desk.sync.run().blobs_sent == 0
        desk.store.blobs.files.path(SHA).unlink()
        desk.store.blobs.files.put(SCAN)
        clock.pass_by(minutes=10)
        assert desk.sync.run().blobs_sent == 1
        assert kept(server) == SCAN


class Broken:
    """A line on which nothing that is longer than the least chunk arrives."""

    def __init__(self):
        self.got = b""
        self.tried = []

    def standing(self):
        return Standing(complete=False, offset=len(self.got))

    def append(self, _offset, chunk):
        self.tried.append(len(chunk))
        if len(chunk) > LEAST_BYTES:
            raise Trouble("sync.unreachable")
        self.got += chunk
        return Standing(complete=len(self.got) == len(SCAN), offset=len(self.got))


def test_fault_16_chunks_shrink_on_a_bad_line_until_they_pass():
    line = Broken()
    ticks = iter(range(10_000))
    send_in_chunks(SCAN, line, Pace(), lambda: float(next(ticks)), lambda _sent: None, resume=False)
    assert line.got == SCAN
    assert line.tried[:2] == [MIB, LEAST_BYTES]


def test_fault_16_a_line_that_brings_nothing_on_is_given_up_for_now():
    class Deaf:
        def standing(self):
            return Standing(complete=False)

        def append(self, _offset, _chunk):
            return Standing(complete=False)

    with pytest.raises(Trouble, match=r"sync\.blob_stuck"):
        send_in_chunks(SCAN, Deaf(), Pace(), lambda: 0.0, lambda _sent: None, resume=True)


def test_fault_16_a_download_goes_on_from_where_it_was_cut(server, window, education):
    put(window, SCAN[:MIB], 0)
    put(window, SCAN[MIB : 2 * MIB], MIB)
    put(window, SCAN[2 * MIB :], 2 * MIB)
    case = new_id()
    scan = facts.ScanAttached(material="EDU-001-M01", pages=1)
    ref = BlobRef(sha256=SHA, size=len(SCAN), mime="application/pdf", name="scan.pdf")
    window.push(Stream("W01").add(event(opening(), case), event(scan, case, blobs=(ref,))).push())
    rest = education.request("GET", f"/v1/blobs/{SHA}", Range=f"bytes={MIB}-")
    assert (rest.status_code, rest.content) == (206, SCAN[MIB:])
    assert rest.headers["Content-Range"] == f"bytes {MIB}-{len(SCAN) - 1}/{len(SCAN)}"
    assert education.request("GET", f"/v1/blobs/{SHA}", Range="bytes=5-9").content == SCAN[5:10]
    for odd in ("bytes=99999999999-", "bytes=-5", "lines=1-2", "bytes=9-5"):
        assert education.request("GET", f"/v1/blobs/{SHA}", Range=odd).content == SCAN
    assert logged_in(server, "FIN").request("GET", f"/v1/blobs/{SHA}", Range="bytes=0-1").status_code == 404
