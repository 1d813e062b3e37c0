"""What is asked of another node's word before it is kept: refusals, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from office.kernel.refusals import Refused
from signing.certificates.certificate import Certificate
from signing.checkpoints.checking import Grown, Signed, goes_on, holder_of
from signing.checkpoints.statement import SignedStatement, Statement

CLOCKS_DIFFER = timedelta(minutes=5)
"""By how much two nodes' clocks may."""


def must_go_on(signed: SignedStatement, *, before: Grown, consistency: Sequence[bytes]) -> None:
    said = signed.statement
    if said.size < before.size:
        raise Refused(
            f"节点“{said.node}”的这个检查点（{said.size} 个事件）比已收存的"
            f"（{before.size} 个事件）旧，不再收存。请向对方取最新的。"
        )
    if said.size > before.size and not consistency:
        raise Refused(
            f"文件中没有从第 {before.size} 个事件衔接到第 {said.size} 个事件的证明，不能收存。"
            f"请对方用 office checkpoint export --since {before.size} 重新导出。"
        )
    if not goes_on(said, after=before, by=consistency):
        raise Refused(
            f"节点“{said.node}”的检查点（{said.size} 个事件）与以前收存的"
            f"（{before.size} 个事件）不相衔接：对方的日志被改动过，或者附带的证明不对。"
            "请保留双方数据，立即向对方核实。"
        )


def must_be_past(said: Statement, *, now: datetime) -> None:
    if datetime.fromisoformat(said.at) > now + CLOCKS_DIFFER:
        raise Refused(
            f"节点“{said.node}”的检查点写的是将来的时间（{said.at}），没有收存。请双方校准时钟。"
        )


def must_be_later(said: Statement, *, after: Statement) -> None:
    if datetime.fromisoformat(said.at) < datetime.fromisoformat(after.at):
        raise Refused(
            f"节点“{said.node}”的检查点（{said.at}）比以前收存的（{after.at}）签署得早，"
            "没有收存。请向对方核实。"
        )


def must_be_the_same(signed: Signed, *, as_in: SignedStatement) -> None:
    """A name is believed at first sight, and from then on nobody else bears it."""
    if holder_of(signed) != holder_of(as_in):
        new, old = (Certificate.read(each.certificate.encode()) for each in (signed, as_in))
        raise Refused(
            f"节点“{as_in.node}”以前由“{old.subject}”（“{old.issuer}”签发）签署，"
            f"这一份由“{new.subject}”（“{new.issuer}”签发）签署，没有收存。请当面或用电话向对方"
            "核实；对方确实换了发证机构的，用 office checkpoint import --new-certificate 导入。"
        )
