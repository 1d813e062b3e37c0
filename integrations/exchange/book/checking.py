"""A snapshot before it is believed: signed by the node it speaks of, and sound in itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from datetime import timedelta
from urllib.parse import urlsplit

from documents.consignments.capsule import NotTaken
from integrations.exchange.book.said import Said, said_by
from integrations.exchange.kept.signed_json import to_json
from integrations.exchange.shapes import Signed
from integrations.exchange.signatures import must_hold
from integrations.exchange.snapshots import ListedAgency, Snapshot
from integrations.exchange.written.snapshots import read_snapshot
from office.kernel.clock import Clock
from office.kernel.refusals import Refused
from signing.certificates.checking import Use
from signing.certificates.trusted import Trusted
from signing.checkpoints.checking import common_name

CLOCKS_DIFFER = timedelta(minutes=5)
"""By how much two nodes' clocks may."""


class SnapshotChecks:
    """By what this node trusts."""

    def __init__(self, trusted: Trusted, *, clock: Clock) -> None:
        self._trusted = trusted
        self._clock = clock

    def read(self, signed: Signed, *, own: Collection[str]) -> Said:
        """What it says, once it counts. `own`: names of this node, now and before. Raises Refused;
        that its node is known, and by which certificate, is asked by whoever keeps it."""
        now = self._clock.now()
        try:
            certificate = must_hold(
                signed, trust=self._trusted.trust(), at=now, use=Use.SPEAK_FOR_NODE
            )
            snapshot = read_snapshot(signed.content)
        except NotTaken as fault:
            raise Refused(f"快照没有收存：{fault.sentence}") from fault
        name = snapshot.node
        if name in own:
            raise Refused(
                f"这是名为“{name}”的节点自己的快照，而本节点也叫这个名称，没有收存。"
                "各节点的名称（设置 wenshu.node）须各不相同。"
            )
        if common_name(certificate) != name:
            raise Refused(
                f"节点“{name}”的快照没有收存：签名的证书是“{certificate.subject}”的"
                "（通用名称须与节点名称相同）。请向对方核实。"
            )
        if snapshot.made > now + CLOCKS_DIFFER:
            raise Refused(f"节点“{name}”的快照写的是将来的时间，没有收存。请双方校准时钟。")
        must_be_sound(snapshot)
        kept = to_json(signed)
        del kept["content"]  # it lies in the content store
        return said_by(
            snapshot, digest=signed.digest, fingerprint=certificate.fingerprint, signed=kept
        )


def must_be_sound(snapshot: Snapshot) -> None:
    """What the schema cannot say. Raises Refused."""
    name = snapshot.node
    if not _is_name(name) or name != name.strip():
        raise Refused("快照中没有写明节点名称，或者名称中有空白、控制字符，没有收存。")
    for address in snapshot.addresses:
        if not is_address(address):
            raise Refused(
                f"节点“{name}”的快照中，地址“{address[:80]}”不能用，没有收存。"
                "地址须以 https:// 开头，不带账号和口令。请对方改正后重新签发。"
            )
    counted = Counter(each.code for each in snapshot.agencies)
    for wrong, what in (
        ([code for code, count in counted.items() if count > 1], "列了不止一次"),
        (_codes(snapshot, lambda it: it.ends and it.ends < it.begins), "终止日期早于起始日期"),
        (_codes(snapshot, lambda it: it.superior == it.code), "以自己为上级"),
        (_codes(snapshot, lambda it: not _is_name(it.name)), "没有名称，或者名称中有控制字符"),
    ):
        if wrong:
            raise Refused(
                f"节点“{name}”的快照中，机关{'、'.join(wrong[:5])}{what}，没有收存。"
                "请对方改正后重新签发。"
            )


def _codes(snapshot: Snapshot, fails: Callable[[ListedAgency], object]) -> list[str]:
    return [each.code for each in snapshot.agencies if fails(each)]


def _is_name(text: str) -> bool:
    return bool(text.strip()) and text.isprintable()


def is_address(text: str) -> bool:
    """Whether a node may be reached at it: over HTTPS, and nobody's password in it."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return False
    plain = text.isascii() and text.isprintable() and " " not in text
    return plain and parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
