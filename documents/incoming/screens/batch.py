"""What the office does to many incoming papers from a list: 签收, 登记, 传阅.

A batch form says nothing of how each paper stood on its page, so that the paper is taken as it
stands now. What its own page would show before the office decides is a refusal here.
"""

from __future__ import annotations

from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.circulation.orders import READING
from documents.circulation.screens.fields import colleagues_field, mode_field, mode_from
from documents.incoming.incoming import Incoming
from documents.incoming.screens.doubles import double_notices
from documents.incoming.screens.fields import checks_field, track_field
from documents.incoming.screens.taking_in import track_of
from documents.incoming.stages import Step
from office.desk.batch import BatchAct
from office.kernel.act import Act
from office.kernel.refusals import Refused
from office.web.form_acts import ticked, written
from office.web.models import Field

COUNTED = "批量签收前请逐件清点核对，签收后来文机关即收到签收人和时间。"
BY_KIND = "批量登记按来文机关和文种判定来文类别、编收文号；类别要改的，请逐件登记。"


def _sign_for(request: Request, act: Act, id: UUID) -> None:
    request.incomings.sign_for(act, id, seen=_paper(request, id).version)


def _register(request: Request, act: Act, id: UUID) -> None:
    it = _paper(request, id)
    if notices := double_notices(request, it):
        raise Refused(f"{notices[0].sentence}请打开此件，并件或者逐件登记。")
    request.incomings.register(
        act,
        id,
        track=track_of(request, "track"),
        checks=ticked(request, "checks"),
        seen=it.version,
    )


def _circulate(request: Request, act: Act, id: UUID) -> None:
    request.incomings.circulate(
        act,
        id,
        to=ticked(request, "readers"),
        mode=mode_from(request),
        note=written(request, "note"),
        seen=_paper(request, id).version,
    )


def _registering(_: Request) -> tuple[Field, ...]:
    return track_field(), checks_field()


def _circulating(request: Request) -> tuple[Field, ...]:
    agency = request.identity.agency
    return (
        colleagues_field(request, agency, label="传阅对象"),
        mode_field(request.circulations.order_of(agency, READING)),
        Field("note", "传阅说明"),
    )


def _paper(request: Request, id: UUID) -> Incoming:
    it: Incoming = request.incomings.load(Incoming, id)
    return it


def includeme(config: Configurator) -> None:
    """The acts, each offered for what waits at its step."""
    for act in (
        BatchAct("sign_for_many", "签收", Step.SIGN_FOR, _sign_for, COUNTED),
        BatchAct("register_many", "登记", Step.REGISTER, _register, BY_KIND, _registering),
        BatchAct("circulate_many", "传阅", Step.CIRCULATE, _circulate, "", _circulating),
    ):
        config.add_batch_act("incoming", act)
