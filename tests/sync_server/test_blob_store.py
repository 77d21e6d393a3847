"""Complete blobs in a folder or in an object store: the same for whoever asks."""

import hashlib

import pytest
from support.serving import Stream, enrolled_window, event, logged_in, new_id, opening, serving

from casework import facts
from casework.errors import Trouble
from casework.events import BlobRef
from sync_server.blob_store import FolderStore, open_blob_store
from sync_server.verify import Verifier

BODY = b"%PDF-1.7 " + bytes(range(256)) * 9000
SHA = hashlib.sha256(BODY).hexdigest()


@pytest.fixture(params=["folder", "objects"])
def address(request, tmp_path):
    if request.param == "folder":
        return ""
    (tmp_path / "objects").mkdir()
    return f"file://{tmp_path / 'objects'}"


def part(folder, content):
    file = folder / "part"
    file.write_bytes(content)
    return file


def test_a_store_gives_back_what_it_took_over(tmp_path, address):
    store = open_blob_store(address, tmp_path / "blobs")
    (tmp_path / "blobs").mkdir()
    assert not store.has(SHA)
    file = part(tmp_path, BODY)
    store.keep(SHA, file)
    assert not file.exists()
    assert store.has(SHA)
    assert store.size(SHA) == len(BODY)
    assert b"".join(store.read(SHA, 0, len(BODY))) == BODY
    assert b"".join(store.read(SHA, 7, 19)) == BODY[7:19]
    store.remove(SHA)
    assert not store.has(SHA)


def test_an_address_that_is_no_store_is_not_repeated(tmp_path):
    with pytest.raises(Trouble) as trouble:
        open_blob_store("nosuch://key:secret@bucket", tmp_path)
    assert trouble.value.code == "blob.store_address"
    assert "secret" not in str(trouble.value)


def test_no_address_means_the_folder(tmp_path):
    assert open_blob_store("", tmp_path) == FolderStore(tmp_path)


def test_a_server_keeps_its_scans_where_its_setting_says_and_verifies_them_there(tmp_path, address):
    with serving(tmp_path / "server", blob_store=address) as server:
        window, case = enrolled_window(server), new_id()
        ref = BlobRef(sha256=SHA, size=len(BODY), mime="application/pdf", name="scan.pdf")
        scan = event(facts.ScanAttached(material="EDU-001-M01", pages=1), case, blobs=(ref,))
        window.push(Stream("W01").add(event(opening(), case), scan).push())
        for offset in (0, 1_000_000, 2_000_000):
            chunk = BODY[offset : offset + 1_000_000]
            headers = {"Upload-Offset": str(offset), "Upload-Length": str(len(BODY))}
            assert window.request("PATCH", f"/v1/blobs/{SHA}", chunk, **headers).status_code in {201, 204}
        assert logged_in(server).request("GET", f"/v1/blobs/{SHA}").content == BODY
        assert server.doors.blobs.path(SHA).exists() == (address == "")
        verifier = Verifier(server.doors.store, server.doors.blobs.kept)
        assert verifier.run().differences == ()
        server.doors.blobs.kept.remove(SHA)
        assert [one.kind for one in verifier.run().differences] == ["blob"]


def test_too_little_room_refuses_scans_and_takes_events(tmp_path):
    with serving(tmp_path / "server", blob_floor_mib=10**9) as server:
        window = enrolled_window(server)
        headers = {"Upload-Offset": "0", "Upload-Length": str(len(BODY))}
        refused = window.request("PATCH", f"/v1/blobs/{SHA}", BODY, **headers)
        assert (refused.status_code, refused.json()["code"]) == (507, "store.full")
        assert window.push(Stream("W01").add(event(opening(), new_id())).push()).head == 1
