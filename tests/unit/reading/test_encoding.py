"""What counts as text, and what a person is told when it does not."""

from __future__ import annotations

import codecs

import pytest

from documents.reading import decode
from office.kernel.refusals import Refused

TEXT = "澜州市人民政府办公室\r\n关于做好春季植树工作的通知\n各区人民政府：\n请认真落实。\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.encode("gb18030"),
    ],
    ids=["utf-8", "utf-8-mark", "16le", "16be", "16le-bare", "16be-bare", "utf-32", "gb18030"],
)
def test_every_usual_encoding_gives_the_same_text(data: bytes) -> None:
    assert decode(data) == TEXT


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"") == ""


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04" + bytes(60), "压缩包"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0" + bytes(60), "旧版文字处理文件"),
        (b"abc\x00\x01\x02\x03def", "不是纯文本"),
        (b"\xff\x00\x81\xff\xff\x80", "不是纯文本"),
        (codecs.BOM_UTF16_LE + b"a", "UTF-16-LE"),
    ],
    ids=["zip", "pdf", "doc", "control", "noise", "half-character"],
)
def test_what_is_not_text_is_refused_with_rule_and_remedy(data: bytes, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        decode(data)
    sentence = str(refusal.value)
    assert said in sentence
    assert "只接受 UTF-8、UTF-16、GB18030 编码的纯文本" in sentence
    assert sentence.endswith("再上传一次。")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"GIF89a"])
def test_a_picture_is_refused_with_what_can_be_read(data: bytes) -> None:
    with pytest.raises(Refused, match=r"图片里的文字读不出来。请上传 \.docx、\.pdf、\.ofd"):
        decode(data)


@pytest.mark.parametrize("damage", ["cut", "stray"])
def test_a_damaged_utf8_text_is_not_read_as_other_characters(damage: str) -> None:
    sound = TEXT.encode("utf-8")
    data = sound[:-5] if damage == "cut" else sound[:30] + b"\xb8" + sound[30:]
    with pytest.raises(Refused, match="已损坏或不完整"):
        decode(data)
