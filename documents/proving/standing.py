"""What of a paper's issuing stood when it went out: outsiders get that and nothing it replaced.

A layout that was sent back is a draft, and a seal that was voided is still a good seal on the
wrong pages: both are in the history, as kinds without words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol
from uuid import UUID


class Line(Protocol):
    """A row of the journal."""

    @property
    def id(self) -> int: ...
    @property
    def originator_id(self) -> UUID: ...
    @property
    def topic(self) -> str: ...


DISPATCHED = "documents.Document.Dispatched"
_NUMBERED, _TYPESET, _PRINTED, _SEALED, _RELEASED = _STEPS = tuple(
    f"documents.Document.{kind}"
    for kind in ("Numbered", "Typeset", "Printed", "Sealed", "Released")
)
_DONE, _VOIDED = "signing.Sealing.Done", "signing.Sealing.Voided"

UNDOES: Mapping[str, tuple[str, ...]] = {
    **{topic: _STEPS[place:] for place, topic in enumerate(_STEPS)},
    "documents.Document.NumberVoided": _STEPS,
    "documents.Document.SentBack": (_SEALED, _RELEASED),
    _VOIDED: (_DONE,),
}
"""Which steps of its stream no longer stand after an event: done again, all that follow are."""
ISSUING = {*_STEPS, _DONE}


def fallen(lines: Iterable[Line]) -> frozenset[int]:
    """Of a paper's streams in the journal's order, the ids of the steps of its issuing that did
    not stand at its last dispatch; all of them where it was not dispatched."""
    lines = list(lines)
    went_out = max((each.id for each in lines if each.topic == DISPATCHED), default=0)
    standing: dict[UUID, dict[str, int]] = defaultdict(dict)
    for each in lines:
        if each.id > went_out and each.topic != _VOIDED:
            continue
        steps = standing[each.originator_id]
        for topic in UNDOES.get(each.topic, ()):
            steps.pop(topic, None)
        if each.topic in ISSUING:
            steps[each.topic] = each.id
    stood = {id for steps in standing.values() for id in steps.values()}
    return frozenset(each.id for each in lines if each.topic in ISSUING) - stood
