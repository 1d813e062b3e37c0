"""核对指纹: what is compared with the other side before a node is believed."""

from __future__ import annotations

import json
from typing import Any

from pyramid.request import Request
from sqlalchemy import Row

from integrations.exchange.book.application import Peers
from integrations.exchange.book.exchanging import FEW, in_fours
from integrations.exchange.book.screens.nodes import address_of, when
from office.web.form_acts import marked
from office.web.models import (
    Act,
    ActForm,
    Choice,
    Field,
    Ledger,
    LedgerPage,
    LedgerRow,
    Link,
    Weight,
)

NOTE = (
    "请用电话（打对方单位公布的号码）或者当面，与对方系统管理员逐组核对下面的指纹，"
    "对方在其“交换通讯录”的“本节点的快照”中可以看到。有一组不同，就不要收存。"
)


def waiting_page(request: Request, node: str, *, refusal: str = "") -> LedgerPage:
    """Of the snapshot that waits. Raises Missing."""
    peers: Peers = request.house.find(Peers)
    row = peers.waiting.find(node)
    known = next((each for each in peers.all() if each.node == node), None)
    ledgers = [_fingerprint("证书指纹（SHA-256）", row.fingerprint)]
    if known is not None:
        ledgers.append(_fingerprint("以前的证书指纹，仅供对照", known.fingerprint))
    facts = (
        LedgerRow("来源", (f"{row.via}，{when(request, row.at)}",)),
        LedgerRow("快照", (f"第 {row.sequence} 号",)),
        LedgerRow("交换地址", ("、".join(json.loads(row.addresses)),)),
        LedgerRow("机关", ("、".join(json.loads(row.agencies)) or "没有列出",)),
    )
    return LedgerPage(
        title=f"核对节点“{node}”",
        note=NOTE if known is None else f"这个节点换了签名证书。{NOTE}",
        back=Link("返回", request.route_path("book"), "back"),
        ledgers=(*ledgers, Ledger("快照", ("项目", "内容"), facts)),
        forms=(_form(request, row, renewal=known is not None, refusal=refusal),),
    )


def _fingerprint(title: str, fingerprint: str) -> Ledger:
    groups = in_fours(fingerprint)
    rows = [groups[at : at + FEW] for at in range(0, len(groups), FEW)]
    return Ledger(
        title,
        ("行", *(f"第 {place} 组" for place in range(1, FEW + 1))),
        tuple(LedgerRow(f"第 {number} 行", tuple(each)) for number, each in enumerate(rows, 1)),
    )


def _form(request: Request, row: Row[Any], *, renewal: bool, refusal: str) -> ActForm:
    compared = Field(
        "compared",
        "核对",
        kind="checks",
        choices=(Choice("yes", "已与对方逐组核对，全部相同"),),
    )
    reason = Field(
        "reason",
        "换证的核实情况" if renewal else "核对情况",
        kind="area",
        rows=2,
        required=renewal,
        placeholder="何时、以何种方式、向何人核对",
    )
    return ActForm(
        action=address_of(request, row.node, route="book.waiting"),
        heading="办理换证" if renewal else "确认收存",
        acts=(
            Act("confirm", "办理换证" if renewal else "确认收存", Weight.PRIMARY),
            Act("discard", "不收存，移除", Weight.PLAIN),
        ),
        refusal=refusal,
        fields=(
            Field("node", "", kind="hidden", value=row.node),
            Field("fingerprint", "", kind="hidden", value=row.fingerprint),
            Field("digest", "", kind="hidden", value=row.digest),
            marked(compared, request),
            marked(reason, request),
        ),
    )
