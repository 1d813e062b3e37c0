"""登记 and 分发 on the form of a document: by its distribution list, or whom the clerk ticks."""

from __future__ import annotations

from collections.abc import Collection

from pyramid.request import Request

from documents.outgoing.document import Document
from documents.outgoing.ports import Entry, Recipients
from documents.outgoing.stages import Stage
from office.web.form_acts import ticked, written
from office.web.models import Choice, Field, Link, Notice

_COPIES, _KEPT = "each", "kept"
_TO_DO = {
    Stage.NUMBERING: "请勾选收文机关；留到以后的，分发前在“分送”中核定。",
    Stage.DISPATCHING: "请逐家勾选收文机关，或先到“分送”中核定名单。",
}
"""What there is to do where printed recipients mean nobody."""


def register_fields(request: Request, document: Document) -> list[Field]:
    """What 登记 asks beside the number: to whom and how many copies (条例 第二十五条（二）).

    Whom the printed recipients mean is ticked. A list that a clerk went over stands as it is.
    """
    it: Recipients | None = request.distributions.of(document.id)
    if it is not None and it.corrected:
        return [_by_list(it)]
    lines = it.in_order if it else request.distributions.resolved(document)[0]
    return [
        _agencies(request, document, chosen={line.code for line in lines}),
        Field(_COPIES, "每家份数", kind="number", value="1"),
        Field(_KEPT, "存本份数", kind="number", value="1"),
    ]


def entry_of(request: Request) -> Entry | None:
    """What was put down in `register_fields`; None where the form had none."""
    if _COPIES not in request.POST:
        return None
    return Entry(
        agencies=tuple(ticked(request, "addressees")),
        copies=count(written(request, _COPIES)),
        kept=count(written(request, _KEPT)),
    )


def count(typed: str) -> int:
    """How many; 0, which every act refuses in its own words, for what is no count."""
    return int(typed) if typed.isdecimal() and len(typed) < 7 else 0


def dispatch_fields(request: Request, document: Document) -> list[Field]:
    """What 分发 asks: whom, while the list is as it was made; else it goes by the list.

    While nobody corrected the list, its agencies stand ticked among all. Where printed recipients
    mean nobody in the directory nothing is ticked: one key must not send it to some of them.
    """
    it: Recipients | None = request.distributions.of(document.id)
    answer = Field(
        "answer_due",
        "反馈",
        kind="checks",
        choices=(Choice("yes", "请收文机关反馈登记和办结情况"),),
    )
    if it is not None and it.corrected:
        return [_by_list(it), answer]
    unresolved = it.unresolved if it else []
    chosen = {line.code for line in it.in_order} if it and not unresolved else set()
    return [_agencies(request, document, chosen=chosen), answer]


def recipient_notices(request: Request, document: Document) -> tuple[Notice, ...]:
    """Printed recipients that mean nobody in the directory, and where to put that right."""
    what_to_do = _TO_DO.get(document.stage)
    it: Recipients | None = request.distributions.of(document.id)
    if what_to_do is None or (it is not None and it.corrected):
        return ()
    unresolved = it.unresolved if it else request.distributions.resolved(document)[1]
    if not unresolved:
        return ()
    where = request.route_path("document.distribution", id=document.id)
    words = f"通讯录中找不到：{'、'.join(unresolved)}。{what_to_do}"
    return (Notice(words, Link("核定分送名单", where)),)


def _by_list(it: Recipients) -> Field:
    words = f"按分送名单：{it.recipients} 家，{it.copies} 份。要改的，请先到“分送”中修改。"
    return Field("by_list", "分送", fixed=words)


def _agencies(request: Request, document: Document, *, chosen: Collection[str]) -> Field:
    choices = tuple(
        Choice(each.code, each.name, chosen=each.code in chosen)
        for each in request.house.directory.agencies_on()
        if each.code != document.agency
    )
    return Field("addressees", "分送", kind="checks", choices=choices)


def copies_listed(request: Request, document: Document) -> str:
    """份数 of the whole list, for the print run; empty without one."""
    it: Recipients | None = request.distributions.of(document.id)
    return str(it.copies) if it is not None else ""
