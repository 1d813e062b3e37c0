"""公开: that an issued document was published, where and when, and taken down again."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Publication(Entity):
    """The publication of one document by its agency."""

    TOPIC: ClassVar[str] = "documents.Publication"

    class Published(Created):
        TOPIC: ClassVar[str] = "documents.Publication.Published"
        by: str
        document: str
        place: str
        on: str
        registration: str

    def __init__(
        self, agency: str, by: str, document: str, place: str, on: str, registration: str
    ) -> None:
        self.agency = agency
        self.document = document
        self.place = place
        self.on = on
        self.registration = registration
        self.is_up = True

    @staticmethod
    def id_of(document: UUID) -> UUID:
        """One document has one publication."""
        return uuid5(NAMESPACE_URL, f"wenshu:publication:{document}")

    @classmethod
    def publish(
        cls,
        *,
        agency: str,
        document: UUID,
        by: str,
        place: str,
        on: date,
        registration: str,
        at: datetime,
        today: date,
    ) -> Publication:
        """已公开: at a place (an address, a gazette's issue) on a day that is not to come.

        `registration` is the unified number of a regulatory document (规范性文件登记编号).
        """
        _must_be_told(place, on, today)
        return cls.begin(
            cls.Published,
            id=cls.id_of(document),
            agency=agency,
            timestamp=at,
            by=by,
            document=str(document),
            place=place.strip(),
            on=on.isoformat(),
            registration=registration.strip(),
        )

    def publish_again(self, *, by: str, place: str, on: date, at: datetime, today: date) -> None:
        """重新公开 of what was taken down."""
        if self.is_up:
            raise Refused("此件已经公开。要改公开的地方，请先撤下并写明原因，再重新公开。")
        _must_be_told(place, on, today)
        self._published_again(timestamp=at, by=by, place=place.strip(), on=on.isoformat())

    @event("PublishedAgain", topic="documents.Publication.PublishedAgain")
    def _published_again(self, timestamp: datetime, by: str, place: str, on: str) -> None:
        self.place = place
        self.on = on
        self.is_up = True

    def take_down(self, *, by: str, reason: str, at: datetime) -> None:
        """撤下: what should not have been published, or not so; with the reason."""
        if not self.is_up:
            raise Refused("此件已经撤下，不用再撤。")
        if not reason.strip():
            raise Refused("撤下公开的信息，须写明原因，以备核查。请填写原因。")
        self._taken_down(timestamp=at, by=by, reason=reason.strip())

    @event("TakenDown", topic="documents.Publication.TakenDown")
    def _taken_down(self, timestamp: datetime, by: str, reason: str) -> None:
        self.is_up = False


def _must_be_told(place: str, on: date, today: date) -> None:
    if not place.strip():
        raise Refused("请填写公开的地方：网址、政府公报的期号或者查阅场所。")
    if on > today:
        raise Refused("公开日期不能晚于今天。请填写实际公开的日期。")
