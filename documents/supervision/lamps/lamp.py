"""灯: the light of one party's share as it was when somebody was last told."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID, uuid5

from eventsourcing.domain import event

from documents.supervision.stages import Light
from office.kernel.clock import day_in_words
from office.kernel.entity import Created, Entity

_WORSE = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}


class Lamp(Entity):
    """Stands beside the matter, so that time makes no open form of it stale.

    `told_on` is the day (ISO) that the deadline was when somebody was told last; `urged` counts
    how often they were since the light is red; `next` is the moment (ISO) at which the light
    turns, or at which they are told again. No command refuses: time acts by itself.
    """

    TOPIC: ClassVar[str] = "documents.Lamp"

    class Begun(Created):
        TOPIC: ClassVar[str] = "documents.Lamp.Begun"
        matter: str
        party: str

    def __init__(self, agency: str, matter: str, party: str) -> None:
        self.agency = agency
        self.matter = UUID(matter)
        self.party = party
        self.light: Light | None = None
        self.deadline = ""
        self.urged = 0
        self.next = ""

    @staticmethod
    def id_of(matter: UUID, party: str) -> UUID:
        """A party's share in a matter has one."""
        return uuid5(matter, f"lamp:{party}")

    @classmethod
    def begin_for(cls, *, agency: str, matter: UUID, party: str, at: datetime) -> Lamp:
        """Nothing has been looked at yet."""
        return cls.begin(
            cls.Begun,
            id=cls.id_of(matter, party),
            agency=agency,
            timestamp=at,
            matter=str(matter),
            party=party,
        )

    def tells(self, light: Light, *, deadline: str, at: datetime) -> bool:
        """Whether anybody is to be told: the light is worse than it was, or red still when it was
        to be looked at again. What is given out red or yellow is new to nobody."""
        if self.light is None or light is Light.GREEN:
            return False
        if _WORSE[light] > _WORSE[self.light]:
            return True
        again = light is Light.RED and deadline == self.deadline and bool(self.next)
        return again and at >= datetime.fromisoformat(self.next)

    def show(
        self,
        light: Light,
        *,
        by: str,
        name: str,
        deadline: str,
        words: str,
        next: str,
        at: datetime,
    ) -> None:
        """What it shows now, and whether that is told (`words`); `name` is the party's."""
        told = self.tells(light, deadline=deadline, at=at)
        self._shown(
            timestamp=at,
            by=by,
            matter=str(self.matter),
            party=self.party,
            light=str(light),
            deadline=deadline,
            words=words if told else "",
            next=next,
            name=name,
        )

    @event("Shown", topic="documents.Lamp.Shown")
    def _shown(
        self,
        timestamp: datetime,
        by: str,
        matter: str,
        party: str,
        light: str,
        deadline: str,
        words: str,
        next: str,
        name: str,
    ) -> None:
        same = self.light is Light.RED and deadline == self.deadline
        self.light = Light(light)
        self.deadline = deadline
        self.next = next
        if self.light is Light.RED:
            self.urged = (self.urged if same else 0) + bool(words)
        else:
            self.urged = 0


def lamp_words(light: Light, *, deadline: str, left: str) -> str:
    """What whoever carries it out is told; `left` as lights say it (余 2 个工作日)."""
    if light is Light.RED:
        return f"红灯：已过办理时限 {day_in_words(deadline)}，{left}。请抓紧办理并反馈。"
    return f"黄灯：办理时限 {day_in_words(deadline)}，{left}。请按期反馈。"
