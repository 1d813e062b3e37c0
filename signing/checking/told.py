"""What a proof says and does not say, in words for whoever received it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from office.kernel.clock import CHINA
from signing.checking.report import Entry, Given, History, Recorded

_NAMED = 20
"""Of more the first are named, and how many there are."""


def facts(history: History) -> Iterator[tuple[str, str]]:
    """What it is called and what there is to say, one after the other."""
    records = history.records
    inner, gone = (
        [each for each in records if each.given is given]
        for given in (Given.INNER, Given.DESTROYED)
    )
    yield "证明的公文", f"《{history.title}》"
    yield "出具", f"节点“{history.node}”，{moment(history.made)}，供{history.audience}使用"
    within = f"日志的前 {history.size} 个事件，日志于 {moment(history.at)} 签署检查点"
    yield "保护的内容", f"{len(records)} 条办理记录，都在{within}"
    yield "未给出的内容", _inner(inner)
    yield "已销毁的内容", _gone(gone)
    yield "不证明的事", "检查点签署之后的办理情况。"


def who(entry: Entry) -> str:
    """A seal's name is what its maker calls it: who pressed and who made it go with it."""
    signer = entry.signer or "签名人不明"
    if not entry.seal:
        return signer
    return f"{entry.seal}（盖章证书：{signer}；制章者：{entry.maker or '不明'}）"


def moment(at: datetime) -> str:
    """In the office's time."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def _inner(records: Sequence[Recorded]) -> str:
    if not records:
        return "没有，全部给出。"
    return f"{len(records)} 条是内部办理记录，只给出摘要，可核对而看不到内容：{_listed(records)}。"


def _gone(records: Sequence[Recorded]) -> str:
    if not records:
        return "没有。"
    acts = "、".join(f"第{each}号记录" for each in sorted({it.destroyed_by for it in records}))
    return f"{len(records)} 条已经两人审批销毁（见{acts}），只留下摘要：{_listed(records)}。"


def _listed(records: Sequence[Recorded]) -> str:
    named = "、".join(f"第{each.number}号{each.words}" for each in records[:_NAMED])
    return named if len(records) <= _NAMED else f"{named}等"
