"""The list of what is to be published, and one document on it with its act."""

from __future__ import annotations

from datetime import date
from typing import Any

from pyramid.request import Request

from documents.effect.badges import force_badges
from documents.effect.force import FORCE_WORDS, OVER
from documents.names import Names
from documents.outgoing.document import Document
from documents.outgoing.screens.sheets import pages_of
from documents.permissions import Permission
from documents.publication.application import DAYS, Entry, Tense
from documents.publication.publication import Publication
from documents.rules.openness import PUBLIC
from office.kernel.clock import office_day
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Badge,
    DocumentPage,
    EmptyState,
    Fact,
    Field,
    Happening,
    Link,
    Register,
    RegisterRow,
    Slip,
    Tab,
    Timeline,
    Tone,
    Weight,
)

TABS = {Tense.DUE: "待公开", Tense.DONE: "已公开", Tense.NOT: "不主动公开"}
_EMPTY = {
    Tense.DUE: "没有待公开的公文",
    Tense.DONE: "还没有公开的公文",
    Tense.NOT: "没有不主动公开的公文",
}
_COLUMNS = {
    Tense.DUE: ("文号", "文种", "成文日期", "公开期限"),
    Tense.DONE: ("文号", "文种", "公开日期", "公开的地方"),
    Tense.NOT: ("文号", "文种", "成文日期", "理由"),
}
_WORDS = {"Published": "公开", "PublishedAgain": "重新公开", "TakenDown": "撤下"}


def list_page(request: Request, tense: Tense) -> Register:
    """公开清单: what is due first, by 成文日期; of `?q=` what has every word of it."""
    query = request.params.get("q", "").strip()
    entries = {
        each: _found(request.publications.entries(request.identity.agency, each), query)
        for each in Tense
    }
    shown = entries[tense]
    today = office_day(now(request))
    return Register(
        title="信息公开",
        columns=_COLUMNS[tense],
        rows=tuple(_row(request, each, tense, today) for each in shown),
        action=request.route_path("publications"),
        query=query,
        tabs=tuple(
            Tab(
                words,
                request.route_path("publications", _query={"of": each, "q": query}),
                count=len(entries[each]),
                current=each is tense,
            )
            for each, words in TABS.items()
        ),
        total=len(shown),
        primary=None,
        empty=None if shown else EmptyState(_EMPTY[tense], note=_note()),
    )


def _found(entries: list[Entry], query: str) -> list[Entry]:
    words = query.split()
    return [each for each in entries if all(word in each.title + each.number for word in words)]


def count_due(request: Request) -> int | None:
    """How many wait to be published, for who may list them."""
    guard, identity = request.house.guard, request.identity
    if not guard.permits(Permission.Publication.VIEW, identity, identity):
        return None
    return request.publications.count_due(identity.agency) or None


def publication_page(
    request: Request, document: Document, entry: Entry, *, form: ActForm | None = None
) -> DocumentPage:
    """The original beside its publication."""
    act = form or publication_form(request, document, entry)
    return DocumentPage(
        title=entry.title,
        back=Link("返回", request.route_path("publications"), "back"),
        pages=pages_of(request, document),
        slip=_slip(request, document, entry),
        badges=(
            _badge(entry, today=office_day(now(request))),
            Badge(entry.type),
            *force_badges(entry.force),
        ),
        number=entry.number,
        act=act,
        read_only="" if act else _why_none(entry),
        tools=(Link("公文", request.route_path("document", id=document.id), "document"),),
    )


def publication_form(request: Request, document: Document, entry: Entry) -> ActForm | None:
    """公开 or 撤下, for who may."""
    wanted = Permission.Publication.TAKE_DOWN if entry.is_up else Permission.Publication.PUBLISH
    guard = request.house.guard
    offered = entry.openness == PUBLIC and (entry.is_up or entry.is_wanted)
    if not offered or not guard.permits(wanted, request.identity, document):
        return None
    if entry.is_up:
        fields = (Field("reason", "撤下的原因", kind="area", rows=2),)
        acts = (Act("take_down", "撤下", Weight.PRIMARY),)
    else:
        today = office_day(now(request)).isoformat()
        fields = (
            Field("place", "公开的地方", hint="网址、政府公报的期号或者查阅场所。"),
            Field("on", "公开日期", kind="date", value=today),
            *((Field("registration", "规范性文件登记编号"),) if entry.regulatory else ()),
        )
        acts = (Act("publish", "已公开", Weight.PRIMARY, key="Ctrl ↵"),)
    return ActForm(
        action=request.route_path("publication", id=document.id),
        heading="撤下" if entry.is_up else "公开",
        acts=acts,
        fields=fields,
        warning=_stands(entry) if entry.is_up else entry.due.note,
    )


def _row(request: Request, entry: Entry, tense: Tense, today: date) -> RegisterRow:
    cells = {
        Tense.DUE: (_day(entry.signed_on), _day(entry.due.day)),
        Tense.DONE: (_day(date.fromisoformat(entry.on)) if entry.on else "", entry.place),
        Tense.NOT: (_day(entry.signed_on), entry.reason or "—"),
    }
    return RegisterRow(
        href=request.route_path("publication", id=entry.document),
        title=entry.title,
        cells=(entry.number, entry.type, *cells[tense]),
        badges=force_badges(entry.force),
        state=_badge(entry, today=today),
        when=entry.dispatched_at,
    )


def _badge(entry: Entry, *, today: date) -> Badge:
    if entry.openness != PUBLIC:
        return Badge(entry.openness or "未写明", Tone.NEUTRAL)
    if not entry.is_wanted:
        return Badge("应撤下", Tone.WARNING) if entry.is_up else Badge("不公开", Tone.NEUTRAL)
    if entry.is_up:
        return Badge("已公开", Tone.DONE, "tick")
    late = today > entry.due.day
    return Badge("逾期未公开", Tone.RETURNED) if late else Badge("待公开", Tone.WARNING)


def _slip(request: Request, document: Document, entry: Entry) -> Slip:
    names = Names(request.house.directory, agency=document.agency)
    id = Publication.id_of(document.id)
    history: list[Any] = list(request.publications.events.get(id))
    happenings = [
        Happening(
            each.timestamp,
            f"{names.person(each.by, each.timestamp)} {_WORDS[type(each).__name__]}"
            f"　{getattr(each, 'place', '') or getattr(each, 'reason', '')}",
        )
        for each in reversed(history)
    ]
    return Slip(
        heading="公开情况",
        facts=(
            Fact("公开属性", entry.openness or "没有写明"),
            Fact("公开期限", _day(entry.due.day)),
        ),
        timeline=Timeline(tuple(happenings), total=len(happenings)),
        details=tuple(
            Fact(label, value)
            for label, value in (
                ("成文日期", f"{_day(entry.signed_on)}，{DAYS}个工作日内公开"),
                ("公开的地方", entry.place if entry.is_up else ""),
                ("登记编号", entry.registration),
                ("理由", entry.reason),
            )
            if value
        ),
    )


def _why_none(entry: Entry) -> str:
    if entry.openness != PUBLIC:
        return f"此件{entry.openness or '没有写明公开属性'}，不列入公开。"
    if not entry.is_wanted:
        return "此件已经撤销，自始无效，不列入公开。"
    return "公开由文书办理。"


def _stands(entry: Entry) -> str:
    """What a reader of the public place should know by now, where it is out of force."""
    if entry.force not in OVER:
        return ""
    return f"此件{FORCE_WORDS[entry.force]}。请把公开的地方改注明，或者撤下。"


def _note() -> str:
    return (
        f"主动公开的公文印发后列在这里，自成文之日起{DAYS}个工作日内公开"
        "（《政府信息公开条例》第二十六条）。"
    )


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
