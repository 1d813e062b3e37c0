"""The snapshots of this node: made from the directory, the settings and the keys, when any of
them says something else than before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, select

from documents.consignments.capsule import NotTaken
from integrations.exchange.book.checking import must_be_sound
from integrations.exchange.book.listed import Listings
from integrations.exchange.book.lookup import AddressBook
from integrations.exchange.book.own import OwnBook
from integrations.exchange.book.registers import own_snapshots
from integrations.exchange.book.said import said_by
from integrations.exchange.kept.signed_json import to_json
from integrations.exchange.shapes import Signed
from integrations.exchange.signatures import sign
from integrations.exchange.snapshots import (
    DatedCertificate,
    ListedAgency,
    Moved,
    Snapshot,
    Standing,
)
from integrations.exchange.written.envelopes import VERSIONS
from integrations.exchange.written.snapshots import written_snapshot
from office.directory.application import Directory
from office.directory.entries import AgencyEntry
from office.directory.ids import DIRECTORY
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room
from signing.certificates.building import Purpose
from signing.checkpoints.application import Checkpoints
from signing.keys.keystore import Keystore
from signing.keys.owners import HeldKey, OwnerKind

OVERLAP = timedelta(days=14)
"""How long the certificate that was replaced still counts after others were told of the new one:
what it signed may be under way."""
MOST = 8
"""Certificates of one purpose that are listed of an agency, the newest."""
MAKER = "address-book"
"""Who acts when no person does."""
_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What the site says of the node. `tls` reads the certificates that it shows, each time;
    `kinds`: of consignments that agencies here take."""

    addresses: tuple[str, ...]
    tls: Callable[[], Sequence[DatedCertificate]]
    largest: int
    classification: str
    kinds: tuple[str, ...] = ()


class OwnSnapshots(Room):
    """Signed with the node's own key, numbered by day as zones of the DNS are (2026112301), so
    that a node restored from a backup does not fall behind what it had said."""

    def __init__(
        self,
        node: Node,
        *,
        particulars: Particulars,
        directory: Directory,
        keys: Keystore,
        checkpoints: Checkpoints,
    ) -> None:
        super().__init__(node)
        self._particulars = particulars
        self._directory = directory
        self._keys = keys
        self._checkpoints = checkpoints
        self._book = AddressBook(node, directory)
        self.listed = Listings(node)

    def names(self) -> set[str]:
        """Of this node, now and in its snapshots and checkpoints."""
        query = select(own_snapshots.c.node).distinct()
        with self.node.store.reading() as connection:
            return self._checkpoints.own_names | set(connection.execute(query).scalars())

    def newest(self) -> Row[Any] | None:
        """The line of the last one."""
        query = select(own_snapshots).order_by(own_snapshots.c.sequence.desc()).limit(1)
        with self.node.store.reading() as connection:
            return connection.execute(query).first()

    def lacking(self) -> str:
        """Why no snapshot can be made, as a sentence; empty if one can."""
        if not self._particulars.addresses:
            return (
                "没有写明本节点的交换地址，不能签发快照。请系统管理员设置 "
                "exchange.addresses（以 https:// 开头）。"
            )
        try:
            shown = self._particulars.tls()
        except Refused as refused:
            return str(refused)
        if not shown:
            return (
                "没有写明本节点的 TLS 证书，不能签发快照。请系统管理员在配置文件（-c 所指的 "
                ".ini）的 [app:main] 一节设置 exchange.tls_certificate、exchange.tls_key 和 "
                "exchange.tls_authorities，再重启；试用的证书可用 office ca tls 签发。"
            )
        if not self._checkpoints.can_sign:
            return (
                "本节点没有节点证书，不能签发快照。请系统管理员执行 office ca issue --kind node，"
                "或导入节点证书。"
            )
        return ""

    def unlisted(self) -> list[AgencyEntry]:
        """Agencies at home here that no exchange certificate signs for: they are not listed."""
        listed = {each.code for each in self._agencies(self.clock.now())}
        return [each for each in self._directory.hosted_on() if each.code not in listed]

    def make(self) -> bool:
        """Sign a new one if there is anything new to say. Raises Refused where that cannot be."""
        if sentence := self.lacking():
            raise Refused(sentence)
        last = self.newest()
        now = self.clock.now()
        draft = self._draft(last, now=now)
        signer = self._checkpoints.signer()
        essence = sha256(_written(draft) + signer.certificate).hexdigest()
        if last is not None and last.essence == essence:
            return False
        snapshot = replace(draft, sequence=self._number(last), made=now)
        content = _written(snapshot)
        self._issue(snapshot, sign(content, signer), essence=essence)
        return True

    def _issue(self, snapshot: Snapshot, signed: Signed, *, essence: str) -> None:
        kept = to_json(signed)
        del kept["content"]  # it lies in the content store
        fingerprint = sha256(signed.certificates[0]).hexdigest()
        said = said_by(snapshot, digest=signed.digest, fingerprint=fingerprint, signed=kept)
        hosted = [each.code for each in snapshot.agencies if each.standing is Standing.HOSTED]

        def decide() -> None:
            now = self.clock.now()
            own = (
                self.load(OwnBook, OwnBook.ID) if self.exists(OwnBook.ID) else OwnBook.open(at=now)
            )
            own.issue(said, essence=essence, hosted=hosted, at=now)
            self.save(own)

        self.node.content.put(DIRECTORY, signed.content)
        act = Act(agency=DIRECTORY, person=MAKER, command=f"own:{signed.digest[:56]}")
        given = {"digest": signed.digest}
        self.perform(act, name="issue a snapshot", given=given, decide=decide)

    def _draft(self, last: Row[Any] | None, *, now: datetime) -> Snapshot:
        """With a number and a moment that say nothing."""
        site = self._particulars
        made = Snapshot(
            node=self._checkpoints.node_name,
            sequence=1,
            made=_FIRST,
            addresses=site.addresses,
            versions=VERSIONS,
            largest=site.largest,
            classification=site.classification,
            tls=tuple(site.tls()),
            agencies=tuple(self._agencies(now)),
            moved=tuple(self._moved(last)),
        )
        must_be_sound(made)
        return made

    def _number(self, last: Row[Any] | None) -> int:
        today = int(f"{office_day(self.clock.now()):%Y%m%d}01")
        return today if last is None else max(today, last.sequence + 1)

    def _agencies(self, now: datetime) -> Iterator[ListedAgency]:
        signers = self._certificates(Purpose.EXCHANGE, now=now)
        encryption = self._certificates(Purpose.ENCRYPTION, now=now)
        for entry in self._directory.hosted_ever():
            if entry.code in signers:
                yield _listed(
                    entry,
                    kinds=self._particulars.kinds,
                    signers=signers[entry.code],
                    encryption=encryption.get(entry.code, ()),
                )

    def _certificates(
        self, purpose: Purpose, *, now: datetime
    ) -> dict[str, tuple[DatedCertificate, ...]]:
        """By code of the agency. One that was taken out of use counts no more; one that was
        replaced and signs on counts until its overlap is over."""
        held = [each for each in self._of_agencies() if each.purpose is purpose]
        found: dict[str, list[DatedCertificate]] = {}
        for each in held:
            ends = self._overlap_of(each, now=now) if each.signs_on else None
            if each.in_use or (ends is not None and now <= ends):
                dated = DatedCertificate(each.certificate.der, ends=ends)
                found.setdefault(each.owner.id, []).append(dated)
        return {code: tuple(each[:MOST]) for code, each in found.items()}

    def _overlap_of(self, replaced: HeldKey, *, now: datetime) -> datetime:
        """Until when it counts. It begins when others are told of the one in its place: now, if
        none of the snapshots says so yet."""
        told = self.listed.since(self._keys.find(replaced.replaced_by))
        return (told or now) + OVERLAP

    def let_go(self) -> None:
        """Private keys that were replaced, once nothing that they signed counts any more."""
        now = self.clock.now()
        for each in self._of_agencies():
            if each.signs_on and self._overlap_of(each, now=now) < now:
                self._keys.let_go(each.id)

    def _of_agencies(self) -> list[HeldKey]:
        return [each for each in self._keys.held() if each.owner.kind is OwnerKind.AGENCY]

    def _moved(self, last: Row[Any] | None) -> Iterator[Moved]:
        """Those that left before, and those that the last snapshot had at home here and that are
        at home on another node now."""
        known = self.load(OwnBook, OwnBook.ID).moved if last is not None else {}
        for code, line in known.items():
            if not self._book.is_ours(code):
                begins = date.fromisoformat(line["since"])
                yield Moved(code, line["node"], line["address"], begins)
        for code in json.loads(last.hosted) if last is not None else ():
            row = None if code in known or self._book.is_ours(code) else self._book.has(code)
            if row is not None and row.standing == Standing.HOSTED:
                today = office_day(self.clock.now())
                yield Moved(code, row.node, json.loads(row.addresses)[0], max(row.since, today))


def _listed(
    entry: AgencyEntry,
    *,
    kinds: tuple[str, ...],
    signers: tuple[DatedCertificate, ...],
    encryption: tuple[DatedCertificate, ...],
) -> ListedAgency:
    until = entry.term.until
    return ListedAgency(
        code=entry.code,
        name=entry.name,
        short_name=entry.short_name,
        level=entry.level.value,
        kind=entry.kind.value,
        superior=entry.superior,
        rank=entry.rank,
        begins=entry.term.since or date.min,
        ends=None if until is None else until - timedelta(days=1),
        standing=Standing.HOSTED,
        kinds=kinds,
        signers=signers,
        encryption=encryption,
    )


def _written(snapshot: Snapshot) -> bytes:
    try:
        return written_snapshot(snapshot)
    except NotTaken as fault:
        raise Refused(fault.sentence) from fault
