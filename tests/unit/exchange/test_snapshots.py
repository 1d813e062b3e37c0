"""Snapshots of the address book: one spelling, read back as they were, or refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.snapshots import DatedCertificate, ListedAgency, Standing
from integrations.exchange.written.snapshots import read_snapshot, written_snapshot
from tests.unit.exchange.drawn import EARLY, codes, moments, texts
from tests.unit.exchange.samples import MADE, snapshot

GOLDEN = Path(__file__).parent / "golden"


def test_a_snapshot_has_one_spelling_and_is_read_back() -> None:
    golden = (GOLDEN / "snapshot-1.xml").read_bytes()
    assert written_snapshot(snapshot()) == golden
    assert read_snapshot(golden) == snapshot()


certificates = st.builds(
    DatedCertificate, st.binary(max_size=50), st.none() | moments, st.none() | moments
)
listed = st.builds(
    ListedAgency,
    code=codes,
    name=texts,
    level=texts,
    kind=texts,
    rank=st.integers(-(2**31), 2**31 - 1),
    begins=st.dates(),
    standing=st.sampled_from(Standing),
    signers=st.lists(certificates, min_size=1, max_size=3).map(tuple),
    short_name=texts,
    superior=texts,
    ends=st.none() | st.dates(),
    kinds=st.lists(texts, max_size=3).map(tuple),
    media_types=st.lists(texts, max_size=3).map(tuple),
    encryption=st.lists(certificates, max_size=2).map(tuple),
)


@given(st.lists(listed, max_size=3).map(tuple), texts, st.integers(1, 10**18))
def test_every_snapshot_is_read_back_as_it_was(
    agencies: tuple[ListedAgency, ...], node: str, sequence: int
) -> None:
    made = replace(snapshot(), agencies=agencies, node=node, sequence=sequence)
    assert read_snapshot(written_snapshot(made)) == made


def test_a_certificate_counts_from_its_first_moment_to_its_last() -> None:
    day = timedelta(days=1)
    dated = DatedCertificate(b"one", MADE, MADE + day)
    assert [dated.counts_at(MADE + n * day) for n in (-1, 0, 1, 2)] == [False, True, True, False]
    assert DatedCertificate(b"one").counts_at(MADE)


def test_a_day_may_have_the_zone_that_some_libraries_write() -> None:
    golden = (GOLDEN / "snapshot-1.xml").read_bytes()
    zoned = golden.replace(b'from="2026-10-01"', b'from="2026-10-01+08:00"')
    assert read_snapshot(zoned).moved[0].begins == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (b"<sequence>7<", b"<sequence>0<", "第 2 行，sequence"),
        (b"<sequence>7<", b"<sequence>7000000000000000000<", "太大"),
        (b"09:30:00+08:00</made>", b"09:30:00</made>", "没有写明时区"),
        (b"2026-11-23T09:30:00+08:00</made>", b"9999-12-31T24:00:00Z</made>", "时间"),
        (b"<sequence>7</sequence>", b"", "第 2 行"),
        (b'standing="hosted"', b'standing="owned"', "agency的standing"),
        (b"dGxz", b"dGx", "tls"),
        (b"urn:wenshu:address-book:1", b"urn:example:book", "命名空间"),
        (b"<snapshot ", b"<!DOCTYPE a><snapshot ", "文档类型"),
        (b"</snapshot>", b"", "不是完整的 XML"),
    ],
)
def test_what_leaves_the_schema_is_refused_and_said_where(
    was: bytes, becomes: bytes, said: str
) -> None:
    golden = (GOLDEN / "snapshot-1.xml").read_bytes()
    assert was in golden
    with pytest.raises(NotTaken, match=said) as refused:
        read_snapshot(golden.replace(was, becomes))
    assert refused.value.code is Code.ENVELOPE_INVALID


def test_a_later_version_is_told_which_we_know() -> None:
    golden = (GOLDEN / "snapshot-1.xml").read_bytes()
    with pytest.raises(NotTaken, match="第 2 版，本节点只认第 1 版") as refused:
        read_snapshot(golden.replace(b"address-book:1", b"address-book:2"))
    assert refused.value.code is Code.VERSION_UNSUPPORTED


def test_what_cannot_travel_is_not_written() -> None:
    with pytest.raises(NotTaken, match="控制字符"):
        written_snapshot(replace(snapshot(), node="澜州\x0b"))
    with pytest.raises(NotTaken, match=r"node .*过长"):
        written_snapshot(replace(snapshot(), node="澜" * 401))
    with pytest.raises(ValueError, match="zone"):
        written_snapshot(replace(snapshot(), made=EARLY))
