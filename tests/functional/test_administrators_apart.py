"""三员: none of the three administrators acts on papers, whatever lies before them or their unit.

Forms hide it; here every rule of the permission map is asked. That every command asks one is what
`test_commands_guarded` sees to.
"""

from __future__ import annotations

from typing import Any

import pytest

from documents.handling.holding import Holder, held_by
from office.access.identity import Identity
from office.access.permissions import NotAllowed
from office.directory.kinds import ADMINISTRATORS as DUTIES
from tests.functional.office_app import ADMINISTRATORS, CLERK, DRAFTER, OfficeApp

OWN = {
    *("administration", "address_list", "address_group", "delegation", "secretary"),
    *("authorisation", "checkpoint", "destruction", "destruction_list"),
}
"""Kinds of permissions that are an administrator's business, or everybody's."""
SUCCESSION = "document.hand_over"
"""What a system administrator does to a paper: give it to the successor of who left."""


class Whoever(list[str]):
    """People, whether a predicate reads them or asks for them."""

    def __call__(self, *_: Any, **__: Any) -> Whoever:
        return self


class Theirs:
    """A subject about which every predicate that asks for a person, or for a unit, holds."""

    def __init__(self, who: Identity, holder: Holder) -> None:
        self.agency = who.agency
        self.holder = holder
        self._person = who.person

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Whoever([self._person])


def identity(office: OfficeApp, login: str) -> Identity:
    return office.house.people.identities(person=office.person(login))[0]


def subjects(who: Identity) -> tuple[Theirs, ...]:
    holders = [held_by(who.person), *([Holder(unit=who.unit_key)] if who.unit_key else [])]
    return tuple(Theirs(who, each) for each in holders)


def business(office: OfficeApp) -> list[str]:
    lines = office.house.guard.table().splitlines()
    assert len(lines) > 200
    permissions = [each.split("\t")[0] for each in lines]
    return [each for each in permissions if each.partition(".")[0] not in OWN]


@pytest.mark.parametrize("login", ADMINISTRATORS)
def test_nothing_of_business_is_theirs_though_it_lay_before_them(
    office: OfficeApp, login: str
) -> None:
    who, guard = identity(office, login), office.house.guard
    assert who.roles <= DUTIES
    for permission in business(office):
        if permission == SUCCESSION:
            continue
        for subject in subjects(who):
            with pytest.raises(NotAllowed, match="三员"):
                guard.check(permission, who, subject)


def test_the_same_subjects_are_whose_post_handles_papers(office: OfficeApp) -> None:
    """Else the walk above would show nothing."""
    guard, permissions = office.house.guard, business(office)
    for login, least in ((DRAFTER, 40), (CLERK, 90)):
        who = identity(office, login)
        may = {
            each
            for each in permissions
            for subject in subjects(who)
            if guard.permits(each, who, subject)
        }
        assert len(may) > least
