"""Documents of the exchange that are made to do harm, and what reading each takes.

Run as a program with a reader's name: for each case a line of JSON with the code of the refusal
("" if it was read), its sentence, seconds of the processor and bytes that the process grew by.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from documents.consignments.capsule import NotTaken
from integrations.exchange.written.envelopes import read_envelope
from integrations.exchange.written.manifests import read_manifest
from integrations.exchange.written.receipts import read_receipt, read_request
from integrations.exchange.written.snapshots import read_snapshot
from tests.unit.exchange.samples import encrypted

GOLDEN = Path(__file__).parent / "golden"
READERS: dict[str, Callable[[bytes], Any]] = {
    "envelope-1": read_envelope,
    "envelope-2": read_envelope,
    "manifest-1": lambda data: read_manifest(data, envelope=encrypted()),
    "receipt-1": read_receipt,
    "request-1": read_request,
    "snapshot-1": read_snapshot,
}
"""By the golden document of each. The manifest is read as of an encrypted capsule: there the
envelope names no digest of it that would end the matter."""
MEBIBYTE = 1_048_576
LAUGHS = "<!ENTITY b 'x'>" + "".join(
    f"<!ENTITY b{n} '{f'&b{n - 1 if n else str()};' * 10}'>" for n in range(9)
)


def golden(name: str) -> bytes:
    """The document without its declaration."""
    return (GOLDEN / f"{name}.xml").read_bytes().partition(b"?>\n")[2]


def cases(name: str, *, address: str) -> dict[str, bytes]:
    """`address`: of a listener that must not be asked for anything."""
    good = golden(name)
    tag = good[1:].split(b" ")[0]
    close = b"</" + tag + b">"
    first = good.index(b">") + 1  # behind the root's own tag
    space = good[:first]
    seen = f"{address}/a".encode()

    def typed(doctype: str, said: bytes = b"") -> bytes:
        return doctype.encode() + b"\n" + space + said + good[first:]

    def filled(piece: bytes, size: int) -> bytes:
        """The root full of something."""
        return space + piece * (size // len(piece)) + close

    sizes = {"small": 200_000, "medium": MEBIBYTE - 2_000, "large": 15 * MEBIBYTE}
    found = {
        "doctype": typed("<!DOCTYPE a>"),
        "external": typed(f"<!DOCTYPE a SYSTEM '{address}/a'>"),
        "entity": typed("<!DOCTYPE a [<!ENTITY b 'x'>]>", b"&b;"),
        "external entity": typed(f"<!DOCTYPE a [<!ENTITY b SYSTEM '{address}/a'>]>", b"&b;"),
        "file entity": typed("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", b"&b;"),
        "parameter entity": typed(f"<!DOCTYPE a [<!ENTITY % b SYSTEM '{address}/a'> %b;]>"),
        "lower case": typed("<!doctype a>"),
        "utf-16": typed("<!DOCTYPE a>").decode().encode("utf-16"),
        "utf-16 without a mark": typed("<!DOCTYPE a>").decode().encode("utf-16-le"),
        "utf-32": typed("<!DOCTYPE a>").decode().encode("utf-32"),
        "utf-7": b"<?xml version='1.0' encoding='utf-7'?>+ADwAIQ-DOCTYPE a+AD4-" + good,
        "utf-16 declared": b"<?xml version='1.0' encoding='utf-16'?><a>" + good,
        "ebcdic": typed("<!DOCTYPE a>").decode().encode("cp500", "replace"),
        "entity without a type": space + b"&b;" + good[first:],
        "schema to fetch": good.replace(
            b">",
            b' xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="urn:x '
            + seen
            + b'">',
            1,
        ),
        "type to choose": good.replace(
            b">",
            b' xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="i:anyType">',
            1,
        ),
        "included": space
        + b'<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
        + good[first:],
        "stylesheet": b'<?xml-stylesheet href="' + seen + b'"?><a/>',
        "billion laughs": typed(f"<!DOCTYPE a [{LAUGHS}]>", b"&b8;"),
        "quadratic": typed(f"<!DOCTYPE a [<!ENTITY b '{'x' * 50_000}'>]>", b"&b;" * 50_000),
        "depth": b"<a>" * 100_000 + b"</a>" * 100_000,
        "depth within": space + b"<a>" * 9_000 + b"</a>" * 9_000 + close,
        "attributes": good.replace(b">", b"".join(b' a%d=""' % n for n in range(100_000)), 1),
        "attributes within": space
        + b"<a"
        + b"".join(b' a%d=""' % n for n in range(4_900))
        + b"/>"
        + close,
        "one attribute twice": good.replace(b">", b' a="" a="">', 1),
        "text of 200 MB": filled(b"x", 200_000_000),
        "long name": b"<" + b"a" * 9_000_000 + b"/>",
        "long value": good.replace(b">", b' a="' + b"x" * 900_000 + b'">', 1),
        "nothing": b"",
        "zeros": bytes(100),
        "no root": b"<!-- -->",
        "two roots": good + good,
        "not closed": good[:-5],
        "no unicode": space + b"\xff\xfe" + good[first:],
        "surrogate": space + b"&#xD800;" + good[first:],
        "zero": space + b"&#0;" + good[first:],
        "form feed": space + b"\x0c" + good[first:],
    }
    for label, size in sizes.items():
        for what, piece in {
            "elements": b"<a/>",
            "tags": b'<a b="" c=""/>',
            "comments": b"<!---->",
            "instructions": b"<?a?>",
            "sections": b"<![CDATA[]]>",
            "references": b"&lt;",
            "spaces": b"<a>" + b" " * 997,
            "namespaces": b'<x:a xmlns:x="urn:x"/>',
            "facts without a name": b"<facts>" + b"<fact/>" * 1_000 + b"</facts>",
            "agencies without a code": b"<agency/>",
            "letters": b"x",
            "moved": b'<moved code="a" node="b" address="c" from="2026-01-01"/>',
            "parts": b'<part digest="' + b"a" * 64 + b'" length="1"/>',
        }.items():
            found[f"{label}: {what}"] = filled(piece, size)
    found["long certificate"] = good.replace(b"</tls>", b"A" * (9 * MEBIBYTE) + b"</tls>", 1)
    moved = b'<moved code="a" node="%s" address="%s" from="2026-01-01"/>' % (
        b"b" * 130,
        b"c" * 130,
    )
    found["crowd that moved"] = good.replace(close, moved * 49_900 + close)
    start, end = good.find(b"<agency"), good.find(b"</agency>") + 9
    agency = good[start:end].replace(b">b25l<", b">" + b"A" * 900 + b"<")
    found["crowd of agencies"] = good[:end] + agency * 9_900 + good[end:] if start > 0 else b""
    return found


def _measured(read: Callable[[bytes], Any], data: bytes) -> dict[str, Any]:
    """In a process of its own, whose most memory begins with what it has now."""
    ctypes.CDLL(None).malloc_trim(0)  # what lies free would hide what is taken
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        before, began, said = _status("VmRSS"), time.process_time(), ("", "")
        try:
            read(data)
        except NotTaken as refused:
            said = (refused.code.value, refused.sentence)
        except BaseException as fault:  # noqa: BLE001 - told to the test, which fails
            said = ("another fault", repr(fault)[:200])
        took = time.process_time() - began
        told = {
            "code": said[0],
            "said": said[1],
            "seconds": took,
            "grew": _status("VmHWM") - before,
        }
        os.write(into, json.dumps(told).encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out, "rb") as reading:
        told = json.loads(reading.read() or b'{"code": "died", "said": ""}')
    os.waitpid(child, 0)
    return dict(told)


def _status(name: str) -> int:
    """Bytes, of this process."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) * 1_024


def main(name: str, address: str) -> None:
    read = READERS[name]
    data = (GOLDEN / f"{name}.xml").read_bytes()
    try:
        read(data)  # its schema is there
    except NotTaken:
        assert name == "manifest-1"
    for case, hostile in cases(name, address=address).items():
        print(json.dumps({"case": case, **_measured(read, hostile)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
