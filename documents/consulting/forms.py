"""What the asker may do about a consultation, as one form; the rest is a link away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyramid.request import Request

from documents.consulting.consultation import Consultation
from documents.consulting.place import (
    COORDINATIONS,
    RESOLUTION_WORDS,
    RULINGS,
    Place,
    Resolution,
)
from documents.permissions import Permission
from office.web.form_acts import written
from office.web.models import Act, ActForm, Choice, Field, Link, Weight

RESOLVE, RULE, CHASE, SUMMARISE = "resolve", "rule", "chase", "summarise"
WAYS = {RESOLVE: "协调分歧", RULE: "登记裁定", SUMMARISE: "汇总意见", CHASE: "催办和撤回"}
"""What may be done, the most pressing first."""

WAY_OF = {
    **dict.fromkeys(("coordinate", "escalate"), RESOLVE),
    **dict.fromkeys(("remind", "withdraw"), CHASE),
    "rule": RULE,
    "summarise": SUMMARISE,
}


def may_follow(request: Request, it: Consultation) -> bool:
    """Whether the person logged in may do anything about it."""
    permission = Permission.Consultation.FOLLOW
    return bool(request.house.guard.permits(permission, request.identity, it))


def ways(it: Consultation) -> list[str]:
    """Which forms there are now."""
    disputed = [each for each in it.places.values() if each.is_disputed]
    able = {
        RESOLVE: any(not each.escalated_to for each in disputed),
        RULE: any(each.escalated_to for each in disputed),
        SUMMARISE: it.complete and not any(each.undisposed for each in it.places.values()),
        CHASE: not it.complete,
    }
    if it.summary:
        able[SUMMARISE] = False
    return [way for way in WAYS if able[way]]


def act_form(request: Request, it: Consultation) -> ActForm | None:
    """The form asked for by `?do=` or by the act pressed, else the most pressing one."""
    open_ways = ways(it)
    if not open_ways or not may_follow(request, it):
        return None
    wanted = WAY_OF.get(written(request, "act"), request.params.get("do", ""))
    way = wanted if wanted in open_ways else open_ways[0]
    fields, acts = _offer(way, it)
    return ActForm(
        action=request.route_path("consultation", id=it.id),
        heading=WAYS[way],
        acts=tuple(acts),
        seen=str(it.version),
        fields=tuple(fields),
        in_order=True,  # which agency it is about comes before what came of it
    )


def other_ways(request: Request, it: Consultation) -> tuple[Link, ...]:
    """Links to the forms that are not shown."""
    shown = act_form(request, it)
    if shown is None:
        return ()
    here = request.route_path("consultation", id=it.id)
    return tuple(
        Link(WAYS[way], f"{here}?do={way}") for way in ways(it) if WAYS[way] != shown.heading
    )


def _offer(way: str, it: Consultation) -> tuple[Sequence[Field], Sequence[Act]]:
    if way == RESOLVE:
        return _resolving(it)
    if way == RULE:
        return _ruling(it)
    if way == SUMMARISE:
        return (), [_primary("summarise", "形成意见汇总表")]
    return _chasing(it)


def _resolving(it: Consultation) -> tuple[Sequence[Field], Sequence[Act]]:
    fields = [
        _agency(each for each in it.places.values() if each.is_disputed),
        _outcome(COORDINATIONS, label="协调结果"),
        Field(
            "record",
            "协调记录（提请裁定时写分歧内容）",
            kind="area",
            rows=3,
            hint="写明时间、双方参加人和商定的意见。",
            opinion=True,
        ),
        Field("superior", "裁定机关（提请裁定时填）"),
    ]
    acts = [
        Act("escalate", "提请上级裁定", Weight.NORMAL),
        _primary("coordinate", "登记协调结果"),
    ]
    return fields, acts


def _ruling(it: Consultation) -> tuple[Sequence[Field], Sequence[Act]]:
    disputed = (each for each in it.places.values() if each.is_disputed and each.escalated_to)
    fields = [
        _agency(disputed),
        _outcome(RULINGS, label="裁定结果"),
        Field("ruler", "裁定人"),
        Field("words", "裁定意见", kind="area", rows=2, opinion=True),
    ]
    return fields, [_primary("rule", "登记裁定")]


def _chasing(it: Consultation) -> tuple[Sequence[Field], Sequence[Act]]:
    choices = tuple(
        Choice(each.code, each.name, chosen=each.overdue)
        for each in it.places.values()
        if each.is_open
    )
    fields = [
        Field("codes", "还没有答复的机关", kind="checks", choices=choices),
        Field(
            "words",
            "催办的话，或撤回的理由",
            kind="area",
            rows=2,
            placeholder="催办的话；撤回须写明理由。对方会看到。",
            opinion=True,
        ),
    ]
    acts = [Act("withdraw", "撤回", Weight.PLAIN), _primary("remind", "催办")]
    return fields, acts


def _agency(places: Iterable[Place]) -> Field:
    choices = tuple(Choice(each.code, each.name) for each in places)
    return Field("code", "机关", kind="select", choices=choices)


def _outcome(among: Sequence[Resolution], *, label: str) -> Field:
    choices = tuple(
        Choice(str(each), RESOLUTION_WORDS[each].partition("，")[2], chosen=number == 0)
        for number, each in enumerate(among)
    )
    return Field("outcome", label, kind="radios", choices=choices)


def _primary(name: str, label: str) -> Act:
    return Act(name, label, Weight.PRIMARY, key="Ctrl ↵")
