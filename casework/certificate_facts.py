"""What is stated of a certificate after it was issued: printed anew, replaced, revoked.

The certificate in force is known by the hash of its document; whoever prints another says which one it takes the place
of, so that two windows cannot both do so.
"""

from datetime import date

from casework.fact import Fact


class CertificateReissued(Fact, frozen=True, kw_only=True):
    """The print was spoiled before it was handed out: the blank is void and the certificate is on another one."""

    window: str
    reissued_on: date
    reason: str
    old_blank: str
    old_document: str
    blank_number: str
    document_sha256: str


class CertificateReplaced(Fact, frozen=True, kw_only=True):
    """The holder lost or spoiled the certificate and got a replacement (补发); the old one is void from that day.

    `collector` is who took it, with the last four signs of their number.
    """

    window: str
    replaced_on: date
    reason: str
    old_blank: str
    old_document: str
    blank_number: str
    document_sha256: str
    collector: str = ""
    collector_id_last4: str = ""


class CertificateRevoked(Fact, frozen=True, kw_only=True):
    """The certificate is in force no more; `ground` is the department's word for it (撤销, 吊销, 注销)."""

    revoked_on: date
    ground: str
    reason: str
    number: str = ""
