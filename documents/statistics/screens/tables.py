"""The tables of 统计 and 电子监察: every number in them opens its list."""

from __future__ import annotations

from collections.abc import Sequence

from pyramid.request import Request

from documents.consignments.returning import FAULT_WORDS, Fault
from documents.deadlines.step_names import room_words, step_words
from documents.statistics.figures import (
    FIGURES,
    MONITORED,
    OF_SENDERS,
    OVERVIEW,
    OVERVIEW_RATES,
    PAPERLESS,
    RATES,
)
from documents.statistics.flow import Flow
from documents.statistics.period import Period, month_words
from documents.statistics.screens.lists import LISTED, counted_cells
from documents.statistics.screens.ways import OfSenders, flow_way, number, records_of, share
from office.web import formats
from office.web.models import Link, NumberRow, NumberTable

MOST_MONITORED = 10
"""Lines of each matter on the page itself; all are behind its number."""


def overview(request: Request, period: Period) -> NumberTable:
    """总体情况."""
    figures = (
        NumberRow(FIGURES[name].label, (number(request, period, name),), FIGURES[name].rule)
        for name in OVERVIEW
    )
    rates = (
        NumberRow(RATES[name].label, (share(request, period, name),), RATES[name].rule)
        for name in OVERVIEW_RATES
    )
    return NumberTable("总体情况", ("项目", "数量"), (*figures, *rates))


def months(request: Request, period: Period) -> NumberTable:
    """What the drawing of months shows."""
    rows = [
        NumberRow(
            month_words(month),
            (number(request, month, "arrived"), number(request, month, "issued")),
        )
        for month in records_of(request).busy_months(period)
    ]
    return NumberTable("各月收文、发文", ("月份", "收文", "发文"), tuple(rows))


def paperless(request: Request, period: Period) -> NumberTable:
    """无纸化, by kind, with the rule of each."""
    rows = []
    for name in PAPERLESS:
        rate = RATES[name]
        part, whole = FIGURES[rate.part], FIGURES[rate.whole]
        numbers = (
            number(request, period, rate.whole),
            number(request, period, rate.part),
            share(request, period, name),
        )
        rows.append(NumberRow(whole.label, numbers, part.rule))
    return NumberTable("无纸化", ("类别", "件数", "无纸", "无纸化率"), tuple(rows))


def flow_table(request: Request, period: Period, flowing: Sequence[Flow]) -> NumberTable:
    """流转时间, in working hours, by step and unit."""
    rows = []
    for each in flowing:
        way = flow_way(request, period, each)
        numbers = (
            Link(each.unit or "—", ""),
            Link(formats.count(each.count), way),
            Link(f"{each.middle:.1f}", way),
            Link(f"{each.longest:.1f}", way),
        )
        room = room_words(each.room)
        rows.append(NumberRow(f"{room}：{step_words(each.room, each.step)}", numbers))
    return NumberTable(
        "各环节、各单位流转时间（办公小时）",
        ("环节", "单位", "办完次数", "中位数", "最长"),
        tuple(rows),
        empty="期内没有办完的环节。",
    )


def senders(request: Request, period: Period) -> NumberTable:
    """各来文机关: in time or not, sent back, with what was wrong."""
    counted = OfSenders(request, period)
    rows = tuple(
        NumberRow(sender, tuple(counted.link(name, key) for name in OF_SENDERS))
        for key, sender in records_of(request).senders(period).items()
    )
    labels = (RATES[name].label if name in RATES else FIGURES[name].label for name in OF_SENDERS)
    return NumberTable("各来文机关", ("来文机关", *labels), rows, empty="期内没有来文。")


def faults(request: Request, period: Period) -> NumberTable:
    """错情 of each sender by its coded reason; who made none is left out."""
    counted = OfSenders(request, period)
    codes = [f"fault-{code}" for code in Fault]
    rows = tuple(
        NumberRow(sender, tuple(counted.link(code, key) for code in codes))
        for key, sender in records_of(request).senders(period).items()
        if any(counted.count(code, key) for code in codes)
    )
    return NumberTable(
        "各来文机关错情（拒收、退文的原因和初审记录的错情，一件可有几项）",
        ("来文机关", *FAULT_WORDS.values()),
        rows,
        empty="期内没有错情。",
    )


def monitored(request: Request, period: Period) -> NumberTable:
    """监察事项."""
    rows = tuple(
        NumberRow(FIGURES[name].label, (number(request, period, name),), FIGURES[name].rule)
        for name in MONITORED
    )
    return NumberTable("监察事项", ("事项", "件数"), rows)


def latest(request: Request, period: Period, name: str) -> NumberTable:
    """The latest papers of a matter, each as it stood then."""
    figure = FIGURES[name]
    found = sorted(
        figure.behind(records_of(request), period, ""),
        # What has no moment is last: the earliest of all.
        key=lambda each: each.at.timestamp() if each.at else 0.0,
        reverse=True,
    )
    rows = tuple(
        NumberRow(title, tuple(Link(cell, "") for cell in cells), href=way)
        for title, cells, way in counted_cells(request, found[:MOST_MONITORED], then=True)
    )
    more = f"（最近 {MOST_MONITORED} 件）" if len(found) > MOST_MONITORED else ""
    return NumberTable(f"{figure.label}{more}", LISTED, rows, empty="没有这样的件。")
