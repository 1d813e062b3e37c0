"""明传电报: a document sent by wire, in clear, under a head with a ruled box."""

from __future__ import annotations

from dataclasses import replace

from documents.layout import sheet
from documents.layout.breaking import break_lines, clean
from documents.layout.fitting import centred, fitted
from documents.layout.formats.ordinary import Ordinary
from documents.layout.formats.telegram_head import USUAL, HeadField, TelegramHead
from documents.layout.header import Header, stack_runs
from documents.layout.heads import close_stack
from documents.layout.issue import Issue
from documents.layout.marks import Mark, mark_of
from documents.layout.pages import Element, Rule, Run
from documents.layout.rows import Style, run_of
from documents.manuscript import Manuscript
from documents.typefaces.role import Role

_KIND = Style(element=Element.MARK, role=Role.XIAOBIAOSONG)
_LABEL = Style(element=Element.FORM, role=Role.HEI)
_BELOW = 4.0
"""From the mark to the words below it and from these to the box, mm."""
_PADDING = 2.0
_LINE = 1.15
"""From line to line in the box, in ems."""
_MARK_ROOM = 50.0


class Telegram(Ordinary):
    """Not in GB/T 9704-2012; as offices send it. Signed and dated without a seal (条例 第九条)."""

    head: TelegramHead = USUAL
    imprint_on_even_page = False

    def __init__(self, manuscript: Manuscript, issue: Issue) -> None:
        super().__init__(manuscript, replace(issue, sealed=False, stamps=()))

    def header(self) -> Header:
        """×××发电 and 明传电报 above the box with 发往, 签批盖章, 等级 and 电报号."""
        head = self.head
        top = sheet.TOP + head.mark_top
        mark = self._mark(top)
        box = mark.bottom + 2 * _BELOW + head.kind_size * sheet.MM_PER_PT
        # 等级 in the box says what 紧急程度 says elsewhere.
        stack = stack_runs(
            replace(self.manuscript, urgency=""), copy_number=self.issue.copy_number
        )
        return Header(
            (
                *close_stack(stack, bottom=top),
                *mark.runs,
                self._kind_run(mark.bottom + _BELOW),
                *self._box_runs(box),
            ),
            self._box_rules(box),
            title_top=box + len(head.rows) * head.row_height + 2 * sheet.PITCH,
        )

    def mark(self) -> str:
        """The organ's name and 发电; that word alone beside the names of several."""
        words = clean(self.issue.mark).removesuffix("文件").removesuffix(self.head.kind)
        return f"{words.removesuffix(self.head.ending)}{self.head.ending}"

    def _mark(self, top: float) -> Mark:
        mark = mark_of(replace(self.issue, mark=self.mark()), room=_MARK_ROOM, top=top)
        runs = tuple(replace(run, colour=self.head.colour) for run in mark.runs)
        return replace(mark, runs=runs)

    def _kind_run(self, top: float) -> Run:
        """The words below the mark, spread by a blank between the characters."""
        size = self.head.kind_size
        run = run_of(
            self.head.kind,
            style=replace(_KIND, size=size),
            x=0.0,
            y=top + sheet.ASCENT * sheet.em(size),
            colour=self.head.colour,
        )
        spread = (*(2 * each for each in run.advances[:-1]), run.advances[-1])
        middle = sheet.LEFT + sheet.WIDTH / 2
        return centred(replace(run, advances=spread), middle=middle, width=sheet.WIDTH)

    def _box_runs(self, top: float) -> list[Run]:
        runs: list[Run] = []
        for place, fields in enumerate(self.head.rows):
            middle = top + (place + 0.5) * self.head.row_height
            x = sheet.LEFT
            for each in fields:
                runs.append(self._label_run(each, x=x, middle=middle))
                runs += self._value_runs(each, x=x + each.label_width, middle=middle)
                x += each.label_width + each.width
        return runs

    def _label_run(self, field: HeadField, *, x: float, middle: float) -> Run:
        size = self.head.label_size
        run = run_of(
            field.label,
            style=replace(_LABEL, size=size),
            x=0.0,
            y=_baseline(middle, size=size),
            colour=self.head.colour,
        )
        room = field.label_width - _PADDING
        return centred(run, middle=x + field.label_width / 2, width=room)

    def filled(self, field: HeadField) -> tuple[float, list[str]]:
        """The largest size (pt) in which its words fit, and their lines; else the words that
        stand for them.
        """
        words = clean(field.value(self.manuscript, self.issue))
        room = field.width - 2 * _PADDING
        for size in self.head.value_sizes:
            em = sheet.em(size)
            lines = [line.text for line in break_lines(words, width=room / em, justified=False)]
            if len(lines) * _LINE * em <= self.head.row_height - _PADDING:
                return size, lines
        return self.head.value_sizes[0], [field.instead or words]

    def _value_runs(self, field: HeadField, *, x: float, middle: float) -> list[Run]:
        size, lines = self.filled(field)
        room = field.width - 2 * _PADDING
        style = Style(element=field.element, size=size)
        above = (len(lines) - 1) / 2
        return [
            fitted(
                run_of(
                    line,
                    style=style,
                    x=x + _PADDING,
                    y=_baseline(middle + (place - above) * _LINE * sheet.em(size), size=size),
                ),
                width=room,
            )
            for place, line in enumerate(lines)
        ]

    def _box_rules(self, top: float) -> tuple[Rule, ...]:
        """The outer rules' outer edges keep to the type area."""
        head = self.head
        half = head.outer_rule / 2
        height = len(head.rows) * head.row_height
        rules = [
            self._rule(sheet.LEFT, top + half, sheet.WIDTH, upright=False),
            self._rule(sheet.LEFT, top + height - half, sheet.WIDTH, upright=False),
            self._rule(sheet.LEFT + half, top, height, upright=True),
            self._rule(sheet.RIGHT - half, top, height, upright=True),
        ]
        for place, fields in enumerate(head.rows):
            y = top + place * head.row_height
            if place:
                rules.append(self._rule(sheet.LEFT, y, sheet.WIDTH, upright=False, inner=True))
            x = sheet.LEFT
            for width in [each for one in fields for each in (one.label_width, one.width)][:-1]:
                x += width
                rules.append(self._rule(x, y, head.row_height, upright=True, inner=True))
        return tuple(rules)

    def _rule(
        self, x: float, y: float, width: float, *, upright: bool, inner: bool = False
    ) -> Rule:
        thickness = self.head.inner_rule if inner else self.head.outer_rule
        return Rule(Element.FORM, x, y, width, thickness, self.head.colour, upright=upright)


def _baseline(middle: float, *, size: float) -> float:
    return middle + (sheet.ASCENT - 0.5) * sheet.em(size)
