"""Whatever stands in a .docx is taken over or named, and the ceiling sees it either way."""

from __future__ import annotations

from hashlib import sha256

import pytest

from documents.manuscript import Figure, Paragraph, Table
from documents.reading.docx import read_docx
from documents.reading.imported import Imported
from office.classification import Ceiling, TooSecret
from tests.unit.reading.word_files import (
    Relations,
    docx_of,
    drawing,
    image,
    p,
    part,
    table,
    zipped,
)

HEAD = p("云川省人民政府关于节约用水的通知") + p("各市人民政府：")
FOOT = p("云川省人民政府") + p("2026年3月4日")
SECRET = "机密★10年"


def reading(
    body: str, *, parts: dict[str, bytes] | None = None, links: Relations | None = None
) -> Imported:
    return read_docx(docx_of(HEAD + body + FOOT, parts=parts, links=links))


def texts(read: Imported) -> list[str]:
    return [each.text for each in read.manuscript.body if isinstance(each, Paragraph)]


def field(*kinds: str) -> str:
    return "".join(f'<w:r><w:fldChar w:fldCharType="{each}"/></w:r>' for each in kinds)


def run(text: str, *, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def linked(kind: str, content: str, *, root: str) -> dict[str, object]:
    return {
        "parts": {f"word/{kind}.xml": part(root, content)},
        "links": {kind: (kind, f"{kind}.xml")},
    }


def test_an_unclosed_field_takes_nothing_with_it() -> None:
    read = reading(
        p("一段。") + p(field("begin")) + p("二段。") + p(f"{field('begin')}{run('三')}")
    )
    assert texts(read) == ["一段。", "二段。", "三"]
    assert read.remarks == ()


def test_an_unclosed_field_of_a_note_or_a_box_ends_with_it() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p(field('begin'))}</w:txbxContent></w:pict></w:r>"
    read = reading(
        p("一段。") + p(box) + p("二段。"),
        **linked("footnotes", f'<w:footnote w:id="2">{p(field("begin"))}</w:footnote>', root="a"),  # type: ignore[arg-type] # handed on
    )
    assert texts(read) == ["一段。", "二段。"]


def test_an_end_that_is_deleted_closes_no_field() -> None:
    body = p(field("begin")) + p("二段。") + p(f"<w:del>{field('end')}</w:del>{run('三段。')}")
    assert texts(reading(body)) == ["二段。", "三段。"]


def test_words_among_a_fields_instruction_are_named() -> None:
    read = reading(p("一段。") + p(field("begin") + run("藏") + field("end")) + p("二段。"))
    assert texts(read) == ["一段。", "二段。"]
    assert read.remarks == ("域代码中的文字没有导入：藏",)


@pytest.mark.parametrize("outer", ["block", "in a cell"])
def test_alternatives_among_blocks_are_read_once(outer: str) -> None:
    inside = (
        f"<mc:AlternateContent><mc:Choice>{p('甲段。')}</mc:Choice>"
        f"<mc:Fallback>{p('甲段。')}</mc:Fallback></mc:AlternateContent>"
    )
    if outer == "block":
        read = reading(p("一段。") + inside)
        assert texts(read) == ["一段。", "甲段。"]
    else:
        cell = f"<w:tc>{p('子')}</w:tc>"
        row = f"<w:tr>{cell}<w:tc>{inside}</w:tc></w:tr>"
        read = reading(f"<w:tbl>{row}{row}</w:tbl>")
        assert read.manuscript.body == (Table((("子", "甲段。"),) * 2, heads=1),)
    assert read.remarks == ()


def test_a_choice_that_nothing_here_knows_gives_way_to_the_fall_back() -> None:
    read = reading(
        p(
            "<w:r><mc:AlternateContent><mc:Choice><x:e xmlns:x='urn:x'/></mc:Choice>"
            "<mc:Fallback><w:t>笑</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert texts(read) == ["笑"]


def test_what_no_rule_takes_is_named() -> None:
    read = reading(
        p("一段。")
        + f"<x:box xmlns:x='urn:x'>{p('盒中。')}</x:box>"
        + p(
            "<w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase>"
            "<w:r><w:t>拼。</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        )
    )
    assert texts(read) == ["一段。", "拼。"]
    assert read.remarks == ("原件中的这些文字没有导入：盒中。；pin",)


def test_words_that_a_merged_cell_hides_are_named() -> None:
    row = '<w:tr><w:tc><w:tcPr><w:vMerge w:val="{}"/></w:tcPr>{}</w:tc><w:tc>{}</w:tc></w:tr>'
    rows = row.format("restart", p("甲"), p("乙")) + row.format("continue", p("遮"), p("丙"))
    read = reading(f"<w:tbl>{rows}</w:tbl>")
    assert "原件中的这些文字没有导入：遮" in read.remarks


def test_deleted_rows_and_cells_count_as_deletions() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('删行')}</w:tc></w:tr>"
    cell = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('删格')}</w:tc>"
    row = f"<w:tr><w:tc>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc>{cell}</w:tr>"
    read = reading(f"<w:tbl>{row}{gone}{row}</w:tbl>")
    assert read.remarks == ("原件有修订痕迹，已按接受全部修订导入：插入 0 处、删除 3 处",)
    assert "删格删行删格" in read.unseen


def test_charts_and_shapes_are_named() -> None:
    chart = (
        "<w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri='urn:chart'>"
        "<c:chart xmlns:c='urn:c' r:id='x'/></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )
    shape = (
        "<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData uri='urn:wordprocessingShape'/>"
        "</a:graphic></wp:anchor></w:drawing></w:r><w:r><w:pict><v:shapetype/><v:line/></w:pict></w:r>"
    )
    words = "<w:r><w:pict><v:shape><v:textpath string='内部'/></v:shape></w:pict></w:r>"
    read = reading(p("一段。") + p(chart + shape + words))
    assert read.remarks == (
        "艺术字没有导入：内部",
        "嵌入的对象或图表没有导入（1 处）",
        "线条、形状等图形没有导入（2 处）",
    )


def test_every_picture_of_a_group_becomes_a_figure() -> None:
    picture = (
        "<x:pic xmlns:x='urn:x'><x:blipFill><a:blip r:embed='{}'/>{}</x:blipFill><x:spPr><a:xfrm>"
        "<a:ext cx='{}' cy='360'/></a:xfrm></x:spPr></x:pic>"
    )
    group = (
        "<w:r><w:drawing><wp:inline><wp:extent cx='2160000' cy='720000'/><a:graphic>"
        "<a:graphicData>"
        "<a:chExt cx='2160' cy='720'/>"
        + picture.format("i", "", 720)
        + picture.format("j", "<a:srcRect l='50000'/>", 1440)
        + "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    read = reading(
        p("一段。") + p(group),
        parts={"word/a.png": image(), "word/b.png": image(size=(4, 4))},
        links={"i": ("image", "a.png"), "j": ("image", "b.png")},
    )
    figures = [each for each in read.manuscript.body if isinstance(each, Figure)]
    assert [(each.width, each.height) for each in figures] == [(20, 10), (40, 10)]
    assert figures[0].digest == sha256(image()).hexdigest()
    assert set(read.files) == {each.digest for each in figures}


def test_a_picture_in_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{p(drawing('i'))}</w:txbxContent>"
    read = reading(
        p("一段。") + p(f"<w:r><w:drawing><wp:inline>{box}</wp:inline></w:drawing></w:r>"),
        parts={"word/a.png": image()},
        links={"i": ("image", "a.png")},
    )
    assert sum(isinstance(each, Figure) for each in read.manuscript.body) == 1
    assert read.remarks == ()


@pytest.mark.parametrize(
    "properties",
    [
        '<w:rStyle w:val="H"/>',
        '<w:rStyle w:val="I"/>',
        '<w:rStyle w:val="S"/><w:vanish/>',
    ],
)
def test_text_that_a_style_hides_is_hidden(properties: str) -> None:
    read = reading(p(run("一段。") + run("暗", properties=properties)), **styles())  # type: ignore[arg-type] # handed on
    assert texts(read) == ["一段。"]
    assert read.remarks == ("隐藏文字没有导入：暗",)


def test_a_paragraphs_style_hides_and_a_run_shows_again() -> None:
    shown = run("明", properties='<w:vanish w:val="0"/>') + run(
        "亮", properties='<w:rStyle w:val="H"/>'
    )
    read = reading(
        p("一段。") + p(run("暗") + shown, properties='<w:pStyle w:val="P"/>'),
        **styles(),  # type: ignore[arg-type] # handed on
    )
    assert texts(read) == ["一段。", "明亮"]
    assert read.remarks == ("隐藏文字没有导入：暗",)


def styles() -> dict[str, object]:
    style = '<w:style w:type="{}" w:styleId="{}">{}<w:rPr>{}</w:rPr></w:style>'
    content = (
        style.format("character", "H", "", "<w:vanish/>")
        + style.format("character", "I", '<w:basedOn w:val="H"/>', "")
        + style.format("character", "S", '<w:basedOn w:val="H"/>', '<w:vanish w:val="0"/>')
        + style.format("paragraph", "P", "", "<w:vanish/>")
    )
    return linked("styles", content, root="styles")


def test_a_picture_of_a_page_head_is_named_and_never_looked_up_in_the_text() -> None:
    read = reading(
        p("一段。"),
        parts={
            "word/a.png": image(),
            "word/header1.xml": part("hdr", p(drawing("i"))),
        },
        links={"i": ("image", "a.png"), "h": ("header", "header1.xml")},
    )
    assert read.files == {}
    assert read.remarks == ("页眉、页脚、注或批注中的图片没有导入（1 处）",)


def test_a_picture_that_finds_no_place_leaves_no_file() -> None:
    cell = f"<w:tr><w:tc>{p(drawing('i'))}</w:tc><w:tc>{p('乙')}</w:tc></w:tr>"
    read = reading(
        f"<w:tbl>{cell * 2}</w:tbl>",
        parts={"word/a.png": image()},
        links={"i": ("image", "a.png")},
    )
    assert read.files == {}
    assert "表格中的图片没有导入（2 处）" in read.remarks


def test_notes_without_a_reference_are_named() -> None:
    notes = "".join(
        f'<w:footnote w:id="{id}">{p(text)}</w:footnote>'
        for id, text in ((1, "有"), (1, "重"), (2, "无"))
    )
    read = reading(
        p("<w:r><w:t>一段。</w:t><w:footnoteReference w:id='1'/></w:r>"),
        **linked("footnotes", notes, root="footnotes"),  # type: ignore[arg-type] # handed on
    )
    assert texts(read) == ["一段。（注：有）"]
    assert read.remarks == ("没有引用处的注没有导入：重；无",)


def test_a_head_whose_last_mark_is_deleted_is_named_whole() -> None:
    read = reading(
        p("一段。"),
        **linked("header", p("内部", properties="<w:rPr><w:del/></w:rPr>"), root="hdr"),  # type: ignore[arg-type] # handed on
    )
    assert read.remarks == ("页眉没有导入：内部",)
    assert texts(read) == ["一段。"]


def test_a_table_of_too_many_columns_becomes_lines() -> None:
    rows = [tuple(f"{row}-{column}" for column in range(62)) for row in "甲乙"]
    read = reading(p("一段。") + table(*rows))
    assert texts(read) == ["一段。", *("\u3000".join(row) for row in rows)]
    assert read.remarks == ("列数超过 60 的表格已按文字导入（1 处）",)


def test_an_overlong_numeral_is_named() -> None:
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"%1" * 20_000}"/></w:lvl>'
    numbers = (
        f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    numbered = p("甲。", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    read = reading(numbered * 2, **linked("numbering", numbers, root="numbering"))  # type: ignore[arg-type] # handed on
    assert texts(read) == ["甲。", "甲。"]
    assert read.remarks == ("2 段前的自动编号过长，没有导入",)


def sheet() -> bytes:
    return zipped({"xl/sharedStrings.xml": f"<sst><si><t>{SECRET}</t></si></sst>".encode()})


HIDDEN: dict[str, tuple[str, dict[str, bytes], dict[str, tuple[str, str]]]] = {
    "unclosed field": (p(field("begin")) + p(SECRET), {}, {}),
    "instruction": (p(f"{field('begin')}<w:r><w:instrText>{SECRET}</w:instrText></w:r>"), {}, {}),
    "half of it deleted": (p(f"{run('机')}<w:del>{run('密★10年')}</w:del>"), {}, {}),
    "half of it hidden": (p(f"{run('机')}{run('密★10年', properties='<w:vanish/>')}"), {}, {}),
    "fall-back": (
        p(
            "<w:r><mc:AlternateContent><mc:Choice><w:t>一</w:t></mc:Choice><mc:Fallback>"
            f"<w:t>{SECRET}</w:t></mc:Fallback></mc:AlternateContent></w:r>"
        ),
        {},
        {},
    ),
    "drawn words": (
        p(f"<w:r><w:pict><v:shape><v:textpath string='{SECRET}'/></v:shape></w:pict></w:r>"),
        {},
        {},
    ),
    "a drawn word alone": (
        p("<w:r><w:pict><v:shape><v:textpath string='机密'/></v:shape></w:pict></w:r>"),
        {},
        {},
    ),
    "words for a picture": (p(drawing("i").replace("示意图", SECRET)), {}, {}),
    "chart": ("", {"word/charts/chart1.xml": f"<c><v>{SECRET}</v></c>".encode()}, {}),
    "embedded sheet": ("", {"word/embeddings/a.xlsx": sheet()}, {}),
    "embedded text": ("", {"word/afchunk.txt": SECRET.encode("gb18030")}, {}),
    "embedded object": ("", {"word/ole.bin": b"\x01\x00" + SECRET.encode("utf-16-le")}, {}),
    "odd part": ("", {"customXml/a.xml": f"<!DOCTYPE a><a>{SECRET}</a>".encode("utf-16")}, {}),
    "references": ("", {"customXml/a.xml": "<a>&#26426;&#23494;★</a>".encode()}, {}),
    "properties": ("", {"docProps/core.xml": f"<a><b>{SECRET}</b></a>".encode()}, {}),
    "unknown block": (f"<x:y xmlns:x='urn:x'>{SECRET}</x:y>", {}, {}),
}


@pytest.mark.parametrize("name", HIDDEN)
def test_the_ceiling_sees_every_text_of_the_file(name: str) -> None:
    body, parts, links = HIDDEN[name]
    reading(p("一段。")).check(Ceiling())
    with pytest.raises(TooSecret):
        reading(p("一段。") + body, parts=parts, links=links).check(Ceiling())


def test_choices_of_a_form_are_no_marking() -> None:
    choices = "".join(f'<w:listItem w:displayText="{each}"/>' for each in ("秘密", "机密"))
    body = f"<w:sdt><w:sdtPr><w:dropDownList>{choices}</w:dropDownList></w:sdtPr></w:sdt>"
    reading(body + p("一段。")).check(Ceiling())


def test_words_in_our_styles_that_say_something_else_are_not_lost() -> None:
    names = ("公文标题", "公文正文", "附件说明", "附件标记", "附件标题")
    style = '<w:style w:styleId="{0}"><w:name w:val="{0}"/></w:style>'
    texts = ("关于节水的通知", "正文。", "附件：清单", "附 件", "清单")
    others = (*texts[:3], "另一标记", "另一标题")
    for given, lost in ((texts, ()), (others, others[3:])):
        read = read_docx(
            docx_of(
                "".join(
                    p(text, properties=f'<w:pStyle w:val="{name}"/>')
                    for name, text in zip(names, given, strict=True)
                ),
                **linked("styles", "".join(map(style.format, names)), root="styles"),  # type: ignore[arg-type] # handed on
            )
        )
        assert read.manuscript.unrecognised == lost
        assert read.manuscript.attachments[0].title == "清单"
