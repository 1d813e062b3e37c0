"""What happened with a node: how yesterday compared, and what of it was not taken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pyramid.request import Request
from sqlalchemy import Row

from integrations.exchange.book.screens.nodes import when
from integrations.exchange.daybooks.compared import ComparedDays
from integrations.exchange.daybooks.reconciling import SETTLES_WORDS, STATE_WORDS, Settles
from integrations.exchange.entering.turned_away import TurnedAway
from office.web.models import Badge, Ledger, LedgerRow, Tone

RECONCILED = ("递送编号", "本节点", "对方", "办法")
REFUSED = ("时间", "原因代码", "发送机关代码", "递送编号", "次数")


def with_node(request: Request, node: str) -> tuple[Ledger, ...]:
    """Two tables; of what was refused only where something was."""
    row = request.house.find(ComparedDays).all().get(node)
    refused = request.house.find(TurnedAway).of(node)
    lines = tuple(
        LedgerRow(
            when(request, each.at),
            (each.code, each.agency, each.consignment, str(each.times)),
        )
        for each in refused
    )
    return (
        Ledger(
            "对账", RECONCILED, tuple(_reconciled(row)), empty="每日凌晨与该节点对前一天的账。"
        ),
        *((Ledger("没有接收的来件", REFUSED, lines),) if lines else ()),
    )


def _reconciled(row: Row[Any] | None) -> Iterator[LedgerRow]:
    if row is None:
        return
    found = json.loads(row.differences)
    if row.fault:
        yield LedgerRow(row.day, ("", "", row.fault), state=Badge("未对账", Tone.WARNING))
    elif not found:
        yield LedgerRow(row.day, ("", "", ""), state=Badge("一致", Tone.DONE, "tick"))
    else:
        words = f"{row.count} 件不一致"
        yield LedgerRow(row.day, ("", "", ""), state=Badge(words, Tone.WARNING))
    for each in found:
        words = SETTLES_WORDS[Settles(each["settles"])]
        sides = [STATE_WORDS.get(state, state) for state in (each["here"], each["there"])]
        yield LedgerRow(each["consignment"], (*sides, words))
