"""One node of the address book: what it says, which agencies it has, and whether we exchange."""

from __future__ import annotations

import json
from typing import Any

from pyramid.request import Request
from sqlalchemy import Row

from integrations.exchange.book.application import Peers
from integrations.exchange.book.exchanging import in_rows
from integrations.exchange.book.permissions import Permission
from integrations.exchange.book.screens.nodes import address_of, light, when
from integrations.exchange.book.screens.with_node import with_node
from integrations.exchange.snapshots import Standing
from office.directory.lookup import FOR_EVER
from office.web import formats
from office.web.form_acts import marked
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

AGENCIES = ("机关", "代码", "方式", "起止")
MOVED = ("机关代码", "迁往", "新的地址", "自")
STANDINGS = {
    Standing.HOSTED: "在该节点",
    Standing.REPRESENTED: "由该节点代理",
    Standing.RELAYED: "由该节点中转",
}


def node_page(request: Request, node: str, *, refusal: str = "") -> LedgerPage:
    """Raises Missing."""
    peers: Peers = request.house.find(Peers)
    row = peers.find(node)
    badge, note = light(request, row)
    keeps = request.house.guard.permits(Permission.Peer.KEEP, request.identity)
    moved = tuple(
        LedgerRow(each.code, (each.node, each.address, formats.whole_day(each.since)))
        for each in peers.moved_from(node)
    )
    return LedgerPage(
        title=f"节点“{node}”",
        note=note,
        back=Link("返回", request.route_path("book"), "back"),
        ledgers=(
            Ledger("情况", ("项目", "内容"), _facts(request, row, badge)),
            Ledger(
                "机关",
                AGENCIES,
                tuple(_agency(each, adopted=peers.adopts(each)) for each in peers.lines(node)),
                empty="它没有列出任何机关。",
            ),
            *((Ledger("迁走的机关", MOVED, moved),) if moved else ()),
            *with_node(request, node),
        ),
        forms=(_form(request, row, refusal),) if keeps else (),
    )


def _facts(request: Request, row: Row[Any], badge: Badge) -> tuple[LedgerRow, ...]:
    versions = "、".join(map(str, json.loads(row.versions)))
    return (
        LedgerRow("状态", (badge.text,)),
        LedgerRow("交换地址", ("、".join(json.loads(row.addresses)),)),
        LedgerRow("签名证书的指纹", (in_rows(row.fingerprint),)),
        LedgerRow("快照", (f"第 {row.sequence} 号，{when(request, row.made)}签发",)),
        LedgerRow("收存", (f"{when(request, row.taken_at)}，来源：{row.via}",)),
        LedgerRow(
            "第一次核对",
            (f"{request.house.directory.person_name(row.met_by)}，{when(request, row.met_at)}",),
        ),
        *((LedgerRow("最近的说明", (row.reason,)),) if row.reason else ()),
        LedgerRow("最高密级", (row.classification,)),
        LedgerRow("一次最多", (f"{formats.size(row.largest)}，信封第 {versions} 版",)),
    )


def _agency(row: Row[Any], *, adopted: bool) -> LedgerRow:
    since = formats.whole_day(row.since) if row.since.year > 1 else ""
    until = "" if row.until == FOR_EVER else f"{formats.whole_day(row.until)}前"
    return LedgerRow(
        row.name,
        (row.code, STANDINGS[Standing(row.standing)], f"{since}—{until}" if since else until),
        state=Badge("已采用", Tone.DONE, "tick") if adopted else Badge("未采用", Tone.WARNING),
        note="" if adopted else "这家机关在本节点或者其他节点。",
    )


def _form(request: Request, row: Row[Any], refusal: str) -> ActForm:
    reason = Field("reason", "原因", kind="area", rows=2, required=True)
    gone = Field(
        "gone",
        "停用",
        kind="checks",
        choices=(Choice("yes", "该节点已不再使用，其机关可由其他节点接管"),),
    )
    resume = Act("resume", "恢复", Weight.PRIMARY)
    return ActForm(
        action=address_of(request, row.node),
        heading="恢复交换" if row.suspended else "暂停交换",
        acts=(resume if row.suspended else Act("suspend", "暂停"),),
        refusal=refusal,
        fields=(marked(reason, request), *(() if row.suspended else (gone,))),
    )
