"""A node of the exchange that keeps everything in memory: what the wire carries, and no rules.

Its envelopes are lines `digest length`; a receipt is "accepted" and the envelope's digest.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.contract import LARGEST_CHUNK
from integrations.exchange.operations import Line, Pong, Preflight, Receipted, Reconciled
from integrations.exchange.shapes import Missing, Signed

CONSIGNMENT = "3b1f8c52-9d4e-4a7b-8c61-2f5e7a9b0c13"
TIME = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


def digest_of(data: bytes) -> str:
    """SHA-256, hex."""
    return sha256(data).hexdigest()


def signed(content: bytes) -> Signed:
    """A document with a signature of the right shape."""
    return Signed(content, "sm2-sm3", b"\x30\x01", (b"certificate", b"authority"))


def envelope(parts: Sequence[bytes]) -> Signed:
    """An envelope that names these parts."""
    lines = [f"{digest_of(each)} {len(each)}" for each in parts]
    return signed("\n".join(lines).encode())


@dataclass
class InMemoryNode:
    """`calls`: what was called by whom. `refusal`, `failure`: raised by every call while set."""

    refusal: NotTaken | None = None
    failure: Exception | None = None
    calls: list[tuple[str, str]] = field(default_factory=list)
    parts: dict[str, bytes] = field(default_factory=dict)
    receipts: dict[str, Signed] = field(default_factory=dict)
    expected: dict[str, int] = field(default_factory=dict)
    told: list[Signed] = field(default_factory=list)
    asked: list[object] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def _called(self, operation: str, caller: str) -> None:
        self.calls.append((operation, caller))
        if self.failure:
            raise self.failure
        if self.refusal:
            raise self.refusal

    def ping(self, caller: str) -> Pong:
        self._called("ping", caller)
        return Pong(
            node="云川省政务",
            time=TIME,
            envelope_versions=(1, 2),
            largest_chunk=LARGEST_CHUNK,
            largest_consignment=2**30,
            snapshot=7,
        )

    def preflight(self, caller: str, asked: Preflight) -> Sequence[NotTaken]:
        self._called("preflight", caller)
        self.asked.append(asked)
        if asked.classification == "秘密":
            return (
                NotTaken(Code.SECRECY_EXCEEDS, "涉密不上网。", remedy="请改用纸质递送。"),
                NotTaken(Code.SIZE_EXCEEDED, "过大。", limit=1000),
            )
        return ()

    def submit(
        self, caller: str, envelope: Signed, parts: Mapping[str, bytes]
    ) -> Receipted | Sequence[Missing]:
        self._called("submit", caller)
        with self.lock:
            if envelope.digest in self.receipts:
                return Receipted(self.receipts[envelope.digest], duplicate=True)
            named = dict(line.split() for line in envelope.content.decode().splitlines())
            self.expected.update({digest: int(length) for digest, length in named.items()})
            self.parts.update(parts)
            missing = [
                Missing(digest, len(self.parts.get(digest, b"")))
                for digest in named
                if len(self.parts.get(digest, b"")) < self.expected[digest]
            ]
            if missing:
                return missing
            if any(digest_of(self.parts[digest]) != digest for digest in named):
                raise NotTaken(Code.PART_CORRUPT, "有一个文件与摘要不符。")
            receipt = signed(f"accepted {envelope.digest}".encode())
            self.receipts[envelope.digest] = receipt
            return Receipted(receipt, duplicate=False)

    def put_part(
        self, caller: str, consignment: str, digest: str, offset: int, data: bytes
    ) -> int:
        self._called("putPart", caller)
        self.asked.append((consignment, offset, len(data)))
        with self.lock:
            there = self.parts.get(digest, b"")
            if offset != len(there):
                return len(there)
            self.parts[digest] = there + data
            return len(there + data)

    def status(self, caller: str, consignment: str) -> Sequence[Signed]:
        self._called("status", caller)
        return tuple(self.receipts.values())

    def report(self, caller: str, receipt: Signed) -> None:
        self._called("report", caller)
        self.told.append(receipt)

    def recall(self, caller: str, request: Signed) -> None:
        self._called("recall", caller)
        self.told.append(request)

    def amend(self, caller: str, request: Signed) -> None:
        self._called("amend", caller)
        self.told.append(request)

    def address_book(self, caller: str, known: Mapping[str, int]) -> Sequence[Signed]:
        self._called("addressBook", caller)
        self.asked.append(dict(known))
        return (signed("快照一".encode()), signed("快照二".encode()))

    def reconcile(self, caller: str, day: date, digest: str) -> Reconciled:
        self._called("reconcile", caller)
        self.asked.append(day)
        if digest == "0" * 64:
            return Reconciled(digest, ())
        line = Line(CONSIGNMENT, "YC01", "YC02", "a" * 64, "delivered")
        return Reconciled("b" * 64, (line,))
