"""One act for many items: chosen in a list, carried out one by one, told one by one.

Each item is an act of its own, with a command id made of the form's and the item's: what is
refused or fails leaves the others as they are, and the same form sent again does nothing twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from pyramid.config import Configurator
from pyramid.request import Request

from office.kernel.act import Act as OfficeAct
from office.kernel.refusals import NOT_HERE, Refused
from office.web.form_acts import act_of, new_command, ticked, written
from office.web.models import Act, BatchForm, BatchLine, BatchResult, Link

log = logging.getLogger(__name__)

MOST = 200
"""Items of one form: as many as a list shows."""

FEWEST = 2
"""Items from which choosing several is of use; a single one has its own page."""

REGISTRY = "office.desk.batch"


@dataclass(frozen=True, slots=True)
class BatchAct:
    """An act that may be done to many items of a room.

    `carry_out` does it to one subject, under the act it is given, and refuses as ever. Lists offer
    it for what waits at this `step` of the room. `note` says what it spares or asks for.
    """

    name: str
    label: str
    step: str
    carry_out: Callable[[Request, OfficeAct, UUID], None]
    note: str = ""


Offered = Mapping[str, Mapping[str, BatchAct]]
"""By room, then by name. Rooms may share a name; its button then does both."""


def add_batch_act(config: Configurator, room: str, act: BatchAct) -> None:
    """Directive: let an act of the room (named by the route that opens its items) be batched."""
    config.registry.setdefault(REGISTRY, {}).setdefault(room, {})[act.name] = act


def batch_form(request: Request, waiting: Iterable[tuple[str, str]]) -> BatchForm | None:
    """The form for a list in which these wait (room and step); None if it is of no use."""
    found = [act for room, step in waiting for act in _for(request, room, step)]
    if len(found) < FEWEST:
        return None
    acts = {act.name: act for act in found}
    return BatchForm(
        action=request.route_path("desk.batch"),
        command=new_command(),
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
        raise Refused("不认识这个操作，什么也没有改变。请从页面上的按钮办理。")
    lines = tuple(_one(request, each, name=name, form=form) for each in chosen)
    done = sum(line.done for line in lines)
    page = BatchResult(
        title=f"批量{labels[name]}",
        summary=f"{done} 件已办"
        + (f"，{len(lines) - done} 件没有办" if done < len(lines) else ""),
        lines=lines,
        back=Link("回到待办", request.route_path("desk"), "back"),
    )
    return {"page": page}


def _one(request: Request, item: str, *, name: str, form: OfficeAct) -> BatchLine:
    subject = request.desks.subject(request.identity, item)
    if subject is None:
        return BatchLine(title="（不在本机关）", sentence=NOT_HERE)
    line = BatchLine(
        title=subject.title, href=request.route_path(subject.room, id=subject.subject)
    )
    act = _offered(request).get(subject.room, {}).get(name)
    if act is None:
        return _with(line, "这一类公文不能这样批量办理。请打开此件，在公文页面上办理。")
    try:
        each = _act(form, name=name, item=str(subject.subject))
        _once(request, act, each, subject.subject)
    except Refused as refusal:
        return _with(line, str(refusal))
    except Exception:
        # One that fails must not hide what became of the others: they are done and stored.
        log.exception("batch %s of %s failed", name, item)
        return _with(
            line, "系统出了差错，这一件没有办成。请打开此件再办；还不行的，请告知系统管理员。"
        )
    return _with(line, f"已{act.label}", done=True)


def _once(request: Request, act: BatchAct, each: OfficeAct, subject: UUID) -> None:
    """As one command of what the form says: this act, on this subject.

    How the subject stands is no part of what was sent: it moves with the act, and the same form
    again would be another submission under the same command.
    """
    request.house.node.commands.run(
        each,
        name=f"batch {act.name}",
        given={"subject": subject},
        decide=lambda: act.carry_out(request, each, subject),
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


def _offered(request: Request) -> Offered:
    offered: Offered = request.registry.get(REGISTRY, {})
    return offered


def includeme(config: Configurator) -> None:
    """The directive, and where the chosen items are sent."""
    config.add_directive("add_batch_act", add_batch_act)
    config.add_route("desk.batch", "/batch")
    config.add_view(
        carry_out,
        route_name="desk.batch",
        renderer="office.web:templates/batch.jinja2",
        request_method="POST",
    )
