"""立项: the form, by hand or from what a leader said on a paper."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.incoming.stages import SENT_AWAY
from documents.incoming.stages import Stage as IncomingStage
from documents.memoranda.memorandum import Memorandum
from documents.memoranda.stages import Stage
from documents.permissions import Permission
from documents.supervision.screens.fields import leader_field
from documents.supervision.screens.origins import Origin, origin_of
from documents.supervision.stages import KIND_WORDS, Kind
from office.calendar.asking import rest_day_words
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, kept, try_act, written
from office.web.models import Act, ActForm, Choice, Field, FormsPage, Link, Weight

FACTS = (
    *("title", "requirement", "basis", "urgency", "instruction"),
    *("proposer", "proposal_number"),
)
GONE = (*SENT_AWAY, IncomingStage.ON_PAPER, IncomingStage.FOLDED)
"""Nothing is supervised of what is not handled here."""
BY_HAND = "领导批示是手写的，笔迹会印在督办通知单上；可以在这里录入文字，方便查找。"
URGENCIES = ("", "加急", "特急")


def show_opening(request: Request) -> dict[str, Any]:
    """The form; the address may name what it is opened from."""
    request.check(Permission.Supervision.OPEN, request.identity)
    return {"page": _page(request, _form(request, origin_of(request)))}


def open_matter(request: Request) -> Any:
    """立项; the form again, with what was typed, if it is refused."""
    request.check(Permission.Supervision.OPEN, request.identity)
    origin = origin_of(request)

    def carry_out() -> UUID:
        kind = written(request, "kind")
        if kind not in set(Kind):
            raise Refused("请选择督办类别。")
        id: UUID = request.supervisions.open_matter(
            act_of(request),
            kind=Kind(kind),
            facts={name: written(request, name).strip() for name in FACTS},
            source=origin.source,
            leader=written(request, "to"),
            deadline=_day(written(request, "deadline")),
        )
        return id

    def again(sentence: str) -> dict[str, Any]:
        form = kept(_form(request, origin), request, sentence)
        return {"page": _page(request, form)}

    def onward(id: UUID | str) -> str:
        rest = rest_day_words(request, written(request, "deadline"))
        request.say("　".join(filter(None, ("已立项，请交办", rest))))
        return str(request.route_path("supervision", id=id))

    return try_act(request, carry_out, again=again, onward=onward)


def opening_link(request: Request, it: Any) -> tuple[Link, ...]:
    """On an incoming paper's page, or a 签报's: the matters that were opened from it, and the way
    to a new one once it is registered, or approved."""
    room = "memorandum" if isinstance(it, Memorandum) else "incoming"
    rows = request.supervisions.opened_from(room, it.id)
    found = tuple(
        Link(
            f"督办　{row.number}", request.route_path("supervision", id=row.subject), "supervision"
        )
        for row in rows
    )
    may = request.house.guard.permits(Permission.Supervision.OPEN, request.identity, it)
    if not may or not _is_ready(it):
        return found
    where = request.route_path("supervisions.open", _query={room: str(it.id)})
    return (*found, Link("督办立项", where, "supervision"))


def _is_ready(it: Any) -> bool:
    """A 涉密件 is supervised on paper too."""
    if isinstance(it, Memorandum):
        return it.stage is Stage.APPROVED
    return bool(it.number) and it.stage not in GONE


def _form(request: Request, origin: Origin) -> ActForm:
    facts = origin.facts
    kinds = tuple(
        Choice(each, words, chosen=each is origin.kind) for each, words in KIND_WORDS.items()
    )
    urgency = facts.get("urgency", "")
    urgencies = tuple(Choice(each, each or "平件", chosen=each == urgency) for each in URGENCIES)
    asked = {origin.source["room"]: origin.source["id"]} if origin.source else None
    rooms = request.supervisions
    terms = "，".join(
        f"{KIND_WORDS[Kind(kind)]} {days} 个工作日" for kind, days in rooms.rules.terms.items()
    )
    return ActForm(
        action=request.route_path("supervisions.open", _query=asked),
        heading="督办立项",
        warning=origin.warning,
        acts=(Act("open_matter", "立项", Weight.PRIMARY, key="Ctrl ↵"),),
        seen="0",
        fields=(
            Field("kind", "督办类别", kind="select", choices=kinds),
            Field("title", "督办事项", value=facts.get("title", ""), required=True),
            Field("basis", "立项依据", value=facts.get("basis", ""), required=True),
            Field(
                "instruction",
                "领导批示",
                kind="area",
                rows=2,
                value=facts.get("instruction", ""),
                hint=BY_HAND if "ink" in origin.source else "",
            ),
            Field(
                "requirement",
                "办理要求",
                kind="area",
                rows=3,
                value=facts.get("requirement", ""),
                required=True,
                hint="一事一项；要办成什么、以什么方式报结果。",
            ),
            leader_field(request, request.identity.agency, label="批示领导", chosen=origin.leader),
            Field("urgency", "缓急", kind="select", choices=urgencies),
            Field(
                "deadline",
                "办理时限",
                kind="limit",
                hint=f"不填的按类别计算：{terms}，人大建议、政协提案 {rooms.rules.months} 个月。",
            ),
            Field("proposer", "领衔代表、委员（建议、提案填写）"),
            Field("proposal_number", "建议、提案编号"),
        ),
        in_order=True,
    )


def _page(request: Request, form: ActForm) -> FormsPage:
    back = Link("返回", request.route_path("supervisions"), "back", to_list=True)
    return FormsPage(title="督办立项", back=back, forms=(form,))


def _day(text: str) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Refused("请按“年-月-日”填写办理时限，例如 2026-11-30。") from error
