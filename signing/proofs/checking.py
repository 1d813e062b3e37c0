"""Whether a proof holds: by our own packages, with which the journal itself is verified.

`data/verify_proof.py` says the same without them; a test holds both to one verdict.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from office.kernel.destruction import CARRIED_OUT
from office.kernel.journal import digest_of, entry_of
from signing.certificates.certificate import Certificate, NotACertificate
from signing.checkpoints.checking import Signed, holds, misnamed
from signing.checkpoints.tree import is_included, leaf
from signing.proofs.reading import DESTROYED, INNER, Proof, ProofEvent

_HEX = re.compile(r"[0-9a-f]{64,}")
_NAMED = 5
"""Of more of a kind the first are named, and how many there are."""


class Fault(StrEnum):
    """What is wrong, for machines."""

    NOT_SIGNED = "not-signed"
    OTHER_SIGNER = "other-signer"
    OTHER_NODE = "other-node"
    NOT_IN_JOURNAL = "event-not-in-journal"
    CONTENT_CHANGED = "event-content-changed"
    NOT_DESTROYED = "event-not-destroyed"
    UNEXPLAINED = "event-unexplained"
    LEFT_OUT = "events-left-out"
    FOREIGN = "events-foreign"
    PART_CHANGED = "part-changed"
    PART_UNKNOWN = "part-unknown"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is wrong; `part`: of the archive, where it is about one."""

    fault: Fault
    words: str
    part: str = ""


Naming = Callable[[ProofEvent], str]


def of_checkpoint(proof: Proof) -> list[Told]:
    """Of what the node said of its journal."""
    found = [
        Told(Fault.OTHER_NODE, f"签署检查点的{it}") for it in _misnamed(proof.checkpoint, proof)
    ]
    if not holds(proof.checkpoint):
        words = "检查点的签名不成立：检查点被改动过，或者不是证书持有人所签。"
        found.append(Told(Fault.NOT_SIGNED, words))
    return found


def of_proof(proof: Proof, *, naming: Naming) -> list[Told]:
    """Of what was handed out. `naming`: what people call an event."""
    found = list(_signature(proof))
    rows = _destroyed_rows(proof.events)
    wrong = defaultdict(list)
    for each in proof.events:
        for fault in _event(each, proof=proof, rows=rows):
            wrong[fault].append(naming(each))
    found += [Told(fault, _OF_EVENTS[fault].format(_counted(of))) for fault, of in wrong.items()]
    found += _streams(proof)
    found += _parts(proof)
    return found


def _signature(proof: Proof) -> Iterator[Told]:
    if not holds(proof.hand):
        words = "证明的签名不成立：办理记录或者文件清单被改动过，或者不是证书持有人所签。"
        yield Told(Fault.NOT_SIGNED, words)
    for words in _misnamed(proof.hand, proof):
        yield Told(Fault.OTHER_NODE, f"签署证明的{words}")
    first, second = (_name(each) for each in (proof.checkpoint, proof.hand))
    if first != second:
        words = "证明与检查点不是同一个节点签的：证明可能是别人拼凑的。"
        yield Told(Fault.OTHER_SIGNER, words)


def _misnamed(signed: Signed, proof: Proof) -> Iterator[str]:
    """Why the certificate is not of the node that the checkpoint names."""
    if words := misnamed(signed, node=proof.checkpoint.statement.node):
        yield words


def _name(signed: Signed) -> bytes | None:
    """The whole name in the certificate, so that a key may have been renewed between."""
    try:
        found: bytes = Certificate.read(signed.certificate.encode()).parsed.subject.dump()
    except NotACertificate:
        return None
    return found


Rows = Mapping[int, Collection[int]]


def _event(it: ProofEvent, *, proof: Proof, rows: Rows) -> Iterator[Fault]:
    if not _is_in(it, proof):
        yield Fault.NOT_IN_JOURNAL
    if it.state is not None and digest_of(it.state.encode()) != it.digest:
        yield Fault.CONTENT_CHANGED
    if it.why == DESTROYED and it.id not in rows.get(it.destroyed_by, ()):
        yield Fault.NOT_DESTROYED
    if (it.state is None) != (it.why in (INNER, DESTROYED)):
        yield Fault.UNEXPLAINED


def _is_in(it: ProofEvent, proof: Proof) -> bool:
    said = proof.checkpoint.statement
    entry = entry_of(
        agency=it.agency,
        originator_id=it.stream,
        version=it.version,
        topic=it.topic,
        command=it.command,
        digest=it.digest,
    )
    return is_included(
        leaf(entry),
        index=it.id - 1,
        size=said.size,
        root=bytes.fromhex(said.root),
        path=it.path,
    )


def _destroyed_rows(events: Iterable[ProofEvent]) -> dict[int, Collection[int]]:
    """By the acts that are told, which events each destroyed."""
    found: dict[int, Collection[int]] = {}
    for each in events:
        if each.topic != CARRIED_OUT or each.state is None:
            continue
        try:
            rows = json.loads(each.state)["rows"]
        except (ValueError, KeyError, TypeError, RecursionError):
            continue
        if isinstance(rows, list):
            found[each.id] = frozenset(id for id in rows if type(id) is int)
    return found


def _streams(proof: Proof) -> Iterator[Told]:
    found: dict[UUID, list[int]] = defaultdict(list)
    for each in proof.events:
        found[each.stream].append(each.version)
    short = [
        stream
        for stream, count in proof.streams.items()
        if found.pop(stream, []) != list(range(1, count + 1))
    ]
    if short:
        words = f"办理记录有遗漏、重复或者次序不对（{len(short)} 组）。"
        yield Told(Fault.LEFT_OUT, words)
    acts = {each.stream for each in proof.events if _is_act(each)}
    if set(found) - acts:
        yield Told(Fault.FOREIGN, "混进了不属于此件的办理记录。")


def _is_act(it: ProofEvent) -> bool:
    """A destruction stands alone beside the streams that it emptied."""
    return it.topic == CARRIED_OUT and it.state is not None


def _parts(proof: Proof) -> Iterator[Told]:
    told = mentions(proof)
    for name in sorted({*proof.files, *proof.named}):
        digest, data = proof.named.get(name), proof.files.get(name)
        if data is None or digest is None or sha256(data).hexdigest() != digest:
            yield Told(Fault.PART_CHANGED, f"文件“{name}”缺少、多出或者被改动过。", name)
        elif "/" in name and digest not in told:
            yield Told(Fault.PART_UNKNOWN, f"文件“{name}”没有一条办理记录提到它。", name)


def mentions(proof: Proof) -> dict[str, ProofEvent]:
    """The digests that told events name, each with the first that does."""
    found: dict[str, ProofEvent] = {}
    for each in proof.events:
        for run in _HEX.findall(each.state or ""):
            found.setdefault(run, each)
    return found


def _counted(names: list[str]) -> str:
    named = "、".join(names[:_NAMED])
    return named if len(names) <= _NAMED else f"{named}等 {len(names)} 条"


_OF_EVENTS = {
    Fault.NOT_IN_JOURNAL: "{}不在检查点所证明的日志中：被改动、调换过，或者是编造的。",
    Fault.CONTENT_CHANGED: "{}的内容被改动过。",
    Fault.NOT_DESTROYED: "{}称已销毁，而没有销毁的记录说明它。",
    Fault.UNEXPLAINED: "{}没有内容而不说明原因，或者相反。",
}
