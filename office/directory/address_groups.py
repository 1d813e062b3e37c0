"""The address groups of agencies: kept by their clerks, asked by who sends.

resolved = address_groups.resolve("各区、县人民政府，市政府各委、办、局", agency=code, day=day)
resolved.agencies    # AgencyEntry by rank, each once
resolved.unresolved  # the words that the clerk has to resolve
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row, select

from office.directory.entries import AgencyEntry, Term
from office.directory.groups.address_group import AddressGroup, named
from office.directory.groups.recipients import Names, Resolved, resolve_recipients
from office.directory.groups.registers import address_groups
from office.directory.lookup import FOR_EVER, Lookup
from office.directory.permissions import Permission
from office.kernel.act import Act
from office.kernel.clock import office_day
from office.kernel.node import Node
from office.kernel.refusals import Refused
from office.kernel.room import Room


@dataclass(frozen=True, slots=True)
class GroupOfDay:
    """A group as it was on a day; `members` are codes of agencies."""

    id: UUID
    name: str
    members: tuple[str, ...]
    term: Term


class AddressGroups(Room):
    """地址组 of every agency of the node. A day left out is today."""

    def __init__(self, node: Node, directory: Lookup) -> None:
        super().__init__(node)
        self.directory = directory

    def resolve(self, text: str, *, agency: str, day: date | None = None) -> Resolved:
        """Whom the printed recipients mean for this agency on that day.

        Names may be those of its groups, of agencies (full or short), or of those in whose name
        an agency issues. What is told by none of them comes back in `unresolved`.
        """
        agencies = self.directory.agencies_on(day)
        groups = {each.name: each.members for each in self.groups(agency, day)}
        single: dict[str, str] = {}
        for each in agencies:
            for name in (each.name, each.short_name):
                single.setdefault(_plain(name), each.code)
        for identity in self.directory.identities_on(day):
            single.setdefault(_plain(identity.name), identity.agency)
        for name, code in _among_neighbours(agencies, agency):
            single.setdefault(name, code)
        names = Names(groups=groups, agencies=single)
        return resolve_recipients(text, names=names, agencies=agencies, own=agency)

    def groups(self, agency: str, day: date | None = None) -> list[GroupOfDay]:
        """The agency's groups that hold on that day, by name."""
        asked = day or office_day(self.clock.now())
        query = (
            select(address_groups)
            .where(
                address_groups.c.agency == agency,
                address_groups.c.since <= asked,
                asked < address_groups.c.until,
            )
            .order_by(address_groups.c.name)
        )
        with self.node.store.reading() as connection:
            return [_group(row) for row in connection.execute(query)]

    def latest(self, agency: str) -> list[GroupOfDay]:
        """Every group the agency ever had, as it was or will be last, by name."""
        query = (
            select(address_groups)
            .where(address_groups.c.agency == agency)
            .order_by(address_groups.c.since)
        )
        with self.node.store.reading() as connection:
            last = {row.subject: _group(row) for row in connection.execute(query)}
        return sorted(last.values(), key=lambda each: each.name)

    def periods(self, agency: str, group: UUID) -> list[GroupOfDay]:
        """What one group was in all its periods, the latest first."""
        query = (
            select(address_groups)
            .where(address_groups.c.agency == agency, address_groups.c.subject == group)
            .order_by(address_groups.c.since.desc())
        )
        with self.node.store.reading() as connection:
            return [_group(row) for row in connection.execute(query)]

    def establish(self, act: Act, *, name: str, members: Sequence[str], effective: date) -> UUID:
        """设立 a group of the act's agency; its id."""

        def decide() -> str:
            self._must_be_known(members, effective)
            self._must_be_free(act.agency, named(name), effective)
            group = AddressGroup.establish(
                id=uuid4(),
                agency=act.agency,
                name=name,
                members=members,
                by=act.person,
                effective=effective,
                at=self.clock.now(),
            )
            self.node.guard(act, Permission.AddressGroup.MAINTAIN, group)
            self.save(group)
            return str(group.id)

        given = {"name": name, "members": list(members), "effective": effective.isoformat()}
        return UUID(self.perform(act, name="establish a group", given=given, decide=decide))

    def change_members(
        self, act: Act, group: UUID, *, members: Sequence[str], effective: date, seen: int
    ) -> None:
        """These agencies belong to it from that day on."""

        def change(it: AddressGroup) -> None:
            self._must_be_known(members, effective)
            it.change_members(
                members=members, by=act.person, effective=effective, at=self.clock.now()
            )

        given = {"members": list(members), "effective": effective.isoformat()}
        self._act(act, group, "change a group", change, seen=seen, given=given)

    def rename(self, act: Act, group: UUID, *, name: str, effective: date, seen: int) -> None:
        """更名 from that day on."""

        def change(it: AddressGroup) -> None:
            self._must_be_free(act.agency, named(name), effective)
            it.rename(name=name, by=act.person, effective=effective, at=self.clock.now())

        given = {"name": name, "effective": effective.isoformat()}
        self._act(act, group, "rename a group", change, seen=seen, given=given)

    def end(self, act: Act, group: UUID, *, effective: date, seen: int) -> None:
        """停用 from that day on."""

        def change(it: AddressGroup) -> None:
            it.end(by=act.person, effective=effective, at=self.clock.now())

        given = {"effective": effective.isoformat()}
        self._act(act, group, "end a group", change, seen=seen, given=given)

    def resume(self, act: Act, group: UUID, *, effective: date, seen: int) -> None:
        """恢复 from that day on."""

        def change(it: AddressGroup) -> None:
            it.resume(by=act.person, effective=effective, at=self.clock.now())

        given = {"effective": effective.isoformat()}
        self._act(act, group, "resume a group", change, seen=seen, given=given)

    def _act(
        self,
        act: Act,
        group: UUID,
        name: str,
        change: Callable[[AddressGroup], None],
        *,
        seen: int,
        given: dict[str, Any],
    ) -> None:
        def decide() -> None:
            permission = Permission.AddressGroup.MAINTAIN
            it = self.open(AddressGroup, group, act=act, permission=permission, seen=seen)
            change(it)
            self.save(it)

        self.perform(act, name=name, given={"group": group, "seen": seen, **given}, decide=decide)

    def _must_be_known(self, members: Sequence[str], day: date) -> None:
        known = {each.code for each in self.directory.agencies_on(day)}
        strange = sorted(set(members) - known)
        if strange:
            raise Refused(
                f"机关代码{'、'.join(strange)}在 {day} 不在目录中，不能作地址组的成员。"
                "请重新选择。"
            )

    def _must_be_free(self, agency: str, name: str, day: date) -> None:
        """A name means one group from this day on: of today's and of those to come."""
        taken = {each.name for each in self.latest(agency) if not each.term.is_over(day)}
        if name in taken:
            raise Refused(f"本机关已有地址组“{name}”。请修改原有的组，或换一个名称。")


def _plain(name: str) -> str:
    return "".join(name.split())


def _group(row: Row[Any]) -> GroupOfDay:
    return GroupOfDay(
        id=row.subject,
        name=row.name,
        members=tuple(json.loads(row.members)),
        term=Term(since=row.since, until=None if row.until == FOR_EVER else row.until),
    )


def _among_neighbours(agencies: Sequence[AgencyEntry], own: str) -> Iterator[tuple[str, str]]:
    """What agencies of one place call each other: 市应急管理局 for 澜州市应急管理局."""
    name = next((each.name for each in agencies if each.code == own), "")
    place = re.match("(.+?)[省市区县州盟]", name)
    if place is None:
        return
    for each in agencies:
        if each.name.startswith(place[1]):
            yield _plain(each.name.removeprefix(place[1])), each.code
