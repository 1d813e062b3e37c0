"""补登 over HTTP. Nothing of a file is stored before the whole of it may be here."""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from datetime import date
from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.request import Request

from documents.incoming.arriving.entered import Entered
from documents.incoming.arriving.mail import LARGEST_MAIL, Mail, read_mail
from documents.incoming.routes import Route
from documents.incoming.screens.entering import (
    TYPES,
    URGENCIES,
    WAYS,
    entering_form,
    entering_page,
)
from documents.permissions import Permission
from documents.revisions.sniffing import LARGEST
from documents.screens.uploads import uploads
from office.kernel.refusals import Refused
from office.searching.numbers import read_number, standard_number
from office.web.form_acts import UNKNOWN_ACT, act_of, kept, ticked, try_act, written


def show(request: Request) -> dict[str, Any]:
    """The form; `?way=` chooses which."""
    request.check(Permission.Incoming.ENTER, request.identity)
    way = _way(request.params.get("way", ""))
    return {"page": entering_page(request, way, form=entering_form(request, way))}


def act(request: Request) -> Any:
    """Open an e-mail, or enter what came; the form again, with what was typed, if refused."""
    request.check(Permission.Incoming.ENTER, request.identity)
    way = _way(written(request, "way"))
    if written(request, "act") == "open_mail":
        return _opened(request)
    if written(request, "act") != "enter":
        raise Refused(UNKNOWN_ACT)

    def onward(id: UUID | str) -> str:
        said = f"已补登，请登记{_number_said(written(request, 'number'))}"
        request.say("已登记涉密件" if way is Route.SECRET else said)
        return str(request.route_path("incoming", id=id))

    return try_act(
        request,
        lambda: _enter(request, way),
        again=lambda sentence: _again(request, way, sentence),
        onward=onward,
    )


def _number_said(typed: str) -> str:
    """What was understood of a 来文字号; nothing where it stands as it was typed in the standard
    form. It is one sentence of a toast."""
    number = standard_number(typed)
    if read_number(typed) is None:
        return f"。来文字号“{number}”照原样记录" if number else ""
    return f"。来文字号“{typed.strip()}”记为“{number}”" if number != typed.strip() else ""


def _opened(request: Request) -> dict[str, Any]:
    """The form filled in from the e-mail. It goes with the form: nothing is stored yet."""
    try:
        data = _upload(request, "mail_file", most=LARGEST_MAIL)
        mail = _read(request, data)
    except Refused as refusal:
        request.response.status = 422
        return _again(request, Route.MAIL, str(refusal))
    packed = b64encode(data).decode("ascii")
    form = entering_form(request, Route.MAIL, mail=mail, packed=packed)
    return {"page": entering_page(request, Route.MAIL, form=form)}


def _again(request: Request, way: Route, sentence: str) -> dict[str, Any]:
    mail, packed = None, written(request, "mail")
    if packed:
        mail = _mail(request)
    form = kept(entering_form(request, way, mail=mail, packed=packed), request, sentence)
    return {"page": entering_page(request, way, form=form)}


def _enter(request: Request, way: Route) -> UUID:
    arrival = _entered(request, way)
    files = _mail_files(request) if way is Route.MAIL else uploads(request, "file", most=LARGEST)
    id: UUID = request.incomings.enter(act_of(request), arrival=arrival, files=files)
    return id


def _entered(request: Request, way: Route) -> Entered:
    code = written(request, "sender")
    known = request.house.directory.agency_on(code) if code else None
    if code and (known is None or code == request.identity.agency):
        raise Refused("通讯录中没有这个来文机关。请另选，或者写明名称。", field="sender")
    facts: dict[str, Any] = {
        "route": way,
        "sender": code,
        "sender_name": known.name if known else written(request, "sender_name"),
        "arrived_on": _day(request, "arrived_on", "实际收到日期"),
        "copies": _copies(request),
    }
    if way is Route.SECRET:
        return Entered(**facts)
    dated = written(request, "dated")
    type, urgency = written(request, "type"), written(request, "urgency")
    if type not in TYPES or urgency not in URGENCIES:
        raise Refused("请从列表中选择文种和缓急。")
    return Entered(
        **facts,
        title=written(request, "title"),
        type=type,
        number=written(request, "number"),
        urgency=urgency,
        classification=written(request, "classification"),
        dated=_day(request, "dated", "成文日期").isoformat() if dated else "",
        copy_number=written(request, "copy_number"),
        transfer_note=written(request, "transfer_note"),
    )


def _mail_files(request: Request) -> dict[str, bytes]:
    mail = _mail(request)
    chosen = set(ticked(request, "parts"))
    return {each.name: each.data for place, each in enumerate(mail.files) if str(place) in chosen}


def _mail(request: Request) -> Mail:
    """The e-mail that the form carries."""
    try:
        data = b64decode(written(request, "mail"), validate=True)
    except (NotBase64, ValueError) as fault:
        raise Refused("邮件在提交中损坏，什么也没有保存。请重新打开邮件再补登。") from fault
    return _read(request, data)


def _read(request: Request, data: bytes) -> Mail:
    mail = read_mail(data)
    request.house.ceiling.check_text(mail.subject)
    return mail


def _upload(request: Request, name: str, *, most: int) -> bytes:
    upload = request.POST.get(name)
    if not hasattr(upload, "file"):
        return b""
    with upload.file:
        data: bytes = upload.file.read(most + 1)
    return data


def _copies(request: Request) -> int:
    text = written(request, "copies").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise Refused("份数不是一个数，请填写收到的份数。", field="copies")
    return int(text)


def _day(request: Request, name: str, label: str) -> date:
    try:
        return date.fromisoformat(written(request, name))
    except ValueError as error:
        raise Refused(
            f"{label}不是一个日期，请按“年-月-日”填写，例如 2026-11-20。", field=name
        ) from error


def _way(text: str) -> Route:
    return Route(text) if text in {str(each) for each in WAYS} else Route.PAPER


def includeme(config: Configurator) -> None:
    """The route comes before that of one paper."""
    config.add_page("incoming.enter", "/incoming/enter", "paper_list", show=show, act=act)
