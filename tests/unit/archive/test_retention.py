"""保管期限, 档号 and 全宗: data that an office may change, and what they make of a paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.archive.archival_code import ArchivalCode
from documents.archive.fonds import fonds_table
from documents.archive.retention import Retention, kept_until, propose, retention_rules
from office.kernel.refusals import Refused


@pytest.mark.parametrize(
    ("room", "type", "title", "track", "retention", "clause"),
    [
        ("document", "决定", "关于表彰先进的决定", "", "Y", "第七条（一）"),
        ("document", "通知", "关于印发管理办法的通知", "", "Y", "第七条（一）"),
        ("document", "通知", "关于王某任免的通知", "", "Y", "第七条（五）"),
        ("document", "请示", "关于经费的请示", "", "Y", "第七条（四）、（八）"),
        ("document", "报告", "关于防汛工作的报告", "", "D30", "第八条（五）"),
        ("document", "通知", "关于召开防汛会议的通知", "", "D10", "第八条（二）、（四）"),
        ("document", "函", "关于商请支持的函", "", "D30", "第八条（一）"),
        ("incoming", "通知", "关于开展检查的通知", "reading", "D10", "第八条（七）"),
        ("incoming", "通知", "关于开展检查的通知", "handling", "D30", "第八条（六）、（八）"),
        ("supervision", "", "防汛物资落实情况", "", "D30", "第八条（一）"),
    ],
)
def test_a_rule_proposes_the_term_and_names_its_clause(
    room: str, type: str, title: str, track: str, retention: str, clause: str
) -> None:
    found = propose(retention_rules(), room=room, type=type, title=title, track=track)
    assert (found.retention, found.clause) == (retention, clause)
    assert clause in found.words


def test_a_site_has_rules_of_its_own_and_a_wrong_one_is_refused_by_name(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[rules]]\nretention = "Y"\nclause = "本机关规定"\nwhy = "一律永久"\n')
    assert propose(retention_rules(own), room="x", type="", title="").retention == "Y"
    bad = tmp_path / "bad.toml"
    bad.write_text('[[rules]]\nretention = "D20"\nclause = "一"\nwhy = "二"\n')
    with pytest.raises(Refused, match="D20"):
        retention_rules(bad)
    none = tmp_path / "none.toml"
    none.write_text("rules = []\n")
    with pytest.raises(Refused, match="没有一条"):
        propose(retention_rules(none), room="document", type="通知", title="通知")


def test_a_term_runs_from_the_years_end() -> None:
    assert kept_until(Retention.YEARS_10, 2016) == date(2026, 12, 31)
    assert kept_until(Retention.FOR_EVER, 2016) is None


CODES = st.builds(
    ArchivalCode,
    fonds=st.from_regex(r"[A-Z0-9]{4}", fullmatch=True),
    year=st.integers(1949, 2999),
    retention=st.sampled_from(Retention),
    unit=st.from_regex(r"[A-Z0-9]{1,8}", fullmatch=True),
    item=st.integers(1, 99_999),
)


@given(CODES)
def test_an_archival_code_is_read_as_it_was_written(code: ArchivalCode) -> None:
    assert ArchivalCode.read(str(code)) == code


def test_an_archival_code_is_written_as_the_standard_says() -> None:
    code = ArchivalCode("X043", 2026, Retention.FOR_EVER, "BGS", 1)
    assert str(code) == "X043-WS·2026-Y-BGS-0001"
    with pytest.raises(ValueError, match="not a 档号"):
        ArchivalCode.read("X043-WS.2026-Y-BGS-0001")


def test_an_agency_without_a_number_is_told_whom_to_ask(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="全宗号"):
        fonds_table().of("999999999")
    bad = tmp_path / "fonds.toml"
    bad.write_text('[fonds.1]\nnumber = "x"\nname = "甲"\n')
    with pytest.raises(Refused, match="4位"):
        fonds_table(bad)
