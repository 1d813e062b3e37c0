"""The pages of numbers as models: the year's series, and one series with its numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyramid.request import Request

from documents.names import Names
from documents.numbering.forms import acts_now, begin_form, may, words_to_begin
from documents.numbering.lookup import NumberLookup
from documents.numbering.report import SeriesReport, in_runs
from documents.numbering.states import IN_USE, STANDING_WORDS, NumberStanding
from documents.permissions import Permission
from office.kernel.clock import office_day
from office.web.frame import now
from office.web.models import ActForm, Badge, Fact, Happening, Link, Tab, Tone
from office.web.models.numbering import NumberLine, SeriesLine, SeriesList, SeriesPage

ROWS = 100

SHOWN: dict[str, tuple[str, tuple[NumberStanding, ...]]] = {
    "": ("全部", ()),
    "reserved": ("预留", (NumberStanding.RESERVED,)),
    "void": ("作废", (NumberStanding.VOID,)),
    "reused": ("再用", (NumberStanding.REUSED,)),
}
RECORD = "record"
TONES = {NumberStanding.RESERVED: Tone.WARNING, NumberStanding.REUSED: Tone.KIND}
ICONS = {NumberStanding.RESERVED: "time", NumberStanding.VOID: "must"}

ACTS = {
    "continued": "接续旧系统，末号 {serials}",
    "occupied": "由旧登记簿（{words}）占用 {serials} 号",
    "reserved": "预留 {serials} 号，用途：{words}",
    "used": "登记 {serials} 号由纸质公文使用：{words}",
    "released": "释放 {serials} 号",
    "voided": "作废 {serials} 号，没有发出过：{words}",
    "reused": "{serials} 号作废后再用",
    "closed": "关闭本年序列",
    "reopened": "重新开放：{words}",
}
"""The record's sentences; `VOIDED_AFTER` and `USED_HERE` are the two others."""
VOIDED_AFTER = "作废 {serials} 号，已经发出过：{words}"
USED_HERE = "预留的 {serials} 号由公文取用"


def list_page(
    request: Request, *, year: int, do: str = "", form: ActForm | None = None
) -> SeriesList:
    """The agency's series of the year; with `do` or `form`, the act under them."""
    lookup = NumberLookup(request.house.node.store, agency=request.identity.agency)
    here = request.route_path("numbers")
    this_year = office_day(now(request)).year
    years = sorted({*lookup.years(), this_year, this_year - 1, year}, reverse=True)
    form = form or (begin_form(request, year=year) if do == "begin" else None)
    begin = Link("开设序列", f"{here}?year={year}&do=begin#act")
    may_begin = may(request, Permission.Series.BEGIN) and words_to_begin(request, year=year)
    return SeriesList(
        title="编号",
        year=year,
        tabs=tuple(
            Tab(f"{each}年", f"{here}?year={each}", current=each == year) for each in years
        ),
        rows=tuple(_series(request, row, found) for row, found in lookup.series_in(year)),
        primary=begin if may_begin and form is None else None,
        act=form,
    )


def series_page(
    request: Request, of: Any, *, show: str = "", page: int = 1, form: ActForm | None = None
) -> SeriesPage:
    """One series: its numbers that stand as `show` says, or the record of acts on it."""
    lookup = NumberLookup(request.house.node.store, agency=of.agency)
    here = request.route_path("numbers.series", id=of.subject)
    found = lookup.report(of)
    show = show if show in (*SHOWN, RECORD) else ""
    bounds = {"limit": ROWS, "offset": (page - 1) * ROWS}
    standings = SHOWN.get(show, ("", ()))[1]
    rows: list[Any] = []
    record: list[Any] = []
    if show == RECORD:
        record, total = lookup.acts(of.subject, **bounds), lookup.count_acts(of.subject)
    else:
        rows = lookup.numbers(of.subject, standings=standings, **bounds)
        total = lookup.count(of.subject, standings=standings)

    def turned(other: int) -> str:
        return f"{here}?show={show}&page={other}"

    acts = acts_now(request, of)
    return SeriesPage(
        title=f"{of.word}〔{of.year}〕",
        back=Link("返回", f"{request.route_path('numbers')}?year={of.year}", "back"),
        badge=_state(of),
        facts=(*_facts(of, found), *_before_closing(request, of, found)),
        tabs=_tabs(here, show, lookup, of),
        rows=_lines(request, rows, lookup=lookup, acts=acts, here=here),
        record=_record(request, record, agency=of.agency),
        faults=_faults(found),
        tools=_tools(here, acts, shown=form),
        primary=Link("预留文号", f"{here}?do=reserve#act")
        if "reserve" in acts and form is None
        else None,
        act=form,
        older=turned(page + 1) if page * ROWS < total else "",
        newer=turned(page - 1) if page > 1 else "",
        nothing="" if rows or record else "还没有。",
    )


def _series(request: Request, of: Any, found: SeriesReport) -> SeriesLine:
    return SeriesLine(
        href=request.route_path("numbers.series", id=of.subject),
        name=f"{of.word}〔{of.year}〕",
        last=f"{found.last}号" if found.last else "—",
        used=found.used,
        reserved=in_runs(found.reserved),
        reusable=in_runs(found.reusable),
        spent=in_runs(found.spent),
        state=_state(of),
        fault="　".join(_faults(found)),
    )


def _state(of: Any) -> Badge:
    return (
        Badge("已关闭", Tone.NEUTRAL, "lock") if of.closed else Badge("使用中", Tone.DONE, "tick")
    )


def _facts(of: Any, found: SeriesReport) -> tuple[Fact, ...]:
    said = {
        "末号": str(found.last) if found.last else "还没有编号",
        "已用": f"{found.used} 个",
        "旧系统用到": str(of.before) if of.before else "",
        "预留": in_runs(found.reserved),
        "作废可再用": in_runs(found.reusable),
        "作废不再用": in_runs(found.spent),
    }
    return tuple(Fact(label, value) for label, value in said.items() if value)


def _before_closing(request: Request, of: Any, found: SeriesReport) -> tuple[Fact, ...]:
    """Why a year that is over cannot be closed yet, for whoever closes it."""
    over = office_day(now(request)).year > of.year and not of.closed
    if not over or not found.reserved or not may(request, Permission.Series.CLOSE):
        return ()
    return (Fact("关闭本年序列", f"先使用或释放预留的 {in_runs(found.reserved)} 号"),)


def _faults(found: SeriesReport) -> tuple[str, ...]:
    faults = []
    if found.gaps:
        faults.append(f"缺号：{in_runs(found.gaps)}。")
    if found.twice:
        faults.append(f"重号：{'、'.join(found.twice)}。")
    if found.crowded:
        faults.append(f"有 {len(found.crowded)} 件公文各有一个以上的文号。")
    if faults:
        faults.append("登记簿与日志可能不符，请系统管理员核验日志并重建登记簿。")
    return tuple(faults)


def _tabs(here: str, show: str, lookup: NumberLookup, of: Any) -> tuple[Tab, ...]:
    numbered = [
        Tab(
            label,
            f"{here}?show={name}",
            count=lookup.count(of.subject, standings=standings),
            current=name == show,
        )
        for name, (label, standings) in SHOWN.items()
    ]
    record = Tab(
        "记录",
        f"{here}?show={RECORD}",
        count=lookup.count_acts(of.subject),
        current=show == RECORD,
    )
    return (*numbered, record)


def _tools(here: str, acts: Iterable[str], *, shown: ActForm | None) -> tuple[Link, ...]:
    labels = {"release": "释放预留", "close": "关闭本年序列", "reopen": "重新开放"}
    if shown is not None:
        return (Link("不办了", here),)
    return tuple(
        Link(label, f"{here}?do={act}#act") for act, label in labels.items() if act in acts
    )


def _lines(
    request: Request, rows: list[Any], *, lookup: NumberLookup, acts: Iterable[str], here: str
) -> tuple[NumberLine, ...]:
    known = lookup.papers(id for row in rows for id in (row.taken_for, row.formerly_for) if id)
    names = Names(request.house.directory, agency=request.identity.agency)

    def line(row: Any) -> NumberLine:
        paper = known.get(row.taken_for or "")
        return NumberLine(
            number=row.number,
            state=_standing(row),
            holder=paper.title if paper is not None else _without_paper(row),
            note=_note(row, known),
            by=names.person(row.by, row.at),
            when=row.at,
            href=request.route_path(paper.room, id=paper.subject) if paper is not None else "",
            acts=tuple(_row_acts(row, acts, here)),
        )

    return tuple(map(line, rows))


def _standing(row: Any) -> Badge:
    standing = NumberStanding(row.standing)
    return Badge(
        STANDING_WORDS[standing], TONES.get(standing, Tone.NEUTRAL), ICONS.get(standing, "")
    )


def _without_paper(row: Any) -> str:
    if row.taken_for:
        return "（此件不在公文登记簿中）"
    return f"{row.purpose}（纸质）" if row.standing in IN_USE else row.purpose


def _note(row: Any, known: dict[str, Any]) -> str:
    former = known.get(row.formerly_for)
    said = (
        f"预留给 {row.person}" if row.person else "",
        f"原用于《{former.title}》" if former is not None else "",
        {True: "已发出过，不再用", False: "没有发出过，可再用"}[row.spent]
        if row.standing == NumberStanding.VOID
        else "",
        f"作废原因：{row.reason}" if row.reason else "",
    )
    return "　".join(filter(None, said))


def _row_acts(row: Any, acts: Iterable[str], here: str) -> Iterable[Link]:
    offered = {
        "use": ("登记使用", row.standing == NumberStanding.RESERVED),
        "release": ("释放", row.standing == NumberStanding.RESERVED),
        "void": ("作废", row.standing in IN_USE and not row.taken_for),
    }
    for act, (label, fits) in offered.items():
        if fits and act in acts:
            yield Link(label, f"{here}?do={act}&number={row.serial}#act")


def _record(request: Request, rows: list[Any], *, agency: str) -> tuple[Happening, ...]:
    names = Names(request.house.directory, agency=agency)
    return tuple(Happening(row.at, f"{names.person(row.by, row.at)} {_told(row)}") for row in rows)


def _told(row: Any) -> str:
    sentence = ACTS[row.act]
    if row.act == "voided" and row.left:
        sentence = VOIDED_AFTER
    if row.act == "used" and not row.words:
        sentence = USED_HERE
    return sentence.format(serials=row.serials, words=row.words)
