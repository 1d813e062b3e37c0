"""保密审查 as an act of its own. (With what somebody says at their step: `preparing`.)"""

from __future__ import annotations

from uuid import UUID

from documents.outgoing.acts.foundation import Foundation
from documents.permissions import Permission
from office.kernel.act import Act


class Clearing(Foundation):
    """By the person named, while the paper is on its way, in whose hands it may be."""

    def review_secrecy(self, act: Act, document: UUID, *, opinion: str = "", seen: int) -> None:
        """保密审查: this text holds no secret and may be handled as its openness says."""
        shown = self._shown(act, document)
        self._act(
            act,
            document,
            Permission.Document.REVIEW_SECRECY,
            lambda it: it.review_secrecy(
                by=act.person,
                turn=act.principal,
                opinion=opinion,
                shown=shown,
                at=self.clock.now(),
            ),
            seen=seen,
            given={"opinion": opinion},
        )
