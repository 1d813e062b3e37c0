"""用印申请 as pages: the list with the form to apply, and one request with what may be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from pyramid.request import Request

from office.directory.kinds import Role
from office.kernel.clock import office_day
from office.outside.pictures import NotDrawn, Pictures
from office.web import formats
from office.web.form_acts import marked, written
from office.web.frame import now
from office.web.models import (
    NO_PAGES,
    Act,
    ActForm,
    Badge,
    Choice,
    Field,
    Ledger,
    LedgerPage,
    LedgerRow,
    Link,
    PageImage,
    PageSet,
    Tone,
    Weight,
)
from signing.ink.handwriting import handwriting
from signing.ink.taking import INK, ink_field
from signing.requests.application import SealRequests
from signing.requests.permissions import Permission
from signing.requests.placing import page_address, place_fields, placing_of
from signing.requests.seal_request import STATE_WORDS, SealRequest, State
from signing.seals.application import Seals
from signing.seals.kinds import SealState
from signing.seals.seal import Seal
from signing.seals.sealing import Sealing

TITLE, PRESSING = "用印申请", "用印"
TONES = {
    State.WAITING: Tone.NEUTRAL,
    State.APPROVED: Tone.WARNING,
    State.SEALED: Tone.DONE,
    State.DECLINED: Tone.RETURNED,
    State.WITHDRAWN: Tone.NEUTRAL,
}
TOLD = {
    "Applied": "申请",
    "Approved": "批准",
    "Declined": "不批准",
    "Withdrawn": "撤回",
    "Pressed": "用印",
    "PassedOn": "转新的监印人",
    "Voided": "用印作废",
}


def requests_page(request: Request, *, refusal: str = "") -> LedgerPage:
    """Of the agency for its clerks, else one's own; and the form to apply."""
    room: SealRequests = request.house.find(SealRequests)
    identity = request.identity
    person = "" if identity.holds(Role.CLERK) else identity.principal
    name = request.house.directory.person_name
    rows = tuple(
        LedgerRow(
            row.title,
            (
                row.to or "—",
                str(row.copies),
                name(row.applicant),
                name(row.leader),
                formats.moment(row.changed_at, today=office_day(now(request))),
            ),
            href=request.route_path("seal_request", id=row.subject),
            state=_badge(State(row.state)),
        )
        for row in room.rows(identity.agency, person=person)
    )
    columns = ("事由", "送往", "份数", "申请人", "审批人", "时间")
    whose = "我申请和审批的" if person else "本机关的申请"
    return LedgerPage(
        title=TITLE,
        note="证明、合同、介绍信等不是公文的材料，经领导审批后用印。公文按发文流程用印，不用申请。",
        ledgers=(Ledger(whose, columns, rows, empty="还没有用印申请。"),),
        forms=(_apply(request, refusal),),
    )


def request_page(
    request: Request, it: SealRequest, *, refusal: str = "", wrong: str = ""
) -> LedgerPage:
    """One request."""
    room: SealRequests = request.house.find(SealRequests)
    name = request.house.directory.person_name
    seal = room.seals.load(Seal, it.seal)
    links = [
        Link(label, request.route_path("seal_request.file", id=it.id, digest=file["digest"]), icon)
        for label, file, icon in (
            ("待用印材料", it.file, "document"),
            ("已用印文件", it.sealed, "download"),
        )
        if file
    ]
    today = office_day(now(request))
    events: list[Any] = list(room.events.get(it.id))
    history = tuple(
        LedgerRow(
            TOLD[type(each).__name__],
            (name(each.by), formats.moment(each.timestamp, today=today)),
            note=(note := _note(room, each)),
            ink=handwriting(request, each, agency=it.agency, words=note),
        )
        for each in events
    )
    material = "PDF 材料" if it.file else "纸质材料，盖章后登记"
    facts = (
        f"{it.to or '不送外单位'}，{it.copies} 份",
        seal.name,
        f"{name(it.applicant)}申请，{name(it.leader)}审批",
    )
    columns = ("事由", "送往和份数", "印章", "申请人和审批人")
    forms = tuple(_forms(request, it, seal, refusal=refusal, wrong=wrong))
    placed = any(each.placing for each in forms)
    return LedgerPage(
        title=it.title,
        back=Link(TITLE, request.route_path("seal_requests"), "back"),
        links=tuple(links),
        ledgers=(
            Ledger(
                "申请",
                columns,
                (LedgerRow(it.title, facts, note=material, state=_badge(it.state)),),
            ),
            Ledger("办理情况", ("事项", "经办", "时间"), history),
        ),
        forms=forms,
        pages=NO_PAGES if placed else _pages(request, it),
        pages_title="已用印文件" if it.sealed else "待用印材料",
    )


def _note(room: SealRequests, event: Any) -> str:
    """The words that were given; of 用印, where 用印登记簿 has it and what was pressed."""
    if type(event).__name__ != "Pressed":
        return getattr(event, "opinion", "") or getattr(event, "reason", "")
    done = room.seals.load(Sealing, UUID(event.sealing))
    page = f"第 {event.page} 页" if event.page else ""
    seam = "各页加盖骑缝章" if done.seam else ""
    return "，".join(filter(None, (f"用印登记号 {done.serial}", page, seam)))


def _pages(request: Request, it: SealRequest) -> PageSet:
    """What is approved or was sealed, as whoever decides has to see it."""
    file = it.sealed or it.file
    if not file:
        return NO_PAGES
    pictures: Pictures = request.house.find(Pictures)
    try:
        texts = pictures.texts(it.agency, file["digest"])
    except NotDrawn:
        return PageSet(instead="这份材料不能在页面上显示。请打开材料查看。")
    return PageSet(
        images=tuple(
            PageImage(number, page_address(request, it, number, file=file), text)
            for number, text in enumerate(texts, start=1)
        )
    )


def decides(request: Request, it: SealRequest) -> bool:
    """Whether it waits for the word of whoever is logged in."""
    permits = request.house.guard.permits
    return it.state is State.WAITING and permits(_P.DECIDE, request.identity, it)


def _badge(state: State) -> Badge:
    return Badge(STATE_WORDS[state], TONES[state], "tick" if state is State.SEALED else "")


def _apply(request: Request, refusal: str) -> ActForm:
    agency, directory = request.identity.agency, request.house.directory
    room: Seals = request.house.find(Seals)
    seals = tuple(
        Choice(str(row.subject), row.name, chosen=str(row.subject) == written(request, "seal"))
        for row in room.rows(agency)
        if row.state == SealState.IN_USE
    )
    chosen = written(request, "leader")
    leaders = (
        Choice("", "请选择"),
        *(
            Choice(id, f"{each.person.name}　{each.title}", chosen=id == chosen)
            for each in directory.people_with_role(agency, Role.LEADER)
            if (id := str(each.person.id)) != request.identity.person
        ),
    )
    fields = (
        Field("title", "用印事由和材料名称", value=written(request, "title"), required=True),
        Field("to", "送往单位", value=written(request, "to")),
        Field("copies", "份数", kind="number", value=written(request, "copies") or "1"),
        Field("seal", "印章", kind="select", choices=seals),
        Field("leader", "审批领导", kind="select", choices=leaders),
        Field(
            "file",
            "材料（PDF）",
            kind="file",
            accept=".pdf",
            hint="不选文件的，在纸质材料上盖章，系统只登记。",
        ),
    )
    return ActForm(
        action=request.route_path("seal_requests"),
        heading="申请用印",
        acts=(Act("apply", "申请", Weight.PRIMARY),),
        refusal=refusal,
        fields=tuple(marked(each, request) for each in fields),
    )


def _forms(
    request: Request, it: SealRequest, seal: Seal, *, refusal: str, wrong: str
) -> Iterator[ActForm]:
    permits = request.house.guard.permits
    sealable = it.state is State.APPROVED and seal.keeper == request.identity.person
    placing = placing_of(request, it, seal) if sealable and it.file else None
    opinion = Field("opinion", "意见", kind="area", rows=2, value=written(request, "opinion"))
    offered: list[tuple[str, bool, tuple[Act, ...], tuple[Field, ...]]] = [
        (
            "审批",
            decides(request, it),
            (Act("decline", "不批准"), Act("approve", "批准", Weight.PRIMARY)),
            (opinion, ink_field(request, value=written(request, INK))),
        ),
        (
            "撤回申请",
            it.state is State.WAITING and permits(_P.WITHDRAW, request.identity, it),
            (Act("withdraw", "撤回"),),
            (),
        ),
        (
            PRESSING,
            sealable,
            (Act("press", "用印", Weight.PRIMARY),),
            place_fields(request, placing) if placing else (),
        ),
        (
            "用印作废",
            it.state is State.SEALED and permits(_P.VOID, request.identity, it),
            (Act("void", "用印作废"),),
            (Field("opinion", "作废理由", kind="area", rows=2, required=True),),
        ),
    ]
    for heading, may, acts, fields in offered:
        if may:
            said = refusal if wrong in {each.name for each in acts} else ""
            yield ActForm(
                action=request.route_path("seal_request", id=it.id),
                heading=heading,
                acts=acts,
                seen=str(it.version),
                refusal=said,
                fields=tuple(marked(each, request) for each in fields) if said else fields,
                placing=placing if heading == PRESSING else None,
            )


_P: Any = Permission.SealRequest
