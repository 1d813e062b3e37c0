"""What a sheet tells out of other papers: which agencies said what, how many copies there are.

Other papers have streams of their own; each is told as it stood at the moment that the sheet
shows, which lasts until the next event of the sheet's own paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from documents.consulting.consultation import Consultation
from documents.consulting.lines import consulted_facts
from documents.consulting.place import Place
from documents.consulting.summary import answer_words, treatment_words
from documents.consulting.verdicts import Answer, Asking
from documents.distribution.distribution_list import DistributionList
from documents.layout.forms import Opinion
from documents.screens.paper import Paper
from office.kernel.entity import Entity
from office.kernel.room import Room
from office.web.formats import whole_day

E = TypeVar("E", bound=Entity)


def rounds_of(paper: Paper[Any]) -> list[Consultation]:
    """Every round of asking other agencies, as it stood then."""
    room = paper.request.consultations
    found = (_stood(room, each, paper) for each in room.of_document(paper.it.id))
    return [each for each in found if each is not None]


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
    it = _stood(room, room.load(DistributionList, id), paper)
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


def _stood(room: Room, it: E, paper: Paper[Any]) -> E | None:
    """As it stood at the paper's moment; None before there was any."""
    over = paper.over
    if over is None:
        return it
    history: Iterable[Any] = room.events.get(it.id)
    version = sum(each.timestamp < over for each in history)
    if not version:
        return None
    id: UUID = it.id
    then: E = room.repository.get(id, version=version)
    return then
