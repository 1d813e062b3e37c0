"""What names tell of organs, how organs stand to one another, how printed words are divided."""

from __future__ import annotations

import pytest

from documents.rules import Organ, OrganStanding
from documents.rules.addressees import addressees, names_in
from documents.rules.organ import relation, standing_of
from office.directory.answers import Relation
from tests.unit.rules.organs import (
    CITY,
    CITY_OFFICE,
    COMMITTEE,
    DATA,
    DISTRICT,
    EMERGENCY,
    ORGANS,
    PROVINCE,
    PROVINCIAL_BUREAU,
    SECTION,
    WATER,
)


@pytest.mark.parametrize(
    ("name", "standing"),
    [
        ("澜州市人民政府", OrganStanding.GOVERNMENT),
        ("澜州市人民政府办公室", OrganStanding.OFFICE),
        ("云川省人民政府办公厅", OrganStanding.OFFICE),
        ("中共澜州市委员会", OrganStanding.COMMITTEE),
        ("省委", OrganStanding.COMMITTEE),
        ("省政府", OrganStanding.GOVERNMENT),
        ("市卫健委", OrganStanding.DEPARTMENT),
        ("云川省发展和改革委员会", OrganStanding.DEPARTMENT),
        ("澜州市大数据局", OrganStanding.DEPARTMENT),
        ("澜州市大数据局综合科", OrganStanding.UNIT),
        ("清河街道办事处", OrganStanding.OTHER),
        ("云川省防汛抗旱指挥部", OrganStanding.COORDINATING),
        ("澜州市人大常委会", OrganStanding.CONGRESS),
        ("澜州市人民代表大会常务委员会", OrganStanding.CONGRESS),
        ("某某集团公司", OrganStanding.OTHER),
        ("", OrganStanding.OTHER),
    ],
)
def test_a_name_tells_what_an_organ_is(name: str, standing: OrganStanding) -> None:
    assert standing_of(name) is standing


@pytest.mark.parametrize(
    ("issuer", "other", "how"),
    [
        (DATA, CITY, Relation.SUPERIOR),
        (DATA, PROVINCE, Relation.SUPERIOR),
        (CITY, DATA, Relation.SUBORDINATE),
        (WATER, PROVINCIAL_BUREAU, Relation.SUPERIOR),
        (PROVINCIAL_BUREAU, WATER, Relation.SUBORDINATE),
        (DATA, EMERGENCY, Relation.PEER),
        (DATA, DISTRICT, Relation.UNRELATED),
        (CITY_OFFICE, CITY, Relation.SUPERIOR),
        (CITY, CITY_OFFICE, Relation.SUBORDINATE),
        (SECTION, DATA, Relation.SELF),
        (DATA, DATA, Relation.SELF),
        (DATA, Organ("某公司"), None),
        (DATA, PROVINCIAL_BUREAU, None),
        (CITY, COMMITTEE, None),
        (COMMITTEE, DISTRICT, None),
    ],
)
def test_organs_stand_to_one_another(issuer: Organ, other: Organ, how: Relation | None) -> None:
    assert relation(issuer, other) is how


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("各区、县人民政府，市政府各委、办、局", ("各区、县人民政府", "市政府各委、办、局")),
        ("市委、市政府", ("市委", "市政府")),
        ("省发展改革委、财政厅：", ("省发展改革委", "财政厅")),
        ("抄送：省水利厅，市水务局。", ("省水利厅", "市水务局")),
        ("、、", ("、、",)),
        ("", ()),
    ],
)
def test_printed_words_are_divided_into_names_and_groups(
    words: str, names: tuple[str, ...]
) -> None:
    assert names_in(words) == names


def test_an_addressee_knows_its_place_and_whether_it_is_somebody() -> None:
    found = addressees("澜州市人民政府，李省长", organs=ORGANS, issuer=DATA)
    assert [(each.start, each.end) for each in found] == [(0, 7), (8, 11)]
    assert [each.relation for each in found] == [Relation.SUPERIOR, None]
    assert [each.is_person for each in found] == [False, True]
