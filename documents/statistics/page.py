"""统计, 电子监察 and the lists behind their numbers, as pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pyramid.request import Request

from documents.deadlines.step_names import ROOM_WORDS, step_words
from documents.statistics.charts import bars
from documents.statistics.figures import (
    FIGURES,
    MONITORED,
    OF_SENDERS,
    OVERVIEW,
    RATES,
    percent,
)
from documents.statistics.flow import HOUR, Flow, ended, flows
from documents.statistics.period import Period
from documents.statistics.records import Counted, Records
from documents.statistics.spells import Spell
from office.calendar import WorkingHours
from office.directory.kinds import ROLE_NAMES, Role
from office.kernel.clock import office_day
from office.web import formats
from office.web.frame import now
from office.web.models import (
    Chart,
    Ledger,
    LedgerPage,
    LedgerRow,
    Link,
    NumberRow,
    NumberTable,
    StatisticsPage,
    Tab,
)

TITLE, MONITOR = "统计", "电子监察"
LISTED = ("标题", "类别", "文号、编号", "时间", "说明")
MOST_LISTED = 500
SLOWEST = 10


def statistics_page(request: Request, period: Period) -> StatisticsPage:
    """Volumes, backlog, shares, flow, senders."""
    records = _records(request)
    flowing = _flows(request, records, period)
    return _page(
        request,
        TITLE,
        period,
        charts=(_by_month(records, period), *_slowest(flowing)),
        tables=(
            _overview(request, records, period),
            _flow_table(request, period, flowing),
            _senders(request, records, period),
        ),
    )


def monitor_page(request: Request, period: Period) -> StatisticsPage:
    """What is overdue, what skipped a step, what went back."""
    records = _records(request)
    rows = tuple(_figure(request, records, period, name) for name in MONITORED)
    return _page(
        request,
        MONITOR,
        period,
        tables=(NumberTable("监察事项", ("事项", "件数"), rows),),
    )


def list_page(request: Request, period: Period, *, name: str, sender: str) -> LedgerPage:
    """The papers behind a number."""
    figure = FIGURES[name]
    found = figure.behind(_records(request), period, sender)
    back = "statistics.monitor" if name in MONITORED else "statistics"
    return LedgerPage(
        title=f"{figure.label}：{len(found)} 件",
        note=f"{period.words}。{figure.rule}。"
        + (f"只列出前 {MOST_LISTED} 件。" if len(found) > MOST_LISTED else ""),
        ledgers=(Ledger(figure.label, LISTED, _lines(request, found), empty="没有这样的件。"),),
        back=Link("回到统计", request.route_path(back, _query=_query(period)), "back"),
    )


def _lines(request: Request, found: Sequence[Counted]) -> tuple[LedgerRow, ...]:
    listed = found[:MOST_LISTED]
    known = _records(request).described(listed)
    today = office_day(now(request))
    rows = []
    for each in listed:
        row = known.get(each.subject)
        if row is None:
            continue  # destroyed: it counts, and there is nothing left to show
        moment = formats.moment(each.at, today=today) if each.at else "—"
        kind = f"{ROOM_WORDS.get(row.room, row.room)} {row.kind}"
        cells = (kind, row.number or "—", moment, each.note or "—")
        href = request.route_path(row.room, id=row.subject)
        rows.append(LedgerRow(row.title, cells, href=href))
    return tuple(rows)


def _overview(request: Request, records: Records, period: Period) -> NumberTable:
    rows = [_figure(request, records, period, name) for name in OVERVIEW]
    for rate in RATES:
        part = FIGURES[rate.part].behind(records, period, "")
        whole = FIGURES[rate.whole].behind(records, period, "")
        share = Link(percent(len(part), len(whole)), _list(request, period, rate.part))
        rows.append(NumberRow(rate.label, (share,), rate.rule))
    return NumberTable("总体情况", ("项目", "数量"), tuple(rows))


def _figure(request: Request, records: Records, period: Period, name: str) -> NumberRow:
    figure = FIGURES[name]
    number = len(figure.behind(records, period, ""))
    return NumberRow(
        figure.label, (Link(formats.count(number), _list(request, period, name)),), figure.rule
    )


def _by_month(records: Records, period: Period) -> Chart:
    values = [
        (
            f"{month.first.year}年{month.first.month}月",
            (len(records.arrived(month)), len(records.issued(month))),
        )
        for month in period.months
    ]
    # The year so far is drawn from the first month on in which there was anything.
    while len(values) > 1 and not any(values[0][1]):
        del values[0]
    return bars("各月收文、发文", series=("收文", "发文"), values=values, unit="件")


def _slowest(flowing: Sequence[Flow]) -> tuple[Chart, ...]:
    if not flowing:
        return ()
    values = [
        (f"{step_words(each.room, each.step)} {each.unit}"[:10], (round(each.middle, 1),))
        for each in flowing[:SLOWEST]
    ]
    return (bars("耗时最长的环节（中位数）", series=("办公小时",), values=values, unit="小时"),)


def _flow_list(request: Request, period: Period, flow: Flow) -> str:
    query = {**_query(period), "room": flow.room, "step": flow.step, "unit": flow.unit}
    return str(request.route_path("statistics.flow", _query=query))


def flow_page(request: Request, period: Period, *, room: str, step: str, unit: str) -> LedgerPage:
    """The papers behind a line of flow times, what took longest first."""
    hours: WorkingHours = request.house.find(WorkingHours)
    unit_of = _unit_of(request)
    taken = [
        (hours.between(each.since, each.until) / HOUR, each)
        for each in ended(_records(request).spells(period), period=period)
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
        note=f"{period.words}。从接到至办完的办公时间。",
        ledgers=(Ledger(title, LISTED, _lines(request, found), empty="没有这样的件。"),),
        back=Link("回到统计", request.route_path("statistics", _query=_query(period)), "back"),
    )


def _flow_table(request: Request, period: Period, flowing: Sequence[Flow]) -> NumberTable:
    rows = tuple(
        NumberRow(
            f"{ROOM_WORDS.get(each.room, each.room)}：{step_words(each.room, each.step)}",
            (
                Link(each.unit or "—", ""),
                Link(formats.count(each.count), _flow_list(request, period, each)),
                Link(f"{each.middle:.1f}", ""),
                Link(f"{each.longest:.1f}", ""),
            ),
        )
        for each in flowing
    )
    return NumberTable(
        "各环节、各单位流转时间（办公小时）",
        ("环节", "单位", "办完次数", "中位数", "最长"),
        rows,
        empty="期内没有办完的环节。",
    )


def _flows(request: Request, records: Records, period: Period) -> list[Flow]:
    hours: WorkingHours = request.house.find(WorkingHours)
    return flows(records.spells(period), period=period, hours=hours, unit_of=_unit_of(request))


def _unit_of(request: Request) -> Callable[[Spell], str]:
    agency, directory = request.identity.agency, request.house.directory
    by_person: dict[str, str] = {}
    for post in directory.posts_on(agency):
        by_person.setdefault(str(post.person.id), post.unit_name or "机关领导")
    names = {unit.key: unit.name for unit in directory.units(agency)}

    def unit_of(spell: Spell) -> str:
        if spell.person:
            return by_person.get(spell.person, "已离任")
        return names.get(spell.unit, "") if spell.unit else ROLE_NAMES[Role(spell.role)]

    return unit_of


def _senders(request: Request, records: Records, period: Period) -> NumberTable:
    rows = []
    for sender in records.senders(period):
        counted = {
            name: len(FIGURES[name].behind(records, period, sender.sender)) for name in OF_SENDERS
        }
        numbers = tuple(
            Link(formats.count(number), _list(request, period, name, sender=sender.sender))
            for name, number in counted.items()
        )
        on_time = Link(percent(counted["signed_for_in_time"], counted["signed_for"]), "")
        done = Link(percent(counted["done_in_time"], counted["completed"]), "")
        rows.append(NumberRow(sender.sender_name, (*numbers, on_time, done)))
    columns = tuple(FIGURES[name].label for name in OF_SENDERS)
    return NumberTable(
        "各来文机关",
        ("来文机关", *columns, "按时签收率", "按时办结率"),
        tuple(rows),
        empty="期内没有来文。",
    )


def _page(
    request: Request,
    title: str,
    period: Period,
    *,
    tables: tuple[NumberTable, ...],
    charts: tuple[Chart, ...] = (),
) -> StatisticsPage:
    here = request.matched_route.name
    query = _query(period)
    tabs = tuple(
        Tab(label, request.route_path(route, _query=query), current=route == here)
        for label, route in ((TITLE, "statistics"), (MONITOR, "statistics.monitor"))
    )
    return StatisticsPage(
        title=title,
        tabs=tabs,
        action=request.route_path(here),
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        note=f"{period.words}，本机关。带下划线的数字可以点开，看是哪些件。",
        tables=tables,
        charts=charts,
    )


def _list(request: Request, period: Period, name: str, *, sender: str = "") -> str:
    query = {**_query(period), **({"sender": sender} if sender else {})}
    return str(request.route_path("statistics.list", figure=name, _query=query))


def _query(period: Period) -> dict[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _records(request: Request) -> Records:
    return Records(request.house.node, agency=request.identity.agency)
