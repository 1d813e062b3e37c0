"""The step 用印 on a document's page: with which seal, whose hand, and how it will look."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.request import Request

from documents.outgoing.co_seals import CoSeal, OtherIssuer
from documents.outgoing.document import Document
from documents.outgoing.stages import Stage
from documents.screen_pages import ScreenPages
from documents.screens.pages import drawn_pages
from office.web.models import Act, Field, PageSet, Weight
from signing.seals.kinds import STATE_WORDS, SealState
from signing.seals.seam_choice import seam_choice


def sealing_fields(request: Request, document: Document) -> list[Field]:
    """The seal, and the PIN of its keeper; nothing to type where it is sealed by hand."""
    row = request.documents.seal_of(document)
    if row is None or document.awaits_seal_of:
        return []
    fields = [Field("seal", "印章", fixed=row.name)]
    if _may_press(request, row):
        hint = "印章的 PIN 码，由监印人输入；系统不保存。"
        fields.extend(seam_choice(request, pages=document.original.get("count", 1)))
        fields.append(Field("pin", "PIN 码", kind="password", required=True, hint=hint))
    return fields


def sealing_warning(request: Request, document: Document) -> str:
    """That it is sealed by hand or not at all, or what the keeper has to look at first."""
    if document.stage is not Stage.SEALING:
        return ""
    if document.awaits_seal_of:
        return _awaiting(document.awaits_seal_of, document)
    row = request.documents.seal_of(document)
    if row is None:
        if document.original.get("places"):
            return "本机关没有登记这一发文名义的电子印章：请在纸质件上加盖印章后登记用印。"
        return "此件的格式不加盖印章，确认后转下一环节。"
    if why_not_sealed(request, document):
        return ""
    others = [each.name for each in request.documents.co_sealers(document)]
    after = f"联合行文：用印后依次送{'、'.join(others)}用印，印章加齐才能核发。" if others else ""
    return f"页面上虚线框内的印章是预览，尚未用印。请核对签发手续、清样和用印位置后用印。{after}"


def why_not_sealed(request: Request, document: Document) -> str:
    """Why whoever looks cannot seal it by key; empty where they can, or it is sealed by hand."""
    if document.stage is not Stage.SEALING or document.awaits_seal_of:
        return ""
    row = request.documents.seal_of(document)
    if row is None:
        return ""
    if row.state != SealState.IN_USE:
        return f"印章“{row.name}”{STATE_WORDS[SealState(row.state)]}，现在不能用印。"
    if not _may_press(request, row):
        keeper = request.house.directory.person_name(row.keeper)
        return f"印章“{row.name}”由{keeper}监印，请交其用印。"
    return ""


def _awaiting(waiting: OtherIssuer, document: Document) -> str:
    """Whose seal is on it, whose it waits for, and what to do."""
    done = [it.name for it in document.co_sealers.values() if it.state is CoSeal.SEALED]
    sealed = f"已加盖本机关{'、'.join(('', *done))}的印章，"
    if waiting.state is CoSeal.DECLINED:
        return (
            f"{sealed}{waiting.name}不予用印，理由见经过。协商一致的，按“再送用印”；"
            "版面或内容要改的，退回上一环节，已盖的印章随之作废。"
        )
    return (
        f"{sealed}正等候{waiting.name}用印，对方在待办中办理。印章加齐以前不能核发、分发。"
        "长时间没有结果的，可与对方联系后再送用印，原来送去的随之作废。"
    )


def while_others_seal(waiting: OtherIssuer) -> tuple[Act, ...]:
    """Nothing has to be done while another agency seals it, but where that would not."""
    weight = Weight.PRIMARY if waiting.state is CoSeal.DECLINED else Weight.NORMAL
    return (
        Act("send_back", "用印作废，退回上一环节", key="R", apart=True),
        Act("ask_for_seal_again", "再送用印", weight),
    )


def before_sealing(
    request: Request, document: Document, screen: ScreenPages, *, address: Callable[[str], str]
) -> PageSet | None:
    """The pages as they will be sealed, for the keeper at that step; None for anybody else.

    All of them at once: they are stored nowhere to be asked for later. The style sheet hides
    骑缝章 unless it is asked for in the form beside.
    """
    waits = document.stage is Stage.SEALING and not document.awaits_seal_of
    if not waits or "as_of" in request.GET:
        return None
    row = request.documents.seal_of(document)
    if row is None or not _may_press(request, row):
        return None
    shown: ScreenPages = request.documents.pressed_on(screen, document, seam=True, preview=True)
    where = request.route_path("seal.picture", id=row.subject, digest=row.picture)
    return drawn_pages(shown, address=address, elsewhere={row.picture: where}, at_once=None)


def _may_press(request: Request, row: object) -> bool:
    return bool(request.identity.person == row.keeper)  # type: ignore[attr-defined]  # a row
