"""交换通讯录 over HTTP: for the system administrator, and for the auditor to look at."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from integrations.exchange.book.application import Brought, Peers
from integrations.exchange.book.exchanging import LARGEST, read, written
from integrations.exchange.book.followers import BookKeeper
from integrations.exchange.book.making import OwnSnapshots
from integrations.exchange.book.peer import Peer
from integrations.exchange.book.permissions import Permission
from integrations.exchange.book.screens.confirming import waiting_page
from integrations.exchange.book.screens.node import node_page
from integrations.exchange.book.screens.nodes import TITLE, address_of, book_ledger, book_page
from office.directory.ids import DIRECTORY
from office.kernel.act import Act
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, pressed, ticked, try_act, uuid_of
from office.web.form_acts import written as typed


def show(request: Request) -> dict[str, Any]:
    """All nodes."""
    request.check(Permission.Peer.VIEW)
    return {"page": book_page(request)}


def take(request: Request) -> Any:
    """A file of another node."""
    request.check(Permission.Peer.KEEP)

    def carry_out() -> Brought:
        act = act_of(request)  # a form without a command id is none of ours
        upload = request.POST.get("snapshot")
        if not hasattr(upload, "file"):
            raise Refused("没有选文件。请选择文件后，再按“收入”。", field="snapshot")
        with upload.file:
            signed = read(upload.file.read(LARGEST + 1))
        return _peers(request).bring(signed, by=act.person, via="文件")

    return _brought(request, carry_out, wrong="take")


def fetch(request: Request) -> Any:
    """From the address of a node that is not known yet."""
    request.check(Permission.Peer.KEEP)

    def carry_out() -> Brought:
        act = act_of(request)
        keeper: BookKeeper = request.house.find(BookKeeper)
        return keeper.fetch(typed(request, "address").strip(), by=act.person)

    return _brought(request, carry_out, wrong="fetch")


def own(request: Request) -> Response:
    """This node's newest, for others to take in."""
    request.check(Permission.Peer.VIEW)
    room: OwnSnapshots = request.house.find(OwnSnapshots)
    if room.newest() is None:
        raise HTTPNotFound
    return Response(
        written(_peers(request).book.newest({})[0]),
        content_type="application/json",
        content_disposition='attachment; filename="snapshot.json"',
        cache_control="private, no-store",
    )


def show_waiting(request: Request) -> dict[str, Any]:
    """What waits for a comparison."""
    request.check(Permission.Peer.KEEP)
    return {"page": waiting_page(request, _name(request))}


def act_on_waiting(request: Request) -> Any:
    """确认收存, 办理换证, or not."""
    request.check(Permission.Peer.KEEP)
    carry_out = pressed(request, {"confirm": _confirm, "discard": _discard})

    def onward(said: str) -> str:
        request.say(said)
        return str(request.route_path("book"))

    return try_act(
        request,
        lambda: carry_out(request),
        again=lambda it: {"page": waiting_page(request, _name(request), refusal=it)},
        onward=onward,
    )


def show_node(request: Request) -> dict[str, Any]:
    """One node."""
    request.check(Permission.Peer.VIEW)
    return {"page": node_page(request, _name(request))}


def act_on_node(request: Request) -> Any:
    """暂停, 恢复."""
    request.check(Permission.Peer.KEEP)
    node = _name(request)
    carry_out, said = pressed(
        request, {"suspend": (_suspend, "已暂停"), "resume": (_resume, "已恢复")}
    )

    def onward(_: None) -> str:
        request.say(f"{said}与节点“{node}”的交换。")
        return address_of(request, node)

    return try_act(
        request,
        lambda: carry_out(request, node),
        again=lambda it: {"page": node_page(request, node, refusal=it)},
        onward=onward,
    )


def _confirm(request: Request) -> str:
    act = _act(request)
    if not ticked(request, "compared"):
        raise Refused("请先与对方逐组核对指纹，再勾选“已与对方逐组核对”。", field="compared")
    return _peers(request).confirm(
        act,
        _node_of(request),
        fingerprint=typed(request, "fingerprint"),
        digest=typed(request, "digest"),
        reason=typed(request, "reason"),
    )


def _discard(request: Request) -> str:
    return _peers(request).discard(_act(request), _node_of(request))


def _suspend(request: Request, node: str) -> None:
    _peers(request).suspend(
        _act(request),
        node,
        reason=typed(request, "reason"),
        gone=bool(ticked(request, "gone")),
    )


def _resume(request: Request, node: str) -> None:
    _peers(request).resume(_act(request), node, reason=typed(request, "reason"))


def _brought(request: Request, carry_out: Any, *, wrong: str) -> Any:
    def onward(brought: Brought) -> str:
        request.say(brought.words)
        if brought.waits:
            return address_of(request, brought.node, route="book.waiting")
        return str(request.route_path("book"))

    return try_act(
        request,
        carry_out,
        again=lambda it: {"page": book_page(request, refusal=it, wrong=wrong)},
        onward=onward,
    )


def _act(request: Request) -> Act:
    """On the directory of record, whose streams these are."""
    return replace(act_of(request), agency=DIRECTORY, ink=None)


def _peers(request: Request) -> Peers:
    found: Peers = request.house.find(Peers)
    return found


def _node_of(request: Request) -> str:
    """As the form names it: what was done already is answered again, though nothing waits now."""
    node = typed(request, "node")
    if Peer.id_of(node) != uuid_of(request):
        raise HTTPNotFound
    return node


def _names(request: Request) -> dict[Any, str]:
    peers = _peers(request)
    rows = (*peers.all(), *peers.waiting.all())
    return {Peer.id_of(row.node): row.node for row in rows}


def _name(request: Request) -> str:
    """The node in the address."""
    found = _names(request).get(uuid_of(request))
    if found is None:
        raise HTTPNotFound
    return found


def _may_look(request: Request) -> bool:
    allowed: bool = request.house.guard.permits(Permission.Peer.VIEW, request.identity)
    return allowed


def includeme(config: Configurator) -> None:
    """Routes, views, the place in the rail, and what keeps the node from exchanging."""
    config.add_page("book", "/exchange", "ledger", show=show)
    config.add_page("book.take", "/exchange/take", "ledger", act=take)
    config.add_page("book.fetch", "/exchange/fetch", "ledger", act=fetch)
    config.add_file("book.own", "/exchange/snapshot.json", own)
    config.add_page(
        "book.waiting",
        "/exchange/{id}/waiting",
        "ledger",
        show=show_waiting,
        act=act_on_waiting,
    )
    config.add_page("book.node", "/exchange/{id}", "ledger", show=show_node, act=act_on_node)
    config.add_field_labels(
        {"snapshot": "快照文件", "address": "交换地址", "compared": "核对", "gone": "停用"}
    )
    config.add_health_ledger(book_ledger)
    config.add_rail_item(
        "book", label=TITLE, route="book", icon="people", order=99, shown=_may_look
    )
