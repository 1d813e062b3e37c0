"""工作日历 as a page: what is known of each year, and the form that brings another."""

from __future__ import annotations

from uuid import UUID

from pyramid.request import Request

from office.calendar.application import Known, OfficeCalendar
from office.calendar.hours import WorkingHours
from office.kernel.clock import office_day
from office.web import formats
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Field,
    Ledger,
    LedgerPage,
    LedgerRow,
    Tone,
    Weight,
)

TITLE = "工作日历"
COLUMNS = ("年份", "放假", "周末上班", "依据", "录入")


def calendar_page(request: Request, *, refusal: str = "") -> LedgerPage:
    """The years, the latest first; next year's is missed before it begins."""
    calendar: OfficeCalendar = request.house.find(OfficeCalendar)
    hours: WorkingHours = request.house.find(WorkingHours)
    today = office_day(now(request))
    known = calendar.known()
    sessions = "，".join(f"{start:%H:%M}—{end:%H:%M}" for start, end in hours.sessions)
    years = {each.year for each in known}
    missing = [year for year in (today.year, today.year + 1) if year not in years]
    rows = [_missing(year) for year in reversed(missing)]
    rows += [_line(request, each) for each in known]
    return LedgerPage(
        title=TITLE,
        note=f"期限按工作日和办公时间计算。办公时间（设置 wenshu.working_hours）：{sessions}。",
        ledgers=(Ledger("各年放假调休安排", COLUMNS, tuple(rows)),),
        forms=(_form(request, refusal),),
    )


def _missing(year: int) -> LedgerRow:
    return LedgerRow(
        f"{year} 年",
        ("—", "—", "—", "—"),
        note="暂按周一至周五计算；国务院办公厅公布安排后，请在下方导入。",
        state=Badge("尚未录入", Tone.WARNING),
    )


def _line(request: Request, known: Known) -> LedgerRow:
    return LedgerRow(
        f"{known.year} 年",
        (
            f"{known.holidays} 天",
            f"{known.workdays} 天",
            known.source or "—",
            _brought(request, known),
        ),
        state=Badge("已录入", Tone.DONE, "tick"),
    )


def _brought(request: Request, known: Known) -> str:
    if known.at is None:
        return "随程序或配置文件"
    day = office_day(known.at)
    person = request.house.directory.person_on(UUID(known.person), day)
    return f"{person.name if person else '—'}，{formats.whole_day(day)}"


def _form(request: Request, refusal: str) -> ActForm:
    return ActForm(
        action=request.route_path("calendar"),
        heading="导入放假调休安排",
        acts=(Act("bring", "导入", Weight.PRIMARY),),
        refusal=refusal,
        fields=(
            Field(
                "file",
                "安排文件（TOML）",
                kind="file",
                accept=".toml",
                hint="一年写一节，如 [2027]，写 source（依据）、holidays（放假）、"
                "workdays（周末上班）；写法与程序自带的 working_days.toml 相同。"
                "已录入的年份由新文件代替。",
            ),
        ),
    )
