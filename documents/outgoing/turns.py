"""Whose turn it is: the moves between the steps of a route, and inside one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from documents.outgoing.route import Move, Order, Route, Step, Verdict
from office.kernel.refusals import Refused


def ahead(route: Route, *, position: int, straight_to: int | None) -> int | None:
    """The place of the step behind `position`: the next with somebody to take it, or that to
    which a mended paper comes straight back. None behind the last."""
    if straight_to is not None and position < straight_to < len(route):
        return straight_to
    places = range(position + 1, len(route))
    return next((each for each in places if not _passed_over(route[each])), None)


def _passed_over(step: Step) -> bool:
    return step.optional and not (step.people or step.agencies)


def start(
    route: Route,
    position: int,
    *,
    to: Sequence[str],
    ends: tuple[str, ...],
    due: str = "",
    waits: str = "",
) -> Move:
    """The step at `position` begins: with `to`, else with the people that the route names.

    `waits` is who minds the paper while other agencies are asked.
    """
    step = route[position]
    people = tuple(dict.fromkeys(to)) or step.people
    if step.agencies and not people:
        people = (waits,)
    if not people:
        raise Refused(
            f"请选择{step.name}人。名单里没有人时，请系统管理员在通讯录中设置岗位职责。",
            field="to",
        )
    if step.order is Order.ONE and len(people) > 1:
        raise Refused(
            f"“{step.name}”只能由一人办理，请只选择一人，或者先调整办理流程。", field="to"
        )
    in_turn = step.order is Order.IN_TURN
    return Move(
        stage=step.stage,
        name=step.name,
        position=position,
        ends=ends,
        begins=people[:1] if in_turn else people,
        later=people[1:] if in_turn else (),
        due=due,
    )


def continued(
    move: Move, step: Step, *, turn: str, verdicts: Mapping[str, Verdict]
) -> Move | None:
    """The same step goes on after `turn` was used; None when it is done.

    `move` tells how it stands (`begins`: whose turn it is, `later`: who follows), `verdicts`
    what was said before. A quorum that is reached ends it for the others too.
    """
    spoken = len(verdicts) + 1
    still = tuple(each for each in move.begins if each != turn)
    if step.quorum and spoken >= step.quorum:
        return None
    if still:
        return replace(move, ends=(turn,), begins=())
    if move.later:
        return replace(move, ends=(turn,), begins=move.later[:1], later=move.later[1:])
    return None


def back(
    route: Route,
    *,
    position: int,
    people: Sequence[str],
    ends: tuple[str, ...],
    later: tuple[str, ...] = (),
) -> Move:
    """To an earlier step, to these people at once, and after them to who follow in turn."""
    step = route[position]
    return Move(
        stage=step.stage,
        name=step.name,
        position=position,
        ends=ends,
        begins=tuple(people),
        later=later,
    )
