"""Assignments over HTTP: the page with its acts."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.assignments.screens.history import TELLING, events_on_paper
from documents.assignments.screens.marks import asked_by, handed_back_by
from documents.assignments.screens.page import (
    AssignmentPaper,
    assignment_page,
    assignment_preview,
)
from documents.assignments.stages import Means
from documents.permissions import Permission
from documents.revisions.sniffing import LARGEST
from documents.screens.form_acts import Doing, act_on
from documents.screens.paper import AddedHistory, as_of_version
from documents.screens.uploads import uploads
from office.kernel.clock import office_day
from office.kernel.refusals import Missing, Refused
from office.web.form_acts import act_of, seen_version, uuid_of, written
from office.web.formats import moment
from office.web.frame import now


def show(request: Request) -> dict[str, Any]:
    """The assignment, as it stands or `?as_of=` one of its events."""
    return {"page": assignment_page(_paper(request, as_of=as_of_version(request)))}


def act(request: Request) -> Any:
    """One act on it; the page again, with what was typed, if it is refused."""
    return act_on(request, DOINGS, paper=_paper, page=assignment_page)


def _paper(request: Request, *, as_of: int | None = None) -> AssignmentPaper:
    paper = AssignmentPaper(request, uuid_of(request), as_of=as_of)
    request.check(Permission.Assignment.VIEW, paper.it)
    return paper


def file(request: Request) -> Response:
    """A file that was handed in with what was reported."""
    it = _paper(request).it
    part = next((each for each in it.files if each.digest == request.matchdict["digest"]), None)
    if part is None:
        raise Missing("没有找到这份附件。请从承办单打开。")
    data = request.house.node.content.get(it.agency, part.digest)
    return serving.attached(data, name=part.name)


def _words(request: Request) -> str:
    return written(request, "opinion").strip()


def _take_up(request: Request, id: UUID) -> None:
    paper = _paper(request)
    if paper.it.handler not in ("", request.identity.principal):
        raise Refused(_taken(paper))
    request.assignments.take_up(act_of(request), id, seen=seen_version(request))


def _taken(paper: AssignmentPaper) -> str:
    """Whoever comes second is told who was first."""
    taken = [each for each in paper.events if type(each).__name__ in ("TakenUp", "Given")]
    last = taken[-1] if taken else paper.events[0]
    when = moment(last.timestamp, today=office_day(now(paper.request)))
    who = paper.names.person(paper.it.handler, paper.moment)
    return f"{who} {when} 已领办，由其承办。不用再领办；要一起办的，请与其商量。"


def _give(request: Request, id: UUID) -> None:
    request.assignments.give(
        act_of(request),
        id,
        to=written(request, "to"),
        note=_words(request),
        seen=seen_version(request),
    )


def _refuse(request: Request, id: UUID) -> None:
    reason = _words(request)
    request.assignments.refuse(act_of(request), id, reason=reason, seen=seen_version(request))


def _report(request: Request, id: UUID) -> None:
    files = uploads(request, "file", most=LARGEST)
    request.assignments.report_progress(act_of(request), id, words=_words(request), files=files)


def _ask_extension(request: Request, id: UUID) -> None:
    request.assignments.ask_extension(
        act_of(request),
        id,
        until=_day(request),
        reason=_words(request),
        seen=seen_version(request),
    )


def _ask_transfer(request: Request, id: UUID) -> None:
    request.assignments.ask_transfer(
        act_of(request),
        id,
        to=written(request, "party"),
        reason=_words(request),
        seen=seen_version(request),
    )


def _grant(request: Request, id: UUID) -> None:
    until = _day(request) if written(request, "until") else ""
    request.assignments.grant(
        act_of(request), id, words=_words(request), until=until, seen=seen_version(request)
    )


def _deny(request: Request, id: UUID) -> None:
    reason = _words(request)
    request.assignments.deny(act_of(request), id, reason=reason, seen=seen_version(request))


def _urge(request: Request, id: UUID) -> None:
    means = written(request, "means")
    if means not in set(Means):
        raise Refused("请选择催办方式：系统、电话、当面或者书面催办。")
    request.assignments.urge(act_of(request), id, means=Means(means), words=_words(request))


def _answer_urging(request: Request, id: UUID) -> None:
    request.assignments.answer_urging(act_of(request), id, words=_words(request))


def _finish(request: Request, id: UUID) -> None:
    request.assignments.finish(
        act_of(request),
        id,
        result=_words(request),
        files=uploads(request, "file", most=LARGEST),
        seen=seen_version(request),
    )


def _withdraw(request: Request, id: UUID) -> None:
    reason = _words(request)
    request.assignments.withdraw(act_of(request), id, reason=reason, seen=seen_version(request))


def _change_host(request: Request, id: UUID) -> None:
    reason = _words(request)
    request.assignments.change_host(act_of(request), id, seen=seen_version(request), reason=reason)


def _set_deadline(request: Request, id: UUID) -> None:
    request.assignments.set_deadline(
        act_of(request),
        id,
        deadline=_day(request),
        seen=seen_version(request),
        reason=_words(request),
    )


def _day(request: Request) -> str:
    try:
        return date.fromisoformat(written(request, "until")).isoformat()
    except ValueError as error:
        raise Refused("请按“年-月-日”填写日期，例如 2026-11-30。") from error


DOINGS = {
    "take_up": Doing(_take_up, "已领办"),
    "give": Doing(_give, "已交承办人"),
    "refuse": Doing(_refuse, "已退回改派"),
    "report": Doing(_report, "已报告进展"),
    "ask_extension": Doing(_ask_extension, "已申请延期", limit="until"),
    "ask_transfer": Doing(_ask_transfer, "已申请转办"),
    "grant": Doing(_grant, "已同意", limit="until"),
    "deny": Doing(_deny, "已答复不同意"),
    "urge": Doing(_urge, "已记下催办"),
    "answer_urging": Doing(_answer_urging, "已答复催办"),
    "finish": Doing(_finish, "已报办理结果"),
    "withdraw": Doing(_withdraw, "已收回"),
    "change_host": Doing(_change_host, "已变更主办"),
    "set_deadline": Doing(_set_deadline, "已调整时限", limit="until"),
}
"""Each act, and what is said when it is done."""


def includeme(config: Configurator) -> None:
    """Routes and views, and what the page of an incoming paper tells of its assignments."""
    config.add_page("assignment", "/assignments/{id}", "incoming", show=show, act=act)
    config.add_file("assignment.file", "/assignments/{id}/files/{digest}", file)
    config.add_desk_preview("assignment", assignment_preview)
    config.add_desk_marks("assignment", asked_by)
    config.add_desk_marks("incoming", handed_back_by)
    config.add_paper_history(
        "incoming", AddedHistory(events_on_paper, TELLING, paper=AssignmentPaper)
    )
