"""What outsiders are told of a paper's issuing is what stood when it went out."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

import pytest

from documents.proving.standing import fallen

PAPER = UUID(int=1)


@dataclass(frozen=True)
class Line:
    id: int
    originator_id: UUID
    topic: str


def history(words: str) -> list[Line]:
    """Kinds in their order; `Done:2` and `Voided:2` are of the second sealing."""
    lines = []
    for place, word in enumerate(words.split(), 1):
        kind, _, sealing = word.partition(":")
        stream = uuid5(PAPER, sealing) if sealing else PAPER
        room = "signing.Sealing" if sealing else "documents.Document"
        lines.append(Line(place, stream, f"{room}.{kind}"))
    return lines


TOLD = {
    "Numbered Typeset Printed Sealed Done:1 Released Dispatched": "1 2 3 4 5 6",
    # pages that were sent back, and their seal
    "Numbered Typeset SentBack Typeset Sealed Done:1 Released Dispatched": "1 4 5 6 7",
    "Typeset Sealed Done:1 SentBack Voided:1 Sealed Done:2 Released Dispatched": "1 6 7 8",
    "Typeset Sealed Done:1 SentBack Voided:1 Released Dispatched": "1 6",
    "Typeset Printed Sealed Done:1 SentBack Voided:1 Typeset Sealed Done:2 Dispatched": "7 8 9",
    "Numbered NumberVoided Numbered Typeset Dispatched": "3 4",
    # nothing stands before it goes out, and what comes after is no part of it
    "Numbered Typeset Sealed Done:1": "",
    "Typeset Sealed Done:1 Dispatched Typeset": "1 2 3",
}


@pytest.mark.parametrize("words", TOLD)
def test_what_was_replaced_or_voided_stays_inside(words: str) -> None:
    lines = history(words)
    steps = ("Numbered", "Typeset", "Printed", "Sealed", "Released", "Done")
    issuing = {each.id for each in lines if each.topic.rpartition(".")[2] in steps}
    assert issuing - fallen(lines) == set(map(int, TOLD[words].split()))
