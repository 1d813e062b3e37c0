"""What a paper's page says of the same document by another route: both pages say so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.incoming.doubles.folding import FOLDABLE
from documents.incoming.doubles.lookup import doubles_of, ever_folded_into, folded_into
from documents.incoming.incoming import Incoming
from documents.incoming.stages import STAGE_WORDS, Stage
from documents.screens.paper import Paper
from documents.screens.telling import Told
from office.web.models import Choice, Field, Link, Notice

BEFORE_THE_RESULT = (
    Stage.ARRIVED,
    *FOLDABLE,
    *(Stage.PROPOSED, Stage.INSTRUCTED, Stage.ASSIGNED, Stage.HANDLED),
)


def may_be_folded(request: Request, it: Incoming) -> bool:
    """Whether another paper is probably the same and nothing stands against folding this one."""
    return it.stage in FOLDABLE and any(
        not it.kept_apart_from(request.incomings.load(Incoming, row.subject))
        for row in doubles_of(request.house.node.store, it)
    )


def into_field(request: Request, it: Incoming) -> tuple[Field, ...]:
    """Which paper the copy goes with."""
    rows = doubles_of(request.house.node.store, it)
    choices = tuple(Choice(str(row.subject), _called(row)) for row in rows)
    return (Field("into", "并入", kind="select", choices=choices),)


def double_notices(request: Request, it: Incoming) -> tuple[Notice, ...]:
    """What is probably the same, and why it stays apart where it does: also who decides or
    handles it is to know that another has it, too."""
    if it.stage not in BEFORE_THE_RESULT:
        return ()
    return tuple(
        Notice(
            f"与{_called(row)}的来文机关、来文字号相同，可能是同一件。{_apart(request, it, row)}",
            Link("查看", _address(request, row.subject)),
        )
        for row in doubles_of(request.house.node.store, it)
    )


def folded_links(request: Request, it: Incoming) -> tuple[Link, ...]:
    """From a copy to the paper that it goes with, and from that to its copies."""
    if it.folded_into:
        return (Link("并入的公文", _address(request, UUID(it.folded_into)), "incoming"),)
    copies = folded_into(request.house.node.store, it.id)
    return tuple(
        Link(f"并入的副本：{_called(row)}", _address(request, row.subject), "incoming")
        for row in copies
    )


def copies_events(request: Request, into: UUID) -> Iterable[Any]:
    """What happened to a paper's copies: folded with it, and taken apart again."""
    return [
        each
        for copy in ever_folded_into(request.house.node.store, into)
        for each in request.incomings.events.get(copy)
        if type(each).__name__ in COPIES_TELLING and each.into == str(into)
    ]


def _with_copy(paper: Paper[Any], event: Any) -> str:
    copy = paper.request.incomings.load(Incoming, event.originator_id)
    act = "并入副本" if type(event).__name__ == "Folded" else "拆开副本"
    return f"{act}：{copy.number or copy.capsule.sender_name}"


COPIES_TELLING = {
    "Folded": Told("并入副本", mark="并件", details=_with_copy),
    "Unfolded": Told(
        "拆开副本", mark="拆开", details=_with_copy, opinion="reason", heading="拆开并件"
    ),
}
"""How they are told on the page of the paper that the copies go with: its own stream has no event
of them, so that folding makes nothing stale that is just being decided about it."""


def _apart(request: Request, it: Incoming, row: Any) -> str:
    why = it.kept_apart_from(request.incomings.load(Incoming, row.subject))
    if why:
        return f"{why}，不并件。"
    if it.stage is Stage.ARRIVED:
        return "签收后可以并件。"
    if it.stage in FOLDABLE:
        return "核对后可以并件。"
    return f"这一件{STAGE_WORDS[it.stage]}，不能并件。"


def _called(row: Any) -> str:
    return f"{row.number or row.sender_name}《{row.title}》（{STAGE_WORDS[row.stage]}）"


def _address(request: Request, id: UUID) -> str:
    return str(request.route_path("incoming", id=id))
