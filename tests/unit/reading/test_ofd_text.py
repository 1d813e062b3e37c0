from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from math import isfinite
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.layout import compose, sheet
from documents.layout.ofd import write_ofd
from documents.layout.pages import Element
from documents.reading import ofd
from documents.reading.importing import import_file
from documents.reading.ofd import ofd_lines, ofd_text
from documents.typefaces.typeface import Typefaces
from office.kernel.refusals import Refused
from office.outside.own_process import Failed
from tests.unit.layout.conftest import drawn, site
from tests.unit.layout.ofd_parts import DIGEST, everything, image
from tests.unit.layout.specimens import ISSUE, NOTICE

__all__ = ["drawn", "site"]

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
ENTRY = (
    f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>{{}}</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
)
DOCUMENT = (
    f"<ofd:Document {NAMESPACE}><ofd:CommonData>{{}}</ofd:CommonData><ofd:Pages>"
    '<ofd:Page ID="1" BaseLoc="{}"/></ofd:Pages></ofd:Document>'
)
TEMPLATE = '<ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/>'


def squeezed(words: str) -> str:
    return "".join(words.split())


def page(*objects: str, template: str = "") -> str:
    drawn_objects = "".join(objects)
    return (
        f"<ofd:Page {NAMESPACE}>{template}<ofd:Content><ofd:Layer>{drawn_objects}</ofd:Layer>"
        "</ofd:Content></ofd:Page>"
    )


def text(words: str, *, box: str = "10 10 100 10", more: str = "", code: str = "") -> str:
    code = code or 'X="0" Y="5"'
    return (
        f'<ofd:TextObject Boundary="{box}" Size="5" {more}>'
        f"<ofd:TextCode {code}>{words}</ofd:TextCode></ofd:TextObject>"
    )


def package(content: str, **others: str) -> bytes:
    entries = {
        "OFD.xml": ENTRY.format("Doc_0/Document.xml"),
        "Doc_0/Document.xml": DOCUMENT.format("", "P.xml"),
        "Doc_0/P.xml": content,
        **others,
    }
    return zipped(entries)


def zipped(entries: Mapping[str, str | bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def lines(data: bytes) -> list[str]:
    return [each.text for each in ofd_text(data)]


def test_our_own_file_reads_back_line_for_line(drawn: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    read = ofd_text(write_ofd(pages, typefaces=drawn))
    for number, model in enumerate(pages.pages):
        rows: dict[float, list[tuple[float, str]]] = {}
        # The drawn dash is a box, and so its baseline is not that of the number.
        for run in (run for run in model.runs if run.element is not Element.PAGE_NUMBER):
            rows.setdefault(round(run.y, 1), []).append((run.x, run.text))
        wanted = ["".join(words for _, words in sorted(rows[y])) for y in sorted(rows)]
        found = [
            each.text for each in read if each.page == number and each.baseline < sheet.BOTTOM
        ]
        assert ["".join(each.split()) for each in found] == [
            "".join(each.split()) for each in wanted
        ]


def test_lines_know_their_place(drawn: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    title = next(run for run in pages.runs() if run.text.startswith("澜州市电子公文交换"))
    read = next(
        each for each in ofd_text(write_ofd(pages, typefaces=drawn)) if each.text == title.text
    )

    assert (read.left, read.baseline) == pytest.approx((title.x, title.y), abs=0.01)
    assert read.right == pytest.approx(title.x + title.width, abs=0.3)
    assert read.size == pytest.approx(title.size * 25.4 / 72, abs=0.01)


def test_lines_across_the_page_are_read_too(drawn: Typefaces) -> None:
    read = lines(write_ofd(everything(), typefaces=drawn, pictures={DIGEST: image()}))

    assert read[-2:] == ["一列横表", "横表压扁"]
    assert "生僻字𠮷在中间" in read


def test_pieces_of_a_line_are_joined_from_the_left() -> None:
    objects = (
        text("乙", box="20 10 5 10"),
        text("甲", box="15 10 5 10"),
        text("下", box="15 30 5 10"),
    )
    assert lines(package(page(*objects))) == ["甲乙", "下"]


def test_what_stands_far_apart_on_a_line_is_parted() -> None:
    objects = (
        text("云政发〔2026〕1号", box="10 10 60 10", code='X="0" Y="5" DeltaX="g 11 4"'),
        text("签发人：张三", box="120 10 40 10"),
        text("No", box="10 30 9 10", code='X="0" Y="5" DeltaX="4"'),
        text("12", box="20 30 9 10", code='X="0" Y="5" DeltaX="2.5"'),
    )
    assert lines(package(page(*objects))) == ["云政发〔2026〕1号\u3000签发人：张三", "No 12"]


def test_a_column_of_characters_is_read_downwards() -> None:
    column = text("竖排", code='X="0" Y="5" DeltaX="0" DeltaY="8"')

    assert lines(package(page(column))) == ["竖", "排"]


def test_a_matrix_moves_and_enlarges_the_text() -> None:
    (line,) = ofd_text(package(page(text("大", more='CTM="2 0 0 2 3 4"'))))

    assert (line.left, line.baseline, line.size) == (13.0, 24.0, 10.0)


def test_what_is_hidden_is_not_read() -> None:
    assert lines(package(page(text("见"), text("隐", more='Visible="false"')))) == ["见"]


def test_the_text_of_a_template_is_read_with_its_page() -> None:
    used = '<ofd:Template TemplateID="9"/>'
    form = page(text("表头", box="10 5 9 9"))
    data = package(
        page(text("内容", box="10 50 9 9"), template=used),
        **{
            "Doc_0/Document.xml": DOCUMENT.format(TEMPLATE, "/Doc_0/P.xml"),
            "Doc_0/Tpls/T.xml": form,
        },
    )
    assert lines(data) == ["表头", "内容"]


def test_a_file_without_text_has_no_lines() -> None:
    assert lines(package(page())) == []


def test_odd_numbers_lose_no_text() -> None:
    objects = (
        text("甲", box="x NaN"),
        text("乙丙", code='X="inf" Y="90" DeltaX="g 999999999999 1e400 g"', more='CTM="1 2"'),
        text("丁", more='HScale="zwei"', box=""),
    )
    assert sorted("".join(lines(package(page(*objects))))) == sorted("甲乙丙丁")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "损坏"),
        (b"PK\x03\x04 no archive", "损坏"),
        (zipped({"a.txt": "b"}), "缺少部件“OFD.xml”"),
        (zipped({"OFD.xml": ENTRY.format("Doc_0/Document.xml")}), "缺少部件"),
        (zipped({"OFD.xml": ENTRY.format("../../etc/passwd")}), "文件以外的位置"),
        (zipped({"OFD.xml": "<OFD"}), "XML"),
        (package(page().replace("<ofd:Page", "<!DOCTYPE a><ofd:Page", 1)), "文档类型"),
        (zipped({"OFD.xml": "<a/>".encode("utf-16")}), "XML|UTF-8"),
        (package(page(text("一" * 2_000_000))), "压缩炸弹"),
        (package("<a>" * 300 + "</a>" * 300), "XML"),
        (zipped({"../OFD.xml": "<a/>"}), "越出目录"),
    ],
)
def test_what_is_damaged_or_an_attack_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        ofd_text(data)


def test_an_entity_is_never_resolved() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    data = zipped({"OFD.xml": bomb + ENTRY.format("&x;")})

    with pytest.raises(Refused, match="文档类型"):
        ofd_text(data)


def test_more_pages_than_any_document_has_are_refused() -> None:
    many = '<ofd:Page ID="1" BaseLoc="P.xml"/>' * 401
    document = f"<ofd:Document {NAMESPACE}><ofd:Pages>{many}</ofd:Pages></ofd:Document>"

    with pytest.raises(Refused, match="400 页"):
        ofd_text(package(page(), **{"Doc_0/Document.xml": document}))


def with_template(form: str, *, pages: int) -> bytes:
    document = DOCUMENT.format(TEMPLATE, "P.xml")
    (one,) = re.findall("<ofd:Page .*/>", document)
    used = '<ofd:Template TemplateID="9"/>'
    return package(
        page(text("内", box="10 50 9 9"), template=used),
        **{"Doc_0/Document.xml": document.replace(one, one * pages), "Doc_0/Tpls/T.xml": form},
    )


def test_a_template_is_read_once_for_all_pages() -> None:
    data = with_template(page(text("表", box="10 5 9 9")), pages=300)
    with patch("documents.reading.ofd._pieces_of", wraps=ofd._pieces_of) as reading:
        read = ofd_text(data)
    assert [(each.page, each.text) for each in read[:3]] == [(0, "表"), (0, "内"), (1, "表")]
    assert len(read) == 600
    assert reading.call_count == 301


def test_more_characters_than_any_document_has_are_refused() -> None:
    """A template's characters count on every page: 10,000 of them on 200 pages."""
    data = with_template(page(text("一" * 10_000)), pages=200)
    with pytest.raises(Refused, match="文字过多"):
        ofd_text(data)


@pytest.mark.slow
def test_more_lines_than_any_document_has_are_refused() -> None:
    many = "".join(text("一", box=f"10 {6 * place} 9 9") for place in range(400))
    with pytest.raises(Refused, match="文字过多"):
        ofd_text(with_template(page(many), pages=100))


def test_a_page_knows_its_size() -> None:
    sized = page(text("甲")).replace(
        "<ofd:Content>",
        "<ofd:Area><ofd:PhysicalBox>0 0 297 420</ofd:PhysicalBox></ofd:Area><ofd:Content>",
    )
    assert ofd_text(package(sized))[0].sheet == (297.0, 420.0)
    assert ofd_text(package(page(text("甲"))))[0].sheet == (210.0, 297.0)
    assert ofd_text(package(sized.replace("297 420", "0 x")))[0].sheet == (210.0, 297.0)


@pytest.mark.parametrize(
    "item",
    [
        text(
            "关于测试工作的通知各单位", box="1e308 50 100 10", more='CTM="1e308 0 0 1e308 1e308 0"'
        ),
        text("关于测试工作的通知各单位", box="1e99 1e99 1 1", more='HScale="1e99"'),
        text("关于测试工作的通知各单位", code='X="1e5" Y="1e308" DeltaX="g 9 1e308"'),
    ],
)
def test_numbers_that_are_no_places_stop_nothing(item: str) -> None:
    data = package(page(item, text("第二行", box="9e4 9e4 1 1", more='CTM="9e4 0 0 9e4 9e4 0"')))
    assert all(isfinite(each.left + each.right + each.size) for each in ofd_text(data))
    assert "各单位" in str(import_file(data).whole())


def test_a_process_of_its_own_reads_the_same_lines_and_refuses_the_same() -> None:
    data = package(page(text("甲")))
    assert ofd_lines(data) == ofd_text(data)
    with pytest.raises(Refused, match="缺少部件"):
        ofd_lines(zipped({"OFD.xml": ENTRY.format("Doc_0/Document.xml")}))


def test_more_than_a_process_may_take_is_refused() -> None:
    with (
        patch("documents.reading.ofd.answer_of", side_effect=Failed),
        pytest.raises(Refused, match="内容过多"),
    ):
        ofd_lines(package(page()))


@given(st.binary(max_size=400), st.text(max_size=60))
def test_whatever_is_inside_there_is_an_answer(content: bytes, location: str) -> None:
    """Lines or a refusal, never another error."""
    safe = location.replace("&", "").replace("<", "").replace("]]>", "")
    entry = ENTRY.format("".join(each for each in safe if each.isprintable()))
    for data in (
        content,
        zipped({"OFD.xml": content}),
        zipped({"OFD.xml": entry, "Doc_0/Document.xml": content}),
    ):
        try:
            ofd_text(data)
        except Refused:
            continue


NUMBERS = st.text("0123456789.-eg naif ", max_size=40)


@given(NUMBERS, NUMBERS, NUMBERS, st.text("甲乙丙 ", min_size=1, max_size=9))
def test_no_numbers_make_text_disappear(box: str, matrix: str, steps: str, words: str) -> None:
    item = text(words, box=box, more=f'CTM="{matrix}"', code=f'DeltaX="{steps}" DeltaY="{steps}"')
    read = squeezed("".join(lines(package(page(item)))))

    assert sorted(read) == sorted(squeezed(words))
