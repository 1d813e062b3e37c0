"""What may be done about a document's effect here and now."""

from __future__ import annotations

from dataclasses import replace

from pyramid.request import Request

from documents.consignments.channels import PAPER
from documents.consignments.consignment import RESENDABLE
from documents.consignments.forms import paper_form
from documents.consignments.states import Kind
from documents.effect.effect import Effect
from documents.effect.force import CHANGE_WORDS, Change
from documents.effect.links import RELATION_WORDS, Relation
from documents.names import people_choices
from documents.outgoing.document import Document
from documents.permissions import Permission
from office.web.models import Act, ActForm, Choice, Field, Weight

KEY = "Ctrl ↵"
DAY_HINT = "撤销不填；废止、宣布失效填从哪天起。"
TO_EXTEND = "延长有效期填新的截止日。"


def effect_form(
    request: Request, document: Document, it: Effect | None, *, do: str, key: str = ""
) -> ActForm | None:
    """The form of the act that `do` names, if it is offered now to who is logged in."""
    subject = it or document
    guard, identity = request.house.guard, request.identity
    if do in ("period", "link", "unlink"):
        permission: Permission.Effect = Permission.Effect.RECORD
    elif do == "propose":
        permission = Permission.Effect.PROPOSE
    else:
        return None
    if not guard.permits(permission, identity, subject):
        return None
    if it is not None and (it.ended or it.proposal) and do in ("period", "propose"):
        return None
    if it is not None and it.until and do == "period":
        return None  # what was stated is changed by a decision
    match do:
        case "period":
            heading, words, fields = "登记有效期", "登记", _period(it)
        case "link":
            heading, words, fields = "登记关联公文", "登记", _link()
        case "unlink":
            heading, words, fields = "撤去关联", "撤去", _unlink(it, key=key)
        case _:
            heading, words, fields = "提请变更效力", "报请决定", _proposal(request, document, it)
    acts = (_primary(do, words),)
    form = _form(request, document, it, heading=heading, acts=acts, fields=fields)
    if do != "propose":
        return form
    return replace(form, warning=f"签发人决定之后生效。{who_is_told(request, document)}")


def decision_form(request: Request, document: Document, it: Effect | None) -> ActForm | None:
    """For the signer before whom a proposal is."""
    permission = Permission.Effect.DECIDE
    guard = request.house.guard
    if it is None or not it.proposal or not guard.permits(permission, request.identity, it):
        return None
    words = CHANGE_WORDS[Change(it.proposal["change"])]
    return _form(
        request,
        document,
        it,
        heading=f"决定{words}",
        acts=(Act("decline", "不同意", Weight.PLAIN), _primary("decide", f"同意{words}")),
        fields=(Field("opinion", "意见", kind="area", rows=2, opinion=True),),
    )


def withdrawal_form(request: Request, document: Document, it: Effect | None) -> ActForm | None:
    """For the clerks, while nobody has decided."""
    permission = Permission.Effect.PROPOSE
    guard = request.house.guard
    if it is None or not it.proposal or not guard.permits(permission, request.identity, it):
        return None
    return _form(
        request,
        document,
        it,
        heading=f"撤回提请{CHANGE_WORDS[Change(it.proposal['change'])]}",
        acts=(_primary("withdraw", "撤回提请"),),
        fields=(Field("opinion", "撤回原因", kind="area", rows=2, placeholder="撤回原因"),),
    )


def notice_form(request: Request, it: Effect, *, do: str, line: str, here: str) -> ActForm | None:
    """Of one notice: how it went on paper, or that it goes over the network once more."""
    rows = request.consignments.of_document(it.id)
    row = next((row for row in rows if str(row.subject) == line), None)
    if row is None or do != "requeue":
        return paper_form(request, row, do=do, action=here) if row is not None else None
    if row.state not in RESENDABLE:
        return None
    return ActForm(
        action=here,
        heading=f"重新发送通知：{row.addressee_name}",
        acts=(_primary("requeue", "重新发送"),),
        seen="0",
        fields=(
            Field("line", "", kind="hidden", value=line),
            Field(
                "opinion",
                "重发原因",
                kind="area",
                rows=2,
                required=True,
                placeholder="重发原因",
            ),
        ),
    )


def confirming_form(request: Request, document: Document, it: Effect, opinion: str) -> ActForm:
    """The second step of what cannot be undone: what will happen, and the act by its name."""
    change = Change(it.proposal["change"])
    words = CHANGE_WORDS[change]
    stopping = request.effects.stops(change, it.proposal["day"])
    told = len(request.effects.to_inform(document.id, stopping=stopping))
    form = _form(
        request,
        document,
        it,
        heading=f"{words}{document.number or document.facts['title']}",
        acts=(Act("decide", f"{words}，通知 {told} 家" if told else words, Weight.PRIMARY),),
        fields=(
            Field("opinion", "意见", kind="area", rows=2, value=opinion, opinion=True),
            Field("confirmed", "", kind="hidden", value="yes"),
        ),
    )
    return replace(form, warning=_consequence(request, document, change, day=it.proposal["day"]))


def _consequence(request: Request, document: Document, change: Change, *, day: str) -> str:
    since = "自始无效" if change is Change.ANNUL else f"自 {day} 起无效"
    stopping = request.effects.stops(change, day)
    entry = request.publications.entry(document.agency, document.id)
    public = "此件已经公开，请另行撤下或注明。" if entry is not None and entry.is_up else ""
    return (
        f"《{document.facts['title']}》将{since}，决定之后不能恢复。"
        f"{who_is_told(request, document, stopping=stopping)}{public}"
    )


def who_is_told(request: Request, document: Document, *, stopping: bool = False) -> str:
    """How many get a notice, and which way; nobody who never had the document. `stopping`: what
    of it is still being sent is stopped."""
    rows = request.effects.to_inform(document.id, stopping=stopping)
    stopped = request.effects.to_stop(document.id) if stopping else []
    paper = sum(row.channel in PAPER for row in rows)
    known = {row.subject for row in (*rows, *stopped)}
    others = sum(
        row.kind == Kind.DOCUMENT and row.subject not in known
        for row in request.consignments.of_document(document.id)
    )
    ways = (
        f"经网络 {len(rows) - paper} 家" if len(rows) > paper else "",
        f"纸质 {paper} 家（由文书交出并登记签收）" if paper else "",
    )
    left_out = f"拒收、退回或未送达的 {others} 家不发。" if others else ""
    halted = f"正在发送的 {len(stopped)} 家停止发送。" if stopped else ""
    if not rows:
        return f"没有机关收到过此件，不发通知。{halted}{left_out}"
    told = f"将向收到此件的 {len(rows)} 家发出通知："
    return f"{told}{'，'.join(filter(None, ways))}。{halted}{left_out}"


def _form(
    request: Request,
    document: Document,
    it: Effect | None,
    *,
    heading: str,
    acts: tuple[Act, ...],
    fields: tuple[Field, ...],
) -> ActForm:
    return ActForm(
        action=request.route_path("document.effect", id=document.id),
        heading=heading,
        acts=acts,
        seen=str(it.version if it else 0),
        fields=fields,
    )


def _primary(name: str, label: str) -> Act:
    return Act(name, label, Weight.PRIMARY, key=KEY)


def _period(it: Effect | None) -> tuple[Field, ...]:
    return (
        Field(
            "since",
            "自哪天起施行",
            kind="date",
            value=it.since if it and it.stated else "",
            required=True,
        ),
        Field(
            "until", "有效期至", kind="date", value=it.until if it else "", hint="长期有效的不填。"
        ),
    )


def _link() -> tuple[Field, ...]:
    choices = tuple(Choice(each, RELATION_WORDS[each]) for each in Relation)
    return (
        Field("relation", "此件对另一件", kind="select", choices=choices),
        Field(
            "words",
            "另一件公文",
            required=True,
            hint="写全文号；是本机关印发的，两件公文会互相链接。",
        ),
    )


def _unlink(it: Effect | None, *, key: str) -> tuple[Field, ...]:
    link = it.links.get(key) if it else None
    words = f"{RELATION_WORDS[Relation(link['relation'])]} {link['words']}" if link else ""
    return (
        Field("key", "", kind="hidden", value=key),
        Field(
            "opinion",
            f"撤去“{words}”的原因",
            kind="area",
            rows=2,
            required=True,
            placeholder=f"撤去“{words}”的原因",
        ),
    )


def _proposal(request: Request, document: Document, it: Effect | None) -> tuple[Field, ...]:
    signers = request.house.directory.signers_of(document.identity)
    has_period = it is not None and bool(it.until)
    changes = tuple(
        Choice(each, CHANGE_WORDS[each], chosen=each is Change.REPEAL)
        for each in Change
        if each is not Change.EXTEND or has_period
    )
    return (
        Field("change", "变更", kind="radios", choices=changes),
        Field("day", "日期", kind="date", hint=f"{DAY_HINT}{TO_EXTEND if has_period else ''}"),
        Field("basis", "依据", required=True, hint="哪个机关以哪件公文决定，写全文号。"),
        Field(
            "opinion",
            "理由（告知全部收文机关）",
            kind="area",
            rows=2,
            required=True,
            placeholder="理由，将告知全部收文机关",
        ),
        Field("to", "送", kind="select", choices=people_choices(signers)),
    )
