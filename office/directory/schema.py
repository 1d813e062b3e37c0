"""Attribute names of the directory, and the one reading of them that LDIF and LDAP share.

People are `inetOrgPerson` (RFC 2798), agencies and units `organization` or
`organizationalUnit` (RFC 4519) with an auxiliary class of ours; issuing identities and posts
have classes of their own. `data/wenshu.schema` is the same for a server.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from office.directory.entries import (
    AgencyEntry,
    Entries,
    IssuingIdentityEntry,
    NumberSeries,
    PersonEntry,
    PostEntry,
    Term,
    UnitEntry,
)
from office.directory.kinds import DOCUMENT_TYPES, AgencyKind, Level, Role
from office.directory.validation import SHOWN, validated
from office.kernel.refusals import Refused

PERSON = "inetOrgPerson"
AGENCY = "wenshuAgency"
UNIT = "wenshuUnit"
IDENTITY = "wenshuIssuingIdentity"
POST = "wenshuPost"
OBJECT_CLASSES = (AGENCY, IDENTITY, UNIT, PERSON, POST)

# What is asked of a server. Passwords are not among them.
ATTRIBUTES = (
    "objectClass",
    "cn",
    "displayName",
    "employeeNumber",
    "o",
    "ou",
    "telephoneNumber",
    "title",
    "uid",
    "wenshuAgencyCode",
    "wenshuKey",
    "wenshuKind",
    "wenshuLevel",
    "wenshuMark",
    "wenshuPerson",
    "wenshuPrintingOffice",
    "wenshuRank",
    "wenshuRole",
    "wenshuSeries",
    "wenshuShortName",
    "wenshuSignature",
    "wenshuSigner",
    "wenshuSuperior",
    "wenshuUnitKey",
    "wenshuValidFrom",
    "wenshuValidUntil",
)

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Record:
    """One entry as a source gives it: its name and its attributes, named in lower case."""

    dn: str
    attributes: Mapping[str, Sequence[str]]

    def all(self, name: str) -> tuple[str, ...]:
        """Every value. A directory keeps no order among them."""
        return tuple(self.attributes.get(name.lower(), ()))

    def maybe(self, name: str) -> str:
        """The one value, or "" if there is none. Several are refused."""
        values = self.all(name)
        if len(values) > 1:
            raise Refused(
                f"目录条目“{self.dn}”的 {name} 有 {len(values)} 个值。只能有一个，请改正。"
            )
        return values[0] if values else ""

    def one(self, name: str) -> str:
        """The one value. None or several are refused."""
        value = self.maybe(name)
        if not value:
            raise Refused(f"目录条目“{self.dn}”缺少 {name}。请补上该项。")
        return value

    def word(self, name: str, words: type[Word]) -> Word:
        """The one value as a word of a closed list."""
        return self._word(name, self.one(name), words)

    def words(self, name: str, words: type[Word]) -> tuple[Word, ...]:
        """The values as words of a closed list, in the order of that list."""
        given = {self._word(name, value, words) for value in self.all(name)}
        return tuple(each for each in words if each in given)

    def _word(self, name: str, value: str, words: type[Word]) -> Word:
        try:
            return words(value)
        except ValueError:
            raise Refused(
                f"目录条目“{self.dn}”的 {name} 是“{value}”。只能是{'、'.join(words)}之一，请改正。"
            ) from None

    def rank(self) -> int:
        """排序号; 0 if none is given."""
        value = self.maybe("wenshuRank")
        if value and not (value.isascii() and value.isdigit()):
            raise Refused(
                f"目录条目“{self.dn}”的 wenshuRank 是“{value}”。排序号须为整数，请改正。"
            )
        return int(value or 0)

    def term(self) -> Term:
        """The days between wenshuValidFrom and wenshuValidUntil."""
        return Term(since=self._day("wenshuValidFrom"), until=self._day("wenshuValidUntil"))

    def _day(self, name: str) -> date | None:
        value = self.maybe(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise Refused(
                f"目录条目“{self.dn}”的 {name} 是“{value}”。日期须写作 2026-01-31 的形式，请改正。"
            ) from None


def entries_from(records: Iterable[Record]) -> Entries:
    """The validated entries of a source; records of other classes are none of ours.

    Raises Refused with a sentence for each fault.
    """
    found: dict[str, list[Any]] = {name: [] for name in OBJECT_CLASSES}
    faults: list[str] = []
    for record in records:
        classes = {value.lower() for value in record.all("objectClass")}
        for name, read in READERS.items():
            if name.lower() in classes:
                try:
                    found[name].append(read(record))
                except Refused as fault:
                    faults.append(str(fault))
    if faults:
        raise Refused("\n".join(faults[:SHOWN]))
    return validated(
        Entries(
            agencies=tuple(found[AGENCY]),
            identities=tuple(found[IDENTITY]),
            units=tuple(found[UNIT]),
            people=tuple(found[PERSON]),
            posts=tuple(found[POST]),
        )
    )


def _agency(record: Record) -> AgencyEntry:
    name = record.maybe("ou") or record.one("o")
    return AgencyEntry(
        code=record.one("wenshuAgencyCode"),
        name=name,
        short_name=record.maybe("wenshuShortName") or name,
        level=record.word("wenshuLevel", Level),
        kind=record.word("wenshuKind", AgencyKind),
        superior=record.maybe("wenshuSuperior"),
        rank=record.rank(),
        term=record.term(),
    )


def _identity(record: Record) -> IssuingIdentityEntry:
    name = record.one("cn")
    return IssuingIdentityEntry(
        key=record.one("wenshuKey"),
        agency=record.one("wenshuAgencyCode"),
        name=name,
        mark=record.one("wenshuMark"),
        signature=record.maybe("wenshuSignature") or name,
        printing_office=record.maybe("wenshuPrintingOffice") or name,
        series=tuple(sorted(_series(record, value) for value in record.all("wenshuSeries"))),
        signers=tuple(sorted(record.all("wenshuSigner"))),
        rank=record.rank(),
        term=record.term(),
    )


def _series(record: Record, value: str) -> NumberSeries:
    """`澜政办发=通知,通报`: the word, then the types that it numbers."""
    word, equals, types = value.partition("=")
    named = {each.strip() for each in types.split(",")} - {""}
    if not (word.strip() and equals and named):
        raise Refused(
            f"目录条目“{record.dn}”的 wenshuSeries 是“{value}”。"
            "须写作“机关代字=文种,文种”，请改正。"
        )
    ordered = (each for each in DOCUMENT_TYPES if each in named)
    strange = sorted(named - set(DOCUMENT_TYPES))  # told apart with the other faults, by name
    return NumberSeries(word=word.strip(), types=(*ordered, *strange))


def _unit(record: Record) -> UnitEntry:
    return UnitEntry(
        key=record.one("wenshuKey"),
        agency=record.one("wenshuAgencyCode"),
        name=record.one("ou"),
        superior=record.maybe("wenshuSuperior"),
        rank=record.rank(),
        term=record.term(),
    )


def _person(record: Record) -> PersonEntry:
    return PersonEntry(
        key=record.one("employeeNumber"),
        login=record.one("uid"),
        name=record.maybe("displayName") or record.one("cn"),
        telephone="、".join(sorted(filter(None, map(str.strip, record.all("telephoneNumber"))))),
    )


def _post(record: Record) -> PostEntry:
    return PostEntry(
        key=record.one("wenshuKey"),
        person=record.one("wenshuPerson"),
        agency=record.one("wenshuAgencyCode"),
        title=record.one("title"),
        unit=record.maybe("wenshuUnitKey"),
        roles=record.words("wenshuRole", Role),
        rank=record.rank(),
        term=record.term(),
    )


READERS: dict[str, Callable[[Record], Any]] = {
    AGENCY: _agency,
    IDENTITY: _identity,
    UNIT: _unit,
    PERSON: _person,
    POST: _post,
}
