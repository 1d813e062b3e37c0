"""日志检查点 over HTTP: for the system administrator, and for the auditor to look at."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.downloads import to_keep
from office.web.form_acts import act_of, try_act, uuid_of
from office.web.frame import now
from signing.checkpoints.application import Checkpoints
from signing.checkpoints.exchanging import LARGEST, Exchange
from signing.checkpoints.page import TITLE, checkpoints_page, key_ledger
from signing.checkpoints.permissions import Permission


def show(request: Request) -> dict[str, Any]:
    """The newest of all."""
    request.check(Permission.Checkpoint.VIEW)
    return {"page": checkpoints_page(request)}


def write(request: Request) -> Any:
    """Sign how the journal stands now."""
    request.check(Permission.Checkpoint.KEEP)

    def carry_out() -> str:
        act_of(request)  # a form without a command id is none of ours
        said = request.house.find(Checkpoints).write().statement
        return f"已签署，到第 {said.size} 个事件。"

    return _tried(request, carry_out, wrong="")


def take(request: Request) -> Any:
    """A file of another node. What is here already is not taken twice."""
    request.check(Permission.Checkpoint.KEEP)

    def carry_out() -> str:
        act_of(request)
        upload = request.POST.get("exchanged")
        if not hasattr(upload, "file"):
            raise Refused("没有选文件。请选择文件后，再按“导入”。", field="exchanged")
        with upload.file:
            taken = request.house.find(Exchange).take(upload.file.read(LARGEST + 1))
        back = "请在下面的表中按“下载见证”，把见证文件交还对方。" if taken.answer else ""
        return f"{taken.words}{back}"

    return _tried(request, carry_out, wrong="take")


def file(request: Request) -> Response:
    """The newest checkpoint, for other nodes."""
    request.check(Permission.Checkpoint.VIEW)
    return _file(request.house.find(Exchange).exported(), name=f"检查点{_today(request)}")


def kept(request: Request) -> Response:
    """Another node's, as it came."""
    request.check(Permission.Checkpoint.VIEW)
    return _file(
        request.house.find(Exchange).kept(uuid_of(request)), name=f"他方检查点{_today(request)}"
    )


def witness(request: Request) -> Any:
    """To hand back to the node whose checkpoint is kept here."""
    request.check(Permission.Checkpoint.KEEP)
    act_of(request)  # as above: the node's key signs
    try:
        data = request.house.find(Exchange).witness(uuid_of(request))
    except Refused as refusal:
        request.response.status_int = 422
        return {"page": checkpoints_page(request, refusal=str(refusal))}
    return _file(data, name=f"见证{_today(request)}")


def _file(data: bytes, *, name: str) -> Response:
    return Response(
        data,
        content_type="application/json",
        content_disposition=to_keep(f"{name}.json"),
        cache_control="private, no-store",
    )


def _today(request: Request) -> str:
    return f"{office_day(now(request)):%Y%m%d}"


def _tried(request: Request, carry_out: Any, *, wrong: str) -> Any:
    def onward(said: str) -> str:
        request.say(said)
        return str(request.route_path("checkpoints"))

    return try_act(
        request,
        carry_out,
        again=lambda sentence: {"page": checkpoints_page(request, refusal=sentence, wrong=wrong)},
        onward=onward,
    )


def _may_look(request: Request) -> bool:
    allowed: bool = request.house.guard.permits(Permission.Checkpoint.VIEW, request.identity)
    return allowed


def includeme(config: Configurator) -> None:
    """Routes, views, the place in the rail, and whether they are signed at all."""
    config.add_page("checkpoints", "/checkpoints", "ledger", show=show)
    config.add_page("checkpoints.write", "/checkpoints/write", "ledger", act=write)
    config.add_page("checkpoints.take", "/checkpoints/take", "ledger", act=take)
    config.add_file("checkpoints.file", "/checkpoints/checkpoint.json", file)
    config.add_file("checkpoints.kept", "/checkpoints/{id}/checkpoint.json", kept)
    config.add_page("checkpoints.witness", "/checkpoints/{id}/witness.json", "ledger", act=witness)
    config.add_field_labels({"exchanged": "检查点或见证文件"})
    config.add_health_ledger(key_ledger)
    config.add_rail_item(
        "checkpoints",
        label=TITLE,
        route="checkpoints",
        icon="shield",
        order=98,
        shown=_may_look,
    )
