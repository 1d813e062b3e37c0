"""The pages of 清退: all lists with the form for another, and one with its lines."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from pyramid.request import Request

from documents.archive.permissions import Permission
from documents.archive.reclaiming.reclaim import SETTLED_WORDS, Holding, Reclaim, Settled
from documents.layout.forms import Value
from documents.names import Names
from documents.outgoing.document import Document
from office.kernel.clock import office_day
from office.web.formats import printed_day, whole_day
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Choice,
    Fact,
    Field,
    Happening,
    Link,
    Tone,
    Weight,
)
from office.web.models.ledger import Ledger, LedgerPage, LedgerRow
from office.web.models.paper_list import PaperLine, PaperList

DAYS = 15
FORM = "archive_reclaim_list"


def reclaims_page(
    request: Request, *, document: UUID | None = None, form: ActForm | None = None
) -> LedgerPage:
    """All lists; the form is filled in for a draft that was sent for comments (`document`)."""
    today = office_day(now(request)).isoformat()
    rows = tuple(
        LedgerRow(
            title=row.title,
            cells=(f"{row.holders} 家", printed_day(row.due)),
            href=request.route_path("reclaim", id=row.subject),
            state=Badge("已清退", Tone.DONE, "tick")
            if row.over
            else Badge("超期", Tone.RETURNED)
            if row.due < today
            else Badge("清退中", Tone.WARNING),
        )
        for row in request.reclaims.of(request.identity.agency)
    )
    proposed = form or draw_up_form(request, document=document)
    return LedgerPage(
        title="清退",
        ledgers=(Ledger("清退单", ("清退什么", "收存", "期限"), rows, empty="没有清退单。"),),
        back=Link("返回", request.route_path("archive"), "back"),
        forms=(proposed,) if proposed else (),
    )


def draw_up_form(request: Request, *, document: UUID | None = None) -> ActForm | None:
    """编制清退单, for who may."""
    identity = request.identity
    if not request.house.guard.permits(Permission.Reclaim.DRAW_UP, identity, identity):
        return None
    title, holders = "", []
    if document is not None:
        it = request.documents.load(Document, document)
        request.check(Permission.Reclaim.DRAW_UP, it)
        title = f"{it.facts['title']}（征求意见稿）"
        holders = request.reclaims.holders_of(identity.agency, document)
    due = office_day(now(request)) + timedelta(days=DAYS)
    return ActForm(
        action=request.route_path("reclaims"),
        heading="编制清退单",
        acts=(Act("draw_up", "编制", Weight.PRIMARY),),
        fields=(
            Field("title", "清退什么", value=title),
            Field("due", "清退期限", kind="limit", value=due.isoformat()),
            Field(
                "holders",
                "收存单位和份数",
                kind="area",
                rows=6,
                value="\n".join(f"{holder} 1" for holder in holders),
                hint="一行一个，单位在前，份数在后，例如“清河区人民政府 2”。",
            ),
        ),
    )


def reclaim_page(request: Request, it: Reclaim, *, form: ActForm | None = None) -> PaperList:
    """One list."""
    names = Names(request.house.directory, agency=it.agency)
    history = list(request.reclaims.events.get(it.id))
    return PaperList(
        title=f"清退　{it.title}",
        back=Link("返回", request.route_path("reclaims"), "back"),
        lead="收存单位",
        columns=("份数",),
        rows=tuple(
            PaperLine(
                each.holder,
                (str(each.copies),),
                note=each.note,
                state=_badge(each),
            )
            for each in it.lines.values()
        ),
        facts=(Fact("期限", printed_day(it.due)),),
        tools=(Link("打印登记表", request.route_path("reclaim.paper", id=it.id), "print"),),
        act=form or settle_form(request, it),
        record=tuple(
            Happening(each.timestamp, f"{names.who(each)} {_said(it, each)}")
            for each in reversed(history)
        ),
    )


def reclaim_values(request: Request, it: Reclaim) -> dict[str, Value]:
    """The list on paper."""
    return {
        "agency": request.identity.agency_name,
        "due": printed_day(it.due),
        "printed_on": whole_day(office_day(now(request))),
        "title": it.title,
        "lines": [
            {
                "holder": each.holder,
                "copies": str(each.copies),
                "how": SETTLED_WORDS[each.how] if each.how else "",
                "note": each.note,
            }
            for each in it.lines.values()
        ],
    }


def _badge(line: Holding) -> Badge:
    if line.how is None:
        return Badge("未退")
    return Badge(SETTLED_WORDS[line.how], Tone.DONE if line.how is Settled.BACK else Tone.WARNING)


def settle_form(request: Request, it: Reclaim) -> ActForm | None:
    """登记 one holder's copies, for who may, while any are out."""
    may = request.house.guard.permits(Permission.Reclaim.SETTLE, request.identity, it)
    if not may or not it.open_lines:
        return None
    return ActForm(
        action=request.route_path("reclaim", id=it.id),
        heading="登记清退",
        acts=(Act("settle", "登记", Weight.PRIMARY, key="Ctrl ↵"),),
        seen=str(it.version),
        fields=(
            Field(
                "line",
                "收存单位",
                kind="select",
                choices=tuple(Choice(line, it.lines[line].holder) for line in it.open_lines),
            ),
            Field(
                "how",
                "情况",
                kind="select",
                choices=tuple(Choice(each, words) for each, words in SETTLED_WORDS.items()),
            ),
            Field("note", "说明", hint="已退回的不用填写。"),
        ),
    )


def _said(it: Reclaim, event: object) -> str:
    if isinstance(event, Reclaim.DrawnUp):
        return f"编制清退单，{len(it.lines)} 家"
    line, how = getattr(event, "line", ""), getattr(event, "how", "")
    return f"登记 {it.lines[line].holder}：{SETTLED_WORDS[Settled(how)]}"
