"""A proof (`office proof`) as a report: who says it of what, and what it does not tell."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.outside.archive import Archive
from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.checking import Use
from signing.checking.certified import Circumstances, entitled
from signing.checking.report import (
    Entry,
    Given,
    History,
    Problem,
    Recorded,
    Report,
    Verdict,
    worst,
)
from signing.checkpoints.checking import Signed
from signing.proofs.checking import Told, mentions, of_checkpoint, of_proof
from signing.proofs.reading import DESTROYED, Proof, ProofEvent, read_proof

FORMAT, FILE = "证明", "文件"
CHECKPOINT, PROOF = "日志检查点", "证明"
MOST_SEALED = 12
"""Files with seals of their own that are looked into: each may take seconds."""
_GIVEN = {True: Given.TOLD, False: Given.INNER}
_SEALED = (b"/ByteRange", b"Signatures.xml")
"""What stands in every signed PDF and OFD."""
_TOO_MANY = (
    f"包内有签章的文件多于 {MOST_SEALED} 个，这一个没有核验。请解开证明，单独核验这个文件。"
)

Words = Mapping[str, str]
Checking = Callable[[bytes, str], Report]
"""A file that goes along, and what it is called. Raises Refused."""


def entries_of(
    archive: Archive, around: Circumstances, *, words: Words, checking: Checking
) -> tuple[tuple[Entry, ...], History, tuple[Report, ...]]:
    """Of whoever signed, of what happened, and of the files that go along. Raises Refused."""
    proof = read_proof(archive)

    def naming(it: ProofEvent) -> str:
        return f"第{it.id}号记录（{words.get(it.topic, it.topic)}）"

    said = proof.checkpoint.statement
    entries = (
        _entry(
            CHECKPOINT,
            proof.checkpoint,
            at=proof.checkpoint_at,
            faults=of_checkpoint(proof),
            covers=f"日志的前 {said.size} 个事件",
            around=around,
        ),
        _entry(
            PROOF,
            proof.hand,
            at=proof.made,
            faults=of_proof(proof, naming=naming),
            covers=f"{len(proof.events)} 条办理记录、{len(proof.files)} 个文件",
            around=around,
        ),
    )
    files = _files(proof, words=words, checking=checking, now=around.now)
    return entries, _history(proof, words=words), files


def _entry(
    kind: str,
    signed: Signed,
    *,
    at: datetime,
    faults: Sequence[Told],
    covers: str,
    around: Circumstances,
) -> Entry:
    problems = tuple(Problem(code=it.fault.value, words=it.words, part=it.part) for it in faults)
    own = Verdict.INVALID if faults else Verdict.VALID
    try:
        certificate = Certificate.read(signed.certificate.encode())
        offered = [Certificate.read(each.encode()) for each in signed.issuers]
    except NotACertificate as fault:
        unread = Problem(code="certificate", words=str(fault))
        return Entry(kind=kind, verdict=Verdict.INVALID, problems=(*problems, unread))
    held = entitled(
        certificate,
        claimed=at,
        stamps=(),
        offered=offered,
        around=around,
        use=Use.SPEAK_FOR_NODE,
    )
    return Entry(
        kind=kind,
        verdict=worst([own, held.verdict]),
        signer=certificate.subject,
        organization=certificate.organization,
        issuer=certificate.issuer,
        serial=f"{certificate.serial:x}",
        valid=(certificate.begins, certificate.ends),
        at=held.at,
        proven=held.proven,
        covers="" if faults else covers,
        problems=(*problems, *held.problems),
        notes=(*held.notes, "请核对签名的节点属于出具证明的单位。"),
        testing=held.testing,
    )


def _history(proof: Proof, *, words: Words) -> History:
    said = proof.checkpoint.statement
    return History(
        title=proof.title,
        node=said.node,
        audience=proof.audience,
        made=proof.made,
        size=said.size,
        root=said.root,
        at=proof.checkpoint_at,
        records=tuple(_recorded(each, words=words) for each in proof.events),
    )


def _recorded(it: ProofEvent, *, words: Words) -> Recorded:
    gone = it.why == DESTROYED
    return Recorded(
        number=it.id,
        words=words.get(it.topic, it.topic),
        at=_moment(it.state),
        given=Given.DESTROYED if gone else _GIVEN[it.state is not None],
        destroyed_by=it.destroyed_by if gone else 0,
    )


def _moment(state: str | None) -> datetime | None:
    """When it happened, where the event is told and says so."""
    try:
        found = datetime.fromisoformat(json.loads(state or "{}")["timestamp"]["_data_"])
        office_day(found)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    return found if found.tzinfo else None


def _files(proof: Proof, *, words: Words, checking: Checking, now: datetime) -> tuple[Report, ...]:
    """The paper's pages: each checked by itself, as far as somebody sealed it."""
    told, found, sealed = mentions(proof), [], 0
    for name, data in sorted(proof.files.items()):
        if "/" not in name:
            continue  # the words and the script, which are ours
        called = _called(name, told.get(proof.named.get(name, "")), words=words)
        is_sealed = any(each in data for each in _SEALED)
        sealed += is_sealed
        if not is_sealed:
            found.append(_own(called, data, now=now))
        elif sealed > MOST_SEALED:
            found.append(_own(called, data, _entry_of(_TOO_MANY), now=now))
        else:
            found.append(_checked(called, data, checking=checking, now=now))
    return tuple(found)


def _checked(called: str, data: bytes, *, checking: Checking, now: datetime) -> Report:
    try:
        return checking(data, called)
    except Refused as refusal:
        return _own(called, data, _entry_of(str(refusal)), now=now)


def _called(name: str, by: ProofEvent | None, *, words: Words) -> str:
    """By the event that speaks of it: its name in the archive says nothing to anybody."""
    kind = name.rpartition(".")[2].upper()[:8]
    if by is None:
        return f"没有记录提到的文件（{kind}）"
    return f"第{by.id}号记录（{words.get(by.topic, by.topic)}）的文件（{kind}）"


def _entry_of(words: str) -> Entry:
    return Entry(
        kind="签章",
        verdict=Verdict.UNPROVEN,
        problems=(Problem(code="not-checked", words=words),),
    )


def _own(called: str, data: bytes, *entries: Entry, now: datetime) -> Report:
    return Report(
        name=called,
        format=FILE,
        digest=sha256(data).hexdigest(),
        checked_at=now,
        entries=entries,
    )
