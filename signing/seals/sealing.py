"""One use of a seal (用印): what was sealed, by its digest, and what came of it.

A wrong one is voided and kept; the paper is sealed again by another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What was sealed. `room` and `paper`: the route and id of its page; `number`: 文号 or that of
    the application; `warrant`: by whose word it is sealed (签发人, 批准人); `to`: 送往单位, where
    who applied said it."""

    room: str
    paper: str
    title: str
    number: str
    copies: int
    warrant: str
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A sealed file: of which digest it was made, and its own. `form`: pdf or ofd; `certificate`:
    SHA-256 of the certificate that signed; `unstamped`: why it has no time stamp, where the office
    has a service for them; `seal_version`: of the seal's stream when it was pressed, 0 in those
    from before it was noted."""

    form: str
    of: str
    digest: str
    length: int
    certificate: str
    unstamped: str = ""
    seal_version: int = 0


class Sealing(Entity):
    """`serial`: its number of the year in 用印登记簿."""

    TOPIC: ClassVar[str] = "signing.Sealing"

    class Done(Created):
        TOPIC: ClassVar[str] = "signing.Sealing.Done"
        by: str
        seal: str
        seal_name: str
        serial: str
        proof: str
        matter: dict[str, Any]
        outcomes: list[dict[str, Any]]
        seam: bool = False

    def __init__(
        self,
        agency: str,
        by: str,
        seal: str,
        seal_name: str,
        serial: str,
        proof: str,
        matter: dict[str, Any],
        outcomes: list[dict[str, Any]],
        seam: bool = False,  # noqa: FBT001, FBT002 - a field of the event; older ones have none
    ) -> None:
        self.agency = agency
        self.by = by
        self.seal = UUID(seal)
        self.seal_name = seal_name
        self.serial = serial
        self.proof = proof
        self.matter = Matter(**matter)
        self.outcomes = tuple(Outcome(**each) for each in outcomes)
        self.seam = seam
        self.voided = False

    @classmethod
    def record(
        cls,
        *,
        agency: str,
        by: str,
        seal: UUID,
        seal_name: str,
        serial: str,
        proof: str,
        matter: Matter,
        outcomes: Sequence[Outcome],
        seam: bool = False,
        at: datetime,
    ) -> Sealing:
        """`proof`: the digest of the pages that were compared with the signed clean proof;
        `seam`: 骑缝章 was asked for and is on the files."""
        return cls.begin(
            cls.Done,
            id=uuid4(),
            agency=agency,
            timestamp=at,
            by=by,
            seal=str(seal),
            seal_name=seal_name,
            serial=serial,
            proof=proof,
            matter=asdict(matter),
            outcomes=[asdict(each) for each in outcomes],
            seam=seam,
        )

    def void(self, *, by: str, reason: str, at: datetime) -> None:
        """用印作废: it is kept, and says so."""
        if self.voided:
            raise Refused("这次用印已经作废。")
        if not reason.strip():
            raise Refused("用印作废必须写明理由，请补充。", field="reason")
        self._voided(timestamp=at, by=by, reason=reason)

    @event("Voided", topic="signing.Sealing.Voided")
    def _voided(self, timestamp: datetime, by: str, reason: str) -> None:
        self.voided = True
