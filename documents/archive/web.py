"""The archive over HTTP: what waits to be filed, the catalogue, one record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.events import ContextFound
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from sqlalchemy import select

from documents import serving
from documents.archive.formats import PDF
from documents.archive.lending.registers import loans
from documents.archive.outcomes import Outcome
from documents.archive.permissions import Permission
from documents.archive.record import Record
from documents.archive.registers import ROOM, records
from documents.archive.retention import Retention
from documents.archive.screens.filed_links import filing_link
from documents.archive.screens.inspection import FORM as REPORT
from documents.archive.screens.inspection import report_values
from documents.archive.screens.lists import loans_page
from documents.archive.screens.record import record_form, record_page
from documents.archive.screens.sheets import sheet_of
from documents.archive.screens.viewing import must_see_paper, must_see_record, readable
from documents.archive.screens.waiting import (
    FILED,
    STEP,
    count_ready,
    file_form,
    paper_page,
    waiting_page,
)
from documents.archive.waiting.lookup import Wanted
from office.desk.batch import BatchAct
from office.kernel.act import Act as OfficeAct
from office.kernel.refusals import Missing, Refused
from office.web.form_acts import act_of, kept, pressed, seen_version, try_act, uuid_of, written
from office.web.formats import printed_day
from office.web.models import Preview

FIELD_LABELS = {
    "retention": "保管期限",
    "purpose": "用途",
    "until": "归还日期",
    "loan": "",
    "receipt": "交接文据编号",
    "archive": "接收档案的档案馆",
}


MOST_LOANS = 500
"""Of those that are out, and of those that came back last, so many are shown."""


def show_waiting(request: Request) -> dict[str, Any]:
    """待归档: what can be filed, is to be supplemented, or is missing (`?of=`)."""
    request.check(Permission.Record.LIST, request.identity)
    asked = request.params.get("of", "")
    return {"page": waiting_page(request, Wanted(asked) if asked in set(Wanted) else Wanted.READY)}


def show_paper(request: Request) -> dict[str, Any]:
    """One paper as it would be filed."""
    request.check(Permission.Record.LIST, request.identity)
    room, paper = _paper(request)
    return {"page": paper_page(request, room=room, paper=paper)}


def file_paper(request: Request) -> Any:
    """归档; the page again, with what was typed, if it is refused."""
    room, paper = _paper(request)

    def again(sentence: str) -> dict[str, Any]:
        gathered = request.records.gather(request.identity.agency, room=room, paper=paper)
        form = kept(file_form(request, gathered), request, sentence)
        return {"page": paper_page(request, room=room, paper=paper, form=form)}

    def carry_out() -> str:
        act = act_of(request)
        request.records.guard_ahead(act, Permission.Record.FILE, act)
        return str(
            request.records.file(
                act,
                room=room,
                paper=paper,
                sheet=sheet_of(request, room, paper),
                retention=written(request, "retention"),
                reason=written(request, "reason"),
            )
        )

    def onward(record: str) -> str:
        it = request.records.load(Record, UUID(record))
        request.say(f"已归档　{it.code}")
        return str(request.route_path("record", id=record))

    return try_act(request, carry_out, again=again, onward=onward)


def printed_ahead(request: Request, act: OfficeAct, paper: UUID) -> Callable[[], None]:
    """One of several, printed, packed and looked at before the commit; the rules give its term."""
    row = request.desks.subject(request.identity, str(paper))
    if row is None:
        raise Missing("没有找到这一件。请刷新清单再选。")
    request.records.guard_ahead(act, Permission.Record.FILE, act)
    what = {"room": row.room, "paper": paper, "sheet": sheet_of(request, row.room, paper)}
    ahead = request.records.make_ready(act, **what)

    def file() -> None:
        request.records.file(act, ahead=ahead, **what)

    return file


def file_many(request: Request, act: OfficeAct, paper: UUID) -> None:
    """The same where nothing was made ready."""
    printed_ahead(request, act, paper)()


def show_record(request: Request) -> dict[str, Any]:
    """One record; `?do=` chooses an act."""
    it = _record(request)
    form = record_form(request, it, request.params.get("do", ""))
    return {"page": record_page(request, it, form=form)}


def act_on_record(request: Request) -> Any:
    """One act on it; the page again, with what was typed, if it is refused."""
    it = _record(request)
    do = written(request, "act")
    carry_out, said = pressed(request, DOINGS)

    def again(sentence: str) -> dict[str, Any]:
        form = kept(record_form(request, it, do), request, sentence)
        return {"page": record_page(request, it, form=form)}

    def onward(_: None) -> str:
        request.say(said)
        return str(request.route_path("record", id=it.id))

    return try_act(request, lambda: carry_out(request, it), again=again, onward=onward)


def _supplement(request: Request, it: Record) -> None:
    act = act_of(request)
    request.records.guard_ahead(act, Permission.Record.SUPPLEMENT, it)
    request.records.supplement(
        act,
        it.id,
        reason=written(request, "reason"),
        sheet=sheet_of(request, it.room, it.paper),
        seen=seen_version(request),
    )


def _lend(request: Request, it: Record) -> None:
    request.records.lend(
        act_of(request),
        it.id,
        to=written(request, "to"),
        purpose=written(request, "purpose"),
        until=_day(written(request, "until"), "归还日期"),
        seen=seen_version(request),
    )


def _take_back(request: Request, it: Record) -> None:
    request.records.take_back(
        act_of(request), it.id, loan=written(request, "loan"), note=written(request, "note")
    )


def _appraise(request: Request, it: Record) -> None:
    outcome, term = written(request, "outcome"), written(request, "retention")
    if outcome not in set(Outcome):
        raise Refused("请选择鉴定结果：继续保管，还是拟销毁。")
    request.records.appraise(
        act_of(request),
        it.id,
        outcome=Outcome(outcome),
        opinion=written(request, "opinion"),
        retention=Retention(term) if term in set(Retention) else None,
        seen=seen_version(request),
    )


def _inspect(request: Request, it: Record) -> None:
    request.records.inspect(act_of(request), it.id)


DOINGS: dict[str, tuple[Callable[[Request, Record], None], str]] = {
    "supplement": (_supplement, "已补充归档"),
    "lend": (_lend, "已登记借阅"),
    "take_back": (_take_back, "已登记归还"),
    "appraise": (_appraise, "已登记鉴定结果"),
    "inspect": (_inspect, "已检测"),
}
"""Each act, and what is said when it is done."""


def record_file(request: Request) -> Response:
    """One file of a record, for who may read it."""
    it = _record(request)
    request.check(Permission.Record.READ, readable(request, it))
    digest = request.matchdict["digest"]
    part = next((each for each in it.parts if each.digest == digest), None)
    if part is None:
        raise HTTPNotFound
    newest = it.preserved.get(digest)
    data = request.house.node.content.get(it.agency, newest.digest if newest else digest)
    if part.media_type == PDF:
        # Who had it on loan may not have it for ever: no cache keeps it.
        return serving.printed(data, name=part.name)
    return serving.attached(data, name=part.name)


def record_package(request: Request) -> Response:
    """A stored package, as it was made."""
    it = _record(request)
    request.check(Permission.Record.HAND_OVER, it)
    place = int(request.matchdict["place"])
    if place >= len(it.packages):
        raise HTTPNotFound
    data = request.records.package(it, place)
    if data is None:
        raise Missing("封装包缺失或者损坏。请系统管理员从备份恢复后再取。")
    return serving.attached(data, name=f"{it.code}.xml")


def record_report(request: Request) -> Response:
    """检测报告 as a PDF."""
    it = _record(request)
    data = request.printer.paper(REPORT, report_values(request, it))
    return serving.printed(data, name=f"检测报告　{it.code}.pdf")


def show_loans(request: Request) -> dict[str, Any]:
    """借阅."""
    request.check(Permission.Record.LEND, request.identity)
    query = (
        select(loans, records.c.title, records.c.code)
        .join(records, records.c.subject == loans.c.subject)
        .where(loans.c.agency == request.identity.agency)
    )
    out = query.where(loans.c.returned_at.is_(None)).order_by(loans.c.until, loans.c.lent_at)
    back = query.where(loans.c.returned_at.is_not(None)).order_by(loans.c.returned_at.desc())
    with request.house.node.store.reading() as connection:
        rows = [
            *connection.execute(out.limit(MOST_LOANS)),
            *connection.execute(back.limit(MOST_LOANS)),
        ]
    return {"page": loans_page(request, rows)}


def preview(request: Request, id: UUID) -> Preview:
    """A record beside the desk: it is to come back, or was found faulty."""
    it = request.records.load(Record, id)
    must_see_record(request, it)
    return Preview(
        href=request.route_path("record", id=id),
        title=it.description["title"],
        facts=(str(it.code), *(f"{printed_day(each.until)}前归还" for each in it.loans.values())),
    )


def _paper(request: Request) -> tuple[str, UUID]:
    room = request.matchdict["room"]
    if room not in request.records.sources:
        raise HTTPNotFound
    paper = uuid_of(request)
    row = request.desks.subject(request.identity, str(paper))
    if row is None or row.room != room:  # another agency's, of another kind, or none
        raise Missing("没有找到这一件。请从待归档清单打开。")
    must_see_paper(request, room=room, paper=paper)
    return room, paper


def _record(request: Request) -> Record:
    it: Record = request.records.load(Record, uuid_of(request))
    request.check(Permission.Record.LIST, it)
    must_see_record(request, it)
    return it


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Refused(f"请填写{name}。") from fault


def _stands_in_the_archive(event: ContextFound) -> None:
    """Whatever lies under its address is the archive's in the rail."""
    if event.request.path_info.startswith("/archive/"):
        event.request.rail = "archive"


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_subscriber(_stands_in_the_archive, ContextFound)
    config.add_field_labels(FIELD_LABELS)
    config.add_page("archive", "/archive", "register", show=show_waiting)
    config.add_page(
        "archive.paper",
        "/archive/papers/{room}/{id}",
        "paper_list",
        show=show_paper,
        act=file_paper,
    )
    config.add_page("archive.loans", "/archive/loans", "ledger", show=show_loans)
    config.add_page(
        "record", "/archive/records/{id}", "paper_list", show=show_record, act=act_on_record
    )
    config.add_file(
        "record.file", "/archive/records/{id}/files/{digest:[0-9a-f]{64}}", record_file
    )
    config.add_file(
        "record.package", "/archive/records/{id}/packages/{place:[0-9]{1,3}}.xml", record_package
    )
    config.add_file("record.report", "/archive/records/{id}/inspection.pdf", record_report)
    for room in FILED:
        config.add_paper_links(room, partial(filing_link, room=room), order=85)
        config.add_batch_act(
            room, BatchAct("file", "归档", STEP, file_many, make_ready=printed_ahead)
        )
    config.add_rail_item(
        "archive",
        label="归档",
        route="archive",
        icon="archive",
        order=50,
        count=count_ready,
        lists=("records",),
        permission=Permission.Record.LIST,
    )
    config.add_desk_preview(ROOM, preview)
    config.include("documents.archive.lists_web")
    config.include("documents.archive.inspecting.web")
    config.include("documents.archive.destroying.web")
    config.include("documents.archive.reclaiming.web")
