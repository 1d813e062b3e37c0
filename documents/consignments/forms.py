"""A paper copy on its way, on a form: signed for by hand (签收), come back, handed over again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.consignments.channels import PAPER
from documents.consignments.states import State
from office.kernel.clock import CHINA
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, written
from office.web.frame import now
from office.web.models import Act, ActForm, Field, Link, Weight


def paper_acts(row: Any, *, here: str, again: bool = True) -> tuple[Link, ...]:
    """What may be entered about a copy on paper as it stands; `again`: it may go out once more."""
    offered: dict[State, tuple[tuple[str, str], ...]] = {
        State.TRANSMITTED: (("sign", "登记签收"), ("back", "退回")),
        State.SIGNED_FOR: (("sign", "更正"),),
        State.RETURNED_MISADDRESSED: (("again", "再次交出"),) if again else (),
    }
    found = offered.get(State(row.state), ()) if row.channel in PAPER else ()
    return tuple(Link(words, f"{here}?do={do}&line={row.subject}#act") for do, words in found)


def paper_form(request: Request, row: Any, *, do: str, action: str) -> ActForm | None:
    """登记签收, 退回 or 再次交出 of one paper copy (a row of the register of consignments)."""
    if row.channel not in PAPER:
        return None
    moment = now(request).astimezone(CHINA).strftime("%Y-%m-%dT%H:%M")
    line = Field("line", "", kind="hidden", value=str(row.subject))
    wanted: dict[str, tuple[str, tuple[Field, ...]]] = {
        "sign": (
            "登记签收",
            (
                Field("person", "签收人", required=True),
                Field("signed_at", "签收时间", kind="datetime-local", value=moment),
                Field("note", "备注", hint="更正已登记的签收时，须写明原因。"),
            ),
        ),
        "back": ("登记退回", (Field("note", "退回原因", required=True),)),
        "again": ("再次交出", (Field("note", "原因或新的地址", required=True),)),
    }
    if do not in wanted:
        return None
    words, fields = wanted[do]
    return ActForm(
        action=action,
        heading=f"{words}：{row.addressee_name}",
        acts=(Act(do, words, Weight.PRIMARY, key="Ctrl ↵"),),
        seen="0",
        fields=(line, *fields),
    )


Doings = dict[str, tuple[Callable[[Request, UUID], None], str]]
"""Each act by the name of its button, and what is said when it is done."""


def acts_on_paper_copy(copy_of: Callable[[Request, UUID], UUID]) -> Doings:
    """签收, 退回 and 交出 of the copy on paper that `copy_of` reads out of a document's form."""

    def sign(request: Request, document: UUID) -> None:
        request.consignments.enter_signature(
            act_of(request),
            copy_of(request, document),
            person=written(request, "person"),
            signed_at=_signed_at(request),
            note=written(request, "note"),
        )

    def come_back(request: Request, document: UUID) -> None:
        copy = copy_of(request, document)
        request.consignments.come_back(act_of(request), copy, reason=written(request, "note"))

    def hand_over_again(request: Request, document: UUID) -> None:
        copy = copy_of(request, document)
        request.consignments.hand_over_again(act_of(request), copy, note=written(request, "note"))

    return {
        "sign": (sign, "已登记签收"),
        "back": (come_back, "已登记退回"),
        "again": (hand_over_again, "已登记交出"),
    }


def _signed_at(request: Request) -> datetime:
    """签收时间 as typed, in office time."""
    try:
        return datetime.fromisoformat(written(request, "signed_at")).replace(tzinfo=CHINA)
    except ValueError as error:
        raise Refused(
            "签收时间不是一个时间，请按“年-月-日T时:分”填写，例如 2026-11-20T09:30。"
        ) from error
