"""销毁: who proposes names the paper and says why; who approves sees what goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from pyramid.request import Request
from sqlalchemy import select

from documents.archive.acts.belonging import answering
from documents.archive.destroying.registers import (
    CARRIED_OUT,
    DECLINED,
    PROPOSED,
    destructions,
)
from documents.names import Names
from documents.outgoing.document import Document
from office.kernel.destruction import APPROVE, PROPOSE, Destruction
from office.kernel.journal import journal
from office.web.formats import whole_day
from office.web.models import Act, ActForm, Badge, Fact, Field, Happening, Link, Tone, Weight
from office.web.models.ledger import Ledger, LedgerPage, LedgerRow
from office.web.models.paper_list import PaperLine, PaperList

IRREVOCABLE = (
    "批准后立即销毁，不能恢复。已经送达其他机关的，由对方机关另行销毁，请另行通知；"
    "备份中的内容在备份到期时消失。"
)
_STATES = {
    PROPOSED: Badge("待批准", Tone.WARNING),
    CARRIED_OUT: Badge("已销毁", Tone.DONE, "tick"),
    DECLINED: Badge("不予销毁", Tone.RETURNED, "return"),
}
KINDS = {
    "documents.Document": "发文（文稿、附件和全部页面）",
    "documents.Incoming": "收文（来文、意见和办理情况）",
    "documents.Consignment": "递送件（发出的副本）",
    "documents.Consultation": "征询外单位的往来",
    "documents.DistributionList": "分送名单",
    "documents.Effect": "效力登记",
    "documents.HeardEffect": "来文效力变更",
    "documents.Publication": "信息公开登记",
    "documents.ReceivedCopies": "二次分发、翻印登记",
    "documents.Assignment": "承办",
    "documents.Supervision": "由此立项的督办事项",
    "documents.Charge": "上级交办的督办",
    "documents.Circulation": "传阅",
    "documents.Lamp": "督办提醒灯",
    "documents.Memorandum": "签报",
    "documents.OldPaper": "旧登记簿中的文件",
    "documents.Deadline": "办理时限",
    "documents.PaperClock": "办理时限",
    "documents.Record": "归档件和封装包",
}
"""What goes with a paper, by the topic of its stream."""


def destructions_page(request: Request, *, form: ActForm | None = None) -> LedgerPage:
    """What was proposed and what came of it; the form for who may propose."""
    names = Names(request.house.directory, agency=request.identity.agency)
    query = select(destructions).where(destructions.c.agency == request.identity.agency)
    with request.house.node.store.reading() as connection:
        rows = connection.execute(query.order_by(destructions.c.proposed_at.desc())).all()
    lines = tuple(
        LedgerRow(
            title=f"{row.called}　{row.reason}" if row.called else row.reason,
            cells=(
                whole_day(row.proposed_at),
                names.person(row.by, row.proposed_at),
                names.person(row.decided_by, row.changed_at) if row.decided_by else "",
            ),
            href=request.route_path("destruction", id=row.subject),
            note=row.answer,
            state=_STATES[row.state],
        )
        for row in rows
    )
    proposing = form or propose_form(request)
    return LedgerPage(
        title="销毁",
        ledgers=(
            Ledger("提出和办理", ("理由", "提出日期", "提出人", "批准人"), lines, empty="没有。"),
        ),
        links=(Link("销毁清册", request.route_path("destruction_lists"), "archive"),),
        note="误传涉密等不应留存的文件材料，由安全保密管理员提出，领导批准后立即销毁，不能恢复。"
        "题名可能涉密，这里不显示；理由中也不要写出涉密内容。",
        forms=(proposing,) if proposing else (),
    )


def propose_form(request: Request) -> ActForm | None:
    """提出销毁, for who may."""
    if not request.house.guard.permits(PROPOSE, request.identity, request.identity):
        return None
    return ActForm(
        action=request.route_path("destructions"),
        heading="提出销毁",
        acts=(Act("propose", "提出，送领导批准", Weight.PRIMARY),),
        fields=(
            Field(
                "paper",
                "文号、收文号、来文字号或网址",
                hint="几件同号的，向经办人要该件的网址。",
            ),
            Field("reason", "理由", kind="area", rows=2, hint="不要写出涉密内容。"),
        ),
    )


def destruction_page(
    request: Request, it: Destruction, *, form: ActForm | None = None
) -> PaperList:
    """One proposal: why, and which streams go together."""
    names = Names(request.house.directory, agency=it.agency)
    history = list(request.destructions.events.get(it.id))
    return PaperList(
        title=f"销毁　{called}" if (called := called_by(it.papers)) else "销毁文件材料",
        back=Link("返回", request.route_path("destructions"), "back"),
        lead="一并销毁的",
        columns=("数量",),
        rows=tuple(PaperLine(words, (str(count),)) for words, count in _kinds(request, it)),
        badge=_STATES[CARRIED_OUT if it.carried_out else DECLINED if it.declined else PROPOSED],
        facts=(
            *(Fact(*_told(request, paper)) for paper in it.papers),
            Fact("理由", it.reason),
            Fact("提出人", names.person(it.proposed_by, history[0].timestamp)),
        ),
        warnings=tuple(_warnings(request, it, names)),
        act=form or decide_form(request, it),
        record=tuple(
            Happening(each.timestamp, f"{names.who(each)} {_said(each)}")
            for each in reversed(history)
        ),
    )


def called_by(papers: Iterable[Mapping[str, str]]) -> str:
    """By their numbers; empty where none has one."""
    return "、".join(each["number"] for each in papers if each["number"])


def _told(request: Request, paper: Mapping[str, str]) -> tuple[str, str]:
    """What a paper is, and by what whoever decides knows it: never its title."""
    number = paper["number"] or "没有编号"
    day = whole_day(date.fromisoformat(paper["day"]))
    on = f"{day}收文" if paper["room"] == "incoming" else day
    shelved = f"　档号 {paper['code']}" if paper["code"] else ""
    return request.records.sources[paper["room"]].title, f"{number}　{on}{shelved}"


def _warnings(request: Request, it: Destruction, names: Names) -> Iterator[str]:
    if it.carried_out or it.declined:
        return
    yield IRREVOCABLE
    for each in answering(request.house.node.store, it.subjects):
        answer = request.documents.load(Document, each)
        begun = next(iter(request.documents.events.get(each))).timestamp
        who = names.person(answer.drafter, begun)
        yield (
            f"复文{answer.number or '（尚未编号）'}（{who} {whole_day(begun)}拟稿）引用了此件，"
            "不随此件销毁；也不应留存的，请由安全保密管理员另行提出销毁。"
        )


def confirm_form(request: Request, it: Destruction) -> ActForm:
    """What is about to be destroyed, once more, before anything is: no script is needed for it."""
    called = called_by(it.papers) or "此件"
    return ActForm(
        action=request.route_path("destruction", id=it.id),
        heading=f"销毁 {called}，不能恢复",
        # Where 批准 stood stands what does nothing: a second tap of the same finger is no consent.
        acts=(Act("back", "暂不销毁", Weight.PRIMARY), Act("carry_out", "确认销毁")),
        seen=str(it.version),
    )


def decide_form(request: Request, it: Destruction) -> ActForm | None:
    """批准 or 不予销毁, for who may; not for who proposed it."""
    may = request.house.guard.permits(APPROVE, request.identity, it)
    if it.carried_out or it.declined or it.within or not may:
        return None
    return ActForm(
        action=request.route_path("destruction", id=it.id),
        heading="批准销毁",
        acts=(Act("approve", "批准销毁…", Weight.PRIMARY), Act("decline", "不予销毁")),
        seen=str(it.version),
        fields=(Field("opinion", "不予销毁的理由", hint="批准时不用填写。"),),
    )


def _kinds(request: Request, it: Destruction) -> list[tuple[str, int]]:
    """How many streams of each kind, by the topics of their first events."""
    query = select(journal.c.topic).where(
        journal.c.originator_id.in_(it.subjects), journal.c.originator_version == 1
    )
    counts: dict[str, int] = {}
    with request.house.node.store.reading() as connection:
        for topic in connection.execute(query).scalars():
            words = KINDS.get(topic.rpartition(".")[0], "其他登记")
            counts[words] = counts.get(words, 0) + 1
    return sorted(counts.items())


def _said(event: Any) -> str:
    match type(event).__name__:
        case "Proposed":
            return f"提出销毁：{event.reason}"
        case "Approved":
            return f"批准销毁，含 {event.files} 个文件"
        case "CarriedOut":
            return f"已销毁 {len(event.rows)} 条记录"
        case _:
            return f"不予销毁：{event.reason}"
