"""命令（令）格式: an organ commands under a number, and its head signs (10.2)."""

from __future__ import annotations

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.formats.ordinary import Ordinary
from documents.layout.header import Header, stack_runs
from documents.layout.heads import close_stack, number_run
from documents.layout.marks import mark_of
from documents.layout.paragraphs import Groups, recipients_rows

MARK_TOP = sheet.TOP + 20.0

_MARK_ROOM = 70.0
"""What the marks of joint orders may take, so that page 1 shows text."""


class Order(Ordinary):
    """GB/T 9704-2012 10.2. It needs no title: one that says only what the mark says goes."""

    def header(self) -> Header:
        """Mark 20 mm below the type area's top, two blank lines above and below 令号."""
        stack = stack_runs(self.manuscript, copy_number=self.issue.copy_number)
        mark = mark_of(self.issue, room=_MARK_ROOM, top=MARK_TOP)
        top = mark.bottom + 2 * sheet.PITCH
        number = order_number(self.issue.number)
        return Header(
            (
                *close_stack(stack, bottom=MARK_TOP),
                *mark.runs,
                *([number_run(number, top=top)] if number else []),
            ),
            (),
            title_top=top + 3 * sheet.PITCH if number else top,
        )

    def above_text(self, recipients: str) -> Groups:
        """Nothing but 主送机关, if any, where the mark has said what the title says."""
        if self.titled():
            return super().above_text(recipients)
        return [recipients_rows(recipients)]

    def titled(self) -> bool:
        """Whether the title says more than the mark."""
        mark = _bare("".join(self.issue.joint_marks) + self.issue.mark)
        number = _bare(order_number(self.issue.number))
        return _bare(self.manuscript.title) not in {"", mark, f"{mark}{number}"}


def order_number(number: str) -> str:
    """第×号: a bare serial gets its words."""
    given = clean(number)
    return f"第{given}号" if given.isdecimal() else given


def _bare(words: str) -> str:
    """Without blanks and without the brackets of 命令（令）."""
    return "".join(each for each in words if each not in "（）()" and not each.isspace())
