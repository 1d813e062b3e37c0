"""意见汇总表: every answer, comment by comment, with what was done about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from documents.consulting.consultation import Consultation
from documents.consulting.place import DISPOSAL_WORDS, RESOLUTION_WORDS, Place, Treatment
from documents.consulting.verdicts import ANSWERS, ASKING_WORDS
from documents.layout.forms import Value
from office.web.formats import whole_day

SUMMARY = "comment_summary"
SILENT = "逾期未复，视为无意见"


def summary_values(it: Consultation, *, agency: str, by: str, day: date) -> dict[str, Value]:
    """What the form `comment_summary` is filled in with; `agency` and `by` are names."""
    return {
        "agency": agency,
        "title": str(it.facts["title"]),
        "printed_on": whole_day(day),
        "asked": f"{ASKING_WORDS[it.asking]}，第{it.round}轮，{len(it.places)}家",
        "deadline": whole_day(date.fromisoformat(it.deadline)),
        "standing": counted(it),
        "comments": [row for place in it.places.values() for row in _rows(it, place)],
        "by": by,
    }


def counted(it: Consultation) -> str:
    """How many answered what: 同意会签 2 家，不同意 1 家，未答复 1 家."""
    words = Counter(answer_words(it, place) for place in it.places.values())
    return "，".join(f"{each} {count} 家" for each, count in words.items())


def answer_words(it: Consultation, place: Place) -> str:
    """What the agency says, in the trade's words."""
    if place.answer:
        return ANSWERS[it.asking][place.answer.verdict]
    if place.withdrawn:
        return "已撤回"
    if place.silent:
        return SILENT
    return "未答复" if place.sent_at else "未送出"


def treatment_words(place: Place) -> str:
    """How a dissent was settled; empty if there was none, or it was not."""
    if place.resolution:
        return RESOLUTION_WORDS[place.resolution]
    return f"已提请{place.escalated_to}裁定" if place.escalated_to else ""


def _reasons(treatment: Treatment | None) -> tuple[str, ...]:
    if treatment is None:
        return ()
    unchanged = treatment.unchanged
    return (treatment.reason, f"文稿未改：{unchanged}" if unchanged else "")


def _rows(it: Consultation, place: Place) -> Iterator[dict[str, str]]:
    comments = place.answer.comments if place.answer else ()
    head = {"agency": place.name, "verdict": answer_words(it, place)}
    settled = treatment_words(place)
    if not comments:
        reason = f"撤回理由：{place.withdrawn}" if place.withdrawn else settled
        yield {**head, "clause": "", "text": "", "disposal": "", "reason": reason}
    for number, comment in enumerate(comments):
        treatment = place.disposed.get(number)
        yield {
            **head,
            "clause": comment.clause,
            "text": comment.text,
            "disposal": DISPOSAL_WORDS[treatment.disposal] if treatment else "",
            "reason": "；".join(filter(None, (*_reasons(treatment), settled))),
        }
