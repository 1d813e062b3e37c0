"""Distribute bands over pages: what stays whole, what is divided, what fills the page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from documents.layout.forms.bands import Band, divided, repeated

_WORTHWHILE = 30.0
"""A band is not begun on a page where less than this is left, mm; it moves on instead."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A band on its page: its top and its height there, mm."""

    band: Band
    top: float
    height: float


def paged(bands: Iterable[Band], *, top: float, bottom: float) -> list[list[Placed]]:
    """The bands on pages whose room is from `top` to `bottom`, mm."""
    waiting = deque(_pressed(list(bands), room=bottom - top))
    pages: list[list[Placed]] = [[]]
    fresh, y = True, top
    while waiting:
        band = waiting.popleft()
        if band.dashed and waiting and not pages[-1] and len(pages) > 1:
            continue  # At the head of a sheet there is nothing to tear it from.
        space = band.space if pages[-1] or band.dashed else 0.0
        room = bottom - y - space
        first, rest = _begun(band, waiting, room=room, fresh=fresh, capacity=bottom - top)
        if first:
            pages[-1].append(Placed(first, y + space, first.natural))
            y, fresh = y + space + first.natural, False
        if rest:
            waiting.appendleft(rest)
            pages.append([])
            fresh, y = True, top
            if rest.head:
                head = repeated(rest.head, part=len(pages))
                pages[-1].append(Placed(head, y, head.natural))
                y += head.natural
    return [_stretched(pages[0], bottom=bottom), *pages[1:]]


def _pressed(bands: list[Band], *, room: float) -> list[Band]:
    """The bands, lower where that keeps them all on one page."""
    spaces = sum(band.space for band in bands)
    natural = sum(band.natural for band in bands) + spaces
    least = sum(band.least for band in bands) + spaces
    if natural <= room or least > room:
        return bands
    part = (room - least) / (natural - least)
    return [
        replace(band, height=band.least + part * (band.natural - band.least)) for band in bands
    ]


def _begun(
    band: Band, following: Sequence[Band], *, room: float, fresh: bool, capacity: float
) -> tuple[Band | None, Band | None]:
    """What of the band stands in `room` mm on this page, and what goes on to the next."""
    together = _needed(band, following)
    fits = band.natural <= room + 1e-6
    if fits and (fresh or together <= room + 1e-6 or together > capacity):
        return band, None
    worthwhile = room >= max(_WORTHWHILE, band.labels) and band.filled > room
    if (fresh or worthwhile) and (parts := divided(band, room=room, force=fresh)):
        return parts
    return (band, None) if fresh else (None, band)


def _needed(band: Band, following: Sequence[Band]) -> float:
    """The room for the band and what may not be parted from it, mm."""
    height = band.natural
    for before, after in pairwise((band, *following)):
        if band.whole:
            height += after.space + after.natural
        elif before.keep:
            height += after.space + min(after.natural, _WORTHWHILE)
        else:
            break
    return height


def _stretched(page: list[Placed], *, bottom: float) -> list[Placed]:
    """What is left of the page goes to the bands that stretch, to each its share."""
    shares = sum(placed.band.stretch for placed in page)
    if not shares:
        return page
    left = bottom - page[-1].top - page[-1].height
    shifted, shift = [], 0.0
    for placed in page:
        more = left * placed.band.stretch / shares
        shifted.append(replace(placed, top=placed.top + shift, height=placed.height + more))
        shift += more
    return shifted
