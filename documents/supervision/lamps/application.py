"""The room of lamps: time looks at them, and tells whoever is late."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from documents.consignments.application import Consignments
from documents.supervision.lamps.lamp import Lamp, lamp_words
from documents.supervision.lamps.registers import LAMP
from documents.supervision.lights import Lit, light_of, yellow_from
from documents.supervision.ports import Hours, Offices
from documents.supervision.rules import SupervisionRules
from documents.supervision.said import Said
from documents.supervision.share import Share
from documents.supervision.stages import ENDED, Light
from documents.supervision.supervision import Supervision
from documents.supervision.travelling import note_capsule
from office.calendar import WorkingDays
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.room import Room
from office.timers.timer import TIMER, Timer

_SAID = {Light.YELLOW: Said.WARNED, Light.RED: Said.URGED}


class Lamps(Room):
    """督办预警. Our own units are told where all shares of theirs are (`documents.deadlines`);
    other agencies by a consignment."""

    def __init__(
        self,
        node: Node,
        *,
        consignments: Consignments,
        offices: Offices,
        calendar: WorkingDays,
        hours: Hours,
        rules: SupervisionRules,
    ) -> None:
        super().__init__(node)
        self.consignments = consignments
        self.offices = offices
        self.calendar = calendar
        self.hours = hours
        self.rules = rules

    def of(self, matter: UUID, party: str) -> Lamp | None:
        """The party's; None before anybody looked at it."""
        id = Lamp.id_of(matter, party)
        return self.load(Lamp, id) if self.exists(id) else None

    def told_of(self, matter: UUID) -> list[Any]:
        """What was told of this matter, by party."""
        shares = self.load(Supervision, matter).shares
        events = (self.events.get(Lamp.id_of(matter, party)) for party in shares)
        return [each for of in events for each in of if getattr(each, "words", "")]

    def near(self, deadline: date) -> datetime:
        """The moment from which a matter that is due on that day is yellow."""
        day = yellow_from(deadline, yellow=self.rules.yellow, calendar=self.calendar)
        return self.hours.opens(self.hours.opening(day))

    def look_at(self, act: Act, timer: Timer) -> None:
        """What the lamp shows now; who carries it out is told where it turned."""
        matter, _, party = timer.data.partition(" ")

        def decide() -> None:
            it = self.load(Supervision, UUID(matter))
            share = it.shares[party]
            if it.stage not in ENDED and share.at_work:
                self._look_at(act, it, share)

        self.perform(act, name=LAMP, given={"at": timer.at}, decide=decide)

    def _look_at(self, act: Act, it: Supervision, share: Share) -> None:
        now = self.clock.now()
        today = office_day(now)
        lamp = self.of(it.id, share.party) or Lamp.begin_for(
            agency=it.agency, matter=it.id, party=share.party, at=now
        )
        lit = light_of(
            share.deadline, today=today, yellow=self.rules.yellow, calendar=self.calendar
        )
        told = lamp.tells(lit.light, deadline=share.deadline, at=now)
        words = lamp_words(lit.light, deadline=share.deadline, left=lit.words)
        lamp.show(
            lit.light,
            by=TIMER,
            name=share.name,
            deadline=share.deadline,
            words=words,
            next=self._next(lamp, share, lit, told=told, today=today),
            at=now,
        )
        self.save(lamp)
        if told and share.agency:
            self._tell(act, it, share, lamp, words=words)

    def _next(self, lamp: Lamp, share: Share, lit: Lit, *, told: bool, today: date) -> str:
        """When to look again (ISO); empty when all has been said."""
        deadline = date.fromisoformat(share.deadline)
        if lit.light is Light.GREEN:
            return self.near(deadline).isoformat()
        if lit.light is Light.YELLOW:
            return self.hours.opens(self.hours.opening(deadline + timedelta(days=1))).isoformat()
        same = lamp.light is Light.RED and lamp.deadline == share.deadline
        if same and not told:
            return lamp.next
        if (lamp.urged if same else 0) + told >= self.rules.urgings:
            return ""
        return self.hours.opening(self.calendar.after(today, self.rules.every).day).isoformat()

    def _tell(self, act: Act, it: Supervision, share: Share, lamp: Lamp, *, words: str) -> None:
        sender = self.offices.agency_on(it.agency, office_day(self.clock.now()))
        if sender is None:
            return  # dissolved meanwhile: nobody is left who would urge
        under, capsule = note_capsule(
            it,
            share,
            _SAID[lamp.light or Light.RED],
            sender=sender,
            words=words,
            told=lamp.version,
        )
        self.consignments.dispatch(act, document=under, capsules=[capsule])
