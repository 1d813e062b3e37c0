"""Consultations on the slip of the document that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pyramid.request import Request

from documents.consulting.consultation import Consultation
from documents.consulting.summary import counted
from documents.consulting.verdicts import ASKING_WORDS
from documents.screens.paper import Paper
from office.web.models import Fact, FileItem, Link


def rounds_of(paper: Paper[Any]) -> list[Consultation]:
    """Every round of asking other agencies about a document, as it stood then."""
    room = paper.request.consultations
    found = (paper.stood(room, each) for each in room.of_document(paper.it.id))
    return [each for each in found if each is not None]


def consulted_facts(rounds: Sequence[Consultation]) -> Iterator[Fact]:
    """Who was asked what and how it stands, a line a round."""
    for it in rounds:
        again = any(each.asking is it.asking and each.round > it.round for each in rounds)
        state = "" if it.settled else "，已再送" if again else "，未办妥"
        yield Fact(_name(it, rounds), f"{counted(it)}{state}")


def summary_files(request: Request, rounds: Sequence[Consultation]) -> Iterator[FileItem]:
    """The stored 意见汇总表, which travel with the draft."""
    for it in rounds:
        if it.summary:
            href = request.route_path("consultation.file", id=it.id, digest=it.summary["pages"])
            yield FileItem(f"意见汇总表（{_name(it, rounds)}）.pdf", href, it.summary["length"])


def consultation_links(request: Request, document: Any) -> tuple[Link, ...]:
    """On a document's page: the way to each round."""
    rounds = request.consultations.of_document(document.id)
    return tuple(
        Link(_name(it, rounds), request.route_path("consultation", id=it.id), "incoming")
        for it in rounds
    )


def _name(it: Consultation, rounds: Sequence[Consultation]) -> str:
    several = sum(each.asking is it.asking for each in rounds) > 1
    words = ASKING_WORDS[it.asking]
    return f"{words}（第{it.round}轮）" if several else words
