"""What a sheet tells out of other papers: which agencies said what, how many copies there are.

Other papers have streams of their own; each is told as it stood at the moment that the sheet
shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar

from documents.consulting.consultation import Consultation
from documents.consulting.lines import consulted_facts
from documents.consulting.place import Place
from documents.consulting.summary import answer_words, treatment_words
from documents.consulting.verdicts import Answer, Asking
from documents.distribution.distribution_list import DistributionList
from documents.layout.forms import Opinion
from documents.screens.paper import Paper
from office.kernel.entity import Entity
from office.web.formats import whole_day

E = TypeVar("E", bound=Entity)


def agencies_opinions(rounds: list[Consultation]) -> list[Opinion]:
    """会签 and the sign-off of joint issuers by other agencies, whose silence too is a line."""
    return [
        opinion
        for it in rounds
        if it.asking is not Asking.COMMENTS
        for place in it.places.values()
        for opinion in _opinion(it, place)
    ]


def comments_asked(rounds: list[Consultation]) -> str:
    """征求意见: a line a round. The comments themselves stand in the 意见汇总表."""
    asked = [each for each in rounds if each.asking is Asking.COMMENTS]
    lines = (f"{each.label}：{each.value}" for each in consulted_facts(asked))
    return "\n".join(lines)


def copies_listed(paper: Paper[Any]) -> str:
    """份数 of the distribution list; empty without one."""
    room, id = paper.request.distributions, DistributionList.id_of(paper.it.id)
    if not room.exists(id):
        return ""
    it = paper.stood(room, room.load(DistributionList, id))
    return str(it.copies) if it else ""


def _opinion(it: Consultation, place: Place) -> Iterator[Opinion]:
    verdict = answer_words(it, place)
    if answer := place.answer:
        yield Opinion(
            words=_words(verdict, answer, settled=treatment_words(place)),
            who=f"{answer.by}　{answer.post}（{place.name}）",
            date=whole_day(date.fromisoformat(answer.on)),
        )
    elif place.silent:
        yield Opinion(words=f"（{verdict}）", who=place.name)


def _words(verdict: str, answer: Answer, *, settled: str) -> str:
    comments = "；".join(f"{each.clause}：{each.text}" for each in answer.comments)
    outcome = f"（{settled}）" if settled else ""
    return f"（{verdict}）{answer.opinion}{comments}{outcome}"
