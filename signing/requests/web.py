"""用印申请 over HTTP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from office.kernel.refusals import Refused
from office.outside.pictures import NotDrawn, Pictures
from office.web.downloads import to_keep
from office.web.form_acts import act_of, seen_version, try_act, uuid_of, written
from signing.ink.handwriting import WRITTEN
from signing.ink.taking import sent_ink, take
from signing.requests.application import LARGEST, SealRequests
from signing.requests.page import TITLE, decides, request_page, requests_page
from signing.requests.permissions import Permission
from signing.requests.placing import number_in, place_of
from signing.requests.seal_request import SealRequest
from signing.seals.seal import Seal
from signing.seals.seam_choice import asks_seam

LOOK = "look"
"""No act: the same page, with the seal where the fields say."""
DONE = {
    "approve": "已批准",
    "decline": "未批准，已告知",
    "withdraw": "已撤回",
    "press": "已用印",
    "void": "用印已作废",
}


DECIDING = ("approve", "decline")
UNSTAMPED = "；时间戳服务没有给出时间戳，签章未加时间戳"


def show_all(request: Request) -> dict[str, Any]:
    """The requests that concern whoever asks."""
    request.check(Permission.SealRequest.APPLY, request.identity)
    return {"page": requests_page(request)}


def apply(request: Request) -> Any:
    """申请."""
    request.check(Permission.SealRequest.APPLY, request.identity)

    def carry_out() -> str:
        file, name = _posted(request)
        made = _room(request).apply(
            act_of(request),
            title=written(request, "title"),
            to=written(request, "to"),
            copies=int(number_in(request, "copies")),
            seal=_uuid(written(request, "seal")),
            leader=written(request, "leader"),
            file=file,
            name=name,
        )
        return str(made)

    def onward(made: str) -> str:
        request.say("已申请用印，送领导审批")
        return str(request.route_path("seal_request", id=made))

    def again(sentence: str) -> dict[str, Any]:
        return {"page": requests_page(request, refusal=sentence)}

    return try_act(request, carry_out, again=again, onward=onward)


def show(request: Request) -> dict[str, Any]:
    """One request."""
    return {"page": request_page(request, _asked(request))}


def change(request: Request) -> Any:
    """Approved, declined, withdrawn, sealed or voided."""
    it, act = _asked(request), written(request, "act")
    if act == LOOK:
        return {"page": request_page(request, it)}
    if act not in DONE:
        raise HTTPNotFound

    def carry_out() -> str:
        room, seen, words = _room(request), seen_version(request), written(request, "opinion")
        if act in DECIDING:
            words = _with_ink(request, it, words=words)
        if act == "press":
            pin = written(request, "pin")
            place = place_of(request, it, _seal(room, it)) if it.file else None
            seam = asks_seam(request)
            lacks = room.press(act_of(request), it.id, place=place, seam=seam, pin=pin, seen=seen)
            return DONE[act] + (UNSTAMPED if lacks else "")
        if act == "withdraw":
            room.withdraw(act_of(request), it.id, seen=seen)
        elif act == "void":
            room.void(act_of(request), it.id, reason=words, seen=seen)
        else:
            decide = room.approve if act == "approve" else room.decline
            decide(act_of(request), it.id, opinion=words, seen=seen)
        return DONE[act]

    def onward(said: str) -> str:
        request.say(said)
        return str(request.route_path("seal_request", id=it.id))

    def again(sentence: str) -> dict[str, Any]:
        return {"page": request_page(request, _asked(request), refusal=sentence, wrong=act)}

    return try_act(request, carry_out, again=again, onward=onward)


def _with_ink(request: Request, it: SealRequest, *, words: str) -> str:
    """What a leader wrote by hand goes along; without any words that is what they said."""
    ink = sent_ink(request)
    if ink is None:
        return words
    said = words.strip() or WRITTEN
    take(
        request,
        ink,
        it,
        offered=decides(request, it),
        shown=it.file.get("digest", ""),
        words=lambda: said,
    )
    return said


def file(request: Request) -> Response:
    """The PDF before and after it was sealed; never shown here, whatever it holds."""
    it, digest = _of_request(request)
    data = request.house.node.content.get(it.agency, digest)
    response = Response(data, content_type="application/pdf", cache_control="private, no-store")
    sealed = digest == it.sealed.get("digest")
    name = f"{it.title}已用印.pdf" if sealed else str(it.file["name"])
    response.content_disposition = to_keep(name)
    return response


def page(request: Request) -> Response:
    """One page of it as a picture."""
    (it, digest), number = _of_request(request), request.matchdict["number"]
    if not number.isdecimal() or len(number) > 4:
        raise HTTPNotFound
    try:
        drawn = request.house.find(Pictures).page(it.agency, digest, int(number))
    except (IndexError, NotDrawn) as fault:
        raise HTTPNotFound from fault
    return Response(drawn, content_type="image/png", cache_control="private, max-age=86400")


def _room(request: Request) -> SealRequests:
    room: SealRequests = request.house.find(SealRequests)
    return room


def _seal(room: SealRequests, it: SealRequest) -> Seal:
    return room.seals.load(Seal, it.seal)


def _asked(request: Request) -> SealRequest:
    it = _room(request).load(SealRequest, uuid_of(request))
    request.check(Permission.SealRequest.VIEW, it)
    return it


def _of_request(request: Request) -> tuple[SealRequest, str]:
    """The request, and the digest in the address: of its file before or after it was sealed."""
    it, digest = _asked(request), request.matchdict["digest"]
    if digest not in {each.get("digest") for each in (it.file, it.sealed)}:
        raise HTTPNotFound
    return it, digest


def _posted(request: Request) -> tuple[bytes, str]:
    upload = request.POST.get("file")
    if not hasattr(upload, "file"):
        return b"", ""
    with upload.file:
        return upload.file.read(LARGEST + 1), str(upload.filename)[:200]


def _uuid(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Refused("请选择印章。本机关没有在用印章的，请文书先登记。", field="seal") from None


def includeme(config: Configurator) -> None:
    """Routes, views and the place in the rail."""
    config.add_page("seal_requests", "/seal-requests", "ledger", show=show_all, act=apply)
    config.add_page("seal_request", "/seal-requests/{id}", "ledger", show=show, act=change)
    config.add_file("seal_request.file", "/seal-requests/{id}/files/{digest}.pdf", file)
    config.add_file(
        "seal_request.page", "/seal-requests/{id}/files/{digest}/{number:\\d+}.png", page
    )
    config.add_field_labels(
        {"seal": "印章", "page": "第几页", "across": "", "down": "", "seam": "骑缝章"}
    )
    config.add_rail_item(
        "seal_requests",
        label=TITLE,
        route="seal_requests",
        icon="stamp",
        order=61,
        shown=_applies,
    )


def _applies(request: Request) -> bool:
    allowed: bool = request.house.guard.permits(
        Permission.SealRequest.APPLY, request.identity, request.identity
    )
    return allowed
