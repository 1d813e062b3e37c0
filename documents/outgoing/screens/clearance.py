"""保密审查 on the screen: whether what was done still stands, what was refused, what to do."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request

from documents.outgoing.clearance import GROUND_WORDS, Cleared, Ground
from documents.outgoing.document import Document
from documents.outgoing.secrecy import CLAUSE
from documents.outgoing.stages import ISSUING, Stage
from documents.permissions import Permission
from documents.screens.paper import Paper
from office.web.models import Badge, Choice, Field, Tone
from office.web.models import Severity as Shown
from office.web.models.forms import FoundLine

OTHER_TEXT = "审查后正文有改动"
OTHER_OPENNESS = "公开属性已改"
OTHER_REVIEWER = "已另定保密审查人"
TAKEN_BACK = "审查已随取回作废"
AGAIN, DONE_AGAIN = "须重审", "已重新审查"


def outdated(it: Document, event: Any) -> str:
    """Why the 保密审查 that an event did stands no more, and what follows; "" while it stands."""
    done = _done(it, event)
    if done is None or (it.cleared is not None and done == it.cleared):
        return ""
    why = _why(it, done)
    return f"{why}，{DONE_AGAIN if it.cleared else AGAIN}" if why else ""


def outdated_badge(it: Document, event: Any) -> Badge | None:
    """In the place of ✓ 已审查: amber while it must be done again, grey behind another."""
    words = outdated(it, event)
    if not words:
        return None
    return Badge(words, Tone.NEUTRAL if it.cleared else Tone.WARNING)


def newest_outdated(it: Document) -> str:
    """The same of what was done last, for forms and sheets."""
    done = it.last_cleared
    if done is None or it.cleared is not None:
        return ""
    why = _why(it, done)
    return f"{why}，{AGAIN}" if why else ""


def secrecy_notices(request: Request, it: Document) -> list[str]:
    """Sentences for a page: who refused it and why, with whom it waits, what was outdated."""
    name = request.house.directory.person_name
    refused = it.objection
    if refused is not None and it.stage is not Stage.ABANDONED:
        who = name(refused.by)
        told = f"{who}作保密审查，不同意此件按“{refused.openness}”办理：{refused.reason}。"
        return [f"{told}{it.objection_remedy}"]
    old = newest_outdated(it)
    if it.stage is Stage.DRAFTING and old:
        return (
            [f"{old}：送核后由{name(it.secrecy_reviewer)}重新确认。"]
            if it.secrecy_reviewer
            else []
        )
    asked = it.secrecy_asked
    if asked is None:
        return []
    told = _raised(it) if it.stage in ISSUING else f"{old}。" if old else ""
    if request.house.guard.permits(Permission.Document.REVIEW_SECRECY, request.identity, it):
        if asked not in it.speakers:
            return [f"{told}本文稿等您作保密审查：请按“确认保密审查”，或者写明理由后按“不同意”。"]
        mine = "您是本件的保密审查人：同意即确认已作保密审查；也可以按“确认保密审查”单独办理。"
        return [f"{told}{mine}"]
    if it.stage in ISSUING:
        return [f"{told}请保密审查人{name(asked)}打开此件确认；不再改的，请签发人恢复公开属性。"]
    doing = "签发" if it.stage is Stage.SIGNING else "送签发"
    return [f"{told}保密审查人{name(asked)}还没有确认，确认前不能{doing}。"]


def objection_line(request: Request, it: Document) -> FoundLine | None:
    """A refusal as a finding that stops the act, leading to where the openness is stated."""
    refused = it.objection
    if refused is None:
        return None
    who = request.house.directory.person_name(refused.by)
    editor = request.route_path("document.revise", id=it.id)
    return FoundLine(
        severity=Shown.MUST,
        title=f"{who}作保密审查，不同意按“{refused.openness}”办理：{refused.reason}",
        clause=CLAUSE,
        place="公开与保密",
        remedy=it.objection_remedy,
        href=f"{editor}#f-openness",
    )


def why_not_released(it: Document) -> str:
    """Why 核发 has to wait; "" where it has not."""
    if it.stage is not Stage.RELEASING or not it.awaits_clearing:
        return ""
    return "保密审查还没有确认，见上。"


def ground_field() -> Field:
    """Why it is refused; for whoever confirms it says nothing."""
    choices = (
        Choice("", "（确认的不用选）", chosen=True),
        *(Choice(each, GROUND_WORDS[each]) for each in Ground),
    )
    return Field("ground", "不同意的理由", kind="select", choices=choices)


def _raised(it: Document) -> str:
    before, openness = it.openness_before.get("openness", ""), it.particulars.get("openness", "")
    return f"公开属性在签发时由“{before}”改为“{openness}”，保密审查人确认前不能核发。"


def _done(it: Document, event: Any) -> Cleared | None:
    """What the event cleared, with the slips that were mended since."""
    if type(event).__name__ == "SecrecyReviewed":
        openness = event.openness
    elif getattr(event, "secrecy_reviewed", False):
        openness = str(event.particulars.get("openness", ""))
    else:
        return None
    last = it.last_cleared
    if last is not None and (last.at, last.by) == (event.timestamp, event.by):
        return last
    return Cleared(
        by=event.by,
        reviewer=event.turn,
        revision=event.shown["revision"],
        openness=openness,
        at=event.timestamp,
    )


def _why(it: Document, done: Cleared) -> str:
    signed = it.shown.get("revision") if it.signed_off_at else None
    if done.revision not in (it.revision, signed):
        return OTHER_TEXT
    if done.reviewer != it.secrecy_reviewer:
        return OTHER_REVIEWER
    if done.openness != it.particulars.get("openness", ""):
        return OTHER_OPENNESS
    return "" if it.last_cleared else TAKEN_BACK


def of_paper(paper: Paper[Any], event: Any) -> str:
    """`outdated` in brackets behind what the history says of the act; "" while it stands."""
    it = paper.it
    words = outdated(it, event) if isinstance(it, Document) else ""
    return f"（{words}）" if words else ""
