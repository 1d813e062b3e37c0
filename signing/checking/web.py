"""验章 over HTTP: for everybody who is logged in. Nothing is kept of what is sent."""

from __future__ import annotations

from hashlib import sha256
from posixpath import basename
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from office.kernel.refusals import Refused
from office.web.frame import now
from signing.certificates.trusted import Trusted
from signing.checking.files import LARGEST, report
from signing.checking.page import TITLE, check_page
from signing.checking.report import Report
from signing.proofs.words import EventWords

_LONGEST_NAME = 120


def show(request: Request) -> dict[str, Any]:
    """The form."""
    return {"page": check_page(request)}


def check(request: Request) -> dict[str, Any]:
    """What was found, on a page of its own: it changes nothing, so it may be sent again."""
    try:
        return {"page": check_page(request, found=_report(request))}
    except Refused as refusal:
        request.response.status = 422
        return {"page": check_page(request, refusal=str(refusal))}


def _report(request: Request) -> Report:
    upload = request.POST.get("file")
    if not hasattr(upload, "file"):
        raise Refused("没有选文件。请选择文件后，再按“验章”。", field="file")
    with upload.file:
        data: bytes = upload.file.read(LARGEST + 1)
    name = basename(str(upload.filename).replace("\\", "/"))[:_LONGEST_NAME]
    trust = request.house.find(Trusted).trust()
    words = request.house.find(EventWords)
    try:
        return report(data, name=name, trust=trust, now=now(request), words=words)
    except Refused as refusal:  # the field is empty again, and there may be several such files
        digest = sha256(data).hexdigest()
        raise Refused(
            f"结论：“{name}”不能核验。{refusal}文件指纹（SHA-256）：{digest}"
        ) from refusal


def includeme(config: Configurator) -> None:
    """Route, views and the place in the rail."""
    config.add_page("check", "/check", "ledger", show=show, act=check)
    config.add_rail_item("check", label=TITLE, route="check", icon="shield", order=90)
