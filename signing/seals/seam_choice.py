"""骑缝章 as the keeper is asked for it at 用印."""

from __future__ import annotations

from pyramid.request import Request

from office.web.form_acts import ticked
from office.web.models import Choice, Field
from signing.seam import group_sizes

NAME, ASKED = "seam", "yes"


def seam_choice(request: Request, *, pages: int) -> list[Field]:
    """Whether it is wanted; nothing is asked about a single page."""
    if pages < 2:
        return []
    sizes = group_sizes(pages)
    seals = f"每枚跨 {max(sizes)} 页以内，共 {len(sizes)} 枚" if len(sizes) > 1 else "一枚跨全部页"
    choice = Choice(
        ASKED, f"加盖骑缝章（{pages} 页，{seals}，在各页右边居中）", chosen=asks_seam(request)
    )
    return [Field(NAME, "骑缝章", kind="checks", choices=(choice,))]


def asks_seam(request: Request) -> bool:
    """Whether the form that was sent asks for it."""
    return ASKED in ticked(request, NAME)
