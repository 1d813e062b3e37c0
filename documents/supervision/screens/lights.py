"""The light of a matter as a badge."""

from __future__ import annotations

from datetime import date

from pyramid.request import Request

from documents.supervision.lights import Lit, light_of
from documents.supervision.stages import ENDED, LIGHT_WORDS, Light, Stage
from office.kernel.clock import office_day
from office.web.frame import now
from office.web.models import Badge, Tone

_TONES = {Light.GREEN: Tone.DONE, Light.YELLOW: Tone.WARNING, Light.RED: Tone.RETURNED}
_ICONS = {Light.GREEN: "", Light.YELLOW: "time", Light.RED: "time"}


def lit_on(request: Request, deadline: str, *, today: date | None = None) -> Lit:
    """The light of what is to be done by `deadline` (ISO), today or on another day."""
    rooms = request.supervisions
    day = today or office_day(now(request))
    return light_of(deadline, today=day, yellow=rooms.rules.yellow, calendar=rooms.calendar)


def light_badge(lit: Lit) -> Badge:
    """红灯 超期 2 个工作日: colour, shape and words say the same."""
    words = f"{LIGHT_WORDS[lit.light]}　{lit.words}"
    return Badge(words, _TONES[lit.light], _ICONS[lit.light])


def light_badges(request: Request, row_stage: str, deadline: str) -> tuple[Badge, ...]:
    """Of a line in the list; what is over has none."""
    if Stage(row_stage) in ENDED:
        return ()
    return (light_badge(lit_on(request, deadline)),)
