"""统计 and 电子监察 as pages."""

from __future__ import annotations

from collections.abc import Sequence

from pyramid.request import Request

from documents.deadlines.step_names import step_words
from documents.statistics.charts import bars
from documents.statistics.figures import MONITORED
from documents.statistics.flow import Flow, flows
from documents.statistics.period import Period, month_words
from documents.statistics.records import Records
from documents.statistics.screens import tables
from documents.statistics.screens.units import unit_names
from documents.statistics.screens.ways import query_of, records_of
from office.calendar import WorkingHours
from office.web.models import Chart, Link, NumberTable, StatisticsPage, Tab

TITLE, MONITOR = "统计", "电子监察"
SLOWEST = 10


def statistics_page(request: Request, period: Period) -> StatisticsPage:
    """Volumes, backlog, shares, flow, senders."""
    records = records_of(request)
    flowing = _flows(request, records, period)
    return _page(
        request,
        TITLE,
        period,
        charts=(_by_month(records, period), *_slowest(flowing)),
        tables=(
            tables.overview(request, period),
            tables.months(request, period),
            tables.paperless(request, period),
            tables.flow_table(request, period, flowing),
            tables.senders(request, period),
            tables.faults(request, period),
        ),
    )


def monitor_page(request: Request, period: Period) -> StatisticsPage:
    """What is overdue, what skipped a step, what went back: each as it stood then."""
    return _page(
        request,
        MONITOR,
        period,
        tables=(
            tables.monitored(request, period),
            *(tables.latest(request, period, name) for name in MONITORED),
        ),
    )


def _by_month(records: Records, period: Period) -> Chart:
    values = [
        (month_words(month), (len(records.arrived(month)), len(records.issued(month))))
        for month in records.busy_months(period)
    ]
    came, left = (sum(numbers[place] for _, numbers in values) for place in (0, 1))
    most, numbers = max(values, key=lambda value: value[1][0])
    title = f"期内收文 {came} 件、发文 {left} 件"
    if len(values) > 1 and numbers[0]:
        title += f"，{most}收文最多"
    return bars(title, series=("收文", "发文"), values=values, unit="件")


def _slowest(flowing: Sequence[Flow]) -> tuple[Chart, ...]:
    if not flowing:
        return ()
    values = [
        (f"{step_words(each.room, each.step)} {each.unit}"[:10], (round(each.middle, 1),))
        for each in flowing[:SLOWEST]
    ]
    first = flowing[0]
    title = (
        f"耗时最长的环节是{first.unit or '—'}的“{step_words(first.room, first.step)}”，"
        f"中位数 {first.middle:.1f} 个办公小时"
    )
    return (bars(title, series=("办公小时",), values=values, unit="小时"),)


def _flows(request: Request, records: Records, period: Period) -> list[Flow]:
    hours: WorkingHours = request.house.find(WorkingHours)
    return flows(records.spells(period), period=period, hours=hours, unit_of=unit_names(request))


def _page(
    request: Request,
    title: str,
    period: Period,
    *,
    tables: tuple[NumberTable, ...],
    charts: tuple[Chart, ...] = (),
) -> StatisticsPage:
    here = request.matched_route.name
    query = query_of(period)
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
        links=(Link("时限表", request.route_path("deadlines.table"), "time"),),
    )
