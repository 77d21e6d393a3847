"""The acceptance seal at the window: by rule, under a grant, each use recorded before its signature."""

from datetime import date, timedelta

import pytest
from support.desks import CLERK, MORNING, MovedClock, NotedDriver, a_desk, accepted, body, opened, seat
from support.seal_keys import FROM, PASSPHRASE, root, seal_key

from casework.seal_rules import ANY, SealGrant, SealState
from counter_app.desk import prints
from counter_app.desk.paper_picture import Drawer
from counter_app.desk.papers import open_studio
from counter_app.desk.presses import Presses
from counter_app.desk.show import show
from counter_app.presenters.seal_lines import seal_line
from counter_app.presenters.wording import Words
from counter_app.store.printouts import JobState
from counter_app.store.seals import StoredSeal, UseOutcome
from printing.model import Media, PaperKind
from printing.seals.verification import verify

CODE = "5106000012068"
NOTICE = PaperKind.ACCEPTANCE_NOTICE


def ms(moment):
    return round(moment.timestamp() * 1000)


@pytest.fixture
def key():
    return seal_key("德阳市教育局")


@pytest.fixture
def place(tmp_path, key, monkeypatch):
    """A desk that keeps the seal of the department of education, with its key and its secret in files."""
    monkeypatch.delenv("SEAL_PIN", raising=False)
    (tmp_path / "seal.p12").write_bytes(key.pkcs12)
    (tmp_path / "pin").write_text(f"{CODE} {PASSPHRASE}\n")
    workplace = a_desk(tmp_path, seal_pin_file=str(tmp_path / "pin"))
    keep(workplace, key, tmp_path)
    yield workplace
    workplace.close()


def keep(workplace, sealing, folder, *, matters=(ANY,), clerk=ANY, last=date(2026, 12, 31), **changes):
    """Register the seal with one grant."""
    made = {
        "code": CODE,
        "department": "EDU",
        "organ": "德阳市教育局",
        "purpose": "受理专用章",
        "state": SealState.IN_USE,
        "custodian": CLERK.code,
        "key": f"pkcs12:{folder / 'seal.p12'}",
        "certificate": sealing.der,
        "from_ms": ms(FROM),
        "until_ms": ms(FROM + timedelta(days=730)),
        **changes,
    }
    grant = SealGrant(holder=ANY, matters=frozenset(matters), from_day=date(2026, 1, 1), to_day=last)
    with workplace.store.writing():
        workplace.store.seals.register(StoredSeal(**made))
        workplace.store.seals.set_state(CODE, made["state"])
        workplace.store.seals.revoke_grants(CODE)
        workplace.store.seals.grant(CODE, clerk, grant)


def notices(workplace):
    return [paper for _, paper in workplace.printer.driver.sent if paper.kind is NOTICE]


def uses(workplace):
    return list(workplace.store.seals.uses(CODE))


def test_both_copies_of_a_notice_are_sealed_each_under_a_use_of_its_own(place):
    case = accepted(place)
    place.print_owed()
    sealed = notices(place)
    found = [verify(paper.content, [root().der], now=MORNING) for paper in sealed]
    assert [one.code for one in found] == ["seal.verdict_good"] * len(sealed)
    assert sealed
    booked = uses(place)
    assert [one.record.number for one in booked] == list(range(1, len(sealed) + 1))
    assert {one.outcome for one in booked} == {UseOutcome.SIGNED}
    assert {one.record.case for one in booked} == {case.id}
    assert {one.use for one in found} == {f"seal-{one.record.name.replace('/', '-')}" for one in booked}
    assert place.store.seals.broken_at(CODE) == ""


def test_the_bytes_that_are_sent_are_those_that_were_frozen(place):
    case = accepted(place)
    job = next(job for job in place.store.printouts.of_case(case.id) if job.paper == NOTICE)
    seen = prints.preview(place.desk, place.printer.studio(), job.id)
    place.print_owed()
    assert seen.content in [paper.content for paper in notices(place)]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"state": SealState.SUSPENDED}, "seal.suspended"),
        ({"state": SealState.INCIDENT}, "seal.incident"),
        ({"until_ms": ms(MORNING - timedelta(days=1))}, "seal.expired"),
        ({"matters": ("EDU-002",)}, "seal.not_granted"),
        ({"clerk": "9998"}, "seal.not_granted"),
        ({"last": date(2026, 9, 1)}, "seal.not_granted"),
        ({"key": "pkcs12:/nowhere/seal.p12"}, "seal.key_away"),
    ],
)
def test_a_seal_that_may_not_or_cannot_be_used_leaves_its_place_to_the_hand(place, key, tmp_path, changes, why):
    keep(place, key, tmp_path, **changes)
    accepted(place)
    jobs = place.print_owed().value
    assert {job.state for job in jobs} == {JobState.PRINTED}
    assert {verify(paper.content).code for paper in notices(place)} == {"seal.verdict_unsigned"}
    by_hand = [one for one in uses(place) if one.outcome is UseOutcome.BY_HAND]
    assert [one.record.number for one in uses(place)] == list(range(1, len(uses(place)) + 1))
    assert len(by_hand) == len(notices(place))
    assert {one.why for one in by_hand} == {why}
    assert place.store.seals.broken_at(CODE) == ""


def test_a_desk_without_the_key_draws_as_ever_and_books_nothing(place, key, tmp_path):
    keep(place, key, tmp_path, key="")
    accepted(place)
    place.print_owed()
    assert {verify(paper.content).code for paper in notices(place)} == {"seal.verdict_unsigned"}
    assert uses(place) == []


def test_a_wrong_secret_leaves_the_paper_to_the_hand_and_is_tried_anew_once_it_is_right(place, tmp_path):
    (tmp_path / "pin").write_text("wrong\n")
    accepted(place)
    place.print_owed()
    assert {verify(paper.content).code for paper in notices(place)} == {"seal.verdict_unsigned"}
    (tmp_path / "pin").write_text(f"{PASSPHRASE}\n")
    before = len(notices(place))
    accepted(place, applicant=body(serial=2))
    place.print_owed()
    found = {verify(paper.content, [root().der]).code for paper in notices(place)[before:]}
    assert found == {"seal.verdict_good"}
    assert PASSPHRASE.encode() not in b"".join(
        path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file()
    )


class FallsError(Exception):
    """The machine goes down."""


def test_a_use_that_a_fall_left_is_taken_up_again_under_its_number(place):
    class Falling:
        def signer(self, *_):
            raise FallsError

        def forget(self, *_):
            pass

    accepted(place)
    real = place.desk.seal_keys
    object.__setattr__(place.desk, "seal_keys", Falling())
    job = next(job for job in place.store.printouts.in_states(JobState.OWED) if job.paper == NOTICE)
    with pytest.raises(FallsError):
        prints.freeze(place.desk, place.printer.studio(), job)
    (left,) = uses(place)
    assert left.outcome is UseOutcome.RECORDED, "recorded before anything was signed"
    object.__setattr__(place.desk, "seal_keys", real)
    place.print_owed()
    assert uses(place)[0].record == left.record
    assert {one.outcome for one in uses(place)} == {UseOutcome.SIGNED}
    assert [one.record.number for one in uses(place)] == list(range(1, len(notices(place)) + 1))


def test_a_use_that_a_fall_left_is_void_where_the_paper_is_then_stamped_by_hand(place, key, tmp_path):
    class Falling:
        def signer(self, *_):
            raise FallsError

    accepted(place)
    real = place.desk.seal_keys
    object.__setattr__(place.desk, "seal_keys", Falling())
    job = next(job for job in place.store.printouts.in_states(JobState.OWED) if job.paper == NOTICE)
    with pytest.raises(FallsError):
        prints.freeze(place.desk, place.printer.studio(), job)
    object.__setattr__(place.desk, "seal_keys", real)
    keep(place, key, tmp_path, state=SealState.SUSPENDED)
    place.print_owed()
    of_job = [(one.outcome, one.why) for one in uses(place) if one.job == job.id]
    assert of_job == [(UseOutcome.VOID, "print.interrupted"), (UseOutcome.BY_HAND, "seal.suspended")]
    assert place.store.seals.broken_at(CODE) == ""


def test_uses_stay_gapless_and_in_their_series_when_the_clock_is_set_back(place):
    accepted(place)
    place.print_owed()
    before = uses(place)
    object.__setattr__(place.desk, "clock", MovedClock(MORNING - timedelta(days=300)))
    accepted(place, applicant=body(serial=2))
    place.print_owed()
    after = uses(place)[len(before) :]
    assert after
    assert {one.record.series for one in after} == {before[0].record.series}
    assert [one.record.number for one in uses(place)] == list(range(1, len(uses(place)) + 1))
    assert place.store.seals.broken_at(CODE) == ""


def test_a_use_taken_out_of_the_register_is_seen(place):
    accepted(place)
    accepted(place, applicant=body(serial=2))
    place.print_owed()
    first = uses(place)[0]
    with place.store.writing():
        place.store.database.run("DELETE FROM seal_use WHERE line = :line", line=first.line)
    assert place.store.seals.broken_at(CODE) != ""


def test_uses_go_on_in_their_series_when_the_desk_is_opened_again(place, tmp_path):
    accepted(place)
    place.print_owed()
    before = len(uses(place))
    place.close()
    again = opened(tmp_path, seal_pin_file=str(tmp_path / "pin"), driver=NotedDriver())
    seat(again)
    accepted(again, applicant=body(serial=2))
    again.print_owed()
    assert [one.record.number for one in again.store.seals.uses(CODE)] == list(range(1, 2 * before + 1))
    again.close()


def test_a_preview_shows_the_seal(place):
    case = accepted(place)
    job = next(job for job in place.store.printouts.of_case(case.id) if job.paper == NOTICE)
    paper = prints.preview(place.desk, place.printer.studio(), job.id)
    picture = Drawer().draw(paper.content, 0, 800)
    pixels = zip(picture.rgb[0::3], picture.rgb[1::3], strict=True)
    assert sum(red > 150 and green < 90 for red, green in pixels) > 500


def test_a_clerk_reads_at_the_case_which_seal_was_put_on_or_why_not(place, key, tmp_path):
    words = Words("zh")
    case = accepted(place)
    place.print_owed()
    shown = show(place.desk, case.id).seal_uses
    assert {seal_line(use, words).outcome for use in shown} == {"已加盖电子签章"}
    keep(place, key, tmp_path, state=SealState.SUSPENDED)
    later = accepted(place, applicant=body(serial=2))
    place.print_owed()
    shown = show(place.desk, later.id).seal_uses
    assert {seal_line(use, words).outcome for use in shown} == {"印章已停用，没有盖电子章：请手盖"}


def test_a_printer_without_red_leaves_the_place_to_the_hand_and_that_is_booked(tmp_path, key):
    (tmp_path / "seal.p12").write_bytes(key.pkcs12)
    (tmp_path / "pin").write_text(PASSPHRASE)
    presses = Presses(colourless=frozenset({Media.A4_PORTRAIT}))
    studio = open_studio("zh", presses)
    place = a_desk(tmp_path, seal_pin_file=str(tmp_path / "pin"), studio=lambda: studio)
    keep(place, key, tmp_path)
    accepted(place)
    place.print_owed()
    assert {verify(paper.content).code for paper in notices(place)} == {"seal.verdict_unsigned"}
    assert {(one.outcome, one.why) for one in uses(place)} == {(UseOutcome.BY_HAND, "seal.no_colour")}
    booked = len(uses(place))
    keep(place, key, tmp_path, key="")
    accepted(place, applicant=body(serial=2))
    place.print_owed()
    assert {one.why for one in uses(place)[booked:]} == {"seal.no_colour"}, "its seal is kept here, though no key is"
    assert len(uses(place)) == len(notices(place))
    place.close()
