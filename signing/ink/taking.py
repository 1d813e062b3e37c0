"""手写 in a form: the field, and what was written there on its way into the act (`Act.ink`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.request import Request

from office.kernel.entity import Entity
from office.kernel.refusals import Refused
from office.web.form_acts import written
from office.web.models import Field
from signing.ink.handwriting import statement_of
from signing.ink.ink import Ink
from signing.ink.reading import read_ink
from signing.ink.statement import has_key, signed, signer_of
from signing.keys.keystore import Keystore

INK, PIN = "ink", "pin"
"""What was written by hand, and what it is signed with."""


def ink_field(request: Request, *, value: str = "") -> Field:
    """Where somebody writes by hand; `value`: what they left there."""
    signs = has_key(request.house.find(Keystore), request.identity.person)
    return Field(INK, "手写", kind="ink", value=value, signs=signs)


def sent_ink(request: Request) -> Ink | None:
    """What the form holds. Raises Refused for what is no ink, and for a PIN with nothing to
    sign."""
    ink, pin = read_ink(written(request, INK)), written(request, PIN)
    if ink is None and pin and written(request, INK):
        raise Refused("还没有手写内容，不用输入 PIN 码。请先手写，或者清除 PIN 码。", field=INK)
    return ink


def take(
    request: Request,
    ink: Ink,
    it: Entity,
    *,
    offered: bool,
    shown: str,
    words: Callable[[], str],
) -> None:
    """It goes with the act on `it` that this form submits, signed where a PIN was given.

    `offered`: whether the page has a form with room for it for this person, without which nothing
    is kept; `shown`: digest of what was before them; `words` beside it, which are asked for once
    the ink is there. Raises Refused, also for a PIN that is not right.
    """
    if not offered:
        raise Refused(
            "这一页现在不能手写意见，没有办理。请清除手写内容，用键盘输入后再办。", field=INK
        )
    person, pin = request.identity.person, written(request, PIN)
    taken: dict[str, Any] = {
        "digest": ink.digest,
        "length": len(ink.to_bytes()),
        "shown": shown,
        "place": f"{it.id}:{it.version}",
        "person": person,
        "at": request.house.node.clock.now().isoformat(),
        "signed": None,
    }
    # Set before the words are read: without it an opinion left empty stands for a phrase.
    request.ink = taken
    if pin:
        signer = signer_of(request.house.find(Keystore), person, pin=pin)
        if signer is None:
            raise Refused("您没有个人证书，不能签名。请清除 PIN 码后办理。", field=INK)
        taken["signed"] = signed(statement_of(taken, words=words()), signer)
    request.house.node.content.put(it.agency, ink.to_bytes())
