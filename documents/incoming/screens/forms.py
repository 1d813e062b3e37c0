"""What may be done with an incoming paper here and now, as one form with one primary act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pyramid.request import Request

from documents.incoming.incoming import Incoming
from documents.incoming.screens.doubles import double_notices
from documents.incoming.screens.fields import (
    assigning_fields,
    checks_field,
    circulating_fields,
    fault_field,
    faults_field,
    helpers_field,
    kind_field,
    leaders_field,
    note_field,
    opinion_field,
    track_field,
    turned_field,
    way_field,
)
from documents.incoming.screens.giving_back import answer_form
from documents.incoming.screens.other_forms import asked_for
from documents.incoming.stages import Stage, Track, Way
from documents.opinions.forms import circle, today_in_words, with_opinion
from documents.opinions.slots import Slots
from documents.opinions.steps import OpinionStep
from documents.permissions import Permission
from office.web.models import Act, ActForm, Field, Weight

Offer = tuple[list[Field], list[Act], str]
NOTHING: Offer = ([], [], "")
KEY = "Ctrl ↵"
ASKED = {
    Stage.SCREENED: OpinionStep.PROPOSE,
    Stage.PROPOSED: OpinionStep.INSTRUCT,
    Stage.INSTRUCTED: OpinionStep.ASSIGN,
    Stage.HANDLED: OpinionStep.COMPLETE,
    Stage.CIRCULATING: OpinionStep.COMPLETE,
}
"""Which opinion the holder gives at each stage."""
IN_ORDER = ("分办", "改派")
"""Where who has it comes before everything else, and so stands on top."""


def act_form(request: Request, paper: Incoming) -> ActForm | None:
    """The form for the person logged in; None if there is nothing for them to do."""
    if (other := asked_for(request, paper)) is not None:
        return other
    if (answer := answer_form(request, paper)) is not None:
        return answer
    fields, acts, heading = _offer(request, paper)
    if not acts:
        fields, acts, heading = _to_be_seen(request, paper)
    if not acts:
        return None
    form = ActForm(
        action=request.route_path("incoming", id=paper.id),
        heading=heading,
        acts=tuple(acts),
        seen=str(paper.version),
        fields=tuple(fields),
        notices=double_notices(request, paper),
        in_order=heading in IN_ORDER,
        warning=_left_open(request, paper),
    )
    step = ASKED.get(paper.stage)
    if step is None or not any(each.opinion for each in fields):
        return form
    slots = Slots(date=today_in_words(request), title=str(paper.capsule.facts["title"]))
    form = with_opinion(request, form, paper=paper, step=step, slots=slots)
    if any(paper.answers.values()):
        return form
    # Nobody is offered to say that an answer left while none has.
    return replace(form, phrases=tuple(each for each in form.phrases if "复函" not in each))


def _left_open(request: Request, paper: Incoming) -> str:
    """办结 takes back what helpers still have: whoever completes is told before."""
    if paper.stage is not Stage.HANDLED:
        return ""
    many = len(request.assignments.at_work_on(paper.id))
    return f"还有 {many} 家协办没有报意见，办结后收回。" if many else ""


def _offer(request: Request, paper: Incoming) -> Offer:
    may = _may(request, paper)
    before_them = paper.holder.person == request.identity.principal
    match paper.stage:
        case Stage.ARRIVED if may(Permission.Incoming.SIGN_FOR):
            acts = [Act("refuse", "拒收", Weight.PLAIN), _primary("sign_for", "签收")]
            reason = replace(opinion_field("拒收理由"), placeholder="拒收才填写理由，签收不用填")
            return [fault_field(), reason], acts, "签收"
        case Stage.SIGNED_FOR if may(Permission.Incoming.REGISTER):
            return (
                [
                    kind_field(request, paper),
                    track_field(),
                    checks_field(),
                    faults_field(),
                    note_field(),
                ],
                [_primary("register", "登记")],
                "登记",
            )
        case Stage.REGISTERED if may(Permission.Incoming.SCREEN):
            fields = [checks_field(), faults_field(), note_field()]
            return fields, [_primary("screen", "初审通过")], "初审"
        case Stage.SCREENED:
            return _after_screening(request, paper, may)
        case Stage.PROPOSED if before_them and may(Permission.Incoming.INSTRUCT):
            mere = () if paper.capsule.facts["type"] == "请示" else (circle(OpinionStep.INSTRUCT),)
            return (
                [opinion_field("批示"), turned_field()],
                [*mere, _primary("instruct", "批示")],
                "批示",
            )
        case Stage.INSTRUCTED if may(Permission.Incoming.ASSIGN):
            acts = [_primary("assign", "分办")]
            return [*assigning_fields(request, paper), opinion_field("分办说明")], acts, "分办"
        case Stage.ASSIGNED if paper.to_heed and may(Permission.Incoming.REASSIGN):
            acts = [Act("heed", "已布置"), _primary("add_helpers", "加派协办")]
            return [helpers_field(request, paper), opinion_field("说明怎样布置的")], acts, "改派"
        case Stage.HANDLED if may(Permission.Incoming.COMPLETE):
            acts = [Act("send_back", "退回重办", Weight.PLAIN), _primary("complete", "办结")]
            return [way_field(paper), opinion_field("办理结果")], acts, "办结审核"
        case Stage.CIRCULATING if not paper.holder.nobody and may(Permission.Incoming.COMPLETE):
            way = Field("way", "办结方式", kind="hidden", value=Way.READ)
            return [way, opinion_field("说明")], [_primary("complete", "办结")], "传阅完毕"
    return NOTHING


def _after_screening(
    request: Request, paper: Incoming, may: Callable[[Permission.Incoming], bool]
) -> Offer:
    if paper.track is Track.READING and may(Permission.Incoming.CIRCULATE):
        fields = list(circulating_fields(request, paper))
        return fields, [_primary("circulate", "传阅")], "传阅"
    if may(Permission.Incoming.PROPOSE):
        leader = leaders_field(request, paper)
        return [opinion_field("拟办意见"), leader], [_primary("propose", "报送拟办")], "拟办意见"
    return NOTHING


def _to_be_seen(request: Request, paper: Incoming) -> Offer:
    """For who instructed and has not seen what came of it."""
    if paper.shown_to.get(request.identity.principal, True):
        return NOTHING
    return [], [_primary("acknowledge", "阅知")], "阅知办结情况"


def _may(request: Request, paper: Incoming) -> Callable[[Permission.Incoming], bool]:
    """Asks the guard about this person and this paper."""
    guard = request.house.guard
    return lambda permission: guard.permits(permission, request.identity, paper)


def _primary(name: str, label: str) -> Act:
    return Act(name, label, Weight.PRIMARY, key=KEY)
