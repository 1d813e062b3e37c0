"""传阅 of a document of ours that was issued: the room is one whose papers go round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from documents.circulation.circulation import Circulation
from documents.circulation.orders import ISSUED
from documents.outgoing.acts.foundation import Foundation
from documents.outgoing.document import Document
from office.kernel.act import Act
from office.kernel.refusals import Refused


class Circulating(Foundation):
    """What goes round is a document as it stands; nothing comes back to it."""

    def circulated(self, act: Act, paper: UUID, permission: str) -> tuple[str, dict[str, Any]]:
        """Once it is issued."""
        it = self.open(Document, paper, act=act, permission=permission)
        if not it.may_go_round:
            raise Refused("本机关的公文印发以后才能送传阅。印发前征求意见的，请用会签。")
        about = {
            "title": it.facts["title"],
            "type": it.facts["type"],
            "urgency": it.facts["urgency"],
            "origin": it.facts["issuer"],
            "number": it.number,
        }
        return ISSUED, about

    def changed_readers(self, act: Act, it: Circulation) -> None:
        """Whoever handles papers may see it anyway."""

    def read_by_all(self, act: Act, it: Circulation) -> None:
        """Nothing waits for that."""

    def withdrawn(self, act: Act, it: Circulation) -> None:
        """Nothing waits for that."""

    def why_no_instruction(self, paper: UUID) -> str | None:
        """They take none."""
        return None

    def instruct_while_reading(
        self, act: Act, it: Circulation, *, words: str, readers: Sequence[str]
    ) -> None:
        """What a leader wants done about it is said as an opinion, or in a paper of its own."""
        raise Refused("本机关印发的公文没有批示环节。请把意见写在阅后意见中，再圈阅。")
