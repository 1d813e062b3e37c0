"""The words around a hit, with the hit marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from office.searching.text import Word

BEFORE, AFTER = 24, 56
"""Characters around the first hit of a piece."""
MOST = 2
"""Pieces of a paper that are quoted."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A part of a piece: its text in turns, plain and (odd places) marked."""

    heading: str
    parts: tuple[str, ...]


def snippets(pieces: Sequence[Any], words: Sequence[Word]) -> tuple[Snippet, ...]:
    """Of the pieces behind the first two (title and names are shown anyway), those with most of
    the words first."""
    told = [
        (len(found), -place, _cut(piece, words, at=found[0]))
        for place, piece in enumerate(pieces)
        if piece.place > 1 and (found := _first_places(piece.text, words))
    ]
    told.sort(key=lambda each: each[:2], reverse=True)
    return tuple(snippet for _, _, snippet in told[:MOST])


def marked(text: str, words: Sequence[Word]) -> tuple[str, ...]:
    """The whole text in turns, plain and marked."""
    return _turns(text, _places(text, words))


def _first_places(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    """Where each word that is there stands first."""
    return sorted(place for word in words if (place := next(word.places(text), None)))


def _places(text: str, words: Sequence[Word]) -> list[tuple[int, int]]:
    return sorted(place for word in words for place in word.places(text))


def _cut(piece: Any, words: Sequence[Word], *, at: tuple[int, int]) -> Snippet:
    text = piece.text
    start, end = max(0, at[0] - BEFORE), min(len(text), at[1] + AFTER)
    first, *rest = marked(text[start:end], words)
    turns = [("…" if start else "") + first, *rest]
    turns[-1] += "…" if end < len(text) else ""
    return Snippet(piece.heading, tuple(turns))


def _turns(text: str, found: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Plain, marked, plain, …; of hits that overlap the first."""
    turns, here = [], 0
    for first, last in found:
        if first >= here:
            turns += [text[here:first], text[first:last]]
            here = last
    return (*turns, text[here:])
