"""销毁清册 and 移交: the pages of what is decided about several records at once."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from sqlalchemy import Table, select

from documents.archive.destruction_list import DestructionList
from documents.archive.permissions import Permission
from documents.archive.registers import lists, transfers
from documents.archive.retention import RETENTION_WORDS, Retention
from documents.archive.standing import (
    LIST_WORDS,
    TRANSFER_WORDS,
    ListState,
    TransferState,
)
from documents.archive.transfer import Transfer
from documents.names import Names
from office.kernel.clock import office_day
from office.web.formats import printed_day, whole_day
from office.web.frame import now
from office.web.models import Act, ActForm, Badge, Fact, Field, Happening, Link, Tone, Weight
from office.web.models.ledger import Ledger, LedgerPage, LedgerRow
from office.web.models.paper_list import PaperLine, PaperList

_ACTS = {
    "DrawnUp": "编制清册",
    "Proposed": "审核，同意报批",
    "Declined": "不予销毁",
    "CarriedOut": "批准，已销毁",
    "Begun": "移交",
    "Confirmed": "登记接收确认",
    "SentBack": "登记退回",
}
_IRREVOCABLE = "批准后，清册所列档案的内容立即销毁，不能恢复；清册永久保存。"
_TONES = {
    ListState.CARRIED_OUT: Tone.DONE,
    ListState.DECLINED: Tone.RETURNED,
    TransferState.CONFIRMED: Tone.DONE,
    TransferState.SENT_BACK: Tone.RETURNED,
}


def lists_page(request: Request) -> LedgerPage:
    """All 销毁清册 of the agency, the newest first."""
    rows = tuple(
        LedgerRow(
            title=row.title,
            cells=(request.house.directory.person_name(row.by), whole_day(row.changed_at)),
            href=request.route_path("destruction_list", id=row.subject),
            state=_badge(ListState(row.state), LIST_WORDS),
        )
        for row in _rows(request, lists)
    )
    empty = "还没有销毁清册。期满的档案经鉴定拟销毁后，在目录中选出编制。"
    return LedgerPage(
        title="销毁清册",
        ledgers=(Ledger("清册", ("清册", "编制人", "最近办理"), rows, empty=empty),),
        back=_back(request),
        note="编制、审核（安全保密管理员）、批准（领导）由三人办理；批准即销毁，不能恢复。",
    )


def transfers_page(request: Request) -> LedgerPage:
    """All hand-overs of the agency, the newest first."""
    rows = tuple(
        LedgerRow(
            title=row.title,
            cells=(whole_day(row.changed_at),),
            href=request.route_path("transfer", id=row.subject),
            state=_badge(TransferState(row.state), TRANSFER_WORDS),
        )
        for row in _rows(request, transfers)
    )
    empty = "还没有移交过。在目录的“在库”中选出要移交的档案。"
    return LedgerPage(
        title="移交档案馆",
        ledgers=(Ledger("移交", ("移交", "最近办理"), rows, empty=empty),),
        back=_back(request),
    )


def list_page(request: Request, it: DestructionList, *, form: ActForm | None = None) -> PaperList:
    """One 销毁清册 with its lines, which stay when the records are gone."""
    return PaperList(
        title=f"销毁清册（{len(it.lines)}件）",
        back=Link("返回", request.route_path("destruction_lists"), "back"),
        lead="题名",
        columns=("档号", "文号", "日期", "页数", "保管期限"),
        rows=tuple(_line(request, it, line) for line in it.lines),
        badge=_badge(it.state, LIST_WORDS),
        tools=(Link("打印清册", request.route_path("destruction_list.paper", id=it.id), "print"),),
        act=form or list_form(request, it),
        record=_record(request, it),
    )


def _line(request: Request, it: DestructionList, line: dict[str, Any]) -> PaperLine:
    gone = it.state is ListState.CARRIED_OUT
    guard, identity = request.house.guard, request.identity
    may = not gone and guard.permits(Permission.Record.LIST, identity, it)
    return PaperLine(
        title=line["title"],
        cells=(
            *(line["code"], line["number"], line["date"], str(line["pages"] or "")),
            RETENTION_WORDS[Retention(line["retention"])],
        ),
        href=request.route_path("record", id=line["record"]) if may else "",
    )


def list_form(request: Request, it: DestructionList) -> ActForm | None:
    """审核 or 批准, for who may now."""
    asked = {
        ListState.DRAWN_UP: (Permission.DestructionList.CHECK, "check", "审核，报领导批准"),
        ListState.PROPOSED: (Permission.DestructionList.APPROVE, "approve", "批准销毁…"),
    }.get(it.state)
    if asked is None or not request.house.guard.permits(asked[0], request.identity, it):
        return None
    approving = it.state is ListState.PROPOSED
    return ActForm(
        action=request.route_path("destruction_list", id=it.id),
        heading="批准销毁" if approving else "审核销毁",
        acts=(
            Act(asked[1], asked[2], Weight.PRIMARY),
            Act("decline", "不予销毁"),
        ),
        seen=str(it.version),
        fields=(Field("opinion", "意见、理由", kind="area", rows=2),),
        warning=_IRREVOCABLE if approving else "",
    )


def confirm_form(request: Request, it: DestructionList, *, opinion: str) -> ActForm:
    """How much is about to be destroyed, once more, before anything is."""
    return ActForm(
        action=request.route_path("destruction_list", id=it.id),
        heading=f"销毁清册所列 {len(it.lines)} 件档案，不能恢复",
        # Where 批准 stood stands what does nothing: a second tap of the same finger is no consent.
        acts=(Act("back", "暂不销毁", Weight.PRIMARY), Act("carry_out", "确认销毁")),
        seen=str(it.version),
        fields=(Field("opinion", "", kind="hidden", value=opinion),),
        warning=_IRREVOCABLE,
    )


def transfer_page(request: Request, it: Transfer, *, form: ActForm | None = None) -> PaperList:
    """One hand-over with its records and its package."""
    found = request.records.records_of(it.records)
    return PaperList(
        title=f"移交{it.archive}（{len(found)}件）",
        back=Link("返回", request.route_path("transfers"), "back"),
        lead="题名",
        columns=("档号", "文号", "保管期限"),
        rows=tuple(
            PaperLine(
                each.description["title"],
                (str(each.code), each.description["number"], RETENTION_WORDS[each.retention]),
                href=request.route_path("record", id=each.id),
            )
            for each in found
        ),
        badge=_badge(it.state, TRANSFER_WORDS),
        facts=(Fact("接收单位", it.archive),),
        tools=(
            Link("打印清单", request.route_path("transfer.paper", id=it.id), "print"),
            Link("下载移交包", request.route_path("transfer.package", id=it.id), "download"),
        ),
        act=form or transfer_form(request, it),
        record=_record(request, it),
    )


def transfer_form(request: Request, it: Transfer) -> ActForm | None:
    """接收确认 or 退回, as the archive answered."""
    may = request.house.guard.permits(Permission.Record.HAND_OVER, request.identity, it)
    if it.state is not TransferState.HANDED_OVER or not may:
        return None
    return ActForm(
        action=request.route_path("transfer", id=it.id),
        heading="档案馆的答复",
        acts=(
            Act("confirm", "已接收", Weight.PRIMARY, key="Ctrl ↵"),
            Act("send_back", "被退回", apart=True),
        ),
        seen=str(it.version),
        fields=(
            Field("on", "接收日期", kind="date", value=office_day(now(request)).isoformat()),
            Field("receipt", "交接文据编号"),
            Field("reason", "退回的原因", seldom=True),
        ),
    )


def loans_page(request: Request, rows: Any) -> LedgerPage:
    """借阅登记簿: what is out, what came back."""
    today = office_day(now(request)).isoformat()
    names = Names(request.house.directory, agency=request.identity.agency)

    def row(each: Any) -> LedgerRow:
        late = each.returned_at is None and each.until < today
        state = (
            Badge("已归还", Tone.DONE, "tick")
            if each.returned_at
            else Badge("超期未还", Tone.RETURNED)
            if late
            else Badge("借阅中", Tone.WARNING)
        )
        return LedgerRow(
            title=each.title,
            cells=(
                each.code,
                names.person(each.person, each.lent_at),
                each.purpose,
                printed_day(each.until),
            ),
            href=request.route_path("record", id=each.subject),
            state=state,
        )

    columns = ("题名", "档号", "借阅人", "用途", "归还日期")
    out = tuple(row(each) for each in rows if each.returned_at is None)
    back = tuple(row(each) for each in rows if each.returned_at is not None)
    return LedgerPage(
        title="档案借阅",
        ledgers=(
            Ledger("未归还", columns, out, empty="没有借出未还的档案。"),
            Ledger("已归还", columns, back, empty="还没有归还的记录。"),
        ),
        back=_back(request),
    )


def _rows(request: Request, table: Table) -> list[Any]:
    query = select(table).where(table.c.agency == request.identity.agency)
    with request.house.node.store.reading() as connection:
        return list(connection.execute(query.order_by(table.c.changed_at.desc())))


def _badge(state: Any, words: Any) -> Badge:
    return Badge(words[state], _TONES.get(state, Tone.WARNING))


def _back(request: Request) -> Link:
    return Link("返回目录", request.route_path("records"), "back")


def _record(request: Request, it: Any) -> tuple[Happening, ...]:
    names = Names(request.house.directory, agency=it.agency)
    history = list(request.records.events.get(it.id))
    return tuple(
        Happening(event.timestamp, f"{names.who(event)} {_said(event)}")
        for event in reversed(history)
    )


def _said(event: Any) -> str:
    told = [getattr(event, name, "") for name in ("opinion", "reason", "receipt")]
    said = next((each for each in told if each), "")
    words = _ACTS[type(event).__name__]
    return f"{words}：{said}" if said else words
