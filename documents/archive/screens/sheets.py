"""办理单 of each kind of paper, as it is filed with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from pyramid.request import Request

from documents.handling.limits import NOBODY
from documents.layout.forms import Value
from documents.memoranda.page import TELLING as MEMORANDUM_TELLING
from documents.memoranda.page import MemorandumPaper
from documents.memoranda.registers import ROOM as MEMORANDUM
from documents.memoranda.sheets import FORM as MEMORANDUM_FORM
from documents.memoranda.sheets import form_values
from documents.printing.sheets import SHEETS
from documents.screens.paper import Paper
from documents.supervision.notice import FORM as NOTICE
from documents.supervision.registers import ROOM as SUPERVISION
from documents.supervision.screens.page import SupervisionPaper
from documents.supervision.screens.sheet import sheet_values

Filled = tuple[str, Mapping[str, Value]]
"""A form and what is filled in."""


def sheet_of(request: Request, room: str, paper: UUID) -> bytes:
    """发文稿纸, 文件处理单, 督办通知单 or 签报 as a PDF; empty for a kind of paper without one.

    It is filled in for a reader who is nobody: words for named people stand in no record, whoever
    files it (docs/decisions/0090).
    """
    if room in _OWN:
        form, values = _OWN[room](request, paper)
    elif f"{room}.sheet" in SHEETS:
        sheet = SHEETS[f"{room}.sheet"]
        form, values = sheet.form, sheet.values(_for_all(sheet.open(request, paper)))
    else:
        return b""
    printed: bytes = request.printer.paper(form, values)
    return printed


def _notice(request: Request, paper: UUID) -> Filled:
    return NOTICE, sheet_values(_for_all(SupervisionPaper(request, paper)))


def _memorandum(request: Request, paper: UUID) -> Filled:
    read = _for_all(MemorandumPaper(request, paper))
    return MEMORANDUM_FORM, form_values(read, MEMORANDUM_TELLING)


def _for_all(paper: Paper[Any]) -> Paper[Any]:
    paper.reader = NOBODY
    return paper


_OWN: Mapping[str, Callable[[Request, UUID], Filled]] = {
    SUPERVISION: _notice,
    MEMORANDUM: _memorandum,
}
