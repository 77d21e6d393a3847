import hashlib
import stat

import pytest
from support.serving import Refused, Stream, enrolled_window, event, logged_in, new_id, opening, serving

from casework import facts
from casework.access import Scope
from casework.contract import MissingBlobs
from casework.events import BlobRef

BODY = b"%PDF-1.7 an invented scan"
SHA = hashlib.sha256(BODY).hexdigest()


def reference(sha256=SHA, mime="application/pdf") -> BlobRef:
    return BlobRef(sha256=sha256, size=len(BODY), mime=mime, name="scan.pdf")


def scanned(case, **ref) -> bytes:
    return event(facts.ScanAttached(material="EDU-001-M01", pages=1), case, blobs=(reference(**ref),))


@pytest.fixture
def pushed(window):
    """A window that has pushed a case with one scan, whose bytes are not sent yet."""
    case = new_id()
    window.push(Stream("W01").add(event(opening(), case), scanned(case)).push())
    return window


def test_a_scan_reaches_the_department_that_owns_the_case(pushed, education):
    assert pushed.post("/v1/blobs/missing", MissingBlobs(sha256=(SHA,))).json() == {"sha256": [SHA]}
    assert pushed.request("PUT", f"/v1/blobs/{SHA}", BODY).status_code == 201
    assert pushed.post("/v1/blobs/missing", MissingBlobs(sha256=(SHA,))).json() == {"sha256": []}
    response = education.request("GET", f"/v1/blobs/{SHA}")
    assert (response.content, response.headers["content-type"]) == (BODY, "application/pdf")


def test_a_browser_can_neither_run_nor_keep_a_scan(pushed, education):
    pushed.request("PUT", f"/v1/blobs/{SHA}", BODY)
    headers = education.request("GET", f"/v1/blobs/{SHA}").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == "attachment"
    assert "no-store" in headers["Cache-Control"]


def test_what_is_missing_is_listed_in_the_order_asked(window):
    wanted = tuple(hashlib.sha256(bytes([n])).hexdigest() for n in (3, 1, 2))
    window.request("PUT", f"/v1/blobs/{wanted[1]}", bytes([1]))
    assert window.post("/v1/blobs/missing", MissingBlobs(sha256=wanted)).json() == {"sha256": [wanted[0], wanted[2]]}


def test_a_scan_may_be_sent_twice(pushed):
    for _ in range(2):
        assert pushed.request("PUT", f"/v1/blobs/{SHA}", BODY).status_code == 201


def test_bytes_that_are_not_what_their_name_says_are_refused(server, pushed):
    response = pushed.request("PUT", f"/v1/blobs/{SHA}", BODY + b"!")
    assert (response.status_code, response.json()["code"]) == (422, "blob.hash")
    assert not server.doors.blobs.path(SHA).exists()


@pytest.mark.parametrize("name", ["x", "..%2f..%2fserver.sqlite3", "A" * 64, "0" * 63])
def test_a_name_that_is_no_hash_is_nothing(window, name):
    for method in ("PUT", "GET"):
        assert window.request(method, f"/v1/blobs/{name}").status_code == 404


@pytest.mark.usefixtures("pushed")
def test_what_has_not_come_in_yet_is_absent(education):
    assert education.request("GET", f"/v1/blobs/{SHA}").json()["code"] == "blob.absent"


def test_another_department_cannot_fetch_a_scan(server, pushed):
    pushed.request("PUT", f"/v1/blobs/{SHA}", BODY)
    assert logged_in(server, "FIN").request("GET", f"/v1/blobs/{SHA}").json()["code"] == "blob.absent"


def test_naming_a_scan_in_an_event_that_does_not_count_opens_nothing(server, pushed):
    pushed.request("PUT", f"/v1/blobs/{SHA}", BODY)
    finance = logged_in(server, "FIN")
    finance.push(Stream("FIN").add(scanned(new_id())).push())
    assert finance.request("GET", f"/v1/blobs/{SHA}").status_code == 404


def test_any_window_of_the_hall_may_fetch_a_scan(server, pushed):
    pushed.request("PUT", f"/v1/blobs/{SHA}", BODY)
    assert enrolled_window(server, "W02", 2).request("GET", f"/v1/blobs/{SHA}").content == BODY


def test_a_media_type_that_is_none_is_not_passed_on(window, education):
    case = new_id()
    window.push(Stream("W01").add(event(opening(), case), scanned(case, mime="text/html\r\nSet-Cookie: a=b")).push())
    window.request("PUT", f"/v1/blobs/{SHA}", BODY)
    response = education.request("GET", f"/v1/blobs/{SHA}")
    assert response.headers["content-type"] == "application/octet-stream"
    assert "Set-Cookie" not in response.headers


def test_who_may_only_read_cannot_send_scans(server):
    reader = logged_in(server, "EDU", frozenset({Scope.READ}))
    response = reader.request("PUT", f"/v1/blobs/{SHA}", BODY)
    assert (response.status_code, response.json()["code"]) == (403, "access.scope")


def test_a_scan_has_a_largest_size(tmp_path, clock):

    with serving(tmp_path / "small", clock, max_blob_mib=1) as server:
        window = enrolled_window(server)
        body = bytes(1024 * 1024 + 1)
        response = window.request("PUT", f"/v1/blobs/{hashlib.sha256(body).hexdigest()}", body)
        assert (response.status_code, response.json()["code"]) == (413, "blob.too_large")


def test_no_part_of_a_file_stays_when_the_disk_refuses(server, window):
    folder = server.doors.blobs.folder / SHA[:2]
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("in the way")
    response = window.request("PUT", f"/v1/blobs/{SHA}", BODY)
    assert (response.status_code, response.json()["code"]) == (503, "blob.not_written")
    with pytest.raises(Refused):
        window.post("/v1/blobs/missing", MissingBlobs(sha256=("short",)))
    assert stat.S_ISREG(folder.stat().st_mode)
