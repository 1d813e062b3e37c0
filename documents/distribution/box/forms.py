"""What a clerk does about one consignment in the box, each act with its reason."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request

from documents.consignments.channels import CHANNEL_WORDS, PAPER
from documents.consignments.consignment import RESENDABLE, UNDER_WAY
from documents.consignments.states import Kind, State
from documents.distribution.box.application import REDIRECTED
from documents.names import people_choices
from office.directory.kinds import Role
from office.web.models import Act, ActForm, Choice, Field, Weight

ACTS = {
    "hold": "暂停发送",
    "let_go": "继续发送",
    "give_up": "终止发送",
    "requeue": "重新发送",
    "redirect": "改投",
}


def may_be_done(row: Any) -> tuple[str, ...]:
    """The acts that fit how this row (of the register of consignments) stands."""
    state, found = State(row.state), []
    if state in UNDER_WAY:
        found += ["let_go" if row.held else "hold", "give_up"]
    if state in RESENDABLE or row.return_signed_at:
        found.append("requeue")
    if state in REDIRECTED and row.kind == Kind.DOCUMENT:
        found.append("redirect")
    return tuple(found)


def row_form(request: Request, row: Any) -> ActForm | None:
    """One reason, and a button for each act."""
    offered = may_be_done(row)
    if not offered:
        return None
    first, *rest = offered
    return ActForm(
        action=request.route_path("exchange_box"),
        heading=f"办理：{row.title or '未命名'}　{row.addressee_name}",
        acts=(
            *(Act(each, ACTS[each]) for each in rest),
            Act(first, ACTS[first], Weight.PRIMARY, key="Ctrl ↵"),
        ),
        seen="0",
        fields=(
            Field("line", "", kind="hidden", value=str(row.subject)),
            Field("reason", "原因", kind="area", rows=2, hint="记入此件的经过。"),
            *(_redirecting(request) if "redirect" in offered else ()),
        ),
    )


def _redirecting(request: Request) -> tuple[Field, ...]:
    agency = request.identity.agency
    leaders = request.house.directory.people_with_role(agency, Role.LEADER)
    ways = tuple(Choice(each, CHANNEL_WORDS[each]) for each in PAPER)
    return (
        Field(
            "channel",
            "改走",
            kind="select",
            choices=(Choice("", "不改投"), *ways),
            hint="只在改投时选择。",
        ),
        Field(
            "to",
            "送审批",
            kind="select",
            choices=people_choices(leaders),
            hint="改投按补发办理，经领导批准后交出纸质件。",
        ),
    )
