"""分送名单: the aggregate of who gets a document, apart from the recipients printed on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.distribution.line import (
    Line,
    LineKind,
    as_corrected,
    check_line,
    copy_numbers,
    once,
    recipients,
    total_copies,
)
from documents.distribution.supplements import Supplements
from documents.handling.holding import CLERK, NOBODY, held_by
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class DistributionList(Supplements, Entity):
    """One list a document, in its agency.

    Until dispatch the clerks correct it; afterwards it only grows, by supplements (补发) that a
    leader approved. `unresolved` are printed recipients that the directory does not know and
    nobody dealt with yet.
    """

    TOPIC: ClassVar[str] = "documents.DistributionList"

    class Made(Created):
        TOPIC: ClassVar[str] = "documents.DistributionList.Made"
        by: str
        document: str
        facts: dict[str, Any]
        lines: list[dict[str, Any]]
        unresolved: list[str]
        numbered: bool
        classified: bool

    def __init__(  # the first event's fields, one by one
        self,
        agency: str,
        document: str,
        facts: dict[str, Any],
        lines: list[dict[str, Any]],
        unresolved: list[str],
        *,
        numbered: bool,
        classified: bool,
    ) -> None:
        self.agency = agency
        self.document = UUID(document)
        self.facts = facts
        self.lines = {line.key: line for line in map(Line.from_json, lines)}
        self.unresolved = list(unresolved)
        self.numbered = numbered
        self.classified = classified
        self.corrected = False
        self.sent_at: datetime | None = None
        self.holder = CLERK
        self.later: list[str] = []
        self.proposed: list[Line] = []
        self.proposer = ""
        self.reason = ""

    @staticmethod
    def id_of(document: UUID) -> UUID:
        """A document has one list."""
        return uuid5(NAMESPACE_URL, f"wenshu:distribution:{document}")

    @classmethod
    def make(  # what the row of the 发文登记簿 holds
        cls,
        *,
        agency: str,
        document: UUID,
        by: str,
        facts: dict[str, Any],
        lines: Sequence[Line],
        unresolved: Sequence[str],
        numbered: bool,
        classified: bool,
        at: datetime,
    ) -> DistributionList:
        """拟定: from the printed recipients. `facts` are what lists show of the document."""
        for line in lines:
            check_line(line, own=agency, classified=classified)
        return cls.begin(
            cls.Made,
            id=cls.id_of(document),
            agency=agency,
            timestamp=at,
            by=by,
            document=str(document),
            facts=facts,
            lines=[each.to_json() for each in once(lines)],
            unresolved=list(unresolved),
            numbered=numbered,
            classified=classified,
        )

    @property
    def in_order(self) -> tuple[Line, ...]:
        """Recipients as they were put on the list, then file copies, then what was added later.

        What was added later stands behind: no copy number that was given out ever moves.
        """
        first = [line for key, line in self.lines.items() if key not in self.later]
        return (
            *(line for line in first if line.kind is not LineKind.FILE),
            *(line for line in first if line.kind is LineKind.FILE),
            *(self.lines[key] for key in self.later),
        )

    @property
    def copies(self) -> int:
        """份数 of all lines."""
        return total_copies(self.in_order)

    @property
    def recipients(self) -> int:
        """How many lines leave the office: all but the file copies."""
        return recipients(self.in_order)

    @property
    def numbers(self) -> dict[str, tuple[int, int]]:
        """份号 of each line by key; none for a document without them."""
        return copy_numbers(self.in_order) if self.numbered else {}

    def renew(
        self,
        *,
        by: str,
        facts: dict[str, Any],
        lines: Sequence[Line],
        unresolved: Sequence[str],
        at: datetime,
    ) -> None:
        """重新拟定: the document was signed anew or has another number since the list was made.

        Where it is addressed as it was, what the clerks corrected stands. Otherwise the list is
        now `lines`, as printed: of the clerks' lines those stay that are still addressed, and
        those that never leave the agency. The same document, or one that has left: no event.
        """
        if self.sent_at is not None or facts == self.facts:
            return
        wanted = list(self.lines.values())
        left = self.unresolved
        classified = bool(facts["classification"])
        if not _addressed_alike(self.facts, facts):
            wanted, left = list(self._anew(lines, classified=classified)), list(unresolved)
        for line in wanted:
            check_line(line, own=self.agency, classified=classified)
        self._renewed(
            timestamp=at,
            by=by,
            facts=facts,
            lines=[each.to_json() for each in wanted],
            unresolved=left,
            numbered=classified or self.numbered,
            classified=classified,
            recipients=recipients(wanted),
            copies=total_copies(wanted),
        )

    @event("Renewed", topic="documents.DistributionList.Renewed")
    def _renewed(  # what the list is from now on
        self,
        timestamp: datetime,
        by: str,
        facts: dict[str, Any],
        lines: list[dict[str, Any]],
        unresolved: list[str],
        recipients: int,
        copies: int,
        *,
        numbered: bool,
        classified: bool,
    ) -> None:
        self.facts = facts
        self.lines = {line.key: line for line in map(Line.from_json, lines)}
        self.unresolved = list(unresolved)
        self.numbered = numbered
        self.classified = classified

    def _anew(self, lines: Sequence[Line], *, classified: bool) -> Iterable[Line]:
        """What the clerks chose for a document of another 密级 is chosen anew, as the law asks."""
        kept = classified == self.classified
        return as_corrected(once(lines), known=self.lines, kept=kept)

    def correct(
        self,
        *,
        by: str,
        lines: Sequence[Line],
        numbered: bool,
        settled: Sequence[str] = (),
        at: datetime,
    ) -> None:
        """修改: the list is now these lines. `settled`: unresolved names that are dealt with.

        The event says which lines came, went and changed from what to what. No change, no event.
        """
        self._must_be_open()
        wanted = {line.key: line for line in once(lines)}
        for line in wanted.values():
            check_line(line, own=self.agency, classified=self.classified)
        if self.classified and not numbered:
            raise Refused("涉密公文应当标注份号（《条例》第九条（一）），不能去掉份号。")
        added = [line for key, line in wanted.items() if key not in self.lines]
        removed = [line for key, line in self.lines.items() if key not in wanted]
        changed = [
            (self.lines[key], line)
            for key, line in wanted.items()
            if key in self.lines and self.lines[key] != line
        ]
        known = [name for name in settled if name in self.unresolved]
        if not (added or removed or changed or known or numbered != self.numbered):
            return
        self._corrected(
            timestamp=at,
            by=by,
            added=[line.to_json() for line in added],
            removed=[line.to_json() for line in removed],
            changed=[{"before": a.to_json(), "after": b.to_json()} for a, b in changed],
            settled=known,
            numbered=numbered,
            recipients=recipients(wanted.values()),
            copies=total_copies(wanted.values()),
        )

    @event("Corrected", topic="documents.DistributionList.Corrected")
    def _corrected(  # what came, went and changed
        self,
        timestamp: datetime,
        by: str,
        added: list[dict[str, Any]],
        removed: list[dict[str, Any]],
        changed: list[dict[str, Any]],
        settled: list[str],
        recipients: int,
        copies: int,
        *,
        numbered: bool,
    ) -> None:
        self.corrected = True
        for each in removed:
            del self.lines[each["key"]]
        for each in changed:
            self.lines[each["after"]["key"]] = Line.from_json(each["after"])
        for each in added:
            self.lines[each["key"]] = Line.from_json(each)
        self.unresolved = [name for name in self.unresolved if name not in settled]
        self.numbered = numbered

    def dispatch(self, *, by: str, at: datetime) -> None:
        """分发: from here on the list only grows."""
        self._must_be_open()
        if self.unresolved:
            names = "、".join(self.unresolved)
            raise Refused(
                f"“{names}”在通讯录中找不到对应的机关。请在分送名单中添上收文单位，"
                "或注明已另行处理，再分发。"
            )
        if not recipients(self.in_order):
            raise Refused("分送名单是空的。请至少列一个收件单位或收件人，再行分发。")
        self._dispatched(timestamp=at, by=by)

    @event("Dispatched", topic="documents.DistributionList.Dispatched")
    def _dispatched(self, timestamp: datetime, by: str) -> None:
        self.sent_at = timestamp
        self.holder = NOBODY

    @event("SupplementProposed", topic="documents.DistributionList.SupplementProposed")
    def _supplement_proposed(
        self, timestamp: datetime, by: str, lines: list[dict[str, Any]], reason: str, to: str
    ) -> None:
        self.proposed = [Line.from_json(each) for each in lines]
        self.proposer = by
        self.reason = reason
        self.holder = held_by(to)

    @event("SupplementApproved", topic="documents.DistributionList.SupplementApproved")
    def _supplement_approved(
        self, timestamp: datetime, by: str, opinion: str, recipients: int, copies: int
    ) -> None:
        self.lines.update({line.key: line for line in self.proposed})
        self.later += [line.key for line in self.proposed]
        self._no_more_proposed()

    @event("SupplementDeclined", topic="documents.DistributionList.SupplementDeclined")
    def _supplement_declined(self, timestamp: datetime, by: str, reason: str, to: str) -> None:
        self._no_more_proposed()

    @event("SupplementWithdrawn", topic="documents.DistributionList.SupplementWithdrawn")
    def _supplement_withdrawn(self, timestamp: datetime, by: str, reason: str) -> None:
        self._no_more_proposed()

    def _no_more_proposed(self) -> None:
        self.proposed = []
        self.reason = ""
        self.holder = NOBODY

    def _must_be_open(self) -> None:
        if self.sent_at is not None:
            raise Refused("此件已经分发，分送名单不能再改。要增加收件单位的，请提出补发。")


def _addressed_alike(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether 主送, 抄送 and 密级, on which the lines stand, are printed as they were.

    Lists of the first version do not say their 抄送.
    """
    stands_on = ("recipients", "copies", "classification")
    return all(before.get(each, after.get(each)) == after.get(each) for each in stands_on)
