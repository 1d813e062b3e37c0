"""The page of an old paper: its scans, what the old register said, when and by whom it came in."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.opinions.scans import PDF
from documents.registers_import.columns import KIND_WORDS, Kind, labels
from documents.registers_import.old_paper import OldPaper
from documents.screens.additions import links_added, mark_added
from documents.screens.pages import pictured_pages
from documents.screens.paper import Paper
from documents.screens.telling import Told, timeline
from office.desk.urgency import urgency_badges
from office.web.back import back_to_list
from office.web.formats import whole_day
from office.web.models import (
    ActForm,
    Badge,
    DocumentPage,
    Fact,
    FileItem,
    PageImage,
    PageSet,
    Slip,
    Tone,
)

TELLING = {"Imported": Told("从旧登记簿导入", mark="导入")}
DAYS = {"written_on", "completed_on"}
NO_SCANS = "没有扫描件。请按“原件存放处”查阅纸质原件。"


class OldPaperShown(Paper[OldPaper]):
    """An old paper, as its page shows it."""

    route = "old_paper"

    def __init__(self, request: Request, id: UUID, *, as_of: int | None = None) -> None:
        super().__init__(request, request.old_papers, OldPaper, id, as_of=as_of)

    @property
    def title(self) -> str:
        """标题."""
        return self.it.title

    def form(self) -> ActForm | None:
        """Nothing: what an old register said stands as it said it."""
        return None

    def pages(self) -> PageSet:
        """The first scan that is a PDF, else every picture as a page."""
        first = next((each for each in self.it.scans if each["media_type"] == PDF), None)
        if first:
            return pictured_pages(self.request, self.it, first["digest"], route=self.route)
        images = tuple(
            PageImage(number, self._address(each), text=each["name"])
            for number, each in enumerate(self.it.scans, 1)
        )
        return PageSet(images=images) if images else PageSet(instead=NO_SCANS)

    def files(self) -> tuple[FileItem, ...]:
        """All scans."""
        return tuple(
            FileItem(each["name"], self._address(each), each["length"]) for each in self.it.scans
        )

    def _address(self, scan: dict[str, Any]) -> str:
        where = {"id": self.it.id, "digest": scan["digest"]}
        return str(self.request.route_path("old_paper.scan", **where))


def old_paper_page(paper: OldPaperShown) -> DocumentPage:
    """The whole page."""
    it = paper.it
    return DocumentPage(
        title=it.title,
        back=back_to_list(paper.request),
        pages=paper.pages(),
        slip=_slip(paper),
        badges=_badges(it),
        number=it.number,
        read_only="这是旧登记簿中的一件，只读。",
        tools=links_added(paper),
        effect=mark_added(paper),
    )


def _badges(it: OldPaper) -> tuple[Badge, ...]:
    kind = Badge(f"旧登记簿·{KIND_WORDS[it.kind]}", Tone.NEUTRAL)
    type = it.facts.get("type", "")
    return (*urgency_badges(it.facts.get("urgency", "")), *([Badge(type)] if type else []), kind)


def _slip(paper: OldPaperShown) -> Slip:
    it, entered = paper.it, paper.events[0]
    day = "收文日期" if it.kind is Kind.INCOMING else "成文日期"
    number = "收文号" if it.kind is Kind.INCOMING else "发文字号"
    return Slip(
        heading="旧登记簿",
        facts=(Fact("类别", KIND_WORDS[it.kind]),),
        timeline=timeline(paper, TELLING),
        texts=paper.files(),
        details=(
            Fact(number, it.number),
            Fact(day, whole_day(date.fromisoformat(it.registered_on))),
            Fact("原件存放处", it.original),
            *_said(it),
            Fact("补录日期", whole_day(entered.timestamp)),
            Fact("补录人", paper.names.who(entered)),
            Fact("来源", f"{it.source['file']}，“{it.source['sheet']}”表第 {it.source['row']} 行"),
        ),
    )


def _said(it: OldPaper) -> tuple[Fact, ...]:
    names = {**labels(it.kind), "written_number": "原登记号"}
    return tuple(
        Fact(name, _fact(field, it.facts[field]))
        for field, name in names.items()
        if it.facts.get(field)
    )


def _fact(field: str, text: str) -> str:
    return whole_day(date.fromisoformat(text)) if field in DAYS else text
