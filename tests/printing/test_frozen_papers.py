from dataclasses import FrozenInstanceError, replace
from hashlib import sha256

import pytest

from casework.errors import RuleBroken, Trouble
from printing.model import require_intact
from printing.papers.parts import FIRST_PRINT, PrintMarks, content_digest, require_copy
from printing.samples import ACCEPTANCE, SHEET, SUPPLEMENT, write_all
from printing.seals.seal import SealState


def test_a_paper_is_known_by_the_hash_of_its_bytes(paper_of):
    paper = paper_of(b"bytes")
    assert paper.sha256 == sha256(b"bytes").hexdigest()
    require_intact(paper)


def test_a_paper_cannot_be_changed(paper_of):
    with pytest.raises(FrozenInstanceError):
        paper_of().content = b"other"


@pytest.mark.parametrize("forged", [b"", b"byte", b"bytes ", b"Bytes"])
def test_other_bytes_under_the_hash_are_found_out(paper_of, forged):
    paper = replace(paper_of(b"bytes"), content=forged)
    with pytest.raises(Trouble) as caught:
        require_intact(paper)
    assert caught.value.code == "printing.hash_mismatch"
    assert caught.value.details["expected"] == paper.sha256[:8]


def test_the_digest_of_a_content_is_eight_digits_and_changes_with_any_of_it():
    digests = {
        content_digest(content)
        for content in (
            ACCEPTANCE,
            SHEET,
            SUPPLEMENT,
            replace(ACCEPTANCE, clerk="杨帆"),
            replace(ACCEPTANCE, papers=()),
        )
    }
    assert len(digests) == 5
    assert all(len(digest) == 8 and int(digest, 16) >= 0 for digest in digests)


def test_a_copy_that_does_not_exist_is_refused_with_how_many_there_are():
    with pytest.raises(RuleBroken) as caught:
        require_copy(4, {1: "copy.sender", 2: "copy.receiver", 3: "copy.carrier"})
    assert caught.value.details == {"copy": 4, "copies": 3}


@pytest.mark.parametrize(
    ("marks", "state"),
    [
        (FIRST_PRINT, SealState.DRAWN),
        (PrintMarks(seal_by_hand=True), SealState.BY_HAND),
        (PrintMarks(practice=True), SealState.PRACTICE),
        (PrintMarks(practice=True, seal_by_hand=True), SealState.PRACTICE),
    ],
)
def test_practice_never_bears_a_seal_and_a_hand_stamp_leaves_its_place_empty(marks, state):
    assert marks.seal_state is state


def test_the_sample_command_writes_every_paper_in_both_languages(tmp_path, samples):
    files = write_all(tmp_path / "papers")
    names = {*samples, "collection", "day-sheet", "test-page"}
    assert {file.name for file in files} == {f"{name}.{lang}.pdf" for name in names for lang in ("zh", "zh+en")}
    assert all(file.read_bytes().startswith(b"%PDF-") for file in files)
    assert (tmp_path / "papers" / "slip-80.zh.pdf").read_bytes() == samples["slip-80"].content
