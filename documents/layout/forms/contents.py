"""What is filled into a box of a form, as lines of type."""

from __future__ import annotations

from dataclasses import replace

from documents.layout.characters import widths
from documents.layout.forms.cells import Cell, Column
from documents.layout.forms.lines import (
    Line,
    Type,
    fitting_narrow,
    label_type,
    one_line,
    renumbered,
    text_lines,
)
from documents.layout.forms.terms import CHOICE_BOX, Align, Kind
from documents.layout.forms.values import Content, Opinion
from documents.layout.pages import Colour, Run
from documents.typefaces.role import Role

_BOX = "□"
_TICK = "√"
_BETWEEN_CHOICES = 0.8
_BEFORE_SIGNATURE = 2.0
"""Characters left free between the words and who said them when both stand on one line."""
_BETWEEN_OPINIONS = 2.0
_WIDEST_LABEL = 0.5


def content_lines(
    place: Cell | Column, content: Content, *, name: str, width: float, colour: Colour
) -> list[Line]:
    """The content of a cell in a box of `width` mm; places in it are named after `name`.

    `colour` is that of what the empty form prints.
    """
    label, label_width = _inner_label(place, colour=colour)
    above = bool(label) and not _runs_in(place, label_width=label_width, width=width)
    first = 0.0 if above else label_width
    type = Type(Role.FANGSONG, place.size)
    if place.kind is Kind.OPINIONS:
        lines = _opinion_lines(content, name=name, size=place.size, width=width)
    elif place.kind is Kind.CHOICE:
        lines = _choice_lines(
            place.choices,
            content,
            type=type,
            width=width,
            first=first,
            centred=place.align is Align.CENTRE and not label,
            colour=colour,
        )
    else:
        lines = _words(place, content, type=type, width=width, first=first, colour=colour)
    return _with_label(label, lines, above=above, type=type, colour=colour)


def _inner_label(place: Cell | Column, *, colour: Colour) -> tuple[str, float]:
    """The label that stands in the same box, with its width in mm."""
    if isinstance(place, Column) or place.boxed_label or not place.label:
        return "", 0.0
    label = one_line(f"{place.label}：")
    return label, sum(widths(label)) * label_type(colour).em


def _runs_in(place: Cell | Column, *, label_width: float, width: float) -> bool:
    """Whether the content goes on behind the label."""
    if place.kind is Kind.OPINIONS or (isinstance(place, Cell) and place.indent):
        return False
    return label_width <= _WIDEST_LABEL * width and place.align is Align.LEFT


def _with_label(
    label: str, lines: list[Line], *, above: bool, type: Type, colour: Colour
) -> list[Line]:
    if not label:
        return lines
    own = label_type(colour)
    following = list(renumbered(lines, first=1))
    if above or not lines:
        return [Line(own.height, (own.run(label, x=0.0),), keep=bool(lines)), *following]
    run = own.run(label, x=0.0, height=lines[0].height)
    return [replace(following[0], runs=(run, *following[0].runs)), *following[1:]]


def _words(
    place: Cell | Column,
    content: Content,
    *,
    type: Type,
    width: float,
    first: float,
    colour: Colour,
) -> list[Line]:
    centred = place.align is Align.CENTRE
    indent = float(place.indent) if isinstance(place, Cell) else 0.0
    text = content if isinstance(content, str) else ""
    lines = text_lines(
        text,
        type=fitting_narrow(text, type=type, width=width - first),
        width=width,
        first=first,
        indent=indent,
        centred=centred,
    )
    if lines or isinstance(place, Column) or not place.blank:
        return lines
    printed = replace(type, role=Role.SONG, size=min(type.size, label_type(colour).size))
    return text_lines(
        place.blank,
        type=replace(printed, colour=colour),
        width=width,
        first=first,
        centred=centred,
    )


def _choice_lines(
    choices: tuple[str, ...],
    chosen: Content,
    *,
    type: Type,
    width: float,
    first: float,
    centred: bool,
    colour: Colour,
) -> list[Line]:
    """Boxes with their words, ticked or not: tick and box are type, so that they read out too."""
    rows: list[list[Run]] = [[]]
    x = first
    for choice in choices:
        wide = (CHOICE_BOX + sum(widths(choice))) * type.em
        if x + wide > width + 1e-6 and (rows[-1] or x > 0.0):
            rows.append([])
            x = 0.0
        printed = replace(type, colour=colour)
        rows[-1].append(printed.run(_BOX, x=x))
        if choice in chosen:
            rows[-1].append(type.run(_TICK, x=x))
        rows[-1].append(printed.run(choice, x=x + CHOICE_BOX * type.em))
        x += wide + _BETWEEN_CHOICES * type.em
    lines = [Line(type.height, tuple(runs)) for runs in rows]
    return [_centred(line, width=width) for line in lines] if centred else lines


def _centred(line: Line, *, width: float) -> Line:
    shift = (width - max((run.x + run.width for run in line.runs), default=width)) / 2
    return replace(line, runs=tuple(replace(run, x=run.x + shift) for run in line.runs))


def _opinion_lines(content: Content, *, name: str, size: float, width: float) -> list[Line]:
    type = Type(Role.KAI, size)
    lines: list[Line] = []
    for number, opinion in enumerate(content, start=1):
        assert isinstance(opinion, Opinion)
        first = max((run.paragraph for line in lines for run in line.runs), default=-1) + 1
        own = _one_opinion(opinion, place=f"{name}.{number}", type=type, width=width)
        gap = [Line(_BETWEEN_OPINIONS)] if lines and own else []
        lines += [*gap, *renumbered(own, first=first)]
    return lines


def _one_opinion(opinion: Opinion, *, place: str, type: Type, width: float) -> list[Line]:
    """Words (楷体: a person speaks), then who and when at the right."""
    lines = text_lines(opinion.words, type=type, width=width)
    signature = [each for each in map(one_line, (opinion.who, opinion.date)) if each]
    if signature:
        lines = _signed(lines, signature, type=type, width=width)
    if opinion.ink:
        lines.insert(0, Line(opinion.ink, keep=bool(lines), place=place))
    return lines


def _signed(lines: list[Line], names: list[str], *, type: Type, width: float) -> list[Line]:
    """Who and when behind the last of the lines, or on one below it, or each on its own."""
    signature = "　".join(names)
    own = sum(widths(signature)) * type.em
    if lines:
        last = lines[-1]
        used = max(run.x + run.width for run in last.runs)
        if used + _BEFORE_SIGNATURE * type.em + own <= width:
            run = replace(type.run(signature, x=width - own), paragraph=last.runs[0].paragraph + 1)
            return [*lines[:-1], replace(last, runs=(*last.runs, run))]
        lines = [*lines[:-1], replace(last, keep=True)]
    paragraph = lines[-1].runs[0].paragraph + 1 if lines else 0
    whole = signature if own <= width else "\n".join(names)
    signed = text_lines(whole, type=type, width=width)
    below = [_to_the_right(each, width=width, paragraph=paragraph) for each in signed]
    together = [replace(each, keep=True) for each in below[:-1]]  # who and when
    return [*lines, *together, *below[-1:]]


def _to_the_right(line: Line, *, width: float, paragraph: int) -> Line:
    run = line.runs[0]
    return replace(line, runs=(replace(run, x=max(width - run.width, 0.0), paragraph=paragraph),))
