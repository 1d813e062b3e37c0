"""办理单 of each kind of paper, as it is filed with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from pyramid.request import Request

from documents.layout.forms import Value
from documents.memoranda.page import TELLING as MEMORANDUM_TELLING
from documents.memoranda.page import MemorandumPaper
from documents.memoranda.registers import ROOM as MEMORANDUM
from documents.memoranda.sheets import FORM as MEMORANDUM_FORM
from documents.memoranda.sheets import form_values
from documents.printing.sheets import SHEETS
from documents.supervision.notice import FORM as NOTICE
from documents.supervision.registers import ROOM as SUPERVISION
from documents.supervision.screens.page import SupervisionPaper
from documents.supervision.screens.sheet import sheet_values

Filled = tuple[str, Mapping[str, Value]]
"""A form and what is filled in."""


def sheet_of(request: Request, room: str, paper: UUID) -> bytes:
    """发文稿纸, 文件处理单, 督办通知单 or 签报 as a PDF; empty for a kind of paper without one."""
    if room in _OWN:
        form, values = _OWN[room](request, paper)
    elif f"{room}.sheet" in SHEETS:
        sheet = SHEETS[f"{room}.sheet"]
        form, values = sheet.form, sheet.values(sheet.open(request, paper))
    else:
        return b""
    printed: bytes = request.printer.paper(form, values)
    return printed


def _notice(request: Request, paper: UUID) -> Filled:
    return NOTICE, sheet_values(SupervisionPaper(request, paper))


def _memorandum(request: Request, paper: UUID) -> Filled:
    return MEMORANDUM_FORM, form_values(MemorandumPaper(request, paper), MEMORANDUM_TELLING)


_OWN: Mapping[str, Callable[[Request, UUID], Filled]] = {
    SUPERVISION: _notice,
    MEMORANDUM: _memorandum,
}
