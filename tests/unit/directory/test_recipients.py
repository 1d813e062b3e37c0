"""Printed recipients are read into agencies; what nobody could tell is said."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from office.directory.entries import AgencyEntry
from office.directory.groups.recipients import Names, Resolved, resolve_recipients
from office.directory.kinds import AgencyKind, Level
from tests.quick import examples

CODES = {
    "云川省人民政府": "P",
    "清河区人民政府": "Q",
    "望江区人民政府": "W",
    "安陵县人民政府": "A",
    "市大数据局": "D",
    "市档案局": "R",
}
RANKS = {"P": 1, "Q": 30, "W": 20, "A": 40, "D": 50, "R": 60, "OWN": 2}
AGENCIES = [
    AgencyEntry(
        code=code,
        name=code,
        short_name=code,
        level=Level.CITY,
        kind=AgencyKind.GOVERNMENT,
        rank=rank,
    )
    for code, rank in RANKS.items()
]
NAMES = Names(
    groups={
        "各区、县人民政府": ("Q", "W", "A"),
        "市政府各委、办、局": ("OWN", "D", "R"),
        "各区": ("Q", "W"),
    },
    agencies=CODES,
)


def resolved(text: str) -> Resolved:
    return resolve_recipients(text, names=NAMES, agencies=AGENCIES, own="OWN")


def codes(text: str) -> list[str]:
    return [each.code for each in resolved(text).agencies]


def test_groups_with_commas_of_their_own_are_told_whole_and_agencies_come_by_rank() -> None:
    found = resolved("各区、县人民政府，市政府各委、办、局：")
    assert [each.code for each in found.agencies] == ["W", "Q", "A", "D", "R"]
    assert not found.unresolved


def test_the_issuing_agency_is_no_recipient_of_its_own_group() -> None:
    assert "OWN" not in codes("市政府各委、办、局")


def test_an_agency_named_twice_comes_once() -> None:
    assert codes("清河区人民政府，各区、县人民政府") == ["W", "Q", "A"]


def test_names_that_share_their_end_are_told_apart() -> None:
    found = resolved("清河区、安陵县、望江区人民政府")
    assert [each.code for each in found.agencies] == ["W", "Q", "A"]
    assert not found.unresolved


def test_what_means_nobody_is_said_in_its_own_words() -> None:
    found = resolved("望江区人民政府，市属各高校、市档案局，驻澜各单位")
    assert [each.code for each in found.agencies] == ["W", "R"]
    assert found.unresolved == ("市属各高校", "驻澜各单位")


def test_a_shared_end_does_not_reach_over_a_comma() -> None:
    assert resolved("清河区，望江区人民政府").unresolved == ("清河区",)


def test_a_name_that_only_begins_with_a_known_one_is_not_that_one() -> None:
    found = resolved("市档案局筹备组")
    assert not found.agencies
    assert found.unresolved == ("市档案局筹备组",)


def test_blanks_and_lines_do_not_matter() -> None:
    assert codes("各区、县\u3000人民政府，\n 市大数据局") == ["W", "Q", "A", "D"]


def test_nothing_means_nobody() -> None:
    assert resolved("") == Resolved((), ())


@settings(max_examples=examples(60))
@given(st.lists(st.sampled_from([*CODES, *NAMES.groups]), min_size=1, max_size=6))
def test_whatever_known_names_are_listed_all_are_found_and_none_besides(named: list[str]) -> None:
    found = resolved("，".join(named))
    wanted = {code for name in named for code in NAMES.groups.get(name, (CODES.get(name),))}
    assert {each.code for each in found.agencies} == wanted - {"OWN"}
    assert not found.unresolved


@settings(max_examples=examples(60))
@given(st.text(alphabet="区县市各，、：人民政府甲乙 \n", max_size=30))
def test_every_word_is_either_found_or_said_to_be_unknown(text: str) -> None:
    found = resolved(text)
    told = "".join((*(each.words for each in found.found), *found.unresolved))
    assert set("".join(text.split())) - set("，、：") == set(told) - set("，、：")
