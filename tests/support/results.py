"""Cases that their department decided, at a desk without a server."""

from datetime import date

from support.desks import accepted, body
from support.feeds import Mailbox, blob, written

from casework import facts
from casework.events import Role
from counter_app.desk.forms import IssueForm
from counter_app.desk.issue import issue

GRANT = facts.Certificate(
    number="教民 151060060000018 号",
    fields=(facts.CertificateField(label="学校名称", value="德阳向阳花幼儿园"),),
)


def decided(
    place, *, certificate=GRANT, outcome=facts.Outcome.GRANTED, papers=(), applicant_serial=1, said=None, **changes
):
    """A case that its department decided; `said` is what else it said."""
    case = accepted(place, **{"applicant": body(serial=applicant_serial), **changes})
    fact = facts.CaseDecided(outcome=outcome, decided_on=date(2026, 9, 24), certificate=certificate, **(said or {}))
    box = Mailbox("H:x")
    store = place.store
    epoch = store.journal.stream().epoch
    with store.writing():
        for ver, entry in enumerate(store.journal.history(case.id), start=1):
            store.journal.receive(box.add(entry.raw, ver=ver, origin="W03", epoch=epoch, seq=entry.seq))
        received = written(facts.ReceivedByDepartment(received_on=date(2026, 9, 23)), case.id)
        store.journal.receive(box.add(received.raw, ver=3))
        store.journal.receive(box.add(written(fact, case.id, blobs=papers).raw, ver=4))
        store.cases.refresh((case.id,))
    return store.cases.get(case.id).case


def issued(place, **changes):
    """A case whose result was printed, or is about to be."""
    case = decided(place, **changes)
    return issue(place.desk, IssueForm(case_id=case.id), place.printer.studio()).value.case


def sealed(place, case, paper, content, **changes):
    """Let the server have sealed a paper of a case; `content` is what it came to."""
    sha256 = place.store.blobs.files.put(content) if content else "9" * 64
    fields = {"paper": paper, "seal": "EDU", "use": "EDU/2026/1/1", "decision": case.id, "document_sha256": "1" * 64}
    fact = facts.PaperSealed(**{**fields, "pages": 3, "sealed_on": date(2026, 9, 24), **changes})
    event = written(fact, case.id, role=Role.SERVER, code="server", blobs=(blob(sha256),))
    box = Mailbox("H:y")
    with place.store.writing():
        place.store.journal.receive(box.add(event.raw, ver=case.ver + 1, origin="server"))
        place.store.cases.refresh((case.id,))
    return sha256
