"""Who applies, who comes to the window for them, and how the result is to reach them."""

from enum import StrEnum

import msgspec


class PartyKind(StrEnum):
    """Whom the law sees in the applicant."""

    PERSON = "natural_person"
    BODY = "legal_person"


class IdKind(StrEnum):
    """Which document the identity number stands on."""

    USCC = "uscc"
    RESIDENT_ID = "resident_id"
    PERMIT = "residence_permit"
    OTHER = "other"


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """An applicant or an agent; `representative` is a body's legal representative."""

    kind: PartyKind
    name: str
    id_kind: IdKind
    id_number: str
    phone: str = ""
    representative: str = ""
    address: str = ""


class DeliveryWay(StrEnum):
    """How the applicant wants the result."""

    WINDOW = "window"
    COURIER = "courier"
    ELECTRONIC = "electronic"


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """The choice made at acceptance; the address is needed for the courier only."""

    way: DeliveryWay
    recipient: str = ""
    phone: str = ""
    address: str = ""
