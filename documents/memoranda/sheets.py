"""The 签报 form filled in from what happened: the pages of a memorandum, as of any moment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from documents.blocks import block_lines
from documents.layout.forms import Value
from documents.manuscript import Attachment, Block, Paragraph
from documents.memoranda.stages import STAGE_WORDS, Stage
from documents.printing.lines import RETURNS, attachment_titles, opinion_cells
from documents.screen_pages import ScreenPages
from documents.screens.paper import Paper
from documents.screens.telling import Telling, opinions
from office.kernel.clock import office_day
from office.web.formats import whole_day

FORM = "approval_request"
CELLS = {
    "审批": "instructions",
    "会签": "countersign",
    "部门审核": "review",
    "办公室审核": "check",
    "退回": RETURNS,
}
"""Which cell of the form the opinions of a step stand in."""
PLAIN = "平件"


def form_values(paper: Paper[Any], telling: Telling) -> dict[str, Value]:
    """Everything that the form shows of the memorandum as it stood then."""
    it, request = paper.it, paper.request
    facts = it.facts
    text = request.memoranda.typesetter.manuscript(it.agency, it.revision)
    values: dict[str, Value] = {
        "agency": agency_name(paper),
        "number": it.number,
        "date": _submitted_on(paper),
        "unit": facts["unit"],
        "drafter": paper.names.person(it.drafter, paper.events[0].timestamp),
        "telephone": request.memoranda.telephones.of(it),
        "classification": facts["classification"],
        "urgency": facts["urgency"] or PLAIN,
        "title": facts["title"],
        "text": plain_text(text.body),
        "attachments": attachment_titles(text.attachments),
        "attached": _bodies(text.attachments),
        "result": _result(paper),
    }
    return {**values, **opinion_cells(opinions(paper, telling), CELLS)}


def screen_of(paper: Paper[Any], telling: Telling) -> ScreenPages:
    """The filled-in form for the screen."""
    screen: ScreenPages = paper.request.printer.screen(FORM, form_values(paper, telling))
    return screen


def screen_name(paper: Paper[Any], screen: ScreenPages) -> str:
    """A screen in an address: of which moment, and what it looked like."""
    return f"{paper.as_of}.{screen.digest[:16]}"


def screen_address(paper: Paper[Any], screen: ScreenPages) -> Callable[[str], str]:
    """The addresses of files of the form's pages for the screen."""
    name = screen_name(paper, screen)
    return lambda file: str(
        paper.request.route_path("memorandum.screen", id=paper.it.id, name=name, file=file)
    )


def agency_name(paper: Paper[Any]) -> str:
    """As the agency was called on the day shown."""
    day = office_day(paper.events[-1].timestamp)
    agency = paper.request.house.directory.agency_on(paper.it.agency, day)
    return str(agency.name) if agency else ""


def plain_text(blocks: Sequence[Block]) -> str:
    """One paragraph a line; a table as it is typed."""
    return "\n".join(
        line
        for block in blocks
        for line in ([block.text] if isinstance(block, Paragraph) else block_lines(block))
    )


def _submitted_on(paper: Paper[Any]) -> str:
    """呈报日期: of the first time."""
    moments = (each.timestamp for each in paper.events if type(each).__name__ == "Submitted")
    return next(map(whole_day, moments), "")


def _result(paper: Paper[Any]) -> str:
    it = paper.it
    if not it.stage.is_over:
        return ""
    decided = [each for each in paper.events if getattr(each, "move", {}).get("stage") == it.stage]
    return f"{STAGE_WORDS[Stage(it.stage)]}　{whole_day(decided[-1].timestamp)}"


def _bodies(attachments: Sequence[Attachment]) -> str:
    """The attachments' own text, each under its number."""
    return "\n".join(
        f"附件{place}：{each.title}\n{plain_text(each.body)}"
        for place, each in enumerate(attachments, start=1)
        if each.body
    )
