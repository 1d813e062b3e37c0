"""What speaks against a consignment by the other node's own snapshot, asked before a byte leaves.

The other node asks again when the envelope comes; by then it would have been told too much.
"""

from __future__ import annotations

from collections.abc import Iterator

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.ports import Way
from integrations.exchange.shapes import Envelope
from office.classification import LEVELS, Ceiling, TooSecret


def objections(way: Way, envelope: Envelope) -> list[NotTaken]:
    """Every reason for which the node would not take it, with the codes that it would answer; the
    classification first."""
    return [*_of_secrecy(way, envelope), *_of_kind(way, envelope), *_of_length(way, envelope)]


def _of_secrecy(way: Way, envelope: Envelope) -> Iterator[NotTaken]:
    # A level that we do not know is no leave to send anything classified.
    ceiling = Ceiling(way.classification if way.classification in LEVELS else LEVELS[0])
    try:
        ceiling.check(envelope.classification)
    except TooSecret:
        yield NotTaken(
            Code.SECRECY_EXCEEDS,
            f"此件标有“{envelope.classification}”，节点“{way.node}”最高只能接收"
            f"密级为“{ceiling.level}”的公文，没有发出（《保守国家秘密法》第三十条）。",
            remedy="请改走机要渠道。",
        )


def _of_kind(way: Way, envelope: Envelope) -> Iterator[NotTaken]:
    if way.kinds and envelope.kind not in way.kinds:
        yield NotTaken(
            Code.TYPE_UNMAPPED,
            f"节点“{way.node}”的通讯录快照写明，{envelope.addressee.name}不接收"
            f"“{envelope.kind}”类文件，没有发出。",
            remedy="请联系对方，或改走其他渠道。",
        )


def _of_length(way: Way, envelope: Envelope) -> Iterator[NotTaken]:
    if envelope.length > way.largest:
        yield NotTaken(
            Code.SIZE_EXCEEDED,
            f"节点“{way.node}”一次最多接收 {way.largest // 1_000_000} MB，"
            f"此件共 {envelope.length // 1_000_000} MB，没有发出。",
            remedy="请拆分附件，或改走其他渠道。",
            limit=way.largest,
        )
