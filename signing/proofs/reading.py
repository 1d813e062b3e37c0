"""A proof taken apart: its form alone, believed in nothing (`making.py` writes it)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from office.kernel.refusals import Refused
from office.outside.archive import Archive
from signing.checkpoints.statement import SignedStatement

PROOF, CHECKPOINT, SIGNATURE = "proof.json", "checkpoint.json", "signature.json"
FIXED = frozenset({PROOF, CHECKPOINT, SIGNATURE})
"""The parts that are signed or sign; all others are named in the first with their digests."""
INNER, DESTROYED = "inner", "destroyed"
"""Why an event is there without its content."""
MOST_EVENTS = 20_000
MOST_ISSUERS = 8
LONGEST_PATH = 64
"""Hashes: a tree of more leaves than there are atoms to keep them on."""
REMEDY = "请向出具证明的单位重新索取。"
_YEARS = range(1970, 9_000)
_DIGEST = sha256().digest_size


class NotAProof(Refused):
    """The file cannot be read as a proof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofEvent:
    """A row of the journal with its way to the checkpoint. `state`: None where only the digest is
    given; `why` says then why, and `destroyed_by` the id of the act."""

    id: int
    agency: str
    stream: UUID
    version: int
    topic: str
    command: str
    digest: bytes
    path: tuple[bytes, ...]
    state: str | None
    why: str
    destroyed_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedText:
    """What the node signed with the proof's own signature, and by whose certificate (PEM)."""

    text: str
    signature: str
    certificate: str
    issuers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """`streams`: how many events each has; `named`: parts and their digests, as the proof says;
    `files`: parts as they are."""

    title: str
    audience: str
    made: datetime
    streams: Mapping[UUID, int]
    events: tuple[ProofEvent, ...]
    named: Mapping[str, str]
    files: Mapping[str, bytes]
    checkpoint: SignedStatement
    hand: SignedText

    @property
    def checkpoint_at(self) -> datetime:
        """When the checkpoint was signed, as the node says."""
        return datetime.fromisoformat(self.checkpoint.statement.at)


def read_proof(archive: Archive) -> Proof:
    """Raises NotAProof for what no node writes, Refused for a damaged or dangerous archive."""
    missing = FIXED - archive.names
    if missing:
        raise NotAProof(f"证明内缺少“{min(missing)}”，不完整。{REMEDY}")
    parts = {name: archive.read(name) for name in sorted(archive.names)}
    try:
        said, hand = (_json(parts[name]) for name in (PROOF, SIGNATURE))
        found = Proof(
            title=_text(said["title"]),
            audience=_text(said["audience"]),
            made=_moment(said["made"]),
            streams={UUID(each): _count(number) for each, number in said["streams"].items()},
            events=tuple(map(_event, _some(said["events"], most=MOST_EVENTS))),
            named={name: _text(digest) for name, digest in said["files"].items()},
            files={name: data for name, data in parts.items() if name not in FIXED},
            checkpoint=SignedStatement.from_json(_json(parts[CHECKPOINT])),
            hand=SignedText(
                text=parts[PROOF].decode(),
                signature=_text(hand["signature"]),
                certificate=_text(hand["certificate"]),
                issuers=tuple(map(_text, hand["issuers"])),
            ),
        )
        _must_be_moderate(found)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as fault:
        words = "证明的内容不全或者写法不对，读不出来：文件已损坏，或者可能被改动过。"
        raise NotAProof(f"{words}{REMEDY}") from fault
    return found


def _must_be_moderate(found: Proof) -> None:
    """Raises ValueError for what would take long, or no calendar has."""
    _moment(found.checkpoint.statement.at)
    if found.checkpoint.statement.size.bit_length() > LONGEST_PATH:
        raise ValueError(found.checkpoint.statement.size)
    for each in (found.checkpoint, found.hand):
        _some(each.issuers, most=MOST_ISSUERS)


def _event(said: dict[str, Any]) -> ProofEvent:
    state, why = said.get("state"), said.get("why", "")
    return ProofEvent(
        id=_count(said["id"]),
        agency=_text(said["agency"]),
        stream=UUID(said["stream"]),
        version=_count(said["version"]),
        topic=_text(said["topic"]),
        command=_text(said["command"]),
        digest=_hash(said["digest"]),
        path=tuple(map(_hash, _some(said["path"], most=LONGEST_PATH))),
        state=None if state is None else _text(state),
        why=_text(why),
        destroyed_by=_count(said.get("destroyed_by", 1)),
    )


def _json(data: bytes) -> Any:
    """Two readers must not see two things: a name twice is none."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise ValueError("a name twice")
        return found

    return json.loads(data.decode(), object_pairs_hook=once)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()  # half a surrogate pair has no digest
    return value


def _count(value: Any) -> int:
    if type(value) is not int or value < 1:
        raise TypeError(value)
    return value


def _hash(value: Any) -> bytes:
    found = bytes.fromhex(_text(value))
    if len(found) != _DIGEST:
        raise ValueError(value)
    return found


def _some(values: Any, *, most: int) -> Any:
    if not isinstance(values, list | tuple) or len(values) > most:
        raise ValueError("too many")
    return values


def _moment(value: Any) -> datetime:
    found = datetime.fromisoformat(_text(value))
    if found.tzinfo is None or found.year not in _YEARS:
        raise ValueError(value)
    return found
