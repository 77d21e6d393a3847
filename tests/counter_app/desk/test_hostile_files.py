"""Files that mean harm: each is refused with a sentence or drawn anew without harm, quickly and in little memory."""

import io
import json
import subprocess
import sys

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from support.desks import a_desk
from support.hostile import CLEAN, EITHER, TRACES, corpus
from support.scans import image_bytes

from casework.errors import ProductError, RuleBroken
from casework.sentences import say
from counter_app.desk.attach import keep
from counter_app.desk.paper_join import join
from counter_app.desk.paper_picture import process

MOST_S = 5.0
MOST_MIB = 256

# Seconds are those of the processor: how busy the machine is says nothing about a file.
# A small process starts the one that is measured: what a process's parent held counts as its own before it is replaced.
LAUNCHER = """
import json, os, subprocess, sys
with open(sys.argv[1], "rb") as given, open(sys.argv[2], "wb") as said:
    running = subprocess.Popen(sys.argv[3:], stdin=given, stdout=said, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(running.pid, 0)
print(json.dumps({"mib": used.ru_maxrss / 1024, "seconds": used.ru_utime + used.ru_stime}))
"""
NO_LIMITS = """
import io, sys
from PIL import Image
Image.MAX_IMAGE_PIXELS = None
sys.stdin.buffer.readline()
Image.open(io.BytesIO(sys.stdin.buffer.read())).load()
"""

CORPUS = corpus()


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """Runs a command over a file, and returns what it used."""
    folder = tmp_path_factory.mktemp("hostile")

    def run(content, command):
        given, said = folder / "given", folder / "said"
        given.write_bytes(json.dumps([len(content)]).encode() + b"\n" + content)
        told = subprocess.run(
            [sys.executable, "-S", "-c", LAUNCHER, given, said, *command], capture_output=True, check=True, timeout=60
        )
        return json.loads(told.stdout)

    return run


def harm_in(content):
    return [trace for trace in TRACES if trace in content]


def outcome(content):
    try:
        return join([content]), None
    except ProductError as refused:
        return None, refused


def opens(made):
    if made.mime == "application/pdf":
        return len(PdfDocument(made.content)) == made.pages
    return Image.open(io.BytesIO(made.content)).getexif() == {}


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_file_is_refused_with_a_sentence_or_kept_without_its_harm(name):
    content, wanted = CORPUS[name]
    made, refused = outcome(content)
    if refused is not None:
        assert wanted != CLEAN
        assert refused.code in {wanted, "paper.broken", "paper.slow", "paper.too_large"}
        assert say(refused, "zh") != say(refused, "en")
    else:
        assert wanted in {CLEAN, EITHER}
        assert harm_in(made.content) == []
        assert opens(made)


@pytest.mark.parametrize("name", [name for name, (content, _) in CORPUS.items() if content])
def test_no_hostile_file_takes_long_or_much_memory(name, measured):
    used = measured(CORPUS[name][0], process("--join-papers"))
    assert used["seconds"] < MOST_S
    assert used["mib"] < MOST_MIB


def test_without_the_limits_a_flood_of_pixels_takes_more(measured):
    flood, _ = CORPUS["png of 400 megapixels"]
    assert measured(flood, [sys.executable, "-c", NO_LIMITS])["mib"] > MOST_MIB


def test_kept_as_they_came_the_files_would_carry_their_harm_on():
    harmful = [name for name, (content, wanted) in CORPUS.items() if wanted == CLEAN and harm_in(content)]
    assert len(harmful) >= 20
    assert len(CORPUS) >= 40


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\boot.ini", "/etc/shadow", "C:\\x.jpg", "a\0b.jpg", "\u202egpj.exe", "x" * 4000],
)
def test_no_name_leads_anywhere_or_hides_anything(tmp_path, name):
    place = a_desk(tmp_path)
    kept = keep(place.desk, "EDU-001-M01", name, image_bytes("JPEG"), 1)
    place.close()
    assert "/" not in kept.name
    assert "\\" not in kept.name
    assert kept.name.isprintable()
    assert len(kept.name) <= 120


def test_a_hostile_file_among_good_ones_refuses_the_whole():
    with pytest.raises(RuleBroken):
        join([image_bytes("JPEG"), CORPUS["png of 400 megapixels"][0]])
