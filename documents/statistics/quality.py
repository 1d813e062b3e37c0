"""错情: what was wrong with what others sent, by its coded reason."""

from __future__ import annotations

from typing import Any

from sqlalchemy import exists, select

from documents.consignments.returning import FAULT_WORDS, Fault
from documents.incoming.registers import ROOM as INCOMING
from documents.incoming.registers import incomings
from documents.statistics.counted import Counted
from documents.statistics.listing import Listing
from documents.statistics.period import Period
from documents.statistics.questions import Questions, sent_by
from documents.statistics.registers import paper_faults

ACT_WORDS = {"refused": "拒收", "returned": "退文", "screened": "初审记录，照常办理"}


class Quality(Questions):
    """From 拒收, 退文 and 初审, of what came in the period; a paper may have several."""

    def faults(self, period: Period, *, sender: str = "", code: str = "") -> Listing:
        """Every fault that was found, of one code or of all."""
        query = (
            select(paper_faults)
            .join(incomings, incomings.c.subject == paper_faults.c.subject)
            .where(*self._within(period))
            .order_by(paper_faults.c.at, paper_faults.c.subject, paper_faults.c.fault)
        )
        if sender:
            query = query.where(sent_by(sender))
        if code:
            query = query.where(paper_faults.c.fault == code)
        return self._listing(query, lambda row: Counted(INCOMING, row.subject, row.at, _note(row)))

    def faulty(self, period: Period, *, sender: str = "") -> Listing:
        """Of what came in the period, each paper with which anything was wrong."""
        wrong = exists().where(paper_faults.c.subject == incomings.c.subject)
        return self._incoming(period, wrong, sender=sender)


def _note(row: Any) -> str:
    return f"{FAULT_WORDS[Fault(row.fault)]}（{ACT_WORDS[row.act]}）"
