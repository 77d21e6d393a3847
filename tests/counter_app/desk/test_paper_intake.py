"""The one way in for papers from outside: the virus scanner is asked first, then every page is drawn anew."""

import socket
import tempfile
from pathlib import Path

import pytest
from support.clamd import EICAR, running_clamd
from support.desks import a_desk
from support.hostile import TRACES, pdf_of
from support.ports import refusing_port
from support.scans import image_bytes, pdf_bytes

from casework.errors import ProductError, RuleBroken, Trouble
from casework.sentences import say
from counter_app.desk.paper_intake import MOST_BYTES, cards_taken_in, read_file, taken_in
from counter_app.desk.paper_picture import program
from counter_app.desk.virus_guard import VirusGuard
from counter_app.presenters.scan_papers import Taken, take

INFECTED = pdf_of(head=b"% " + EICAR + b"\n")


@pytest.fixture
def clamd():
    with running_clamd() as running:
        yield running


def refusal(act, *arguments):
    with pytest.raises(ProductError) as caught:
        act(*arguments)
    assert say(caught.value, "zh")
    assert say(caught.value, "en")
    return caught.value


@pytest.fixture
def away():
    """A scanner that is not there."""
    with refusing_port() as port:
        yield f"clamd:127.0.0.1:{port}"


@pytest.mark.parametrize("own", ["/opt/desk/counterctl", "/opt/desk/counter-app", "/opt/desk/counterctl.exe"])
def test_in_a_bundle_the_desks_program_looks_into_files_whoever_asks(own):
    asked = program(own, "--join-papers", bundled=True)
    assert asked == [str(Path(own).with_name("counter-app")) + Path(own).suffix, "--join-papers"]
    assert program("/usr/bin/python3", "--x", bundled=False) == ["/usr/bin/python3", "-m", "counter_app", "--x"]


def test_a_clean_file_passes_whole_and_an_infected_one_is_named(clamd):
    guard = VirusGuard(clamd.address)
    clean = pdf_bytes(pages=3) * 200
    guard.check(clean)
    guard.check(b"")
    assert clamd.seen == [clean, b""]
    refused = refusal(guard.check, INFECTED)
    assert (refused.code, refused.details["found"]) == ("paper.infected", "Eicar-Signature")


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no such sockets here")
def test_it_is_asked_at_a_path_too():
    with tempfile.TemporaryDirectory(prefix="clamd") as folder, running_clamd(Path(folder)) as running:
        assert refusal(VirusGuard(running.address).check, INFECTED).code == "paper.infected"


def test_without_the_setting_nobody_is_asked():
    VirusGuard().check(INFECTED)


@pytest.mark.parametrize(
    "answer", [b"stream: lstat() failed. ERROR\0", b"\0", b"HTTP/1.1 400 Bad Request\r\n\r\n\0", b"\xff\x1b[2J" * 400]
)
def test_an_answer_that_is_no_verdict_lets_nothing_pass(clamd, answer):
    clamd.answer = answer
    refused = refusal(VirusGuard(clamd.address).check, b"x")
    assert refused.code == "paper.guard_away"
    assert refused.details["why"].isprintable()


def test_what_clamd_finds_too_large_was_not_looked_at(clamd):
    clamd.most = 1000
    refused = refusal(VirusGuard(clamd.address).check, bytes(400_000))
    assert refused.code == "paper.guard_away"


def test_a_clamd_that_says_nothing_is_not_waited_for_for_ever(clamd):
    clamd.mute = True
    assert refusal(VirusGuard(clamd.address, timeout_s=0.3).check, b"x").code == "paper.guard_away"


@pytest.mark.parametrize("place", ["/no/such/clamd.ctl", "127.0.0.1", "127.0.0.1:port", ":1", "port:"])
def test_an_address_where_nobody_answers_refuses_unless_files_may_pass(place):
    assert isinstance(refusal(VirusGuard(f"clamd:{place}").check, b"x"), Trouble)
    VirusGuard(f"clamd:{place}", pass_when_away=True).check(b"x")


def test_nobody_listens_and_an_infected_file_is_refused_even_where_files_may_pass(clamd, away):
    assert refusal(VirusGuard(away).check, b"x").code == "paper.guard_away"
    VirusGuard(away, pass_when_away=True).check(INFECTED)
    assert refusal(VirusGuard(clamd.address, pass_when_away=True).check, INFECTED).code == "paper.infected"


def test_pages_from_the_scanner_are_asked_about_as_they_came_and_stay_where_they_are(tmp_path, clamd):
    place = a_desk(tmp_path, virus_scanner=clamd.address)
    waiting = tmp_path / "scans"
    waiting.mkdir()
    (waiting / "a.pdf").write_bytes(pdf_bytes())
    (waiting / "b.pdf").write_bytes(INFECTED)
    setting = f"folder:{waiting}"
    assert isinstance(take(place.desk, setting, ["a.pdf"], "EDU-001-M01"), Taken)
    refused = take(place.desk, setting, ["a.pdf", "b.pdf"], "EDU-001-M01")
    assert isinstance(refused, RuleBroken)
    assert refused.code == "paper.infected"
    assert clamd.seen[-1] == INFECTED, "else it was asked about something else than what came"
    assert (waiting / "b.pdf").read_bytes() == INFECTED
    place.close()


def test_the_settings_say_who_is_asked_and_what_holds_while_nobody_answers(tmp_path, away):
    strict = a_desk(tmp_path / "strict", virus_scanner=away)
    assert refusal(taken_in, strict.desk, (pdf_bytes(),)).code == "paper.guard_away"
    strict.close()
    easy = a_desk(tmp_path / "easy", virus_scanner=away, virus_scanner_away="pass")
    assert taken_in(easy.desk, (pdf_bytes(),)).pages == 1
    easy.close()


def test_a_file_of_which_only_the_beginning_was_read_is_refused_instead_of_losing_pages(tmp_path):
    place = a_desk(tmp_path)
    long = tmp_path / "long.pdf"
    long.write_bytes(pdf_bytes(pages=2) + b"%" * MOST_BYTES)
    assert len(read_file(long)) == MOST_BYTES + 1
    assert refusal(taken_in, place.desk, (read_file(long),)).code == "attach.too_large"
    assert refusal(taken_in, place.desk, (b"",)).code == "attach.empty"
    assert refusal(read_file, tmp_path / "gone.pdf").code == "paper.unreadable"
    place.close()


def test_impression_cards_are_drawn_anew_each_by_itself(tmp_path):
    place = a_desk(tmp_path)
    (tmp_path / "one.png").write_bytes(image_bytes("PNG") + TRACES[0])
    (tmp_path / "two.pdf").write_bytes(pdf_bytes(script="app.alert('x')"))
    made = cards_taken_in(place.desk, [tmp_path / "one.png", tmp_path / "two.pdf"])
    assert [name for name, _ in made] == ["one.jpg", "two.pdf"]
    assert not [trace for trace in TRACES for _, content in made if trace in content]
    place.close()
