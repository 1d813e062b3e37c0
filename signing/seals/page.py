"""印章 as pages: the list, and one seal with what happened to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pyramid.request import Request

from office.directory.kinds import Role
from office.kernel.clock import office_day
from office.web import formats
from office.web.form_acts import marked, written
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Choice,
    Field,
    Ledger,
    LedgerPage,
    LedgerRow,
    Link,
    Tone,
    Weight,
)
from signing.seals.application import Seals
from signing.seals.book_page import BOOK, SHOWN, TITLE, lines, seal_tabs
from signing.seals.kinds import KIND_WORDS, STATE_WORDS, Made, SealKind, SealState
from signing.seals.permissions import Permission
from signing.seals.seal import Seal

BADGES = {
    SealState.IN_USE: Badge(STATE_WORDS[SealState.IN_USE], Tone.DONE, "tick"),
    SealState.SUSPENDED: Badge(STATE_WORDS[SealState.SUSPENDED], Tone.WARNING),
    SealState.DEREGISTERED: Badge(STATE_WORDS[SealState.DEREGISTERED], Tone.NEUTRAL),
}
TOLD = {
    "Registered": "登记备案",
    "Offered": "移交",
    "TakenOver": "接收",
    "Suspended": "停用",
    "Resumed": "恢复使用",
    "Renewed": "换领",
    "Deregistered": "注销",
}
REASON = Field("reason", "理由", kind="area", rows=2, required=True)


def seals_page(request: Request, *, refusal: str = "") -> LedgerPage:
    """Those in use first; whoever may puts another on record below."""
    room: Seals = request.house.find(Seals)
    rows = room.rows(request.identity.agency)
    may = request.house.guard.permits(Permission.Seal.REGISTER, request.identity, request.identity)
    return LedgerPage(
        title=TITLE,
        tabs=seal_tabs(request, "seals"),
        ledgers=(
            Ledger(
                "在册印章",
                ("名称", "种类", "发文名义", "监印人", "有效期", "备案编号"),
                tuple(_seal(request, row) for row in rows),
                empty="还没有登记印章。没有登记印章的发文名义，在纸质件上用印后登记。",
            ),
        ),
        forms=(_register(request, refusal),) if may else (),
    )


def seal_page(request: Request, seal: Seal, *, refusal: str = "", wrong: str = "") -> LedgerPage:
    """One seal: where it is, what may be done with it, its history and its uses."""
    room: Seals = request.house.find(Seals)
    events = list(room.events.get(seal.id))
    return LedgerPage(
        title=f"印章“{seal.name}”",
        note=f"签发或者导入这枚印章的证书时，“归谁”填 {seal.agency}/{seal.id}",
        back=Link(TITLE, request.route_path("seals"), "back"),
        links=(
            Link(
                "印面",
                request.route_path("seal.picture", id=seal.id, digest=seal.made.picture),
                "document",
            ),
        ),
        ledgers=(
            Ledger(
                "基本情况",
                ("印章", "种类", "发文名义", "监印人", "有效期", "尺寸", "备案编号"),
                (_facts(request, seal),),
            ),
            Ledger(
                "保管和变更",
                ("事项", "经办", "时间"),
                tuple(_event(request, each) for each in reversed(events)),
            ),
            Ledger(
                BOOK,
                SHOWN,
                lines(request, agency=seal.agency, seal=seal.id),
                empty="还没有用过。",
            ),
        ),
        forms=tuple(_forms(request, seal, refusal=refusal, wrong=wrong)),
    )


def _seal(request: Request, row: Any) -> LedgerRow:
    directory = request.house.directory
    taker = f"，移交{directory.person_name(row.taker)}，待接收" if row.taker else ""
    return LedgerRow(
        row.name,
        (
            KIND_WORDS[SealKind(row.kind)],
            _identity(request, row.identity),
            f"{directory.person_name(row.keeper)}{taker}",
            _span(row),
            row.record,
        ),
        href=request.route_path("seal", id=row.subject),
        state=BADGES[SealState(row.state)],
    )


def _facts(request: Request, seal: Seal) -> LedgerRow:
    made: Made = seal.made
    directory = request.house.directory
    taker = f"（正移交{directory.person_name(seal.taker)}）" if seal.taker else ""
    electronic = "有电子印章数据" if made.electronic else "没有电子印章数据，OFD 不能用印"
    return LedgerRow(
        seal.name,
        (
            KIND_WORDS[seal.kind],
            _identity(request, seal.identity),
            f"{directory.person_name(seal.keeper)}{taker}",
            _span(made),
            f"{made.width:g}×{made.height:g} 毫米",
            seal.record,
        ),
        note=electronic,
        state=BADGES[seal.state],
    )


def _span(made: Any) -> str:
    """The term, as paper has it."""
    first, last = (
        formats.whole_day(datetime.fromisoformat(each)) for each in (made.begins, made.ends)
    )
    return f"{first}至{last}"


def _event(request: Request, event: Any) -> LedgerRow:
    name, kind = request.house.directory.person_name, type(event).__name__
    whom = f"，交{name(event.to)}" if kind == "Offered" else ""
    return LedgerRow(
        f"{TOLD[kind]}{whom}",
        (name(event.by), formats.moment(event.timestamp, today=office_day(now(request)))),
        note=getattr(event, "reason", ""),
    )


def _identity(request: Request, key: str) -> str:
    found = request.house.directory.identity(key)
    return found.name if found else "—"


def _register(request: Request, refusal: str) -> ActForm:
    directory, agency = request.house.directory, request.identity.agency
    chosen = written(request, "kind") or SealKind.OFFICIAL
    kinds = tuple(Choice(each, KIND_WORDS[each], chosen=each == chosen) for each in SealKind)
    identities = tuple(
        Choice(each.key, each.name, chosen=each.key == written(request, "identity"))
        for each in directory.identities(agency)
    )
    fields = (
        Field(
            "name",
            "印章名称",
            value=written(request, "name"),
            required=True,
            hint="与印面文字一致。",
        ),
        Field("kind", "种类", kind="select", choices=kinds),
        Field("identity", "发文名义", kind="select", choices=identities),
        Field("keeper", "监印人", kind="select", choices=_keepers(request)),
        Field("record", "备案编号", value=written(request, "record"), required=True),
        *_made_fields(request),
    )
    return ActForm(
        action=request.route_path("seals"),
        heading="登记印章",
        acts=(Act("register", "登记", Weight.PRIMARY),),
        refusal=refusal,
        fields=tuple(marked(each, request) for each in fields),
    )


def _made_fields(request: Request) -> tuple[Field, ...]:
    accept = "image/png,image/jpeg"
    return (
        Field(
            "electronic",
            "电子印章文件（GB/T 38540）",
            kind="file",
            accept=".esl,.der,.dat",
            hint="制章单位制发；选了的，尺寸、有效期以其为准。",
        ),
        Field("picture", "印面图像（PNG、JPEG）", kind="file", accept=accept),
        Field("width", "宽（毫米）", kind="number", value=written(request, "width") or "42"),
        Field("height", "高（毫米）", kind="number", value=written(request, "height") or "42"),
        Field("begins", "有效期起", kind="date", value=written(request, "begins")),
        Field("ends", "有效期止", kind="date", value=written(request, "ends")),
        Field(
            "keys",
            "证书文件（.p12、.pfx）",
            kind="file",
            accept=".p12,.pfx",
            many=True,
            hint="可以一次选多个：盖 PDF 的 RSA 或 ECDSA 证书，盖 OFD 的 SM2 证书。"
            "不选的，以后在“换领”中补，或者由系统管理员导入。",
        ),
        Field("password", "证书文件的口令", kind="password", hint="只用来打开文件，不保存。"),
        Field(
            "pin",
            "PIN 码",
            kind="password",
            hint="选了证书文件的必填，至少 6 位，用印时输入；由监印人设定，系统不保存。",
        ),
    )


def _keepers(request: Request, *, but: str = "") -> tuple[Choice, ...]:
    people = request.house.directory.people_with_role(request.identity.agency, Role.CLERK)
    return (
        Choice("", "请选择"),
        *(
            Choice(id, f"{each.person.name}　{each.title}")
            for each in people
            if (id := str(each.person.id)) != but
        ),
    )


def _forms(request: Request, seal: Seal, *, refusal: str, wrong: str) -> Any:
    offered = {
        "take_over": ("接收印章", Permission.Seal.TAKE_OVER, "接收", ()),
        "offer": (
            "移交印章",
            Permission.Seal.OFFER,
            "移交",
            (
                Field("to", "接收人", kind="select", choices=_keepers(request, but=seal.keeper)),
                REASON,
            ),
        ),
        "suspend": ("停用印章", Permission.Seal.SUSPEND, "停用", (REASON,)),
        "resume": ("恢复使用", Permission.Seal.RESUME, "恢复使用", (REASON,)),
        "renew": ("换领", Permission.Seal.RENEW, "换领", _made_fields(request)),
        "deregister": ("注销印章", Permission.Seal.DEREGISTER, "注销", (REASON,)),
    }
    for name, (heading, permission, label, fields) in offered.items():
        if not _fits(name, seal) or not request.house.guard.permits(
            permission, request.identity, seal
        ):
            continue
        said = refusal if name == wrong else ""
        yield ActForm(
            action=request.route_path("seal", id=seal.id),
            heading=heading,
            acts=(Act(name, label, Weight.PRIMARY if name == "take_over" else Weight.NORMAL),),
            seen=str(seal.version),
            refusal=said,
            fields=tuple(marked(each, request) for each in fields) if said else fields,
        )


def _fits(act: str, seal: Seal) -> bool:
    """Whether the act makes sense as the seal stands."""
    if seal.state is SealState.DEREGISTERED:
        return False
    return {
        "take_over": bool(seal.taker),
        "suspend": seal.state is SealState.IN_USE,
        "resume": seal.state is SealState.SUSPENDED,
    }.get(act, True)
