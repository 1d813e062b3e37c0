"""加签、减签 on a form: the steps ahead with their people, steps to drop, one step to add."""

from __future__ import annotations

from dataclasses import replace

from pyramid.request import Request

from documents.names import people_choices
from documents.outgoing.document import Document
from documents.outgoing.ports import next_people
from documents.outgoing.route import ORDER_WORDS, Order, Route, Step, step
from documents.outgoing.site_routes import LONGEST_NAME
from documents.outgoing.stages import ASKING_OTHERS, OF_OTHERS, ON_THE_WAY, STAGE_WORDS, Stage
from office.kernel.refusals import Refused
from office.web.form_acts import ticked, written
from office.web.models import Choice, Field

LONGEST = 20
"""Steps of one route: more than any office has."""


def route_fields(request: Request, document: Document) -> tuple[Field, ...]:
    """Everything ahead of where the paper stands."""
    route = request.documents.route_of(document)
    places = range(document.position + 1, len(route))
    people = [
        _people_field(request, document, route[place], f"people-{place}") for place in places
    ]
    drop = tuple(Choice(str(place), route[place].name) for place in places[:-1])
    fields = list(people)
    if drop:
        fields.append(Field("drop", "减签：去掉环节", kind="checks", choices=drop))
    return (*fields, *_adding(request, document, route))


def _adding(request: Request, document: Document, route: Route) -> tuple[Field, ...]:
    before = tuple(
        Choice(str(place), f"{route[place].name}之前", chosen=place == document.position + 1)
        for place in range(document.position + 1, len(route))
    )
    stages = tuple(Choice(stage, STAGE_WORDS[stage]) for stage in ON_THE_WAY)
    agencies = tuple(
        Choice(each.code, each.name)
        for each in request.house.directory.agencies_on()
        if each.code != document.agency
    )
    orders = tuple(
        Choice(order, words, order is Order.ONE) for order, words in ORDER_WORDS.items()
    )
    everybody = _people_field(
        request, document, step(Stage.COUNTERSIGNING), "add_people", label="加签：办理人"
    )
    return (
        Field(
            "add_stage",
            "加签：环节",
            kind="select",
            choices=(Choice("", "不加签", chosen=True), *stages),
        ),
        Field(
            "add_name",
            "加签：环节名称",
            placeholder="如：法制审核；不填则用环节本名",
            hint=f"最多 {LONGEST_NAME} 个字。",
        ),
        Field("add_before", "加签：位置", kind="select", choices=before),
        everybody,
        Field(
            "add_agencies",
            "加签：外单位（征求意见、会签、联合签发）",
            kind="checks",
            choices=agencies,
            hint="选了外单位的环节由外单位答复，不选办理人；答复到齐、意见处理后往下送。"
            "联合签发按此顺序依次签发，前一家签发后才送下一家。",
        ),
        Field("add_order", "加签：方式", kind="select", choices=orders),
        Field(
            "add_veto",
            "加签：分歧",
            kind="checks",
            choices=(Choice("yes", "有不同意见时，协调一致后才能往下送"),),
        ),
    )


def _people_field(
    request: Request, document: Document, at: Step, name: str, *, label: str = ""
) -> Field:
    people = next_people(
        request.house.directory,
        step=at,
        agency=document.agency,
        identity=document.identity,
        type=document.facts["type"],
    )
    choices = tuple(
        Choice(each.value, each.label, each.value in at.people) for each in people_choices(people)
    )
    return Field(name, label or at.name, kind="checks", choices=choices)


def route_from(request: Request, document: Document) -> Route:
    """The route as the form has it. Raises Refused for a step that cannot be."""
    route = request.documents.route_of(document)
    dropped = set(ticked(request, "drop"))
    ahead: list[Step] = []
    add_before = written(request, "add_before")
    added = _added(request)
    for place in range(document.position + 1, len(route)):
        if added is not None and str(place) == add_before:
            ahead.append(added)
        if str(place) not in dropped:
            people = tuple(ticked(request, f"people-{place}"))
            ahead.append(replace(route[place], people=people))
    way = (*route[: document.position + 1], *ahead)
    if len(way) > LONGEST:
        raise Refused(f"一件公文的办理流程最多 {LONGEST} 个环节，请减去一些再试。")
    for each in way:
        if each.order is Order.ONE and len(each.people) > 1:
            raise Refused(
                f"“{each.name}”只能由一人办理，请只选择一人；多人办理的，把“方式”选为“同时”或“依次”。"
            )
    return way


def _added(request: Request) -> Step | None:
    stage = written(request, "add_stage")
    if not stage:
        return None
    if stage not in set(ON_THE_WAY) or written(request, "add_order") not in set(Order):
        raise Refused("没有这样的环节，流程没有调整。请从选项中选择。")
    people = tuple(ticked(request, "add_people"))
    agencies = tuple(ticked(request, "add_agencies"))
    if agencies and (people or stage not in ASKING_OTHERS):
        raise Refused(
            "外单位只能加在征求意见、会签、联合签发环节，并且不再选办理人，流程没有调整。"
            "请分开加签。"
        )
    if stage in OF_OTHERS and not agencies:
        raise Refused(
            f"{STAGE_WORDS[Stage(stage)]}环节没有选择外单位，流程没有调整。请选择外单位。"
        )
    if not people and not agencies:
        raise Refused("加签没有选择办理人，流程没有调整。请选择办理人。")
    return replace(
        step(Stage(stage), name=_added_name(request)),
        people=people,
        agencies=agencies,
        order=Order(written(request, "add_order")),
        veto="yes" in ticked(request, "add_veto"),
    )


def _added_name(request: Request) -> str:
    name = written(request, "add_name").strip()
    if len(name) > LONGEST_NAME:
        raise Refused(
            f"环节名称最多 {LONGEST_NAME} 个字，现在有 {len(name)} 个字，流程没有调整。请改短。"
        )
    return name
