"""清退: lists drawn up, by hand or from whom a draft was sent to, and settled line by line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from documents.archive.permissions import Permission
from documents.archive.reclaiming.reclaim import Reclaim, Settled
from documents.archive.reclaiming.registers import reclaims
from documents.consulting.registers import consultations, consulted
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.room import Room


class Reclaims(Room):
    """清退. Commands carry the same names as the aggregate's."""

    def draw_up(self, act: Act, *, title: str, due: date, lines: Sequence[tuple[str, int]]) -> str:
        """编制; gives the list's id."""

        def decide() -> str:
            self.node.guard(act, Permission.Reclaim.DRAW_UP, act)
            now = self.clock.now()
            it = Reclaim.draw_up(
                id=uuid4(),
                agency=act.agency,
                by=act.person,
                title=title,
                due=due,
                lines=lines,
                at=now,
                today=office_day(now),
            )
            self.save(it)
            return str(it.id)

        given = {"title": title, "due": due, "lines": [list(each) for each in lines]}
        return self.perform(act, name=Permission.Reclaim.DRAW_UP, given=given, decide=decide)

    def settle(self, act: Act, reclaim: UUID, *, line: str, how: Settled, note: str = "") -> None:
        """登记 what became of one holder's copies."""

        def decide() -> None:
            it = self.open(Reclaim, reclaim, act=act, permission=Permission.Reclaim.SETTLE)
            it.settle(line, how=how, note=note, by=act.person, at=self.clock.now())
            self.save(it)

        given = {"reclaim": reclaim, "line": line, "how": str(how), "note": note}
        self.perform(act, name=Permission.Reclaim.SETTLE, given=given, decide=decide)

    def of(self, agency: str) -> list[Any]:
        """The agency's lists, those that are due first."""
        query = select(reclaims).where(reclaims.c.agency == agency)
        with self.node.store.reading() as connection:
            return list(connection.execute(query.order_by(reclaims.c.over, reclaims.c.due)))

    def holders_of(self, agency: str, document: UUID) -> list[str]:
        """Whom a draft of the agency was sent to for comments, each once."""
        query = (
            select(consulted.c.name)
            .join(consultations, consultations.c.subject == consulted.c.subject)
            .where(consultations.c.document == document, consultations.c.agency == agency)
        )
        with self.node.store.reading() as connection:
            return list(dict.fromkeys(connection.execute(query).scalars()))
