"""The lists behind numbers, and the way to a paper as it stood then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pyramid.request import Request

from documents.deadlines.step_names import room_words, step_words
from documents.names import Names
from documents.statistics.counted import Counted
from documents.statistics.figures import FIGURES, MONITORED, RATES, percent
from documents.statistics.flow import HOUR, ended
from documents.statistics.period import Period
from documents.statistics.screens.units import unit_names
from documents.statistics.screens.ways import moment_way, query_of, records_of
from office.calendar import WorkingHours
from office.calendar.asking import working_days
from office.directory.kinds import ROLE_NAMES, Role
from office.kernel.clock import office_day
from office.web import formats
from office.web.frame import now
from office.web.models import Ledger, LedgerPage, LedgerRow, Link

LISTED = ("标题", "类别", "文号、编号", "时间", "说明")
MOST_LISTED = 500
NONE = "没有这样的件。"
GONE = "已销毁的件"


def list_page(request: Request, period: Period, *, name: str, sender: str) -> LedgerPage:
    """The papers behind a number; of what is watched, each as it stood then."""
    figure, then = FIGURES[name], name in MONITORED
    found = figure.behind(records_of(request), period, sender)
    return LedgerPage(
        title=f"{figure.label}：{len(found)} 件",
        note=_note(period, figure.rule, found),
        ledgers=(_ledger(request, figure.label, found, then=then),),
        back=_back(request, period, "statistics.monitor" if then else "statistics"),
    )


def rate_page(request: Request, period: Period, *, name: str, sender: str) -> LedgerPage:
    """Both sides of a rate: what counts for it, and the rest of the whole."""
    rate, records = RATES[name], records_of(request)
    part = FIGURES[rate.part].behind(records, period, sender)
    whole = FIGURES[rate.whole].behind(records, period, sender)
    rest = list((Counter(whole) - Counter(part)).elements())
    label = FIGURES[rate.part].label
    return LedgerPage(
        title=f"{rate.label}：{percent(len(part), len(whole))}（{len(part)} ÷ {len(whole)}）",
        note=_note(period, f"{rate.rule}。{FIGURES[rate.part].rule}", whole),
        ledgers=(
            _ledger(request, f"{label}：{len(part)} 件", part),
            _ledger(request, f"其余：{len(rest)} 件", rest),
        ),
        back=_back(request, period, "statistics"),
    )


def flow_page(request: Request, period: Period, *, room: str, step: str, unit: str) -> LedgerPage:
    """The papers behind a line of flow times, what took longest first."""
    hours: WorkingHours = request.house.find(WorkingHours)
    unit_of = unit_names(request)
    taken = [
        (hours.between(each.since, each.until) / HOUR, each)
        for each in ended(records_of(request).spells(period), period=period)
        if (each.room, each.step, unit_of(each)) == (room, step, unit) and each.until
    ]
    taken.sort(key=lambda line: line[0], reverse=True)
    found = [
        Counted(each.room, each.subject, each.until, f"{spent:.1f} 个办公小时")
        for spent, each in taken
    ]
    title = f"{step_words(room, step)}（{unit or '—'}）"
    return LedgerPage(
        title=f"{title}：{len(found)} 次",
        note=_note(period, "从接到至办完的办公时间", found),
        ledgers=(_ledger(request, title, found),),
        back=_back(request, period, "statistics"),
    )


def counted_cells(
    request: Request, found: Sequence[Counted], *, then: bool = False
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Of each its title, the cells under `LISTED`, and the way to it; `then`: as it stood."""
    known = records_of(request).described(found)
    names = Names(request.house.directory, agency=request.identity.agency)
    today = office_day(now(request))
    for each in found:
        row = known.get(each.subject)
        moment = formats.moment(each.at, today=today) if each.at else "—"
        if row is None:  # it counts, and there is nothing left to show
            yield GONE, (room_words(each.room), "—", moment, each.note or "—"), ""
            continue
        kind = f"{room_words(row.room)} {row.kind}"
        cells = (kind, row.number or "—", moment, _told(request, each, names) or "—")
        way = request.route_path(row.room, id=row.subject)
        yield row.title, cells, moment_way(request, row, each.at) if then and each.at else way


def _told(request: Request, each: Counted, names: Names) -> str:
    """What there is to say: who has it, until when, and how late it is or was."""
    if each.due is None:
        return each.note
    at = each.ended or now(request)
    kind, _, who = each.holder.partition(":")
    if kind == "role":
        who = ROLE_NAMES[Role(who)]
    elif each.holder:
        who = names.party(each.holder, at)
    told = [each.note, who, f"时限 {formats.moment(each.due, today=office_day(now(request)))}"]
    if at > each.due:
        days = working_days(request).between(office_day(each.due), office_day(at))
        told.append(f"超 {days} 个工作日" if days else "超期不到 1 个工作日")
    return "，".join(filter(None, told))


def _ledger(
    request: Request, title: str, found: Sequence[Counted], *, then: bool = False
) -> Ledger:
    rows = tuple(
        LedgerRow(name, cells, href=way)
        for name, cells, way in counted_cells(request, found[:MOST_LISTED], then=then)
    )
    return Ledger(title, LISTED, rows, empty=NONE)


def _note(period: Period, rule: str, found: Sequence[Counted]) -> str:
    more = f"只列出前 {MOST_LISTED} 件。" if len(found) > MOST_LISTED else ""
    return f"{period.words}。{rule}。{more}"


def _back(request: Request, period: Period, route: str) -> Link:
    return Link("回到统计", request.route_path(route, _query=query_of(period)), "back")
