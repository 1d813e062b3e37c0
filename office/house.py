"""The house: one process's office, put together from the settings.

Web server, worker and commands all stand in the same house; what differs is only what they do
in it. Rooms are entry points of the group "office.rooms"; each names a module with a function
`join(house)`. All installed rooms are imported, so that their events can be read even when the
ini leaves a room out (design D6); only those that the ini names join.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, TypeVar

# Imported for their state tables: whoever opens the house makes all of them.
from office.access import buckets, log, sessions  # noqa: F401
from office.access.directory_rules import DIRECTORY_RULES
from office.access.followers import Sweeper
from office.access.identity import Authenticator
from office.access.people import DirectoryPeople
from office.access.permissions import ADMINISTRATION, Guard, NotAllowed, Rule
from office.calendar import WorkingHours, working_days
from office.calendar.application import OfficeCalendar
from office.calendar.hours import read_sessions
from office.classification import Ceiling
from office.desk.arranging.permissions import RULES as ARRANGING_RULES
from office.desk.arranging.registers import arranged  # noqa: F401 - a state table, as above
from office.desk.handing.application import HandOvers
from office.desk.handing.permissions import RULES as HAND_OVER_RULES
from office.desk.handing.registers import hand_over_register
from office.desk.registers import desk_register
from office.desk.turn_register import turn_register
from office.directory.acting.application import Acting
from office.directory.acting.registers import acting_register
from office.directory.address_groups import AddressGroups
from office.directory.application import SYNCHRONISE, Directory
from office.directory.groups.registers import address_register
from office.directory.registers import directory_register
from office.directory.source import directory_source
from office.kernel.act import OPERATOR, Act
from office.kernel.clock import Clock, office_day
from office.kernel.followers import Follower, Followers
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.registers import Register
from office.kernel.verify import Auditor
from office.settings import Settings
from office.timers.followers import Timekeeper
from office.timers.registers import timer_register

Service = TypeVar("Service")

OPERATORS_MAY = frozenset({SYNCHRONISE})


class House:
    """Settings, node, directory, guard, and the rooms' applications by their class."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None) -> None:
        self.settings = settings
        self.ceiling = Ceiling(settings.classification)
        self.guard = Guard((*ADMINISTRATION, *DIRECTORY_RULES, *HAND_OVER_RULES, *ARRANGING_RULES))
        self.node = Node(
            database=settings.database,
            content=settings.content,
            clock=clock,
            registers=[
                *(desk_register, turn_register, hand_over_register, timer_register),
                *(directory_register, address_register, acting_register),
            ],
            guard=self._check,
        )
        self.directory = Directory(self.node, hosted=settings.agencies)
        self.source = directory_source(settings)
        self.acting = self.directory.acting
        self.people: Authenticator = DirectoryPeople(self.directory, self.acting, self.source)
        self.rooms: list[ModuleType] = []
        self._services: dict[type[Any], Any] = {
            AddressGroups: AddressGroups(self.node, self.directory),
            Acting: self.acting,
            HandOvers: HandOvers(self.node, self.directory),
        }
        keeper = Timekeeper()
        calendar = OfficeCalendar(
            self.node.store, clock=self.node.clock, base=working_days(settings.working_days)
        )
        hours = WorkingHours(calendar, read_sessions(settings.working_hours))
        self._services |= {Timekeeper: keeper, OfficeCalendar: calendar, WorkingHours: hours}
        self._followers: list[Follower] = [Sweeper(), keeper]
        self._auditors: list[Callable[[], Auditor]] = []
        try:
            self._join_rooms()
            self.node.create()
        except BaseException:
            self.close()  # who gets no house cannot give back its connections
            raise

    def join(
        self,
        *services: object,
        registers: Sequence[Register] = (),
        rules: Sequence[Rule] = (),
        followers: Sequence[Follower] = (),
        auditors: Sequence[Callable[[], Auditor]] = (),
    ) -> None:
        """What a room brings: applications, registers, permission rules, followers, and who
        looks along when the journal is verified."""
        self._services.update({type(service): service for service in services})
        self.node.registers.extend(registers)
        self.guard.add(rules)
        self._followers.extend(followers)
        self._auditors.extend(auditors)

    def find(self, kind: type[Service]) -> Service:
        """The application of this class."""
        service: Service = self._services[kind]
        return service

    def followers(self) -> Followers:
        """This process's followers; start them after any fork."""
        return Followers(self.node, self._followers)

    def auditors(self) -> list[Auditor]:
        """Afresh for each pass over the journal."""
        return [each() for each in self._auditors]

    def close(self) -> None:
        """Give back connections."""
        self.node.close()

    def _join_rooms(self) -> None:
        installed = {entry.name: entry.load() for entry in entry_points(group="office.rooms")}
        for name in self.settings.rooms:
            if name not in installed:
                raise Refused(
                    f"设置 wenshu.rooms 中的“{name}”没有安装。"
                    f"已安装的有：{'、'.join(sorted(installed)) or '无'}。"
                )
            installed[name].join(self)
            self.rooms.append(installed[name])

    def follow_source(self, act: Act) -> list[str]:
        """Have the directory of record follow its source; the differences as sentences."""
        day = office_day(self.node.clock.now())
        return self.directory.synchronise(self.source.entries(), effective=day, act=act)

    def _check(self, act: Act, permission: str, subject: Any) -> None:
        """May this act? Asked of the directory of today, not of what the session remembers."""
        if act.person.startswith(OPERATOR):
            self._check_operator(permission)
            return
        identities = [
            each
            for each in self.people.identities(person=act.person)
            if (each.agency, each.acting_for) == (act.agency, act.behalf)
            and act.post in ("", each.post_key)
        ]
        if not identities and act.behalf:
            raise NotAllowed(
                "代理已经到期或者被收回，不能再代为办理；您的操作没有生效。请换到您自己的岗位。"
            )
        if any(self.guard.permits(permission, each, subject) for each in identities):
            return
        self.guard.check(permission, identities[0] if identities else None, subject)

    @staticmethod
    def _check_operator(permission: str) -> None:
        """Whoever may run commands on the server maintains the node, and acts on no paper."""
        if permission not in OPERATORS_MAY:
            raise Refused(f"命令行不能办理此事（{permission}）。请登录系统办理。")
