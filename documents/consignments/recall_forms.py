"""追回 and 更正 of a consignment, on a form: what the sender's clerks write, and what is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from pyramid.request import Request
from sqlalchemy import select

from documents.consignments.channels import PAPER
from documents.consignments.consignment import Consignment
from documents.consignments.forms import Doings
from documents.consignments.recalling import THERE
from documents.consignments.registers import consignments
from documents.consignments.states import ASKS_WORDS, ENDS, Asks, Kind, State
from documents.permissions import Permission
from office.desk.registers import subjects as described
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, written
from office.web.models import Act, ActForm, Choice, Field, Link, Weight

MOST = 50
"""Of the papers that may take the place of one: the latest."""


def recall_acts(request: Request, row: Any, *, here: str) -> tuple[Link, ...]:
    """What may be asked of the addressee of this row (of the register of consignments)."""
    if row.channel in PAPER or row.state not in THERE or row.kind != Kind.DOCUMENT:
        return ()
    it = request.consignments.load(Consignment, row.subject)
    permission = Permission.Consignment.RECALL
    may = request.house.guard.permits(permission, request.identity, it)
    if not may or not it.may_be_asked_for:
        return ()
    return tuple(
        Link(words, f"{here}?do={asks}&line={row.subject}#act")
        for asks, words in ASKS_WORDS.items()
    )


def recall_form(request: Request, row: Any, *, do: str, action: str) -> ActForm | None:
    """The form of 追回 or 更正 (`do`) for one consignment."""
    if do not in set(Asks) or not recall_acts(request, row, here=""):
        return None
    words = ASKS_WORDS[Asks(do)]
    newer = (_newer_field(request, row),) if do == Asks.AMEND else ()
    return ActForm(
        action=action,
        heading=f"请求{words}：{row.addressee_name}",
        acts=(Act(do, f"请求{words}", Weight.PRIMARY, key="Ctrl ↵"),),
        seen="0",
        fields=(
            Field("line", "", kind="hidden", value=str(row.subject)),
            *newer,
            Field("opinion", "原因", kind="area", rows=2, required=True),
        ),
        warning=f"是否同意，由{row.addressee_name}决定；原因会告知对方。已经阅读过的，不能收回。",
    )


def acts_of_recalling(copy_of: Callable[[Request, UUID], UUID]) -> Doings:
    """追回 and 更正 of the consignment that `copy_of` reads out of a document's form."""

    def recall(request: Request, document: UUID) -> None:
        it = copy_of(request, document)
        request.consignments.request_recall(
            act_of(request), it, reason=written(request, "opinion")
        )

    def amend(request: Request, document: UUID) -> None:
        it = copy_of(request, document)
        try:
            newer = UUID(written(request, "replaced_by"))
        except ValueError as error:
            sentence = "请选择更正件。还没有发出更正件的，请先发给同一收文机关。"
            raise Refused(sentence, field="replaced_by") from error
        request.consignments.request_amend(
            act_of(request), it, replaced_by=newer, reason=written(request, "opinion")
        )

    return {
        str(Asks.RECALL): (recall, "已请求追回，等待对方答复"),
        str(Asks.AMEND): (amend, "已请求更正，等待对方答复"),
    }


def _newer_field(request: Request, row: Any) -> Field:
    query = (
        select(consignments.c.subject, described.c.title, described.c.number)
        .join(described, described.c.subject == consignments.c.document)
        .where(
            consignments.c.agency == row.agency,
            consignments.c.addressee == row.addressee,
            consignments.c.kind == Kind.DOCUMENT,
            consignments.c.subject != row.subject,
            consignments.c.channel.not_in(PAPER),
            consignments.c.state.not_in([State.PREPARED, State.QUEUED, *ENDS]),
            consignments.c.place > row.place,
        )
        .order_by(consignments.c.place.desc())
        .limit(MOST)
    )
    with request.house.node.store.reading() as connection:
        rows = connection.execute(query).all()
    return Field(
        "replaced_by",
        "更正件",
        kind="select",
        choices=(
            Choice("", "请选择"),
            *(Choice(str(each.subject), f"{each.number} {each.title}".strip()) for each in rows),
        ),
        hint="只列此件之后发给同一机关的公文；还没有发出更正件的，请先发出。",
        required=True,
    )
