"""传阅 of a document of ours that was issued: the room is one whose papers go round."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from documents.circulation.only_read import OnlyRead
from documents.circulation.orders import ISSUED
from documents.outgoing.acts.foundation import Foundation
from documents.outgoing.document import Document
from office.kernel.act import Act
from office.kernel.refusals import Refused


class Circulating(OnlyRead, Foundation):
    """What goes round is a document as it stands; nothing comes back to it."""

    NO_INSTRUCTION = "本机关印发的公文没有批示环节。请把意见写在阅后意见中，再圈阅。"

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
