"""Versions of the shipped catalogue, changed in a few places, and the folders and bundles they come in."""

import json
from datetime import date
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import resources.catalogue
from casework import bundle
from casework.catalogue import Catalogue, MatterState
from casework.catalogue_load import DEPARTMENTS, HEAD, MATTERS, PACKAGES, load
from casework.signing import key_name

REGION = "510600"
SHIPPED = load(resources.catalogue.files())
SERVER_KEY = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
SERVER_KEY_NAME = key_name(SERVER_KEY.public_key())


def version(number: str, effective_from: date = date(2026, 7, 1), base: Catalogue = SHIPPED, **matters) -> Catalogue:
    """A version of the catalogue in which the matters named by EDU_001=… have other fields; None takes one out."""
    changes = {code.replace("_", "-"): fields for code, fields in matters.items()}
    changed = tuple(
        msgspec.structs.replace(matter, **changes.get(matter.code, {}))
        for matter in base.matters
        if changes.get(matter.code, {}) is not None
    )
    return msgspec.structs.replace(base, version=number, effective_from=effective_from, matters=changed)


def with_matter(catalogue: Catalogue, code: str, like: str = "EDU-002", **fields) -> Catalogue:
    """The catalogue with one more matter, like another."""
    model = catalogue.known_matter(like)
    materials = tuple(msgspec.structs.replace(one, code=f"{code}-{one.place}") for one in model.materials)
    made = msgspec.structs.replace(model, code=code, materials=materials, **fields)
    return msgspec.structs.replace(catalogue, matters=(*catalogue.matters, made))


def withdrawn() -> dict:
    return {"state": MatterState.WITHDRAWN}


def files_of(catalogue: Catalogue) -> dict[str, bytes]:
    """The files that a catalogue is loaded from."""
    head = {name: f"{getattr(catalogue, name)}" for name in ("version", "effective_from", "source_note")}
    return {
        HEAD: json.dumps(head).encode(),
        DEPARTMENTS: msgspec.json.encode(catalogue.departments),
        MATTERS: msgspec.json.encode(catalogue.matters),
        PACKAGES: msgspec.json.encode(catalogue.packages),
    }


def folder_of(catalogue: Catalogue, folder: Path) -> Path:
    """A folder with the catalogue's files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in files_of(catalogue).items():
        (folder / name).write_bytes(body)
    return folder


def signed(catalogue: Catalogue, key=SERVER_KEY, region=REGION, **changes):
    """A catalogue's announcement, and the bundle that goes with it."""
    packed = bundle.pack(catalogue, region)
    notice = bundle.announced(packed, catalogue, region, key)
    return msgspec.structs.replace(notice, **changes), packed
