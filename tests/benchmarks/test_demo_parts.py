"""The invented day: everybody has valid numbers, every matter is there, and the cable can be pulled."""

import socket
import threading
from collections import Counter
from datetime import date

import pytest

from benchmarks.demo.link import Link
from benchmarks.demo.plan import Way, day_plan
from casework import calendar, catalogue_load, identity
from casework.acceptance import review
from casework.parties import DeliveryWay, IdKind
from resources.calendar import files as calendar_files
from resources.catalogue import files as catalogue_files

CATALOGUE = catalogue_load.load(catalogue_files())
CALENDAR = calendar.load(calendar_files())
TODAY = date(2026, 9, 22)
PLAN = day_plan(CATALOGUE, CALENDAR, TODAY, 3)


def test_there_is_an_errand_for_each_of_the_47_matters_and_every_way_occurs():
    assert [errand.matter for errand in PLAN] == [matter.code for matter in CATALOGUE.open_matters()]
    assert len(PLAN) == 47
    assert {errand.way for errand in PLAN} == set(Way)
    assert set(Counter(errand.window for errand in PLAN)) == {0, 1, 2}
    assert any(errand.form.delivery.way is DeliveryWay.COURIER for errand in PLAN)
    assert not all(errand.granted for errand in PLAN)


def test_no_result_is_fetched_where_it_was_applied_for():
    assert all(errand.issued_at != errand.window for errand in PLAN)


def test_the_day_is_the_same_on_every_run():
    assert day_plan(CATALOGUE, CALENDAR, TODAY, 3) == PLAN


def test_everybody_has_valid_numbers():
    for errand in PLAN:
        parties = [errand.form.applicant, *([errand.form.agent] if errand.form.agent else [])]
        for party in parties:
            check = identity.check_uscc if party.id_kind is IdKind.USCC else identity.check_resident_id
            assert check(party.id_number).value == party.id_number


@pytest.mark.parametrize("errand", [each for each in PLAN if each.way in {Way.ACCEPTED, Way.TOLERATED}])
def test_what_is_accepted_at_once_may_be(errand):
    found = review(CATALOGUE.matter(errand.matter), errand.form.materials, TODAY, CALENDAR)
    assert found.gaps == ()


def echo_server():
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            while chunk := near.recv(1024):
                near.sendall(chunk)
            near.close()

    threading.Thread(target=serve, daemon=True).start()
    return listener


def asked(port):
    """What comes back; nothing when the line is closed or refused."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(b"there?")
            return line.recv(1024)
    except OSError:
        return b""


def test_a_pulled_cable_drops_what_runs_and_lets_nothing_new_through():
    listener = echo_server()
    try:
        with Link(listener.getsockname()[1]) as link:
            assert asked(link.port) == b"there?"
            with socket.create_connection(("127.0.0.1", link.port), timeout=5) as running:
                running.sendall(b"x")
                assert running.recv(1) == b"x"
                link.cut()
                assert running.recv(1) == b""
            assert asked(link.port) == b""
            link.mend()
            assert asked(link.port) == b"there?"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
