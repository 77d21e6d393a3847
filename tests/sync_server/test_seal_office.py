"""What a department decided is sealed at the server, and comes to every window of the hall."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from support.hostile import pdf_of
from support.seal_keys import FROM, PASSPHRASE, PIN, SOFTHSM, root, seal_key, token_with
from support.seal_office import (
    EVERYTHING,
    KEEPER,
    NEVER_MS,
    SEAL,
    WITNESS,
    Decisions,
    a_pdf,
    register_seal,
)
from support.seal_service import WORD, authority, sealing_service, time_authority
from support.serving import HALL, SteppingClock, enrolled_window, event, logged_in, new_id, serving

from casework.blank_facts import BlanksReceived
from casework.case_state import Stage
from casework.errors import RuleBroken
from casework.events import Role, read
from casework.facts import DecisionRecalled
from printing.seals.verification import verify
from sync_server.own_stream import Statement
from sync_server.seal_office import LEASE_S
from sync_server.store import cases
from sync_server.store.seals import TokenKey
from sync_server.verify import Verifier


@pytest.fixture
def server(tmp_path, database_url):
    """A server whose seal office works when it is told to."""
    with serving(tmp_path / "server", SteppingClock(), database_url=database_url, head_poll_ms=NEVER_MS) as running:
        yield running


@pytest.fixture
def doors(server):
    return server.doors


@pytest.fixture
def decisions(server):
    return Decisions(enrolled_window(server), logged_in(server))


def case_of(doors, case_id):
    with doors.store.reading() as connection:
        return cases.by_ids(connection, [case_id])[case_id]


def waiting(doors) -> list[str]:
    return [f"{one.paper} {one.state} {one.why}" for one in doors.register.unfinished()]


def sealed_file(window, ref) -> bytes:
    answer = window.request("GET", f"/v1/blobs/{ref.sha256}")
    answer.raise_for_status()
    assert hashlib.sha256(answer.content).hexdigest() == ref.sha256
    return answer.content


def recall(doors, case_id) -> None:
    fact = DecisionRecalled(recalled_on=date(2026, 7, 6), reason="证号录错")
    doors.seals.office.own.state(lambda _: [Statement(fact, case_id, _SUPERVISOR)])


_SUPERVISOR = read(event(DecisionRecalled(recalled_on=date(2026, 7, 6), reason="x"), "c", Role.SUPERVISOR)).header.actor


def test_a_certificate_and_its_decision_are_sealed_and_come_to_the_hall(doors, server, decisions):
    register_seal(doors)
    document = a_pdf()
    case_id = decisions.decide(document=document)
    assert doors.seals.work().sealed == 2
    case = case_of(doors, case_id)
    assert [(one.paper, one.use) for one in case.sealed] == [
        ("certificate", "EDU/2026/1/1"),
        ("decision", "EDU/2026/1/2"),
    ]
    other = enrolled_window(server, "W02", 2)
    for sealed in case.sealed:
        found = verify(sealed_file(other, sealed.file), [root().der])
        assert (found.good, found.trusted, found.organ, found.use) == (True, True, "德阳市教育局", sealed.use)
    assert case.sealed[1].document_sha256 == hashlib.sha256(document).hexdigest()
    assert [read(bytes(row.e)).header.type for row in other.feed(f"H:{HALL}").rows][-2:] == ["result.sealed"] * 2
    assert (doors.seals.work().sealed, doors.register.check(), waiting(doors)) == (0, [], [])
    assert Verifier(doors.store, doors.blobs.kept).run().differences == ()


def test_the_use_says_who_decided_and_that_the_rule_asked(doors, decisions):
    register_seal(doors)
    decisions.decide()
    doors.seals.work()
    (use,) = doors.register.uses("EDU")
    assert (use.record.requested_by, use.record.approved_by, use.state, use.tries) == (
        "rule:decision",
        "edu01",
        "sealed",
        1,
    )


def test_a_department_without_a_seal_decides_as_before(doors, decisions):
    case_id = decisions.decide(document=a_pdf())
    assert (doors.seals.work().sealed, waiting(doors), case_of(doors, case_id).sealed) == (0, [], ())
    register_seal(doors)
    assert doors.seals.work().sealed == 0, "what was decided before is not sealed afterwards"


@pytest.mark.parametrize("stop", ["suspend", "incident"])
def test_a_seal_that_is_stopped_holds_up_no_decision_and_seals_when_it_is_back(doors, decisions, stop):
    register_seal(doors)
    getattr(doors.register, stop)("EDU", "印章送检", "S01")
    case_id = decisions.decide()
    assert doors.seals.work().sealed == 0
    assert waiting(doors) == [f"certificate waiting seal.{doors.register.everything()[0].seal.state}"]
    assert (case_of(doors, case_id).stage, doors.register.uses("EDU")) == (Stage.DECIDED, [])
    doors.register.resume("EDU", (KEEPER, "S01"), "已查清")
    assert doors.seals.work().sealed == 1


def test_a_certificate_that_ran_out_seals_nothing_until_it_is_renewed(doors, decisions):
    register_seal(doors, seal_key(until=FROM + timedelta(days=30)))
    decisions.decide()
    doors.seals.work()
    assert waiting(doors) == ["certificate waiting seal.expired"]
    doors.register.renew("EDU", doors.seals.keys.keep_file("EDU", seal_key().pkcs12, PASSPHRASE), (KEEPER, WITNESS))
    assert doors.seals.work().sealed == 1


def test_a_seal_is_not_put_on_what_it_was_not_granted_for(doors, decisions):
    register_seal(doors, grant=None)
    decisions.decide()
    doors.seals.work()
    assert waiting(doors) == ["certificate waiting seal.not_granted"]
    grant = doors.register.grant(EVERYTHING, KEEPER)
    assert doors.seals.work().sealed == 1
    doors.register.revoke_grant(grant, KEEPER)
    decisions.decide()
    doors.seals.work()
    assert waiting(doors) == ["certificate waiting seal.not_granted"]


def test_a_decision_whose_file_is_still_on_its_way_is_sealed_when_it_has_come(doors, decisions):
    register_seal(doors)
    document = a_pdf()
    decisions.decide(certificate=None, document=document, send=False)
    doors.seals.work()
    assert waiting(doors) == ["decision waiting seal.document_awaited"]
    decisions.send(document)
    doors.seals.clock.pass_by(seconds=5)
    assert doors.seals.work().sealed == 1
    assert [use.state for use in doors.register.uses("EDU")] == ["sealed"]


@pytest.mark.parametrize("document", [b"%PDF-1.7 nothing", b"no PDF at all", b"%PDF-1.4\n" + b"[" * 5000])
def test_a_file_that_cannot_be_sealed_is_refused_once_and_costs_no_number(doors, decisions, document):
    register_seal(doors)
    decisions.decide(certificate=None, document=document)
    doors.seals.work()
    assert (waiting(doors), doors.register.uses("EDU")) == (["decision refused seal.document_unfit"], [])
    assert doors.seals.work().left == 0


def test_a_document_that_can_show_something_else_is_refused_once_and_costs_no_number(doors, decisions):
    register_seal(doors)
    hidden = pdf_of(catalog=b"/OCProperties << /OCGs [5 0 R] /D << /OFF [5 0 R] >> >>", objects=(b"<< /Type /OCG >>",))
    decisions.decide(certificate=None, document=hidden)
    doors.seals.work()
    assert (waiting(doors), doors.register.uses("EDU")) == (["decision refused seal.document_hides"], [])
    assert doors.seals.work().left == 0


def test_what_is_recalled_before_it_is_sealed_is_not_sealed(doors, decisions):
    register_seal(doors)
    doors.register.suspend("EDU", "印章送检", "S01")
    case_id = decisions.decide()
    recall(doors, case_id)
    doors.register.resume("EDU", (KEEPER, WITNESS), "已查清")
    doors.seals.work()
    assert (waiting(doors), case_of(doors, case_id).sealed, doors.register.uses("EDU")) == ([], (), [])


def test_a_damaged_key_or_another_one_sends_nothing_out(doors, decisions):
    key = seal_key()
    register_seal(doors, key)
    seal = doors.register.everything()[0].seal
    other = doors.seals.keys.folder / f"{seal.key_ref.removeprefix('pkcs12:')}.p12"
    case_id = decisions.decide()
    for content, code in ((b"no key", "seal.key_away"), (seal_key().pkcs12, "seal.key_other")):
        other.write_bytes(content)
        doors.seals.work()
        assert waiting(doors) == [f"certificate waiting {code}"]
        doors.seals.clock.pass_by(seconds=LEASE_S)
    assert case_of(doors, case_id).sealed == ()
    other.write_bytes(key.pkcs12)
    doors.seals.work()
    assert len(case_of(doors, case_id).sealed) == 1
    assert [(use.tries, use.state) for use in doors.register.uses("EDU")] == [(3, "sealed")]


def test_a_department_whose_seal_was_replaced_seals_with_the_new_one(doors, decisions):
    register_seal(doors)
    seal = doors.register.everything()[0].seal
    key_file = doors.seals.keys.folder / f"{seal.key_ref.removeprefix('pkcs12:')}.p12"
    key_file.unlink()
    decisions.decide()
    doors.seals.work()
    doors.register.retire("EDU", (KEEPER, WITNESS), "换领新章")
    new = replace(SEAL, code="EDU-2", registration="5106000005678")
    kept = doors.seals.keys.keep_file("EDU-2", seal_key().pkcs12, PASSPHRASE)
    doors.register.add(new, kept, (KEEPER, WITNESS))
    doors.register.grant(replace(EVERYTHING, seal="EDU-2"), KEEPER)
    doors.seals.work()
    doors.seals.work()
    assert [use.state for use in doors.register.uses("EDU")] == ["voided"]
    assert [use.record.name for use in doors.register.uses("EDU-2")] == ["EDU-2/2026/1/1"]
    assert (doors.register.check(), waiting(doors)) == ([], [])


def test_numbers_begin_anew_with_the_year_and_nothing_in_the_register_can_be_altered(doors, decisions):
    register_seal(doors)
    decisions.decide()
    decisions.decide()
    doors.seals.work()
    doors.register.suspend("EDU", "年底盘点", "S01")
    decisions.decide()
    doors.seals.clock.pass_by(days=200)
    doors.register.resume("EDU", (KEEPER, WITNESS), "已盘点")
    doors.seals.work()
    names = ["EDU/2026/1/1", "EDU/2026/1/2", "EDU/2027/1/1"]
    assert [use.record.name for use in doors.register.uses("EDU")] == names
    assert doors.register.check() == []


@pytest.mark.parametrize(
    ("altered", "what"),
    [
        ("UPDATE seal_use SET approved_by = 'somebody' WHERE number = 2", "hash"),
        ("DELETE FROM seal_use WHERE number = 2", "missing"),
        ("DELETE FROM seal_use WHERE number = 3", "end"),
        ("UPDATE seal_use SET sealed_sha256 = '' WHERE number = 1", "stated"),
    ],
)
def test_a_register_that_was_altered_is_noticed(doors, decisions, altered, what):
    register_seal(doors)
    for _ in range(3):
        decisions.decide()
    doors.seals.work()
    assert doors.register.check() == []
    with doors.store.writing() as connection:
        connection.exec_driver_sql(altered)
    assert any(what in one.what for one in doors.register.check())
    assert any(one.kind == "seal" for one in Verifier(doors.store, doors.blobs.kept).run().differences)


def test_custody_is_two_persons_matter_and_only_the_keeper_hands_over(doors):
    register_seal(doors)
    for act, code in (
        (lambda: doors.register.hand_over("EDU", (KEEPER, KEEPER), "轮岗"), "seal.two_persons"),
        (lambda: doors.register.hand_over("EDU", (WITNESS, KEEPER), "轮岗"), "seal.not_custodian"),
        (lambda: doors.register.hand_over("EDU", (KEEPER, WITNESS), " "), "seal.reason_needed"),
        (lambda: doors.register.resume("EDU", (KEEPER, WITNESS), "x"), "seal.not_stopped"),
        (lambda: doors.register.grant(EVERYTHING, WITNESS), "seal.not_custodian"),
        (lambda: register_seal(doors), "seal.known"),
        (lambda: doors.register.uses("XYZ"), "seal.absent"),
    ):
        with pytest.raises(RuleBroken) as refused:
            act()
        assert refused.value.code == code
    doors.seals.clock.pass_by(minutes=1)
    doors.register.hand_over("EDU", (KEEPER, WITNESS), "轮岗")
    (card,) = doors.register.everything()
    assert (card.seal.custodian, [one.to_person for one in card.hand_overs]) == (WITNESS, [KEEPER, WITNESS])


@pytest.mark.skipif(not SOFTHSM.exists(), reason="no SoftHSM here")
def test_a_key_in_a_token_seals_and_waits_while_the_token_is_away(doors, decisions, tmp_path, monkeypatch):
    key = seal_key()
    token_with(key, tmp_path / "hsm", monkeypatch)
    where = TokenKey(module=str(SOFTHSM), token="hall", key="edu")
    doors.register.add(SEAL, doors.seals.keys.keep_token("EDU", where, PIN, key.der), (KEEPER, WITNESS))
    doors.register.grant(EVERYTHING, KEEPER)
    secret = next(doors.seals.keys.folder.glob("*.secret"))
    secret.write_text("000000")
    decisions.decide()
    doors.seals.work()
    assert waiting(doors) == ["certificate waiting seal.key_away"]
    secret.write_text(PIN)
    doors.seals.clock.pass_by(seconds=5)
    assert doors.seals.work().sealed == 1
    assert [(use.tries, use.state) for use in doors.register.uses("EDU")] == [(2, "sealed")]


def test_a_key_at_a_service_seals_and_an_authority_stamps_the_time(doors, decisions):
    key, clock = seal_key(), doors.seals.clock
    with sealing_service(key) as service, time_authority(clock.now() + timedelta(seconds=1)) as stamps:
        keys = replace(doors.seals.keys, time_stamp_url=stamps)
        doors.register.add(SEAL, keys.keep_service("EDU", service.address, WORD, key.der), (KEEPER, WITNESS))
        doors.register.grant(EVERYTHING, KEEPER)
        case_id = decisions.decide()
        assert replace(doors.seals.office, keys=keys).work().sealed == 1
    (sealed,) = case_of(doors, case_id).sealed
    found = verify(doors.seals.papers.blob(sealed.file.sha256), [root().der, authority()[0].dump()])
    assert (found.trusted, found.stamped_at) == (True, clock.now() + timedelta(seconds=1))
    assert doors.seals.papers.blob(sealed.document_sha256) not in service.asked


def test_a_service_that_is_away_holds_the_paper_up_and_is_asked_again(doors, decisions):
    key = seal_key()
    with sealing_service(key) as service:
        kept = doors.seals.keys.keep_service("EDU", service.address, WORD, key.der)
        doors.register.add(SEAL, kept, (KEEPER, WITNESS))
        doors.register.grant(EVERYTHING, KEEPER)
        service.status = 503
        decisions.decide()
        doors.seals.work()
        assert waiting(doors) == ["certificate waiting seal.service"]
        service.status = 200
        doors.seals.clock.pass_by(seconds=5)
        assert doors.seals.work().sealed == 1


def test_two_offices_at_once_seal_every_paper_once(doors, decisions):
    register_seal(doors)
    cases_of_both = [decisions.decide(document=a_pdf(str(number))) for number in range(3)]
    with ThreadPoolExecutor(2) as threads:
        done = [future.result() for future in [threads.submit(doors.seals.work) for _ in range(2)]]
    assert sum(one.sealed for one in done) == 6
    assert [len(case_of(doors, case_id).sealed) for case_id in cases_of_both] == [2, 2, 2]
    assert [use.tries for use in doors.register.uses("EDU")] == [1] * 6
    assert (waiting(doors), doors.register.check()) == ([], [])


def test_where_the_hall_has_numbered_blanks_the_certificate_leaves_their_border_free(doors, decisions):
    register_seal(doors)
    plain = decisions.decide()
    doors.seals.work()
    box = BlanksReceived(
        window="W01", kind="民办学校办学许可证", first="0004001", last="0004100", received_on=date(2026, 7, 6)
    )
    first = len(decisions.at_window.events) + 1
    decisions.window.push(decisions.at_window.add(event(box, new_id())).push(first=first))
    on_stock = decisions.decide()
    doors.seals.work()
    sizes = [case_of(doors, case_id).sealed[0].file.size for case_id in (plain, on_stock)]
    assert sizes[1] < sizes[0] / 2, "the border is most of the file"
