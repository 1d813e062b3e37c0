"""The form of 代录: whose decision, from what, of which day, with what was signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from pyramid.request import Request

from documents.opinions.scans import ACCEPTED
from documents.opinions.transcription import SOURCE_WORDS, Scan, Source, Transcription
from documents.screens.acting import written
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.frame import now
from office.web.models import Choice, Field

WARNING = (
    "代录是把领导已经作出的决定如实录入，不是代领导决定。这一步记为领导所办，并注明由您代录。"
)


def transcription_fields(request: Request, *, leaders: Sequence[Choice]) -> tuple[Field, ...]:
    """Whose decision it is, from what it is entered, its own day, and the scan."""
    sources = tuple(
        Choice(source, words, chosen=source is Source.PAPER)
        for source, words in SOURCE_WORDS.items()
    )
    today = office_day(now(request)).isoformat()
    return (
        Field("leader", "领导", kind="select", choices=tuple(leaders)),
        Field("kind", "依据", kind="radios", choices=sources),
        Field("date", "领导意见日期", kind="date", value=today),
        Field(
            "scan",
            "扫描件或照片",
            kind="file",
            accept=ACCEPTED,
            hint="PDF、PNG 或 JPEG，电话代录的可以不附。没有录成的，要重新选择文件。",
        ),
    )


def posted_transcription(request: Request, *, keep: Callable[[bytes], Scan]) -> Transcription:
    """What was filled in; `keep` stores the file. Refused for what is no source or no day."""
    kind, day = written(request, "kind"), written(request, "date")
    if kind not in set(Source):
        raise Refused("请选择代录的依据：纸质件、照片或者电话。")
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise Refused("领导意见日期不是一个日期，请按“年-月-日”填写，例如 2026-11-20。") from error
    file = getattr(request.POST.get("scan"), "file", None)
    data = file.read() if file else b""
    named = bool(getattr(request.POST.get("scan"), "filename", ""))
    scan = keep(data) if named else None
    return Transcription(kind=Source(kind), date=on, by=request.identity.person, scan=scan)
