"""Supervision over HTTP: the list with its lights, 立项, the page with its acts, the notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPFound, HTTPNotFound
from pyramid.request import Request

from documents.assignments.screens.history import TELLING as ASSIGNMENT_TELLING
from documents.assignments.screens.page import AssignmentPaper
from documents.assignments.stages import Means
from documents.opinions.forms import opinion_of
from documents.permissions import Permission
from documents.screens.additions import Kind as PaperKind
from documents.screens.form_acts import Doing, act_on
from documents.screens.paper import AddedHistory, as_of_version
from documents.screens.register import register_page
from documents.supervision.application import Given
from documents.supervision.lamps.told import TELLING as LAMPS_TELLING
from documents.supervision.lamps.told import lamp_events
from documents.supervision.registers import ROOM, supervisions
from documents.supervision.screens.lights import light_badges
from documents.supervision.screens.opening import open_matter, opening_link, show_opening
from documents.supervision.screens.origins import ROOMS
from documents.supervision.screens.page import (
    SupervisionPaper,
    open_paper,
    supervision_page,
    supervision_preview,
)
from documents.supervision.screens.scores import show_score, show_scores
from documents.supervision.screens.tabs import RAIL, condition_of, red_count, supervision_tabs
from documents.supervision.screens.told import TELLING, shares_events
from documents.supervision.stages import (
    KIND_WORDS,
    STAGE_WORDS,
    AnswerClass,
    Kind,
    Satisfaction,
    Stage,
)
from office.desk.urgency import urgency_badges
from office.kernel.refusals import Refused
from office.searching.numbers import standard_number
from office.web.form_acts import act_of, seen_version, ticked, written
from office.web.formats import noted
from office.web.models import Badge, Link, RegisterRow, Tone

HEADS = ("立项依据", "督办编号")
FIELD_LABELS = {
    "title": "督办事项",
    "basis": "立项依据",
    "instruction": "领导批示",
    "requirement": "办理要求",
    "proposer": "领衔代表、委员",
    "proposal_number": "建议、提案编号",
    "more_hosts": "",
    "host": "",
    "party": "",
    "means": "",
    "until": "日期",
    "number": "文号",
    "answer_class": "",
    "answer_number": "答复函文号",
    "satisfaction": "",
    "what": "",
}


def show_list(request: Request) -> dict[str, Any]:
    """督办台账, open to everybody in the agency: by light, by kind, by words."""
    request.check(Permission.Supervision.VIEW, request.identity)
    request.rail = RAIL
    kind = request.params.get("kind", "")
    condition = condition_of(request)
    if kind in set(Kind):
        condition &= supervisions.c.kind == kind
    may_open = request.house.guard.permits(
        Permission.Supervision.OPEN, request.identity, request.identity
    )
    opening = Link("立项", request.route_path("supervisions.open"), "draft")
    page = register_page(
        request,
        supervisions,
        title="督办",
        room=ROOM,
        columns=("编号", "类别", "主办", "办理时限"),
        searched=(supervisions.c.title, supervisions.c.number, supervisions.c.hosts),
        row=_row,
        primary=opening if may_open else None,
        only=condition,
        keep=("show", "kind"),
    )
    kinds = [(each.value, KIND_WORDS[each]) for each in Kind]
    return {
        "page": replace(page, tabs=supervision_tabs(request)),
        "kinds": kinds,
        "kind": kind,
        "show": request.params.get("show", ""),
    }


def show(request: Request) -> Any:
    """The matter, as it stands, `?as_of=` a moment, or `?event=` one of its own events."""
    if "event" in request.params:
        return HTTPFound(location=_moment_of(request))
    return {"page": supervision_page(open_paper(request, as_of=as_of_version(request)))}


def act(request: Request) -> Any:
    """One act on it; the page again, with what was typed, if it is refused."""
    return act_on(request, DOINGS, paper=open_paper, page=supervision_page)


def _moment_of(request: Request) -> str:
    """Where the page shows the moment of one of the matter's own events."""
    paper, asked = open_paper(request), request.params["event"]
    for place, each in enumerate(paper.whole, start=1):
        if each.originator_id == paper.it.id and str(each.originator_version) == asked:
            return f"{paper.here}?as_of={place}"
    raise HTTPNotFound


def _row(request: Request, row: Any) -> RegisterRow:
    stage = Stage(row.stage)
    late = stage is Stage.CLOSED and row.days_late > 0
    tone = Tone.DONE if stage is Stage.CLOSED and not late else Tone.NEUTRAL
    words = f"{STAGE_WORDS[stage]}（逾期）" if late else STAGE_WORDS[stage]
    return RegisterRow(
        href=request.route_path("supervision", id=row.subject),
        title=row.title,
        cells=(row.number, KIND_WORDS[Kind(row.kind)], row.hosts or "待交办", noted(row.deadline)),
        badges=(
            *urgency_badges(row.urgency),
            *light_badges(request, row.stage, row.deadline),
        ),
        state=Badge(words, tone, "tick" if tone is Tone.DONE else ""),
        when=row.changed_at,
    )


def _words(request: Request) -> str:
    return written(request, "opinion").strip()


def _assign(request: Request, id: UUID) -> None:
    host, deadline = written(request, "host"), _day(request, "deadline")
    hosts = [each for each in dict.fromkeys((host, *ticked(request, "more_hosts"))) if each]
    helpers = [each for each in ticked(request, "helpers") if each not in hosts]
    request.supervisions.assign(
        act_of(request),
        id,
        to=[
            *(Given(each, host=True, deadline=deadline) for each in hosts),
            *(Given(each, host=False, deadline=deadline) for each in helpers),
        ],
        note=_words(request),
        seen=seen_version(request),
    )


def _urge(request: Request, id: UUID) -> None:
    means = written(request, "means")
    if means not in set(Means):
        raise Refused("请选择催办方式：系统、电话、当面或者书面催办。")
    request.supervisions.urge(
        act_of(request),
        id,
        party=written(request, "party"),
        means=Means(means),
        words=_words(request),
    )


def _extend(request: Request, id: UUID) -> None:
    request.supervisions.extend(
        act_of(request),
        id,
        party=written(request, "party"),
        until=_day(request, "until"),
        words=_words(request),
        seen=seen_version(request),
    )


def _deny(request: Request, id: UUID) -> None:
    request.supervisions.deny(
        act_of(request),
        id,
        party=written(request, "party"),
        reason=_words(request),
        seen=seen_version(request),
    )


def _send_back(request: Request, id: UUID) -> None:
    request.supervisions.send_back(
        act_of(request),
        id,
        party=written(request, "party"),
        reason=_words(request),
        seen=seen_version(request),
    )


def _withdraw(request: Request, id: UUID) -> None:
    request.supervisions.withdraw(
        act_of(request),
        id,
        party=written(request, "party"),
        reason=_words(request),
        seen=seen_version(request),
    )


def _submit(request: Request, id: UUID) -> None:
    request.supervisions.submit(
        act_of(request),
        id,
        to=written(request, "to"),
        words=_words(request),
        seen=seen_version(request),
    )


def _give_back(request: Request, id: UUID) -> None:
    act = act_of(request)
    request.supervisions.give_back(act, id, reason=opinion_of(request), seen=seen_version(request))


def _see(request: Request, id: UUID) -> None:
    act = act_of(request)
    request.supervisions.see(act, id, words=opinion_of(request), seen=seen_version(request))


def _answer(request: Request, id: UUID) -> None:
    chosen = written(request, "answer_class")
    if chosen not in set(AnswerClass):
        raise Refused("请选择答复类别：A类、B类或者C类。")
    request.supervisions.answer(
        act_of(request),
        id,
        answer_class=AnswerClass(chosen),
        number=standard_number(written(request, "number")),
        on=_day(request, "until"),
        seen=seen_version(request),
    )


def _enter_feedback(request: Request, id: UUID) -> None:
    chosen = written(request, "satisfaction")
    if chosen not in set(Satisfaction):
        raise Refused("请选择反馈意见：满意、基本满意或者不满意。")
    request.supervisions.enter_feedback(
        act_of(request),
        id,
        satisfaction=Satisfaction(chosen),
        words=_words(request),
        seen=seen_version(request),
    )


def _close(request: Request, id: UUID) -> None:
    act = act_of(request)
    request.supervisions.close_matter(act, id, words=_words(request), seen=seen_version(request))


def _drop(request: Request, id: UUID) -> None:
    act = act_of(request)
    request.supervisions.drop(act, id, reason=_words(request), seen=seen_version(request))


def _day(request: Request, name: str) -> str:
    text = written(request, name)
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Refused("请按“年-月-日”填写日期，例如 2026-11-30。") from error


DOINGS = {
    "assign": Doing(_assign, "已交办", limit="deadline"),
    "urge": Doing(_urge, "已催办"),
    "extend": Doing(_extend, "已同意延期", limit="until"),
    "deny": Doing(_deny, "已答复不同意延期"),
    "send_back": Doing(_send_back, "已退回重办"),
    "withdraw": Doing(_withdraw, "已收回"),
    "submit": Doing(_submit, "已报请审阅"),
    "give_back": Doing(_give_back, "已退回办公室"),
    "see": Doing(_see, "已审阅"),
    "answer": Doing(_answer, "已登记答复"),
    "enter_feedback": Doing(_enter_feedback, "已登记反馈意见"),
    "close": Doing(_close, "已销号"),
    "drop": Doing(_drop, "已撤项"),
}
"""Each act, and what is said when it is done."""


def includeme(config: Configurator) -> None:
    """Routes and views, and what other pages show of supervision."""
    config.add_field_labels(FIELD_LABELS)
    config.include("documents.supervision.screens.files")
    config.include("documents.supervision.screens.sheet_views")
    config.add_page("supervisions", "/supervisions", "supervisions", show=show_list)
    config.add_page(
        "supervisions.open", "/supervisions/open", "phrases", show=show_opening, act=open_matter
    )
    config.add_page("supervisions.scores", "/supervisions/scores", "ledger", show=show_scores)
    config.add_page(
        "supervisions.score", "/supervisions/scores/{party}", "ledger", show=show_score
    )
    config.add_page("supervision", "/supervisions/{id}", "supervision", show=show, act=act)
    config.add_desk_preview("supervision", supervision_preview)
    config.add_paper_kind(
        "supervision",
        PaperKind(SupervisionPaper, Permission.Supervision.VIEW, TELLING, HEADS),
    )
    config.add_paper_history(
        "supervision", AddedHistory(shares_events, ASSIGNMENT_TELLING, paper=AssignmentPaper)
    )
    config.add_paper_history("supervision", AddedHistory(lamp_events, LAMPS_TELLING))
    for room in ROOMS:
        config.add_paper_links(room, opening_link, order=40)
    config.add_rail_item(
        "supervisions",
        label="督办",
        route="supervisions",
        icon="supervision",
        order=36,
        count=red_count,
        lists=("charges",),
        permission=Permission.Supervision.VIEW,
    )
