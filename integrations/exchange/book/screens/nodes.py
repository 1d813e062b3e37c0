"""交换通讯录 as a page: what is to be compared, the nodes, and what this one says of itself."""

from __future__ import annotations

import json
from typing import Any

from pyramid.request import Request
from sqlalchemy import Row

from integrations.exchange.book.application import Peers
from integrations.exchange.book.exchanging import in_rows
from integrations.exchange.book.followers import BookKeeper
from integrations.exchange.book.held import AskedNodes
from integrations.exchange.book.making import OwnSnapshots
from integrations.exchange.book.peer import Peer
from integrations.exchange.book.permissions import Permission
from office.kernel.clock import office_day
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
    Tone,
    Weight,
)

TITLE = "交换通讯录"
WAITING = ("节点", "机关", "来源", "收到")
NODES = ("节点", "机关", "快照", "收存")
OWN = ("本节点", "快照", "签发", "签名证书的指纹")
NOTE = (
    "与其他节点交换，凭各节点签名的通讯录快照：其上写明节点的地址、所在的机关和为机关签名的证书。"
    "第一次收存须与对方核对证书指纹，以后的由同一证书签名的自动收存。"
)


def book_page(request: Request, *, refusal: str = "", wrong: str = "") -> LedgerPage:
    """All of it; `wrong`: the form that was refused."""
    peers: Peers = request.house.find(Peers)
    own: OwnSnapshots = request.house.find(OwnSnapshots)
    keeps = request.house.guard.permits(Permission.Peer.KEEP, request.identity)
    waiting = [_waiting(request, row, opens=keeps) for row in peers.waiting.all()]
    first = (Ledger("等待核对指纹", WAITING, tuple(waiting)),) if waiting else ()
    return LedgerPage(
        title=TITLE,
        note=NOTE,
        refusal="" if wrong else refusal,
        links=_links(request) if own.newest() is not None else (),
        ledgers=(
            *first,
            Ledger(
                "其他节点",
                NODES,
                tuple(_node(request, row) for row in peers.all()),
                empty="还没有。请收入对方的快照文件，核对指纹以后收存。",
            ),
            Ledger(
                "本节点的快照",
                OWN,
                tuple(_own(request, own)),
                empty=own.lacking() or "尚未签发，将由后台事务签发。",
            ),
        ),
        forms=_forms(request, refusal, wrong) if keeps else (),
    )


def book_ledger(request: Request) -> Ledger:
    """For 运行情况: what keeps this node from exchanging."""
    peers: Peers = request.house.find(Peers)
    own: OwnSnapshots = request.house.find(OwnSnapshots)
    rows = []
    if sentence := own.lacking():
        rows.append(LedgerRow(sentence, state=Badge("未签发", Tone.WARNING)))
    for row in peers.all():
        badge, note = light(request, row)
        if badge.tone is Tone.WARNING:
            rows.append(LedgerRow(f"节点“{row.node}”：{note}", state=badge))
    return Ledger(TITLE, ("情况",), tuple(rows), empty=f"与 {len(peers.all())} 个节点交换，正常。")


def light(request: Request, row: Row[Any]) -> tuple[Badge, str]:
    """How it is with a node, and why."""
    peers: Peers = request.house.find(Peers)
    if row.gone:
        return Badge("已停用", Tone.NEUTRAL), row.reason
    if row.suspended:
        return Badge("已暂停", Tone.RETURNED), row.reason
    if disputed := peers.disputed(row.node):
        words = f"{'、'.join(disputed[:3])}等" if len(disputed) > 3 else "、".join(disputed)
        return Badge("有争议", Tone.WARNING), f"它所列的{words}在本节点或者其他节点，没有采用。"
    asked = request.house.find(AskedNodes).all().get(row.node)
    if asked is not None and asked.fault:
        return Badge("取不到", Tone.WARNING), asked.fault
    return Badge("正常", Tone.DONE, "tick"), ""


def when(request: Request, at: Any) -> str:
    """In the office's time."""
    return formats.moment(at, today=office_day(now(request)))


def address_of(request: Request, node: str, *, route: str = "book.node") -> str:
    """The page of a node."""
    return str(request.route_path(route, id=Peer.id_of(node)))


def _waiting(request: Request, row: Row[Any], *, opens: bool) -> LedgerRow:
    names = json.loads(row.agencies)
    shown = "、".join(names[:3]) + (f"等 {len(names)} 家" if len(names) > 3 else "")
    return LedgerRow(
        row.node,
        (shown or "—", row.via, when(request, row.at)),
        href=address_of(request, row.node, route="book.waiting") if opens else "",
        state=Badge("待核对", Tone.WARNING),
    )


def _node(request: Request, row: Row[Any]) -> LedgerRow:
    peers: Peers = request.house.find(Peers)
    badge, note = light(request, row)
    return LedgerRow(
        row.node,
        (
            f"{len(peers.lines(row.node))} 家",
            f"第 {row.sequence} 号（{when(request, row.made)}）",
            when(request, row.taken_at),
        ),
        href=address_of(request, row.node),
        note=note,
        state=badge,
    )


def _own(request: Request, own: OwnSnapshots) -> list[LedgerRow]:
    row = own.newest()
    if row is None:
        return []
    sentences = [own.lacking()]
    if left := own.unlisted():
        names = "、".join(each.short_name for each in left[:3])
        several = f"等 {len(left)} 家机关" if len(left) > 3 else ""
        sentences.append(
            f"{names}{several}没有公文交换证书，未列入快照，不能与其他节点交换。"
            "请在“证书与密钥”中签发或导入。"
        )
    return [
        LedgerRow(
            row.node,
            (
                f"第 {row.sequence} 号",
                when(request, row.made),
                in_rows(row.fingerprint),
            ),
            note="".join(sentences),
            state=Badge("未更新", Tone.WARNING) if sentences[0] else None,
        )
    ]


def _links(request: Request) -> tuple[Link, ...]:
    return (Link("下载本节点快照", request.route_path("book.own"), "download"),)


def _forms(request: Request, refusal: str, wrong: str) -> tuple[ActForm, ...]:
    file = Field(
        "snapshot",
        "其他节点交来的快照文件（.json）",
        kind="file",
        accept=".json",
        hint="签名的证书须由受信任的机构签发给该节点。不认识的节点，收入以后再核对指纹。",
    )
    forms = [
        ActForm(
            action=request.route_path("book.take"),
            heading="收入快照文件",
            acts=(Act("take", "收入", Weight.PRIMARY),),
            refusal=refusal if wrong == "take" else "",
            fields=(marked(file, request),),
        )
    ]
    if request.house.find(BookKeeper).first is not None:
        address = Field(
            "address",
            "对方的交换地址",
            placeholder="https://",
            required=True,
            hint="对方已经收存本节点快照的，才会应答；否则请收入对方交来的文件。",
        )
        forms.append(
            ActForm(
                action=request.route_path("book.fetch"),
                heading="从地址取得",
                acts=(Act("fetch", "取得", Weight.NORMAL),),
                refusal=refusal if wrong == "fetch" else "",
                fields=(marked(address, request),),
            )
        )
    return tuple(forms)
