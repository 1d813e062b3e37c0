"""What a PDF's signatures lie over and what came after each: pyHanko's findings as plain facts.

Runs in a process of its own (`python -m signing.pdf.revisions`), as the file may be hostile.
"""

from __future__ import annotations

import json
import logging
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from itertools import islice
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from office.outside.own_process import keep_within

MOST_SIGNATURES = 60
MOST_PAGES = 3_000
MOST_STORED = 500
"""Certificates and revocation lists in the file."""
MOST_STORED_BYTES = 20_000_000

Facts = dict[str, Any]
FAULTS = (
    *(PdfError, SignatureValidationError, SigningError),
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError),
    *(OverflowError, RecursionError, NotImplementedError, OSError),
)
"""What pyHanko raises at files that are not what they should be."""


def facts(data: bytes) -> Facts:
    """JSON: `refused` (why the file cannot be read), else `signatures`, `certificates`, `lists`
    (hex), `revisions`; `store` and `description`, as of each signature, of the whole file."""
    logging.disable(logging.CRITICAL)  # pyHanko tells each oddity twice
    try:
        reader = PdfFileReader(BytesIO(data))
        if reader.encrypted:
            return {"refused": "encrypted"}
        fields = list(
            islice(enumerate_sig_fields(reader, filled_status=True), MOST_SIGNATURES + 1)
        )
        if len(fields) > MOST_SIGNATURES:
            return {"refused": "too many"}
        places = _places(reader) if fields else {}
        found = [_signature(reader, *each, places=places) for each in fields]
        stored = _stored(reader) if fields else {"certificates": [], "lists": []}
        revisions = reader.xrefs.total_revisions
        last = _besides(reader, revisions - 1) if fields else {}
    except FAULTS as fault:
        return {"refused": "unreadable", "why": str(fault)[:300]}
    finally:
        logging.disable(logging.NOTSET)
    found.sort(key=lambda each: (each["revision"], each["end"]))
    return {"signatures": found, **stored, "revisions": revisions, **last}


def _signature(
    reader: PdfFileReader, name: str, value: Any, field: Any, *, places: dict[int, int]
) -> Facts:
    told: Facts = {"field": name, "revision": -1, "end": 0, "pages": _pages(field, places)}
    try:
        signature = EmbeddedPdfSignature(reader, field, name)
        said = signature.sig_object
        told |= {
            "kind": str(signature.sig_object_type),
            "form": str(said.get("/SubFilter", "")),
            "reason": str(said.get("/Reason", ""))[:200],
            "at": _time(signature),
            "contents": signature.pkcs7_content.hex(),
            "range": [int(each) for each in signature.byte_range],
            "revision": signature.signed_revision,
        }
        told["end"] = sum(told["range"][2:4])
        told |= _besides(reader, signature.signed_revision)
        signature.compute_integrity_info()
        return told | _coverage(signature)
    except FAULTS as fault:
        return told | {"trouble": str(fault)[:300]}


def _time(signature: EmbeddedPdfSignature) -> str:
    """As the signer says (ISO 8601); empty where it does not or forgot the time zone."""
    at = signature.self_reported_timestamp
    return "" if at is None or at.tzinfo is None else at.isoformat()


def _coverage(signature: EmbeddedPdfSignature) -> Facts:
    """`level`: how far what came after changed the file; `filled`: whose fields it filled."""
    diff, coverage = signature.diff_result, signature.coverage
    assert coverage is not None
    clean = isinstance(diff, DiffResult)
    level = diff.modification_level if isinstance(diff, DiffResult) else ModificationLevel.OTHER
    return {
        "whole": coverage == SignatureCoverageLevel.ENTIRE_FILE,
        "covers": coverage >= SignatureCoverageLevel.ENTIRE_REVISION,
        "last": signature.signed_revision == signature.reader.xrefs.total_revisions - 1,
        "level": level.value,
        "filled": sorted(diff.changed_form_fields) if isinstance(diff, DiffResult) else [],
        "allowed": bool(signature.summarise_integrity_info()["docmdp_ok"]),
        "suspicion": "" if clean else str(diff)[:300],
    }


_WRITTEN_ANEW = re.compile(
    rb"""(ModifyDate|MetadataDate|ModDate)(>|=")[-0-9TZ:+.]{0,40}|InstanceID(>|=")[-0-9a-z:]{0,60}"""
)
"""What whoever stores a file writes of that, in its XMP."""
_STORED_ANEW = {"/ModDate", "/Producer"}


def _besides(reader: PdfFileReader, revision: int) -> Facts:
    """What may differ after a signature without a page being touched, as it stood then: the
    `store` of what is for checking, and the file's own `description` (title, author), which
    pyHanko lets pass as if it were the same."""
    root = _then(reader, reader.trailer.raw_get("/Root", revision=revision), revision)
    store = _within(reader, root, "/DSS", revision) or {}
    xmp = _within(reader, root, "/Metadata", revision)
    info = _information(reader, revision)
    said = {str(name): str(info[name]) for name in sorted(info) if name not in _STORED_ANEW}
    told = _WRITTEN_ANEW.sub(b"", bytes(xmp.data) if xmp else b"") + repr(said).encode()
    kept = [(name, repr(_within(reader, store, name, revision))) for name in sorted(store)]
    return {"store": _digest(repr(kept).encode()), "description": _digest(told)}


def _information(reader: PdfFileReader, revision: int) -> Any:
    try:
        return _then(reader, reader.trailer.raw_get("/Info", revision=revision), revision)
    except KeyError:
        return {}


def _within(reader: PdfFileReader, holder: Any, name: str, revision: int) -> Any:
    return _then(reader, holder.raw_get(name), revision) if name in holder else None


def _then(reader: PdfFileReader, found: Any, revision: int) -> Any:
    """Not by pyHanko's view of a revision, which stumbles over streams it has read before."""
    if isinstance(found, generic.IndirectObject):
        return reader.get_object(found.reference, revision=revision)
    return found


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _places(reader: PdfFileReader) -> dict[int, int]:
    """The page (from 0) on which each annotation stands, by its object's number."""
    found: dict[int, int] = {}
    for number in range(min(int(reader.root["/Pages"]["/Count"]), MOST_PAGES)):
        container, index, _ = reader.find_page_container(number)
        page = container.get_object()["/Kids"][index]
        for each in page.get("/Annots", ()) if "/Annots" in page else ():
            if isinstance(each, generic.IndirectObject):
                found.setdefault(each.idnum, number)
    return found


def _pages(field: Any, places: dict[int, int]) -> list[int]:
    """Where it shows; a field and its picture may be one object or two."""
    own = [field] if isinstance(field, generic.IndirectObject) else [field.container_ref]
    named = field.get_object()
    kids = [each for each in named.get("/Kids", ()) if isinstance(each, generic.IndirectObject)]
    shown = [each for each in (*own, *kids) if each is not None and _is_seen(each.get_object())]
    return sorted({places[each.idnum] for each in shown if each.idnum in places})


def _is_seen(widget: Any) -> bool:
    box = [float(each) for each in widget.get("/Rect", (0, 0, 0, 0))]
    return box[0] != box[2] and box[1] != box[3]


def _stored(reader: PdfFileReader) -> Facts:
    """The document security store (PAdES B-LT)."""
    try:
        store = reader.root["/DSS"]
    except KeyError:
        return {"certificates": [], "lists": []}
    return {
        "certificates": list(_streams(store.get("/Certs", ()))),
        "lists": list(_streams(store.get("/CRLs", ()))),
    }


def _streams(listed: Any) -> Iterator[str]:
    """Each once, however often it is named; of too much the first."""
    known, size = set(), 0
    for each in islice(listed, MOST_STORED):
        if (own := str(each)) in known:
            continue
        known.add(own)
        size += len(data := bytes(each.get_object().data))
        if size > MOST_STORED_BYTES:
            return
        yield data.hex()


if __name__ == "__main__":
    keep_within(seconds=int(sys.argv[1]))
    json.dump(facts(sys.stdin.buffer.read()), sys.stdout)
