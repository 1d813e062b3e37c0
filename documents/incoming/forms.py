"""What may be done with an incoming paper here and now, as one form with one primary act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pyramid.request import Request

from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage, Track
from documents.names import people_choices
from documents.opinions.forms import circle, today_in_words, with_opinion
from documents.opinions.slots import Slots
from documents.opinions.steps import OpinionStep
from documents.permissions import Permission
from office.directory.kinds import Role
from office.web.form_acts import new_command
from office.web.models import Act, ActForm, Choice, Field, Weight

READING = "圈阅"
KEY = "Ctrl ↵"
ASKED = {
    Stage.REGISTERED: OpinionStep.PROPOSE,
    Stage.PROPOSED: OpinionStep.INSTRUCT,
    Stage.INSTRUCTED: OpinionStep.ASSIGN,
    Stage.ASSIGNED: OpinionStep.COMPLETE,
    Stage.CIRCULATING: OpinionStep.COMPLETE,
}
"""Which opinion the holder gives at each stage; a reader's is always that of 传阅."""


def act_form(request: Request, paper: Incoming) -> ActForm | None:
    """The form for the person logged in; None if there is nothing for them to do."""
    fields, acts, heading = _offer(request, paper)
    if not acts:
        fields, acts, heading = _to_read(request, paper)
    if not acts:
        return None
    form = ActForm(
        action=request.route_path("incoming", id=paper.id),
        heading=heading,
        acts=tuple(acts),
        command=new_command(),
        seen=str(paper.version),
        fields=tuple(fields),
    )
    step = OpinionStep.CIRCULATE if heading == READING else ASKED.get(paper.stage)
    if step is None or not any(each.opinion for each in fields):
        return form
    slots = Slots(date=today_in_words(request), title=str(paper.capsule.facts["title"]))
    return with_opinion(request, form, paper=paper, step=step, slots=slots)


def _offer(request: Request, paper: Incoming) -> tuple[list[Field], list[Act], str]:
    may = _may(request, paper)
    before_them = paper.holder.person == request.identity.principal
    match paper.stage:
        case Stage.ARRIVED if may(Permission.Incoming.SIGN_FOR):
            acts = [Act("refuse", "拒收", Weight.PLAIN), _primary("sign_for", "签收")]
            reason = replace(_opinion("拒收理由"), placeholder="拒收才填写理由，签收不用填")
            return [reason], acts, "签收"
        case Stage.SIGNED_FOR if may(Permission.Incoming.REGISTER):
            return [_track()], [_primary("register", "登记")], "登记"
        case Stage.REGISTERED if paper.track is Track.READING and may(
            Permission.Incoming.CIRCULATE
        ):
            return [_readers(request, paper)], [_primary("circulate", "传阅")], "传阅"
        case Stage.REGISTERED if may(Permission.Incoming.PROPOSE):
            acts = [Act("assign", "直接分办", Weight.NORMAL), _primary("propose", "报送拟办")]
            deadline = replace(_deadline(), label="办理时限（直接分办时填）")
            return [_opinion("拟办意见"), _to(request, paper), deadline], acts, "拟办意见"
        case Stage.PROPOSED if before_them and may(Permission.Incoming.INSTRUCT):
            mere = () if paper.capsule.facts["type"] == "请示" else (circle(OpinionStep.INSTRUCT),)
            return [_opinion("批示")], [*mere, _primary("instruct", "批示")], "批示"
        case Stage.INSTRUCTED if may(Permission.Incoming.ASSIGN):
            acts = [Act("propose", "再报拟办", Weight.NORMAL), _primary("assign", "分办")]
            return [_opinion("分办说明"), _to(request, paper), _deadline()], acts, "分办"
        case Stage.ASSIGNED if may(Permission.Incoming.COMPLETE):
            return [_opinion("办理结果")], [_primary("complete", "办结")], "办理结果"
        case Stage.CIRCULATING if not paper.holder.nobody and may(Permission.Incoming.COMPLETE):
            return [_opinion("说明")], [_primary("complete", "办结")], "传阅完毕"
    return [], [], ""


def _to_read(request: Request, paper: Incoming) -> tuple[list[Field], list[Act], str]:
    """For a reader who has nothing else to do with it, as long as it is not completed."""
    if paper.stage is Stage.COMPLETED or paper.readers.get(request.identity.principal, True):
        return [], [], ""
    acts = [replace(circle(OpinionStep.CIRCULATE, name="initial", weight=Weight.PRIMARY), key=KEY)]
    if paper.stage is Stage.CIRCULATING and _may(request, paper)(Permission.Incoming.INSTRUCT):
        acts.insert(0, Act("instruct", "批示", Weight.NORMAL))
    return [_opinion("阅后意见")], acts, READING


def _may(request: Request, paper: Incoming) -> Callable[[Permission.Incoming], bool]:
    """Asks the guard about this person and this paper."""
    guard = request.house.guard
    return lambda permission: guard.permits(permission, request.identity, paper)


def _primary(name: str, label: str) -> Act:
    return Act(name, label, Weight.PRIMARY, key=KEY)


def _opinion(label: str) -> Field:
    return Field("opinion", label, kind="area", rows=2, opinion=True)


def _track() -> Field:
    choices = (
        Choice(Track.HANDLING, "办件", chosen=True),
        Choice(Track.READING, "阅件"),
    )
    return Field("track", "分类", kind="radios", choices=choices)


def _deadline() -> Field:
    return Field("deadline", "办理时限", kind="date")


def _to(request: Request, paper: Incoming) -> Field:
    """Whom to lay it before or to give it to: leaders first, then everybody by rank."""
    directory = request.house.directory
    leaders = directory.people_with_role(paper.agency, Role.LEADER)
    everybody = directory.posts_on(paper.agency)
    if paper.stage is Stage.INSTRUCTED:
        leaders = [each for each in everybody if Role.LEADER not in each.roles]
    return Field("to", "送", kind="select", choices=people_choices([*leaders, *everybody]))


def _readers(request: Request, paper: Incoming) -> Field:
    people = request.house.directory.posts_on(paper.agency)
    choices = tuple(Choice(each.value, each.label) for each in people_choices(people))
    return Field("readers", "传阅对象", kind="checks", choices=choices)
