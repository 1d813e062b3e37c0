"""From attributes to entries: what is missing or no word of its list is refused by name."""

from __future__ import annotations

import re

import pytest

from office.directory.schema import ATTRIBUTES, OBJECT_CLASSES, Record, entries_from
from office.kernel.refusals import Refused
from tests.servers.slapd import OUR_SCHEMA

AGENCY = {
    "objectclass": ["organizationalUnit", "WENSHUAGENCY"],
    "ou": ["澜州市人民政府办公室"],
    "wenshuagencycode": ["city"],
    "wenshulevel": ["city"],
    "wenshukind": ["government"],
}
PERSON = {
    "objectclass": ["inetOrgPerson"],
    "employeenumber": ["1"],
    "uid": ["hewanqing"],
    "cn": ["何婉清"],
}


def record(attributes: dict[str, list[str]], **changed: list[str]) -> Record:
    merged = {**attributes, **{name.lower(): values for name, values in changed.items()}}
    return Record("dn", {name: values for name, values in merged.items() if values})


def test_what_is_not_given_has_a_plain_default() -> None:
    (agency,) = entries_from([record(AGENCY)]).agencies

    assert (agency.short_name, agency.superior, agency.rank) == ("澜州市人民政府办公室", "", 0)


def test_records_of_other_classes_are_none_of_ours() -> None:
    other = record({"objectclass": ["device"], "cn": ["打印机"]})

    assert list(entries_from([record(AGENCY), other])) == list(entries_from([record(AGENCY)]))


@pytest.mark.parametrize(
    ("faulty", "words"),
    [
        (record(AGENCY, wenshuAgencyCode=[]), "“dn”缺少 wenshuAgencyCode"),
        (record(AGENCY, wenshuAgencyCode=["a", "b"]), "“dn”的 wenshuAgencyCode 有 2 个值"),
        (record(AGENCY, wenshuLevel=["市"]), "wenshuLevel 是“市”。只能是nation、province、city"),
        (record(AGENCY, wenshuKind=["club"]), "wenshuKind 是“club”"),
        (record(AGENCY, wenshuRank=["十"]), "wenshuRank 是“十”。排序号须为整数"),
        (record(AGENCY, wenshuRank=["-1"]), "wenshuRank 是“-1”"),
        (record(AGENCY, wenshuValidFrom=["2026/1/1"]), "wenshuValidFrom 是“2026/1/1”"),
        (record(PERSON, employeeNumber=[]), "缺少 employeeNumber"),
        (record(PERSON, cn=["何婉清", "何琬清"]), "cn 有 2 个值"),
    ],
)
def test_a_fault_is_told_with_the_entry_and_the_attribute(faulty: Record, words: str) -> None:
    with pytest.raises(Refused, match=re.escape(words)):
        entries_from([record(AGENCY), faulty])


@pytest.mark.parametrize("series", ["澜政发", "澜政发=", "=通知", "澜政发=,"])
def test_a_series_without_word_or_types_is_refused(series: str) -> None:
    identity = Record(
        "dn",
        {
            "objectclass": ["wenshuIssuingIdentity"],
            "cn": ["澜州市人民政府"],
            "wenshukey": ["city-1"],
            "wenshuagencycode": ["city"],
            "wenshumark": ["澜州市人民政府文件"],
            "wenshuseries": [series],
        },
    )

    with pytest.raises(Refused, match="wenshuSeries"):
        entries_from([record(AGENCY), identity])


def test_the_servers_schema_and_this_reading_name_the_same_things() -> None:
    text = OUR_SCHEMA.read_text(encoding="utf-8")
    defined = set(re.findall(r"NAME '(wenshu\w+)'", text))

    asked = {name for name in (*ATTRIBUTES, *OBJECT_CLASSES) if name.startswith("wenshu")}
    assert asked == defined


def test_passwords_are_not_asked_for() -> None:
    assert "userPassword" not in ATTRIBUTES
