"""Until when answers are awaited, and which are taken: the first one, in time, about the text that
was sent."""

from __future__ import annotations

from datetime import date

from documents.consignments.capsule import Capsule, NotTaken
from documents.consignments.states import Code
from documents.consulting.consultation import Consultation
from documents.consulting.verdicts import Answer, wrong_answer
from office.calendar import WorkingDays
from office.kernel.refusals import Refused


def check_answer(it: Consultation, code: str, answer: Answer) -> None:
    """Raise `NotTaken` with its own code for an answer that nobody awaits, or not this one."""
    place = it.place(code)
    if place.answer is not None:
        raise NotTaken(
            Code.ANSWER_REPEATED,
            "贵机关已经答复过此件，不能再次答复。有补充的，请联系来文机关。",
        )
    if place.withdrawn:
        raise NotTaken(
            Code.ANSWER_NOT_AWAITED,
            f"来文机关已经撤回征询（{place.withdrawn}），不再接收答复。",
        )
    if place.silent:
        raise NotTaken(
            Code.ANSWER_TOO_LATE,
            f"答复期限（{it.deadline}）已过，按来文所述视为无意见，不再接收答复。",
        )
    if (answer.revision, answer.pages) != (it.shown["revision"], it.shown["pages"]):
        raise NotTaken(
            Code.ANSWER_OTHER_REVISION,
            "答复所针对的文稿与送去的不是同一稿，不能接收。请对照送去的文稿重新答复。",
        )
    if wrong := wrong_answer(it.asking, answer.verdict, answer.comments):
        raise NotTaken(Code.ENVELOPE_INVALID, wrong)


def not_awaited() -> NotTaken:
    """Nobody asked this agency, or not this."""
    return NotTaken(
        Code.ANSWER_NOT_AWAITED, "来文机关没有征询过贵机关，或者不是此件，不能接收答复。"
    )


def answer_in(capsule: Capsule) -> Answer:
    """The answer that it carries. Raises `NotTaken` for what is none."""
    try:
        return Answer.from_json(capsule.facts["answer"])
    except (KeyError, TypeError, ValueError) as fault:
        raise NotTaken(
            Code.ENVELOPE_INVALID, "答复的内容不完整，不能接收。请重新发送。"
        ) from fault


def on_working_day(deadline: date, *, calendar: WorkingDays, today: date) -> date:
    """The deadline, or the next working day behind it. Refused for one that is over."""
    if deadline < today:
        raise Refused("答复期限已经过去，请填写今天或以后的日期。")
    return deadline if calendar.is_working(deadline) else calendar.after(deadline, 1).day
