"""公文标识: round trip, what the check character notices, and vectors of others."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.numbering.identifier import (
    ALPHABET,
    EXAMPLE,
    OTHER_TYPE,
    TYPE_CODES,
    Identifier,
    check_character,
    is_identifier,
    make_identifier,
    parse_identifier,
)
from office.directory.kinds import DOCUMENT_TYPES
from office.kernel.refusals import Refused

CODES = st.text(ALPHABET, min_size=9, max_size=9) | st.text(ALPHABET, min_size=18, max_size=18)
IDENTIFIERS = st.builds(
    Identifier,
    organ=CODES,
    unit=st.text(ALPHABET, min_size=3, max_size=3),
    year=st.integers(1, 9999),
    type=st.sampled_from([*TYPE_CODES.values(), OTHER_TYPE]),
    serial=st.integers(1, 99_999),
    digits=st.sampled_from([5, 6]),
    root=st.sampled_from(["1.2.156.10", "1.2.156.3001.7", "2"]),
)
FACTS: dict[str, Any] = {"organ": "990100001", "type": "通知", "year": 2026, "serial": 37}


@pytest.mark.parametrize("text", ["A12425GABC1234002M", "B159D8FA01240000K", "188166C7342000003"])
def test_the_check_character_is_that_of_published_examples(text: str) -> None:
    assert check_character(text[:-1]) == text[-1]  # ISO 7064 MOD 37,36, as libraries test it


def test_every_document_type_has_a_code_in_the_order_of_the_regulation() -> None:
    assert tuple(TYPE_CODES) == DOCUMENT_TYPES
    assert list(TYPE_CODES.values()) == [f"{number:02X}" for number in range(1, 16)]


@given(IDENTIFIERS)
def test_what_is_made_is_read_back(identifier: Identifier) -> None:
    assert parse_identifier(str(identifier)) == identifier
    assert parse_identifier(f" {str(identifier).lower()} ") == identifier
    assert is_identifier(str(identifier))


def test_an_identifier_is_made_from_the_name_of_the_type() -> None:
    assert make_identifier(**FACTS) == EXAMPLE
    assert EXAMPLE.startswith("1.2.156.10.990100001-000-2026-08-00037-")
    assert parse_identifier(EXAMPLE).type_name == "通知"
    assert parse_identifier(make_identifier(**{**FACTS, "type": "签报"})).type_name == "其他"


@given(IDENTIFIERS, st.data())
def test_one_wrong_character_is_noticed(identifier: Identifier, data: st.DataObject) -> None:
    root, _, text = str(identifier).rpartition(".")
    places = [place for place, character in enumerate(text) if character != "-"]
    place = data.draw(st.sampled_from(places))
    digits = text[place].isdigit() and place not in range(len(identifier.organ) + 4)
    wrong = data.draw(
        st.sampled_from([c for c in (ALPHABET[:10] if digits else ALPHABET) if c != text[place]])
    )
    assert not is_identifier(f"{root}.{text[:place]}{wrong}{text[place + 1 :]}")


def test_two_neighbours_exchanged_are_noticed() -> None:
    right, wrong = EXAMPLE, EXAMPLE.replace("00037", "00073")
    assert is_identifier(right)
    assert not is_identifier(wrong)
    with pytest.raises(Refused, match="校验字符不对"):
        parse_identifier(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "澜政办发〔2026〕37号",
        EXAMPLE.removeprefix("1.2.156.10."),
        EXAMPLE.replace("-000-", "-00-"),
        EXAMPLE.replace("00037", "0037"),
        EXAMPLE + "-1",
        EXAMPLE.replace("0", "０"),
        EXAMPLE.replace("990100001", "99010000ſ"),
    ],
)
def test_what_has_another_shape_is_none(text: str) -> None:
    assert not is_identifier(text)
    with pytest.raises(Refused, match="不是公文标识"):
        parse_identifier(text)


@pytest.mark.parametrize(
    "wrong",
    [
        {"organ": "99010000"},
        {"organ": "99010000一"},
        {"unit": "1"},
        {"year": 26_000},
        {"serial": 0},
        {"serial": 1_000_000},
        {"digits": 4},
        {"root": "abc"},
    ],
)
def test_parts_that_do_not_fit_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="组成不合要求"):
        make_identifier(**{**FACTS, **wrong})


@given(st.text(max_size=60))
def test_no_text_is_an_error(text: str) -> None:
    assert is_identifier(text) in (True, False)
