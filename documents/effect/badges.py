"""The one badge of effect: the same word and shape in lists, on desks and on pages."""

from __future__ import annotations

from documents.effect.force import FORCE_WORDS, Force
from office.web.models import Badge, Tone

TONES = {Force.IN_FORCE: Tone.DONE}
ICONS = {Force.IN_FORCE: "tick", Force.NOT_YET: "time"}


def force_badge(force: Force) -> Badge:
    """How a document stands, in a word."""
    return Badge(FORCE_WORDS[force], TONES.get(force, Tone.NEUTRAL), ICONS.get(force, "must"))


def force_badges(force: Force | None) -> tuple[Badge, ...]:
    """Beside a title in a list: nothing where it is simply in force, or was never issued."""
    return () if force in (None, Force.IN_FORCE) else (force_badge(force),)
