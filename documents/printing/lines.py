"""Lines of printed forms: opinions with whose, in which post, on which day; attachments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from documents.layout.forms import Opinion as PrintedOpinion
from documents.manuscript import Attachment
from documents.printed_ink import printed_strokes
from office.web.formats import whole_day
from office.web.models import Handwriting, Opinion, OpinionGroup
from signing.ink.handwriting import WRITTEN

RETURNS = "returns"
OTHERS = "others"
"""Cells for what was sent back, and for words of steps that the form has no cell for."""

CHRONICLES = (OTHERS, "result")
"""Cells that tell what happened: whatever step it was said at, in the order of time."""

AGREED = "同意"
"""The one verdict that is not named beside words: they say it."""


def opinion_cells(
    groups: Sequence[OpinionGroup], cells: Mapping[str, str]
) -> dict[str, list[PrintedOpinion]]:
    """By cell, what was said at each step (`cells` from the step's heading to its cell).

    Nothing is left out: a step without a cell stands in `others`, under its own name, and what
    the office calls otherwise than the cell is named before the words. Within a
    cell the step that came first stands first; within a step the order is by rank, and of one
    person the earliest first.
    """
    filled: dict[str, list[tuple[datetime, PrintedOpinion]]] = {}
    for group in sorted(groups, key=_begun):
        cell = cells.get(group.step, OTHERS)
        alone = group.step if cell == OTHERS else ""
        printed = (
            (each.when, printed_opinion(each, heading=_heading(each, group, alone)))
            for each in _in_order(group.opinions)
        )
        filled.setdefault(cell, []).extend(printed)
    return {
        cell: [each for _, each in (sorted(said, key=_moment) if cell in CHRONICLES else said)]
        for cell, said in filled.items()
    }


def _heading(opinion: Opinion, group: OpinionGroup, alone: str) -> str:
    """The office's own name of a step (合法性审查), else that of a step without a cell."""
    own = opinion.step if opinion.step != group.step else ""
    name = own or alone
    return f"{name}：" if name else ""


def printed_opinion(opinion: Opinion, *, heading: str = "") -> PrintedOpinion:
    """The words with who said them and the whole date (条例 第二十二条).

    A bare act is named by what it is (圈阅, 同意); what a leader decided on paper has the leader's
    own day, as the leader wrote it.
    """
    verdict = opinion.verdict.text if opinion.verdict else ""
    if opinion.ink and opinion.text == WRITTEN:
        words = f"（{verdict}）" if verdict else ""
    elif not opinion.text:
        words = f"（{verdict}）"
    elif verdict not in ("", AGREED) and verdict not in opinion.text:
        words = f"（{verdict}）{opinion.text}"
    else:
        words = opinion.text
    notes = "".join(f"（{each}）" for each in _notes(opinion))
    return PrintedOpinion(
        words=f"{heading}{words}{notes}",
        who="　".join(part for part in (opinion.person, opinion.post) if part),
        date=whole_day(opinion.own_day or opinion.when),
        **_written(opinion.ink),
    )


def _written(ink: Handwriting | None) -> dict[str, Any]:
    if ink is None:
        return {}
    strokes = ((each.colour, each.steps) for each in ink.strokes)
    return printed_strokes(strokes, wide=ink.width, high=ink.height)


def attachment_titles(attachments: Sequence[Attachment]) -> str:
    """附件, numbered where there are several; what goes along as a file is named beside them."""
    titles = [f"{each.title}{_file(each)}" for each in attachments]
    if len(titles) == 1:
        return titles[0]
    return "\n".join(f"{place}．{each}" for place, each in enumerate(titles, start=1))


def _file(attachment: Attachment) -> str:
    return f"（文件：{attachment.file.name}）" if attachment.file else ""


def _moment(said: tuple[datetime, PrintedOpinion]) -> datetime:
    return said[0]


def _begun(group: OpinionGroup) -> datetime:
    return min(each.when for each in group.opinions)


def _notes(opinion: Opinion) -> Iterator[str]:
    """Who entered it for the leader and on which day, and whom alone it is for."""
    if opinion.transcribed_by:
        source = f"，{opinion.transcribed}" if opinion.transcribed else ""
        yield f"{opinion.transcribed_by}{whole_day(opinion.when)}代录{source}"
    if opinion.note:
        yield opinion.note


def _in_order(opinions: Iterable[Opinion]) -> Iterator[Opinion]:
    """By rank as they come; what one person said, newest first there, in the order of time."""
    for _, own in groupby(opinions, key=lambda each: (each.person, each.post)):
        yield from reversed(tuple(own))
