"""The page of an outgoing document as a model: from its events, as of any of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.circulation.screens.lines import reading_lists
from documents.consignments.lines import consignment_lines, receipts
from documents.consignments.states import Kind
from documents.consulting.lines import consulted_facts, rounds_of, summary_files
from documents.numbering.shown import identifier_facts
from documents.outgoing.document import Document
from documents.outgoing.screens.clearance import outdated, outdated_badge, secrecy_notices
from documents.outgoing.screens.earlier_texts import (
    changes_since,
    earlier_text_note,
    earlier_texts,
)
from documents.outgoing.screens.forms import act_form
from documents.outgoing.screens.history import TELLING, openness_changed
from documents.outgoing.screens.route_drawn import steps_of
from documents.outgoing.screens.sheets import pages_of
from documents.outgoing.spoken import Spoken
from documents.outgoing.stages import Stage
from documents.outgoing.until_sign_off import REVISABLE
from documents.permissions import Permission
from documents.revisions.lines import attached_files
from documents.screens.additions import links_added, mark_added
from documents.screens.other_posts import way_to_act
from documents.screens.paper import Paper, neighbours
from documents.screens.telling import opinions, time_track, timeline
from office.desk.urgency import urgency_badges
from office.web.back import back_to_list
from office.web.form_acts import uuid_of
from office.web.models import (
    ActForm,
    Badge,
    DocumentPage,
    Fact,
    FileItem,
    Link,
    PageSet,
    Preview,
    Slip,
    Tone,
)

VOID = Badge("签发无效", Tone.RETURNED, "return")


class DocumentPaper(Paper[Document]):
    """A document, as its page shows it."""

    route = "document"

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        super().__init__(request, request.documents, Document, id, as_of=as_of)

    @property
    def title(self) -> str:
        """标题."""
        return str(self.it.facts["title"])

    def form(self) -> ActForm | None:
        """What the person logged in may do with it."""
        form = act_form(self.request, self.it)
        if form is None or not self.waits():
            return form
        return replace(form, notices=(*form.notices, *earlier_texts(self)))

    def seen(self, event: Any) -> str:
        """The page of what the person saw then (design D7)."""
        shown = getattr(event, "shown", None) or {}
        if event.originator_id != self.it.id or "pages" not in shown:
            return ""
        where = {"id": self.it.id, "version": event.originator_version}
        return str(self.request.route_path("document.seen", **where))

    def shown_digest(self) -> str:
        """Of the pages as they are stored with what is said of them (design D7)."""
        typesetter = self.request.documents.typesetter
        shown = self.it.stored_pages or typesetter.shown(self.it.agency, self.it.revision)
        return str(shown["pages"])

    def step_of(self, event: Any) -> str:
        """The name of the route's step: that of the newest move before."""
        if not isinstance(event, Spoken):
            return ""
        earlier = self.history[: event.originator_version - 1]
        moves = [move for each in earlier if (move := getattr(each, "move", None))]
        return str(moves[-1]["name"]) if moves else ""

    def badge_of(self, event: Any, badge: Badge | None) -> Badge | None:
        """A 保密审查 of another text, or a sign-off that the signer denied, is none now."""
        if type(event).__name__ == "SecrecyReviewed":
            return outdated_badge(self.it, event) or badge
        if type(event).__name__ == "SignedOff" and self._is_denied(event):
            return VOID
        return badge

    def _is_denied(self, event: Any) -> bool:
        behind = self.events[event.originator_version :]
        kinds = (type(each).__name__ for each in behind)
        return next((each for each in kinds if each in ("SignedOff", "SignOffDenied")), "") == (
            "SignOffDenied"
        )

    def note_of(self, event: Any) -> str:
        """Spoken to an earlier text; signed with another openness than was stated."""
        if isinstance(event, Spoken):
            both = (earlier_text_note(self, event), _outdated_review(self.it, event))
            return "；".join(each for each in both if each)
        return openness_changed(self, event) if type(event).__name__ == "SignedOff" else ""

    def compared(self, event: Any) -> Link | None:
        """花脸稿 since they spoke, where that was to an earlier text."""
        return changes_since(self, event) if isinstance(event, Spoken) else None

    def waits(self) -> bool:
        """Not while it lies with others, though they might still take it back or settle."""
        holder, identity = self.it.holder, self.request.identity
        return identity.principal in holder.people or holder.role in identity.roles

    def pages(self) -> PageSet:
        """The stored pages, or the draft as it would be laid out."""
        return pages_of(self.request, self.it)


def _outdated_review(it: Document, event: Spoken) -> str:
    words = outdated(it, event)
    return f"兼作的保密审查：{words}" if words else ""


def paper_of(request: Request, *, as_of: int | None = None) -> DocumentPaper:
    """The document that the address names, if the person may see it."""
    paper = DocumentPaper(request, uuid_of(request), as_of=as_of)
    request.check(Permission.Document.VIEW, paper.it)
    return paper


def document_page(paper: DocumentPaper, *, form: ActForm | None = None) -> DocumentPage:
    """The whole page."""
    request, document = paper.request, paper.it
    act = None if paper.in_the_past else form or paper.form()
    return DocumentPage(
        title=document.facts["title"],
        back=back_to_list(request),
        pages=paper.pages(),
        slip=_slip(paper),
        badges=(*urgency_badges(document.facts["urgency"]), Badge(document.facts["type"])),
        number=document.number,
        act=act,
        read_only=_read_only(paper) if act is None else "",
        switch=way_to_act(paper) if act is None else None,
        neighbours=neighbours(paper),
        tools=_tools(paper),
        effect=mark_added(paper),
        track=time_track(paper, TELLING),
    )


def document_preview(request: Request, id: UUID) -> Preview:
    """The document beside the desk's list."""
    paper = DocumentPaper(request, id)
    document = paper.it
    facts = (document.facts["issuer"], document.number, document.step_name)
    return Preview(
        href=request.route_path("document", id=id),
        title=document.facts["title"],
        badges=urgency_badges(document.facts["urgency"]),
        facts=tuple(fact for fact in facts if fact),
        pages=paper.pages(),
        act=paper.form(),
    )


def _slip(paper: DocumentPaper) -> Slip:
    document, names = paper.it, paper.names
    drafted = paper.history[0]
    sent = [] if paper.in_the_past else paper.request.consignments.of_document(document.id)
    # Files that only went to be sealed are with nobody; the history tells them.
    rows = [row for row in sent if row.kind != Kind.JOINT_SEALING]
    rounds = rounds_of(paper)
    return Slip(
        heading="发文办理单",
        facts=(
            Fact("拟稿", names.person(document.drafter, drafted.timestamp)),
            Fact("文号", document.number or "签发后编号"),
        ),
        steps=steps_of(paper),
        opinions=opinions(paper, TELLING),
        timeline=timeline(paper, TELLING),
        readings=reading_lists(paper),
        consignments=consignment_lines(rows),
        receipts=receipts(paper.request.consignments, rows),
        files=attached_files(
            paper.request, document, route=paper.route, stored=document.stored_pages
        ),
        texts=(*_texts(paper), *summary_files(paper.request, rounds)),
        details=(
            Fact("主送", document.facts["recipients"]),
            Fact("密级", document.facts["classification"] or "不涉密"),
            *identifier_facts(document.identifier),
            *consulted_facts(rounds),
        ),
    )


def file_name(document: Document) -> str:
    """What the pages are called as a file: by the number only once it is on them."""
    return f"{document.number}.pdf" if document.original else "送审稿.pdf"


def _texts(paper: DocumentPaper) -> tuple[FileItem, ...]:
    """送审稿 or 正本, which is what the attachments are attached to."""
    document = paper.it
    stored = document.stored_pages
    if not stored:
        return ()
    name = file_name(document)
    href = paper.request.route_path("document.file", id=document.id, digest=stored["pages"])
    files = (FileItem(name, href, stored["length"], stored["count"]),)
    if "ofd" not in stored:
        return files
    href = paper.request.route_path("document.ofd", id=document.id, digest=stored["ofd"])
    return (*files, FileItem(f"{document.number}.ofd", href, stored["ofd_length"]))


def _tools(paper: DocumentPaper) -> tuple[Link, ...]:
    request, document = paper.request, paper.it
    may = request.house.guard.permits("document.revise", request.identity, document)
    as_of = {"as_of": str(paper.as_of)} if paper.in_the_past else None
    where = request.route_path("document.sheet", id=document.id, _query=as_of)
    sheet = Link("发文稿纸", where, "print")
    if paper.in_the_past:
        return (sheet,)
    export = Link("导出 .docx", request.route_path("document.word", id=document.id), "download")
    others = links_added(paper)
    if not may or document.stage not in REVISABLE:
        return (export, sheet, *others)
    edit = Link("修改文稿", request.route_path("document.revise", id=document.id), "draft")
    return (edit, export, sheet, *others)


def _read_only(paper: DocumentPaper) -> str:
    if paper.in_the_past:
        return "这是当时的情形，只读。"
    document = paper.it
    if document.holder.nobody:
        if document.stage is Stage.ABANDONED:
            return "此件已撤稿，只供查阅。"
        return "此件已分发，办理情况见递送与回执。"
    at = paper.events[-1].timestamp
    who = "、".join(paper.names.person(each, at) for each in document.holder.people) or "文书"
    waits = f"此件正由{who}办理：{document.step_name}。"
    return "".join((waits, *secrecy_notices(paper.request, document)))
