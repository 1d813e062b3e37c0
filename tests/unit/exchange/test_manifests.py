"""Manifests: a capsule comes out as it went in, and says what its envelope says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.consignments.capsule import Capsule, NotTaken, Part
from documents.consignments.states import Code, Kind
from integrations.exchange.shapes import Encryption, Envelope, PartOf, WrappedKey
from integrations.exchange.written.manifests import read_manifest, written_manifest
from tests.unit.exchange.drawn import codes, digests, ids, texts
from tests.unit.exchange.samples import capsule, under

GOLDEN = Path(__file__).parent / "golden"
NAMES = r"[0-9A-Za-z一-龥〔〕 <&'\"]{1,40}\.(pdf|ofd)"


def golden(name: str = "manifest-1") -> bytes:
    return (GOLDEN / f"{name}.xml").read_bytes()


def refused(data: bytes, envelope: Envelope, code: Code = Code.ENVELOPE_INVALID) -> str:
    """The sentence. The envelope names these very bytes."""
    it = replace(envelope, manifest=PartOf(sha256(data).hexdigest(), len(data)))
    with pytest.raises(NotTaken) as caught:
        read_manifest(data, envelope=it)
    assert caught.value.code is code
    return caught.value.sentence


def test_a_manifest_has_one_spelling_and_is_read_back() -> None:
    assert written_manifest(capsule()) == golden()
    assert read_manifest(golden(), envelope=under(capsule(), golden())) == capsule()


numbers = st.integers(-(10**24) + 1, 10**24 - 1) | st.floats(allow_nan=False, allow_infinity=False)
facts = st.recursive(
    texts | numbers | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=12,
)
known = st.sampled_from(["title", "type", "number", "date", "recipients", "urgency", "issuer"])
parts = st.builds(
    Part,
    role=texts,
    name=st.from_regex(NAMES, fullmatch=True),
    media_type=texts,
    digest=digests,
    length=st.integers(0, 10**18),
)
capsules = st.builds(
    Capsule,
    consignment=ids,
    kind=st.sampled_from(Kind),
    sender=codes,
    sender_name=texts,
    addressee=codes,
    addressee_name=texts,
    facts=st.dictionaries(known | texts, facts, min_size=1, max_size=6),
    parts=st.lists(parts, max_size=3).map(tuple),
    sending=st.integers(1, 10**9),
)


@given(capsules)
def test_every_capsule_comes_out_as_it_went_in(made: Capsule) -> None:
    data = written_manifest(made)
    found = read_manifest(data, envelope=under(made, data))
    assert found == made
    assert repr(found.facts) == repr(made.facts), "1, 1.0 and True are three things"
    assert found.digest == made.digest


def test_facts_may_be_missing_where_the_kind_needs_none() -> None:
    made = replace(capsule(), kind=Kind.REMINDER, facts={})
    data = written_manifest(made)
    assert b"metadata" not in data
    assert read_manifest(data, envelope=under(made, data)) == made
    with pytest.raises(ValueError, match="facts"):
        written_manifest(replace(capsule(), facts={}))


def nested(depth: int, wrap: Callable[[Any], Any]) -> Any:
    value: Any = "澜州"
    for _ in range(depth):
        value = wrap(value)
    return value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("换页\x0c", "控制字符"),
        ("\x00", "控制字符"),
        ("\ud800", "控制字符"),
        ("\uffff", "控制字符"),
        (float("inf"), "不是数"),
        (float("nan"), "不是数"),
        (10**24, "超过 24 位"),
        (nested(61, lambda inner: [inner]), "超过 60 层"),
        (nested(61, lambda inner: {"x": inner}), "超过 60 层"),
        ({"\x1b": 1}, "控制字符"),
    ],
)
def test_what_cannot_travel_is_refused_before_it_is_sent(value: Any, said: str) -> None:
    with pytest.raises(NotTaken, match=said):
        written_manifest(replace(capsule(), facts={"x": value}))


def test_what_may_be_nested_is_read_by_the_other_side() -> None:
    for wrap in (lambda inner: [inner], lambda inner: {"x": inner}):
        made = replace(capsule(), facts={"x": nested(60, wrap)})
        data = written_manifest(made)
        assert read_manifest(data, envelope=under(made, data)) == made


@pytest.mark.parametrize("value", [b"bytes", {1: 2}, {"x": object()}])
def test_what_is_no_json_is_a_mistake_of_ours(value: Any) -> None:
    with pytest.raises(TypeError):
        written_manifest(replace(capsule(), facts={"x": value}))


@pytest.mark.parametrize(
    "name", ["../a.pdf", "a/b.pdf", "a\\b.pdf", "C:a.pdf", "..", "a\u202efdp.exe", "a\tb.pdf", "."]
)
def test_a_part_is_named_as_a_file_and_no_path(name: str) -> None:
    odd = replace(capsule(), parts=(replace(capsule().parts[0], name=name),))
    with pytest.raises(NotTaken, match="附件名称"):
        written_manifest(odd)
    spelt = name.replace("\t", "&#9;").encode()
    data = golden().replace("附件 1.xlsx".encode(), spelt)
    assert "附件名称" in refused(data, under(capsule(), golden()))


FROM_OTHERS = {
    "type": "通知",
    "title": "关于防汛的通知",
    "number": "云水〔2026〕3号",
    "date": "2026年11月20日",
    "recipients": "各市水务局",
    "urgency": "",
    "classification": "",
    "issuer": "云川省水利厅文件",
}


def test_a_document_of_another_vendor_is_understood_by_its_metadata() -> None:
    data = golden("manifest-of-others")
    made = replace(capsule(), facts=FROM_OTHERS, parts=capsule().parts[:1])
    assert read_manifest(data, envelope=under(made, data)) == made


@pytest.mark.parametrize("element", ["标题", "文种", "发文字号", "成文日期", "主送机关"])
def test_a_document_without_what_registers_need_is_refused(element: str) -> None:
    data = golden("manifest-of-others")
    start, end = (f"<{slash}ns2:{element}>".encode() for slash in ("", "/"))
    lacking = data[: data.index(start)] + data[data.index(end) + len(end) :]
    made = replace(capsule(), facts=FROM_OTHERS, parts=capsule().parts[:1])
    assert f"元数据缺少{element}（GB/T 33480" in refused(lacking, under(made, data))


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("7b0c8a52", "7b0c8a53", "递送编号"),
        (">document<", ">briefing<", "种类"),
        ("c" * 64, "d" * 64, "增减、调换或者改动"),
        ('length="20480"', 'length="20481"', "增减、调换或者改动"),
        ('<part role="original"', '<part role="original" role2=""', "part"),
        ("<标题>关于做好", "<标题>关于不做", "“标题”与公文要素不一致"),
        ("<text>云政办发〔2026〕12号", "<text>云政办发〔2026〕13号", "“发文字号”"),
        ("<text/></fact>", "<text>机密</text></fact>", "密级与信封所写的不同"),
        ('<fact name="date">', '<fact name="type">', "“type”写了两次"),
        ("<real>0.1<", "<real>NaN<", "“NaN”不是数"),
        ("<real>0.1<", "<real>1e999<", "不是数"),
        ("<number>3<", f"<number>{'9' * 60}<", "位数太多"),
        ("<flag>true<", "<flag>yes<", "flag"),
        ("<none/>", "", "fact"),
    ],
)
def test_a_manifest_that_says_otherwise_than_its_envelope_or_itself_is_refused(
    was: str, becomes: str, said: str
) -> None:
    assert was in golden().decode()
    changed = golden().decode().replace(was, becomes, 1).encode()
    assert said in refused(changed, under(capsule(), golden()))


def test_a_part_added_removed_or_swapped_is_refused() -> None:
    envelope = under(capsule(), golden())
    one, two = envelope.parts
    for other in ((one,), (two, one), (one, two, two), ()):
        assert "增减、调换或者改动" in refused(golden(), replace(envelope, parts=other))


def test_other_bytes_than_the_envelope_names_are_not_even_parsed() -> None:
    envelope = under(capsule(), golden())
    with pytest.raises(NotTaken, match="摘要不符") as caught:
        read_manifest(golden() + b"\n", envelope=envelope)
    assert caught.value.code is Code.PART_CORRUPT


def test_a_kind_that_nobody_knows_is_for_people() -> None:
    data = golden().replace(b">document<", b">decree<")
    assert "decree" in refused(data, under(capsule(), golden()), Code.TYPE_UNMAPPED)


def test_of_what_is_encrypted_the_envelope_tells_lengths() -> None:
    outside = tuple(PartOf("e" * 64, each.length + 28) for each in capsule().parts)
    encryption = Encryption("sm4-gcm", (WrappedKey("f" * 64, "sm2", b"x"),))
    envelope = replace(
        under(capsule(), golden()),
        version=2,
        encryption=encryption,
        manifest=PartOf("a" * 64, 1),
        parts=outside,
    )
    assert read_manifest(golden(), envelope=envelope) == capsule()
    shorter = (outside[0], replace(outside[1], length=27))
    with pytest.raises(NotTaken, match="增减、调换或者改动"):
        read_manifest(golden(), envelope=replace(envelope, parts=shorter))


def test_a_fraction_and_a_plus_of_other_writers_are_understood() -> None:
    data = golden().replace(b"<number>3<", b"<number> +3.50 <").replace(b">true<", b"> 1 <")
    it = under(capsule(), data)
    found = read_manifest(data, envelope=it).facts
    assert (found["copies"], found["answer_due"]) == (3.5, True)
