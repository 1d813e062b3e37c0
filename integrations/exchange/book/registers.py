"""The address book as rows: nodes, whom they speak for, their certificates, who moved where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    Uuid,
)

from office.kernel.columns import BigId, Moment
from office.kernel.references import refers
from office.kernel.registers import Entry, Operation, Put, Register, Remove, changing
from office.kernel.store import register_tables

peers = Table(
    "peers",
    register_tables,
    Column("subject", Uuid, primary_key=True),
    Column("node", String(400), nullable=False, unique=True),
    Column("sequence", BigId, nullable=False),
    Column("made", Moment, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("signed", Text, nullable=False),  # JSON
    Column("addresses", Text, nullable=False),  # JSON
    Column("versions", Text, nullable=False),  # JSON
    Column("largest", BigId, nullable=False),
    Column("classification", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("met_by", Text, nullable=False),
    Column("met_at", Moment, nullable=False),
    Column("taken_at", Moment, nullable=False),
    Column("suspended", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
)
"""`fingerprint`: of the certificate that signs its snapshots; `reason`: how it was compared when
it was met or renewed, or why it was suspended or resumed, the last of these; `gone`: suspended
for good, so that others may have its agencies."""

peer_agencies = Table(
    "peer_agencies",
    register_tables,
    Column("subject", Uuid),
    Column("code", String(64)),
    Column("name", Text, nullable=False),
    Column("short_name", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("superior", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("standing", String(16), nullable=False),
    Column("kinds", Text, nullable=False),  # JSON
    Column("media_types", Text, nullable=False),  # JSON
    Column("claimed", Moment, nullable=False),
    PrimaryKeyConstraint("subject", "code"),
    Index("peer_agencies_code", "code"),
)
"""Holds from `since` up to `until`; `claimed`: since when the node says that it has it so."""

peer_certificates = Table(
    "peer_certificates",
    register_tables,
    Column("subject", Uuid),
    Column("use", String(16)),
    Column("code", String(64)),
    Column("fingerprint", String(64)),
    Column("der", Text, nullable=False),  # base64
    Column("begins", Moment),
    Column("ends", Moment),
    PrimaryKeyConstraint("subject", "use", "code", "fingerprint"),
    Index("peer_certificates_fingerprint", "fingerprint"),
)

peer_moved = Table(
    "peer_moved",
    register_tables,
    Column("subject", Uuid),
    Column("code", String(64)),
    Column("node", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("since", Date, nullable=False),
    PrimaryKeyConstraint("subject", "code"),
    Index("peer_moved_code", "code"),
)
"""Which agencies went to which node from `since` on; those that left this one are among them,
under the subject of its own book."""

own_snapshots = Table(
    "own_snapshots",
    register_tables,
    Column("subject", Uuid),
    Column("sequence", BigId),
    Column("node", Text, nullable=False),
    Column("made", Moment, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("signed", Text, nullable=False),  # JSON
    Column("essence", String(64), nullable=False),
    Column("hosted", Text, nullable=False),  # JSON
    PrimaryKeyConstraint("subject", "sequence"),
)

book_register = Register(
    "exchange.book",
    tables=(peers, peer_agencies, peer_certificates, peer_moved, own_snapshots),
)
on = book_register.on
_changed = changing(peers)


@on("exchange.Peer.Met")
def met(event: Any, entry: Entry) -> Iterator[Operation]:
    """Somebody met it."""
    yield Put(
        peers,
        {
            "subject": event.originator_id,
            "node": event.node,
            **_newest(event),
            "via": event.via,
            "met_by": event.by,
            "met_at": event.timestamp,
            "fingerprint": event.fingerprint,
            "suspended": False,
            "gone": False,
            "reason": event.reason,
        },
    )
    yield from _lines(event, entry)


@on("exchange.Peer.Updated")
def updated(event: Any, entry: Entry) -> Iterator[Operation]:
    """It said something newer."""
    yield _changed(event, via=event.via, **_newest(event))
    yield from _lines(event, entry)


@on("exchange.Peer.Renewed")
def renewed(event: Any, entry: Entry) -> Iterator[Operation]:
    """And under another certificate."""
    yield _changed(
        event,
        via=event.via,
        fingerprint=event.fingerprint,
        reason=event.reason,
        **_newest(event),
    )
    yield from _lines(event, entry)


@on("exchange.Peer.Suspended")
def suspended(event: Any, _: Entry) -> Iterator[Operation]:
    """Nothing goes there and nothing comes from there."""
    yield _changed(event, suspended=True, gone=event.gone, reason=event.reason)


@on("exchange.Peer.Resumed")
def resumed(event: Any, _: Entry) -> Iterator[Operation]:
    """As before."""
    yield _changed(event, suspended=False, gone=False, reason=event.reason)


@on("exchange.OwnBook.Issued")
def issued(event: Any, entry: Entry) -> Iterator[Operation]:
    """A snapshot of this node."""
    yield Put(
        own_snapshots,
        {
            "subject": event.originator_id,
            "sequence": event.sequence,
            "node": event.node,
            "made": datetime.fromisoformat(event.made),
            "digest": event.digest,
            "fingerprint": event.fingerprint,
            "signed": json.dumps(event.signed),
            "essence": event.essence,
            "hosted": json.dumps(event.hosted),
        },
    )
    yield refers(event, entry, digest=event.digest)
    yield from _moved(event)


def _newest(event: Any) -> dict[str, Any]:
    said = event.particulars
    return {
        "sequence": event.sequence,
        "made": datetime.fromisoformat(event.made),
        "digest": event.digest,
        "signed": json.dumps(event.signed),
        "addresses": json.dumps(said["addresses"], ensure_ascii=False),
        "versions": json.dumps(said["versions"]),
        "largest": said["largest"],
        "classification": said["classification"],
        "taken_at": event.timestamp,
    }


def _lines(event: Any, entry: Entry) -> Iterator[Operation]:
    yield refers(event, entry, digest=event.digest)
    for code, line in event.agencies.items():
        key = {"subject": event.originator_id, "code": code}
        yield (
            Remove(peer_agencies, key)
            if line is None
            else Put(peer_agencies, {**key, **_agency(line)})
        )
    for name, line in event.certificates.items():
        use, code, fingerprint = name.split("/")
        key = {
            "subject": event.originator_id,
            "use": use,
            "code": code,
            "fingerprint": fingerprint,
        }
        yield (
            Remove(peer_certificates, key)
            if line is None
            else Put(
                peer_certificates,
                {
                    **key,
                    "der": line["der"],
                    "begins": _moment(line["begins"]),
                    "ends": _moment(line["ends"]),
                },
            )
        )
    yield from _moved(event)


def _moved(event: Any) -> Iterator[Operation]:
    for code, line in event.moved.items():
        key = {"subject": event.originator_id, "code": code}
        yield (
            Remove(peer_moved, key)
            if line is None
            else Put(peer_moved, {**key, **line, "since": date.fromisoformat(line["since"])})
        )


def _agency(line: dict[str, Any]) -> dict[str, Any]:
    return {
        **line,
        "since": date.fromisoformat(line["since"]),
        "until": date.fromisoformat(line["until"]),
        "claimed": datetime.fromisoformat(line["claimed"]),
        "kinds": json.dumps(line["kinds"], ensure_ascii=False),
        "media_types": json.dumps(line["media_types"], ensure_ascii=False),
    }


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
