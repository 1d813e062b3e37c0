"""The proof of one paper: its own events, those about it, and what they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from documents.archive.acts.belonging import belonging_to
from documents.proving.inner import Audience, teller
from documents.proving.standing import fallen
from office.desk.registers import subjects
from office.directory.lookup import Lookup
from office.kernel.journal import journal
from office.kernel.node import Node
from office.kernel.refusals import NOT_HERE, Missing
from signing.proofs.making import Proven, Prover

PAPERS = {"documents.Document": "发文", "documents.Incoming": "收文"}
"""By the topics of their streams, the papers that are proven."""


class PaperProofs:
    """Over the node. Who may export is asked before."""

    def __init__(self, node: Node, prover: Prover, *, directory: Lookup) -> None:
        self._node = node
        self._prover = prover
        self._directory = directory

    def prove(
        self, paper: UUID, *, audience: Audience, words: Mapping[str, str], person: str = ""
    ) -> bytes:
        """A ZIP. Words for named people stay with them and so with `person`, where it is one.

        Raises Missing, and Refused where the node has no key.
        """
        first = self._first(paper)
        streams = [paper, *belonging_to(self._node.store, [paper])]
        outside = audience is Audience.OUTSIDERS
        return self._prover.prove(
            Proven(
                title=self._title(paper),
                agency=first.agency,
                streams=streams,
                audience=audience.words,
                tells=teller(audience, person=person),
                words=words,
                organ=self._organ(first.agency),
                withheld=fallen(self._lines(streams, of=first.agency)) if outside else (),
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

    def _lines(self, streams: Sequence[UUID], *, of: str) -> Sequence[Row[Any]]:
        query = select(journal.c.id, journal.c.originator_id, journal.c.topic).where(
            journal.c.originator_id.in_(streams), journal.c.agency == of
        )
        with self._node.store.reading() as connection:
            return connection.execute(query.order_by(journal.c.id)).all()

    def _organ(self, agency: str) -> str:
        entry = self._directory.agency_on(agency)
        return entry.name if entry else agency

    def _title(self, paper: UUID) -> str:
        """Destroyed papers have none."""
        query = select(subjects.c.title).where(subjects.c.subject == paper)
        with self._node.store.reading() as connection:
            return connection.execute(query).scalar() or "已销毁的文件"
