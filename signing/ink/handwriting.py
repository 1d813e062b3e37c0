"""What somebody wrote by hand (手写), from their event to what is shown and drawn of it."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from pyramid.request import Request

from office.kernel.refusals import Refused
from office.web.models import Handwriting, PenStroke
from signing.certificates.certificate import Certificate
from signing.certificates.trusted import Trusted
from signing.ink.outline import Drawing, drawing
from signing.ink.reading import read_ink
from signing.ink.statement import Statement, certificate_of, verified

WRITTEN = "（手写意见）"
"""What is recorded as the words of an opinion that was only written by hand."""


def handwriting(request: Request, event: Any, *, agency: str, words: str) -> Handwriting | None:
    """The strokes of an event and how their signature stands; None where nobody wrote."""
    ink = getattr(event, "ink", None)
    if not ink:
        return None
    drawn = _drawn(request.house.node.content.get(agency, ink["digest"]).decode())
    strokes = tuple(PenStroke(str(each.colour), each.steps) for each in drawn.outlines)
    signed, fault = _signature(request, ink, words=words)
    return Handwriting(drawn.width, drawn.height, strokes, signed=signed, fault=fault)


def statement_of(ink: dict[str, Any], *, words: str) -> Statement:
    """What was signed of it, as the event tells."""
    return Statement(
        ink=ink["digest"],
        shown=ink["shown"],
        place=ink["place"],
        person=ink["person"],
        time=datetime.fromisoformat(ink["at"]),
        words=words,
    )


@lru_cache(maxsize=256)
def _drawn(text: str) -> Drawing:
    ink = read_ink(text)
    if ink is None:
        raise Refused("手写意见是空的，不能显示。请报告系统管理员。")
    return drawing(ink)


def _signature(request: Request, ink: dict[str, Any], *, words: str) -> tuple[str, str]:
    """By which certificate, and what is wrong with it."""
    signature = ink.get("signed")
    if not signature:
        return "", ""
    trusted = request.house.find(Trusted)
    fault = verified(statement_of(ink, words=words), signature, trusted=trusted)
    whose: Certificate = certificate_of(signature)
    return whose.subject, fault
