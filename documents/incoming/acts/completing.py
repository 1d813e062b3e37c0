"""办结, its checking, and another round."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from documents.consignments.states import State
from documents.incoming.acts.foundation import Foundation
from documents.incoming.incoming import Incoming
from documents.incoming.stages import Way
from documents.permissions import Permission
from office.kernel.act import Act


class CompletingActs(Foundation):
    """Commands carry the same names as the aggregate's."""

    def complete(
        self,
        act: Act,
        incoming: UUID,
        *,
        way: Way,
        result: str,
        seen: int,
        readers: Sequence[str] = (),
    ) -> None:
        """办结. The result stays inside; the sender is told that it is done, if due.

        Whatever units still have to do about it is taken back from them, and it from who has
        not read it.
        """

        def change(it: Incoming) -> None:
            self._must_be_ours(it, readers, what="意见阅看人")
            it.complete(
                by=act.person,
                way=way,
                result=result,
                at=self.clock.now(),
                readers=readers,
                annulled=self.annulled(it.id),
            )
            self.assignments.withdraw_all(act, it.id, reason="此件已经办结")
            self.circulations.withdraw_all(act, it.id, reason="此件已经办结")
            self._tell_if_due(it, State.COMPLETED, by=act.person)

        given = {"way": way, "result": result, "readers": list(readers)}
        self._act(act, incoming, Permission.Incoming.COMPLETE, change, seen=seen, given=given)

    def acknowledge(self, act: Act, incoming: UUID) -> None:
        """阅知办结. Leaders do not wait for each other, so no version is asked for."""
        self._act(
            act,
            incoming,
            Permission.Incoming.ACKNOWLEDGE,
            lambda it: it.acknowledge(by=act.person, whose=act.principal, at=self.clock.now()),
            seen=None,
            given={},
        )

    def reopen(self, act: Act, incoming: UUID, *, reason: str, seen: int) -> None:
        """重新办理."""

        def change(it: Incoming) -> None:
            it.reopen(by=act.person, reason=reason, at=self.clock.now())

        given = {"reason": reason}
        self._act(act, incoming, Permission.Incoming.REOPEN, change, seen=seen, given=given)
