"""The editor's form loses nothing: manuscript to fields and back is the same manuscript."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.drafting.text_lines import blocks_of, lines_of
from documents.manuscript import Attachment, Enclosure, Manuscript, Paragraph
from documents.outgoing.editor.draft_form import fields_of, manuscript_of
from documents.reading import read_text
from office.kernel.refusals import Refused
from office.web.models import Field

pytestmark = pytest.mark.slow

ISSUER = "澜州市人民政府办公室"
BLANKS = " \t\u3000"
CHARACTERS = st.sampled_from("一二三十、（）()1234.．：:附件【】正文级目录\u3000 。秘密★通知第A<&")

pieces = st.sampled_from(
    [
        "一、",
        "（二）",
        "3.",
        "（4）",
        "附件1：",
        "附件：",
        "【正文】",
        "【一级】",
        "【四级】",
        "工作",
    ]
)
line = (
    st.lists(st.one_of(pieces, st.text(CHARACTERS, max_size=6)), min_size=1, max_size=4)
    .map("".join)
    .map(lambda text: text.strip())
    .filter(bool)
)
paragraphs = st.lists(st.builds(Paragraph, level=st.integers(0, 4), text=line), max_size=4).map(
    tuple
)
attachments = st.lists(st.builds(Attachment, title=line, body=paragraphs), max_size=3).map(tuple)
manuscripts = st.builds(
    Manuscript,
    type=st.just("通知"),
    title=line.map(lambda text: f"{text}通知"),
    recipients=line.map(lambda text: text.rstrip("：:" + BLANKS)),
    body=paragraphs,
    attachments=attachments,
    enclosure=st.none()
    | st.builds(Enclosure, title=line, body=paragraphs, attachments=attachments),
    issuer=st.just(ISSUER),
    signature=line,
    date=line,
    number=line,
    copies=line,
    note=line,
    urgency=st.sampled_from(["", "特急", "加急", "特提", "平急"]),
    classification=st.sampled_from(["", "内部", "秘密★1年"]),
    unrecognised=st.lists(line, max_size=3).map(tuple),
)


def sent(fields: tuple[Field, ...]) -> dict[str, str]:
    """What a browser sends when nothing was typed: a select sends what is chosen in it."""
    return {
        field.name: next((each.value for each in field.choices if each.chosen), field.value)
        for field in fields
    }


def round_trip(manuscript: Manuscript) -> Manuscript:
    fields = fields_of(manuscript, identities=(), identity="")
    return manuscript_of(sent(fields), issuer=manuscript.issuer, before=manuscript)


def has_a_nameless_part(manuscript: Manuscript) -> bool:
    """An import may find 附件1： and no name: the clerk has to give one."""
    enclosure = manuscript.enclosure or Enclosure(title="-")
    parts = (enclosure, *enclosure.attachments, *manuscript.attachments)
    return not all(each.title for each in parts)


@given(manuscripts)
def test_saving_what_was_not_changed_changes_nothing(manuscript: Manuscript) -> None:
    assert round_trip(manuscript) == manuscript


def test_line_ends_typed_in_a_title_are_the_drafters_to_set() -> None:
    manuscript = Manuscript(type="通知", title="关于做好\n节日值班的通知", issuer=ISSUER)
    fields = sent(fields_of(manuscript, identities=(), identity=""))

    assert fields["title"] == "关于做好\n节日值班的通知"
    assert round_trip(manuscript) == manuscript
    typed = {**fields, "title": " 关于做好 \r\n\r\n值班的通知\r\n"}
    assert manuscript_of(typed, issuer="").title == "关于做好\n值班的通知"


@given(st.lists(line, max_size=12).map("\n".join))
def test_whatever_an_import_recognised_comes_back_from_the_form(text: str) -> None:
    manuscript = replace(read_text(f"{text}"), type="通知", title="关于安全的通知")
    if has_a_nameless_part(manuscript):
        with pytest.raises(Refused, match=r"印发件没有标题|缺少附件名称"):
            round_trip(manuscript)
        return
    assert round_trip(manuscript) == manuscript


@given(paragraphs)
def test_levels_survive_as_lines_and_only_odd_ones_are_spelt_out(
    given: tuple[Paragraph, ...],
) -> None:
    lines = lines_of(given)
    assert blocks_of(lines) == given
    for paragraph, line in zip(given, lines.splitlines(), strict=True):
        assert line == paragraph.text or line == f"{line[:4]}{paragraph.text}"


def test_a_level_that_the_numeral_does_not_show_is_written_in_words() -> None:
    entry = Paragraph(0, "一、总体要求…………3")
    assert lines_of((entry, Paragraph(1, "一、总体要求"))) == (
        "【正文】一、总体要求…………3\n一、总体要求"
    )
    assert blocks_of("【二级】主要任务") == (Paragraph(2, "主要任务"),)


def test_a_level_in_words_without_text_is_no_paragraph() -> None:
    assert blocks_of("【正文】\n\n【一级】  ") == ()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "请填写标题"),
        ({"title": "通知", "type": "通告函"}, "没有名为“通告函”的文种"),
        ({"title": "通知", "format": "scroll"}, "没有名为“scroll”的版式"),
        ({"title": "通知", "enclosure_body": "正文"}, "印发件没有标题"),
        ({"title": "通知", "enclosure_attachments": "附件1：表"}, "印发件没有标题"),
        ({"title": "通知", "attachments": "没有名称"}, "缺少附件名称"),
        ({"title": "通知", "attachments": "附件1：表\n附件2："}, "缺少附件名称"),
        ({"title": "通知", "urgency": "很急" * 100}, "缓急只能是"),
        ({"title": "通知", "body": "第\x00条"}, "控制字符"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(
    typed: dict[str, str], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        manuscript_of(typed, issuer=ISSUER)
