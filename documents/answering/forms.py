"""What may be done with an inquiry here and now, as one form with one primary act."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from pyramid.request import Request

from documents.answering.inquiry import Inquiry
from documents.answering.stages import Stage
from documents.consulting.comments import clauses_of, comments_text
from documents.consulting.travelling import TEXT
from documents.consulting.verdicts import ANSWERS, Asking, Comment
from documents.manuscript import Manuscript
from documents.names import people_choices
from documents.permissions import Permission
from office.web.models import Act, ActForm, Choice, Field, Weight

COMMENTS_HINT = "一行写一条，条款在前，如“二（一）：建议……”；不写条款的，作为对全文的意见。"


def act_form(request: Request, it: Inquiry) -> ActForm | None:
    """The form for the person logged in; None if there is nothing for them to do."""
    fields, acts, heading, phrases = _offer(request, it)
    if not acts:
        return None
    return ActForm(
        action=request.route_path("inquiry", id=it.id),
        heading=heading,
        acts=tuple(acts),
        seen=str(it.version),
        fields=tuple(fields),
        phrases=tuple(phrases),
    )


Offer = tuple[Sequence[Field], Sequence[Act], str, Sequence[str]]
NOTHING: Offer = ((), (), "", ())


def _offer(request: Request, it: Inquiry) -> Offer:
    may = _may(request, it)
    match it.stage:
        case Stage.ARRIVED if may(Permission.Inquiry.SIGN_FOR):
            acts = [Act("refuse", "拒收", Weight.PLAIN), _primary("sign_for", "签收")]
            reason = replace(_words("拒收理由"), placeholder="拒收才填写理由，签收不用填")
            return [reason], acts, "签收", ()
        case Stage.SIGNED_FOR if may(Permission.Inquiry.REGISTER):
            return (), [_primary("register", "登记")], "登记", ()
        case Stage.REGISTERED if may(Permission.Inquiry.ASSIGN):
            return _assigning(request, it), [_primary("assign", "分办")], "分办", ()
        case Stage.ASSIGNED if may(Permission.Inquiry.PROPOSE):
            acts = [_primary("propose", "报送审定")]
            return _proposing(request, it), acts, "拟答复", _clauses(request, it)
        case Stage.ASSIGNED | Stage.APPROVING if _is_asked(it, request) and may(
            Permission.Inquiry.OPINE
        ):
            return [_words("意见")], [_primary("opine", "提出意见")], "意见", ("无意见", "同意")
        case Stage.APPROVING if may(_deciding(it)):
            return _approving(request, it)
    return NOTHING


def _deciding(it: Inquiry) -> Permission.Inquiry:
    joint = it.asking is Asking.JOINT
    return Permission.Inquiry.SIGN_OFF if joint else Permission.Inquiry.APPROVE


def _is_asked(it: Inquiry, request: Request) -> bool:
    return not it.helpers.get(request.identity.principal, True)


def _assigning(request: Request, it: Inquiry) -> list[Field]:
    people = people_choices(request.house.directory.posts_on(it.agency))
    helpers = tuple(replace(each, chosen=False) for each in people)
    return [
        _words("分办说明"),
        Field("to", "承办", kind="select", choices=people),
        Field("helpers", "会同提出意见", kind="checks", choices=helpers),
    ]


def _proposing(request: Request, it: Inquiry) -> list[Field]:
    stood = it.proposal or {"verdict": "", "opinion": "", "comments": []}
    verdicts = ANSWERS[it.asking]
    chosen = stood["verdict"] or next(iter(verdicts))
    choices = tuple(
        Choice(str(each), words, chosen=each == chosen) for each, words in verdicts.items()
    )
    comments = comments_text(Comment(**each) for each in stood["comments"])
    people = people_choices(request.inquiries.deciders(it))
    return [
        Field("verdict", "答复", kind="radios", choices=choices),
        Field(
            "comments",
            "意见和理由",
            kind="area",
            rows=4,
            value=comments,
            hint=COMMENTS_HINT,
            opinion=True,
        ),
        Field("to", "送", kind="select", choices=people),
    ]


def _approving(request: Request, it: Inquiry) -> Offer:
    joint = it.asking is Asking.JOINT
    acts = [
        Act("send_back", "退回重拟", Weight.PLAIN, key="R"),
        _primary("approve", "签发" if joint else "审定答复"),
    ]
    words = "批语，不发往来文机关"
    fields = [replace(_words(words), placeholder=words)]  # its label is not seen, it comes first
    if joint:
        identities = request.house.directory.identities(it.agency)
        names = tuple(Choice(each.key, each.signature) for each in identities)
        fields.append(Field("signature", "以此名义", kind="select", choices=names))
    return fields, acts, "签发联合发文稿" if joint else "审定答复", ("同意", "请修改后再报")


def _clauses(request: Request, it: Inquiry) -> list[str]:
    """The clauses of the text, to be put in by one touch."""
    text = next((part for part in it.capsule.parts if part.role == TEXT), None)
    if text is None:
        return []
    stored = request.house.node.content.get(it.agency, text.digest)
    try:
        manuscript = Manuscript.from_json(json.loads(stored))
    except (ValueError, RecursionError):  # from another program: the comments need no help then
        return []
    return [f"{each}：" for each in clauses_of(manuscript)]


def _may(request: Request, it: Inquiry) -> Callable[[Permission.Inquiry], bool]:
    guard = request.house.guard
    return lambda permission: guard.permits(permission, request.identity, it)


def _primary(name: str, label: str) -> Act:
    return Act(name, label, Weight.PRIMARY, key="Ctrl ↵")


def _words(label: str) -> Field:
    return Field("opinion", label, kind="area", rows=2, opinion=True)
