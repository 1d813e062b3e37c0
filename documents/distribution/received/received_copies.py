"""二次分发 and 翻印: further copies of one incoming paper, and who made them when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused

MOST_COPIES = 9_999
TOP = "绝密"


class ReceivedCopies(Entity):
    """The further copies of one incoming paper, in the receiver's agency.

    They stay within the scope that the sender set (条例 第三十一条), are kept like the original,
    and a reprint names its organ and day (第三十二条).
    """

    TOPIC: ClassVar[str] = "documents.ReceivedCopies"

    class Begun(Created):
        TOPIC: ClassVar[str] = "documents.ReceivedCopies.Begun"
        incoming: str
        classification: str

    def __init__(self, agency: str, incoming: str, classification: str) -> None:
        self.agency = agency
        self.incoming = UUID(incoming)
        self.classification = classification
        self.copies = 0
        self.reprints: list[dict[str, Any]] = []

    @staticmethod
    def id_of(incoming: UUID) -> UUID:
        """One record for each paper."""
        return uuid5(NAMESPACE_URL, f"wenshu:received-copies:{incoming}")

    @classmethod
    def begin_for(
        cls, *, agency: str, incoming: UUID, classification: str, at: datetime
    ) -> ReceivedCopies:
        """Before the first further copy."""
        return cls.begin(
            cls.Begun,
            id=cls.id_of(incoming),
            agency=agency,
            timestamp=at,
            incoming=str(incoming),
            classification=classification,
        )

    def redistribute(
        self, *, by: str, to: Sequence[str], copies: int, note: str, at: datetime
    ) -> None:
        """二次分发 of copies at hand inside the house. `to`: names of units and people."""
        names = [each.strip() for each in to if each.strip()]
        if not names:
            raise Refused("请填写分发给哪些部门或人员，一行一个。")
        _must_be_copies(copies)
        self._redistributed(
            timestamp=at, by=by, incoming=str(self.incoming), to=names, copies=copies, note=note
        )

    @event("Redistributed", topic="documents.ReceivedCopies.Redistributed")
    def _redistributed(  # one entry in full
        self,
        timestamp: datetime,
        by: str,
        incoming: str,
        to: list[str],
        copies: int,
        note: str,
    ) -> None:
        self.copies += copies

    def reprint(  # what the 翻印 note says, and on whose word
        self,
        *,
        by: str,
        organ: str,
        day: str,
        copies: int,
        scope: str,
        approved_by: str,
        at: datetime,
    ) -> None:
        """翻印, for passing on to those below (转发下级): `scope` says to whom.

        `organ` and `day` (ISO) are noted on every copy. What is classified needs the approval of
        the agency's responsible leader, 绝密 that of its issuer: `approved_by` says whose.
        """
        if not organ.strip() or not scope.strip():
            raise Refused("请填写翻印机关和印发范围；翻印件应当注明翻印的机关名称和日期。")
        _must_be_copies(copies)
        if self.classification and not approved_by.strip():
            top = TOP in self.classification
            whose = "原发文机关或者其上级机关" if top else "本机关负责人"
            raise Refused(
                f"此件为{self.classification}，翻印须经{whose}批准（《条例》第三十二条）。"
                "请填写批准的机关或负责人。"
            )
        self._reprinted(
            timestamp=at,
            by=by,
            incoming=str(self.incoming),
            organ=organ.strip(),
            day=day,
            copies=copies,
            scope=scope.strip(),
            approved_by=approved_by.strip(),
        )

    @event("Reprinted", topic="documents.ReceivedCopies.Reprinted")
    def _reprinted(  # as `reprint`
        self,
        timestamp: datetime,
        by: str,
        incoming: str,
        organ: str,
        day: str,
        copies: int,
        scope: str,
        approved_by: str,
    ) -> None:
        self.copies += copies
        self.reprints.append(
            {
                "by": by,
                "organ": organ,
                "day": day,
                "copies": copies,
                "scope": scope,
                "approved_by": approved_by,
            }
        )


def _must_be_copies(copies: int) -> None:
    if not 1 <= copies <= MOST_COPIES:
        raise Refused(f"份数应在 1 至 {MOST_COPIES} 之间，请改正。")
