"""骑缝章: one seal over the right edges of several pages, a strip of its picture on each.

Laid side by side in their order, the strips are the whole seal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from office.kernel.refusals import Refused

MOST = 10
"""Pages that one seal goes over: of a seal of 42 mm each then bears 4 mm, still to be read."""


@dataclass(frozen=True, slots=True)
class Strip:
    """What one page (from 0) bears: so much of the picture, mm from its left edge."""

    page: int
    start: float
    width: float


def strips(pages: int, *, width: float) -> Iterator[Strip]:
    """One a page, for a seal that is `width` mm wide. Raises Refused where there is no seam."""
    if pages < 2:
        raise Refused(
            "文件只有一页，没有骑缝，不能加盖骑缝章。请不选骑缝章，再用印。", field="seam"
        )
    first = 0
    for count in group_sizes(pages):
        each = width / count
        yield from (Strip(first + place, place * each, each) for place in range(count))
        first += count


def group_sizes(pages: int) -> tuple[int, ...]:
    """How many pages each seal goes over: as evenly as may be, and never a page alone."""
    groups = -(-pages // MOST)
    least, more = divmod(pages, groups)
    return tuple(least + (place < more) for place in range(groups))
