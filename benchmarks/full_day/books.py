"""What the stores must hold after the day, told from the script alone, and what they do hold, read from their files.

Every case becomes an `Account`: each thing that was typed under a name of its own, what was stated of the case, and how
often each paper came out. `differences` compares two lists of accounts and names what is lost, altered or doubled.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import sqlcipher3

from benchmarks.full_day.script import After, Ending, Line, Row, Visit
from casework.case_state import Case, Stage
from casework.materials import MaterialMark
from casework.parties import Delivery, Party
from casework.situations import Situation
from counter_app.store.key import read_key

_PRINTED = "paper.printed"
_SLIP = Counter({"receipt-slip": 1})
_ACCEPTED = _SLIP + Counter({"acceptance-notice": 2})
_PAPERS = {
    Ending.ACCEPT: _ACCEPTED,
    Ending.TOLERANCE: _SLIP + Counter({"commitment": 2, "tolerance-acceptance-notice": 2}),
    Ending.SUPPLEMENT: _SLIP + Counter({"supplement-notice": 2}),
    Ending.RECEIVE: _SLIP,
    Ending.NOT_ACCEPTED: _SLIP + Counter({"not-accepted-notice": 2}),
    Ending.NOT_REQUIRED: _SLIP + Counter({"not-required-notice": 2}),
}
_KINDS = {
    Ending.ACCEPT: ("case.opened", "case.accepted"),
    Ending.TOLERANCE: ("case.opened", "case.accepted"),
    Ending.SUPPLEMENT: ("case.opened", "case.supplement_requested"),
    Ending.RECEIVE: ("case.opened",),
    Ending.NOT_ACCEPTED: ("case.opened", "case.not_accepted"),
    Ending.NOT_REQUIRED: ("case.opened", "case.not_required"),
}
_STAGES = {
    Ending.ACCEPT: Stage.ACCEPTED,
    Ending.TOLERANCE: Stage.ACCEPTED,
    Ending.SUPPLEMENT: Stage.SUPPLEMENT,
    Ending.RECEIVE: Stage.RECEIVED,
    Ending.NOT_ACCEPTED: Stage.NOT_ACCEPTED,
    Ending.NOT_REQUIRED: Stage.NOT_REQUIRED,
}


@dataclass(frozen=True, slots=True)
class Account:
    """One case: `said` by name, the `kinds` of its facts in order but for prints, and its `papers` by kind."""

    said: Mapping[str, str]
    kinds: tuple[str, ...]
    papers: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """What the case is known by here: nobody comes twice for one matter, but for what was undone."""
        undone = " undone" if "case.undone" in self.kinds else ""
        return f"{self.said['matter']} {self.said['applicant.id_number']}{undone}"


def differences(wanted: Iterable[Account], found: Iterable[Account]) -> list[str]:
    """Return what is lost, doubled, altered or was never typed, each in words; nothing if both are equal."""
    want, have = _by_name(wanted), _by_name(found)
    told = []
    for name in sorted(want.keys() | have.keys()):
        expected, there = want.get(name, []), have.get(name, [])
        if not there:
            told.append(f"lost: {name}")
        elif not expected:
            told.append(f"never typed: {name}")
        elif len(expected) != len(there):
            told.append(f"{len(there)} times instead of {len(expected)}: {name}")
        else:
            for one, other in zip(expected, there, strict=True):
                told += [f"{name}: {line}" for line in _altered(one, other)]
    return told


def _by_name(accounts: Iterable[Account]) -> dict[str, list[Account]]:
    named: dict[str, list[Account]] = {}
    for account in accounts:
        named.setdefault(account.name, []).append(account)
    return named


def _altered(wanted: Account, found: Account) -> list[str]:
    told = [
        f"{key} is {found.said.get(key)!r}, typed was {wanted.said.get(key)!r}"
        for key in sorted(wanted.said.keys() | found.said.keys())
        if wanted.said.get(key) != found.said.get(key)
    ]
    if wanted.kinds != found.kinds:
        told.append(f"stated was {found.kinds}, not {wanted.kinds}")
    if wanted.papers != found.papers:
        told.append(f"printed were {dict(found.papers)}, not {dict(wanted.papers)}")
    return told


# --- what the script says --------------------------------------------------------------------------------------------


def typed(visits: Iterable[Visit]) -> list[Account]:
    """Return the accounts of every case that visits come to."""
    return [account for visit in visits for account in _accounts(visit)]


def _accounts(visit: Visit) -> list[Account]:
    if visit.ending is Ending.WALKED_OFF:
        return []
    said = _said(visit)
    kinds, papers = _KINDS[visit.ending], Counter(_PAPERS[visit.ending])
    if visit.after is After.UNDO:
        undone = Account({**said, "stage": Stage.WITHDRAWN}, (*kinds, "case.undone"), papers)
        return [undone, Account({**said, "applicant.phone": visit.other_phone, **_parcel(visit)}, kinds, papers)]
    if visit.after is After.CORRECT:
        corrected = {**said, "applicant.name": visit.applicant.name + visit.addition}
        return [Account(corrected, (*kinds, "case.corrected"), papers + papers)]
    if visit.after is After.ACCEPTED_LATER:
        return [Account({**said, "stage": Stage.ACCEPTED}, (*kinds, "case.accepted"), papers + _ACCEPTED)]
    if visit.after is After.BROUGHT:
        brought = {**said, **_marks(Line(line.material, _brought(line.row)) for line in visit.checklist)}
        brought["stage"] = Stage.ACCEPTED
        return [Account(brought, (*kinds, "case.supplemented", "case.accepted"), papers + _ACCEPTED)]
    return [Account(said, kinds, papers)]


def _brought(row: Row) -> Row:
    return Row.AS_REQUIRED if row is Row.MISSING else row


def _parcel(visit: Visit) -> dict[str, str]:
    """Return the telephone of a parcel that goes to the applicant, who has another number by now."""
    if visit.delivery.phone and visit.delivery.phone == visit.applicant.phone:
        return {"delivery.phone": visit.other_phone}
    return {}


def _said(visit: Visit) -> dict[str, str]:
    return {
        "matter": visit.matter.code,
        "department": visit.matter.department,
        "clerk": visit.clerk.code,
        "stage": _STAGES[visit.ending],
        **_party("applicant", visit.applicant),
        **_party("agent", visit.agent),
        **_delivery(visit.delivery),
        **_marks(visit.checklist),
        "grounds": "\n".join(visit.lines),
        "reason": "\n".join(visit.lines if visit.ending is Ending.NOT_REQUIRED else ()),
        "competent_body": visit.body,
        "situation": _answers(visit.situation),
        "missing": " ".join(line.material.code for line in visit.checklist if line.row is Row.MISSING),
    }


def _marks(checklist: Iterable[Line]) -> dict[str, str]:
    marked = ((line, _mark(line)) for line in checklist)
    return {
        f"material {line.material.code}": _mark_words(mark, later=line.row is Row.LATER)
        for line, mark in marked
        if mark is not None
    }


def _mark(line: Line) -> MaterialMark | None:
    """Return what the keys of a row come to."""
    material, row = line.material, line.row
    originals, copies = material.originals, material.copies
    if row is Row.PASSED_OVER:
        return None
    if row in {Row.MISSING, Row.LATER, Row.ELECTRONIC}:
        originals = copies = 0
    elif row is Row.ONE_MORE:
        originals, copies = (originals, copies + 1) if copies else (originals + 1, 0)
    return MaterialMark(
        code=material.code,
        originals=originals,
        copies=copies,
        # The digit of a column that asks for no original says that one was seen.
        seen=row is Row.BY_DIGITS and not material.originals,
        electronic=row is Row.ELECTRONIC,
    )


def _mark_words(mark: MaterialMark, *, later: bool = False) -> str:
    words = f"{mark.originals} originals, {mark.copies} copies"
    told = {"seen": mark.seen, "electronic": mark.electronic, "later": later, "not looked at": not mark.looked_at}
    return ", ".join((words, *(word for word, true in told.items() if true)))


def _answers(situation: Situation) -> str:
    return " ".join(f"{given.question}={given.answer}" for given in situation)


def _party(name: str, party: Party | None) -> dict[str, str]:
    if party is None:
        return {name: ""}
    return {f"{name}.{key}": str(getattr(party, key)) for key in Party.__struct_fields__}


def _delivery(delivery: Delivery) -> dict[str, str]:
    return {f"delivery.{key}": str(getattr(delivery, key)) for key in Delivery.__struct_fields__}


# --- what the stores hold --------------------------------------------------------------------------------------------


def kept_at_desk(file: Path, key_file: Path) -> list[Account]:
    """Return the accounts of a desk's own store; its file is encrypted."""
    connection = sqlcipher3.connect(str(file))
    connection.execute(f"PRAGMA key = \"x'{read_key(key_file).raw.hex()}'\"")
    events = connection.execute("SELECT raw FROM event ORDER BY line").fetchall()
    cases = connection.execute("SELECT state FROM case_row ORDER BY line").fetchall()
    connection.close()
    return _kept((row[0] for row in cases), (row[0] for row in events))


def kept_at_server(file: Path) -> list[Account]:
    """Return the accounts of the server's store."""
    connection = sqlcipher3.connect(str(file))
    events = connection.execute("SELECT raw FROM event ORDER BY origin, seq").fetchall()
    cases = connection.execute("SELECT projection FROM case_").fetchall()
    connection.close()
    return _kept((row[0] for row in cases), (row[0] for row in events))


def _kept(cases: Iterable[bytes], raws: Iterable[bytes]) -> list[Account]:
    stated: dict[str, list[dict[str, object]]] = {}
    for raw in raws:
        event = json.loads(raw)
        stated.setdefault(event["case"], []).append(event)
    states = [msgspec.json.decode(raw, type=Case) for raw in cases]
    return [_account(case, stated.get(case.id, [])) for case in states]


def _account(case: Case, events: list[dict[str, object]]) -> Account:
    payloads = {str(event["type"]): event["p"] for event in events}
    refused, told = payloads.get("case.not_accepted", {}), payloads.get("case.not_required", {})
    said = {
        "matter": case.matter,
        "department": case.department,
        "clerk": case.clerk,
        "stage": case.stage,
        **_party("applicant", case.applicant),
        **_party("agent", case.agent),
        **_delivery(case.delivery),
        **{f"material {mark.code}": _mark_words(mark, later=mark.follows_by is not None) for mark in case.materials},
        "grounds": "\n".join(case.grounds),
        "reason": str(_of(told, "reason")),
        "competent_body": str(_of(refused, "competent_body")),
        "situation": _answers(case.situation),
        "missing": " ".join(item.material for item in case.missing),
    }
    kinds = tuple(str(event["type"]) for event in events if event["type"] != _PRINTED)
    papers = Counter(str(_of(event["p"], "paper")) for event in events if event["type"] == _PRINTED)
    return Account(said, kinds, papers)


def _of(payload: object, key: str) -> object:
    return payload.get(key, "") if isinstance(payload, dict) else ""


def papers_out(folder: Path) -> Counter[str]:
    """Return how many papers of each kind lie in a folder that papers are printed into."""
    return Counter(path.name.rpartition(".pdf")[0].rpartition(".")[2] for path in folder.glob("*.pdf"))
