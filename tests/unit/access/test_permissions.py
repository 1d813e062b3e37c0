from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.access.permissions import (
    ADMINISTRATION,
    Guard,
    NotAllowed,
    Permission,
    Predicate,
    Rule,
    named,
    role,
    same_agency,
)
from office.directory.kinds import Role
from office.kernel.refusals import Missing
from tests.functional.access_app import CLERK, LEADER, Specimen


@dataclass
class Paper:
    agency: str = "LZ-01"
    drafter: str = CLERK.person
    readers: tuple[str, ...] = ()


SIGN_OFF = Rule(Specimen.SIGN_OFF, "签发", ((same_agency, role(Role.SIGNER)),))
READ = Rule(
    Specimen.READ,
    "查看",
    (
        (same_agency, named("drafter", words="拟稿人")),
        (same_agency, named("readers", words="传阅范围内的人")),
    ),
)
GUARD = Guard((SIGN_OFF, READ))


def test_who_meets_one_alternative_in_full_is_allowed() -> None:
    GUARD.check(Specimen.SIGN_OFF, LEADER, Paper())
    GUARD.check(Specimen.READ, LEADER, Paper(readers=(LEADER.person,)))


def test_a_refusal_says_which_act_why_not_and_who_can() -> None:
    with pytest.raises(NotAllowed) as refusal:
        GUARD.check(Specimen.SIGN_OFF, CLERK, Paper())
    assert str(refusal.value) == (
        "您不能签发：您的岗位没有签发人职责。"
        "按权限表，能签发的是：本机关的人，有签发人职责。请交由他们办理。"
    )


def test_a_thing_of_another_agency_is_as_if_it_were_not_there() -> None:
    with pytest.raises(Missing):
        GUARD.check(Specimen.SIGN_OFF, LEADER, Paper(agency="QH-01"))


def test_an_unknown_permission_is_refused_to_everybody() -> None:
    with pytest.raises(NotAllowed, match=r"specimen\.void"):
        GUARD.check(Specimen.VOID, LEADER, Paper())


def test_nobody_may_do_nothing() -> None:
    with pytest.raises(NotAllowed, match="登录"):
        GUARD.check(Specimen.READ, None, Paper())


def test_a_subject_without_agency_is_not_of_the_same_agency() -> None:
    with pytest.raises(NotAllowed):
        GUARD.check(Specimen.SIGN_OFF, LEADER, object())


def test_a_missing_name_is_nobody_s() -> None:
    nobody = Predicate("x", "x", named("absent", words="x").holds)
    assert not nobody.holds(CLERK, Paper())


def test_two_rules_for_one_permission_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="two rules"):
        Guard((SIGN_OFF, SIGN_OFF))


@pytest.mark.parametrize("alternatives", [(), ((),)])
def test_a_rule_that_would_allow_everybody_is_a_mistake(alternatives: tuple[()]) -> None:
    with pytest.raises(ValueError, match="everybody"):
        Guard((Rule(Specimen.READ, "查看", alternatives),))


def test_an_auditor_can_read_the_whole_map() -> None:
    assert GUARD.table().splitlines() == [
        "specimen.read\t查看\t本机关的人，是拟稿人；或者本机关的人，是传阅范围内的人",
        "specimen.sign_off\t签发\t本机关的人，有签发人职责",
    ]


@given(st.sets(st.sampled_from(sorted(Role))))
def test_each_administrator_has_only_his_own_area(roles: set[Role]) -> None:
    guard = Guard(ADMINISTRATION)
    identity = type(CLERK)(
        **{
            **{name: getattr(CLERK, name) for name in CLERK.__dataclass_fields__},
            "roles": frozenset(roles),
        }
    )
    areas = {
        Permission.Administration.SYSTEM: Role.SYSTEM_ADMINISTRATOR,
        Permission.Administration.SECURITY: Role.SECURITY_ADMINISTRATOR,
        Permission.Administration.AUDIT: Role.AUDITOR,
    }
    for permission, needed in areas.items():
        assert guard.permits(permission, identity) == (needed in roles)
