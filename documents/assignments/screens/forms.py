"""What may be done with an assignment here and now: its main form, and those asked for by name."""

from __future__ import annotations

from pyramid.request import Request

from documents.assignments.assignment import Assignment
from documents.assignments.screens.fields import (
    files_field,
    means_field,
    member_field,
    party_field,
    until_field,
)
from documents.assignments.stages import ASKED_WORDS, AT_WORK, Asked
from documents.handling.party import UNIT
from documents.permissions import Permission
from documents.screens.own_form import KEY, own_form, words_field
from documents.screens.seldom import Seldom, SeldomForms
from office.web.models import Act, ActForm, Weight

P = Permission.Assignment
DECIDING = frozenset(f"审定{words}申请" for words in ASKED_WORDS.values())
"""The headings under which the office decides what was asked."""


def _at_work(it: Assignment) -> bool:
    return it.stage in AT_WORK


def _may_ask(it: Assignment) -> bool:
    return _at_work(it) and it.request is None


SELDOM: dict[str, Seldom[Assignment]] = {
    "give": Seldom(
        P.GIVE,
        "交承办人",
        "交办说明",
        lambda it: _at_work(it) and it.party.kind == UNIT,
        lambda request, it: (member_field(request, it),),
        icon="person",
    ),
    "ask_extension": Seldom(
        P.ASK,
        "申请延期",
        "延期理由",
        lambda it: _may_ask(it) and bool(it.deadline),
        lambda request, it: (until_field(request, it),),
        icon="time",
        must=True,
    ),
    "ask_transfer": Seldom(
        P.ASK,
        "申请转办",
        "转办理由",
        _may_ask,
        lambda request, it: (party_field(request, it),),
        icon="exchange",
        must=True,
    ),
    "refuse": Seldom(
        P.REFUSE,
        "退回改派",
        "退回理由和建议的承办单位",
        _at_work,
        icon="return",
        must=True,
    ),
    "answer_urging": Seldom(
        P.ANSWER,
        "答复催办",
        "答复",
        lambda it: it.unanswered > 0,
        icon="inquiry",
        must=True,
    ),
    "urge": Seldom(
        P.URGE,
        "催办",
        "催办内容和对方答复",
        _at_work,
        lambda *_: (means_field(),),
        icon="time",
    ),
    "set_deadline": Seldom(
        P.ARRANGE,
        "调整时限",
        "调整的缘由",
        _at_work,
        lambda request, it: (until_field(request, it, "办理时限"),),
        icon="time",
    ),
    "change_host": Seldom(
        P.ARRANGE,
        "改为主办",
        "变更的缘由",
        lambda it: _at_work(it) and not it.host,
        icon="person",
    ),
    "withdraw": Seldom(
        P.WITHDRAW,
        "收回",
        "收回理由",
        lambda it: _at_work(it) and not it.host,
        icon="must",
    ),
}


FORMS = SeldomForms("assignment", SELDOM)


def act_form(request: Request, it: Assignment) -> ActForm | None:
    """The form asked for, else the main one of the person logged in; None if they have none."""
    return FORMS.form(request, it) or _deciding(request, it) or _handling(request, it)


def _deciding(request: Request, it: Assignment) -> ActForm | None:
    """The office decides what was asked."""
    if it.request is None or not _permits(request, P.DECIDE, it):
        return None
    what = ASKED_WORDS[it.request.what]
    day = (until_field(request, it),) if it.request.what is Asked.EXTENSION else ()
    return own_form(
        request,
        "assignment",
        it,
        heading=f"审定{what}申请",
        acts=(Act("deny", "不同意", Weight.PLAIN), _primary("grant", f"同意{what}")),
        fields=(*day, words_field("意见（不同意的写明理由）")),
    )


def _handling(request: Request, it: Assignment) -> ActForm | None:
    if not _at_work(it) or not _permits(request, P.FINISH, it):
        return None
    if it.holder.unit and _permits(request, P.TAKE_UP, it):
        return _to_be_taken_up(request, it)
    acts = (Act("report", "报告进展", Weight.NORMAL), _primary("finish", _finishing(it)))
    return own_form(
        request,
        "assignment",
        it,
        heading="承办",
        acts=acts,
        fields=(
            words_field("办理进展或者办理结果", must=True),
            files_field(),
        ),
    )


def _to_be_taken_up(request: Request, it: Assignment) -> ActForm:
    """Before anybody of the unit has it: whoever is there takes it up, the head may name one."""
    taking = Act("take_up", "由我领办", Weight.NORMAL)
    if not _permits(request, P.GIVE, it) or not member_field(request, it).choices:
        return own_form(
            request, "assignment", it, heading="领办", acts=(_primary("take_up", "由我领办"),)
        )
    return own_form(
        request,
        "assignment",
        it,
        heading="二次分办",
        acts=(taking, _primary("give", "交承办人")),
        fields=(member_field(request, it), words_field("交办说明")),
    )


def _finishing(it: Assignment) -> str:
    return "报办理结果" if it.host else "报协办意见"


def _primary(name: str, label: str) -> Act:
    return Act(name, label, Weight.PRIMARY, key=KEY)


def _permits(request: Request, permission: Permission.Assignment, it: Assignment) -> bool:
    return bool(request.house.guard.permits(permission, request.identity, it))
