"""版头: what stands above the title on page 1 (GB/T 9704-2012 7.2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from documents.layout import sheet
from documents.layout.breaking import clean
from documents.layout.characters import widths
from documents.layout.fitting import fitted
from documents.layout.heads import number_run
from documents.layout.issue import Issue
from documents.layout.marks import MARK_TOP, mark_of
from documents.layout.pages import GREY, RED, Element, Rule, Run
from documents.layout.rows import Style, run_of
from documents.layout.signers import Signers, signers_beside
from documents.layout.titles import title_lines
from documents.manuscript import Manuscript
from documents.typefaces.role import Role

RULE_BELOW_NUMBER = 4.0
"""mm from the number's characters to the middle of the rule (7.2.7)."""
RULE_THICKNESS = 0.5

_TEXT_LINES = 2
"""Lines of text for which joint marks leave room on page 1 (7.3.3)."""
_MOST_RECIPIENTS = 3
"""Lines of 主送 for which they do; more can move to the imprint (7.4.2)."""
_MOST_TITLE_LINES = 7
_LEAST_FOR_MARKS = 30.0
_LEAST_FOR_SIGNERS = 2 * sheet.PITCH
"""mm, however little the rest of page 1 leaves."""

_PLAIN = Style(element=Element.NUMBER)
_STACK = Style(element=Element.CLASSIFICATION, role=Role.HEI)
_NOTICE = Style(element=Element.PROOF_NOTICE, role=Role.SONG, size=sheet.SIZE_4)


@dataclass(frozen=True, slots=True)
class Header:
    """The header's pieces and where the title's first row begins, mm."""

    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    title_top: float


def issued_header(manuscript: Manuscript, *, issue: Issue) -> Header:
    """Mark 35 mm below the type area's top, number two lines below, red rule 4 mm below that."""
    mark = mark_of(issue, room=_room_for_marks(manuscript, issue=issue))
    stack = stack_runs(manuscript, copy_number=issue.copy_number)
    top = mark.bottom + 2 * sheet.PITCH
    number = clean(issue.number)
    signers = signers_beside(
        sheet.LEFT + (1 + sum(widths(number))) * sheet.CELL,
        names=issue.signers,
        top=top,
        room=_room_for_signers(manuscript, top=top),
    )
    numbered = [_number_run(number, signers=signers)] if number else []
    rule_y = signers.last_top + sheet.CELL + RULE_BELOW_NUMBER
    rule = Rule(Element.HEADER_RULE, sheet.LEFT, rule_y, sheet.WIDTH, RULE_THICKNESS, RED)
    runs = (*stack, *mark.runs, *numbered, *signers.runs)
    return Header(runs, (rule,), title_top=rule_y + 2 * sheet.PITCH)


def _room_for_marks(manuscript: Manuscript, *, issue: Issue) -> float:
    """What joint marks may take so that page 1 shows text below number, rule and title, mm."""
    if not issue.joint_marks:
        return 0.0
    signers = max((len(issue.signers) + 1) // 2, 1)
    cells = sum(widths(clean(manuscript.recipients))) / sheet.CELLS_PER_LINE
    recipients = min(ceil(cells), _MOST_RECIPIENTS)
    lines = 2 + signers + 2 + len(title_lines(manuscript.title)) + 1 + recipients + _TEXT_LINES
    taken = lines * sheet.PITCH + RULE_BELOW_NUMBER
    return max(sheet.BOTTOM - MARK_TOP - taken, _LEAST_FOR_MARKS)


def _room_for_signers(manuscript: Manuscript, *, top: float) -> float:
    """How far below `top` their last line may begin so that page 1 shows text, mm (7.3.3)."""
    title = min(len(title_lines(manuscript.title)), _MOST_TITLE_LINES)
    taken = (2 + title + 1) * sheet.PITCH + RULE_BELOW_NUMBER + 2 * sheet.CELL
    return max(sheet.BOTTOM - top - taken, _LEAST_FOR_SIGNERS)


def proof_header(manuscript: Manuscript) -> Header:
    """A proof has no red head: classification and urgency, then the title on line 3 or below."""
    stack = stack_runs(manuscript, copy_number="")
    lines = max(2, len(stack) + 1 if stack else 0)
    return Header(stack, (), title_top=sheet.TOP + lines * sheet.PITCH)


def proof_notice() -> Run:
    """送审稿 above the type area of every page before sign-off."""
    run = run_of("送审稿", style=_NOTICE, x=0.0, y=sheet.TOP - 10.0, colour=GREY)
    return replace(run, x=sheet.RIGHT - run.width)


def stack_runs(
    manuscript: Manuscript, *, copy_number: str, top: float = sheet.TOP
) -> tuple[Run, ...]:
    """份号, 密级, 紧急程度 from the line at `top` down, moving up where one is absent."""
    given = (
        (Style(element=Element.COPY_NUMBER), copy_number),
        (_STACK, manuscript.classification),
        (replace(_STACK, element=Element.URGENCY), manuscript.urgency),
    )
    shown = [(style, clean(text)) for style, text in given if clean(text)]
    runs = (
        run_of(text, style=style, x=sheet.LEFT, y=_baseline(top + place * sheet.PITCH))
        for place, (style, text) in enumerate(shown)
    )
    return tuple(fitted(run, width=sheet.WIDTH) for run in runs)


def _number_run(number: str, *, signers: Signers) -> Run:
    """In the middle; one character in from the left where signers stand beside it (7.2.5)."""
    if not signers.runs:
        return number_run(number, top=signers.last_top)
    left = sheet.LEFT + sheet.CELL
    run = run_of(number, style=_PLAIN, x=left, y=_baseline(signers.last_top))
    return fitted(run, width=signers.left - sheet.CELL - left)


def _baseline(top: float) -> float:
    return sheet.baseline(top, size=sheet.SIZE_3)
