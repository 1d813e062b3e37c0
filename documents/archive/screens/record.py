"""One record: its files and packages, what was inspected, its loans, the acts it allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pyramid.request import Request

from documents.archive.described import ROLE_WORDS, RecordPart
from documents.archive.eep.writing import FORMATS
from documents.archive.inspection import ITEMS
from documents.archive.outcomes import OUTCOME_WORDS
from documents.archive.permissions import Permission
from documents.archive.record import Loan, Record
from documents.archive.retention import RETENTION_WORDS, Retention
from documents.archive.screens.viewing import readable
from documents.archive.told import record_sentence
from documents.names import Names, anybody
from office.directory.kinds import ADMINISTRATORS
from office.kernel.clock import office_day
from office.web.formats import printed_day, size, whole_day
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Choice,
    Fact,
    Field,
    Happening,
    Link,
    Tone,
    Weight,
)
from office.web.models.paper_list import PaperLine, PaperList

DAYS = 14
"""How long a loan is proposed for."""

_FILE_ACTS = {"supplement": "补充归档", "lend": "登记借阅", "appraise": "鉴定"}
_PERMISSIONS: Mapping[str, str] = {
    "supplement": Permission.Record.SUPPLEMENT,
    "lend": Permission.Record.LEND,
    "appraise": Permission.Record.APPRAISE,
    "inspect": Permission.Record.INSPECT,
}


def record_page(request: Request, it: Record, *, form: ActForm | None = None) -> PaperList:
    """The page."""
    names = Names(request.house.directory, agency=it.agency)
    history = list(request.records.events.get(it.id))
    return PaperList(
        title=f"归档件　{it.code}",
        back=Link("返回目录", request.route_path("records"), "back", to_list=True),
        lead="文件",
        columns=("名称", "格式", "大小"),
        rows=(*_files(request, it), *_packages(request, it)),
        badge=_badge(history),
        facts=_facts(request, it),
        warnings=tuple(_warnings(request, it, history, names)),
        tools=_tools(request, it),
        act=form,
        record=tuple(
            Happening(each.timestamp, record_sentence(names, each)) for each in reversed(history)
        ),
    )


def _may_read(request: Request, it: Record) -> bool:
    return bool(
        request.house.guard.permits(
            Permission.Record.READ, request.identity, readable(request, it)
        )
    )


def _files(request: Request, it: Record) -> Iterable[PaperLine]:
    may = _may_read(request, it)
    for part in it.parts:
        where = {"id": it.id, "digest": part.digest}
        yield PaperLine(
            ROLE_WORDS[part.role],
            part_cells(part),
            href=request.route_path("record.file", **where) if may else "",
        )


def part_cells(part: RecordPart) -> tuple[str, str, str]:
    """Name, format and size."""
    return part.name, FORMATS.get(part.media_type, part.media_type), size(part.length)


def _packages(request: Request, it: Record) -> Iterable[PaperLine]:
    may = request.house.guard.permits(Permission.Record.HAND_OVER, request.identity, it)
    for place, packed in enumerate(it.packages):
        where = {"id": it.id, "place": place}
        yield PaperLine(
            "封装包" if place == 0 else f"第{place}次补充的封装包",
            (f"SHA-256 {packed.package[:16]}…", "DA/T 48-2009", size(packed.length)),
            note=f"{whole_day(it.made_at[place])}封装",
            href=request.route_path("record.package", **where) if may else "",
        )


def _badge(history: list[Any]) -> Badge:
    faults = _last_faults(history)
    if faults:
        return Badge(f"检测 {len(faults)} 项不合格", Tone.RETURNED, "return")
    return Badge("检测合格", Tone.DONE, "tick")


def _last_faults(history: list[Any]) -> list[dict[str, Any]]:
    looked = [each for each in history if type(each).__name__ == "Inspected"]
    return list(looked[-1].faults) if looked else []


def _warnings(request: Request, it: Record, history: list[Any], names: Names) -> Iterable[str]:
    for fault in _last_faults(history):
        name = ITEMS.get(fault["item"], "")
        yield f"{fault['item']} {name}：{fault['object']}，{fault['evidence']}"
    for loan in it.loans.values():
        who = names.person(loan.person, now(request))
        over = loan.until < office_day(now(request)).isoformat()
        state = "借阅已到期，不能再看文件，请登记归还" if over else "前归还"
        yield f"{who}正在借阅，用途：{loan.purpose}，{printed_day(loan.until)} {state}。"


def _facts(request: Request, it: Record) -> tuple[Fact, ...]:
    said, until = it.description, it.kept_until
    pages = said["pages"]
    told = (
        ("题名", said["title"]),
        ("文号", said["number"]),
        ("责任者", said["responsible"]),
        ("日期", printed_day(said["date"])),
        ("保管期限", RETENTION_WORDS[it.retention]),
        ("依据", it.reason),
        ("期满", whole_day(until) if until else ""),
        ("件内", f"{len(it.parts)} 个文件{f'，{pages} 页' if pages else ''}"),
    )
    facts = (*told, ("长期保存", _lasting(it)))
    return tuple(Fact(label, str(value)) for label, value in facts if value)


def _lasting(it: Record) -> str:
    """How it stands with the time stamps of its signed files."""
    if not it.preserved:
        return ""
    files = it.preserved.values()
    if lacking := [each.why for each in files if each.why]:
        return f"{len(lacking)} 个签章文件还没有存档时间戳，将自动再加：{lacking[0]}"
    until = whole_day(datetime.fromisoformat(min(each.until for each in files)))
    return f"签章文件已加存档时间戳，时间戳证书到{until}，到期前自动续加"


def _tools(request: Request, it: Record) -> tuple[Link, ...]:
    here = request.route_path("record", id=it.id)
    guard, identity = request.house.guard, request.identity
    offered = [
        Link(words, f"{here}?do={name}")
        for name, words in _FILE_ACTS.items()
        if guard.permits(_PERMISSIONS[name], identity, it) and _is_due(request, it, name)
    ]
    if guard.permits(Permission.Record.INSPECT, identity, it):
        offered.append(Link("四性检测", f"{here}?do=inspect", "shield"))
    if it.loans and guard.permits(Permission.Record.TAKE_BACK, identity, it):
        offered.append(Link("登记归还", f"{here}?do=take_back"))
    return (
        *offered,
        Link("检测报告", request.route_path("record.report", id=it.id), "print"),
        Link("打开原件", request.route_path(it.room, id=it.paper), "document"),
    )


def _is_due(request: Request, it: Record, name: str) -> bool:
    if name == "supplement":
        return bool(request.records.is_to_be_supplemented(it))
    if name == "appraise":
        until = it.kept_until
        return until is not None and until < office_day(now(request))
    return True


def record_form(request: Request, it: Record, do: str) -> ActForm | None:
    """The form of the act that was chosen, for who may; None for none."""
    if do == "take_back":
        may = request.house.guard.permits(Permission.Record.TAKE_BACK, request.identity, it)
        return _form(request, it, do, "登记归还", _returning(request, it)) if may else None
    wanted = _PERMISSIONS.get(do)
    if not wanted or not request.house.guard.permits(wanted, request.identity, it):
        return None
    fields = {
        "supplement": lambda: (Field("reason", "补充的缘由", kind="area", rows=2),),
        "lend": lambda: _lending(request, it),
        "appraise": _appraising,
        "inspect": tuple,
    }[do]()
    return _form(request, it, do, _FILE_ACTS.get(do, "四性检测"), fields)


def _form(request: Request, it: Record, do: str, words: str, fields: tuple[Field, ...]) -> ActForm:
    return ActForm(
        action=request.route_path("record", id=it.id),
        heading=words,
        acts=(Act(do, words, Weight.PRIMARY, key="Ctrl ↵"),),
        seen=str(it.version),
        fields=fields,
    )


def _lending(request: Request, it: Record) -> tuple[Field, ...]:
    today = office_day(now(request))
    posts = request.house.directory.posts_on(it.agency, today)
    people = [each for each in posts if set(each.roles) - ADMINISTRATORS]
    return (
        Field("to", "借阅人", kind="select", choices=(Choice("", "请选择"), *anybody(people))),
        Field("purpose", "用途"),
        Field("until", "归还日期", kind="limit", value=(today + timedelta(days=DAYS)).isoformat()),
    )


def _returning(request: Request, it: Record) -> tuple[Field, ...]:
    names = Names(request.house.directory, agency=it.agency)

    def label(loan: Loan) -> str:
        return f"{names.person(loan.person, now(request))}（{loan.purpose}）"

    choices = tuple(
        Choice(loan.id, label(loan), chosen=place == 0)
        for place, loan in enumerate(it.loans.values())
    )
    return (
        Field("loan", "哪一次借阅", kind="select", choices=choices),
        Field("note", "归还情况", hint="例如完好；没有可说的不用填写。"),
    )


def _appraising() -> tuple[Field, ...]:
    return (
        Field(
            "outcome",
            "鉴定结果",
            kind="radios",
            choices=tuple(Choice(each, words) for each, words in OUTCOME_WORDS.items()),
        ),
        Field(
            "retention",
            "新的保管期限",
            kind="select",
            choices=(
                Choice("", "（继续保管的选择）", chosen=True),
                *(Choice(each, RETENTION_WORDS[each]) for each in Retention),
            ),
        ),
        Field("opinion", "鉴定意见", kind="area", rows=2),
    )
