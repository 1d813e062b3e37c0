"""并件 and 拆开."""

from __future__ import annotations

from uuid import UUID

from documents.incoming.acts.foundation import Foundation
from documents.incoming.incoming import Incoming
from documents.permissions import Permission
from office.kernel.act import Act


class FoldingActs(Foundation):
    """Commands carry the same names as the aggregate's."""

    def fold(self, act: Act, incoming: UUID, *, into: UUID, seen: int) -> None:
        """并件. The sender is told nothing: that this copy was signed for, it knows."""

        def change(it: Incoming) -> None:
            it.fold(by=act.person, into=self.load(Incoming, into), at=self.clock.now())

        permission = Permission.Incoming.FOLD
        self._act(act, incoming, permission, change, seen=seen, given={"into": into})

    def unfold(self, act: Act, incoming: UUID, *, reason: str, seen: int) -> None:
        """拆开."""

        def change(it: Incoming) -> None:
            it.unfold(by=act.person, reason=reason, at=self.clock.now())

        permission = Permission.Incoming.UNFOLD
        self._act(act, incoming, permission, change, seen=seen, given={"reason": reason})
