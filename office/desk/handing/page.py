"""移交 as a page: what has been handed over, and the preview of what would be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from pyramid.request import Request
from sqlalchemy import Row

from office.desk.handing.application import GROUP_WORDS, Group, HandOvers, Waiting
from office.desk.handing.hand_over import HandOver
from office.desk.handing.permissions import Permission
from office.directory.answers import Incumbent
from office.directory.kinds import ADMINISTRATORS, ROLE_NAMES, Role
from office.directory.screens.acting import TITLE, tabs
from office.kernel.clock import office_day
from office.web import formats
from office.web.frame import now
from office.web.models import (
    Act,
    ActForm,
    Badge,
    Choice,
    Field,
    Ledger,
    LedgerPage,
    LedgerRow,
    Link,
    RowAct,
    Tone,
    Weight,
)

LEFT_WITHIN = timedelta(days=366)
"""How long ago a post may have been left for its papers to be handed over."""


def hand_overs_page(request: Request) -> LedgerPage:
    """What was handed over, and the choice of a post to hand over."""
    service: HandOvers = request.house.find(HandOvers)
    rows = tuple(_row(request, each) for each in service.made(request.identity.agency))
    return LedgerPage(
        title=TITLE,
        tabs=tabs(request),
        note="离任、调岗的，把该岗位正在办理的事项一次移交给接手人；只移交该岗位的，可以撤销。",
        ledgers=(
            Ledger(
                "移交记录",
                ("移交人", "接手人", "件数", "何时", "办理"),
                rows,
                "还没有办理过移交。",
            ),
        ),
        forms=_choose_forms(request),
    )


def preview_page(request: Request, post: Incumbent) -> LedgerPage:
    """What would be handed over, by why it is theirs, each with a box; and to whom."""
    found = _waiting(request, post)
    movable = [each for each in found if each.movable]
    return LedgerPage(
        title=f"移交：{post.person.name} {post.title}",
        back=Link("返回", request.route_path("handovers"), "back"),
        note="",
        ledgers=() if len(movable) == len(found) else (_cannot(request, found),),
        forms=(_preview_form(request, post, movable),),
    )


def _preview_form(request: Request, post: Incumbent, found: list[Waiting]) -> ActForm:
    """Everything that can go is ticked; the clerk takes out what stays."""
    people = request.house.directory.posts_on(request.identity.agency)
    takers: dict[str, Choice] = {}
    for each in people:
        id = str(each.person.id)
        if each.person.id != post.person.id and not set(each.roles) <= ADMINISTRATORS:
            takers.setdefault(id, Choice(id, f"{each.person.name} {each.title}"))
    takers = {id: _told_unfit(request, each, found) for id, each in takers.items()}
    # Who follows is decided by the office: nobody stands chosen because of their rank.
    nobody = Choice("", "请选择接手人", chosen=True)
    why_not = "" if found else "这个岗位现在没有可以移交的事项"
    return ActForm(
        action=request.route_path("handovers.post", post=post.key),
        heading=f"移交 {len(found)} 件",
        acts=(Act("hand_over", "移交", Weight.PRIMARY, why_not=why_not),),
        seen="0",
        fields=(
            Field(
                "taker", "接手人", kind="select", choices=(nobody, *takers.values()), required=True
            ),
            *(_group(each, found) for each in Group if any(it.group == each for it in found)),
        ),
    )


def _told_unfit(request: Request, taker: Choice, found: list[Waiting]) -> Choice:
    """With what would stay behind: said before anything is sent."""
    service: HandOvers = request.house.find(HandOvers)
    lacked = service.lacked(request.identity.agency, taker.value, found)
    words = "，".join(f"其中 {n} 件没有{ROLE_NAMES[role]}职责" for role, n in lacked.items())
    return replace(taker, label=f"{taker.label}（{words}，将不移交）") if words else taker


def items_of(group: Group) -> str:
    """The name of the boxes of one group."""
    return f"items_{group}"


def _group(group: Group, found: list[Waiting]) -> Field:
    choices = tuple(
        Choice(str(each.subject), _told(each), chosen=True)
        for each in found
        if each.group == group
    )
    label = f"{GROUP_WORDS[group]}（{len(choices)} 件）"
    return Field(items_of(group), label, kind="checks", choices=choices)


def hand_over_page(request: Request, hand_over: UUID) -> LedgerPage:
    """One hand-over: each thing with where it is now."""
    service: HandOvers = request.house.find(HandOvers)
    it = service.load(HandOver, hand_over)
    request.check(Permission.HandOver.VIEW, it)
    name = request.house.directory.person_name
    kept = {each["subject"]: each["reason"] for each in it.kept}
    handed = tuple(
        _handed(request, each["subject"], undone=it.undone, kept=kept) for each in it.items
    )
    left = tuple(
        LedgerRow(
            _title(request, each["subject"]),
            ("",),
            note=each["reason"],
            state=Badge("未移交", Tone.WARNING),
        )
        for each in it.left
    )
    return LedgerPage(
        title=f"移交：{name(it.giver)} → {name(it.taker)}",
        back=Link("返回", request.route_path("handovers"), "back"),
        ledgers=(Ledger("移交的事项", ("标题", "说明"), (*left, *handed)),),
    )


def posts_to_leave(request: Request) -> list[Incumbent]:
    """Whose papers the person may hand over: a clerk everybody's, others their own."""
    directory = request.house.directory
    agency = request.identity.agency
    left = directory.posts_left(agency, after=office_day(now(request)) - LEFT_WITHIN)
    found = [*left, *directory.posts_on(agency)]
    if not request.identity.holds(Role.CLERK):
        found = [each for each in found if str(each.person.id) == request.identity.person]
    return [each for each in found if not set(each.roles) <= ADMINISTRATORS]


def _choose_forms(request: Request) -> tuple[ActForm, ...]:
    if request.identity.acting_for:
        return ()  # nobody hands over in another's place
    held = {each.key for each in request.house.directory.posts_on(request.identity.agency)}
    choices = tuple(
        Choice(
            each.key,
            f"{each.person.name} {each.title}{'' if each.key in held else '（已离任）'}",
        )
        for each in posts_to_leave(request)
    )
    if not choices:
        return ()
    return (
        ActForm(
            action=request.route_path("handovers"),
            heading="办理移交",
            acts=(Act("preview", "查看待移交事项", Weight.PRIMARY),),
            seen="0",
            fields=(Field("post", "离任的岗位", kind="select", choices=choices),),
        ),
    )


def _waiting(request: Request, post: Incumbent) -> list[Waiting]:
    service: HandOvers = request.house.find(HandOvers)
    return service.waiting(request.identity.agency, giver=str(post.person.id), post=post.key)


def _cannot(request: Request, found: list[Waiting]) -> Ledger:
    rows = tuple(
        LedgerRow(
            each.title,
            ("、".join(each.asked),),
            href=request.route_path(each.room, id=each.subject),
            state=Badge("不随岗移交", Tone.WARNING),
        )
        for each in found
        if not each.movable
    )
    return Ledger("不能随岗移交的", ("标题", "等办"), rows)


def _told(each: Waiting) -> str:
    due = f"，{each.due} 到期" if each.due else ""
    return f"{'、'.join(each.asked)}　{each.title}{due}"


def _row(request: Request, row: Row[Any]) -> LedgerRow:
    name = request.house.directory.person_name
    post = request.house.directory.post(row.post)
    when = formats.moment(row.at, today=office_day(now(request)))
    undone = row.undone_at is not None
    left = f"，未移交 {row.left} 件" if row.left else ""
    returned = f"，已退回 {row.returned} 件" if undone else ""
    return LedgerRow(
        title=f"{name(row.giver)}（{post.title if post else row.post}）",
        href=request.route_path("handovers.made", made=row.subject),
        cells=(name(row.taker), f"{row.items} 件{left}{returned}", when, name(row.by)),
        state=Badge("已撤销", Tone.RETURNED, "return")
        if undone
        else Badge("已移交", Tone.DONE, "tick"),
        acts=() if undone else _undo(request, row),
    )


def _undo(request: Request, row: Row[Any]) -> tuple[RowAct, ...]:
    guard = request.house.guard
    if not guard.permits(Permission.HandOver.UNDO, request.identity, row):
        return ()
    return (
        RowAct(
            action=request.route_path("handovers"),
            name="undo",
            label="撤销",
            spoken="撤销这次移交",
            fields=(("made", str(row.subject)),),
        ),
    )


def _handed(request: Request, subject: str, *, undone: bool, kept: dict[str, str]) -> LedgerRow:
    if subject in kept:
        state, note = Badge("未退回", Tone.WARNING), kept[subject]
    else:
        state = Badge("已退回", Tone.NEUTRAL) if undone else Badge("已移交", Tone.DONE, "tick")
        note = ""
    return LedgerRow(_title(request, subject), ("",), note=note, state=state)


def _title(request: Request, subject: str) -> str:
    return str(request.desks.title(UUID(subject)) or "（内容已不在系统中）")
