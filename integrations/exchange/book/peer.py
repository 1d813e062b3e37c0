"""A node that exchanges with this one: met by a person, then believed by its certificate."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from integrations.exchange.book.said import Differences, Lines, Said, applied, differences
from office.directory.ids import DIRECTORY
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Peer(Entity):
    """One stream a node, in the directory of record: whom it speaks for belongs to all agencies.

    The bytes of each snapshot lie in the content store under `digest`, so that they can be handed
    on as they came.
    """

    TOPIC: ClassVar[str] = "exchange.Peer"

    class Met(Created):
        """会见: somebody compared the fingerprint with the other side's people."""

        TOPIC: ClassVar[str] = "exchange.Peer.Met"
        node: str
        by: str
        via: str
        sequence: int
        made: str
        digest: str
        fingerprint: str
        signed: dict[str, Any]
        particulars: dict[str, Any]
        agencies: dict[str, dict[str, Any] | None]
        certificates: dict[str, dict[str, Any] | None]
        moved: dict[str, dict[str, Any] | None]
        reason: str = field(default="", kw_only=True)

    def __init__(
        self,
        agency: str,
        node: str,
        by: str,
        via: str,
        sequence: int,
        made: str,
        digest: str,
        fingerprint: str,
        signed: dict[str, Any],
        particulars: dict[str, Any],
        agencies: Differences,
        certificates: Differences,
        moved: Differences,
        *,
        reason: str = "",
    ) -> None:
        self.agency = agency
        self.node = node
        self.sequence = sequence
        self.digest = digest
        self.fingerprint = fingerprint
        self.agencies = applied({}, agencies)
        self.certificates = applied({}, certificates)
        self.moved = applied({}, moved)
        self.suspended = False
        self.gone = False

    @staticmethod
    def id_of(node: str) -> UUID:
        """There is one of a name."""
        return uuid5(NAMESPACE_URL, f"wenshu:exchange:peer:{node}")

    @classmethod
    def meet(cls, said: Said, *, by: str, via: str, at: datetime, reason: str = "") -> Peer:
        """The first snapshot. `by`: who compared the fingerprint; `via`: how it came, `reason`:
        how it was compared, in words."""
        return cls.begin(
            cls.Met,
            id=cls.id_of(said.node),
            agency=DIRECTORY,
            timestamp=at,
            node=said.node,
            by=by,
            via=via,
            sequence=said.sequence,
            made=said.made,
            digest=said.digest,
            fingerprint=said.fingerprint,
            signed=said.signed,
            particulars=said.particulars,
            agencies=differences({}, _claimed(said.agencies, before={}, at=at)),
            certificates=differences({}, said.certificates),
            moved=differences({}, said.moved),
            reason=reason.strip(),
        )

    def update(self, said: Said, *, via: str, at: datetime) -> None:
        """A later snapshot under the same certificate."""
        if said.fingerprint != self.fingerprint:
            raise Refused(
                f"节点“{self.node}”的这份快照是用另一张证书签的，没有收存。请用电话或当面向对方核实；"
                "对方确实换了证书的，核对指纹后在交换通讯录中办理换证。"
            )
        self.must_be_news(said)
        self._updated(timestamp=at, via=via, **self._changes(said, at=at))

    @event("Updated", topic="exchange.Peer.Updated")
    def _updated(
        self,
        timestamp: datetime,
        via: str,
        sequence: int,
        made: str,
        digest: str,
        signed: dict[str, Any],
        particulars: dict[str, Any],
        agencies: dict[str, dict[str, Any] | None],
        certificates: dict[str, dict[str, Any] | None],
        moved: dict[str, dict[str, Any] | None],
    ) -> None:
        self._take(sequence, digest, agencies, certificates, moved)

    def renew(self, said: Said, *, by: str, reason: str, via: str, at: datetime) -> None:
        """换证: people asked the other side, and it has this certificate now."""
        if said.fingerprint == self.fingerprint:
            raise Refused(f"节点“{self.node}”的证书没有变，不必办理换证。")
        if not reason.strip():
            raise Refused("请写明是怎样向对方核实换证的（何时、向何人）。", field="reason")
        self.must_be_news(said)
        self._renewed(
            timestamp=at,
            by=by,
            reason=reason.strip(),
            via=via,
            fingerprint=said.fingerprint,
            **self._changes(said, at=at),
        )

    @event("Renewed", topic="exchange.Peer.Renewed")
    def _renewed(
        self,
        timestamp: datetime,
        by: str,
        reason: str,
        via: str,
        fingerprint: str,
        sequence: int,
        made: str,
        digest: str,
        signed: dict[str, Any],
        particulars: dict[str, Any],
        agencies: dict[str, dict[str, Any] | None],
        certificates: dict[str, dict[str, Any] | None],
        moved: dict[str, dict[str, Any] | None],
    ) -> None:
        self.fingerprint = fingerprint
        self._take(sequence, digest, agencies, certificates, moved)

    def suspend(self, *, by: str, reason: str, gone: bool, at: datetime) -> None:
        """暂停: nothing is sent there and nothing taken from there. `gone`: the node is no more,
        and others may have its agencies."""
        if self.suspended and self.gone == gone:
            raise Refused(f"与节点“{self.node}”的交换已经暂停。")
        if not reason.strip():
            raise Refused("请写明暂停交换的原因。", field="reason")
        self._suspended(timestamp=at, by=by, reason=reason.strip(), gone=gone)

    @event("Suspended", topic="exchange.Peer.Suspended")
    def _suspended(self, timestamp: datetime, by: str, reason: str, gone: bool) -> None:  # noqa: FBT001 (an event's field)
        self.suspended = True
        self.gone = gone

    def resume(self, *, by: str, reason: str, at: datetime) -> None:
        """恢复."""
        if not self.suspended:
            raise Refused(f"与节点“{self.node}”的交换没有暂停，不必恢复。")
        if not reason.strip():
            raise Refused("请写明恢复交换的原因。", field="reason")
        self._resumed(timestamp=at, by=by, reason=reason.strip())

    @event("Resumed", topic="exchange.Peer.Resumed")
    def _resumed(self, timestamp: datetime, by: str, reason: str) -> None:
        self.suspended = False
        self.gone = False

    def must_be_news(self, said: Said) -> None:
        """Raises Refused for what is here, what is older, and two snapshots of one number."""
        if said.digest == self.digest:
            raise Refused(f"节点“{self.node}”的这份快照已经收存。")
        if said.sequence < self.sequence:
            raise Refused(
                f"节点“{self.node}”的这份快照（第 {said.sequence} 号）比已收存的"
                f"（第 {self.sequence} 号）旧，没有收存。请向对方取最新的。"
            )
        if said.sequence == self.sequence:
            raise Refused(
                f"节点“{self.node}”的这份快照与已收存的同为第 {self.sequence} 号而内容不同，"
                "没有收存。请保留这份文件，立即向对方核实：可能有人盗用了对方的证书。"
            )

    def _changes(self, said: Said, *, at: datetime) -> dict[str, Any]:
        claimed = _claimed(said.agencies, before=self.agencies, at=at)
        return {
            "sequence": said.sequence,
            "made": said.made,
            "digest": said.digest,
            "signed": said.signed,
            "particulars": said.particulars,
            "agencies": differences(self.agencies, claimed),
            "certificates": differences(self.certificates, said.certificates),
            "moved": differences(self.moved, said.moved),
        }

    def _take(
        self,
        sequence: int,
        digest: str,
        agencies: Differences,
        certificates: Differences,
        moved: Differences,
    ) -> None:
        self.sequence = sequence
        self.digest = digest
        self.agencies = applied(self.agencies, agencies)
        self.certificates = applied(self.certificates, certificates)
        self.moved = applied(self.moved, moved)


def _claimed(agencies: Lines, *, before: Lines, at: datetime) -> Lines:
    """With each the moment since when this node has said so: of two that say they are an agency's
    home, the first is."""

    def since(code: str, standing: str) -> str:
        known = before.get(code, {})
        return str(known["claimed"]) if known.get("standing") == standing else at.isoformat()

    return {
        code: {**line, "claimed": since(code, line["standing"])} for code, line in agencies.items()
    }
