"""Which papers of a decision are to be sealed: its certificate, what came with it, what is drawn for it; pure."""

from casework.case_state import Case
from casework.decisions import DRAWN, PDF, needs_document
from casework.events import Event
from casework.facts import CaseDecided
from sync_server.store.seal_uses import CERTIFICATE, DECISION, Owed


def papers_of(case: Case, event: Event, now_ms: int) -> list[Owed]:
    """Return what is to be sealed of a decision, the certificate first."""
    if not isinstance(event.fact, CaseDecided):
        return []
    documents = [("", CERTIFICATE)] if event.fact.certificate is not None else []
    documents += [(sha256, DECISION) for sha256 in _pdfs(event)]
    if needs_document(event.fact, event.header.blobs):
        documents.append((DRAWN, DECISION))
    return [
        Owed(
            decision=event.header.id,
            document=document,
            paper=paper,
            case_id=case.id,
            department=case.department,
            since_ms=now_ms,
        )
        for document, paper in documents
    ]


def _pdfs(event: Event) -> list[str]:
    return list(dict.fromkeys(ref.sha256 for ref in event.header.blobs if ref.mime == PDF))
