"""纪要格式: what a meeting agreed on, who attended; neither signed nor sealed (10.3)."""

from __future__ import annotations

from dataclasses import replace

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.formats.ordinary import Ordinary
from documents.layout.header import RULE_BELOW_NUMBER, RULE_THICKNESS, Header, stack_runs
from documents.layout.heads import issuer_line, number_run
from documents.layout.marks import MARK_TOP, mark_of
from documents.layout.pages import RED, Element, Rule, Run
from documents.layout.paragraphs import Groups
from documents.layout.rows import BLANK, Row, Style, paragraph_rows
from documents.manuscript import Attendance
from documents.typefaces.role import Role

_ATTENDANCE = Style(element=Element.ATTENDANCE, indent=2.0)
_DEEPEST = 12.0
_MARK_ROOM = 60.0


class Minutes(Ordinary):
    """GB/T 9704-2012 10.3. What the standard leaves free is as offices do it: 第×期 below the
    mark, issuer and date on one line, a red rule.
    """

    def header(self) -> Header:
        """×××纪要, 35 mm below the type area's top."""
        mark = mark_of(self.issue, room=_MARK_ROOM, top=MARK_TOP)
        runs = [*stack_runs(self.manuscript, copy_number=self.issue.copy_number), *mark.runs]
        top = bottom = mark.bottom + 2 * sheet.PITCH
        if number := clean(self.issue.number):
            runs.append(number_run(number, top=top))
            bottom, top = top + sheet.CELL, top + sheet.PITCH
        if line := self._issuer_line(top):
            runs += line
            bottom = top + sheet.CELL
        rule_y = bottom + RULE_BELOW_NUMBER
        rule = Rule(Element.HEADER_RULE, sheet.LEFT, rule_y, sheet.WIDTH, RULE_THICKNESS, RED)
        return Header(tuple(runs), (rule,), title_top=rule_y + 2 * sheet.PITCH)

    def proof_header(self) -> Header:
        """Issuer and date stand above the title, since nobody signs below the text."""
        plain = super().proof_header()
        line = self._issuer_line(plain.title_top - sheet.PITCH)
        if not line:
            return plain
        return replace(plain, runs=(*plain.runs, *line), title_top=plain.title_top + sheet.PITCH)

    def signature(self) -> Groups:
        """In the place of 署名: 出席, 请假 and 列席 after a blank line."""
        groups = [rows for each in self.manuscript.attendance if (rows := attendance_rows(each))]
        return [[BLANK, *groups[0]], *groups[1:]] if groups else []

    def issuer_and_date(self) -> tuple[str, str]:
        """What stands on one line above the text, in the place of 署名 and 成文日期 below it."""
        names = "\u3000".join(self.issue.signatures)
        issuer = names or self.manuscript.signature or self.manuscript.issuer
        return issuer, self.issue.date or self.manuscript.date

    def _issuer_line(self, top: float) -> tuple[Run, ...]:
        issuer, date = self.issuer_and_date()
        return issuer_line(issuer, date=date, top=top)


def attendance_rows(attendance: Attendance) -> list[Row]:
    """Two characters in, `出席：` in 黑体, the names aligned after the colon (10.3).

    None where nobody is named.
    """
    names = clean(attendance.names)
    if not names:
        return []
    label = clean(attendance.label).rstrip("：:")
    lead = f"{label}：" if label else ""
    hanging = min(_ATTENDANCE.indent + len(lead), _DEEPEST)
    return paragraph_rows(
        lead + names,
        style=replace(_ATTENDANCE, hanging=hanging),
        lead=lead,
        lead_role=Role.HEI,
    )
