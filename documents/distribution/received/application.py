"""Further copies of what was received: inside the house, and reprinted for those below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from documents.distribution.received.received_copies import ReceivedCopies
from documents.effect.receiving.application import EffectNotices
from documents.incoming.incoming import Incoming
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room


class FurtherCopies(Room):
    """二次分发 and 翻印 of incoming papers."""

    def __init__(self, node: Node, *, notices: EffectNotices) -> None:
        super().__init__(node)
        self.notices = notices

    def of(self, incoming: UUID) -> ReceivedCopies | None:
        """The paper's further copies, if there are any."""
        id = ReceivedCopies.id_of(incoming)
        return self.load(ReceivedCopies, id) if self.exists(id) else None

    def redistribute(
        self, act: Act, incoming: UUID, *, to: Sequence[str], copies: int, note: str
    ) -> None:
        """二次分发 to units and people of the house, by name."""
        self._act(
            act,
            incoming,
            Permission.FurtherCopies.REDISTRIBUTE,
            lambda it: it.redistribute(
                by=act.person, to=to, copies=copies, note=note, at=self.clock.now()
            ),
            given={"to": list(to), "copies": copies, "note": note},
        )

    def reprint(  # what the note on each copy says
        self,
        act: Act,
        incoming: UUID,
        *,
        organ: str,
        day: str,
        copies: int,
        scope: str,
        approved_by: str,
    ) -> None:
        """翻印. `day` is ISO and not in the future."""
        today = office_day(self.clock.now()).isoformat()

        def change(it: ReceivedCopies) -> None:
            if not _is_day(day) or day > today:
                raise Refused("翻印日期应是今天或以前的日期，按“年-月-日”填写，例如 2026-11-20。")
            it.reprint(
                by=act.person,
                organ=organ,
                day=day,
                copies=copies,
                scope=scope,
                approved_by=approved_by,
                at=self.clock.now(),
            )

        given = {
            "organ": organ,
            "day": day,
            "copies": copies,
            "scope": scope,
            "approved_by": approved_by,
        }
        self._act(act, incoming, Permission.FurtherCopies.REPRINT, change, given=given)

    def _act(
        self,
        act: Act,
        incoming: UUID,
        permission: Permission.FurtherCopies,
        change: Callable[[ReceivedCopies], None],
        *,
        given: dict[str, Any],
    ) -> None:
        def decide() -> None:
            paper = self.open(Incoming, incoming, act=act, permission=permission)
            if not paper.number:
                raise Refused("此件还没有登记，不能再分发或翻印。请登记后再办。")
            heard = self.notices.of(incoming)
            if heard is not None and heard.void:
                raise Refused("来文机关已告知此件不再有效，不能再分发或翻印。请看此件上方的通知。")
            it = self.of(incoming) or ReceivedCopies.begin_for(
                agency=paper.agency,
                incoming=incoming,
                classification=str(paper.capsule.facts.get("classification", "")),
                at=self.clock.now(),
            )
            change(it)
            self.save(it)

        given = {"incoming": incoming, **given}
        self.perform(act, name=permission, given=given, decide=decide)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
