"""The check of an OFD in a process of its own, within limits of time and memory.

What is counted beforehand bounds each thing by itself; only the process bounds all that a file
may be made to cost together, and keeps it from holding up everybody else's pages.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from office.kernel.refusals import Refused
from office.outside.own_process import Failed, answer_of, keep_within
from signing.ofd import checking
from signing.ofd.checking import Fault, OFDSignature, Told, own_stamp
from signing.ofd.container import REMEDY
from signing.ofd.pressed import read_pressed

SECONDS = 20
"""Of computing; the largest file that is taken is checked in less than half of it."""
_LARGEST_ANSWER = 40_000_000
"""Characters; a seal's picture has some ten thousand, a file sixty seals at most."""


def checked(data: bytes) -> tuple[OFDSignature, ...]:
    """As `checking.checked`. Raises Refused also for what costs too much."""
    try:
        answer = answer_of(__name__, str(SECONDS), data=data, seconds=SECONDS)
    except Failed as fault:
        words = f"这份 OFD 读不完：它可能已损坏，或者被人做了手脚。没有核验。{REMEDY}"
        raise Refused(words) from fault
    if "refused" in answer:
        raise Refused(answer["refused"])
    return tuple(map(_signature, answer["signatures"]))


def _signature(told: dict[str, Any]) -> OFDSignature:
    pressed = read_pressed(bytes.fromhex(told["value"])) if told["value"] else None
    return OFDSignature(
        id=told["id"],
        pressed=pressed,
        time_stamp=own_stamp(pressed)[0] if pressed else None,
        covered=frozenset(told["covered"]),
        pages=tuple(told["pages"]),
        faults=tuple(Told(Fault(fault), words, part) for fault, words, part in told["faults"]),
        added=tuple(told["added"]),
    )


def _told(signature: OFDSignature) -> dict[str, Any]:
    return {
        "id": signature.id,
        "value": signature.pressed.der.hex() if signature.pressed else "",
        "covered": sorted(signature.covered),
        "pages": signature.pages,
        "faults": [(each.fault, each.words, each.part) for each in signature.faults],
        "added": signature.added,
    }


def answered(data: bytes) -> str:
    """What the process says (JSON)."""
    try:
        found = {"signatures": [_told(each) for each in checking.checked(data)]}
    except Refused as refused:
        return json.dumps({"refused": str(refused)})
    said = json.dumps(found)
    if len(said) > _LARGEST_ANSWER:
        return json.dumps({"refused": f"这份 OFD 的签章过多过大，没有核验。{REMEDY}"})
    return said


if __name__ == "__main__":
    keep_within(seconds=int(sys.argv[1]))
    sys.stdout.write(answered(sys.stdin.buffer.read()))
