import io
import os
import stat
import threading
import zipfile
from pathlib import Path

import pytest
from support.catalogues import SHIPPED, files_of, folder_of

from casework.bundle import MAX_BUNDLE_BYTES
from casework.catalogue_load import HEAD, MATTERS, load
from casework.errors import RuleBroken
from casework.sentences import say
from sync_server.catalogue_files import read_files

FILES = files_of(SHIPPED)


def refusal(source) -> str:
    with pytest.raises(RuleBroken) as refused:
        load(read_files(source))
    assert say(refused.value)
    assert say(refused.value, "en")
    return refused.value.code


def zip_of(file, entries, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(file, "w", compression) as archive:
        for entry, body in entries:
            archive.writestr(entry, body)
    return file


def test_a_folder_and_a_zip_give_the_same_catalogue(tmp_path):
    folder = folder_of(SHIPPED, tmp_path / "folder")
    (folder / "README.txt").write_text("what else lies about is left alone", encoding="utf-8")
    archive = zip_of(tmp_path / "catalogue.zip", FILES.items())
    assert load(read_files(folder)) == load(read_files(archive)) == SHIPPED


def test_a_place_that_is_not_there_or_is_something_else_is_said(tmp_path):
    assert refusal(tmp_path / "none") == "catalogue.not_read"
    (tmp_path / "text").write_text("no zip", encoding="utf-8")
    assert refusal(tmp_path / "text") == "catalogue.not_read"
    (tmp_path / "empty").mkdir()
    assert refusal(tmp_path / "empty") == "catalogue.broken"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
class TestFoldersWithTraps:
    def test_a_link_is_not_followed(self, tmp_path):
        folder = folder_of(SHIPPED, tmp_path / "folder")
        secret = (folder / MATTERS).rename(tmp_path / "secret.json")
        (folder / MATTERS).symlink_to(secret)
        assert refusal(folder) == "catalogue.not_read"
        (tmp_path / "link").symlink_to(folder)
        assert refusal(tmp_path / "link") == "catalogue.not_read"

    def test_a_pipe_and_a_device_are_not_waited_for(self, tmp_path):
        folder = folder_of(SHIPPED, tmp_path / "folder")
        (folder / MATTERS).unlink()
        os.mkfifo(folder / MATTERS)
        codes = []
        asking = threading.Thread(target=lambda: codes.append(refusal(folder)), daemon=True)
        asking.start()
        asking.join(20)
        assert codes == ["catalogue.not_read"]
        assert refusal(Path("/dev/zero")) == "catalogue.not_read"

    def test_a_file_in_the_shape_of_a_folder_is_said(self, tmp_path):
        folder = folder_of(SHIPPED, tmp_path / "folder")
        (folder / MATTERS).unlink()
        (folder / MATTERS).mkdir()
        assert refusal(folder) == "catalogue.not_read"


def test_a_misspelt_file_is_not_left_out_in_silence(tmp_path):
    folder = folder_of(SHIPPED, tmp_path / "folder")
    (folder / MATTERS).rename(folder / "matter.json")
    assert refusal(folder) == "catalogue.not_read"


def test_too_much_is_refused_before_it_is_read(tmp_path):
    folder = folder_of(SHIPPED, tmp_path / "folder")
    with (folder / MATTERS).open("wb") as sparse:
        sparse.truncate(64 * 1024 * 1024 * 1024)
    assert refusal(folder) == "catalogue.too_large"


def entry(name, mode=0) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    return made


NAMES = [
    "../catalogue.json",
    "/etc/catalogue.json",
    "a/catalogue.json",
    "..\\catalogue.json",
    "C:\\catalogue.json",
    "catalogue.json/",
    "Catalogue.json",
    "catalogue.zip",
    "catalogue.json\u202e",
    "__MACOSX/._catalogue.json",
    "n" * 60_000,
]


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_with_a_path_or_of_something_else_is_refused(tmp_path, name):
    assert refusal(zip_of(tmp_path / "a.zip", [*FILES.items(), (name, b"[]")])) == "catalogue.not_read"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.zip"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFDIR, stat.S_IFCHR])
def test_an_entry_that_is_no_plain_file_is_refused(tmp_path, kind):
    others = [(name, body) for name, body in FILES.items() if name != HEAD]
    archive = zip_of(tmp_path / "a.zip", [*others, (entry(HEAD, kind | 0o644), b"/etc/passwd")])
    assert refusal(archive) == "catalogue.not_read"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_comes_twice_is_refused(tmp_path):
    archive = zip_of(tmp_path / "a.zip", [*FILES.items(), (HEAD, FILES[HEAD])])
    assert refusal(archive) == "catalogue.not_read"


@pytest.mark.parametrize("compression", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_that_swells_is_refused(tmp_path, compression):
    others = [(name, body) for name, body in FILES.items() if name != MATTERS]
    archive = zip_of(tmp_path / "a.zip", [*others, (MATTERS, b" " * (MAX_BUNDLE_BYTES * 2))], compression)
    assert archive.stat().st_size < 200_000
    assert refusal(archive) == "catalogue.too_large"


def test_the_files_of_an_archive_may_not_swell_together_either(tmp_path):
    each = b" " * (MAX_BUNDLE_BYTES // 2 - 100)
    archive = zip_of(tmp_path / "a.zip", [(name, body + each) for name, body in FILES.items()])
    assert refusal(archive) == "catalogue.too_large"


def test_an_archive_of_many_entries_is_refused(tmp_path):
    archive = zip_of(tmp_path / "a.zip", [(f"{number}.json", b"") for number in range(3_000)], zipfile.ZIP_STORED)
    assert refusal(archive) == "catalogue.not_read"
    with (tmp_path / "big.zip").open("wb") as sparse:
        sparse.truncate(MAX_BUNDLE_BYTES + 1)
    assert refusal(tmp_path / "big.zip") == "catalogue.too_large"


def test_an_archive_within_an_archive_is_no_catalogue(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(HEAD, FILES[HEAD])
    others = [(name, body) for name, body in FILES.items() if name != MATTERS]
    assert refusal(zip_of(tmp_path / "a.zip", [*others, (MATTERS, inner.getvalue())])) == "catalogue.broken"


def test_whatever_byte_of_an_archive_is_damaged_it_is_read_whole_or_refused_with_a_sentence(tmp_path):
    whole = zip_of(tmp_path / "whole.zip", FILES.items()).read_bytes()
    file = tmp_path / "a.zip"
    step, sentences = max(1, len(whole) // 300), []
    for at in [*range(0, len(whole), step), *range(len(whole) - 400, len(whole))]:
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])
        try:
            assert load(read_files(file)) == SHIPPED
        except RuleBroken as refused:
            sentences.append(say(refused, "en"))
    assert len(sentences) > 300
    assert all(sentences)
    for length in range(0, len(whole), step):
        file.write_bytes(whole[:length])
        refusal(file)
