"""Meeting nodes and taking in what they say: the only place that changes the address book."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from integrations.exchange.book.checking import SnapshotChecks
from integrations.exchange.book.held import WaitingSnapshots, signed_of
from integrations.exchange.book.lookup import AddressBook
from integrations.exchange.book.peer import Peer
from integrations.exchange.book.registers import (
    peer_agencies,
    peer_certificates,
    peer_moved,
    peers,
)
from integrations.exchange.book.said import Said, Use
from integrations.exchange.shapes import Signed
from office.directory.application import Directory
from office.directory.entries import AgencyEntry, Term
from office.directory.ids import DIRECTORY
from office.directory.kinds import AgencyKind, Level
from office.directory.lookup import FOR_EVER
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Missing, Refused
from office.kernel.room import Room


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a snapshot. `waits`: somebody has to compare its fingerprint first."""

    node: str
    words: str
    waits: bool = False


class Peers(Room):
    """The nodes that this one exchanges with. Acts are on `ids.DIRECTORY`; whoever calls has asked
    whether the person may. `own_names`: of this node, now and before."""

    def __init__(
        self,
        node: Node,
        *,
        directory: Directory,
        checks: SnapshotChecks,
        own_names: Callable[[], Collection[str]],
    ) -> None:
        super().__init__(node)
        self.book = AddressBook(node, directory)
        self.waiting = WaitingSnapshots(node.store, node.clock)
        self._directory = directory
        self._checks = checks
        self._own_names = own_names

    def bring(self, signed: Signed, *, by: str, via: str) -> Brought:
        """A snapshot from a file or from another node: taken in at once where its node is known
        by this certificate, else kept until a person confirms it. Raises Refused."""
        said = self._checks.read(signed, own=self._own_names())
        try:
            known = self.load(Peer, Peer.id_of(said.node))
        except Missing:
            self._must_be_nobody_elses(said)
            self.waiting.hold(said, signed, via=via)
            words = f"节点“{said.node}”还不认识。请与对方核对证书指纹，再确认收存。"
            return Brought(said.node, words, waits=True)
        if known.digest == said.digest:
            return Brought(said.node, f"节点“{said.node}”的这份快照已经收存，没有改动。")
        known.must_be_news(said)
        if known.fingerprint != said.fingerprint:
            self._must_be_nobody_elses(said)
            self.waiting.hold(said, signed, via=via)
            words = f"节点“{said.node}”换了证书。请向对方核实，核对指纹后办理换证。"
            return Brought(said.node, words, waits=True)
        return Brought(said.node, self._update(said, signed, by=by, via=via))

    def confirm(self, act: Act, node: str, *, fingerprint: str, digest: str, reason: str) -> str:
        """会见 or 换证, with the snapshot that waits. `fingerprint`, `digest`: of what stood on
        the page on which the person decided. What was done, in words."""

        def decide() -> str:
            row = self.waiting.find(node)
            if (row.fingerprint, row.digest) != (fingerprint, digest):
                raise Refused("您打开这个页面之后，对方又来了新的快照。请重新核对指纹再确认。")
            signed = signed_of(row)
            said = self._checks.read(signed, own=self._own_names())
            self._must_be_nobody_elses(said)
            self.node.content.put(DIRECTORY, signed.content)
            words = self._met(act, said, via=row.via, reason=reason)
            self.waiting.drop(node)
            return words

        given = {"node": node, "fingerprint": fingerprint, "digest": digest, "reason": reason}
        return self.perform(act, name="confirm a node", given=given, decide=decide)

    def discard(self, act: Act, node: str) -> str:
        """What waits of that node is not to be taken in. What was done, in words."""

        def decide() -> str:
            row = self.waiting.find(node)
            self.waiting.drop(node)
            return f"已移除节点“{row.node}”等待核对的快照，没有收存。"

        return self.perform(act, name="discard a snapshot", given={"node": node}, decide=decide)

    def suspend(self, act: Act, node: str, *, reason: str, gone: bool) -> None:
        """暂停: at once, for both directions. `gone`: the node is no more."""

        def decide() -> None:
            peer = self.load(Peer, Peer.id_of(node))
            peer.suspend(by=act.person, reason=reason, gone=gone, at=self.clock.now())
            self.save(peer)
            self._follow(peer.agencies)

        given = {"node": node, "reason": reason, "gone": gone}
        self.perform(act, name="suspend a node", given=given, decide=decide)

    def resume(self, act: Act, node: str, *, reason: str) -> None:
        """恢复."""

        def decide() -> None:
            peer = self.load(Peer, Peer.id_of(node))
            peer.resume(by=act.person, reason=reason, at=self.clock.now())
            self.save(peer)
            self._follow(peer.agencies)

        given = {"node": node, "reason": reason}
        self.perform(act, name="resume a node", given=given, decide=decide)

    def all(self) -> list[Row[Any]]:
        """The register's rows by node."""
        with self.node.store.reading() as connection:
            return list(connection.execute(select(peers).order_by(peers.c.node)))

    def lines(self, node: str) -> list[Row[Any]]:
        """The agencies that a node lists, by rank."""
        id = Peer.id_of(node)
        query = select(peer_agencies).where(peer_agencies.c.subject == id)
        query = query.order_by(peer_agencies.c.rank, peer_agencies.c.code)
        with self.node.store.reading() as connection:
            return list(connection.execute(query))

    def moved_from(self, node: str) -> list[Row[Any]]:
        """The agencies that a node says went elsewhere."""
        query = select(peer_moved).where(peer_moved.c.subject == Peer.id_of(node))
        with self.node.store.reading() as connection:
            return list(connection.execute(query.order_by(peer_moved.c.code)))

    def adopts(self, line: Row[Any]) -> bool:
        """Whether the agency is where the line says, or only relayed and at home nearer."""
        if self.book.is_ours(line.code):
            return False
        row = self.book.has(line.code)
        return row is None or row.subject == line.subject or row.standing != line.standing

    def disputed(self, node: str) -> list[str]:
        """Names of agencies that it says it has and that are with another, or here."""
        return [line.name for line in self.lines(node) if not self.adopts(line)]

    def find(self, node: str) -> Row[Any]:
        """Raises Missing."""
        found = next((row for row in self.all() if row.node == node), None)
        if found is None:
            raise Missing("交换通讯录中没有这个节点。请从列表中打开。")
        return found

    def _update(self, said: Said, signed: Signed, *, by: str, via: str) -> str:
        def decide() -> str:
            peer = self.load(Peer, Peer.id_of(said.node))
            if peer.suspended:
                raise Refused(
                    f"与节点“{said.node}”的交换已经暂停，它的快照没有收存。请先恢复，再取最新的。"
                )
            self._must_be_nobody_elses(said)
            before = set(peer.agencies)
            peer.update(said, via=via, at=self.clock.now())
            self.save(peer)
            told = self._follow(before | set(peer.agencies))
            return "".join([f"已收存节点“{said.node}”的第 {said.sequence} 号快照。", *told])

        self.node.content.put(DIRECTORY, signed.content)
        act = Act(agency=DIRECTORY, person=by, command=f"snapshot:{said.digest[:48]}")
        return self.perform(
            act, name="update a node", given={"digest": said.digest}, decide=decide
        )

    def _met(self, act: Act, said: Said, *, via: str, reason: str) -> str:
        now = self.clock.now()
        if not self.exists(Peer.id_of(said.node)):
            peer = Peer.meet(said, by=act.person, via=via, at=now, reason=reason)
            before = set[str]()
            words = f"已收存节点“{said.node}”的快照，从此与它交换。"
        else:
            peer = self.load(Peer, Peer.id_of(said.node))
            before = set(peer.agencies)
            peer.renew(said, by=act.person, reason=reason, via=via, at=now)
            words = f"已为节点“{said.node}”办理换证。"
        self.save(peer)
        return "".join([words, *self._follow(before | set(peer.agencies))])

    def _must_be_nobody_elses(self, said: Said) -> None:
        """A certificate that shows two nodes would show none."""
        shown = [key.rpartition("/")[2] for key in said.certificates if key.startswith(Use.TLS)]
        query = (
            select(peers.c.node)
            .join(peer_certificates, peer_certificates.c.subject == peers.c.subject)
            .where(
                ~peers.c.gone,
                peers.c.node != said.node,
                peer_certificates.c.use == Use.TLS,
                peer_certificates.c.fingerprint.in_(shown),
            )
        )
        with self.node.store.reading() as connection:
            other = connection.execute(query).scalar()
        if other:
            raise Refused(
                f"节点“{said.node}”的快照列出的 TLS 证书是节点“{other}”在用的，没有收存。"
                "两个节点不能共用一张证书。请向双方核实。"
            )

    def _follow(self, codes: Iterable[str]) -> list[str]:
        """Have the directory of record say of these agencies what their nodes say."""
        today = office_day(self.clock.now())
        told: dict[str, list[AgencyEntry]] = {}
        gone = []
        for code in sorted(codes):
            if self.book.is_ours(code):
                continue
            row = self.book.has(code)
            if row is None:
                gone.append(code)
            elif entry := entry_of(row):
                told.setdefault(row.node, []).append(entry)
        changes = [
            self._directory.follow_node(node, entries, gone=(), effective=today)
            for node, entries in told.items()
        ]
        known = [code for code in gone if self._directory.home_of(code)]
        if known:
            changes.append(self._directory.follow_node("", (), gone=known, effective=today))
        return [sentence for each in changes for sentence in each]


def entry_of(row: Row[Any]) -> AgencyEntry | None:
    """As the directory of record has it; None for a level or kind that is unknown here."""
    try:
        level, kind = Level(row.level), AgencyKind(row.kind)
    except ValueError:
        return None
    return AgencyEntry(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        level=level,
        kind=kind,
        superior=row.superior,
        rank=row.rank,
        term=Term(since=row.since, until=None if row.until == FOR_EVER else row.until),
    )
