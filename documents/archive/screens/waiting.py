"""待归档: the list with its parts, and one paper as it would be filed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.request import Request
from sqlalchemy import ColumnElement, and_, func, select

from documents.archive.described import ROLE_WORDS, RecordPart
from documents.archive.gathering import Gathered
from documents.archive.permissions import Permission
from documents.archive.record import Record
from documents.archive.retention import RETENTION_WORDS, Retention
from documents.archive.screens.record import part_cells
from documents.archive.screens.viewing import listed_for
from documents.archive.waiting.lookup import WANTED_WORDS, Wanted, condition_of, why_missing
from documents.archive.waiting.registers import to_file
from documents.screens.register import register_page
from office.desk.batch import batch_form
from office.kernel.refusals import Refused
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Choice,
    EmptyState,
    Fact,
    Field,
    Link,
    Register,
    RegisterRow,
    Tab,
    Tone,
    Weight,
)
from office.web.models.paper_list import PaperLine, PaperList

STEP = "file"
"""The step by which batch acts of filing are known; it waits on no desk."""

FILED = ("document", "incoming", "supervision", "memorandum", "old_paper")
"""The rooms whose papers are filed."""

COUNTED = 1000
"""The rail, which stands on every page, counts no further."""

_EMPTY = {
    Wanted.READY: (
        "没有等待归档的文件",
        "印发完毕的发文、办结的收文、销号的督查件和批过的签报会列在这里。",
    ),
    Wanted.SUPPLEMENT: ("没有要补充归档的文件", "归档以后又办理过的文件，再次办结后列在这里。"),
    Wanted.MISSING: ("没有缺少材料的文件", "有编号而还不能归档的，会列在这里并说明原因。"),
}


def waiting_page(request: Request, wanted: Wanted) -> Register:
    """The part of the list that is asked for."""
    page = register_page(
        request,
        to_file,
        title="待归档",
        papers="subject",
        columns=("编号", "类别", "文种") if wanted is not Wanted.MISSING else _WITH_REASON,
        searched=(to_file.c.title, to_file.c.number),
        row=_missing_row if wanted is Wanted.MISSING else _row,
        only=_seen(request, wanted),
        keep=("of",),
        tools=(
            Link("归档目录", request.route_path("records"), "archive"),
            Link("清退", request.route_path("reclaims"), "exchange"),
        ),
    )
    here = request.route_path("archive")
    counts = _counts(request)
    tabs = tuple(
        Tab(words, f"{here}?of={each}", counts[each], current=each is wanted)
        for each, words in WANTED_WORDS.items()
    )
    sentence, note = _EMPTY[wanted]
    page = replace(
        page,
        tabs=tabs,
        empty=None if page.rows or page.query else EmptyState(sentence, note),
    )
    if wanted is not Wanted.READY:
        return _without_batch(page)
    return _with_batch(request, page)


def _seen(request: Request, wanted: Wanted) -> ColumnElement[bool]:
    """That part of the list, as far as this person may know of it."""
    seen = listed_for(request, room=to_file.c.room, paper=to_file.c.subject)
    return condition_of(wanted) if seen is None else and_(condition_of(wanted), seen)


_WITH_REASON = ("编号", "类别", "缺什么、为什么")


def _with_batch(request: Request, page: Register) -> Register:
    if not request.house.guard.permits(Permission.Record.FILE, request.identity, _own(request)):
        return _without_batch(page)
    rooms = [FILED[0]] * len(page.rows)
    return replace(page, batch=batch_form(request, ((room, STEP) for room in rooms)))


def _without_batch(page: Register) -> Register:
    """Nothing is done to several from here, whatever else waits at these papers."""
    return replace(page, batch=None, rows=tuple(replace(each, pick="") for each in page.rows))


def _own(request: Request) -> Any:
    """The agency of whoever asks, as a subject of a permission."""
    return request.identity


def _row(request: Request, row: Any) -> RegisterRow:
    return RegisterRow(
        href=request.route_path("archive.paper", room=row.room, id=row.subject),
        title=row.title,
        cells=(row.number, _kind(request, row), row.type),
        state=Badge("已办结", Tone.DONE, "tick"),
        when=row.completed_at,
        pick=str(row.subject),
    )


def _kind(request: Request, row: Any) -> str:
    return str(request.records.sources[row.room].title)


def _missing_row(request: Request, row: Any) -> RegisterRow:
    return RegisterRow(
        href=request.route_path(row.room, id=row.subject),
        title=row.title,
        cells=(row.number, _kind(request, row), "；".join(why_missing(row))),
        when=row.changed_at,
    )


def _counts(request: Request) -> dict[Wanted, int]:
    with request.house.node.store.reading() as connection:
        return {
            each: connection.execute(
                select(func.count())
                .select_from(to_file)
                .where(to_file.c.agency == request.identity.agency, _seen(request, each))
            ).scalar_one()
            for each in Wanted
        }


def count_ready(request: Request) -> int | None:
    """What the rail says: how many can be filed, for who may file."""
    identity = request.identity
    if not request.house.guard.permits(Permission.Record.FILE, identity, identity):
        return None
    query = select(to_file.c.subject).where(
        to_file.c.agency == identity.agency, _seen(request, Wanted.READY)
    )
    some = query.limit(COUNTED).subquery()
    with request.house.node.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(some)).scalar() or None


def paper_page(
    request: Request, *, room: str, paper: UUID, form: ActForm | None = None
) -> PaperList:
    """What would be filed of this paper, for how long and why, and what it still lacks."""
    agency = request.identity.agency
    back = Link("返回待归档", request.route_path("archive"), "back")
    try:
        gathered = request.records.gather(agency, room=room, paper=paper)
    except Refused as refusal:
        way = Link("打开此件", request.route_path(room, id=paper), "document")
        return PaperList(
            "归档", back, "文件", (), warnings=(str(refusal),), tools=(way,), nothing="不能归档。"
        )
    filed = request.records.exists(Record.id_of(paper))
    record = Link("归档件", request.route_path("record", id=Record.id_of(paper)), "archive")
    return PaperList(
        title=f"归档　{gathered.description.title}",
        back=back,
        lead="文件",
        columns=("名称", "格式", "大小"),
        rows=tuple(_part(part) for part in gathered.parts),
        facts=_facts(request, gathered),
        warnings=gathered.lacking,
        tools=(
            Link("打开此件", request.route_path(room, id=paper), "document"),
            *((record,) if filed else ()),
        ),
        act=None if filed else form or file_form(request, gathered),
    )


def _part(part: RecordPart) -> PaperLine:
    return PaperLine(ROLE_WORDS[part.role], part_cells(part))


def _facts(request: Request, gathered: Gathered) -> tuple[Fact, ...]:
    said = gathered.description
    return tuple(
        Fact(label, value)
        for label, value in (
            ("编号", said.number),
            ("责任者", said.responsible),
            ("日期", said.date),
            ("文种", said.type),
            ("建议保管期限", request.records.proposed(gathered).words),
        )
        if value
    )


def file_form(request: Request, gathered: Gathered) -> ActForm | None:
    """归档 with the proposed term, for who may."""
    if not request.house.guard.permits(Permission.Record.FILE, request.identity, gathered):
        return None
    proposed = request.records.proposed(gathered).retention
    return ActForm(
        action=request.route_path("archive.paper", room=gathered.room, id=gathered.paper),
        heading="归档",
        acts=(
            Act(
                "file",
                "归档",
                Weight.PRIMARY,
                key="Ctrl ↵",
                why_not="；".join(gathered.lacking),
            ),
        ),
        fields=(
            Field(
                "retention",
                "保管期限",
                kind="select",
                choices=tuple(
                    Choice(each, RETENTION_WORDS[each], each is proposed) for each in Retention
                ),
            ),
            Field("reason", "改变保管期限的理由", hint="按建议的期限归档时不用填写。"),
        ),
        then="编档号，生成封装包，并作归档检测。",
    )
