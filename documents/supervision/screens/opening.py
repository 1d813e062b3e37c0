"""立项: the form by hand, or from a leader's instruction on an incoming paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.incoming.incoming import Incoming
from documents.incoming.screens.page import TELLING, IncomingPaper
from documents.permissions import Permission
from documents.screens.telling import opinions
from documents.supervision.screens.fields import leader_field
from documents.supervision.stages import KIND_WORDS, Kind
from office.kernel.refusals import Missing, Refused
from office.web.form_acts import act_of, kept, new_command, try_act, written
from office.web.models import Act, ActForm, Choice, Field, FormsPage, Link, Weight

FACTS = (
    *("title", "requirement", "basis", "urgency", "instruction"),
    *("proposer", "proposal_number"),
)
URGENCIES = ("", "加急", "特急")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a matter is opened from: the paper, and what the form proposes because of it."""

    source: dict[str, str]
    facts: dict[str, str]
    leader: str = ""
    kind: Kind = Kind.OTHER


def show_opening(request: Request) -> dict[str, Any]:
    """The form; `?incoming=` names the paper with the instruction."""
    request.check(Permission.Supervision.OPEN, request.identity)
    return {"page": _page(request, _form(request, _origin(request)))}


def open_matter(request: Request) -> Any:
    """立项; the form again, with what was typed, if it is refused."""
    request.check(Permission.Supervision.OPEN, request.identity)
    origin = _origin(request)

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
        assert form is not None, "there is always the form"
        return {"page": _page(request, form)}

    def onward(id: UUID | str) -> str:
        request.say("已立项，请交办")
        return str(request.route_path("supervision", id=id))

    return try_act(request, carry_out, again=again, onward=onward)


def opening_link(request: Request, it: Incoming) -> tuple[Link, ...]:
    """On an incoming paper's page: the matters that were opened from it, and the way to a new
    one once a leader has instructed something."""
    rows = request.supervisions.opened_from("incoming", it.id)
    found = tuple(
        Link(
            f"督办　{row.number}", request.route_path("supervision", id=row.subject), "supervision"
        )
        for row in rows
    )
    may = request.house.guard.permits(Permission.Supervision.OPEN, request.identity, it)
    if not may or not it.number:
        return found
    where = request.route_path("supervisions.open", _query={"incoming": str(it.id)})
    return (*found, Link("督办立项", where, "supervision"))


def _origin(request: Request) -> Origin:
    asked = request.params.get("incoming", "")
    if not asked:
        return Origin({}, {})
    try:
        paper = IncomingPaper(request, UUID(asked))
    except ValueError as error:
        raise Missing("没有找到立项所依据的来文。请从来文页面立项。") from error
    request.check(Permission.Incoming.VIEW, paper.it)
    return _from_incoming(paper)


def _from_incoming(paper: IncomingPaper) -> Origin:
    """The newest instruction that the clerk may read, and whose it is."""
    it = paper.it
    facts = it.capsule.facts
    number = str(facts["number"])
    said = next((each for each in _instructions(paper) if not each.withheld), None)
    leader = it.instructions[-1].leader if it.instructions else ""
    who = f"{said.person}批示（来文" if said else "来文（"
    basis = f"{who}《{facts['title']}》{f'，{number}' if number else ''}）"
    return Origin(
        source={
            "room": "incoming",
            "id": str(it.id),
            "title": str(facts["title"]),
            "number": it.number,
        },
        facts={
            "title": str(facts["title"]),
            "requirement": said.text if said else "",
            "basis": basis,
            "urgency": str(facts["urgency"]),
            "instruction": said.text if said else "",
        },
        leader=leader,
        kind=Kind.INSTRUCTION if said else Kind.OTHER,
    )


def _instructions(paper: IncomingPaper) -> list[Any]:
    groups = [each for each in opinions(paper, TELLING) if each.step == "批示"]
    found = [each for group in groups for each in group.opinions]
    return sorted(found, key=lambda each: each.when, reverse=True)


def _form(request: Request, origin: Origin) -> ActForm:
    facts = origin.facts
    kinds = tuple(
        Choice(each, words, chosen=each is origin.kind) for each, words in KIND_WORDS.items()
    )
    urgency = facts.get("urgency", "")
    urgencies = tuple(Choice(each, each or "平件", chosen=each == urgency) for each in URGENCIES)
    asked = {"incoming": origin.source["id"]} if origin.source else None
    rooms = request.supervisions
    terms = "，".join(
        f"{KIND_WORDS[Kind(kind)]} {days} 个工作日" for kind, days in rooms.rules.terms.items()
    )
    return ActForm(
        action=request.route_path("supervisions.open", _query=asked),
        heading="督办立项",
        acts=(Act("open_matter", "立项", Weight.PRIMARY, key="Ctrl ↵"),),
        command=new_command(),
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
                kind="date",
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
