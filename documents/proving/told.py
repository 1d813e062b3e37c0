"""What the kinds of events are called in the words beside a proof, and where one is checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.archive.gathering import words_of
from documents.assignments.screens import history as assignments
from documents.circulation.screens import history as circulations
from documents.consulting import page as consulting
from documents.incoming.screens import page as incoming
from documents.outgoing.screens import history as outgoing
from documents.proving.kinds import KINDS
from signing.proofs.words import EventWords

_TELLING: Mapping[str, Mapping[str, Any]] = {
    "Document": outgoing.TELLING,
    "Incoming": incoming.TELLING,
    "Assignment": assignments.TELLING,
    "Circulation": circulations.TELLING,
    "Consultation": consulting.TELLING,
}

WORDS = EventWords(
    {f"{stream}.{kind}": words for stream, kinds in KINDS.items() for kind, words in kinds.items()}
)
WORDS.update(
    {
        f"documents.{name}": words
        for stream, telling in _TELLING.items()
        for name, words in words_of(stream, telling).items()
    }
)
