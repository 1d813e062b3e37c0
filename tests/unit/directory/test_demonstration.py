"""The demonstration province: in every agency a document can go all its way."""

from __future__ import annotations

from datetime import date

import pytest

from office.directory.entries import AgencyEntry, Entries
from office.directory.kinds import ADMINISTRATORS, Role
from office.directory.ldif import LDIFSource
from tests.servers.slapd import ROOT

DAY = date(2026, 11, 22)
DEMONSTRATION = LDIFSource(ROOT / "office/directory/data/demonstration.ldif").entries()


@pytest.fixture
def entries() -> Entries:
    return DEMONSTRATION


def holders(entries: Entries, agency: AgencyEntry, role: Role) -> list[str]:
    return [
        post.person
        for post in entries.posts
        if post.agency == agency.code and role in post.roles and post.term.covers(DAY)
    ]


@pytest.mark.parametrize("agency", DEMONSTRATION.agencies, ids=lambda agency: agency.code)
@pytest.mark.parametrize(
    "role", [Role.DRAFTER, Role.REVIEWER, Role.SIGNER, Role.CLERK, Role.LEADER]
)
def test_every_agency_has_somebody_for_every_step(
    entries: Entries, agency: AgencyEntry, role: Role
) -> None:
    assert holders(entries, agency, role)


@pytest.mark.parametrize("agency", DEMONSTRATION.agencies, ids=lambda agency: agency.code)
def test_nobody_has_to_review_or_sign_off_an_own_draft(
    entries: Entries, agency: AgencyEntry
) -> None:
    drafters = set(holders(entries, agency, Role.DRAFTER))

    assert set(holders(entries, agency, Role.REVIEWER)) - drafters
    assert not set(holders(entries, agency, Role.SIGNER)) & drafters


@pytest.mark.parametrize("agency", DEMONSTRATION.agencies, ids=lambda agency: agency.code)
def test_every_agency_issues_notices_signed_by_people_who_may(
    entries: Entries, agency: AgencyEntry
) -> None:
    identities = [each for each in entries.identities if each.agency == agency.code]
    signers = set(holders(entries, agency, Role.SIGNER))

    assert any("通知" in each.types for each in identities)
    assert all(each.signers and set(each.signers) <= signers for each in identities)


def test_the_three_administrators_are_three_people_who_handle_no_documents(
    entries: Entries,
) -> None:
    posts = [post for post in entries.posts if ADMINISTRATORS & set(post.roles)]

    assert {role for post in posts for role in post.roles} == ADMINISTRATORS
    assert len({post.person for post in posts}) == 3


def test_logins_are_pinyin_and_names_are_all_different(entries: Entries) -> None:
    assert all(each.login.isascii() and each.login.isalpha() for each in entries.people)
    assert len({each.name for each in entries.people}) == len(entries.people) == 30
