"""无纸化: what never needed paper, of papers that came, left, were asked inside, or supervised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from documents.consignments.channels import PAPER
from documents.consignments.registers import consignments
from documents.incoming.registers import incomings
from documents.memoranda.registers import ROOM as MEMORANDUM
from documents.memoranda.registers import memoranda
from documents.outgoing.registers import documents
from documents.outgoing.stages import Stage as OutgoingStage
from documents.statistics.counted import Counted
from documents.statistics.listing import Together
from documents.statistics.period import Period
from documents.statistics.questions import CHUNK, Questions
from documents.statistics.registers import paper_used
from documents.supervision.registers import ROOM as SUPERVISION
from documents.supervision.registers import supervisions
from office.desk.turn_register import turns


class Paperless(Questions):
    """Each whole, and its part. The rules stand beside the figures (`figures`)."""

    def arrived_paperless(self, period: Period) -> Sequence[Counted]:
        """Of what came in the period: neither came on paper nor was instructed on it."""
        return self._incoming(period, ~_used(incomings.c.subject))

    def issued(self, period: Period) -> Sequence[Counted]:
        """发文: what was dispatched in the period."""
        return self._issued(period)

    def paperless(self, period: Period) -> Sequence[Counted]:
        """Of these: not signed on paper, not printed, and no copy on paper was sent."""
        on_paper = exists().where(
            consignments.c.document == documents.c.subject, consignments.c.channel.in_(PAPER)
        )
        printed = exists().where(
            turns.c.subject == documents.c.subject, turns.c.step == OutgoingStage.PRINTING
        )
        return self._issued(period, ~on_paper, ~printed, ~_used(documents.c.subject))

    def submitted(self, period: Period) -> Sequence[Counted]:
        """签报: what was drafted in the period and submitted."""
        query = select(memoranda.c.subject, memoranda.c.drafted_at).where(
            memoranda.c.agency == self._agency,
            memoranda.c.number != "",
            memoranda.c.drafted_at >= period.begins,
            memoranda.c.drafted_at < period.ends,
        )
        return self._listing(
            query.order_by(memoranda.c.drafted_at),
            lambda row: Counted(MEMORANDUM, row.subject, row.drafted_at),
        )

    def supervised(self, period: Period) -> Sequence[Counted]:
        """督办: what was opened in the period."""
        query = self._supervised_query(period)
        return self._listing(query, lambda row: Counted(SUPERVISION, row.subject, None))

    def supervised_paperless(self, period: Period) -> Sequence[Counted]:
        """Of these, what was not opened from a paper that was on paper."""
        query = self._supervised_query(period)
        sources = {row.subject: row.source for row in self._all(query) if row.source}
        used = self._used_of([UUID(source) for source in sources.values()])
        on_paper = {subject for subject, source in sources.items() if UUID(source) in used}
        return [each for each in self.supervised(period) if each.subject not in on_paper]

    def everything(self, period: Period) -> Sequence[Counted]:
        """All four kinds."""
        kinds = (self._incoming(period), self.issued(period), self.submitted(period))
        return Together(*kinds, self.supervised(period))

    def everything_paperless(self, period: Period) -> Sequence[Counted]:
        """Of these, what never needed paper."""
        kinds = (self.arrived_paperless(period), self.paperless(period), self.submitted(period))
        return Together(*kinds, self.supervised_paperless(period))

    def _supervised_query(self, period: Period) -> Any:
        return (
            select(supervisions.c.subject, supervisions.c.source)
            .where(
                supervisions.c.agency == self._agency,
                supervisions.c.opened_on >= period.first.isoformat(),
                supervisions.c.opened_on <= period.last.isoformat(),
            )
            .order_by(supervisions.c.opened_on, supervisions.c.number)
        )

    def _used_of(self, papers: list[UUID]) -> set[UUID]:
        found: set[UUID] = set()
        for start in range(0, len(papers), CHUNK):
            chunk = papers[start : start + CHUNK]
            query = select(paper_used.c.subject).where(paper_used.c.subject.in_(chunk))
            found |= {row.subject for row in self._all(query)}
        return found


def _used(subject: Any) -> Any:
    return exists().where(paper_used.c.subject == subject)
