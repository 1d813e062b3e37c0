"""People and agencies by name, as they were called on the day of the act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from documents.handling.party import PERSON, UNIT, Party
from documents.handling.people import people_of
from office.directory.answers import Incumbent
from office.directory.kinds import ADMINISTRATORS, Role
from office.directory.lookup import Lookup
from office.kernel.clock import office_day
from office.searching.pinyin import readings
from office.web.models import Choice

PARTS_OF_THE_SYSTEM: Mapping[str, str] = dict.fromkeys(("courier", "timer", "system"), "系统")

LAST = 10**9
LEADERS, OTHERS = "机关领导", "未列部门"
"""Who stands in no unit of the agency."""


class Names:
    """One page's look-ups; each person is asked for once a day shown."""

    def __init__(self, directory: Lookup, *, agency: str) -> None:
        self._directory = directory
        self._agency = agency
        self._posts: dict[tuple[str, date], list[Incumbent]] = {}

    def person(self, person: str, at: datetime) -> str:
        """Who acted."""
        if person in PARTS_OF_THE_SYSTEM:
            return PARTS_OF_THE_SYSTEM[person]
        held = self._held(person, at)
        if held:
            return held[0].person.name
        known = self._directory.person_on(UUID(person), office_day(at))
        return known.name if known else "（已不在通讯录）"

    def party(self, word: str, at: datetime) -> str:
        """A unit or a person that something was given to, as it was called then."""
        party = Party.of(word)
        if party is None:
            return ""
        if party.kind == PERSON:
            return self.person(party.key, at)
        units = self._directory.units(self._agency, office_day(at))
        return next((each.name for each in units if each.key == party.key), "（已撤销的单位）")

    def post(self, person: str, at: datetime) -> str:
        """In which post, in this agency."""
        held = [post for post in self._held(person, at) if post.agency == self._agency]
        return held[0].title if held else ""

    def unit(self, person: str, at: datetime) -> str:
        """In which unit of this agency; empty directly in the agency."""
        held = [post for post in self._held(person, at) if post.agency == self._agency]
        return held[0].unit_name if held else ""

    def who(self, event: Any) -> str:
        """Who acted, and for whom: 沈立言（代周怀远）."""
        name = self.person(event.by, event.timestamp)
        if event.behalf in ("", event.by):
            return name
        return f"{name}（代{self.person(event.behalf, event.timestamp)}）"

    def post_of(self, event: Any) -> str:
        """The post in which somebody acted, as it was called on that day.

        Where nobody noted it, or where it is not theirs (代录), their highest post.
        """
        whose, at = event.behalf or event.by, event.timestamp
        held = [each for each in self._held(whose, at) if each.key == event.in_post]
        return held[0].title if held else self.post(whose, at)

    def rank_of(self, event: Any) -> int:
        """Where who acted stands in a list: in the post in which they did."""
        whose, at = event.behalf or event.by, event.timestamp
        held = [each for each in self._held(whose, at) if each.key == event.in_post]
        return held[0].rank if held else self.rank(whose, at)

    def rank(self, person: str, at: datetime) -> int:
        """Where they stand in a list (排序号); who has no post here stands last."""
        held = [post for post in self._held(person, at) if post.agency == self._agency]
        return min((post.rank for post in held), default=LAST)

    def _held(self, person: str, at: datetime) -> list[Incumbent]:
        if person in PARTS_OF_THE_SYSTEM:
            return []
        key = (person, office_day(at))
        if key not in self._posts:
            self._posts[key] = self._directory.posts_of(UUID(person), key[1])
        return self._posts[key]


def party_choices(directory: Lookup, agency: str) -> tuple[Choice, ...]:
    """Whom to give something to: the units by rank, then people, but for those who lead the whole
    agency. None is proposed: who handles it is for the office to say."""
    posts = directory.posts_on(agency)
    units = tuple(
        Choice(Party(UNIT, each.key).word, each.name, name=each.name)
        for each in directory.units(agency)
        if people_of(Party(UNIT, each.key), posts)
    )
    people = (each for each in posts if each.unit or Role.LEADER not in each.roles)
    handle = [each for each in people if set(each.roles) - ADMINISTRATORS]
    return units + tuple(
        replace(each, value=Party(PERSON, each.value).word, chosen=False)
        for each in people_choices(handle)
    )


def anybody(people: Sequence[Incumbent]) -> tuple[Choice, ...]:
    """People by rank, none of whom is proposed: whose it is nobody can know beforehand."""
    return tuple(replace(each, chosen=False) for each in people_choices(people))


def people_by_unit(people: Sequence[Incumbent]) -> tuple[Choice, ...]:
    """Nobody proposed: the leaders first, then unit after unit, each by rank (排序号). Somebody
    with several posts stands where the highest is. Found by pinyin too."""
    highest = {str(each.person.id): each for each in sorted(people, key=_rank, reverse=True)}
    ordered = sorted(highest.values(), key=_rank)
    names = dict.fromkeys(sorted(map(_group, ordered), key=lambda name: name != LEADERS))
    return tuple(
        Choice(
            str(each.person.id),
            f"{each.person.name} {each.title}",
            name=each.person.name,
            group=name,
            sought=_letters(each.person.name),
        )
        for name in names
        for each in ordered
        if _group(each) == name
    )


def _rank(it: Incumbent) -> int:
    return it.rank


def _group(it: Incumbent) -> str:
    return it.unit_name or (LEADERS if Role.LEADER in it.roles else OTHERS)


def _letters(name: str) -> str:
    """Of each way to read the name its pinyin and its first letters, parted by blanks."""
    ways = readings(name, person=True)
    letters = (("".join(way), "".join(each[0] for each in way)) for way in ways)
    return " ".join(dict.fromkeys(word for both in letters for word in both))


def people_choices(people: Sequence[Incumbent]) -> tuple[Choice, ...]:
    """Whom to hand on to, by rank; the first is proposed."""
    seen: dict[str, Choice] = {}
    for each in people:
        id = str(each.person.id)
        if id not in seen:
            label = f"{each.person.name} {each.title}"
            seen[id] = Choice(id, label, chosen=not seen, name=each.person.name)
    return tuple(seen.values())
