"""Words that must stay on one line: narrowed first, then made smaller, until they fit."""

from __future__ import annotations

from dataclasses import replace

from documents.layout.pages import Run

NARROWEST = 0.62
"""How far type is narrowed before it is made smaller."""


def fitted(run: Run, *, width: float) -> Run:
    """The run at its place, at most `width` mm wide; its baseline stays."""
    scale = _scale(run, width=width)
    if scale == 1.0:
        return run
    return replace(
        run,
        size=run.size * min(1.0, scale / NARROWEST),
        stretch=run.stretch * max(scale, NARROWEST),
        advances=tuple(each * scale for each in run.advances),
    )


def flush_right(run: Run, *, right: float, width: float) -> Run:
    """The run, at most `width` mm wide, so that it ends at `right` mm."""
    shown = fitted(run, width=width)
    return replace(shown, x=right - shown.width)


def centred(run: Run, *, middle: float, width: float) -> Run:
    """The run, at most `width` mm wide, on both sides of `middle` mm."""
    shown = fitted(run, width=width)
    return replace(shown, x=middle - shown.width / 2)


def _scale(run: Run, *, width: float) -> float:
    return 1.0 if run.width <= width else width / run.width
