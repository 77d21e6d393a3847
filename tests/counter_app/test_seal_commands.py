"""`counterctl seals` and `verify-paper`: custody with two people, and verdicts that scripts can rely on."""

import json
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from support.desks import CHEAP_HASHER, CLERK, a_desk, accepted
from support.seal_keys import FROM, PASSPHRASE, root, seal_key
from typer.testing import CliRunner

from casework.clock import SystemClock
from casework.contract import ClerkCard
from casework.errors import RuleBroken
from casework.seal_rules import ANY, SealState
from counter_app.counterctl.app import app
from counter_app.counterctl.console import NOT_WHOLE
from counter_app.desk import seal_custody
from counter_app.desk.shift import day_report
from counter_app.presenters.day_end import DayEndPresenter
from counter_app.presenters.wording import Words
from counter_app.store.seals import Custody, StoredSeal
from printing.model import PaperKind

CODE = "5106000012068"
SECOND = ClerkCard(code="0456", name="李娟")


def ms(moment):
    return round(moment.timestamp() * 1000)


@pytest.fixture
def key():
    return seal_key("德阳市教育局", until=FROM + timedelta(days=3650))


@pytest.fixture
def place(tmp_path, key):
    (tmp_path / "seal.p12").write_bytes(key.pkcs12)
    (tmp_path / "pin").write_text(PASSPHRASE)
    workplace = a_desk(tmp_path, seal_pin_file=str(tmp_path / "pin"))
    seal = StoredSeal(
        code=CODE,
        department="EDU",
        organ="德阳市教育局",
        purpose="受理专用章",
        state=SealState.IN_USE,
        custodian=CLERK.code,
        key=f"pkcs12:{tmp_path / 'seal.p12'}",
        certificate=key.der,
        from_ms=ms(FROM),
        until_ms=ms(FROM + timedelta(days=3650)),
    )
    seal_custody.register(workplace.desk, seal, SECOND)
    seal_custody.grant(workplace.desk, CODE, ANY, frozenset({ANY}), date(2026, 1, 1), date(2026, 12, 31))
    yield workplace
    workplace.close()


def sealed_notice(workplace) -> bytes:
    accepted(workplace)
    workplace.print_owed()
    sent = [paper for _, paper in workplace.printer.driver.sent if paper.kind is PaperKind.ACCEPTANCE_NOTICE]
    return sent[0].content


def test_custody_takes_two_people_and_every_step_is_kept(place):
    seal_custody.step(place.desk, CODE, Custody.SUSPENDED, SECOND, "盘点")
    seal_custody.step(place.desk, CODE, Custody.RESUMED, SECOND, "盘点完毕")
    seal_custody.hand_over(place.desk, CODE, SECOND)
    kept = place.store.seals.custody(CODE)
    assert [line.what for line in kept] == ["registered", "suspended", "resumed", "handed_over"]
    assert {(line.first, line.second) for line in kept} == {(CLERK.code, SECOND.code)}
    assert place.store.seals.get(CODE).custodian == SECOND.code


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda desk: seal_custody.step(desk, CODE, Custody.SUSPENDED, CLERK, "x"), "seal.two_persons"),
        (lambda desk: seal_custody.step(desk, CODE, Custody.SUSPENDED, SECOND, " "), "seal.note_missing"),
        (lambda desk: seal_custody.step(desk, CODE, Custody.RESUMED, SECOND, "x"), "seal.not_stopped"),
        (lambda desk: seal_custody.step(desk, "1", Custody.RESUMED, SECOND, "x"), "seal.not_kept_here"),
        (
            lambda desk: seal_custody.grant(
                desk, CODE, ANY, frozenset({"FIN-001"}), date(2026, 1, 1), date(2026, 2, 1)
            ),
            "seal.other_matter",
        ),
        (
            lambda desk: seal_custody.grant(desk, CODE, ANY, frozenset({ANY}), date(2026, 2, 1), date(2026, 1, 1)),
            "seal.days",
        ),
    ],
)
def test_what_custody_does_not_allow_is_refused_and_nothing_is_kept(place, act, code):
    before = place.store.seals.custody(CODE)
    with pytest.raises(RuleBroken) as refused:
        act(place.desk)
    assert refused.value.code == code
    assert place.store.seals.custody(CODE) == before
    assert place.store.seals.get(CODE).state is SealState.IN_USE


def test_only_who_keeps_a_seal_hands_it_over_and_a_retired_one_never_comes_back(place):
    seal_custody.hand_over(place.desk, CODE, SECOND)
    with pytest.raises(RuleBroken, match=r"seal\.not_custodian"):
        seal_custody.hand_over(place.desk, CODE, SECOND)
    seal_custody.step(place.desk, CODE, Custody.RETIRED, SECOND, "机构改革")
    with pytest.raises(RuleBroken, match=r"seal\.retired"):
        seal_custody.step(place.desk, CODE, Custody.RESUMED, SECOND, "x")


def test_the_days_sheet_counts_what_was_sealed_and_what_was_left_to_the_hand(place):
    sealed_notice(place)
    seal_custody.step(place.desk, CODE, Custody.SUSPENDED, SECOND, "盘点")
    accepted(place)
    place.print_owed()
    ((name, signed, by_hand),) = day_report(place.desk).seals
    assert (name, signed > 0, by_hand > 0) == ("德阳市教育局受理专用章", True, True)
    page = DayEndPresenter(place.desk, Words("zh"))
    page.counted(page.count(), place.sync.status())
    titles = [section.title for section in page.sections(Words("zh"))]
    assert "今天用章" in titles


# --- the command line ---


@pytest.fixture
def ctl(place, tmp_path, monkeypatch):
    """Run `counterctl` over the desk's own files."""
    monkeypatch.delenv("SEAL_PIN", raising=False)
    with place.store.writing():
        # The command line goes by this machine's clock.
        place.store.clerks.remember(SECOND, CHEAP_HASHER.hash("a-second-password"), ms(SystemClock().now()))
    file = tmp_path / "counter.toml"
    lines = {
        "data_folder": tmp_path / "data",
        "key_file": tmp_path / "config" / "desk.key",
        "witness_file": tmp_path / "witness" / "witness",
        "print_folder": tmp_path / "papers",
        "seal_pin_file": tmp_path / "pin",
    }
    file.write_text("\n".join(f'{name} = "{value}"' for name, value in lines.items()), encoding="utf-8")

    def run(*words, text=""):
        done = CliRunner().invoke(app, ["--settings", str(file), "--lang", "zh", "--json", *words], input=text)
        said = json.loads(done.stdout) if done.stdout.startswith(("{", "[")) else done.output
        return SimpleNamespace(code=done.exit_code, said=said)

    return run


def test_a_paper_is_verified_by_a_sentence_and_an_exit_code(place, ctl, tmp_path):
    pdf = sealed_notice(place)
    good, added, plain, trust = (tmp_path / name for name in ("good.pdf", "added.pdf", "plain.pdf", "root.pem"))
    good.write_bytes(pdf)
    added.write_bytes(pdf + b"\n% added\n")
    plain.write_bytes(b"no paper")
    trust.write_bytes(root().certificate.public_bytes(Encoding.PEM))
    found = ctl("verify-paper", str(good), "--trust", str(trust))
    assert (found.code, found.said["code"]) == (0, "seal.verdict_good")
    assert "德阳市教育局" in found.said["sentence"]
    for path in (added, plain):
        refused = ctl("verify-paper", str(path), "--trust", str(trust))
        assert refused.code == NOT_WHOLE
        assert "不可信" in refused.said["sentence"]
    assert ctl("verify-paper", str(tmp_path / "nowhere.pdf"), "--trust", str(trust)).code == 4


def test_a_paper_of_this_desk_is_trusted_until_its_seal_was_misused(place, ctl, tmp_path):
    path = tmp_path / "good.pdf"
    path.write_bytes(sealed_notice(place))
    place.close()
    assert ctl("verify-paper", str(path)).said["code"] == "seal.verdict_good"
    password = "a-second-password\n"
    stated = ctl("seals", "report", CODE, "misused", "--note", "有人冒用", "--second", SECOND.code, text=password)
    assert stated.code == 0, stated.said
    assert stated.said["state"] == "incident"
    assert ctl("verify-paper", str(path)).said["code"] == "seal.verdict_revoked"


def test_seals_are_listed_stopped_and_shown_with_their_uses(place, ctl):
    sealed_notice(place)
    place.close()
    (line,) = ctl("seals", "list").said["seals"]
    assert (line["name"], line["state"], line["key"], line["register_broken_at"]) == (
        "德阳市教育局受理专用章",
        "in_use",
        "pkcs12",
        "",
    )
    assert line["uses"] > 0
    password = "a-second-password\n"
    stopped = ctl("seals", "suspend", CODE, "--note", "盘点", "--second", SECOND.code, text=password)
    assert stopped.code == 0, stopped.said
    assert stopped.said["state"] == "suspended"
    assert ctl("seals", "suspend", CODE, "--note", "x", "--second", SECOND.code, text="wrong\n").code == 3
    shown = ctl("seals", "uses", CODE).said
    assert {use["outcome"] for use in shown["uses"]} == {"signed"}
    assert [step["what"] for step in shown["custody"]] == ["registered", "suspended"]
