"""地址组: one name for several agencies (各区、县人民政府), as an agency keeps it, dated."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from office.directory.dated import PeriodsChanged, changed, ended, first_period, reopened
from office.directory.entries import Term
from office.directory.timeline import Delta, Facts, Timeline
from office.kernel.entity import Created, Entity
from office.kernel.refusals import Refused

LONGEST = 60  # characters of a name


class GroupChanged(PeriodsChanged):
    """Some periods of the group are now these; who said so."""

    by: str


class AddressGroup(Entity):
    """A group of one agency. Its members are codes of agencies; who they were is by day.

    `effective` is the first day on which the new state holds.
    """

    TOPIC: ClassVar[str] = "directory.AddressGroup"
    WORD: ClassVar[str] = "地址组"

    class Established(Created):
        """设立."""

        TOPIC: ClassVar[str] = "directory.AddressGroup.Established"
        by: str
        periods: dict[str, Any]

    class Renamed(GroupChanged):
        """更名."""

        TOPIC: ClassVar[str] = "directory.AddressGroup.Renamed"

    class MembersChanged(GroupChanged):
        """Other agencies belong to it."""

        TOPIC: ClassVar[str] = "directory.AddressGroup.MembersChanged"

    class Ended(GroupChanged):
        """停用."""

        TOPIC: ClassVar[str] = "directory.AddressGroup.Ended"

    class Resumed(GroupChanged):
        """恢复."""

        TOPIC: ClassVar[str] = "directory.AddressGroup.Resumed"

    def __init__(self, agency: str, by: str, periods: Delta) -> None:
        self.agency = agency
        self.timeline = Timeline.of(periods)

    @classmethod
    def establish(
        cls,
        *,
        id: UUID,
        agency: str,
        name: str,
        members: Sequence[str],
        by: str,
        effective: date,
        at: datetime,
    ) -> AddressGroup:
        """设立. Refused without a name or without members."""
        name = named(name)
        facts: Facts = {"agency": agency, "name": name, "members": listed(members)}
        return cls.begin(
            cls.Established,
            id=id,
            agency=agency,
            timestamp=at,
            by=by,
            periods=first_period(facts, term=Term(), effective=effective),
        )

    def rename(self, *, name: str, by: str, effective: date, at: datetime) -> None:
        """更名."""
        periods = changed(self.timeline, self.WORD, effective, name=named(name))
        self.trigger_event(self.Renamed, timestamp=at, by=by, periods=periods)

    def change_members(
        self, *, members: Sequence[str], by: str, effective: date, at: datetime
    ) -> None:
        """These agencies belong to it from that day on; what it was before stays known."""
        periods = changed(self.timeline, self.WORD, effective, members=listed(members))
        self.trigger_event(self.MembersChanged, timestamp=at, by=by, periods=periods)

    def end(self, *, by: str, effective: date, at: datetime) -> None:
        """停用: from that day on it names nobody."""
        periods = ended(self.timeline, self.WORD, effective)
        self.trigger_event(self.Ended, timestamp=at, by=by, periods=periods)

    def resume(self, *, by: str, effective: date, at: datetime) -> None:
        """恢复, with the members it had last."""
        periods = reopened(self.timeline, self.WORD, effective)
        self.trigger_event(self.Resumed, timestamp=at, by=by, periods=periods)


def named(name: str) -> str:
    """The name as it is kept. Refused if there is none, or if it could be no printed name."""
    name = "".join(name.split())
    if not name:
        raise Refused("请填写地址组的名称，写法与公文主送、抄送栏中的一致，如“各区、县人民政府”。")
    if len(name) > LONGEST:
        raise Refused(f"地址组的名称不能超过 {LONGEST} 个字。请用主送、抄送栏中的写法。")
    return name


def listed(members: Sequence[str]) -> list[str]:
    """The members once each. Refused if there are none."""
    found = list(dict.fromkeys(members))
    if not found:
        raise Refused("地址组至少要有一个成员机关。不再使用的地址组，请停用。")
    return found
