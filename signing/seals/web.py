"""印章 over HTTP: the list, one seal, 用印登记簿 as a page and as a workbook."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from office.kernel.clock import CHINA, office_day
from office.kernel.refusals import Refused
from office.web.downloads import to_keep
from office.web.form_acts import act_of, seen_version, try_act, uuid_of, written
from office.web.frame import now
from office.web.spreadsheets import XLSX, xlsx
from signing.issuing.application import Certificates
from signing.seals.application import Seals
from signing.seals.book_page import BOOK, TITLE, book_page, book_sheet
from signing.seals.keys_given import MOST, KeysGiven, keep, must_fit
from signing.seals.kinds import SealKind
from signing.seals.making import LARGEST, Given
from signing.seals.page import seal_page, seals_page
from signing.seals.permissions import Permission
from signing.seals.seal import Seal

DONE = {
    "offer": "已移交，待接收人接收",
    "take_over": "已接收",
    "suspend": "已停用",
    "resume": "已恢复使用",
    "renew": "已换领",
    "deregister": "已注销",
}


def show_all(request: Request) -> dict[str, Any]:
    """The agency's seals."""
    request.check(Permission.Seal.VIEW, request.identity)
    return {"page": seals_page(request)}


def register(request: Request) -> Any:
    """Another seal on record."""
    request.check(Permission.Seal.REGISTER, request.identity)

    def carry_out() -> str:
        kind = written(request, "kind")
        if kind not in set(SealKind):
            raise Refused("请选择印章种类。", field="kind")
        given, keys = _given(request), _keys(request)
        certificates = request.house.find(Certificates)
        must_fit(keys, given, certificates=certificates)
        made: UUID = _room(request).register(
            act_of(request),
            name=written(request, "name"),
            kind=SealKind(kind),
            identity=written(request, "identity"),
            keeper=written(request, "keeper"),
            record=written(request, "record"),
            given=given,
        )
        keep(keys, made, act=act_of(request), certificates=certificates)
        return str(made)

    def onward(made: str) -> str:
        request.say("已登记印章")
        return str(request.route_path("seal", id=made))

    def again(sentence: str) -> dict[str, Any]:
        return {"page": seals_page(request, refusal=sentence)}

    return try_act(request, carry_out, again=again, onward=onward)


def show(request: Request) -> dict[str, Any]:
    """One seal."""
    return {"page": seal_page(request, _seal(request))}


def change(request: Request) -> Any:
    """Handed over, taken over, suspended, resumed, renewed or deregistered."""
    seal, act = _seal(request), written(request, "act")
    if act not in DONE:
        raise HTTPNotFound

    def carry_out() -> None:
        room, told = _room(request), {"seen": seen_version(request)}
        if act == "renew":
            given, keys = _given(request), _keys(request)
            certificates = request.house.find(Certificates)
            must_fit(keys, given, seal=seal.id, certificates=certificates)
            room.renew(act_of(request), seal.id, given=given, **told)
            keep(keys, seal.id, act=act_of(request), certificates=certificates)
        elif act == "take_over":
            room.take_over(act_of(request), seal.id, **told)
        elif act == "offer":
            to, reason = written(request, "to"), written(request, "reason")
            room.offer(act_of(request), seal.id, to=to, reason=reason, **told)
        else:
            command = getattr(room, act)
            command(act_of(request), seal.id, reason=written(request, "reason"), **told)

    def onward(_: None) -> str:
        request.say(DONE[act])
        return str(request.route_path("seal", id=seal.id))

    def again(sentence: str) -> dict[str, Any]:
        return {"page": seal_page(request, _seal(request), refusal=sentence, wrong=act)}

    return try_act(request, carry_out, again=again, onward=onward)


def picture(request: Request) -> Response:
    """The seal as it looks; no other picture than its own."""
    seal = _seal(request)
    if request.matchdict["digest"] != seal.made.picture:
        raise HTTPNotFound
    data = request.house.node.content.get(seal.agency, seal.made.picture)
    kind = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
    return Response(data, content_type=kind, cache_control="private, no-store")


def book(request: Request) -> dict[str, Any]:
    """用印登记簿."""
    request.check(Permission.Seal.VIEW, request.identity)
    return {"page": book_page(request, year=_year(request))}


def book_file(request: Request) -> Response:
    """The same as a workbook."""
    request.check(Permission.Seal.VIEW, request.identity)
    year = _year(request)
    response = Response(
        xlsx(book_sheet(request, year=year)), content_type=XLSX, cache_control="private, no-store"
    )
    response.content_disposition = to_keep(f"{BOOK}{year}.xlsx")
    return response


def _room(request: Request) -> Seals:
    room: Seals = request.house.find(Seals)
    return room


def _seal(request: Request) -> Seal:
    seal = _room(request).load(Seal, uuid_of(request))
    request.check(Permission.Seal.VIEW, seal)
    return seal


def _year(request: Request) -> int:
    asked = str(request.GET.get("year", ""))
    return (
        int(asked)
        if asked.isascii() and asked.isdecimal() and len(asked) == 4
        else (office_day(now(request)).year)
    )


def _given(request: Request) -> Given:
    return Given(
        picture=_posted(request, "picture"),
        electronic=_posted(request, "electronic"),
        width=_millimetres(request, "width"),
        height=_millimetres(request, "height"),
        begins=_day(request, "begins", time.min),
        ends=_day(request, "ends", time(23, 59, 59)),
    )


def _keys(request: Request) -> KeysGiven:
    uploads = [each for each in request.POST.getall("keys") if hasattr(each, "file")]
    files = []
    for each in uploads[: MOST + 1]:
        with each.file:
            files.append(each.file.read(LARGEST + 1))
    return KeysGiven(
        files=files, password=written(request, "password"), pin=written(request, "pin")
    )


def _posted(request: Request, name: str) -> bytes:
    upload = request.POST.get(name)
    if not hasattr(upload, "file"):
        return b""
    with upload.file:
        data: bytes = upload.file.read(LARGEST + 1)
    return data


def _millimetres(request: Request, name: str) -> float:
    try:
        return float(written(request, name) or 0)
    except ValueError:
        raise Refused("印面的宽、高应为毫米数，请重新填写。", field=name) from None


def _day(request: Request, name: str, moment: time) -> datetime | None:
    try:
        day = date.fromisoformat(written(request, name))
    except ValueError:
        return None
    return datetime.combine(day, moment, tzinfo=CHINA)


def _sees_seals(request: Request) -> bool:
    allowed: bool = request.house.guard.permits(
        Permission.Seal.VIEW, request.identity, request.identity
    )
    return allowed


def includeme(config: Configurator) -> None:
    """Routes, views and the place in the rail."""
    config.add_page("seals", "/seals", "ledger", show=show_all, act=register)
    config.add_page("sealings", "/sealings", "ledger", show=book)
    config.add_file("sealings.xlsx", "/sealings.xlsx", book_file)
    config.add_page("seal", "/seals/{id}", "ledger", show=show, act=change)
    config.add_file("seal.picture", "/seals/{id}/pictures/{digest}", picture)
    config.add_field_labels(
        {
            "record": "备案编号",
            "keys": "证书文件",
            "keeper": "监印人",
            "identity": "发文名义",
            "width": "宽（毫米）",
            "height": "高（毫米）",
            "begins": "有效期起",
            "ends": "有效期止",
        }
    )
    config.add_rail_item(
        "seals", label=TITLE, route="seals", icon="seal", order=60, shown=_sees_seals
    )
