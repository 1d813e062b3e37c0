"""What may be done about a document's effect here and now."""

from __future__ import annotations

from pyramid.request import Request

from documents.effect.effect import Effect
from documents.effect.force import CHANGE_WORDS, Change
from documents.effect.links import RELATION_WORDS, Relation
from documents.names import people_choices
from documents.outgoing.document import Document
from documents.permissions import Permission
from documents.screens.form_acts import new_command
from office.web.models import Act, ActForm, Choice, Field, Weight

KEY = "Ctrl ↵"
DAY_HINT = "撤销不填；废止、宣布失效填从哪天起；延长有效期填新的截止日。"


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
    match do:
        case "period":
            heading, words, fields = "登记有效期", "登记", _period(it)
        case "link":
            heading, words, fields = "登记关联公文", "登记", _link()
        case "unlink":
            heading, words, fields = "撤去关联", "撤去", _unlink(it, key=key)
        case _:
            heading, words, fields = "提请变更效力", "报请决定", _proposal(request, document)
    acts = (_primary(do, words),)
    return _form(request, document, it, heading=heading, acts=acts, fields=fields)


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
        command=new_command(),
        seen=str(it.version if it else 0),
        fields=fields,
    )


def _primary(name: str, label: str) -> Act:
    return Act(name, label, Weight.PRIMARY, key=KEY)


def _period(it: Effect | None) -> tuple[Field, ...]:
    return (
        Field("since", "自哪天起施行", kind="date", value=it.since if it else "", required=True),
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
        Field("opinion", f"撤去“{words}”的原因", kind="area", rows=2, required=True),
    )


def _proposal(request: Request, document: Document) -> tuple[Field, ...]:
    signers = request.house.directory.signers_of(document.identity)
    changes = tuple(
        Choice(each, CHANGE_WORDS[each], chosen=each is Change.REPEAL) for each in Change
    )
    return (
        Field("change", "变更", kind="radios", choices=changes),
        Field("day", "日期", kind="date", hint=DAY_HINT),
        Field("basis", "依据", required=True, hint="哪个机关以哪件公文决定，写全文号。"),
        Field("opinion", "理由（告知全部收文机关）", kind="area", rows=2, required=True),
        Field("to", "送", kind="select", choices=people_choices(signers)),
    )
