"""附件 of an outgoing document as files: attached and taken off until it goes to the signer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.config import Configurator

from documents.manuscript import Manuscript
from documents.outgoing.screens.page import paper_of
from documents.outgoing.until_sign_off import REVISABLE
from documents.permissions import Permission
from documents.revisions.files import Attaching, add_attaching
from documents.screens.paper import Paper
from office.web.form_acts import act_of, seen_version


def _may_revise(paper: Paper[Any]) -> bool:
    request = paper.request
    may = request.house.guard.permits(Permission.Document.REVISE, request.identity, paper.it)
    return may and paper.it.stage in REVISABLE


def _revise(paper: Paper[Any], manuscript: Manuscript, files: Mapping[str, bytes]) -> None:
    paper.request.documents.revise(
        act_of(paper.request),
        paper.it.id,
        manuscript=manuscript,
        seen=seen_version(paper.request),
        images=files,
    )


ATTACHING = Attaching("document", open=paper_of, may_revise=_may_revise, revise=_revise)


def includeme(config: Configurator) -> None:
    """Routes and views."""
    add_attaching(config, ATTACHING, path="/documents/{id}")
