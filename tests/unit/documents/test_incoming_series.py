"""来文类别: what is proposed, and which series numbers it, as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.incoming.series import proposed_kind, read_series, word_for
from documents.incoming.source_kinds import SourceKind
from documents.numbering.words import must_be_for_issuing
from office.directory.answers import Relation
from office.kernel.refusals import Refused

SITE = """
[[series]]
word = "密收"
kinds = ["电报"]
agency = "B"
[[series]]
word = "上收"
kinds = ["上级来文", "会议"]
"""


@pytest.mark.parametrize(
    ("relation", "facts", "kind"),
    [
        (Relation.SUPERIOR, ("通知", "关于防汛的通知", ""), SourceKind.SUPERIOR),
        (Relation.SUBORDINATE, ("请示", "关于经费的请示", ""), SourceKind.SUBORDINATE),
        (Relation.UNRELATED, ("函", "关于商借的函", ""), SourceKind.PEER),
        (Relation.SUPERIOR, ("通知", "关于召开防汛工作会议的通知", ""), SourceKind.MEETING),
        (Relation.PEER, ("", "政务简报", ""), SourceKind.BRIEFING),
        (Relation.SUPERIOR, ("通知", "关于防汛的通知", "特提"), SourceKind.TELEGRAM),
    ],
)
def test_the_relation_of_the_sender_and_the_type_speak_for_a_kind(
    relation: Relation, facts: tuple[str, str, str], kind: SourceKind
) -> None:
    type, title, urgency = facts
    assert proposed_kind(relation, type=type, title=title, urgency=urgency) is kind


def test_the_first_entry_that_fits_numbers_it(tmp_path: Path) -> None:
    (tmp_path / "series.toml").write_text(SITE, encoding="utf-8")
    site = read_series(tmp_path / "series.toml")
    assert word_for(site, SourceKind.TELEGRAM, agency="B") == "密收"
    assert word_for(site, SourceKind.TELEGRAM, agency="C") == "收文"
    assert word_for(site, SourceKind.MEETING, agency="B") == "上收"
    assert word_for(read_series(), SourceKind.MEETING, agency="B") == "收文"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[series", "不是 TOML"),
        ("serie = 1", r"只能有 \[\[series\]\]"),
        ("[[series]]\nword = '澜政办发'", "机关代字"),
        ("[[series]]\nword = 7", "机关代字"),
        ("[[series]]\nword = '上收'\nkinds = ['外星来文']", "kinds 只能是"),
        ("[[series]]\nword = '上收'\nkind = ['会议']", "只写 word"),
        ("series = ['上收']", "只写 word"),
    ],
)
def test_what_is_wrong_with_the_sites_series_is_named(
    tmp_path: Path, text: str, words: str
) -> None:
    (tmp_path / "series.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=words):
        read_series(tmp_path / "series.toml")
    with pytest.raises(Refused, match="无法读取"):
        read_series(tmp_path / "none.toml")


def test_nobody_issues_under_the_word_of_a_register_of_arrivals() -> None:
    with pytest.raises(Refused, match="登记簿的名称"):
        must_be_for_issuing("上收")
