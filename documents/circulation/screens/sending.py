"""另送传阅: every circulation of a paper, and the form that sends it round once more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.circulation.circulation import Circulation
from documents.circulation.orders import HANDLING, ISSUED, MEMORANDUM, READING
from documents.circulation.screens.fields import colleagues_field, mode_field
from documents.circulation.stages import MODE_WORDS, STAGE_WORDS, Stage
from documents.permissions import Permission
from documents.screens.paper import Paper
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Field,
    Ledger,
    LedgerPage,
    LedgerRow,
    Link,
    Tone,
    Weight,
)

CIRCULATED = ("incoming", "document", "memorandum")
"""Routes of the papers that may go round."""


def circulate_link(request: Request, it: Any, *, room: str) -> tuple[Link, ...]:
    """The way there from the paper, for whoever may send it round."""
    if not it.may_go_round or not may_send(request, it):
        return ()
    where = request.route_path("circulation.sending", room=room, id=it.id)
    return (Link("另送传阅", where, "incoming"),)


def may_send(request: Request, it: Any) -> bool:
    """Whether the person logged in may."""
    return bool(request.house.guard.permits(Permission.Circulation.BEGIN, request.identity, it))


def sending_page(paper: Paper[Any], *, form: ActForm | None = None) -> LedgerPage:
    """The page."""
    request = paper.request
    may = may_send(request, paper.it) and paper.it.may_go_round
    asked = form or (sending_form(paper) if may else None)
    return LedgerPage(
        title=f"传阅　{paper.title}",
        back=Link("返回公文", paper.here, "back"),
        note="公文不得横传：由文书送传阅，传阅人之间不直接转送（《条例》第二十四条（五））。",
        ledgers=(
            Ledger(
                "历次传阅",
                ("传阅人", "方式", "已阅"),
                tuple(_row(paper, row.subject) for row in _rows(paper)),
                empty="此件还没有送过传阅。",
            ),
        ),
        forms=(asked,) if asked else (),
    )


def sending_form(paper: Paper[Any]) -> ActForm:
    """To whom, and how."""
    request, it = paper.request, paper.it
    order = request.circulations.order_of(it.agency, _kind(paper))
    return ActForm(
        action=request.route_path("circulation.sending", room=paper.route, id=it.id),
        heading="另送传阅",
        acts=(Act("begin", "送传阅", Weight.PRIMARY, key="Ctrl ↵"),),
        seen=str(it.version),
        fields=(
            colleagues_field(request, it.agency, label="传阅人"),
            mode_field(order),
            Field("note", "传阅说明"),
        ),
        in_order=True,
    )


def _kind(paper: Paper[Any]) -> str:
    """As what the site's rules know it: what came is a 办件 or a 阅件."""
    kinds = {"document": ISSUED, "memorandum": MEMORANDUM}
    came_to_be_read = getattr(paper.it, "track", "") == READING
    return kinds.get(paper.route) or (READING if came_to_be_read else HANDLING)


def _rows(paper: Paper[Any]) -> list[Any]:
    rows: list[Any] = paper.request.circulations.on_paper(paper.it.id)
    return list(reversed(rows))


def _row(paper: Paper[Any], subject: UUID) -> LedgerRow:
    it = paper.request.circulations.load(Circulation, subject)
    done = it.stage is Stage.FINISHED
    names = [paper.names.person(each, paper.moment) for each in it.places]
    return LedgerRow(
        title="、".join(names),
        cells=(MODE_WORDS[it.mode], f"{len(it.read)} / {len(it.places)} 人"),
        href=paper.request.route_path("circulation", id=it.id),
        state=Badge(STAGE_WORDS[it.stage], Tone.DONE if done else Tone.NEUTRAL),
    )
