"""The head of a 明传电报 as data. No national standard rules it: a site corrects it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from documents.layout.issue import Issue
from documents.layout.pages import RED, Colour, Element
from documents.manuscript import Manuscript

Value = Callable[[Manuscript, Issue], str]
"""What is filled in, from what was written and what later acts added."""


@dataclass(frozen=True, slots=True)
class HeadField:
    """A labelled field of the ruled box. `label_width` and `width` (of what is filled in) in mm.

    `instead` is printed where the words do not fit.
    """

    label: str
    value: Value
    element: Element
    label_width: float
    width: float
    instead: str = ""


@dataclass(frozen=True, slots=True)
class TelegramHead:
    """`ending` follows the organ's name in the mark, `kind` stands below it, then the box.

    `colour` is that of what is printed on the form: mark, kind, labels and rules. Lengths in mm,
    sizes in pt; `mark_top` counts from the top of the type area.
    """

    rows: tuple[tuple[HeadField, ...], ...]
    ending: str = "发电"
    kind: str = "明传电报"
    colour: Colour = RED
    mark_top: float = 20.0
    kind_size: float = 22.0
    row_height: float = 14.0
    label_size: float = 14.0
    value_sizes: tuple[float, ...] = (14.0, 12.0, 10.5, 9.0)
    outer_rule: float = 0.5
    inner_rule: float = 0.25


def _to(manuscript: Manuscript, issue: Issue) -> str:
    return manuscript.recipients


def _approved_by(manuscript: Manuscript, issue: Issue) -> str:
    return issue.approved_by


def _urgency(manuscript: Manuscript, issue: Issue) -> str:
    return manuscript.urgency


def _number(manuscript: Manuscript, issue: Issue) -> str:
    return issue.number


USUAL = TelegramHead(
    rows=(
        (
            HeadField("发往", _to, Element.FORM, 20.0, 64.0, instead="见主送机关"),
            HeadField("签批盖章", _approved_by, Element.SIGNER, 26.0, 46.0),
        ),
        (
            HeadField("等级", _urgency, Element.URGENCY, 20.0, 30.0),
            HeadField("电报号", _number, Element.NUMBER, 26.0, 80.0),
        ),
    )
)
"""特提, 特急, 加急 or 平急 is the 等级; the number is the telegram's own."""
