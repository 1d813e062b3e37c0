"""Files made to do harm are refused in a sentence, quickly, and nothing of them is used."""

from __future__ import annotations

import io
import socket
import struct
import threading
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest

from documents.reading.docx import read_docx
from documents.reading.importing import import_file
from office.kernel.refusals import Refused
from office.outside.archive import MOST_ENTRIES
from office.outside.xml import parse_xml
from tests.unit.reading.word_files import docx_of, drawing, image, p, part, relations, zipped

SECONDS = 60.0  # of our own work: a busy machine takes none of it
BYTES = 150_000_000


def entry(name: str) -> Callable[[], bytes]:
    return lambda: zipped({"word/document.xml": b"<a/>", name: b"x"})


def zip_bomb() -> bytes:
    return docx_of(p("正文"), parts={"word/styles.xml": b" " * 20_000_000})


def damaged() -> bytes:
    data = bytearray(docx_of(p("正文" * 500)))
    data[data.index(b"word/document.xml") + 30] ^= 0xFF
    return bytes(data)


def lying_bomb() -> bytes:
    """Says that its text is short; what comes out is not."""
    data = docx_of(p("字" * 3_000_000))
    size = next(
        each.file_size
        for each in zipfile.ZipFile(io.BytesIO(data)).infolist()
        if each.filename == "word/document.xml"
    )
    return data.replace(struct.pack("<I", size), struct.pack("<I", 1000))


def overlapping() -> bytes:
    """Two names for the same packed bytes."""
    data = zipped({"word/document.xml": b"<a/>" * 50, "word/documenu.xml": b"<b/>" * 50})
    first, second = data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")
    offset = data[first + 42 : first + 46]
    return data[: second + 42] + offset + data[second + 46 :]


def doubled() -> bytes:
    data = zipped({"word/document.xml": b"<a/>", "word/documenu.xml": b"<b/>"})
    return data.replace(b"documenu", b"document")


def locked() -> bytes:
    data = bytearray(zipped({"word/document.xml": b"<a/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def entities(text: str) -> bytes:
    document = f"<?xml version='1.0'?>{text}".encode()
    return docx_of("", parts={"word/document.xml": document})


def deep() -> bytes:
    return docx_of("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)


def long_numerals() -> bytes:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1888"/><w:lvlText w:val="{"%1" * 50}"/>'
    numbers = (
        f'<w:abstractNum w:abstractNumId="1">{level}<w:numFmt w:val="upperRoman"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    numbered = p("甲", properties='<w:numPr><w:numId w:val="1"/></w:numPr>') * 4_000
    return docx_of(
        f"<w:tbl><w:tr><w:tc>{numbered}</w:tc></w:tr></w:tbl>",
        parts={"word/numbering.xml": part("numbering", numbers)},
        links={"n": ("numbering", "numbering.xml")},
    )


def wide_rows() -> bytes:
    """Each row is short to write, and 60 columns wide."""
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="59"/></w:tcPr></w:tc>'
    return docx_of(f"<w:tbl>{f'<w:tr>{cell}<w:tc/></w:tr>' * 900}</w:tbl>")


BOMB = "<!DOCTYPE a [<!ENTITY b 'x'>" + "".join(
    f"<!ENTITY b{n} '{f'&b{n - 1 if n else str()};' * 10}'>" for n in range(9)
)

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "cut off": (lambda: docx_of(p("正文"))[:-30], "已损坏或不完整"),
    "no archive": (lambda: b"PK\x03\x04" + bytes(5000), "已损坏或不完整"),
    "damaged inside": (damaged, "其中的“word/document.xml”读不出来"),
    "zip bomb": (zip_bomb, "压缩炸弹"),
    "lying bomb": (lying_bomb, "读不出来"),
    "overlapping": (overlapping, "重叠"),
    "same name twice": (doubled, "重名"),
    "password": (locked, "打开密码"),
    "many entries": (
        lambda: zipped({f"{n}": b"" for n in range(MOST_ENTRIES + 1)}),
        "部件多于",
    ),
    "dot dot": (entry("word/../../etc/passwd"), "越出目录"),
    "absolute": (entry("/etc/passwd"), "越出目录"),
    "drive": (entry("C:passwd"), "越出目录"),
    "backslash": (entry("..\\passwd"), "越出目录"),
    "turned name": (entry("a\u202exml.exe"), "越出目录"),
    "long name": (entry("a" * 300), "越出目录"),
    "no text": (lambda: zipped({"a.txt": b"x"}), "不是 .docx 文件"),
    "no body": (
        lambda: docx_of("", parts={"word/document.xml": part("document", "")}),
        "没有正文",
    ),
    "doctype": (lambda: entities("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), "实体定义"),
    "entity": (lambda: entities("<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>"), "实体定义"),
    "billion laughs": (lambda: entities(f"{BOMB}]><a>&b8;</a>"), "实体定义"),
    "doctype in styles": (
        lambda: docx_of(
            p("正文"),
            parts={"word/styles.xml": b"<!DOCTYPE a><a/>"},
            links={"s": ("styles", "styles.xml")},
        ),
        "实体定义",
    ),
    "doctype in utf-16": (
        lambda: docx_of("", parts={"word/document.xml": "<!DOCTYPE a><a/>".encode("utf-16")}),
        "不是 UTF-8",
    ),
    "doctype in utf-7": (
        lambda: docx_of(
            "", parts={"word/document.xml": b"<?xml version='1.0' encoding='utf-7'?>+ADw-!DOCTYPE"}
        ),
        "不是完整的 XML",
    ),
    "depth": (deep, "不是完整的 XML"),
    "old word": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "另存为 .docx"),
    "locked word": (
        lambda: b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "去掉密码",
    ),
    "rtf": (lambda: b"{\\rtf1 \\object}", "RTF 文件"),
    "too large": (lambda: b"PK\x03\x04" + bytes(30_000_001), "超过 30 MB"),
    "endless": (lambda: docx_of(p("甲") * 20_002), "20000 段"),
    "too many words": (
        lambda: docx_of(p("".join(map(chr, range(0x4E00, 0x9E00)))) * 80),
        "文字过多",
    ),
    "too many numerals": (long_numerals, "文字过多"),
    "too many cells": (wide_rows, "50000 格"),
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            each, marks=pytest.mark.slow if each in ("endless", "too many numerals") else ()
        )
        for each in REFUSED
    ],
)
def test_a_hostile_file_is_refused_in_a_sentence(name: str) -> None:
    make, words = REFUSED[name]
    data = make()
    began = time.process_time()
    tracemalloc.start()
    try:
        with pytest.raises(Refused) as refusal:
            import_file(data)
        assert tracemalloc.get_traced_memory()[1] < BYTES
    finally:
        tracemalloc.stop()
    assert words in str(refusal.value)
    assert str(refusal.value).endswith("。")
    assert time.process_time() - began < SECONDS


def test_nothing_outside_the_file_is_fetched() -> None:
    hits = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]

        def listen() -> None:
            with suppress(TimeoutError):
                hits.append(server.accept())

        listener = threading.Thread(target=listen)
        listener.start()
        address = f"http://127.0.0.1:{port}/a"
        read = read_docx(
            docx_of(
                p(drawing("i")) + p("正文"),
                links={
                    "i": ("image", address),
                    "t": ("attachedTemplate", address),
                    "s": ("styles", address),
                    "n": ("numbering", "file:///etc/passwd"),
                },
            )
        )
        listener.join()
    assert not hits
    assert read.remarks == ("插图引用文件以外的图片，没有读取（1 处）",)


def test_a_relation_that_leaves_the_file_leads_nowhere() -> None:
    read = read_docx(
        docx_of(p(drawing("i")) + p("正文"), links={"i": ("image", "../../../../etc/hostname")})
    )
    assert read.files == {}


def test_an_image_of_many_pixels_is_no_image() -> None:
    bomb = bytearray(image())
    bomb[16:24] = struct.pack(">II", 60_000, 60_000)
    read = read_docx(
        docx_of(
            p(drawing("i")) + p("正文"),
            parts={"word/media/a.png": bytes(bomb)},
            links={"i": ("image", "media/a.png")},
        )
    )
    assert read.files == {}
    assert "插图不是" in read.remarks[0]


def test_circles_of_styles_fields_and_numbers_end() -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="a"><w:name w:val="a"/><w:basedOn w:val="b"/></w:style>'
        '<w:style w:styleId="b"><w:name w:val="b"/><w:basedOn w:val="a"/></w:style>',
    )
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="x"/><w:lvl w:ilvl="junk">'
        '<w:start w:val="99999999999999999999"/><w:lvlText w:val="%9%1%2"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="none"/></w:num>',
    )
    odd = '<w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    body = p("甲。", properties=odd.format(1)) + p("乙。", properties=odd.format(2))
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body += p(mark.format("end") + mark.format("odd") + mark.format("begin") * 3) + p("丙。")
    read = read_docx(
        docx_of(
            body,
            parts={"word/styles.xml": styles, "word/numbering.xml": numbering},
            links={"s": ("styles", "styles.xml"), "n": ("numbering", "numbering.xml")},
        )
    )
    assert [each.text[-2:] for each in read.manuscript.body] == ["甲。", "乙。", "丙。"]  # type: ignore[union-attr] # paragraphs


def test_a_wide_table_keeps_within_bounds_and_loses_no_cell() -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{p("甲")}</w:tc>'
    row = f"<w:tr>{cell}<w:tc>{p('乙')}</w:tc></w:tr>"
    (found,) = read_docx(docx_of(f"<w:tbl>{row * 3}</w:tbl>" + p("正文"))).manuscript.body[:1]
    assert found.rows == (("甲", "乙"),) * 3  # type: ignore[union-attr] # a table


def test_many_attributes_and_long_text_are_read_in_good_time() -> None:
    began = time.process_time()
    attributes = " ".join(f"a{n}='x'" for n in range(100_000))
    assert parse_xml(f"<a {attributes}/>".encode(), name="a") is not None
    assert read_docx(docx_of(p("长" * 100_000))).manuscript.body
    assert time.process_time() - began < SECONDS


def test_relations_may_be_absent() -> None:
    data = zipped({"word/document.xml": part("document", f"<w:body>{p('正文')}</w:body>")})
    assert read_docx(data).manuscript.body
    assert relations({}) == relations({})
