"""证书和 PIN 码 over HTTP: nobody sees or changes anybody else's."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from office.kernel.refusals import Refused
from office.web.form_acts import act_of, try_act, written
from signing.issuing.application import Certificates
from signing.keys.owners import Owner
from signing.pins.page import pins_page, whose_of


def show(request: Request) -> dict[str, Any]:
    """Their own."""
    return {"page": pins_page(request)}


def change(request: Request) -> Any:
    """Another PIN, by who knows the one that is."""

    def carry_out() -> None:
        act_of(request)  # a form without a command id is none of ours
        owner, new = _chosen(request), written(request, "new_pin")
        if new != written(request, "new_pin_again"):
            raise Refused("两遍新的 PIN 码不一样。请重新输入。", field="new_pin")
        keys = request.house.find(Certificates).keys
        keys.change_pins(owner, old=written(request, "pin"), new=new)

    def onward(_: None) -> str:
        request.say("已修改 PIN 码，下次签名、用印起使用新的")
        return str(request.route_path("pins"))

    def again(sentence: str) -> dict[str, Any]:
        return {"page": pins_page(request, refusal=sentence)}

    return try_act(request, carry_out, again=again, onward=onward)


def _chosen(request: Request) -> Owner:
    wanted = written(request, "whose")
    for each in whose_of(request):
        if each.key == wanted:
            return each.owner
    raise Refused("这不是您的证书，PIN 码只由本人修改。请重新选择。", field="whose")


def includeme(config: Configurator) -> None:
    """The page; the way there is in the menu of one's name."""
    config.add_page("pins", "/pins", "ledger", show=show, act=change)
