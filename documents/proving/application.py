"""The proof of one paper: its own events, those about it, and what they name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from documents.archive.acts.belonging import belonging_to
from documents.proving.inner import Audience, teller
from office.desk.registers import subjects
from office.kernel.journal import journal
from office.kernel.node import Node
from office.kernel.refusals import NOT_HERE, Missing
from signing.proofs.making import Proven, Prover

PAPERS = {"documents.Document": "发文", "documents.Incoming": "收文"}
"""By the topics of their streams, the papers that are proven."""


class PaperProofs:
    """Over the node. Who may export is asked before."""

    def __init__(self, node: Node, prover: Prover) -> None:
        self._node = node
        self._prover = prover

    def prove(
        self, paper: UUID, *, audience: Audience, words: Mapping[str, str], person: str = ""
    ) -> bytes:
        """A ZIP. Words for named people stay with them and so with `person`, where it is one.

        Raises Missing, and Refused where the node has no key.
        """
        first = self._first(paper)
        return self._prover.prove(
            Proven(
                title=self._title(paper),
                agency=first.agency,
                streams=[paper, *belonging_to(self._node.store, [paper])],
                audience=audience.words,
                tells=teller(audience, person=person),
                words=words,
            )
        )

    def _first(self, paper: UUID) -> Row[Any]:
        query = select(journal.c.agency, journal.c.topic).where(
            journal.c.originator_id == paper, journal.c.originator_version == 1
        )
        with self._node.store.reading() as connection:
            first = connection.execute(query).first()
        if first is None or first.topic.rpartition(".")[0] not in PAPERS:
            raise Missing(NOT_HERE)
        return first

    def _title(self, paper: UUID) -> str:
        """Destroyed papers have none."""
        query = select(subjects.c.title).where(subjects.c.subject == paper)
        with self._node.store.reading() as connection:
            return connection.execute(query).scalar() or "已销毁的文件"
