"""Printed names of organs looked up in the directory, for the rules (the port `Organs`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from documents.outgoing.ports import OrganDirectory
from documents.rules import Organ, OrganStanding
from documents.rules.organ import standing_of
from office.directory.entries import AgencyEntry, IssuingIdentityEntry, UnitEntry

Owned = TypeVar("Owned", IssuingIdentityEntry, UnitEntry)


def organs_of(directory: OrganDirectory, day: date | None = None) -> DirectoryOrgans:
    """The organs of the day. Every page of a draft asks, so they are made once a directory."""
    on = directory.day(day)
    return directory.remembered(("organs", on), lambda: DirectoryOrgans(directory, day=on))


class DirectoryOrgans:
    """The agencies of a day by their full and short names, by the names in which they issue, and
    by the names of their units behind their own.

    The directory is read once, and nothing changes afterwards. A name that two agencies share
    means neither.
    """

    def __init__(self, directory: OrganDirectory, *, day: date | None = None) -> None:
        self._agencies = {each.code: each for each in directory.agencies_on(day)}
        self._found: dict[str, Organ | None] = {}
        identities = _by_agency(directory.identities_on(day))
        units = _by_agency(directory.units_on(day))
        for code, agency in self._agencies.items():
            for organ, names in self._organs(agency, identities[code], units[code]):
                for name in filter(None, names):
                    self._enter(name, organ)

    def organ(self, name: str) -> Organ | None:
        """The organ that is called so; None when nobody or more than one is."""
        return self._found.get("".join(name.split()))

    def issuer(self, identity: IssuingIdentityEntry) -> Organ | None:
        """The organ in whose name is issued; None where its agency is gone."""
        agency = self._agencies.get(identity.agency)
        return self._organ(agency, identity.name, standing_of(identity.name)) if agency else None

    def agency(self, code: str) -> Organ | None:
        """The organ that an agency itself is."""
        agency = self._agencies.get(code)
        return self._organ(agency, agency.name, standing_of(agency.name)) if agency else None

    def superior(self, organ: Organ) -> Organ | None:
        """Whom the organ writes to upwards: a government, for an office above that serves one."""
        if organ.standing is OrganStanding.OFFICE:
            own = self._government(organ.code)
            if own:
                return own
        above = self._agencies.get(organ.superior)
        if above is None:
            return None
        return self._government(above.code) or self.agency(above.code)

    def _government(self, code: str) -> Organ | None:
        organs = (each for each in self._found.values() if each and each.code == code)
        return next((each for each in organs if each.standing is OrganStanding.GOVERNMENT), None)

    def _enter(self, name: str, organ: Organ) -> None:
        known = self._found.setdefault(name, organ)
        if known is not None and known != organ:
            self._found[name] = None

    def _organs(
        self,
        agency: AgencyEntry,
        identities: Sequence[IssuingIdentityEntry],
        units: Sequence[UnitEntry],
    ) -> Iterator[tuple[Organ, tuple[str, ...]]]:
        own = self._organ(agency, agency.name, standing_of(agency.name))
        yield own, (agency.name, agency.short_name)
        for identity in identities:
            # The office issues for the government: one agency, two organs.
            if identity.name != agency.name:
                standing = standing_of(identity.name)
                short = _short_name(agency) if standing is OrganStanding.GOVERNMENT else ""
                yield self._organ(agency, identity.name, standing), (identity.name, short)
        for unit in units:
            is_office = unit.name.endswith(("办公厅", "办公室"))
            standing = OrganStanding.OFFICE if is_office else OrganStanding.UNIT
            name = f"{agency.name}{unit.name}"
            yield self._organ(agency, name, standing), (name,)

    def _organ(self, agency: AgencyEntry, name: str, standing: OrganStanding) -> Organ:
        return Organ(
            name=name,
            code=agency.code,
            standing=standing,
            kind=agency.kind,
            level=agency.level,
            superiors=tuple(self._above(agency)),
        )

    def _above(self, agency: AgencyEntry) -> Iterator[str]:
        seen = {agency.code}
        while agency.superior and agency.superior not in seen:
            seen.add(agency.superior)
            yield agency.superior
            if agency.superior not in self._agencies:
                return
            agency = self._agencies[agency.superior]


def _by_agency(entries: Sequence[Owned]) -> dict[str, list[Owned]]:
    found: dict[str, list[Owned]] = defaultdict(list)
    for each in entries:
        found[each.agency].append(each)
    return found


def _short_name(agency: AgencyEntry) -> str:
    """市政府 from 市政府办公室, where that office issues for it."""
    for office in ("办公厅", "办公室"):
        if agency.short_name.endswith(office):
            return agency.short_name.removesuffix(office)
    return ""
