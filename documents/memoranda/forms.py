"""What may be done with a memorandum here and now, as one form with one primary act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from pyramid.request import Request

from documents.memoranda.memorandum import Memorandum
from documents.memoranda.stages import STEP_WORDS, Stage, Step
from documents.names import people_choices
from documents.opinions.forms import circle, today_in_words, with_opinion
from documents.opinions.slots import NEXT, Slots
from documents.opinions.steps import OpinionStep
from documents.permissions import Permission
from office.directory.answers import Incumbent
from office.directory.kinds import ADMINISTRATORS, DOCUMENT_TYPES, Role
from office.web.models import Act, ActForm, Choice, Field, Weight

KEY = "Ctrl ↵"
IN_ORDER, AT_ONCE = "in-order", "at-once"
STRAIGHT, AGAIN = "straight", "again"
NOBODY = Choice("", "不经此环节")
ASKED = {
    Step.REVIEW: OpinionStep.APPROVE,
    Step.CHECK: OpinionStep.APPROVE,
    Step.COUNTERSIGN: OpinionStep.COUNTERSIGN,
    Step.APPROVE: OpinionStep.APPROVE,
}
"""Whose phrases and default the words of a step take."""
PERMISSIONS = {
    Step.REVIEW: Permission.Memorandum.REVIEW,
    Step.CHECK: Permission.Memorandum.REVIEW,
    Step.COUNTERSIGN: Permission.Memorandum.COUNTERSIGN,
    Step.APPROVE: Permission.Memorandum.APPROVE,
}


def act_form(request: Request, it: Memorandum) -> ActForm | None:
    """The form for the person logged in; None if there is nothing for them to do."""
    if it.step is not None and _may(request, it)(PERMISSIONS[it.step]):
        return _deciding(request, it, it.step)
    fields, acts, heading = _offer(request, it)
    if not acts:
        return None
    return ActForm(
        action=request.route_path("memorandum", id=it.id),
        heading=heading,
        acts=tuple(acts),
        seen=str(it.version),
        fields=tuple(fields),
    )


def _deciding(request: Request, it: Memorandum, step: Step) -> ActForm:
    """The opinion of whoever has it, with what may come of it."""
    label = f"{STEP_WORDS[step]}意见"
    form = ActForm(
        action=request.route_path("memorandum", id=it.id),
        heading=label,
        acts=tuple(_acts_at(step)),
        seen=str(it.version),
        fields=(Field("opinion", label, opinion=True), _after_return()),
    )
    slots = Slots(date=today_in_words(request), title=str(it.facts["title"]))
    form = with_opinion(request, form, paper=it, step=ASKED[step], slots=slots)
    following = _following(request, it)
    phrases = (
        each.replace(NEXT, following) for each in form.phrases if following or NEXT not in each
    )
    return replace(form, phrases=tuple(phrases))


def _acts_at(step: Step) -> list[Act]:
    acts = [Act("return", "退回", Weight.PLAIN, key="R")]
    if step is Step.COUNTERSIGN:
        acts += [Act("differ", "有不同意见"), Act("countersign", "会签", Weight.PRIMARY, key=KEY)]
    elif step is Step.APPROVE:
        acts += [
            Act("disapprove", "不批准"),
            circle(OpinionStep.APPROVE),
            Act("approve", "批准", Weight.PRIMARY, key=KEY),
        ]
    else:
        acts.append(Act("review", "同意上报", Weight.PRIMARY, key=KEY))
    return acts


def _offer(request: Request, it: Memorandum) -> tuple[list[Field], list[Act], str]:
    """What is no opinion: laying it before others, taking it back, what comes of it."""
    may = _may(request, it)
    if it.stage is Stage.DRAFTING and may(Permission.Memorandum.SUBMIT):
        fields = [] if goes_straight_back(it) else _route_fields(request, it)
        label = "送回" if goes_straight_back(it) else "呈报"
        return fields, [Act("submit", label, Weight.PRIMARY, key=KEY)], label
    if it.stage.is_over:
        return _of_the_result(request, it)
    if _can_take_back(request, it) and may(Permission.Memorandum.TAKE_BACK):
        return [], [Act("take_back", "取回")], "下一位还没有打开，可以取回"
    return [], [], ""


def _of_the_result(request: Request, it: Memorandum) -> tuple[list[Field], list[Act], str]:
    may = _may(request, it)
    fields: list[Field] = []
    acts: list[Act] = []
    if it.stage is Stage.APPROVED and not it.document and may(Permission.Memorandum.BECOME):
        fields = [_identity(request, it), _type(request, it)]
        acts.append(Act("become", "转为公文"))
    if not it.is_acknowledged and may(Permission.Memorandum.ACKNOWLEDGE):
        acts.append(Act("acknowledge", "阅知", Weight.PRIMARY, key=KEY))
    return fields, acts, "办理结果"


def goes_straight_back(it: Memorandum) -> bool:
    """Whether whoever returned it asked for it straight back."""
    return 0 <= it.back_to < len(it.route)


def _can_take_back(request: Request, it: Memorandum) -> bool:
    last = it.last
    if last is None or last.whose != request.identity.principal:
        return False
    opened = request.memoranda.opened_by(it)
    return not opened & (set(it.waiting) - set(last.move.waiting))


def _route_fields(request: Request, it: Memorandum) -> list[Field]:
    """The unit's head, units beside, the office, the leaders: proposed, and the drafter corrects.

    Who had it before is proposed again.
    """
    people = [each for each in _colleagues(request, it) if str(each.person.id) != it.drafter]
    before = {turn.step: turn.people for turn in it.route}
    leaders = [each for each in people if Role.LEADER in each.roles]
    chosen = before.get(Step.APPROVE, ())
    return [
        _one(
            "review", "部门负责人", people, before.get(Step.REVIEW) or _head(request, it, people)
        ),
        _many("countersign", "会签", people, before.get(Step.COUNTERSIGN, ()), folded=True),
        _one("check", "办公室", people, before.get(Step.CHECK) or _office(people)),
        _many("leaders", "审批领导", leaders, chosen),
        Field(
            "manner",
            "几位领导",
            kind="radios",
            choices=(
                Choice(IN_ORDER, "逐级审批（排序在后的先批）", chosen=True),
                Choice(AT_ONCE, "同时送"),
            ),
        ),
    ]


def _colleagues(request: Request, it: Memorandum) -> list[Incumbent]:
    posts = request.house.directory.posts_on(it.agency)
    return [each for each in posts if set(each.roles) - ADMINISTRATORS]


def _head(request: Request, it: Memorandum, people: Sequence[Incumbent]) -> tuple[str, ...]:
    """Who stands first in the drafter's unit."""
    held = request.house.directory.posts_of(UUID(it.drafter))
    units = {each.unit for each in held if each.agency == it.agency and each.unit}
    return tuple(str(each.person.id) for each in people if each.unit in units)[:1]


def _office(people: Sequence[Incumbent]) -> tuple[str, ...]:
    """Who checks papers before they go to the leaders."""
    return tuple(str(each.person.id) for each in people if Role.REVIEWER in each.roles)[:1]


def _one(name: str, label: str, people: Sequence[Incumbent], chosen: Sequence[str]) -> Field:
    choices = _choices(people, chosen[:1])
    return Field(name, label, kind="select", choices=(NOBODY, *choices))


def _many(
    name: str,
    label: str,
    people: Sequence[Incumbent],
    chosen: Sequence[str],
    *,
    folded: bool = False,
) -> Field:
    return Field(name, label, kind="checks", choices=_choices(people, chosen), folded=folded)


def _choices(people: Sequence[Incumbent], chosen: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(replace(each, chosen=each.value in chosen) for each in people_choices(people))


def _after_return() -> Field:
    choices = (
        Choice(STRAIGHT, "修改后直接送回我", chosen=True),
        Choice(AGAIN, "修改后重新逐级呈报"),
    )
    return Field("after_return", "退回的，修改后", kind="radios", choices=choices)


def _identity(request: Request, it: Memorandum) -> Field:
    entries = request.house.directory.identities(it.agency)
    choices = tuple(
        Choice(each.key, each.name, chosen=not place) for place, each in enumerate(entries)
    )
    return Field("identity", "发文名义", kind="select", choices=choices)


def _type(request: Request, it: Memorandum) -> Field:
    entries = request.house.directory.identities(it.agency)
    permitted = {type for each in entries for type in each.types}
    offered = [each for each in DOCUMENT_TYPES if each in permitted]
    choices = tuple(Choice(each, each, chosen=each == "通知") for each in offered)
    return Field("type", "文种", kind="select", choices=choices)


def _following(request: Request, it: Memorandum) -> str:
    """Whom it comes to next, for 请…同志阅示."""
    after = it.route[it.place + 1 : it.place + 2]
    people = [person for turn in after for person in turn.people]
    return "、".join(request.house.directory.person_name(each) for each in people)


def _may(request: Request, it: Memorandum) -> Callable[[Permission.Memorandum], bool]:
    """Asks the guard about this person and this memorandum."""
    guard = request.house.guard
    return lambda permission: guard.permits(permission, request.identity, it)
