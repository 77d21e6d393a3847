"""`sync-server seals` as an administrator runs it."""

import json
import subprocess
import sys

import pytest
from support.commands import ENGLISH, run
from support.seal_keys import PASSPHRASE, PIN, SOFTHSM, seal_key, token_with
from support.serving import PASSWORD, write_site

KEEPER, WITNESS = "K01", "K02"
TWO = f"{PASSWORD}\n{PASSWORD}\n"
WORDS = ("--department", "EDU", "--registration", "5106000001234", "--by", KEEPER, "--second", WITNESS)


@pytest.fixture
def folder(tmp_path):
    write_site(tmp_path)
    run(tmp_path / "server", "init", "--site", str(tmp_path / "site.toml"))
    for person in (KEEPER, WITNESS):
        run(tmp_path / "server", "add-user", "clerk", person, "--password-stdin", stdin=PASSWORD)
    return tmp_path / "server"


@pytest.fixture
def key_file(tmp_path):
    file = tmp_path / "edu.p12"
    file.write_bytes(seal_key().pkcs12)
    return file


def seals(folder, *words, stdin="", **environ):
    command = [sys.executable, "-m", "sync_server", "seals", *words]
    env = {**ENGLISH, "SYNC_SERVER_FOLDER": str(folder), **environ}
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=60, check=False, env=env)


def added(folder, key_file, stdin=f"{TWO}{PASSPHRASE}\n", **changes):
    words = [*WORDS, "--pkcs12", str(key_file), "--passwords-stdin"]
    for name, value in changes.items():
        words[words.index(f"--{name}") + 1] = value
    return seals(folder, "add", "EDU", *words, stdin=stdin)


def refused(done) -> str:
    assert done.returncode == 3, done.stderr
    return done.stderr.rpartition("[")[2].rstrip("]\n")


def test_a_seal_lives_from_its_registration_to_its_end(folder, key_file):
    assert added(folder, key_file).returncode == 0
    granted = seals(
        folder, "grant", "EDU", "--until", "2027-12-31", "--matter", "EDU-001", "--by", KEEPER, "--passwords-stdin",
        stdin=f"{PASSWORD}\n",
    )  # fmt: skip
    assert granted.returncode == 0, granted.stderr
    assert seals(folder, "suspend", "EDU", "--reason", "盘点", "--by", KEEPER).returncode == 0
    two = ("--by", KEEPER, "--second", WITNESS, "--passwords-stdin")
    assert seals(folder, "resume", "EDU", "--reason", "已盘点", *two, stdin=TWO).returncode == 0
    over = ("--from", KEEPER, "--to", WITNESS, "--reason", "轮岗", "--passwords-stdin")
    assert seals(folder, "hand-over", "EDU", *over, stdin=TWO).returncode == 0
    assert seals(folder, "revoke-grant", granted.stdout.strip(), "--by", WITNESS).returncode == 0
    found = json.loads(seals(folder, "list", "--json").stdout)["seals"][0]
    assert (found["seal"]["state"], found["seal"]["custodian"], found["grants"][0]["revoked_by"]) == (
        "in_use",
        WITNESS,
        WITNESS,
    )
    assert "kept by K02" in seals(folder, "list").stdout
    assert seals(folder, "uses", "EDU").stdout.strip() == "0 uses, 0 differences"
    assert seals(folder, "incident", "EDU", "--reason", "口令外泄", "--by", WITNESS).returncode == 0
    assert seals(folder, "retire", "EDU", "--reason", "缴销", *two, stdin=TWO).returncode == 0
    assert refused(seals(folder, "suspend", "EDU", "--reason", "x", "--by", KEEPER)) == "seal.retired"


def test_nobody_but_the_servers_user_reads_the_key(folder, key_file):
    added(folder, key_file)
    kept = list((folder / "seals").iterdir())
    assert {file.suffix for file in kept} == {".p12", ".secret"}
    assert {file.stat().st_mode & 0o077 for file in kept} == {0}


def test_what_is_wrong_is_said_and_nothing_is_kept(folder, key_file):
    assert refused(added(folder, key_file, second=KEEPER)) == "seal.two_persons"
    assert refused(added(folder, key_file, stdin=f"{PASSWORD}\nwrong password\n")) == "people.wrong_password"
    assert refused(added(folder, key_file, stdin=f"{TWO}another\n")) == "seal.key_not_read"
    assert refused(added(folder, key_file, department="NOT")) == "catalogue.unknown_department"
    assert refused(seals(folder, "add", "EDU", *WORDS, stdin=TWO)) == "seal.persons_how"
    assert refused(seals(folder, "add", "EDU", *WORDS, "--passwords-stdin", stdin=TWO)) == "seal.key_how"
    assert not (folder / "seals").exists()
    assert seals(folder, "list").stdout.strip() == "no seals"
    assert added(folder, key_file).returncode == 0
    assert refused(added(folder, key_file)) == "seal.known"


@pytest.mark.parametrize(("module", "there"), [("sync_server.__main__", False), ("sync_server.seal_office", True)])
def test_what_signs_and_draws_is_loaded_where_something_is_sealed_only(module, there):
    heavy = "{'pyhanko', 'reportlab', 'pkcs11', 'fontTools'}"
    look = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, timeout=60, check=True)
    assert ("pyhanko" in done.stdout, "reportlab" in done.stdout) == (there, there)
    assert there or done.stdout.strip() == "[]"


def test_a_seal_says_what_is_to_be_done_next_and_only_somebody_who_is_known_stops_it(folder, key_file):
    assert "seals grant EDU" in added(folder, key_file).stdout
    assert "not granted to anybody" in seals(folder, "list").stdout
    for act in ("suspend", "incident"):
        assert refused(seals(folder, act, "EDU", "--reason", "x", "--by", "K99")) == "people.unknown"
    assert refused(seals(folder, "revoke-grant", "g", "--by", "K99")) == "people.unknown"
    granted = seals(
        folder, "grant", "EDU", "--until", "2027-12-31", "--by", KEEPER, "--passwords-stdin", stdin=f"{PASSWORD}\n"
    )
    assert granted.returncode == 0, granted.stderr
    assert "not granted" not in seals(folder, "list").stdout
    assert json.loads(seals(folder, "list", "--json").stdout)["lost"] == {}


def test_sentences_come_in_the_administrators_language(folder):
    assert "no seal XYZ" in seals(folder, "uses", "XYZ").stderr
    assert "没有“XYZ”" in seals(folder, "uses", "XYZ", LANG="zh_CN.UTF-8").stderr


@pytest.mark.skipif(not SOFTHSM.exists(), reason="no SoftHSM here")
def test_a_key_in_a_token_is_registered_by_where_it_is(folder, tmp_path, monkeypatch):
    key = seal_key()
    token_with(key, tmp_path / "hsm", monkeypatch)
    conf = str(tmp_path / "hsm" / "softhsm2.conf")
    certificate = tmp_path / "edu.der"
    certificate.write_bytes(key.der)
    where = ("--module", str(SOFTHSM), "--token", "hall", "--key", "edu", "--certificate", str(certificate))
    wrong = seals(folder, "add", "EDU", *WORDS, *where, "--passwords-stdin", stdin=f"{TWO}0\n", SOFTHSM2_CONF=conf)
    assert (wrong.returncode, "[seal.key_away]" in wrong.stderr) == (4, True)
    done = seals(folder, "add", "EDU", *WORDS, *where, "--passwords-stdin", stdin=f"{TWO}{PIN}\n", SOFTHSM2_CONF=conf)
    assert done.returncode == 0, done.stderr
    assert {file.suffix for file in (folder / "seals").iterdir()} == {".secret"}
