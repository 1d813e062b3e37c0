"""传阅: the aggregate of one circulation of a paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.domain import event

from documents.circulation.arranging import Arranging
from documents.circulation.readers import Place, Wish
from documents.circulation.stages import Mark, Mode, Stage
from documents.handling.holding import NOBODY, Holder, held_by
from documents.handling.limits import limited
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused


class Circulation(Arranging, Entity):
    """One round of a paper among its readers (条例 第二十四条（五）).

    `room` and `paper` name what goes round: the room's route and the id of its paper; `about` is
    what desks say of that (title, type, urgency, origin, number). After every act `go_on` brings
    it to whoever is next, or to its end. What is said here stays inside the agency.
    """

    TOPIC: ClassVar[str] = "documents.Circulation"

    class Begun(Created):
        TOPIC: ClassVar[str] = "documents.Circulation.Begun"
        room: str
        paper: str
        about: dict[str, Any]
        mode: str
        to: list[str]
        by: str
        note: str

    def __init__(
        self, agency: str, room: str, paper: str, about: dict[str, Any], mode: str, to: list[str]
    ) -> None:
        self.agency = agency
        self.room = room
        self.paper = UUID(paper)
        self.about = about
        self.mode = Mode(mode)
        self.stage = Stage.GOING
        self.places = {each: Place() for each in to}
        self.wishes: dict[str, Wish] = {}
        self.deputies: dict[str, tuple[str, ...]] = {}

    @staticmethod
    def id_of(*, paper: UUID, time: int) -> UUID:
        """`time` counts how often the paper has gone round."""
        return uuid5(NAMESPACE_URL, f"wenshu:circulation:{paper}:{time}")

    @classmethod
    def begin_for(
        cls,
        *,
        id: UUID,
        agency: str,
        room: str,
        paper: UUID,
        about: dict[str, Any],
        mode: Mode,
        readers: Sequence[str],
        by: str,
        note: str,
        at: datetime,
    ) -> Circulation:
        """传阅: to these people in this order, nobody twice."""
        if not readers:
            raise Refused("请至少选择一位传阅人。")
        return cls.begin(
            cls.Begun,
            id=id,
            agency=agency,
            timestamp=at,
            room=room,
            paper=str(paper),
            about=about,
            mode=mode,
            to=list(dict.fromkeys(readers)),
            by=by,
            note=note,
        )

    @property
    def holder(self) -> Holder:
        """Before whom it lies."""
        return held_by(*self.holders) if self.stage is Stage.GOING else NOBODY

    @property
    def document_type(self) -> str:
        """文种, as a delegation may be limited to some."""
        return str(self.about["type"])

    def go_on(self, *, by: str, at: datetime, remind_at: str = "") -> None:
        """On to whoever is next, who is reminded at that moment (ISO); finished when nobody is
        left."""
        self.spare(by=by, at=at)
        if to := self.next_in_turn:
            self._reached(timestamp=at, by=by, to=list(to), remind_at=remind_at)
        elif self.stage is Stage.GOING and not self.holders:
            self._finished(timestamp=at, by=by, wishes=list(self.wishes))

    def spare(self, *, by: str, at: datetime) -> None:
        """Who was told for a reader has nothing more to do when that one has read it."""
        over = {
            reader: list(told)
            for reader, told in self.deputies.items()
            if reader not in self.holders or self.stage is not Stage.GOING
        }
        if over:
            self._spared(timestamp=at, by=by, deputies=over)

    @event("Spared", topic="documents.Circulation.Spared")
    def _spared(self, timestamp: datetime, by: str, deputies: dict[str, Any]) -> None:
        self.deputies = {
            reader: told for reader, told in self.deputies.items() if reader not in deputies
        }

    @event("Reached", topic="documents.Circulation.Reached")
    def _reached(self, timestamp: datetime, by: str, to: list[str], remind_at: str) -> None:
        for each in to:
            self.places[each] = Place(Mark.REACHED, since=timestamp, remind_at=remind_at)

    def initial(
        self, *, by: str, reader: str, opinion: str, at: datetime, readers: Sequence[str] = ()
    ) -> None:
        """圈阅, by the `reader` or who acts for them. `readers`: for whom alone the words are."""
        place = self.places.get(reader)
        if place is None or place.mark is Mark.SKIPPED:
            raise Refused("此件没有传阅给您，不能圈阅。")
        if place.mark in (Mark.READ, Mark.INSTRUCTED):
            raise Refused("您已经圈阅过此件。")
        self._must_be_going("圈阅")
        if place.mark is Mark.AHEAD:
            raise Refused("此件依次传阅，还没有传到您，不能圈阅。传到时会出现在您的待阅中。")
        self._initialled(
            timestamp=at, by=by, reader=reader, opinion=opinion, readers=limited(readers, opinion)
        )

    @event("Initialled", topic="documents.Circulation.Initialled")
    def _initialled(
        self,
        timestamp: datetime,
        by: str,
        reader: str,
        opinion: str,
        readers: list[str],
        ink: dict[str, Any] | None = None,
    ) -> None:
        self.places[reader] = Place(Mark.READ, since=timestamp)

    def be_instructed(self, *, by: str, reader: str, at: datetime) -> None:
        """A leader instructed on the paper, and so has read it; the words are the paper's."""
        place = self.places.get(reader)
        if self.stage is Stage.GOING and place and place.mark in (Mark.AHEAD, Mark.REACHED):
            self._instructed(timestamp=at, by=by, reader=reader)

    @event("Instructed", topic="documents.Circulation.Instructed")
    def _instructed(self, timestamp: datetime, by: str, reader: str) -> None:
        self.places[reader] = Place(Mark.INSTRUCTED, since=timestamp)

    @event("ReaderAsked", topic="documents.Circulation.ReaderAsked")
    def _reader_asked(self, timestamp: datetime, by: str, reader: str, reason: str) -> None:
        self.wishes[reader] = Wish(by=by, reason=reason)

    @event("Declined", topic="documents.Circulation.Declined")
    def _declined(
        self, timestamp: datetime, by: str, reader: str, reason: str, wishes_left: int
    ) -> None:
        self.wishes.pop(reader)

    @event("ReaderAdded", topic="documents.Circulation.ReaderAdded")
    def _reader_added(self, timestamp: datetime, by: str, to: list[str], wishes_left: int) -> None:
        for each in to:
            self.places.pop(each, None)
            self.places[each] = Place()
            self.wishes.pop(each, None)

    @event("ReaderRemoved", topic="documents.Circulation.ReaderRemoved")
    def _reader_removed(self, timestamp: datetime, by: str, reader: str, reason: str) -> None:
        self.places.pop(reader)

    @event("Skipped", topic="documents.Circulation.Skipped")
    def _skipped(self, timestamp: datetime, by: str, reader: str, reason: str) -> None:
        self.places[reader] = Place(Mark.SKIPPED, since=timestamp)

    @event("Reordered", topic="documents.Circulation.Reordered")
    def _reordered(self, timestamp: datetime, by: str, to: list[str]) -> None:
        others = {each: place for each, place in self.places.items() if each not in to}
        self.places = others | {each: self.places[each] for each in to}

    @event("Reminded", topic="documents.Circulation.Reminded")
    def _reminded(
        self,
        timestamp: datetime,
        by: str,
        to: list[str],
        remind_at: str,
        deputies: dict[str, Any] | None = None,  # of none before they were told
    ) -> None:
        for each in to:
            place = self.places[each]
            self.places[each] = replace(place, reminded=place.reminded + 1, remind_at=remind_at)
            told = (*self.deputies.get(each, ()), *(deputies or {}).get(each, ()))
            if told:
                self.deputies = {**self.deputies, each: tuple(dict.fromkeys(told))}

    @event("Withdrawn", topic="documents.Circulation.Withdrawn")
    def _was_withdrawn(self, timestamp: datetime, by: str, reason: str, to: list[str]) -> None:
        # `to`: from whose lists it goes.
        self._end(Stage.WITHDRAWN)

    @event("Finished", topic="documents.Circulation.Finished")
    def _finished(self, timestamp: datetime, by: str, wishes: list[str]) -> None:
        # `wishes`: readers asked for whom the office had not decided about.
        self._end(Stage.FINISHED)

    def hand_over(self, *, by: str, giver: str, taker: str, at: datetime) -> str:
        """移交: the one reads it instead of the other; who reads it anyway reads it once.

        What was handed over, as a word.
        """
        self._must_be_going("移交")
        if giver not in self.holders:
            raise Refused("此件已经不在移交人手中，没有移交。")
        shared = taker in self.readers
        self._handed_over(
            timestamp=at,
            by=by,
            giver=giver,
            taker=taker,
            shared=shared,
            remind_at=self.places[giver].remind_at,
        )
        return "shared" if shared else "reading"

    @event("HandedOver", topic="documents.Circulation.HandedOver")
    def _handed_over(
        self,
        timestamp: datetime,
        by: str,
        giver: str,
        taker: str,
        *,
        shared: bool,
        remind_at: str,
    ) -> None:
        if shared:
            self.places.pop(giver)
        else:  # in the same place of the order
            self.places.pop(taker, None)
            self.places = {
                taker if each == giver else each: place for each, place in self.places.items()
            }

    def _end(self, stage: Stage) -> None:
        self.stage = stage
        self.wishes = {}
