"""The page of a 联合用印件 as a model: what came, the seals on it, what may be done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.consignments.capsule import Part
from documents.consignments.lines import consignment_lines
from documents.cosealing.co_sealing import STATE_WORDS, CoSealing, State
from documents.cosealing.placing import with_preview
from documents.cosealing.travelling import LAYOUT, ORIGINAL
from documents.permissions import Permission
from documents.screens.pages import pictured_pages
from documents.screens.paper import Paper, neighbours
from documents.screens.telling import BACK, Told, opinions, time_track, timeline
from office.desk.urgency import urgency_badges
from office.web.back import back_to_list
from office.web.models import (
    NO_PAGES,
    Act,
    ActForm,
    Badge,
    Fact,
    Field,
    FileItem,
    IncomingPage,
    Link,
    PageSet,
    Preview,
    Slip,
    Weight,
)
from signing.seals.kinds import STATE_WORDS as SEAL_WORDS
from signing.seals.kinds import SealState
from signing.seals.told import sealed_with

TELLING = {
    "Arrived": Told(
        "送达",
        mark="送达",
        details=lambda paper, _: f"{paper.it.capsule.sender_name} 联合用印件送达",
        who=False,
    ),
    "Sealed": Told(
        "用印",
        mark="用印",
        details=lambda paper, event: sealed_with(paper.request, event.sealing),
    ),
    "Declined": Told("不予用印", mark="不予用印", opinion="reason", heading="用印", verdict=BACK),
    "CalledOff": Told(
        "撤回",
        mark="撤回",
        details=lambda paper, event: f"{paper.it.capsule.sender_name} 撤回：{event.reason}",
        who=False,
    ),
}


class CoSealingPaper(Paper[CoSealing]):
    """A 联合用印件, as its page shows it."""

    route = "co_sealing"

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        super().__init__(request, request.co_sealings, CoSealing, id, as_of=as_of)

    @property
    def title(self) -> str:
        """标题."""
        return str(self.it.capsule.facts["title"])

    def form(self) -> ActForm | None:
        """What the person logged in may do with it."""
        return act_form(self.request, self.it)

    def pages(self) -> PageSet:
        """Pictures of the pages as they came, with the seals that were on them; for the keeper
        the own one where it will be, until it is on; then as they went back."""
        digest = pages_of(self.it)
        if not digest:
            return NO_PAGES
        pages = pictured_pages(self.request, self.it, digest, route=self.route)
        row = None if self.in_the_past else may_press(self.request, self.it)
        return with_preview(self.request, self.it, pages, digest, seal=row) if row else pages


def pages_of(it: CoSealing) -> str:
    """The digest of the PDF that shows how it stands."""
    sealed = [each["digest"] for each in it.files if each["form"] == "pdf"]
    came = [part.digest for part in it.capsule.parts if part.role == ORIGINAL]
    return next(iter((*sealed, *came)), "")


def co_sealing_page(paper: CoSealingPaper, *, form: ActForm | None = None) -> IncomingPage:
    """The whole page."""
    it = paper.it
    act = None if paper.in_the_past else form or paper.form()
    return IncomingPage(
        title=paper.title,
        back=back_to_list(paper.request),
        pages=paper.pages(),
        slip=_slip(paper),
        badges=(*urgency_badges(it.capsule.facts["urgency"]), Badge("联合用印")),
        act=act,
        read_only=_read_only(paper) if act is None else "",
        neighbours=neighbours(paper),
        track=time_track(paper, TELLING),
        sender=it.capsule.sender_name,
        heads=(Fact("主办机关", it.capsule.sender_name), Fact("文号", it.capsule.facts["number"])),
        tools=_tools(paper),
    )


def co_sealing_preview(request: Request, id: UUID) -> Preview:
    """Beside the desk's list."""
    paper = CoSealingPaper(request, id)
    facts = paper.it.capsule.facts
    return Preview(
        href=request.route_path("co_sealing", id=id),
        title=paper.title,
        badges=urgency_badges(facts["urgency"]),
        facts=(paper.it.capsule.sender_name, facts["number"], "联合用印"),
        pages=paper.pages(),
        act=paper.form(),
    )


def may_press(request: Request, it: CoSealing) -> Any:
    """The row of the seal, for its keeper while it waits; None for anybody else."""
    row = request.co_sealings.seal_of(it) if it.state is State.WAITING else None
    return row if row is not None and request.identity.person == row.keeper else None


def act_form(request: Request, it: CoSealing) -> ActForm | None:
    """The form for the person logged in; None if there is nothing for them to do."""
    permits = request.house.guard.permits
    if it.state is not State.WAITING or not permits(
        Permission.CoSealing.DECLINE, request.identity, it
    ):
        return None
    row = may_press(request, it)
    fields = [
        Field(
            "opinion",
            "不予用印的理由",
            kind="area",
            rows=2,
            opinion=True,
            placeholder="不予用印才填写，主办机关会看到",
        )
    ]
    acts = [Act("decline", "不予用印", Weight.PLAIN, key="R")]
    if row is not None:
        hint = "印章的 PIN 码，由监印人输入；系统不保存。"
        fields.insert(0, Field("seal", "印章", fixed=row.name))
        fields.insert(1, Field("pin", "PIN 码", kind="password", required=True, hint=hint))
        acts.append(Act("press", "用印", Weight.PRIMARY, key="Ctrl ↵"))
    return ActForm(
        action=request.route_path("co_sealing", id=it.id),
        heading="联合用印",
        acts=tuple(acts),
        seen=str(it.version),
        fields=tuple(fields),
        warning=_warning(request, it),
    )


def _warning(request: Request, it: CoSealing) -> str:
    """What the keeper looks at first, or why it cannot be sealed here and now."""
    name = it.capsule.facts["signature"]
    row = request.co_sealings.seal_of(it)
    if row is None:
        return (
            f"本机关没有登记“{name}”的印章：请先在“印章”中登记；不能用印的，写明理由退给主办机关。"
        )
    if row.state != SealState.IN_USE:
        return f"印章“{row.name}”{SEAL_WORDS[SealState(row.state)]}，现在不能用印。"
    if may_press(request, it) is None:
        keeper = request.house.directory.person_name(row.keeper)
        return f"印章“{row.name}”由{keeper}监印，请交其用印。"
    return "页面上虚线框内的印章是预览，尚未用印。请与本机关签发的联合发文稿核对后用印。"


def _slip(paper: CoSealingPaper) -> Slip:
    it = paper.it
    facts = it.capsule.facts
    rows = [] if paper.in_the_past else paper.request.consignments.of_document(it.id)
    at = paper.history[0].timestamp
    return Slip(
        heading="联合用印单",
        facts=(
            Fact("状态", STATE_WORDS[it.state]),
            Fact("本机关签发", paper.names.person(it.warrant, at)),
        ),
        opinions=opinions(paper, TELLING),
        timeline=timeline(paper, TELLING),
        consignments=consignment_lines(rows),
        texts=tuple(_files(paper)),
        details=(
            Fact("联合行文机关", "、".join(facts["issuers"])),
            Fact("以此名义", facts["signature"]),
            Fact("成文日期", facts["date"]),
        ),
    )


def _files(paper: CoSealingPaper) -> Iterator[FileItem]:
    it = paper.it
    number = it.capsule.facts["number"]
    for each in it.files:
        href = paper.request.route_path("co_sealing.file", id=it.id, digest=each["digest"])
        yield FileItem(f"{number}（已用印）.{each['form']}", href, each["length"])
    for part in files_of(it):
        href = paper.request.route_path("co_sealing.file", id=it.id, digest=part.digest)
        yield FileItem(f"来件 {part.name}", href, part.length)


def files_of(it: CoSealing) -> list[Part]:
    """What came to be sealed."""
    return [part for part in it.capsule.parts if part.role in (ORIGINAL, LAYOUT)]


def _tools(paper: CoSealingPaper) -> tuple[Link, ...]:
    """本机关签发的联合发文稿, to compare with."""
    return (
        Link(
            "本机关签发的联合发文稿",
            paper.request.route_path("inquiry", id=paper.it.inquiry),
            "document",
        ),
    )


def _read_only(paper: CoSealingPaper) -> str:
    if paper.in_the_past:
        return "这是当时的情形，只读。"
    if paper.it.state is State.WAITING:
        return "此件待用印，由监印人办理。"
    return f"此件{STATE_WORDS[paper.it.state]}。"
