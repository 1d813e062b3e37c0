"""What a snapshot says, as events keep it: lines by their keys, and what differs between two."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from integrations.exchange.snapshots import DatedCertificate, ListedAgency, Snapshot

Line = dict[str, Any]
Lines = dict[str, Line]
Differences = dict[str, dict[str, Any] | None]
"""The lines to put, by key; None removes."""

OPEN = "9999-12-31"
"""`until` of an agency without an end."""


class Use(StrEnum):
    """What a listed certificate is for. The value stands in events and never changes."""

    TLS = "tls"
    SIGNER = "signer"
    ENCRYPTION = "encryption"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A snapshot that was verified. `digest`: of its bytes; `fingerprint`: of the certificate that
    signed it; `signed`: algorithm, value and certificates as they came, base64.

    `agencies` and `moved` by code, `certificates` by use, code (none for TLS) and fingerprint.
    """

    node: str
    sequence: int
    made: str
    digest: str
    fingerprint: str
    signed: dict[str, Any]
    particulars: dict[str, Any]
    agencies: Lines
    certificates: Lines
    moved: Lines


def said_by(
    snapshot: Snapshot, *, digest: str, fingerprint: str, signed: Mapping[str, Any]
) -> Said:
    """Of a snapshot as it was read."""
    return Said(
        node=snapshot.node,
        sequence=snapshot.sequence,
        made=snapshot.made.isoformat(),
        digest=digest,
        fingerprint=fingerprint,
        signed=dict(signed),
        particulars={
            "addresses": list(snapshot.addresses),
            "versions": list(snapshot.versions),
            "largest": snapshot.largest,
            "classification": snapshot.classification,
        },
        agencies={each.code: _agency(each) for each in snapshot.agencies},
        certificates=dict(_certificates(snapshot)),
        moved={
            each.code: {
                "node": each.node,
                "address": each.address,
                "since": each.begins.isoformat(),
            }
            for each in snapshot.moved
        },
    )


def differences(before: Mapping[str, Line], after: Mapping[str, Line]) -> Differences:
    """What leads from the one to the other."""
    changed = {key: line for key, line in after.items() if before.get(key) != line}
    return {**changed, **dict.fromkeys(before.keys() - after.keys())}


def applied(before: Mapping[str, Line], changes: Mapping[str, Line | None]) -> Lines:
    """The lines after those differences."""
    left = {key: line for key, line in before.items() if key not in changes}
    return left | {key: line for key, line in changes.items() if line is not None}


def certificate_key(use: Use, code: str, fingerprint: str) -> str:
    """By which a certificate's line is told from others."""
    return f"{use}/{code}/{fingerprint}"


def _agency(listed: ListedAgency) -> Line:
    return {
        "name": listed.name,
        "short_name": listed.short_name or listed.name,
        "level": listed.level,
        "kind": listed.kind,
        "superior": listed.superior,
        "rank": listed.rank,
        "since": listed.begins.isoformat(),
        "until": _day_after(listed.ends),
        "standing": listed.standing.value,
        "kinds": list(listed.kinds),
        "media_types": list(listed.media_types),
    }


def _day_after(last: date | None) -> str:
    """A snapshot names the last day on which an agency is there; the record the first without."""
    if last is None or last == date.max:
        return OPEN
    return (last + timedelta(days=1)).isoformat()


def _certificates(snapshot: Snapshot) -> Iterator[tuple[str, Line]]:
    yield from _lines(Use.TLS, "", snapshot.tls)
    for agency in snapshot.agencies:
        yield from _lines(Use.SIGNER, agency.code, agency.signers)
        yield from _lines(Use.ENCRYPTION, agency.code, agency.encryption)


def _lines(
    use: Use, code: str, certificates: Iterable[DatedCertificate]
) -> Iterator[tuple[str, Line]]:
    for each in certificates:
        key = certificate_key(use, code, each.fingerprint)
        yield (
            key,
            {
                "der": b64encode(each.der).decode("ascii"),
                "begins": _moment(each.begins),
                "ends": _moment(each.ends),
            },
        )


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
