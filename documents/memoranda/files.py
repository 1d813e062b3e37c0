"""附件 of a memorandum as files: the same list and form as a document's, for its drafter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request

from documents.manuscript import Manuscript
from documents.memoranda.page import MemorandumPaper
from documents.memoranda.stages import Stage
from documents.permissions import Permission
from documents.revisions.files import Attaching, add_attaching
from documents.screens.paper import Paper
from office.web.form_acts import act_of, seen_version, uuid_of


def _open(request: Request) -> MemorandumPaper:
    paper = MemorandumPaper(request, uuid_of(request))
    request.check(Permission.Memorandum.VIEW, paper.it)
    return paper


def _may_revise(paper: Paper[Any]) -> bool:
    request = paper.request
    may = request.house.guard.permits(Permission.Memorandum.REVISE, request.identity, paper.it)
    return may and paper.it.stage is Stage.DRAFTING


def _revise(paper: Paper[Any], manuscript: Manuscript, files: Mapping[str, bytes]) -> None:
    request, facts = paper.request, paper.it.facts
    request.memoranda.revise(
        act_of(request),
        paper.it.id,
        manuscript=manuscript,
        unit=facts["unit"],
        files=files,
        seen=seen_version(request),
    )


ATTACHING = Attaching("memorandum", open=_open, may_revise=_may_revise, revise=_revise)


def includeme(config: Configurator) -> None:
    """Routes and views."""
    add_attaching(config, ATTACHING, path="/memoranda/{id}")
