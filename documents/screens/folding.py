"""The white that a 送审稿 keeps for the red head: where a screen may fold its first page."""

from __future__ import annotations

import re
from itertools import pairwise

from documents.layout.svg.text import UNIT
from documents.paper_styles import PROOF_NOTICE
from office.web.models import Fold

LEAST = 40.0
"""mm of white that is worth folding; a draft without a red head to come has none."""

_LINE = re.compile(r'<tspan[^>]* y="(\d+)"[^>]*>([^<]*)<')
_ABOVE, _BELOW, _BEFORE_TITLE = 10.0, 5.0, 15.0
"""mm that stay around what stands above the white, and above the title's baseline."""


def fold_of(svg: str) -> Fold | None:
    """Where the first page of a 送审稿 is folded; None for every other page.

    Consent is given to pages that turn where the issued ones will (`formats/proof.py`), so the
    white is part of them: it is folded on the screen, never taken out of what is stored.
    """
    lines = [(int(y) / UNIT, words) for y, words in _LINE.findall(svg)]
    if not lines or lines[0][1] != PROOF_NOTICE:
        return None
    baselines = sorted({y for y, _ in lines})
    for upper, lower in pairwise(baselines):
        if lower - upper > LEAST:
            return Fold(
                top=baselines[0] - _ABOVE, above=upper + _BELOW, below=lower - _BEFORE_TITLE
            )
    return None
