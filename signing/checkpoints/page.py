"""日志检查点 as a page: how far the journal is signed, who witnessed it, when it was verified."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from sqlalchemy import Row, select

from office.kernel.clock import office_day
from office.kernel.journal import journal_head
from office.web import formats
from office.web.form_acts import marked
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Field,
    Ledger,
    LedgerPage,
    LedgerRow,
    Link,
    RowAct,
    Tone,
    Weight,
)
from signing.checkpoints.application import Checkpoints
from signing.checkpoints.auditing import verifications
from signing.checkpoints.permissions import Permission

TITLE = "日志检查点"
OWN = ("签署时间", "事件", "根值", "见证")
OTHERS = ("节点", "收存时间", "事件", "根值")
PASSES = ("核验时间", "事件", "检查点")
NOTE = (
    "本节点“{name}”的日志现有 {head} 个事件。检查点定时签署到这时为止全部事件的根值；"
    "其他节点收存并见证之后，任何人都不能再改动以前的事件而不被发现。"
)
NO_KEY = (
    "没有节点证书，未签署检查点。请系统管理员用 office ca issue --kind node 签发，或导入证书。"
)


def checkpoints_page(request: Request, *, refusal: str = "", wrong: str = "") -> LedgerPage:
    """The newest; `wrong`: the form that was refused."""
    room: Checkpoints = request.house.find(Checkpoints)
    with request.house.node.store.reading() as connection:
        head = connection.execute(select(journal_head.c.id)).scalar_one()
        passes = connection.execute(
            select(verifications).order_by(verifications.c.at.desc()).limit(3)
        ).all()
    keeps = request.house.guard.permits(Permission.Checkpoint.KEEP, request.identity)
    own = room.listed(own=True)
    note = NOTE.format(name=room.node_name, head=head)
    return LedgerPage(
        title=TITLE,
        note=note if room.can_sign else f"{NO_KEY}{note}",
        refusal="" if wrong else refusal,
        links=_links(request) if own else (),
        ledgers=(
            Ledger(
                "本节点的检查点",
                OWN,
                tuple(_own(request, room, each) for each in own),
                empty="还没有签署过。",
            ),
            Ledger(
                "收存的其他节点的检查点",
                OTHERS,
                tuple(
                    _other(request, each, witnesses=keeps and room.can_sign)
                    for each in room.listed(own=False)
                ),
                empty="还没有。请与其他节点交换检查点文件，互相见证：导入对方的，再把见证交还对方。",
            ),
            Ledger(
                "最近的核验",
                PASSES,
                tuple(_pass(request, each) for each in passes),
                empty="还没有核验过。请在服务器上执行 office verify。",
            ),
        ),
        forms=(
            (_sign(request), _take(request, refusal if wrong == "take" else "")) if keeps else ()
        ),
    )


def key_ledger(request: Request) -> Ledger:
    """For 运行情况: whether checkpoints are signed at all."""
    room: Checkpoints = request.house.find(Checkpoints)
    rows = () if room.can_sign else (LedgerRow(NO_KEY, state=Badge("未签署", Tone.WARNING)),)
    newest = room.newest()
    said = f"最近的检查点：{_when(request, newest.at)}，{newest.size} 个事件。" if newest else ""
    return Ledger(TITLE, ("情况",), rows, empty=said or "尚未签署，将由后台事务定时签署。")


def _links(request: Request) -> tuple[Link, ...]:
    return (Link("导出检查点", request.route_path("checkpoints.file"), "download"),)


def _own(request: Request, room: Checkpoints, row: Row[Any]) -> LedgerRow:
    nodes = "、".join(room.witnesses_of(row.subject)) if row.witnessed else "—"
    return LedgerRow(
        _when(request, row.at),
        (formats.count(row.size), _short(row.root), nodes),
        state=Badge("有见证", Tone.DONE, "tick")
        if row.witnessed
        else Badge("尚无见证", Tone.NEUTRAL),
    )


def _other(request: Request, row: Row[Any], *, witnesses: bool) -> LedgerRow:
    """By its name it is given out as it came; the witness is for its node to keep."""
    back = RowAct(
        action=request.route_path("checkpoints.witness", id=row.subject),
        name="witness",
        label="下载见证",
        spoken=f"下载为{row.node}到第 {row.size} 个事件的检查点所作的见证",
    )
    return LedgerRow(
        row.node,
        (_when(request, row.at), formats.count(row.size), _short(row.root)),
        href=request.route_path("checkpoints.kept", id=row.subject),
        acts=(back,) if witnesses else (),
    )


def _pass(request: Request, row: Row[Any]) -> LedgerRow:
    passed = not row.fault
    return LedgerRow(
        _when(request, row.at),
        (formats.count(row.events), formats.count(row.checkpoints)),
        note=row.fault,
        state=Badge("通过", Tone.DONE, "tick") if passed else Badge("不通过", Tone.RETURNED),
    )


def _sign(request: Request) -> ActForm:
    return ActForm(
        action=request.route_path("checkpoints.write"),
        heading="签署检查点",
        acts=(Act("write", "立即签署", Weight.NORMAL),),
    )


def _take(request: Request, refusal: str) -> ActForm:
    field = Field(
        "exchanged",
        "其他节点交来的检查点或见证文件（.json）",
        kind="file",
        accept=".json",
        hint="检查点须与以前收存的相衔接，签名的证书须由受信任的机构签发，写明是该节点的。",
    )
    return ActForm(
        action=request.route_path("checkpoints.take"),
        heading="导入其他节点的检查点或见证",
        acts=(Act("take", "导入", Weight.PRIMARY),),
        refusal=refusal,
        fields=(marked(field, request),),
    )


def _when(request: Request, at: Any) -> str:
    return formats.moment(at, today=office_day(now(request)))


def _short(root: str) -> str:
    """Enough to compare by eye; the file has all of it."""
    return " ".join(root[place : place + 4] for place in range(0, 16, 4)) + " …"
