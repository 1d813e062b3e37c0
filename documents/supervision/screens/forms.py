"""What may be done with a supervised matter: its main form, and those asked for (`?form=`)."""

from __future__ import annotations

from dataclasses import replace

from pyramid.request import Request

from documents.opinions.forms import today_in_words, with_opinion
from documents.opinions.slots import Slots
from documents.opinions.steps import OpinionStep
from documents.permissions import Permission
from documents.screens.own_form import KEY, own_form, words_field
from documents.screens.seldom import Seldom, SeldomForms
from documents.supervision.screens.fields import (
    answer_fields,
    assigning_fields,
    leader_field,
    means_field,
    satisfaction_field,
    share_field,
    until_field,
)
from documents.supervision.share import Share
from documents.supervision.stages import ENDED, Stage
from documents.supervision.supervision import Supervision
from office.kernel.clock import office_day
from office.web.formats import noted_day
from office.web.frame import now
from office.web.models import Act, ActForm, Field, Weight

P = Permission.Supervision


def _at_work(it: Supervision) -> list[Share]:
    return [each for each in it.current if each.at_work]


def _reported(it: Supervision) -> list[Share]:
    return [each for each in it.current if not each.at_work]


def _agencies(it: Supervision) -> list[Share]:
    return [each for each in it.current if each.agency]


def _under_way(it: Supervision) -> bool:
    return it.stage not in ENDED


SELDOM: dict[str, Seldom[Supervision]] = {
    "assign": Seldom(
        P.ASSIGN,
        "增加承办单位",
        "交办说明",
        lambda it: it.stage is Stage.ASSIGNED,
        assigning_fields,
        icon="people",
    ),
    "urge": Seldom(
        P.URGE,
        "催办",
        "催办内容",
        lambda it: _under_way(it) and bool(_at_work(it)),
        lambda _, it: (share_field(_at_work(it)), means_field()),
        icon="time",
    ),
    "send_back": Seldom(
        P.SEND_BACK,
        "退回重办",
        "哪里办得不到位",
        lambda it: it.stage in (Stage.ASSIGNED, Stage.REPORTED) and bool(_reported(it)),
        lambda _, it: (share_field(_reported(it)),),
        icon="return",
        must=True,
    ),
    "answer": Seldom(
        P.ANSWER,
        "登记答复",
        "",
        lambda it: it.is_proposed and it.stage in (Stage.REPORTED, Stage.SUBMITTED, Stage.SEEN),
        answer_fields,
    ),
    "enter_feedback": Seldom(
        P.ANSWER,
        "登记反馈意见",
        "对答复的意见",
        lambda it: (
            bool(it.answer_class)
            and not it.satisfaction
            and it.stage in (Stage.REPORTED, Stage.SUBMITTED, Stage.SEEN)
        ),
        lambda *_: (satisfaction_field(),),
    ),
    "withdraw": Seldom(
        P.ASSIGN,
        "收回",
        "收回理由（告知对方）",
        lambda it: _under_way(it) and bool(_agencies(it)),
        lambda _, it: (share_field(_agencies(it)),),
        icon="must",
        must=True,
    ),
    "drop": Seldom(
        P.DROP,
        "撤项",
        "撤项的依据和理由",
        _under_way,
        icon="must",
        must=True,
    ),
}


FORMS = SeldomForms("supervision", SELDOM)


def act_form(request: Request, it: Supervision) -> ActForm | None:
    """The form asked for, else the main one of the person logged in; None if they have none."""
    return FORMS.form(request, it) or _main(request, it)


def _main(request: Request, it: Supervision) -> ActForm | None:
    asked = next((each for each in it.current if each.asked), None)
    if asked is not None and _permits(request, P.DECIDE, it):
        return _deciding(request, it, asked)
    match it.stage:
        case Stage.OPENED if _permits(request, P.ASSIGN, it):
            fields = (*assigning_fields(request, it), words_field("交办说明"))
            acts = (_primary("assign", "交办"),)
            return own_form(request, "supervision", it, heading="交办", acts=acts, fields=fields)
        case Stage.REPORTED if _permits(request, P.SUBMIT, it):
            return _checking(request, it)
        case Stage.SUBMITTED if _permits(request, P.SEE, it):
            return _seeing(request, it)
        case Stage.SEEN if _permits(request, P.CLOSE, it):
            acts = (_primary("close", "销号"),)
            fields = (words_field("销号说明"),)
            form = own_form(request, "supervision", it, heading="销号", acts=acts, fields=fields)
            return replace(form, warning=_left_open(it))
    return None


def _seeing(request: Request, it: Supervision) -> ActForm:
    """The leader sees what came of it."""
    form = own_form(
        request,
        "supervision",
        it,
        heading="审阅督办结果",
        acts=(Act("give_back", "退回再办", Weight.PLAIN), _primary("see", "已阅，同意销号")),
        fields=(words_field("审阅意见（退回的写明还要办什么）"),),
    )
    slots = Slots(date=today_in_words(request), title=str(it.facts["title"]))
    return with_opinion(request, form, paper=it, step=OpinionStep.SEE, slots=slots, limited=False)


def _deciding(request: Request, it: Supervision, asked: Share) -> ActForm:
    """The office decides what an agency asked."""
    until = noted_day(asked.asked, today=office_day(now(request)))
    return own_form(
        request,
        "supervision",
        it,
        heading=f"审定延期：{asked.name}申请延期到{until}",
        acts=(Act("deny", "不同意", Weight.PLAIN), _primary("extend", "同意延期")),
        fields=(
            Field("party", "", kind="hidden", value=asked.party),
            until_field("延期到", asked.asked),
            words_field("意见（不同意的写明理由）"),
        ),
    )


def _checking(request: Request, it: Supervision) -> ActForm:
    """What came of it is before the office; without a leader it may close the matter at once."""
    leader = leader_field(request, it.agency, label="报请审阅", chosen=it.leader)
    back, whose = _sending_back(request, it)
    closing = () if it.leader else (Act("close", "直接销号", Weight.NORMAL),)
    form = own_form(
        request,
        "supervision",
        it,
        heading="审核反馈",
        acts=(*back, *closing, _primary("submit", "报请领导审阅")),
        fields=(*whose, words_field("审核意见（退回的写明哪里办得不到位）"), leader),
    )
    return replace(form, warning=_left_open(it))


def _sending_back(request: Request, it: Supervision) -> tuple[tuple[Act, ...], tuple[Field, ...]]:
    """退回重办 beside the act proper; whose, where several have reported."""
    reported = _reported(it)
    if not reported or not request.house.guard.permits(P.SEND_BACK, request.identity, it):
        return (), ()
    one = Field("party", "", kind="hidden", value=reported[0].party)
    asked = share_field(reported, "退回重办的，是哪一家") if len(reported) > 1 else one
    return (Act("send_back", "退回重办", Weight.PLAIN),), (asked,)


def _left_open(it: Supervision) -> str:
    """销号 takes back what others still have: whoever closes is told before."""
    many = len(_at_work(it))
    return f"还有 {many} 家没有反馈，销号后收回。" if many else ""


def _primary(name: str, label: str) -> Act:
    return Act(name, label, Weight.PRIMARY, key=KEY)


def _permits(request: Request, permission: Permission.Supervision, it: Supervision) -> bool:
    return bool(request.house.guard.permits(permission, request.identity, it))
