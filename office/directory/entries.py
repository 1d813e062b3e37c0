"""What a source of the directory yields: agencies, issuing identities, units, people, posts.

Keys are natural and stable (机关代码, 工号 …), references are by key, and everything has a term,
so that the directory of record can answer who was what on any day (design D9).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from office.directory.kinds import DOCUMENT_TYPES, AgencyKind, Level, Role


@dataclass(frozen=True, slots=True)
class Term:
    """The days on which something holds: from `since` on, up to but not including `until`.

    None is open: since ever, for ever. Somebody relieved on 1 March has `until` 1 March.
    """

    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the thing holds on `day`."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )

    def is_over(self, day: date) -> bool:
        """Whether the thing holds no longer on `day`, nor ever again."""
        return self.until is not None and self.until <= day

    @property
    def is_possible(self) -> bool:
        """Whether the term has at least one day."""
        return self.since is None or self.until is None or self.since < self.until


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """机关. `superior` is the code of the agency above, empty at the top of the directory."""

    WORD: ClassVar[str] = "机关"

    code: str
    name: str
    short_name: str
    level: Level
    kind: AgencyKind
    superior: str = ""
    rank: int = 0
    term: Term = Term()

    @property
    def key(self) -> str:
        """The code, under the name that all entries share."""
        return self.code


@dataclass(frozen=True, slots=True, order=True)
class NumberSeries:
    """机关代字 as it stands before the year in a number (澜政办发), and the types it numbers."""

    word: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuingIdentityEntry:
    """发文名义: in whose name an agency issues.

    `mark` is 发文机关标志, `signature` the name for 署名, `printing_office` 印发机关 as printed
    (GB/T 9704-2012 7.2.4, 7.3.5, 7.4.3); `signers` are keys of people.
    """

    WORD: ClassVar[str] = "发文名义"

    key: str
    agency: str
    name: str
    mark: str
    signature: str
    printing_office: str
    series: tuple[NumberSeries, ...]
    signers: tuple[str, ...]
    rank: int = 0
    term: Term = Term()

    @property
    def types(self) -> tuple[str, ...]:
        """The permitted types (文种), in the order of 条例 第八条."""
        permitted = {each for series in self.series for each in series.types}
        return tuple(each for each in DOCUMENT_TYPES if each in permitted)


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """内设机构. `superior` is the key of the unit above, empty directly under the agency."""

    WORD: ClassVar[str] = "内设机构"

    key: str
    agency: str
    name: str
    superior: str = ""
    rank: int = 0
    term: Term = Term()


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """人员. The key outlives a change of name, login and agency (工号).

    The telephone is no fact of the record: it is kept beside it (`telephones`, 0024).
    """

    WORD: ClassVar[str] = "人员"
    term: ClassVar[Term] = Term()  # people come and go with their posts

    key: str
    login: str
    name: str
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class PostEntry:
    """任职: a person's title and roles in an agency or in one of its units, for a term.

    `rank` is 排序号: the smaller comes first.
    """

    WORD: ClassVar[str] = "任职"

    key: str
    person: str
    agency: str
    title: str
    unit: str = ""
    roles: tuple[Role, ...] = ()
    rank: int = 0
    term: Term = Term()


Entry = AgencyEntry | IssuingIdentityEntry | UnitEntry | PersonEntry | PostEntry


@dataclass(frozen=True, slots=True)
class Entries:
    """A whole directory at one moment. Two with the same entries in any order are equal."""

    agencies: tuple[AgencyEntry, ...] = ()
    identities: tuple[IssuingIdentityEntry, ...] = ()
    units: tuple[UnitEntry, ...] = ()
    people: tuple[PersonEntry, ...] = ()
    posts: tuple[PostEntry, ...] = field(default=())

    def __post_init__(self) -> None:
        for name in ("agencies", "identities", "units", "people", "posts"):
            ordered = sorted(getattr(self, name), key=lambda entry: str(entry.key))
            object.__setattr__(self, name, tuple(ordered))

    def __iter__(self) -> Iterator[Entry]:
        yield from self.agencies
        yield from self.identities
        yield from self.units
        yield from self.people
        yield from self.posts


def login_key(login: str) -> str:
    """Two logins are the same if this is: case and outer blanks do not tell people apart."""
    return unicodedata.normalize("NFC", login.strip(" ")).casefold()
