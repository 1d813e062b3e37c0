"""Where the keeper puts the seal on somebody's PDF: pointed at on its picture, or typed."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor
from typing import Any

from pyramid.request import Request

from office.kernel.refusals import Refused
from office.outside.pictures import NotDrawn, Pictures
from office.web.models import Field, Placing, Strip
from signing.requests.seal_request import SealRequest
from signing.seals.pressing import Box
from signing.seals.seal import Seal
from signing.seals.seam_choice import seam_choice
from signing.seam import strips

A4 = (210.0, 297.0)
FROM_RIGHT, FROM_BELOW = 60.0, 67.0
"""mm; where a signature usually stands."""
NOT_DRAWN = "这份材料不能在页面上显示。请打开材料核对，再按页码和毫米数填写用印的位置。"


def placing_of(request: Request, it: SealRequest, seal: Seal) -> Placing:
    """On the page that is asked for, which is the last one before anybody asked."""
    sizes = _sizes(request, it)
    number = min(max(int(_said(request, "page", usual=len(sizes))), 1), len(sizes))
    width, height = sizes[number - 1]
    pictures: Pictures = request.house.find(Pictures)
    drawn = bool(width and height) and sizes is not _UNKNOWN
    made = seal.made
    return Placing(
        page=number,
        pages=len(sizes),
        src=page_address(request, it, number, file=it.file),
        text=pictures.texts(it.agency, it.file["digest"])[number - 1] if drawn else "",
        width=width,
        height=height,
        seal=request.route_path("seal.picture", id=seal.id, digest=made.picture),
        seal_width=made.width,
        seal_height=made.height,
        across=_within(_said(request, "across", usual=width - FROM_RIGHT), width, size=made.width),
        down=_within(_said(request, "down", usual=height - FROM_BELOW), height, size=made.height),
        address=request.route_path("seal_request", id=it.id),
        strip=_strip(number, sizes=sizes, seal=seal),
        instead="" if drawn else NOT_DRAWN,
    )


def page_address(
    request: Request, it: SealRequest, number: int, *, file: Mapping[str, Any]
) -> str:
    """Of the picture of a page (from 1) of the file, before or after it was sealed."""
    address = request.route_path(
        "seal_request.page", id=it.id, digest=file["digest"], number=number
    )
    return str(address)


def place_fields(request: Request, placing: Placing) -> tuple[Field, ...]:
    """The same in numbers: the middle of the seal; and what else the keeper is asked."""
    size = f"本页宽 {placing.width:.0f}、高 {placing.height:.0f} 毫米。"
    across = _range(placing.width, size=placing.seal_width)
    down = _range(placing.height, size=placing.seal_height)
    return (
        Field(
            "page",
            f"第几页（1—{placing.pages}）",
            kind="number",
            value=str(placing.page),
            hint=f"共 {placing.pages} 页。",
        ),
        Field(
            "across",
            f"印章中心距左边（毫米，{across[0]}—{across[1]}）",
            kind="number",
            value=f"{placing.across:.0f}",
        ),
        Field(
            "down",
            f"印章中心距上边（毫米，{down[0]}—{down[1]}）",
            kind="number",
            value=f"{placing.down:.0f}",
            hint="" if placing.instead else size,
        ),
        *seam_choice(request, pages=placing.pages),
        Field(
            "pin",
            "PIN 码",
            kind="password",
            required=True,
            hint="印章的 PIN 码，由监印人输入；系统不保存。",
        ),
    )


def place_of(request: Request, it: SealRequest, seal: Seal) -> Box:
    """As it was sent: a point, around which the seal's own size lies. Raises Refused where the
    seal would not lie on the page."""
    page, across, down = (number_in(request, name) for name in ("page", "across", "down"))
    sizes = _sizes(request, it)
    if sizes is not _UNKNOWN and 1 <= int(page) <= len(sizes):
        width, height = sizes[int(page) - 1]
        _must_lie_on("across", across, width, size=seal.made.width, side="左边")
        _must_lie_on("down", down, height, size=seal.made.height, side="上边")
    return Box(page=int(page) - 1, x=across, y=down, width=0.0, height=0.0)


def number_in(request: Request, name: str) -> float:
    """A number of the form. Raises Refused for anything else."""
    found = _number(request.POST.get(name, ""))
    if found is None:
        raise Refused("份数、页码和位置应填数字，请重新填写。", field=name)
    return found


def _range(length: float, *, size: float) -> tuple[int, int]:
    """Whole mm between which the middle of the seal leaves all of it on the page."""
    least = ceil(size / 2)
    return least, max(floor(length - size / 2), least)


def _within(place: float, length: float, *, size: float) -> float:
    least, most = _range(length, size=size)
    return min(max(place, least), most)


def _must_lie_on(name: str, place: float, length: float, *, size: float, side: str) -> None:
    least, most = _range(length, size=size)
    if not least <= place <= most:
        raise Refused(
            f"印章中心距{side} {place:g} 毫米，印章会盖到纸外。"
            f"本页应填 {least} 至 {most} 毫米，请重新填写。",
            field=name,
        )


_UNKNOWN = (A4,)


def _sizes(request: Request, it: SealRequest) -> tuple[tuple[float, float], ...]:
    pictures: Pictures = request.house.find(Pictures)
    try:
        return pictures.sizes(it.agency, it.file["digest"]) or _UNKNOWN
    except NotDrawn:
        return _UNKNOWN


def _said(request: Request, name: str, *, usual: float) -> float:
    """As typed before, or as the address asks for it."""
    found = _number(request.POST.get(name, request.GET.get(name, "")))
    return usual if found is None else found


def _number(value: object) -> float | None:
    if not isinstance(value, str) or len(value) > 6 or not value.isascii():
        return None
    return float(value) if value.replace(".", "", 1).isdecimal() else None


def _strip(number: int, *, sizes: tuple[tuple[float, float], ...], seal: Seal) -> Strip | None:
    if len(sizes) < 2:
        return None
    width, height = sizes[number - 1]
    made = seal.made
    one = list(strips(len(sizes), width=made.width))[number - 1]
    return Strip(
        x=width - one.width, y=(height - made.height) / 2, width=one.width, start=one.start
    )
