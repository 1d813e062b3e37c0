"""The catalogue, and what is made of what is chosen in it (销毁清册, 移交), over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from documents import serving
from documents.archive.bundle import HandedOver, write_bundle
from documents.archive.destruction_list import DestructionList
from documents.archive.permissions import Permission
from documents.archive.screens.catalogue import FORM as CATALOGUE
from documents.archive.screens.catalogue import catalogue_page, catalogue_values, refused_page
from documents.archive.screens.lists import (
    confirm_form,
    list_form,
    list_page,
    lists_page,
    transfer_form,
    transfer_page,
    transfers_page,
)
from documents.archive.screens.printed_lists import (
    LIST_FORM,
    TRANSFER_FORM,
    list_values,
    transfer_values,
)
from documents.archive.transfer import Transfer
from office.kernel.refusals import Missing, Refused
from office.web.form_acts import UNKNOWN_ACT, act_of, kept, ticked, try_act, uuid_of, written
from office.web.models import Preview


def show_catalogue(request: Request) -> dict[str, Any]:
    """归档文件目录."""
    request.check(Permission.Record.LIST, request.identity)
    return {"page": catalogue_page(request)}


def act_on_catalogue(request: Request) -> Any:
    """编制销毁清册 or 移交 of what was chosen; the list again, still chosen, if it is refused."""

    def carry_out() -> str:
        try:
            chosen = [UUID(each) for each in ticked(request, "item")]
        except ValueError as fault:
            raise Refused("选中的有不是档案的，什么也没有改变。请在目录中重新勾选。") from fault
        match written(request, "act"):
            case "draw_up":
                return str(request.records.draw_up(act_of(request), chosen))
            case "hand_over":
                archive = request.records.fonds.archive_name
                return str(request.records.hand_over(act_of(request), chosen, archive=archive))
            case _:
                raise Refused(UNKNOWN_ACT)

    def onward(made: str) -> str:
        drawn_up = written(request, "act") == "draw_up"
        said = "已编制销毁清册，送安全保密管理员审核" if drawn_up else "已移交，请下载移交包"
        request.say(said)
        return str(request.route_path("destruction_list" if drawn_up else "transfer", id=made))

    return try_act(
        request,
        carry_out,
        again=lambda sentence: {"page": refused_page(request, sentence)},
        onward=onward,
    )


def catalogue_paper(request: Request) -> Response:
    """The same as a PDF."""
    request.check(Permission.Record.LIST, request.identity)
    data = request.printer.paper(CATALOGUE, catalogue_values(request))
    return serving.printed(data, name="归档文件目录.pdf")


def show_lists(request: Request) -> dict[str, Any]:
    """All 销毁清册."""
    request.check(Permission.DestructionList.VIEW, request.identity)
    return {"page": lists_page(request)}


def show_list(request: Request) -> dict[str, Any]:
    """One of them."""
    return {"page": list_page(request, _list(request))}


def act_on_list(request: Request) -> Any:
    """审核, 批准 or 不予销毁."""
    it = _list(request)
    act, opinion = act_of(request), written(request, "opinion")
    match written(request, "act"):
        case "approve" if list_form(request, it) is not None:
            return {
                "page": list_page(request, it, form=confirm_form(request, it, opinion=opinion))
            }
        case "back":
            return HTTPSeeOther(request.route_path("destruction_list", id=it.id))

    def carry_out() -> None:
        match written(request, "act"):
            case "check":
                request.records.check(act, it.id, opinion=opinion)
            case "carry_out":
                request.records.approve(act, it.id, opinion=opinion)
            case "decline":
                request.records.decline(act, it.id, reason=opinion)
            case _:
                raise Refused(UNKNOWN_ACT)

    def again(sentence: str) -> dict[str, Any]:
        form = kept(list_form(request, it), request, sentence)
        return {"page": list_page(request, it, form=form)}

    def onward(_: None) -> str:
        request.say("已办理")
        return str(request.route_path("destruction_list", id=it.id))

    return try_act(request, carry_out, again=again, onward=onward)


def list_paper(request: Request) -> Response:
    """The same as a PDF, to be signed and kept."""
    it = _list(request)
    data = request.printer.paper(LIST_FORM, list_values(request, it))
    return serving.printed(data, name="档案销毁清册.pdf")


def show_transfers(request: Request) -> dict[str, Any]:
    """All hand-overs."""
    request.check(Permission.Record.HAND_OVER, request.identity)
    return {"page": transfers_page(request)}


def show_transfer(request: Request) -> dict[str, Any]:
    """One of them."""
    return {"page": transfer_page(request, _transfer(request))}


def act_on_transfer(request: Request) -> Any:
    """接收确认 or 退回."""
    it = _transfer(request)
    act = act_of(request)

    def carry_out() -> None:
        match written(request, "act"):
            case "confirm":
                request.records.confirm(
                    act,
                    it.id,
                    on=_day(written(request, "on")),
                    receipt=written(request, "receipt"),
                )
            case "send_back":
                request.records.send_back(act, it.id, reason=written(request, "reason"))
            case _:
                raise Refused(UNKNOWN_ACT)

    def again(sentence: str) -> dict[str, Any]:
        form = kept(transfer_form(request, it), request, sentence)
        return {"page": transfer_page(request, it, form=form)}

    def onward(_: None) -> str:
        request.say("已登记档案馆的答复")
        return str(request.route_path("transfer", id=it.id))

    return try_act(request, carry_out, again=again, onward=onward)


def transfer_paper(request: Request) -> Response:
    """移交清单 as a PDF."""
    it = _transfer(request)
    data = request.printer.paper(TRANSFER_FORM, transfer_values(request, it))
    return serving.printed(data, name="档案移交清单.pdf")


def transfer_package(request: Request) -> Response:
    """移交包: every newest package and what was renewed since, with the list of them, made in a
    file and sent from it."""
    it = _transfer(request)
    maker = request.identity.agency_name
    with ExitStack() as open_files:
        target = open_files.enter_context(TemporaryFile())
        write_bundle(_packages(request, it), target, transfer=str(it.id), maker=maker)
        open_files.pop_all()  # whoever sends it closes it
    return serving.attached_file(target, name=f"移交包　{it.archive}.zip")


def _packages(request: Request, it: Transfer) -> Iterator[HandedOver]:
    for each in request.records.records_of(it.records):
        data = request.records.package(each)
        if data is None:
            raise Missing(f"档号 {each.code} 的封装包缺失或者损坏。请先从备份恢复。")
        yield HandedOver(
            code=str(each.code),
            title=each.description["title"],
            package=data,
            renewed=request.records.renewed_since_packed(each),
        )


def preview(request: Request, id: UUID) -> Preview:
    """A list beside the desk."""
    it = request.records.load(DestructionList, id)
    return Preview(
        href=request.route_path("destruction_list", id=id),
        title=f"销毁清册（{len(it.lines)}件）",
        facts=tuple(line["title"] for line in it.lines[:5]),
    )


def _list(request: Request) -> DestructionList:
    it: DestructionList = request.records.load(DestructionList, uuid_of(request))
    request.check(Permission.DestructionList.VIEW, it)
    return it


def _transfer(request: Request) -> Transfer:
    it: Transfer = request.records.load(Transfer, uuid_of(request))
    request.check(Permission.Record.HAND_OVER, it)
    return it


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Refused("请填写接收日期。") from fault


def includeme(config: Configurator) -> None:
    """Routes and views."""
    config.add_page(
        "records", "/archive/records", "register", show=show_catalogue, act=act_on_catalogue
    )
    config.add_file("records.paper", "/archive/records.pdf", catalogue_paper)
    config.add_page("destruction_lists", "/archive/destruction", "ledger", show=show_lists)
    config.add_page(
        "destruction_list",
        "/archive/destruction/{id}",
        "paper_list",
        show=show_list,
        act=act_on_list,
    )
    config.add_file("destruction_list.paper", "/archive/destruction/{id}/list.pdf", list_paper)
    config.add_page("transfers", "/archive/transfers", "ledger", show=show_transfers)
    config.add_page(
        "transfer",
        "/archive/transfers/{id}",
        "paper_list",
        show=show_transfer,
        act=act_on_transfer,
    )
    config.add_file("transfer.paper", "/archive/transfers/{id}/list.pdf", transfer_paper)
    config.add_file("transfer.package", "/archive/transfers/{id}/package.zip", transfer_package)
    config.add_desk_preview("destruction_list", preview)
