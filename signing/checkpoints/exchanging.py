"""Checkpoints and witnesses as files that nodes hand each other (the exchange itself: issue 7)."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from office.kernel.refusals import Missing, Refused
from signing.certificates.trusted import Trusted
from signing.checkpoints.application import Checkpoints
from signing.checkpoints.checking import Hands
from signing.checkpoints.statement import SignedStatement, SignedWitness

CHECKPOINT, WITNESS = "wenshu-checkpoint-1", "wenshu-witness-1"
LARGEST = 2_000_000
"""Bytes of a file: some thousand consistency proofs."""
OFFERED = 100
"""From how many earlier checkpoints the way to the newest is shown: nobody knows which one the
other node had last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was read from a file; `answer` is the witness to hand back, where one could be made."""

    words: str
    answer: bytes | None = None


class Exchange:
    """Over this node's checkpoints and whom it trusts."""

    def __init__(self, checkpoints: Checkpoints, trusted: Trusted) -> None:
        self._checkpoints = checkpoints
        self._trusted = trusted

    def exported(self, *, since: int | None = None) -> bytes:
        """The newest checkpoint and how it goes on from earlier ones, or from that of a size."""
        room = self._checkpoints
        newest = room.newest()
        if newest is None:
            raise Refused("本节点还没有签署过检查点。请先执行 office checkpoint write。")
        if since is not None and not 0 < since <= newest.size:
            raise Refused(f"--since 须在 1 与 {newest.size} 之间。")
        before = {row.size for row in room.listed(own=True, limit=OFFERED)}
        sizes = sorted(before if since is None else {since})
        return _written(
            CHECKPOINT,
            signed=room.own(newest.size).to_json(),
            consistency={
                str(each): [part.hex() for part in room.grown(older=each, size=newest.size)]
                for each in sizes
                if each < newest.size
            },
        )

    def kept(self, subject: UUID) -> bytes:
        """Another node's checkpoint as it came: that node compares its journal with it when in
        doubt, and a third node learns whether it was told the same. Raises Missing."""
        return _written(CHECKPOINT, signed=self._checkpoints.kept(subject).to_json())

    def witness(self, subject: UUID) -> bytes:
        """That this node has it, for the other node to keep. Raises Missing; Refused without a
        key."""
        room = self._checkpoints
        return _written(WITNESS, signed=room.attest(room.kept(subject)).to_json())

    def take(self, data: bytes, *, recertified: bool = False) -> Taken:
        """A file of another node, of either kind. `recertified`: that the node has another
        certificate than before was asked about. Raises Refused."""
        found = _read(data)
        if found["format"] == WITNESS:
            return self._take_witness(SignedWitness.from_json(found["signed"]))
        signed = SignedStatement.from_json(found["signed"])
        return self._take_checkpoint(
            signed, offered=found.get("consistency", {}), recertified=recertified
        )

    def _take_checkpoint(
        self, signed: SignedStatement, *, offered: Any, recertified: bool
    ) -> Taken:
        room, said = self._checkpoints, signed.statement
        self._must_count(signed, whose=f"节点“{said.node}”的检查点", at=said.at)
        before = room.newest(of=said.node)
        is_new = room.receive(
            signed,
            consistency=_parts(offered, before.size if before else 0),
            recertified=recertified,
        )
        words = f"节点“{said.node}”到第 {said.size} 个事件的检查点"
        words = f"已收存{words}。" if is_new else f"{words}已经收存过，没有改动。"
        if not room.can_sign:
            return Taken(words=f"{words}本节点没有节点证书，不能作见证。")
        return Taken(words=words, answer=_written(WITNESS, signed=room.attest(signed).to_json()))

    def _take_witness(self, signed: SignedWitness) -> Taken:
        said = signed.witness
        self._must_count(signed, whose=f"节点“{said.node}”的见证", at=said.at)
        try:
            self._checkpoints.note_witness(signed)
        except Missing as fault:
            raise Refused(
                f"本节点没有签署过到第 {said.size} 个事件的检查点，而“{said.node}”说它有。"
                "请保留对方的文件，立即核对：日志可能被换成了旧的备份。"
            ) from fault
        return Taken(words=f"已记下节点“{said.node}”对第 {said.size} 个事件处检查点的见证。")

    def _must_count(self, signed: Any, *, whose: str, at: str) -> None:
        now = self._checkpoints.clock.now()
        lacking = Hands(self._trusted.trust(), now=now).lacking(signed, at=at)
        if lacking:
            raise Refused(
                f"{whose}没有收存：签名的证书不能采信。{lacking}"
                "请向对方取得其发证机构的证书，用 office ca trust add 列入后再导入。"
            )


def _written(format: str, **facts: Any) -> bytes:
    return json.dumps({"format": format, **facts}, ensure_ascii=False, indent=1).encode()


def _read(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(data) if len(data) <= LARGEST else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or found.get("format") not in (CHECKPOINT, WITNESS):
        raise Refused("这不是检查点文件，也不是见证文件。请核对所选的文件。")
    return {"signed": None, **found}


def _parts(offered: Any, size: int) -> list[bytes]:
    """The way from what is here; nothing where the file has none that can be read."""
    try:
        return [bytes.fromhex(each) for each in offered.get(str(size), ())]
    except (AttributeError, TypeError, ValueError):
        return []


def kept_outside(data: bytes, *, nodes: Collection[str]) -> SignedStatement:
    """A checkpoint of this node (`nodes`: its names, now and before) from a file. Raises Refused
    for one of another."""
    found = _read(data)
    if found["format"] != CHECKPOINT:
        raise Refused("这是见证文件，不是检查点文件。请核对所选的文件。")
    signed = SignedStatement.from_json(found["signed"])
    if signed.statement.node not in nodes:
        names = "、".join(sorted(nodes))
        raise Refused(f"这是节点“{signed.statement.node}”的检查点，不是本节点（{names}）的。")
    return signed
