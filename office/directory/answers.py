"""What the directory answers about people, for a day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from office.directory.entries import Term
from office.directory.kinds import Role


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody under the name and login of that day. `id` names the person in acts."""

    id: UUID
    key: str
    login: str
    name: str


@dataclass(frozen=True, slots=True)
class Incumbent:
    """A person in a post. `unit` is a key, "" directly in the agency; `rank` is 排序号."""

    person: KnownPerson
    key: str
    agency: str
    unit: str
    unit_name: str
    title: str
    roles: tuple[Role, ...]
    rank: int
    term: Term


class Relation(StrEnum):
    """How one agency stands to another (条例 第十四条至第十七条)."""

    SELF = "self"
    SUPERIOR = "superior"  # 上级: the other is above
    SUBORDINATE = "subordinate"  # 下级: the other is below
    PEER = "peer"  # 平行: of the same level, neither above nor below
    UNRELATED = "unrelated"  # 不相隶属
