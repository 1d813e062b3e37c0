"""Opinions as they stand on a printed form: whose, in which post, on which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from documents.layout.forms import Opinion as PrintedOpinion
from office.kernel.clock import office_day
from office.web.models import Opinion, OpinionGroup, Tone

RETURNS = "returns"
OTHERS = "others"
"""Cells for what was sent back, and for words of steps that the form has no cell for."""


def opinion_cells(
    groups: Sequence[OpinionGroup], cells: Mapping[str, str]
) -> dict[str, list[PrintedOpinion]]:
    """By cell, what was said at each step (`cells` from the step's heading to its cell).

    Nothing is left out: a step without a cell stands in `others`, under its own name. Within a
    cell the order is that of the groups: by rank, and of one person the earliest first.
    """
    filled: dict[str, list[PrintedOpinion]] = {}
    for group in groups:
        cell = cells.get(group.step, OTHERS)
        heading = "" if cell != OTHERS else f"{group.step}："
        printed = [printed_opinion(each, heading=heading) for each in _in_order(group.opinions)]
        filled.setdefault(cell, []).extend(printed)
    return filled


def printed_opinion(opinion: Opinion, *, heading: str = "") -> PrintedOpinion:
    """The words with who said them; a bare act is named by what it is (圈阅, 同意)."""
    verdict = opinion.verdict.text if opinion.verdict else ""
    differs = opinion.verdict is not None and opinion.verdict.tone is not Tone.DONE
    if not opinion.text:
        words = f"（{verdict}）"
    elif differs and verdict not in opinion.text:
        words = f"（{verdict}）{opinion.text}"
    else:
        words = opinion.text
    notes = "".join(f"（{each}）" for each in _notes(opinion))
    return PrintedOpinion(
        words=f"{heading}{words}{notes}",
        who="　".join(part for part in (opinion.person, opinion.post) if part),
        date=printed_day(opinion),
    )


def printed_day(opinion: Opinion) -> str:
    """The whole date, as an opinion must have it (条例 第二十二条)."""
    day = office_day(opinion.when)
    return f"{day.year}年{day.month}月{day.day}日"


def _notes(opinion: Opinion) -> Iterator[str]:
    """Who entered it for the leader, and whom alone it is for."""
    if opinion.transcribed_by:
        source = f"，{opinion.transcribed}" if opinion.transcribed else ""
        yield f"{opinion.transcribed_by}代录{source}"
    if opinion.note:
        yield opinion.note


def _in_order(opinions: Iterable[Opinion]) -> Iterator[Opinion]:
    """By rank as they come; what one person said, newest first there, in the order of time."""
    for _, own in groupby(opinions, key=lambda each: (each.person, each.post)):
        yield from reversed(tuple(own))
