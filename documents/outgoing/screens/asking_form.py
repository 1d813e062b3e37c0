"""征询外单位 on a form: what is asked, of whom, by when."""

from __future__ import annotations

from datetime import date

from pyramid.request import Request

from documents.consulting.application import USUAL
from documents.consulting.open_matters import must_be_asked
from documents.consulting.verdicts import ASKING_WORDS, Asking
from documents.outgoing.document import Document
from office.kernel.clock import office_day
from office.kernel.refusals import Refused
from office.web.form_acts import written
from office.web.frame import now
from office.web.models import Choice, Field


def asking_fields(request: Request, document: Document) -> tuple[Field, ...]:
    """The question, the agencies by rank (who must be asked again is ticked), the last day."""
    rounds = request.consultations.of_document(document.id)
    again = {
        asking: must_be_asked(rounds, asking=asking, revision=document.revision)
        for asking in Asking
    }
    for it in rounds:
        waiting = any(each.is_asked for each in it.places.values())
        if waiting and it.shown["revision"] == document.revision:
            again[it.asking] = {}  # they have this very text and have not all answered yet
    chosen = next((asking for asking in Asking if again[asking]), Asking.COUNTERSIGN)
    questions = tuple(
        Choice(asking, words, chosen=asking is chosen) for asking, words in ASKING_WORDS.items()
    )
    agencies = tuple(
        Choice(each.code, each.name, chosen=each.code in again[chosen])
        for each in request.house.directory.agencies_on()
        if each.code != document.agency
    )
    today = office_day(now(request))
    usual = request.consultations.calendar.after(today, USUAL).day
    return (
        Field("asking", "事项", kind="radios", choices=questions),
        Field(
            "agencies",
            "机关",
            kind="checks",
            choices=agencies,
            hint="联合行文按此顺序依次签发，前一家签发后才送下一家。",
        ),
        Field(
            "deadline",
            "答复期限",
            kind="date",
            value=usual.isoformat(),
            hint=f"默认 {USUAL} 个工作日；休息日顺延到下一个工作日。",
        ),
    )


def asking_from(request: Request) -> Asking:
    """The question on the form. Raises Refused."""
    asked = written(request, "asking")
    if asked not in set(Asking):
        raise Refused("请选择送外单位会签、联合行文，还是征求意见。", field="asking")
    return Asking(asked)


def deadline_from(request: Request) -> date:
    """The last day on the form. Raises Refused."""
    try:
        return date.fromisoformat(written(request, "deadline"))
    except ValueError as fault:
        raise Refused(
            "答复期限不是一个日期，请按“年-月-日”填写，例如 2026-11-30。", field="deadline"
        ) from fault
