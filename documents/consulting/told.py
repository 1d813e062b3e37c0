"""会签、征求意见 at other agencies, told in the history of the document that they are about.

A consultation is a stream of its own, so that twenty answers never collide with the document's
version. On the document's page both are one history.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.consulting.page import TELLING, ConsultationPaper
from documents.consulting.verdicts import ASKING_WORDS
from documents.screens.paper import AddedHistory, Paper
from documents.screens.telling import Told, sentence


def _said(round: Paper[Any], event: Any) -> str:
    return f"{ASKING_WORDS[round.it.asking]}：{sentence(round, event, TELLING)}"


TOLD = {
    name: Told(told.words, mark=told.mark or told.words, details=_said, who=False)
    for name, told in TELLING.items()
    if name != "Asked"  # 送出 tells the same, and to whom
}


def asked_events(request: Request, document: UUID) -> Iterable[Any]:
    """What was sent out about the document and what came back, round by round."""
    room = request.consultations
    for each in room.of_document(document):
        events: Iterable[Any] = room.events.get(each.id)
        yield from (event for event in events if type(event).__name__ in TOLD)


ASKED = AddedHistory(asked_events, TOLD, paper=ConsultationPaper)
