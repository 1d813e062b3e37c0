"""证书与密钥 over HTTP: for the system administrator."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from office.access.permissions import Permission
from office.kernel.refusals import Refused
from office.web.form_acts import act_of, try_act, written
from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.revocation import NotAList, RevocationList
from signing.checkpoints.application import Checkpoints
from signing.issuing.application import Certificates
from signing.issuing.holders import KINDS, holder
from signing.issuing.page import TITLE, certificates_page
from signing.issuing.soon import lists_ledger, soon_ledger
from signing.keys.pkcs12 import LARGEST

LARGEST_LIST = 20_000_000
"""Bytes; a large authority's list takes a few million."""


def show(request: Request) -> dict[str, Any]:
    """Everything, what is urgent first."""
    request.check(Permission.Administration.SYSTEM)
    return {"page": certificates_page(request)}


def bring(request: Request) -> Any:
    """A .p12 file. The same again replaces the key by itself."""
    request.check(Permission.Administration.SYSTEM)

    def carry_out() -> str:
        by = act_of(request).person
        kind = written(request, "kind")
        if kind not in KINDS:
            raise Refused("没有选证书的用途。请选择后再导入。", field="kind")
        known = holder(
            request.house.directory,
            kind=kind,
            whose=written(request, "whose").strip(),
            node=request.house.find(Checkpoints).known_name,
        )
        kept, outcome = _room(request).bring(
            _posted(request, "file", largest=LARGEST),
            password=written(request, "password"),
            holder=known,
            by=by,
            pin=written(request, "pin"),
        )
        return f"已导入“{kept.certificate.subject}”的证书。{outcome.words}"

    return _tried(request, carry_out, wrong="bring")


def know(request: Request) -> Any:
    """An authority's certificate or its revocation list: the file says which."""
    request.check(Permission.Administration.SYSTEM)

    def carry_out() -> str:
        data, by = _posted(request, "known", largest=LARGEST_LIST), act_of(request).person
        trusted = _room(request).trusted
        try:
            made = RevocationList.read(data)
        except NotAList:
            certificate = _certificate(data)
            makes_seals = written(request, "known_as") == "seal-maker"
            trusted.add(certificate, by=by, makes_seals=makes_seals)
            what = f"已把“{certificate.subject}”列为制章者" if makes_seals else ""
            return f"{what or f'已信任“{certificate.subject}”'}。请核对指纹。"
        trusted.add_list(made, by=by)
        return f"已导入吊销列表，其中吊销 {len(made.entries)} 张。"

    return _tried(request, carry_out, wrong="know")


def withdraw(request: Request) -> Any:
    """Trust an authority no longer; done twice it is done."""
    request.check(Permission.Administration.SYSTEM)

    def carry_out() -> str:
        wanted, trusted = written(request, "fingerprint"), _room(request).trusted
        found = next(
            (each for each in trusted.authorities() if each.certificate.fingerprint == wanted),
            None,
        )
        if found is None or found.withdrawn_at is None:
            trusted.withdraw(wanted, by=act_of(request).person)
        return "已撤下。它签发的证书从现在起不再算有效。"

    return _tried(request, carry_out, wrong="")


def _tried(request: Request, carry_out: Any, *, wrong: str) -> Any:
    def onward(said: str) -> str:
        request.say(said)
        return str(request.route_path("certificates"))

    return try_act(
        request,
        carry_out,
        again=lambda sentence: {"page": certificates_page(request, refusal=sentence, wrong=wrong)},
        onward=onward,
    )


def _room(request: Request) -> Certificates:
    room: Certificates = request.house.find(Certificates)
    return room


def _certificate(data: bytes) -> Certificate:
    try:
        return Certificate.read(data)
    except NotACertificate:
        raise Refused(
            "这不是机构证书，也不是吊销列表（应为 PEM 或 DER 格式）。请核对所选的文件。"
        ) from None


def _posted(request: Request, name: str, *, largest: int) -> bytes:
    upload = request.POST.get(name)
    if not hasattr(upload, "file"):
        raise Refused("没有选文件。请选择文件后，再按“导入”。", field=name)
    with upload.file:
        data: bytes = upload.file.read(largest + 1)
    if len(data) > largest:
        raise Refused("文件过大，不像是证书文件。请核对所选的文件。", field=name)
    return data


def _administers(request: Request) -> bool:
    allowed: bool = request.house.guard.permits(Permission.Administration.SYSTEM, request.identity)
    return allowed


def includeme(config: Configurator) -> None:
    """Routes, views, the place in the rail, and what ends soon among how the node does."""
    config.add_page("certificates", "/certificates", "ledger", show=show)
    config.add_page("certificates.bring", "/certificates/bring", "ledger", act=bring)
    config.add_page("certificates.know", "/certificates/know", "ledger", act=know)
    config.add_page("certificates.withdraw", "/certificates/withdraw", "ledger", act=withdraw)
    config.add_field_labels(
        {"kind": "用途", "whose": "归谁", "fingerprint": "", "known_as": "作为"}
    )
    config.add_health_ledger(soon_ledger)
    config.add_health_ledger(lists_ledger)
    config.add_rail_item(
        "certificates",
        label=TITLE,
        route="certificates",
        icon="shield",
        order=97,
        shown=_administers,
    )
