"""Who acted, as a record names them: by the directory of the day of the act."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from documents.archive.described import Agent
from documents.archive.ports import People
from office.kernel.clock import office_day

_SYSTEM: Mapping[str, str] = {"courier": "递送程序", "timer": "定时程序", "system": "系统"}
_DAY = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})")


class Named:
    """Answers for one agency's records (`gathering.Who`)."""

    def __init__(self, directory: People, *, agency: str) -> None:
        self._directory = directory
        self._agency = agency

    def __call__(self, person: str, at: datetime) -> Agent:
        """The person, or the part of the system, as they were called then."""
        if person in _SYSTEM:
            return Agent(person, _SYSTEM[person], kind="信息系统")
        day = office_day(at)
        held = self._directory.posts_of(UUID(person), day)
        here = [post for post in held if post.agency == self._agency]
        name = held[0].person.name if held else self._directory.person_name(person)
        return Agent(person, name or "（已不在通讯录）", post=here[0].title if here else "")

    def unit(self, person: str, at: datetime) -> str:
        """The key of the unit in which they had their post; empty for the office itself."""
        if not person or person in _SYSTEM:
            return ""
        held = self._directory.posts_of(UUID(person), office_day(at))
        return next((post.unit for post in held if post.agency == self._agency), "")


def eight_digits(told: str, *, otherwise: datetime) -> str:
    """20261120 of a date in any writing; of a moment in the office where it is none."""
    found = _DAY.search(told)
    if found:
        return f"{found[1]}{int(found[2]):02}{int(found[3]):02}"
    return office_day(otherwise).strftime("%Y%m%d")


def grade_and_period(told: str) -> tuple[str, str]:
    """密级 and 保密期限 of 机密★1年."""
    grade, _, period = told.partition("★")
    return grade, period
