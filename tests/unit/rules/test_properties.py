"""No manuscript makes a rule raise, findings are in order, and fixes mend what they are for."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import documents.rules
from documents.manuscript import (
    Attachment,
    Block,
    Enclosure,
    Format,
    Manuscript,
    Paragraph,
    Table,
)
from documents.rules import Case, check
from office.directory.kinds import DOCUMENT_TYPES
from tests.quick import examples
from tests.unit.rules.organs import ORGANS
from tests.work import work

_PIECES = (
    *(
        "关于",
        "请示",
        "报告",
        "的",
        "通知",
        "《",
        "》",
        "（",
        "）",
        "〔2026〕",
        "[2026]",
        "第08号",
    ),
    *(
        "8号",
        "云政发",
        "根据",
        "附件1：",
        "附件2",
        "见附件",
        "一、",
        "（一）、",
        "1、",
        "（1）",
        "三、",
    ),
    *(
        "妥否，",
        "请批示。",
        "请予审批",
        "此外",
        "另",
        "，",
        "。",
        "；",
        "…",
        "抄报：",
        "主题词",
        "急件",
    ),
    *(
        "2026年03月04日",
        "二〇二六年元月十日",
        "2026.13.40",
        "秘密",
        "★99年",
        "同志",
        "局长 程远",
        " ",
    ),
    *(
        "经市政府同意",
        "现将",
        "转报",
        "贵局务必",
        "各区人民政府",
        "澜州市人民政府",
        "\u3000",
        "×",
        "\n",
    ),
    *ORGANS,
)
WORDS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=8).map("".join)
PARAGRAPHS = st.builds(Paragraph, level=st.integers(0, 4), text=WORDS)
BLOCKS = st.lists(PARAGRAPHS | st.just(Table(rows=(("甲", "乙"),))), max_size=5).map(
    lambda blocks: tuple[Block, ...](blocks)
)
ATTACHMENTS = st.lists(st.builds(Attachment, WORDS, BLOCKS), max_size=3).map(tuple)
MANUSCRIPTS = st.builds(
    Manuscript,
    type=st.sampled_from((*DOCUMENT_TYPES, "")) | WORDS,
    title=WORDS,
    recipients=WORDS,
    body=BLOCKS,
    attachments=ATTACHMENTS,
    enclosure=st.none() | st.builds(Enclosure, title=WORDS, body=BLOCKS),
    issuer=WORDS,
    signature=WORDS,
    date=WORDS,
    number=WORDS,
    copies=WORDS,
    note=WORDS,
    urgency=WORDS,
    classification=WORDS,
    format=st.sampled_from(Format),
    unrecognised=st.lists(WORDS, max_size=3).map(tuple),
)
CASES = st.builds(
    Case,
    manuscript=MANUSCRIPTS,
    issuer=st.none() | st.sampled_from(list(ORGANS.values())),
    partners=st.lists(st.sampled_from(list(ORGANS.values())), max_size=2).map(tuple),
    organs=st.just(ORGANS) | st.just({}),
    signers=st.none() | st.just(()) | st.just(("程远",)),
    copy_number=st.none() | WORDS,
)
LEAN = settings(
    max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@given(about=CASES)
@LEAN
def test_no_rule_raises_and_the_findings_stand_in_order(about: Case) -> None:
    found = check(about)
    assert found == check(about)
    orders = [each.position.order for each in found]
    assert orders == sorted(orders)


@given(about=CASES)
@LEAN
def test_a_range_lies_inside_its_text(about: Case) -> None:
    manuscript = about.manuscript
    texts = {
        "title": [manuscript.title],
        "recipients": [manuscript.recipients],
        "copies": [manuscript.copies],
        "body": [getattr(each, "text", "") for each in manuscript.body],
        "attachments": [each.title for each in manuscript.attachments],
    }
    for finding in check(about):
        place = finding.position
        if place.element in texts and place.start is not None and place.end is not None:
            assert 0 <= place.start < place.end <= len(texts[place.element][place.item or 0])


@given(about=CASES)
@LEAN
def test_what_is_fixed_is_not_found_again(about: Case) -> None:
    found = check(about)
    before = Counter(each.rule for each in found)
    for finding in found:
        if finding.fix:
            mended = replace(about, manuscript=finding.fix(about.manuscript))
            after = Counter(each.rule for each in check(mended))
            assert after[finding.rule] < before[finding.rule], finding


@given(about=CASES, other=MANUSCRIPTS)
@LEAN
def test_a_fix_made_for_another_text_raises_nothing(about: Case, other: Manuscript) -> None:
    for finding in check(about):
        if finding.fix:
            assert isinstance(finding.fix(other), Manuscript)


@pytest.mark.parametrize("piece", ["。", "关于", "〔2026〕8号", "《", "此外", "、", "1、"])
def test_the_work_grows_with_the_text_and_no_faster(piece: str) -> None:
    assert _work(piece, 8_000) <= 4.4 * _work(piece, 2_000) + 10_000


def test_no_pattern_repeats_what_repeats() -> None:
    """What a pattern does inside one call is not counted: none may go over its text for every
    way to part it."""
    patterns = [
        value
        for module in pkgutil.walk_packages(documents.rules.__path__, "documents.rules.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, re.Pattern)
    ]
    assert len(patterns) > 10
    for pattern in patterns:
        assert not re.search(r"[*+]\)[*+{]|[*+]\)\?[*+{]", pattern.pattern), pattern.pattern


def _work(piece: str, count: int) -> int:
    words = piece * count
    about = Case(
        manuscript=Manuscript(
            type="请示",
            title=words,
            recipients=words,
            body=(Paragraph(level=0, text=words), Paragraph(level=1, text=words)),
            attachments=(Attachment(words),),
            date=words,
            number=words,
            copies=words,
            note=words,
            signature=words,
            issuer=words,
        ),
        organs=ORGANS,
    )
    return work(lambda: check(about))
