"""保密审查 as an act of its own, and its refusal. (With what somebody says at their step:
`preparing`.)"""

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

    def object_on_secrecy(
        self, act: Act, document: UUID, *, ground: str, opinion: str = "", seen: int
    ) -> None:
        """保密审查不同意: this text may not go on as it stands and as public as it is to be.

        `ground`: of `clearance.Ground`. Who drafted it, has it or signed it off is told.
        """
        shown = self._shown(act, document)
        self._act(
            act,
            document,
            Permission.Document.OBJECT_ON_SECRECY,
            lambda it: it.object_on_secrecy(
                by=act.person,
                turn=act.principal,
                ground=ground,
                opinion=opinion,
                shown=shown,
                at=self.clock.now(),
            ),
            seen=seen,
            given={"ground": ground, "opinion": opinion},
        )

    def set_openness_back(self, act: Act, document: UUID, *, reason: str = "", seen: int) -> None:
        """恢复公开属性: as it was reviewed before the signer changed it."""
        self._act(
            act,
            document,
            Permission.Document.SET_OPENNESS_BACK,
            lambda it: it.set_openness_back(by=act.person, reason=reason, at=self.clock.now()),
            seen=seen,
            given={"reason": reason},
        )
