"""传阅 of a memorandum on which the leaders decided: the room is one whose papers go round.

Who may see a 签报 is decided by who was involved in it, so that the memorandum is told whom it
lies before.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from documents.circulation.circulation import Circulation
from documents.circulation.only_read import OnlyRead
from documents.circulation.orders import MEMORANDUM
from documents.circulation.readers import Place
from documents.circulation.stages import DONE, Mark, Stage
from documents.handling.application import Handling
from documents.memoranda.memorandum import Memorandum
from office.kernel.act import Act
from office.kernel.refusals import Refused

TYPE = "签报"


class Circulating(OnlyRead, Handling):
    """What goes round is the form as it stands; nothing comes back to it but who may see it."""

    NO_INSTRUCTION = "签报已经领导审批，传阅时不能再批示。请把意见写在阅后意见中，再圈阅。"

    def circulated(self, act: Act, paper: UUID, permission: str) -> tuple[str, dict[str, Any]]:
        """Once the leaders have decided."""
        it = self.open(Memorandum, paper, act=act, permission=permission)
        if not it.may_go_round:
            raise Refused("签报经领导审批以后才能送传阅。审批前征求意见的，请用会签。")
        about = {
            "title": it.facts["title"],
            "type": TYPE,
            "urgency": it.facts["urgency"],
            "origin": it.facts["unit"],
            "number": it.number,
        }
        return MEMORANDUM, about

    def changed_readers(self, act: Act, it: Circulation) -> None:
        """These may see it."""
        memorandum = self.load(Memorandum, it.paper)
        shown = [each for each, place in it.places.items() if _is_shown(it, place)]
        memorandum.be_shown_to(shown, circulation=str(it.id), by=act.person, at=self.clock.now())
        if memorandum.pending_events:
            self.save(memorandum)


def _is_shown(it: Circulation, place: Place) -> bool:
    return place.mark in DONE or (place.mark is Mark.REACHED and it.stage is not Stage.WITHDRAWN)
