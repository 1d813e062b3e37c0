"""手写 with an opinion: read from the form, kept as content, bound to what was on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.request import Request

from documents.opinions.forms import INK, PIN, opinion_of
from documents.screens.handwriting import statement_of
from documents.screens.paper import Paper
from office.kernel.refusals import Refused
from office.web.form_acts import written
from signing.ink.reading import read_ink
from signing.ink.statement import signed, signer_of
from signing.keys.keystore import Keystore


def take_ink(request: Request, paper: Callable[[Request], Paper[Any]]) -> None:
    """What was written by hand goes with the act that this form submits (`Act.ink`).

    Nothing is kept for whom the paper offers no form with room for it. Raises Refused: what is no
    ink, a PIN that is not right, a PIN without ink.
    """
    ink, pin = read_ink(written(request, INK)), written(request, PIN)
    if ink is None:
        if pin and written(request, INK):
            raise Refused(
                "还没有手写内容，不用输入 PIN 码。请先手写，或者清除 PIN 码。", field=INK
            )
        return
    standing = paper(request)
    form = standing.form()
    if form is None or not any(each.name == INK for each in form.fields):
        raise Refused(
            "这一页现在不能手写意见，没有办理。请清除手写内容，用键盘输入后再办。", field=INK
        )
    act_person = request.identity.person
    taken: dict[str, Any] = {
        "digest": ink.digest,
        "length": len(ink.to_bytes()),
        "shown": standing.shown_digest(),
        "place": f"{standing.it.id}:{standing.it.version}",
        "person": act_person,
        "at": request.house.node.clock.now().isoformat(),
        "signed": None,
    }
    # Set before the words are read: without it an opinion left empty stands for a phrase.
    request.ink = taken
    if pin:
        signer = signer_of(request.house.find(Keystore), act_person, pin=pin)
        if signer is None:
            raise Refused("您没有个人证书，不能签名。请清除 PIN 码后办理。", field=INK)
        statement = statement_of(taken, words=opinion_of(request))
        taken["signed"] = signed(statement, signer)
    request.house.node.content.put(standing.it.agency, ink.to_bytes())
