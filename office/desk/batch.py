"""One act for many items: chosen in a list, carried out one by one, told one by one.

Each item is an act of its own, with a command id made of the form's and the item's: what is
refused or fails leaves the others as they are, and the same form sent again does nothing twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from pyramid.config import Configurator
from pyramid.request import Request

from office.kernel.act import Act as OfficeAct
from office.kernel.refusals import NOT_HERE, Refused
from office.web.back import back_to_list
from office.web.form_acts import UNKNOWN_ACT, act_of, ticked, written
from office.web.local_paths import local_path
from office.web.models import (
    Act,
    ActForm,
    BatchForm,
    BatchLine,
    BatchResult,
    Field,
    Link,
    Weight,
)

log = logging.getLogger(__name__)

ASKED = "asked"
"""The field by which a form says that it was filled in."""

FROM = "from"
"""The field by which it knows the list in which the items were chosen."""

MOST = 200
"""Items of one form: as many as a list shows."""

FEWEST = 2
"""Items from which choosing several is of use; a single one has its own page."""

REGISTRY = "office.desk.batch"
BESIDE = "office.desk.batch.beside"


@dataclass(frozen=True, slots=True)
class BatchAct:
    """An act that may be done to many items of a room.

    `carry_out` does it to one subject, under the act it is given, and refuses as ever. Lists offer
    it for what waits at this `step` of the room. `note` says what it spares or asks for. What the
    act must know of all chosen items is asked for by `fields`, on a page between.

    `make_ready` does before the commit what takes long, such as printing, and gives what is left
    to do within it, in place of `carry_out`; while it works nobody waits for the journal.
    """

    name: str
    label: str
    step: str
    carry_out: Callable[[Request, OfficeAct, UUID], None]
    note: str = ""
    fields: Callable[[Request], tuple[Field, ...]] | None = None
    make_ready: Callable[[Request, OfficeAct, UUID], Callable[[], None]] | None = None


Offered = Mapping[str, Mapping[str, BatchAct]]
"""By room, then by name. Rooms may share a name; its button then does both."""

Beside = Callable[[Request, Sequence[UUID]], Mapping[UUID, Sequence[tuple[str, UUID]]]]
"""By subject, what goes on beside it in a room of its own (its name, and the subject there), the
newest last: a row of a register stands for a paper, what waits may be its circulation."""


def add_batch_act(config: Configurator, room: str, act: BatchAct) -> None:
    """Directive: let an act of the room (named by the route that opens its items) be batched."""
    config.registry.setdefault(REGISTRY, {}).setdefault(room, {})[act.name] = act


def add_batch_beside(config: Configurator, beside: Beside) -> None:
    """Directive: acts on the rows of any register reach what goes on beside the paper."""
    config.registry.setdefault(BESIDE, []).append(beside)


def beside(request: Request, subjects: Sequence[UUID]) -> dict[UUID, list[tuple[str, UUID]]]:
    """What goes on beside each of them, by every room that says so."""
    found: dict[UUID, list[tuple[str, UUID]]] = {}
    for each in request.registry.get(BESIDE, ()):
        for subject, others in each(request, subjects).items():
            found.setdefault(subject, []).extend(others)
    return found


def batch_form(request: Request, waiting: Iterable[tuple[str, str]]) -> BatchForm | None:
    """The form for a list in which these wait (room and step); None if it is of no use."""
    found = [act for room, step in waiting for act in _for(request, room, step)]
    if len(found) < FEWEST:
        return None
    acts = {act.name: act for act in found}
    return BatchForm(
        action=request.route_path("desk.batch"),
        acts=tuple(Act(each.name, each.label) for each in acts.values()),
        notes=tuple(dict.fromkeys(each.note for each in acts.values() if each.note)),
    )


def can_be_picked(request: Request, *, room: str, step: str) -> bool:
    """Whether some act for many may be done to what waits so."""
    return bool(_for(request, room, step))


def carry_out(request: Request) -> dict[str, Any]:
    """Do it to each item that was chosen; the page says of each what came of it.

    It is answered directly: the same form sent again finds every done item done.
    """
    form, name = act_of(request), written(request, "act")
    chosen = list(dict.fromkeys(ticked(request, "item")))
    if not chosen:
        raise Refused("没有选中任何一件，什么也没有办理。请先勾选要办的公文。")
    if len(chosen) > MOST:
        raise Refused(f"一次最多办理 {MOST} 件，这次选了 {len(chosen)} 件。请分几次办理。")
    labels = {act.name: act.label for acts in _offered(request).values() for act in acts.values()}
    if name not in labels:
        raise Refused(UNKNOWN_ACT)
    asked = _fields(request, name)
    if asked and not written(request, ASKED):
        return {"page": _asking(request, chosen, label=labels[name], name=name, fields=asked)}
    lines = tuple(_one(request, each, name=name, form=form) for each in chosen)
    done = sum(line.done for line in lines)
    page = BatchResult(
        title=f"批量{labels[name]}",
        summary=f"{done} 件已办"
        + (f"，{len(lines) - done} 件没有办" if done < len(lines) else ""),
        lines=lines,
        back=_back(request),
    )
    return {"page": page}


def _back(request: Request) -> Link:
    """To the list in which they were chosen; a page between knows it from the one before."""
    told = local_path(written(request, FROM), otherwise="")
    return Link("返回", told, "back", to_list=True) if told else back_to_list(request)


def _asking(
    request: Request, chosen: Sequence[str], *, label: str, name: str, fields: tuple[Field, ...]
) -> BatchResult:
    """What the act must know, of all that was chosen; nothing is done yet."""
    items = (Field("item", "", kind="hidden", value=each) for each in chosen)
    return BatchResult(
        title=f"批量{label}",
        summary=f"以下 {len(chosen)} 件一并{label}，请填写",
        lines=tuple(_line(request, each) for each in chosen),
        back=_back(request),
        form=ActForm(
            action=request.route_path("desk.batch"),
            heading=label,
            acts=(Act(name, label, Weight.PRIMARY, key="Ctrl ↵"),),
            command=written(request, "command"),
            fields=(
                *fields,
                Field(ASKED, "", kind="hidden", value="yes"),
                Field(FROM, "", kind="hidden", value=_back(request).href),
                *items,
            ),
            in_order=True,
        ),
    )


def _line(request: Request, item: str) -> BatchLine:
    subject = request.desks.subject(request.identity, item)
    if subject is None:
        return BatchLine(title="（不在本机关）", sentence=NOT_HERE)
    return BatchLine(
        title=subject.title, href=request.route_path(subject.room, id=subject.subject)
    )


def _one(request: Request, item: str, *, name: str, form: OfficeAct) -> BatchLine:
    line = _line(request, item)
    if not line.href:
        return line
    try:
        act, subject, each = _meant(request, item, name=name, form=form)
        _once(request, act, each, subject)
    except Refused as refusal:
        return _with(line, str(refusal))
    except Exception:
        # One that fails must not hide what became of the others: they are done and stored.
        log.exception("batch %s of %s failed", name, item)
        return _with(
            line, "系统出了差错，这一件没有办成。请打开此件再办；还不行的，请告知系统管理员。"
        )
    return _with(line, f"已{act.label}", done=True)


def _meant(
    request: Request, item: str, *, name: str, form: OfficeAct
) -> tuple[BatchAct, UUID, OfficeAct]:
    """Which subject of which room the act is done to: what was chosen, or what goes on beside it:
    that to which this very form did it before, else that which waits for the person, else the
    newest, which says why not."""
    subject = request.desks.subject(request.identity, item)
    offered = _offered(request)
    others = beside(request, [subject.subject]).get(subject.subject, [])
    meant = [
        (act, id, _act(form, name=name, item=str(id)))
        for room, id in [*reversed(others), (subject.room, subject.subject)]
        if (act := offered.get(room, {}).get(name)) is not None
    ]
    if not meant:
        raise Refused("这一类公文不能这样批量办理。请打开此件，在公文页面上办理。")
    waiting = request.desks.asked_of(request.identity, [id for _, id, _ in meant])
    done = (each for each in meant if request.house.node.commands.answered(each[2]))
    ready = (
        (act, id, each)
        for act, id, each in meant
        if any(step == act.step for _, step in waiting.get(id, ()))
    )
    return next(chain(done, ready, meant))


def _once(request: Request, act: BatchAct, each: OfficeAct, subject: UUID) -> None:
    """As one command of what the form says: this act, on this subject, with what it asks for.

    How the subject stands is no part of what was sent: it moves with the act, and the same form
    again would be another submission under the same command.
    """
    names = [field.name for field in act.fields(request)] if act.fields else []
    commands = request.house.node.commands

    def carry_out() -> None:
        act.carry_out(request, each, subject)

    ready = act.make_ready
    commands.run(
        each,
        name=f"batch {act.name}",
        given={"subject": subject, **{name: ticked(request, name) for name in names}},
        decide=ready(request, each, subject)
        if ready and not commands.answered(each)
        else carry_out,
    )


def _with(line: BatchLine, sentence: str, *, done: bool = False) -> BatchLine:
    return BatchLine(title=line.title, href=line.href, sentence=sentence, done=done)


def _act(form: OfficeAct, *, name: str, item: str) -> OfficeAct:
    """An act of its own for each item; the same form makes the same one again, whatever else
    was chosen with it."""
    key = f"wenshu:batch:{form.command}:{name}:{item}"
    return replace(form, command=str(uuid5(NAMESPACE_URL, key)), sent="")


def _for(request: Request, room: str, step: str) -> list[BatchAct]:
    return [act for act in _offered(request).get(room, {}).values() if act.step == step]


def _fields(request: Request, name: str) -> tuple[Field, ...]:
    """What the acts of this name ask for, each once."""
    asking = [acts[name] for acts in _offered(request).values() if name in acts]
    fields = [field for act in asking if act.fields for field in act.fields(request)]
    return tuple({field.name: field for field in fields}.values())


def _offered(request: Request) -> Offered:
    offered: Offered = request.registry.get(REGISTRY, {})
    return offered


def includeme(config: Configurator) -> None:
    """The directives, and where the chosen items are sent."""
    config.add_directive("add_batch_act", add_batch_act)
    config.add_directive("add_batch_beside", add_batch_beside)
    config.add_page("desk.batch", "/batch", "batch", act=carry_out)
