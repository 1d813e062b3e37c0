"""What a form cannot print is refused when it is read, with what to do."""

from __future__ import annotations

from documents.layout import sheet
from documents.layout.characters import widths
from documents.layout.forms import area
from documents.layout.forms.terms import CHOICE_BOX, FormRefused, Kind

_NARROWEST = 2.0
"""Characters that have to fit into a box side by side."""
_BOX_MARGINS = 2 * area.PADDING


def check_choices(kind: Kind, choices: tuple[str, ...], *, own: str) -> None:
    """Choices stand where something is to be chosen, each once. `own` names the cell."""
    if (kind is Kind.CHOICE) != bool(choices):
        raise FormRefused(
            f"{own}：供选择的（kind 为 choice）须用 choices 列出选项，其他的不能有 choices。"
        )
    if len(set(choices)) != len(choices) or not all(each.strip() for each in choices):
        raise FormRefused(f"{own}的选项有空白或重复。请修改 choices。")


def check_choice_room(choices: tuple[str, ...], *, width: float, size: float, own: str) -> None:
    """A choice stands on one line with its box."""
    for choice in choices:
        needed = sum(widths(choice)) + CHOICE_BOX
        check_width(width, size=size, own=f"{own}的选项“{choice}”", characters=needed)


def check_width(width: float, *, size: float, own: str, characters: float = _NARROWEST) -> None:
    """So many characters of `size` pt fit side by side into a box of `width` mm."""
    if width - _BOX_MARGINS < characters * sheet.em(size) - 1e-6:
        raise FormRefused(
            f"{own}只有 {width:.1f} 毫米宽，放不下 {characters:g} 个 {size:g} 磅的字。"
            "请加宽所在的栏，或减小字号。"
        )
