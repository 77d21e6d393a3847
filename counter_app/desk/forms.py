"""What a clerk fills in for each act: decoded from JSON at the command line, built by presenters on the screen."""

from datetime import date

import msgspec

from casework.facts import HandedItem, Missing
from casework.materials import MaterialMark
from casework.parties import Delivery, Party
from casework.seal_facts import SealKind
from casework.situations import Answered
from casework.texts import tidied


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The input of an act; unknown fields are refused, and its texts hold only what can be seen and printed."""

    def __post_init__(self) -> None:
        """Tidy every text, however it came in."""
        for name in self.__struct_fields__:
            given = getattr(self, name)
            clean = tidied(given)
            if clean is not given:
                msgspec.structs.force_setattr(self, name, clean)


class KeptScan(msgspec.Struct, frozen=True, kw_only=True):
    """A scanned paper whose bytes are kept already, for a material of the checklist; `name` is the file's own."""

    material: str
    sha256: str
    size: int
    mime: str
    name: str
    pages: int = 1


class ApplicationForm(Form, frozen=True, kw_only=True):
    """A new application; `commitment` says that the applicant signed for what follows later (容缺).

    `situation` answers the matter's questions; `scans` were taken while the form was filled.
    """

    matter: str
    applicant: Party
    delivery: Delivery
    materials: tuple[MaterialMark, ...] = ()
    agent: Party | None = None
    commitment: bool = False
    situation: tuple[Answered, ...] = ()
    scans: tuple[KeptScan, ...] = ()


class CorrectForm(Form, frozen=True, kw_only=True):
    """The details of a case as they should be, whole; what differs is corrected, for a reason.

    Without a `situation` the answers to the matter's questions stay as they are.
    """

    case_id: str
    applicant: Party
    delivery: Delivery
    materials: tuple[MaterialMark, ...] = ()
    agent: Party | None = None
    reason: str = ""
    situation: tuple[Answered, ...] | None = None


class UrgeForm(Form, frozen=True, kw_only=True):
    """An urging of the department; `reason` is why, or what the applicant asked."""

    case_id: str
    reason: str = ""


class LabelsForm(Form, frozen=True, kw_only=True):
    """The labels of a case's originals; a `reason` is needed to print them once more."""

    case_id: str
    reason: str = ""


class AcceptReceivedForm(Form, frozen=True, kw_only=True):
    """The acceptance of a case whose papers were taken in before."""

    case_id: str
    commitment: bool = False


class SupplementForm(Form, frozen=True, kw_only=True):
    """Everything that is missing from a received case, told at once."""

    case_id: str
    items: tuple[Missing, ...]


class BringForm(Form, frozen=True, kw_only=True):
    """Materials that came in later; each mark replaces the earlier one of the same code."""

    case_id: str
    materials: tuple[MaterialMark, ...]


class RefuseForm(Form, frozen=True, kw_only=True):
    """Not accepted (不予受理): why, what can be done about it, and which body is the right one."""

    case_id: str
    grounds: tuple[str, ...]
    remedies: tuple[str, ...] = ()
    competent_body: str = ""


class NotRequiredForm(Form, frozen=True, kw_only=True):
    """The matter needs no licence (不受理)."""

    case_id: str
    reason: str


class WithdrawForm(Form, frozen=True, kw_only=True):
    """The applicant takes the application back."""

    case_id: str
    reason: str = ""


class AttachForm(Form, frozen=True, kw_only=True):
    """A scanned paper: `material` is a code of the checklist, `name` the file's own name."""

    case_id: str
    material: str
    name: str
    pages: int = 1
    title: str = ""


class HandedCase(Form, frozen=True, kw_only=True):
    """The paper of one case on a hand-over sheet; without items, everything that is still at the window."""

    case_id: str
    items: tuple[HandedItem, ...] = ()


class HandOverForm(Form, frozen=True, kw_only=True):
    """Paper of one or several cases that goes to a person of one department on one sheet."""

    cases: tuple[HandedCase, ...]
    to_person: str


class IssueForm(Form, frozen=True, kw_only=True):
    """A result is printed at the window; a `blank_number` must be the next one, which is taken without it.

    `unsealed` says not to wait for a paper that the server is about to seal: it is drawn here, to be stamped by hand.
    """

    case_id: str
    blank_number: str = ""
    unsealed: bool = False


class ReissueForm(Form, frozen=True, kw_only=True):
    """A certificate is printed on a new blank, because the one it was on is void."""

    case_id: str
    reason: str = ""


class ReplaceForm(Form, frozen=True, kw_only=True):
    """A replacement (补发) for a certificate that its holder lost or spoiled, and who takes it."""

    case_id: str
    reason: str
    collector: str
    collector_id: str
    authorised: bool = False


class OrderSealsForm(Form, frozen=True, kw_only=True):
    """The free seal set of a new body; name, credit code and representative are the applicant's unless given."""

    case_id: str
    maker: str
    kinds: tuple[SealKind, ...] = (SealKind.OFFICIAL, SealKind.FINANCE, SealKind.REPRESENTATIVE)
    name: str = ""
    uscc: str = ""
    representative: str = ""


class FileSealsForm(Form, frozen=True, kw_only=True):
    """The police's filing of a set: its number, and the code of each seal in the order's order."""

    case_id: str
    filing_number: str
    codes: tuple[str, ...]


class HandSealsForm(Form, frozen=True, kw_only=True):
    """A set is collected by somebody, or mailed if there is a waybill."""

    case_id: str
    collector: str = ""
    collector_id: str = ""
    authorised: bool = False
    waybill: str = ""
    carrier: str = "EMS"


class ReceiveBlanksForm(Form, frozen=True, kw_only=True):
    """A box of numbered blanks comes in: for which certificate, from which number to which, and who sent it."""

    kind: str
    first: str
    last: str
    from_whom: str = ""


class NumberForm(Form, frozen=True, kw_only=True):
    """One blank is void, or goes back to the stock, for a reason; `kind` where two kinds bear the same numbers."""

    number: str
    reason: str
    kind: str = ""


class LoseBlanksForm(Form, frozen=True, kw_only=True):
    """Blanks are missing: one, or all from `first` to `last`."""

    first: str
    reason: str
    last: str = ""
    kind: str = ""


class HandBoxForm(Form, frozen=True, kw_only=True):
    """What is left of the box with this number goes to another person; without a window, at this one."""

    number: str
    counted: int
    to_window: str = ""
    kind: str = ""


class DeliverForm(Form, frozen=True, kw_only=True):
    """A result is handed out; `authorised` says that a written authority of this collector lies in the file."""

    case_id: str
    collector: str
    collector_id: str
    authorised: bool = False
    signed: bool = False


class MailForm(Form, frozen=True, kw_only=True):
    """A result goes to a courier."""

    case_id: str
    waybill: str
    carrier: str = "EMS"


class MailDeliveredForm(Form, frozen=True, kw_only=True):
    """The courier reported the result delivered to `collector` on a day."""

    case_id: str
    delivered_on: date
    collector: str = ""
