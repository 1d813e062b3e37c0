"""分发 on the form of a document: by its distribution list, or whom the clerk ticks."""

from __future__ import annotations

from pyramid.request import Request

from documents.outgoing.document import Document
from documents.outgoing.ports import Recipients
from office.web.models import Choice, Field


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
        words = f"按分送名单：{it.recipients} 家，{it.copies} 份。要改的，请先到“分送”中修改。"
        return [Field("by_list", "分送", fixed=words), answer]
    directory = request.house.directory
    unresolved = it.unresolved if it else []
    ticked_first = {line.code for line in it.in_order} if it and not unresolved else set()
    choices = tuple(
        Choice(each.code, each.name, chosen=each.code in ticked_first)
        for each in directory.agencies_on()
        if each.code != document.agency
    )
    fields = [Field("addressees", "分送", kind="checks", choices=choices), answer]
    if unresolved:
        unknown = "、".join(unresolved)
        words = f"通讯录中找不到：{unknown}。请逐家勾选收文机关，或先到“分送”中核定名单。"
        return [Field("unresolved", "提醒", fixed=words), *fields]
    return fields


def copies_listed(request: Request, document: Document) -> str:
    """份数 of the whole list, for the print run; empty without one."""
    it: Recipients | None = request.distributions.of(document.id)
    return str(it.copies) if it is not None else ""
