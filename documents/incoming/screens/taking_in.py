"""签收, 拒收, 退文, 登记, 初审, 并件 as a form submits them."""

from __future__ import annotations

from uuid import UUID

from pyramid.request import Request

from documents.consignments.returning import Fault
from documents.incoming.incoming import Incoming
from documents.incoming.routes import Route
from documents.incoming.screening import NOTED
from documents.incoming.source_kinds import REGISTERED, SourceKind
from documents.incoming.stages import Track
from documents.screens.form_acts import Doing
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, seen_version, ticked, written


def _sign_for(request: Request, id: UUID) -> None:
    request.incomings.sign_for(act_of(request), id, seen=seen_version(request))


def _refuse(request: Request, id: UUID) -> None:
    request.incomings.refuse(
        act_of(request),
        id,
        fault=_fault(request),
        reason=written(request, "opinion"),
        seen=seen_version(request),
    )


def _return_to_sender(request: Request, id: UUID) -> None:
    request.incomings.return_to_sender(
        act_of(request),
        id,
        fault=_fault(request),
        reason=written(request, "opinion"),
        seen=seen_version(request),
    )


def _returned(it: Incoming) -> str:
    """What did not come by the exchange does not go back by it either."""
    if it.route is Route.EXCHANGE:
        return "已退文"
    return "已退文。此件不经交换，对方收不到退文通知，请另行电话或者书面告知"


def _fault(request: Request) -> Fault:
    fault = written(request, "fault")
    if fault not in set(Fault):
        raise Refused("请选择是哪一类原因；都不是的，请选“其他”，并写明理由。")
    return Fault(fault)


def _faults(request: Request) -> list[Fault]:
    chosen = ticked(request, "faults")
    if not set(chosen) <= set(NOTED):
        raise Refused("不认识这一类错情，没有登记。请从“错情”中勾选。")
    return [Fault(each) for each in chosen]


def _register(request: Request, id: UUID) -> None:
    request.incomings.register(
        act_of(request),
        id,
        track=track_of(request, "track"),
        seen=seen_version(request),
        checks=ticked(request, "checks"),
        note=written(request, "note"),
        kind=_kind(request),
        faults=_faults(request),
    )


def _kind(request: Request) -> SourceKind | None:
    kind = written(request, "source")
    if kind and kind not in REGISTERED:
        raise Refused("不认识这种来文类别，没有登记。请从“来文类别”中选择一个。")
    return SourceKind(kind) if kind else None


def _screen(request: Request, id: UUID) -> None:
    request.incomings.screen(
        act_of(request),
        id,
        checks=ticked(request, "checks"),
        note=written(request, "note"),
        seen=seen_version(request),
        faults=_faults(request),
    )


def _change_track(request: Request, id: UUID) -> None:
    request.incomings.change_track(
        act_of(request),
        id,
        track=track_of(request, "track"),
        reason=written(request, "opinion"),
        seen=seen_version(request),
    )


def _fold(request: Request, id: UUID) -> None:
    try:
        into = UUID(written(request, "into"))
    except ValueError as error:
        raise Refused("请选择并入哪一件。", field="into") from error
    request.incomings.fold(act_of(request), id, into=into, seen=seen_version(request))


def _unfold(request: Request, id: UUID) -> None:
    reason = written(request, "opinion")
    request.incomings.unfold(act_of(request), id, reason=reason, seen=seen_version(request))


def track_of(request: Request, name: str) -> Track:
    track = written(request, name)
    if track not in set(Track):
        raise Refused("请选择是办件还是阅件。")
    return Track(track)


TAKING_IN = {
    "sign_for": Doing(_sign_for, "已签收"),
    "refuse": Doing(_refuse, "已拒收"),
    "return_to_sender": Doing(_return_to_sender, _returned),
    "fold": Doing(_fold, "已并件"),
    "unfold": Doing(_unfold, "已拆开"),
    "register": Doing(_register, lambda it: f"已登记 {it.number}"),
    "screen": Doing(_screen, "初审通过"),
    "change_track": Doing(_change_track, "已改变分类"),
}
"""Each act, and what is said when it is done."""
