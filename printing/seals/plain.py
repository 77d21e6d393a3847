"""Whether a foreign PDF shows everybody the same: one that can change what it shows is not to be sealed.

A seal vouches for the bytes. A script, a layer that is hidden on the screen and printed, a remark that is shown on the
screen only, a picture with another one for the printer, or data in some other file make of the same bytes another
paper, prepared before they are sealed (a shadow attack). No verification sees that afterwards.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import IndirectObject, StreamObject
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from casework.errors import RuleBroken

MOST_FIELDS = 500
_MOST_OBJECTS = 400_000
_ACTS = frozenset(
    {
        *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/Hide", "/SetOCGState", "/Rendition"),
        *("/Movie", "/Sound", "/GoToR", "/GoToE", "/GoTo3DView", "/RichMediaExecute"),
    }
)
_FILLED_IN = frozenset({"/Tx", "/Btn", "/Ch"})
_SHOWN_ANYWAY = frozenset({"/Link", "/Popup", "/Widget"})
_INVISIBLE, _HIDDEN, _PRINTED, _NOT_ON_SCREEN, _TOGGLED = 1, 2, 4, 32, 256
_HIDING = _INVISIBLE | _HIDDEN | _NOT_ON_SCREEN | _TOGGLED


def require_plain(pdf: bytes) -> None:
    """Check that a PDF shows the same to everybody, on the screen and on paper. Takes some 20 ms a hundred pages.

    Raises:
        RuleBroken: `seal.document_hides` (with `what`, the word of the PDF's language for it).
        ValueError: and whatever else the library raises of a file that it cannot read.
    """
    reader = PdfFileReader(BytesIO(pdf))
    require_few_fields(reader)
    if "/Encrypt" in reader.trailer:
        raise ValueError("/Encrypt")
    what = _layers(reader.root) or next(filter(None, map(_changing, _dictionaries(reader))), "")
    if what:
        raise RuleBroken("seal.document_hides", what=what)


def require_few_fields(reader: Any) -> None:
    """Refuse a form that is no paper's: one whose fields hold each other doubles with every step, for ever.

    Raises:
        ValueError: there are more fields than any paper has, counted as a reader comes past them.
    """
    waiting = [reader.root.get("/AcroForm")]
    passed = 0
    while waiting:
        node = waiting.pop()
        if node is None:
            continue
        kids = node.get_object().get("/Kids" if passed else "/Fields", ())
        passed += 1
        if passed + len(waiting) + len(kids) > MOST_FIELDS:
            raise ValueError(MOST_FIELDS)
        waiting.extend(kids)


def _dictionaries(reader: Any) -> Iterator[Any]:
    """Give every dictionary and stream that the document leads to, each once."""
    waiting, seen, passed = [reader.trailer.raw_get("/Root")], set(), 0
    while waiting:
        value = waiting.pop()
        passed += 1
        if passed > _MOST_OBJECTS:
            raise ValueError(_MOST_OBJECTS)
        if isinstance(value, IndirectObject):
            if value.reference in seen:
                continue
            seen.add(value.reference)
            value = _read(reader, value)
        if isinstance(value, dict):
            yield value
            waiting.extend(dict.values(value))
        elif isinstance(value, list):
            waiting.extend(list.__iter__(value))


def _read(reader: Any, named: Any) -> Any:
    """Return an object; one that the file does not have at all is nothing, as the format has it."""
    try:
        return named.get_object()
    except PdfReadError:
        if reader.xrefs[named.reference] is None:
            return None
        raise


def _changing(found: Any) -> str:
    """Return what of a dictionary can change what is shown, "" where nothing can."""
    if (act := _of(found, "/S")) in _ACTS:
        return str(act)
    if (field := _of(found, "/FT")) in _FILLED_IN:
        return f"/FT {field}"
    if "/EF" in found and ("/F" in found or "/UF" in found):
        return "/EmbeddedFile"
    if isinstance(found, StreamObject):
        return next((key for key in ("/F", "/Alternates", "/OPI", "/Ref") if key in found), "")
    remark = "/Rect" in found and _of(found, "/Subtype") not in {None, *_SHOWN_ANYWAY}
    flags = int(_of(found, "/F") or 0) if remark else _PRINTED
    return "/Annots" if flags & _HIDING or not flags & _PRINTED else ""


def _layers(root: Any) -> str:
    """Return that a layer is, or can be, hidden from somebody."""
    properties = _of(root, "/OCProperties")
    if properties is None:
        return ""
    usual = _of(properties, "/D") or {}
    told = any(_of(*place) for place in ((usual, "/OFF"), (usual, "/AS"), (properties, "/Configs")))
    return "/OCProperties" if told or (_of(usual, "/BaseState") or "/ON") != "/ON" else ""


def _of(found: Any, key: str) -> Any:
    """Return what stands under a key, also where it is said only where that is; None for nothing."""
    return found[key] if key in found else None  # noqa: SIM401 - its `get` gives the place, not what is there
