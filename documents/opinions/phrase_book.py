"""常用语 of an agency: which phrases each step offers, and what an empty opinion stands for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.opinions.steps import STANDARD, Arrangement, OpinionStep
from office.kernel.entity import Created, Entity


class PhraseBook(Entity):
    """One agency's arrangement of opinions. A stream, because a default becomes what people are
    recorded to have said: who arranged it, and when, must be provable."""

    TOPIC: ClassVar[str] = "documents.PhraseBook"

    class Opened(Created):
        TOPIC: ClassVar[str] = "documents.PhraseBook.Opened"

    def __init__(self, agency: str) -> None:
        self.agency = agency
        self.steps: dict[OpinionStep, Arrangement] = dict(STANDARD)

    @staticmethod
    def id_of(agency: str) -> UUID:
        """An agency has one."""
        return uuid5(NAMESPACE_URL, f"wenshu:phrase-book:{agency}")

    @classmethod
    def open(cls, *, agency: str, at: datetime) -> PhraseBook:
        """Begin with the standard arrangement."""
        return cls.begin(cls.Opened, id=cls.id_of(agency), agency=agency, timestamp=at)

    def arrange(self, steps: Mapping[OpinionStep, Arrangement], *, by: str, at: datetime) -> None:
        """These steps are arranged so from now on; what is so already is no event."""
        for step, wanted in steps.items():
            if self.steps[step] != wanted:
                self._arranged(
                    timestamp=at,
                    by=by,
                    step=str(step),
                    phrases=list(wanted.phrases),
                    default=wanted.default,
                )

    @event("Arranged", topic="documents.PhraseBook.Arranged")
    def _arranged(
        self, timestamp: datetime, by: str, step: str, phrases: list[str], default: str
    ) -> None:
        self.steps[OpinionStep(step)] = Arrangement(tuple(phrases), default)
