"""传阅 of a paper, and what comes of it; the room is one whose papers go round (`Circulated`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from documents.circulation.circulation import Circulation
from documents.circulation.orders import HANDLING, READING
from documents.circulation.stages import Mode
from documents.incoming.acts.foundation import Foundation
from documents.incoming.incoming import Incoming
from documents.incoming.registers import ROOM
from documents.incoming.stages import Track
from documents.permissions import Permission
from office.kernel.act import Act
from office.kernel.refusals import Refused


class CirculatingActs(Foundation):
    """Commands carry the same names as the aggregate's."""

    def circulate(
        self,
        act: Act,
        incoming: UUID,
        *,
        to: Sequence[str],
        seen: int,
        mode: Mode = Mode.AT_ONCE,
        note: str = "",
    ) -> None:
        """传阅 as the way a 阅件 goes; in the order that the site says."""

        def change(it: Incoming) -> None:
            self._must_be_ours(it, to, what="传阅对象")
            begun = self.circulations.begin_for(
                act,
                room=ROOM,
                paper=it.id,
                kind=_kind(it),
                about=it.about,
                readers=to,
                mode=mode,
                note=note,
            )
            it.circulate(
                by=act.person,
                to=begun.readers,
                circulation=str(begun.id),
                at=self.clock.now(),
            )

        given = {"to": list(to), "mode": mode, "note": note}
        self._act(act, incoming, Permission.Incoming.CIRCULATE, change, seen=seen, given=given)

    def circulated(self, act: Act, paper: UUID, permission: str) -> tuple[str, dict[str, Any]]:
        """Beside its own way it may go round once it is registered."""
        it = self.open(Incoming, paper, act=act, permission=permission)
        if not it.may_go_round:
            raise Refused("来文还没有登记，不能传阅。请登记后再送传阅。")
        return _kind(it), it.about

    def changed_readers(self, act: Act, it: Circulation) -> None:
        """Whoever handles papers may see it anyway."""

    def read_by_all(self, act: Act, it: Circulation) -> None:
        """传阅完毕."""
        paper = self.load(Incoming, it.paper)
        paper.be_read_by_all(by=act.person, circulation=str(it.id), at=self.clock.now())
        self._save_changed(paper)

    def withdrawn(self, act: Act, it: Circulation) -> None:
        """收回传阅."""
        paper = self.load(Incoming, it.paper)
        paper.be_withdrawn_from_readers(by=act.person, circulation=str(it.id), at=self.clock.now())
        self._save_changed(paper)

    def why_no_instruction(self, paper: UUID) -> str | None:
        """Folded, returned, refused: what is said of it belongs to another paper, or to none."""
        return self.load(Incoming, paper).why_no_instruction_of_readers

    def instruct_while_reading(
        self, act: Act, it: Circulation, *, words: str, readers: Sequence[str]
    ) -> None:
        """批示 of a leader before whom it lies to be read (`Permission.Circulation.INSTRUCT`)."""
        paper = self.load(Incoming, it.paper)
        self._must_be_ours(paper, readers, what="意见阅看人")
        paper.instruct(
            by=act.person,
            words=words,
            at=self.clock.now(),
            readers=readers,
            leader=act.principal,
            reading=it.holders,
        )
        self.save(paper)
        self._tell_of_instruction(act, paper, leader=act.principal)


def _kind(it: Incoming) -> str:
    return READING if it.track is Track.READING else HANDLING
