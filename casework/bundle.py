"""A catalogue as it travels: one bundle of bytes, named by its hash, signed by the server, read within limits.

A bundle is JSON that holds the catalogue's files as they are loaded anywhere: nothing in it is a path, a link or a
program, and no reader unpacks anything to a disk. The same catalogue gives the same bytes, so a server that is restored
and imports it again signs what its windows have already.
"""

import hashlib
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Protocol, TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from casework.catalogue import Catalogue
from casework.catalogue_load import DEPARTMENTS, HEAD, MATTERS, PACKAGES, load, version_key
from casework.errors import RuleBroken
from casework.facts import CataloguePublished
from casework.signing import key_named

MAX_BUNDLE_BYTES = 8 * 1024 * 1024
"""A catalogue of 5,000 matters has about this size; a larger one is refused unread."""

_FORM = 1
# What is signed begins with these words, so that no other signature of the key can ever pass for one of a catalogue.
_CONTEXT = "integrated-window catalogue 1"
_encoder = msgspec.json.Encoder()


class _Form(msgspec.Struct, frozen=True, kw_only=True):
    form: Annotated[int, msgspec.Meta(ge=1)]


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    version: str
    effective_from: date
    source_note: str


class _Files(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    head: msgspec.Raw = msgspec.field(name=HEAD)
    departments: msgspec.Raw = msgspec.field(name=DEPARTMENTS)
    matters: msgspec.Raw = msgspec.field(name=MATTERS)
    packages: msgspec.Raw = msgspec.field(name=PACKAGES)


class _Bundle(_Form, frozen=True, kw_only=True, forbid_unknown_fields=True):
    region: str
    files: _Files


class Dated(Protocol):
    """Something that is known of a catalogue: which it is, and from which day it is used."""

    @property
    def version(self) -> str:
        """The catalogue's version."""
        ...

    @property
    def effective_from(self) -> date:
        """The first day on which new cases use it."""
        ...


Known = TypeVar("Known", bound=Dated)


def in_force(known: Iterable[Known], day: date) -> Known | None:
    """Return the newest of those that are used on `day`; None if none is used yet."""
    begun = (one for one in known if one.effective_from <= day)
    return max(begun, key=lambda one: version_key(one.version), default=None)


def newest(known: Iterable[Known]) -> Known | None:
    """Return the newest, whether it is used yet or not; None of none."""
    return max(known, key=lambda one: version_key(one.version), default=None)


def pack(catalogue: Catalogue, region: str) -> bytes:
    """Return the bundle of a catalogue for the halls of a region.

    Raises:
        RuleBroken: `catalogue.too_large`.
    """
    head = _Head(version=catalogue.version, effective_from=catalogue.effective_from, source_note=catalogue.source_note)
    files = _Files(
        head=_raw(head),
        departments=_raw(catalogue.departments),
        matters=_raw(catalogue.matters),
        packages=_raw(catalogue.packages),
    )
    bundle = _encoder.encode(_Bundle(form=_FORM, region=region, files=files))
    _check_size(len(bundle))
    return bundle


def unpack(bundle: bytes, region: str) -> Catalogue:
    """Return the catalogue in a bundle for `region`.

    Raises:
        RuleBroken: `catalogue.too_large`, `catalogue.no_bundle`, `catalogue.newer_form` (a later release packed it),
            `catalogue.other_region`; `catalogue.broken` with the rows, as `casework.catalogue_load.load` finds them.
    """
    _check_size(len(bundle))
    try:
        form = msgspec.json.decode(bundle, type=_Form).form
        if form > _FORM:
            raise RuleBroken("catalogue.newer_form", form=form)
        found = msgspec.json.decode(bundle, type=_Bundle)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RuleBroken("catalogue.no_bundle") from error
    if found.region != region:
        raise RuleBroken("catalogue.other_region", found=found.region, region=region)
    files = found.files
    return load(
        {
            HEAD: bytes(files.head),
            DEPARTMENTS: bytes(files.departments),
            MATTERS: bytes(files.matters),
            PACKAGES: bytes(files.packages),
        }
    )


def announced(bundle: bytes, catalogue: Catalogue, region: str, key: Ed25519PrivateKey) -> CataloguePublished:
    """Return what the server states of a bundle that it publishes, signed with its key."""
    unsigned = CataloguePublished(
        version=catalogue.version,
        effective_from=catalogue.effective_from,
        sha256=hashlib.sha256(bundle).hexdigest(),
        size=len(bundle),
        signature="",
    )
    signature = key.sign(signing_text(unsigned, region)).hex()
    return msgspec.structs.replace(unsigned, signature=signature)


def signing_text(notice: CataloguePublished, region: str) -> bytes:
    """Return what the signature of a bundle is over: everything that is announced of it, a line each."""
    lines = (_CONTEXT, region, notice.version, f"{notice.effective_from}", notice.sha256, f"{notice.size}")
    return "\n".join(lines).encode()


def check_notice(notice: CataloguePublished, region: str, server_key: str) -> None:
    """Refuse an announcement that the server of `server_key` (hexadecimal) did not sign for `region`.

    Raises:
        RuleBroken: `catalogue.signature_wrong`, `catalogue.too_large`.
    """
    try:
        key_named(server_key).verify(bytes.fromhex(notice.signature), signing_text(notice, region))
    except (InvalidSignature, ValueError) as error:
        raise RuleBroken("catalogue.signature_wrong", version=notice.version) from error
    _check_size(notice.size)


def check_bytes(notice: CataloguePublished, bundle: bytes) -> None:
    """Refuse bytes that are not what was announced.

    Raises:
        RuleBroken: `catalogue.altered`.
    """
    if (len(bundle), hashlib.sha256(bundle).hexdigest()) != (notice.size, notice.sha256):
        raise RuleBroken("catalogue.altered", version=notice.version)


def opened(notice: CataloguePublished, bundle: bytes, region: str, server_key: str) -> Catalogue:
    """Return the catalogue of a bundle, after everything about it was checked, the signature first.

    Raises:
        RuleBroken: what `check_notice`, `check_bytes` and `unpack` say; `catalogue.not_as_announced`.
    """
    check_notice(notice, region, server_key)
    check_bytes(notice, bundle)
    catalogue = unpack(bundle, region)
    if (catalogue.version, catalogue.effective_from) != (notice.version, notice.effective_from):
        raise RuleBroken("catalogue.not_as_announced", version=notice.version)
    return catalogue


def _raw(value: object) -> msgspec.Raw:
    return msgspec.Raw(_encoder.encode(value))


def _check_size(size: int) -> None:
    if size > MAX_BUNDLE_BYTES:
        raise RuleBroken("catalogue.too_large", size=size, limit=MAX_BUNDLE_BYTES)
