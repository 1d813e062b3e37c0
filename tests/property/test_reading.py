"""Whatever the text, reading ends, refuses nothing and loses nothing."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from documents.manuscript import Manuscript
from documents.reading import decode, read_text
from office.kernel.refusals import Refused
from tests.unit.reading.accounting import bare, fragments_text, manuscript_text, source_text

PIECES = (
    "澜州市人民政府办公室",
    "关于印发《澜州市节水办法》的通知",
    "关于节约用水的",
    "通知",
    "澜州市节水办法",
    "澜政办发〔2026〕8号",
    "澜政发[2026]９号",
    "第3号",
    "各区人民政府，市政府各委、办、局",
    "：",
    ":",
    "。",
    "，",
    "；",
    "一、",
    "二、",
    "（一）",
    "(二)",
    "1.",
    "２．",
    "（1）",
    "3、",
    "请认真执行",
    "附件：",
    "附件1",
    "附 件",
    "附件2：",
    "任务分解表",
    "抄送：",
    "2026年3月6日",
    "二○二六年三月六日",
    "2026年3月7日印发",
    "（联系人：某某）",
    "（试行）",
    "机密★1年",
    "特 急",
    "来源：",
    "【打印】",
    "目　录",
    "……12",
    "— 3 —",
    "\n",
    "\n",
    "\n",
    "\r\n",
    " ",
    "　",
    "\u00a0",
    "\u200b",
    "\t",
)
DOCUMENTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


@given(DOCUMENTS)
def test_nothing_of_a_disordered_document_is_lost(source: str) -> None:
    assert fragments_text(source) == bare(source)
    assert manuscript_text(read_text(source), source) == source_text(source)


@given(st.text(max_size=300))
def test_nothing_of_any_text_is_lost(source: str) -> None:
    assert fragments_text(source) == bare(source)
    assert manuscript_text(read_text(source), source) == source_text(source)


@given(DOCUMENTS)
def test_what_was_read_survives_its_json(source: str) -> None:
    manuscript = read_text(source)
    assert Manuscript.from_json(manuscript.to_json()) == manuscript


@given(st.binary(max_size=200))
@example(b"II*\x00")
def test_any_bytes_are_text_or_refused_in_a_sentence(data: bytes) -> None:
    refused = ""
    text = ""
    try:
        text = decode(data)
    except Refused as refusal:
        refused = str(refusal)
    assert "\x00" not in text
    assert not refused or (refused.endswith("。") and (".txt" in refused or "纯文本" in refused))


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1))
def test_hanzi_come_back_from_every_encoding(text: str) -> None:
    source = f"通知：{text}。\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert decode(source.encode(encoding)) == source
