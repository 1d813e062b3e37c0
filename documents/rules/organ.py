"""Organs as the rules see them: what they are, and how one stands to another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from office.directory.answers import Relation
from office.directory.kinds import AgencyKind, Level


class OrganStanding(StrEnum):
    """What an organ is among those of its level (条例 第十六条、第十七条)."""

    COMMITTEE = "committee"  # 党委
    GOVERNMENT = "government"  # 政府
    CONGRESS = "congress"  # 人大及其常委会
    OFFICE = "office"  # 党委、政府的办公厅（室）
    DEPARTMENT = "department"  # 党委、政府的部门
    COORDINATING = "coordinating"  # 议事协调机构
    UNIT = "unit"  # 部门内设机构
    OTHER = "other"


HEADS = frozenset({OrganStanding.COMMITTEE, OrganStanding.GOVERNMENT, OrganStanding.CONGRESS})
_LEADING = frozenset({OrganStanding.COMMITTEE, OrganStanding.CONGRESS})
_COORDINATING = re.compile("(?:领导小组|工作小组|协调小组|指挥部|联席会议|工作专班)(?:办公室)?$")
_UNIT = re.compile(
    "(?:厅|局|委员会|委|部|办公厅|办公室)[^厅局委部府]{1,10}(?<!办事)(?<!管理)[处科股]$"
)
_OFFICE = re.compile(
    "(?:人民政府|政府|国务院|委员会|省委|市委|区委|县委|州委|旗委|党委|党组)(?:办公厅|办公室)$"
)
_CONGRESS = re.compile("人民代表大会(?:常务委员会)?$|人大(?:常委会)?$")
_COMMITTEE = re.compile("^(?:中国共产党|中共).*委员会$|[省市区县州旗盟]委$|党[委组]$|中共中央$")
_GOVERNMENT = re.compile("人民政府$|[省市区县州旗镇乡]政府$|国务院$")
_DEPARTMENT = re.compile("[厅局部署]$|委员会$|[^党常]委$")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ of the directory. All but the name may be unknown.

    `code` is the agency's: a government and the office that issues for it share it. `superiors`
    are the codes of the agencies above, the nearest first; `dual_superior` is the code of the
    second one that leads it (双重领导).
    """

    name: str
    code: str = ""
    standing: OrganStanding = OrganStanding.OTHER
    kind: AgencyKind | None = None
    level: Level | None = None
    superiors: tuple[str, ...] = ()
    dual_superior: str = ""

    @property
    def superior(self) -> str:
        """The code of the agency directly above; "" for none or not known."""
        return self.superiors[0] if self.superiors else ""


class Organs(Protocol):
    """Who can say which organ a printed name means."""

    def organ(self, name: str) -> Organ | None:
        """The organ that is called so; None when nobody or more than one is."""
        ...


def standing_of(name: str) -> OrganStanding:
    """What an organ of this name is, as far as the name tells; OTHER where it does not."""
    bare = name.strip()[-_LONGEST_NAME:]
    for standing, pattern in (
        (OrganStanding.COORDINATING, _COORDINATING),
        (OrganStanding.UNIT, _UNIT),
        (OrganStanding.OFFICE, _OFFICE),
        (OrganStanding.CONGRESS, _CONGRESS),
        (OrganStanding.COMMITTEE, _COMMITTEE),
        (OrganStanding.GOVERNMENT, _GOVERNMENT),
        (OrganStanding.DEPARTMENT, _DEPARTMENT),
    ):
        if pattern.search(bare):
            return standing
    return OrganStanding.OTHER


def relation(issuer: Organ, other: Organ) -> Relation | None:
    """How `other` stands to `issuer`; None where the directory cannot tell.

    Its one line of superiors does not say who guides whom in the same trade (上级主管部门), nor
    how 党委 and 人大 stand to those outside their own line.
    """
    if not issuer.code or not other.code:
        return None
    if issuer.code == other.code:
        return _within(issuer, other)
    if other.code in {*issuer.superiors, issuer.dual_superior}:
        return Relation.SUPERIOR
    if issuer.code in {*other.superiors, other.dual_superior}:
        return Relation.SUBORDINATE
    if _is_beyond_the_line(issuer, other):
        return None
    is_same = issuer.level is not None and issuer.level == other.level
    return Relation.PEER if is_same else Relation.UNRELATED


def _is_beyond_the_line(issuer: Organ, other: Organ) -> bool:
    if (issuer.standing in _LEADING) != (other.standing in _LEADING):
        return True
    both = issuer.standing is other.standing is OrganStanding.DEPARTMENT
    return both and issuer.level != other.level


def _within(issuer: Organ, other: Organ) -> Relation:
    """A government and its office share a code, and yet one stands above the other."""
    if issuer.name == other.name or issuer.standing == other.standing:
        return Relation.SELF
    if other.standing in HEADS:
        return Relation.SUPERIOR
    return Relation.SUBORDINATE if issuer.standing in HEADS else Relation.SELF
