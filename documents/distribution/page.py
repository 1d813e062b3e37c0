"""The page of a distribution list as a model: its lines with how each stands, and its history."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from pyramid.request import Request

from documents.consignments.channels import CHANNEL_WORDS, PAPER
from documents.consignments.forms import paper_acts
from documents.consignments.lines import badge_of
from documents.consignments.recall_forms import recall_acts
from documents.distribution.copies import consignment_of
from documents.distribution.distribution_list import DistributionList
from documents.distribution.forms import (
    DROPPED,
    approval_form,
    line_fields,
    make_form,
)
from documents.distribution.line import KIND_WORDS, STANDING_WORDS, Line, LineKind, printed_numbers
from documents.names import Names
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from documents.permissions import Permission
from office.web.models import ActForm, Badge, Fact, Happening, Link, Tone
from office.web.models.paper_list import EditLine, ListEditor, PaperLine, PaperList

COLUMNS = ("列为", "份数", "份号", "渠道", "签收人")


def after_sign_off(request: Request, document: Document) -> tuple[Link, ...]:
    """From a document to its list, and once it is issued to its effect."""
    if document.signed_off_at is None:
        return ()
    where = request.route_path("document.distribution", id=document.id)
    links = [Link("分送", where, "exchange")]
    if document.stage is Stage.DISPATCHED:
        where = request.route_path("document.effect", id=document.id)
        links.append(Link("效力", where, "shield"))
    return tuple(links)


def list_page(request: Request, document: Document, *, form: ActForm | None = None) -> PaperList:
    """分送: the list, what it waits for, each line's way, and who changed what."""
    here = request.route_path("document.distribution", id=document.id)
    it = request.distributions.of(document.id)
    title = f"分送　{document.number or document.facts['title']}"
    back = Link("返回公文", request.route_path("document", id=document.id), "back")
    if it is None:
        return _without_list(request, document, title=title, back=back, here=here)
    may = _may(request, it)
    sent = {row.subject: row for row in request.consignments.of_document(document.id)}
    return PaperList(
        title=title,
        back=back,
        lead="收件单位或收件人",
        columns=COLUMNS,
        rows=(
            *(_proposed(line) for line in it.proposed),
            *(_row(request, it, line, sent=sent, here=here) for line in it.in_order),
        ),
        badge=_badge(it),
        facts=_facts(it, sent=sent),
        warnings=_warnings(it),
        tools=_tools(request, it, here=here),
        primary=_primary(request, it, here=here, may=may),
        act=form or approval_form(request, it, action=here),
        record=_record(request, it),
    )


def editor_page(
    request: Request, document: Document, it: DistributionList, *, form: ActForm
) -> ListEditor:
    """修改分送名单: each line's fields in a row; what is added stands below."""
    of_lines = {field.name for line in it.in_order for field in line_fields(form, line.key)} | {
        DROPPED
    }
    return ListEditor(
        title=f"修改分送名单　{document.number or document.facts['title']}",
        back=Link("返回", request.route_path("document.distribution", id=document.id), "back"),
        columns=("份数", "渠道", "地址（邮寄用）", "去掉"),
        lines=tuple(
            EditLine(line.name, _standing(line), line_fields(form, line.key))
            for line in it.in_order
        ),
        form=replace(
            form, fields=tuple(each for each in form.fields if each.name not in of_lines)
        ),
    )


def _without_list(
    request: Request, document: Document, *, title: str, back: Link, here: str
) -> PaperList:
    may = _may(request, document)(Permission.Distribution.KEEP)
    ready = document.signed_off_at is not None
    return PaperList(
        title=title,
        back=back,
        lead="收件单位或收件人",
        columns=COLUMNS,
        nothing="还没有分送名单。" if ready else "签发之后，登记时拟定分送名单。",
        act=make_form(request, action=here) if may and ready else None,
    )


def _row(
    request: Request, it: DistributionList, line: Line, *, sent: dict[Any, Any], here: str
) -> PaperLine:
    consignment = sent.get(consignment_of(it.document, line))
    span = it.numbers.get(line.key)
    cells = (
        _standing(line),
        str(line.copies),
        printed_numbers(span) if span else "—",
        CHANNEL_WORDS[line.channel],
        consignment.signer if consignment is not None else "",
    )
    if consignment is None:
        state = None if it.sent_at is None else Badge("留存", Tone.NEUTRAL)
        return PaperLine(line.name, cells, note=line.address, state=state)
    return PaperLine(
        line.name,
        cells,
        note=consignment.problem or line.address,
        state=badge_of(consignment),
        when=consignment.signed_for_at or consignment.delivered_at or consignment.queued_at,
        acts=_acts(request, it, consignment, here=here),
    )


def _proposed(line: Line) -> PaperLine:
    cells = (_standing(line), str(line.copies), "—", CHANNEL_WORDS[line.channel], "")
    return PaperLine(line.name, cells, note=line.address, state=Badge("补发待批", Tone.WARNING))


def _acts(request: Request, it: DistributionList, row: Any, *, here: str) -> tuple[Link, ...]:
    if row.channel not in PAPER:
        return recall_acts(request, row, here=here)
    if not _may(request, it)(Permission.Consignment.ENTER):
        return ()
    return paper_acts(row, here=here, again=not request.consignments.why_not_sent(it.document))


def _standing(line: Line) -> str:
    if line.kind is LineKind.FILE:
        return KIND_WORDS[line.kind]
    return f"{STANDING_WORDS[line.standing]}（{KIND_WORDS[line.kind]}）"


def _badge(it: DistributionList) -> Badge:
    if it.proposed:
        return Badge("补发待批", Tone.WARNING, "time")
    if it.sent_at is None:
        return Badge("拟定中", Tone.NEUTRAL)
    return Badge("已分发", Tone.DONE, "tick")


def _facts(it: DistributionList, *, sent: dict[Any, Any]) -> tuple[Fact, ...]:
    recipients = [line for line in it.in_order if line.kind is not LineKind.FILE]
    facts = [
        Fact("收件", f"{len(recipients)} 家"),
        Fact("共印", f"{it.copies} 份"),
        Fact("存本", f"{it.copies - sum(line.copies for line in recipients)} 份"),
    ]
    if it.sent_at is not None:
        waiting = sum(row.signed_for_at is None for row in sent.values())
        facts.append(Fact("未签收", f"{waiting} 家"))
    return tuple(facts)


def _warnings(it: DistributionList) -> tuple[str, ...]:
    said = []
    if it.unresolved:
        said.append(
            f"通讯录中找不到：{'、'.join(it.unresolved)}。"
            "请在名单中添上收文单位，或注明已另行处理。"
        )
    if it.proposed:
        names = "、".join(f"{line.name} {line.copies} 份" for line in it.proposed)
        said.append(f"补发待批：{names}。原因：{it.reason.rstrip('。')}。")
    return tuple(said)


def _primary(
    request: Request,
    it: DistributionList,
    *,
    here: str,
    may: Callable[[Permission.Distribution], bool],
) -> Link | None:
    if it.sent_at is None and may(Permission.Distribution.KEEP):
        return Link("修改名单", f"{here}?do=correct", "draft")
    more = it.sent_at is not None and not it.proposed
    if (
        more
        and may(Permission.Distribution.SUPPLEMENT)
        and not request.consignments.why_not_sent(it.document)
    ):
        return Link("补发", f"{here}?do=supplement#act", "exchange")
    return None


def _tools(request: Request, it: DistributionList, *, here: str) -> tuple[Link, ...]:
    tools = [Link("发文清单", f"{here}/list.pdf", "print", apart=True)]
    if any(line.on_paper for line in it.in_order):
        tools.append(Link("信封标签", f"{here}/labels.pdf", "print", apart=True))
    if it.proposed and _may(request, it)(Permission.Distribution.SUPPLEMENT):
        tools.append(Link("撤回补发", f"{here}?do=withdraw#act", "must"))
    return tuple(tools)


def _may(request: Request, subject: Any) -> Callable[[str], bool]:
    guard = request.house.guard
    return lambda permission: guard.permits(permission, request.identity, subject)


def _record(request: Request, it: DistributionList) -> tuple[Happening, ...]:
    names = Names(request.house.directory, agency=it.agency)
    history: Iterable[Any] = request.distributions.events.get(it.id)
    told = [
        Happening(event.timestamp, f"{names.person(event.by, event.timestamp)} {_told(event)}")
        for event in history
    ]
    return tuple(reversed(told))


def _told(event: Any) -> str:
    match type(event).__name__:
        case "Made":
            return f"拟定分送名单，{len(event.lines)} 行"
        case "Renewed":
            return f"按重新签发的公文核对分送名单，{len(event.lines)} 行"
        case "Corrected":
            return f"修改分送名单：{_changes(event)}"
        case "Dispatched":
            return "分发"
        case "SupplementProposed":
            names = "、".join(line["name"] for line in event.lines)
            return f"提出补发 {names}，原因：{event.reason}"
        case "SupplementApproved":
            return f"批准补发{f'：{event.opinion}' if event.opinion else ''}"
        case "SupplementWithdrawn":
            return f"撤回补发：{event.reason}"
        case _:
            return f"不同意补发：{event.reason}"


def _changes(event: Any) -> str:
    """添上…；去掉…；….份数 1 改为 3."""
    parts = []
    if event.added:
        parts.append(f"添上{'、'.join(each['name'] for each in event.added)}")
    if event.removed:
        parts.append(f"去掉{'、'.join(each['name'] for each in event.removed)}")
    for each in event.changed:
        before, after = each["before"], each["after"]
        for field, words in (("copies", "份数"), ("address", "地址")):
            if before[field] != after[field]:
                was = before[field] or "空"
                parts.append(f"{after['name']}{words} {was} 改为 {after[field] or '空'}")
        if before["channel"] != after["channel"]:
            way = CHANNEL_WORDS[Line.from_json(after).channel]
            parts.append(f"{after['name']}改走{way}")
    if event.settled:
        parts.append(f"核定{'、'.join(event.settled)}的收文单位")
    return "；".join(parts) or "份号"
