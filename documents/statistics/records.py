"""The papers behind each figure, read from registers. A figure is how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, exists, not_, or_, select

from documents.deadlines.registers import deadlines
from documents.deadlines.step_names import step_words
from documents.incoming.registers import ROOM as INCOMING
from documents.incoming.registers import incomings
from documents.incoming.stages import SENT_AWAY, Stage, Step, Track
from documents.memoranda.registers import ROOM as MEMORANDUM
from documents.statistics.counted import Counted
from documents.statistics.listing import Listing, Together
from documents.statistics.paperless import Paperless
from documents.statistics.period import Period
from documents.statistics.quality import Quality
from documents.statistics.questions import CHUNK, sender_key, sent_by
from documents.statistics.registers import paper_rounds
from documents.statistics.spells import Spell, spells_of
from documents.supervision.registers import ROOM as SUPERVISION
from documents.supervision.registers import supervision_shares
from documents.supervision.scoring import overdue_shares
from documents.supervision.share import AGENCY
from office.desk.registers import TO_DO, subjects
from office.desk.turn_register import turns
from office.kernel.clock import end_of, office_day

BACK = (Stage.REFUSED, Stage.RETURNED)
OVER = (Stage.COMPLETED, *SENT_AWAY)
HOLDERS = ("person", "role", "unit")
WAY = (Step.SIGN_FOR, Step.REGISTER, Step.SCREEN, Step.PROPOSE, Step.INSTRUCT, Step.ASSIGN)
"""The steps of a 办件 in their order (条例 第二十四条): what has a later one and not an earlier
one skipped that."""


ASSIGNED = (Step.REASSIGN, Step.COMPLETE)
"""Steps of what was with units, be it that the office gave it to them at once (直接分办)."""

_COUNTED_ONCE = not_(and_(deadlines.c.room == "record", deadlines.c.step == "urge"))
"""A loan that is late is its borrower's; that the clerks ask for it is no second one."""


class Records(Quality, Paperless):
    """Of one agency. Each answer is a list of papers; whoever counts them has the figure."""

    def arrived(self, period: Period, *, sender: str = "") -> Listing:
        """收文: what came in the period."""
        return self._incoming(period, sender=sender)

    def completed(self, period: Period, *, sender: str = "") -> Listing:
        """Of what came in the period, what is completed now."""
        return self._incoming(period, incomings.c.stage == Stage.COMPLETED, sender=sender)

    def returned(self, period: Period, *, sender: str = "") -> Listing:
        """Of what came in the period, what was refused or sent back."""
        return self._incoming(period, incomings.c.stage.in_(BACK), sender=sender)

    def backlog(self, period: Period) -> Sequence[Counted]:
        """What has come until the end of the period and is not done yet."""
        query = select(incomings.c.subject, incomings.c.arrived_at).where(
            incomings.c.agency == self._agency,
            incomings.c.arrived_at < period.ends,
            incomings.c.stage.not_in([*OVER, Stage.ON_PAPER, Stage.FOLDED]),
        )
        return self._listing(query, lambda row: Counted(INCOMING, row.subject, row.arrived_at))

    def busy_months(self, period: Period) -> list[Period]:
        """The months of the period, from the first on in which anything came or left."""
        months = list(period.months)
        while len(months) > 1 and not (self.arrived(months[0]) or self.issued(months[0])):
            del months[0]
        return months

    def met(self, period: Period, *, room: str = "", step: str = "") -> Sequence[Counted]:
        """Turns with a limit that ended in the period."""
        return self._ended(period, room=room, step=step)

    def in_time(self, period: Period, *, room: str = "", step: str = "") -> Sequence[Counted]:
        """Of these, what was done before the limit."""
        return self._ended(period, ~deadlines.c.late, room=room, step=step)

    def late(self, period: Period) -> Sequence[Counted]:
        """Of these, what was done after it."""
        return self._ended(period, deadlines.c.late)

    def overdue(self) -> Sequence[Counted]:
        """What is past its limit and not done now, by us or by an agency that we supervise."""
        today = office_day(self._node.clock.now())
        query = select(deadlines).where(
            deadlines.c.agency == self._agency,
            _COUNTED_ONCE,
            deadlines.c.ended_at.is_(None),
            or_(deadlines.c.passed_at.is_not(None), deadlines.c.senders_passed_at.is_not(None)),
        )
        here = self._listing(
            query.order_by(deadlines.c.due),
            lambda row: _timed(row, row.passed_at or row.senders_passed_at),
        )
        shares = overdue_shares(self._agency, today=today)
        others = shares.where(supervision_shares.c.party.startswith(f"{AGENCY}:"))
        elsewhere = self._listing(others, _late_elsewhere)
        return Together(here, elsewhere)

    def signed_for(self, period: Period, *, sender: str = "") -> Listing:
        """What was signed for with a limit in the period, of all or of one sender."""
        return self._of_sender(period, sender, Step.SIGN_FOR)

    def signed_for_in_time(self, period: Period, *, sender: str = "") -> Listing:
        """Of these, what was signed for in time."""
        return self._of_sender(period, sender, Step.SIGN_FOR, ~deadlines.c.late)

    def done_in_time(self, period: Period, *, sender: str = "") -> Listing:
        """Of what came in the period and is completed, what was never late."""
        was_late = exists().where(
            deadlines.c.paper == incomings.c.subject,
            or_(deadlines.c.late, deadlines.c.passed_at.is_not(None)),
        )
        done = incomings.c.stage == Stage.COMPLETED
        return self._incoming(period, done, ~was_late, sender=sender)

    def skipped(self, period: Period) -> Sequence[Counted]:
        """办件 that came in the period and went on past a step that they never were at."""
        handled = [
            each.subject for each in self._incoming(period, incomings.c.track == Track.HANDLING)
        ]
        had: dict[UUID, dict[str, datetime]] = {}
        for spell in self._spells_of(handled):
            had.setdefault(spell.subject, {}).setdefault(spell.step, spell.since)
        found = []
        for subject, steps in had.items():
            reached = [number for number, step in enumerate(WAY) if step in steps]
            if any(step in steps for step in ASSIGNED):
                reached.append(WAY.index(Step.ASSIGN))
            missing = [step for step in WAY[: max(reached, default=0)] if step not in steps]
            if missing:
                after = (*WAY[WAY.index(missing[0]) :], *ASSIGNED)
                moment = min(steps[step] for step in after if step in steps)
                words = "、".join(step_words(INCOMING, step) for step in missing)
                found.append(Counted(INCOMING, subject, moment, f"没有经过：{words}"))
        return found

    def reversed(self, period: Period) -> Sequence[Counted]:
        """Turns that began in the period at a step that the paper had left behind. Going on from
        there along the old way again is none, nor is another round, which begins anew."""
        found = []
        handled = filter(_is_a_turn_of_the_way, self.spells(period))
        spells = sorted(handled, key=lambda spell: (spell.subject, spell.entry))
        begun = self._rounds_of({each.subject for each in spells})
        for _, of_paper in groupby(spells, key=lambda spell: spell.subject):
            order: list[str] = []  # steps as they were first come to
            last = ""
            for spell in of_paper:
                if (spell.subject, spell.since) in begun:
                    order, last = [], ""
                if spell.step not in order:
                    order.append(spell.step)
                elif order.index(spell.step) < order.index(last) and period.has(spell.since):
                    words = step_words(spell.room, spell.step)
                    note = f"由“{step_words(spell.room, last)}”回到“{words}”"
                    found.append(Counted(spell.room, spell.subject, spell.since, note))
                last = spell.step
        return found

    def _rounds_of(self, papers: set[UUID]) -> set[tuple[UUID, datetime]]:
        """When further rounds of these began."""
        wanted, found = sorted(papers), set()
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            query = select(paper_rounds).where(paper_rounds.c.subject.in_(chunk))
            found |= {(row.subject, row.at) for row in self._all(query)}
        return found

    def spells(self, period: Period) -> list[Spell]:
        """Every turn of whatever had a turn begin or end in the period, the list of what is only
        to be read left out."""
        touched = (
            select(turns.c.subject)
            .where(
                turns.c.agency == self._agency,
                turns.c.at >= period.begins,
                turns.c.at < period.ends,
            )
            .distinct()
        )
        return self._folded(turns.c.subject.in_(touched))

    def senders(self, period: Period) -> dict[str, str]:
        """Who sent anything in the period: the key of each (`sender_key`), and its latest name."""
        query = (
            select(incomings.c.sender, incomings.c.sender_name)
            .where(*self._within(period))
            .order_by(incomings.c.sender, incomings.c.arrived_at)
        )
        return {sender_key(row): row.sender_name for row in self._all(query)}

    def described(self, counted: Iterable[Counted]) -> dict[UUID, Row[Any]]:
        """What desks say of these."""
        wanted = list({each.subject for each in counted})
        found: dict[UUID, Row[Any]] = {}
        for start in range(0, len(wanted), CHUNK):
            chunk = wanted[start : start + CHUNK]
            query = select(subjects).where(subjects.c.subject.in_(chunk))
            found |= {row.subject: row for row in self._all(query)}
        return found

    def _spells_of(self, papers: list[UUID]) -> list[Spell]:
        found: list[Spell] = []
        for start in range(0, len(papers), CHUNK):
            found += self._folded(turns.c.subject.in_(papers[start : start + CHUNK]))
        return found

    def _folded(self, condition: Any) -> list[Spell]:
        query = (
            select(turns, subjects.c.room)
            .join(subjects, subjects.c.subject == turns.c.subject)
            .where(condition)
            .order_by(turns.c.subject, turns.c.slot, turns.c.id)
        )
        return [each for each in spells_of(self._all(query)) if each.list == TO_DO]

    def _ended(self, period: Period, *conditions: Any, room: str = "", step: str = "") -> Listing:
        query = select(deadlines).where(
            deadlines.c.agency == self._agency,
            _COUNTED_ONCE,
            deadlines.c.due.is_not(None),
            deadlines.c.ended_at >= period.begins,
            deadlines.c.ended_at < period.ends,
            *conditions,
        )
        if room:
            query = query.where(deadlines.c.room == room, deadlines.c.step == step)
        query = query.order_by(deadlines.c.ended_at)
        return self._listing(query, lambda row: _timed(row, row.ended_at))

    def _of_sender(self, period: Period, sender: str, step: str, *conditions: Any) -> Listing:
        sent = exists().where(
            incomings.c.subject == deadlines.c.paper,
            # its turn ended, and it was not signed for, or not to be
            incomings.c.stage.not_in([Stage.REFUSED, Stage.RECALLED, Stage.AMENDED]),
            *((sent_by(sender),) if sender else ()),
        )
        return self._ended(period, sent, *conditions, room=INCOMING, step=step)


def _is_a_turn_of_the_way(spell: Spell) -> bool:
    """Whether the paper itself was there, not something beside it (补签, 阅知更正, 保密审查).

    Whoever acts by name has a slot of their own: `act:` and the person on outgoing documents,
    the person alone on memoranda.
    """
    named = spell.slot == "act" or spell.slot.startswith("act:")
    return named or spell.room == MEMORANDUM


def _timed(row: Row[Any], at: datetime | None) -> Counted:
    holders = (f"{kind}:{name}" for kind in HOLDERS if (name := getattr(row, kind)))
    words = step_words(row.room, row.step)
    holder = next(holders, "")
    return Counted(row.room, row.about, at, words, holder, row.due, row.ended_at)


def _late_elsewhere(row: Row[Any]) -> Counted:
    due = end_of(date.fromisoformat(row.deadline)) - timedelta(minutes=1)
    return Counted(SUPERVISION, row.subject, due, f"承办，{row.name}", due=due)
