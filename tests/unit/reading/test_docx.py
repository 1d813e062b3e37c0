"""What word processors write is read as they show it; what is left out is named."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from documents.manuscript import Attachment, Figure, Paragraph, Table
from documents.reading.docx import read_docx
from documents.reading.word.numbering import numeral
from tests.unit.reading.word_files import docx_of, drawing, image, p, part, table

HEAD = p("云川省人民政府关于节约用水的通知") + p("各市人民政府：")
FOOT = p("云川省人民政府") + p("2026年3月4日")


def texts(body: str, **more: object) -> list[str]:
    """The paragraphs of a notice with this body."""
    read = read_docx(docx_of(HEAD + body + FOOT, **more))  # type: ignore[arg-type] # handed on
    return [each.text for each in read.manuscript.body if isinstance(each, Paragraph)]


def test_a_notice_is_recognised_as_a_text_is() -> None:
    body = (
        p("特急")
        + p("云政发〔2026〕12号")
        + HEAD
        + p("为节约用水，通知如下。")
        + p("一、总体要求")
    )
    foot = p("附件：1.清单") + p("2.名单") + FOOT + p("（联系人：某某）")
    pages = p("附件1") + p("清单") + p("清单内容") + p("抄送：省委办公厅。")

    read = read_docx(docx_of(body + foot + pages))

    manuscript = read.manuscript
    assert manuscript.number == "云政发〔2026〕12号"
    assert manuscript.urgency == "特急"
    assert manuscript.title == "云川省人民政府关于节约用水的通知"
    assert manuscript.recipients == "各市人民政府"
    assert manuscript.body == (
        Paragraph(0, "为节约用水，通知如下。"),
        Paragraph(1, "一、总体要求"),
    )
    assert manuscript.attachments == (
        Attachment("清单", (Paragraph(0, "清单内容"),)),
        Attachment("名单"),
    )
    assert (manuscript.signature, manuscript.date) == ("云川省人民政府", "2026年3月4日")
    assert manuscript.note == "（联系人：某某）"
    assert manuscript.copies == "省委办公厅。"
    assert read.remarks == ()


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:isLgl/>'
    '<w:lvlText w:val="%1.%4"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="●"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>',
)


def numbered(text: str, *, level: int = 0, list: int = 1) -> str:
    return p(
        text,
        properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>',
    )


def test_automatic_numbering_becomes_text() -> None:
    body = (
        numbered("总体要求")
        + numbered("目标", level=1)
        + numbered("水量", level=2)
        + numbered("水质", level=2)
        + numbered("期限", level=1)
        + numbered("组织", level=0)
        + numbered("领导", level=1)
        + numbered("细目", level=3)
        + numbered("另起", list=2)
        + numbered("适用范围", list=4)
        + numbered("解释", list=4)
    )
    more = {
        "parts": {"word/numbering.xml": NUMBERING},
        "links": {"n": ("numbering", "numbering.xml")},
    }

    assert texts(body, **more) == [
        "一、总体要求",
        "（一）目标",
        "1.水量",
        "2.水质",
        "（二）期限",
        "二、组织",
        "（一）领导",
        "2.1\u3000细目",
        "一、另起",
        "第三条\u3000适用范围",
        "第四条\u3000解释",
    ]


def test_bullets_are_left_out_and_counted() -> None:
    read = read_docx(
        docx_of(
            HEAD + numbered("一件事", list=3) + FOOT,
            parts={"word/numbering.xml": NUMBERING},
            links={"n": ("numbering", "numbering.xml")},
        )
    )
    assert read.manuscript.body == (Paragraph(0, "一件事"),)
    assert read.remarks == ("1 段前的项目符号没有导入",)


def test_a_style_brings_its_numbering_and_its_level() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="章"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="节"/><w:basedOn w:val="a"/>'
        "</w:style>"
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>',
    )
    body = p("总则", properties='<w:pStyle w:val="b"/>')
    body += p("没有序号的标题", properties='<w:pStyle w:val="2"/>')
    more = {
        "parts": {"word/numbering.xml": NUMBERING, "word/styles.xml": styles},
        "links": {"n": ("numbering", "numbering.xml"), "s": ("styles", "styles.xml")},
    }
    read = read_docx(docx_of(HEAD + body + FOOT, **more))  # type: ignore[arg-type] # handed on
    assert read.manuscript.body == (
        Paragraph(1, "一、总则"),
        Paragraph(2, "没有序号的标题"),
    )


@pytest.mark.parametrize(
    ("count", "format", "text"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "chineseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"),
        (110, "japaneseCounting", "一百一十"),
        (1001, "chineseCounting", "一千零一"),
        (2026, "ideographDigital", "二〇二六"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (7, "decimalZero", "07"),
        (5, "decimalFullWidth", "５"),
        (2, "ideographTraditional", "乙"),
        (12, "ideographZodiac", "亥"),
        (3, "none", ""),
        (3, "unheardOf", "3"),
    ],
)
def test_numerals_are_printed_as_word_prints_them(count: int, format: str, text: str) -> None:
    assert numeral(count, format=format) == text


def test_tracked_changes_are_read_as_accepted_and_remarked() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    gone = "<w:r><w:delText>{}</w:delText></w:r>"
    body = p(
        run.format("请")
        + f"<w:del>{gone.format('尽快')}</w:del><w:ins>{run.format('于年底前')}</w:ins>"
        + f"<w:moveFrom>{run.format('移走')}</w:moveFrom><w:moveTo>{run.format('办结')}</w:moveTo>"
        + run.format("。")
    )
    body += p("前半句，", properties="<w:rPr><w:del/></w:rPr>") + p("后半句。")

    read = read_docx(docx_of(HEAD + body + FOOT))

    assert read.manuscript.body == (
        Paragraph(0, "请于年底前办结。"),
        Paragraph(0, "前半句，后半句。"),
    )
    assert read.remarks == ("原件有修订痕迹，已按接受全部修订导入：插入 2 处、删除 2 处",)
    assert read.unseen == ("尽快移走",)


def test_fields_show_their_results_and_never_their_instructions() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        "<w:r><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>A</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>内</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>结果</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:fldSimple w:instr="DATE"><w:r><w:t>一</w:t></w:r></w:fldSimple>'
    )
    assert texts(p(field)) == ["结果一"]


def test_notes_text_boxes_links_and_odd_characters_stand_where_they_are_read() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:anchor><w:txbxContent>"
        f"{p('框中文字。')}</w:txbxContent></wp:anchor></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox><w:txbxContent>{p('框中文字。')}</w:txbxContent></v:textbox>"
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    inside = (
        "<w:r><w:t>正文</w:t><w:footnoteReference w:id='2'/><w:noBreakHyphen/>"
        "<w:sym w:font='Wingdings' w:char='F0FE'/><w:sym w:font='X' w:char='F0AA'/></w:r>"
        "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r>"
        "<w:t>控件</w:t></w:r></w:sdtContent></w:sdt><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
        "<w:r><w:br/><w:t>次行。</w:t></w:r>"
    )
    notes = part("footnotes", f'<w:footnote w:id="2">{p("见附表")}</w:footnote>')
    read = read_docx(
        docx_of(
            HEAD + p(inside + box) + FOOT,
            parts={"word/footnotes.xml": notes},
            links={"f": ("footnotes", "footnotes.xml")},
        )
    )
    assert [each.text for each in read.manuscript.body if isinstance(each, Paragraph)] == [
        "框中文字。",
        "正文（注：见附表）-☑□链接控件x=1",
        "次行。",
    ]
    assert read.remarks == (
        "1 个符号字体的字符以“□”代替",
        "1 个公式按文字导入，请核对",
    )


def test_heads_feet_comments_and_hidden_text_are_named_and_not_taken_over() -> None:
    read = read_docx(
        docx_of(
            HEAD
            + p("<w:r><w:t>正文。</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗</w:t></w:r>")
            + FOOT,
            parts={
                "word/header1.xml": part("hdr", p("内部资料")),
                "word/footer1.xml": part("ftr", p("— 1 —")),
                "word/comments.xml": part(
                    "comments", f'<w:comment w:id="0">{p("这里不对")}</w:comment>'
                ),
            },
            links={
                "h": ("header", "header1.xml"),
                "f": ("footer", "footer1.xml"),
                "c": ("comments", "comments.xml"),
            },
        )
    )
    assert read.manuscript.body == (Paragraph(0, "正文。"),)
    assert read.remarks == (
        "页眉没有导入：内部资料",
        "隐藏文字没有导入：暗",
        "1 条批注没有导入",
    )
    assert read.unseen == ("内部资料", "这里不对", "暗")
    assert read.whole().unrecognised == read.remarks


def test_a_table_stands_in_its_place_with_merged_cells_taken_apart() -> None:
    rows = (
        '<w:tbl><w:tblPr><w:tblLayout w:type="fixed"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="1000"/></w:tblGrid>'
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("任务表")}</w:tc></w:tr>'
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>{p('事项')}</w:tc><w:tc>{p('单位')}</w:tc></w:tr>"
        f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("节水") + p("管网")}</w:tc>'
        f"<w:tc>{p('水务局')}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p('')}</w:tc><w:tc>{p('城管局')}</w:tc></w:tr>"
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    )
    read = read_docx(docx_of(HEAD + p("分工如下。") + rows + p("请执行。") + FOOT))
    assert read.manuscript.body == (
        Paragraph(0, "分工如下。"),
        Table(
            (("事项", "单位"), ("节水\n管网", "水务局"), ("", "城管局")),
            title="任务表",
            heads=1,
            widths=(75.0, 25.0),
        ),
        Paragraph(0, "请执行。"),
    )
    assert read.remarks == (
        "原件有修订痕迹，已按接受全部修订导入：插入 0 处、删除 1 处",
        "表格中的合并单元格已拆开（1 处）",
    )


def test_tables_of_a_landscape_section_lie_across_the_page() -> None:
    end = p("", properties='<w:sectPr><w:pgSz w:orient="{}"/></w:sectPr>')
    grid = table(("甲", "乙"), ("一", "二"))
    read = read_docx(
        docx_of(
            HEAD + grid + end.format("portrait") + grid + end.format("landscape") + grid + FOOT
        )
    )
    tables = [each for each in read.manuscript.body if isinstance(each, Table)]
    assert [each.landscape for each in tables] == [False, True, False]


def test_a_table_that_only_arranges_words_is_no_table() -> None:
    imprint = table(("抄送：省委办公厅。",), ("云川省人民政府办公厅", "2026年3月5日印发"))
    head = table(("云政发〔2026〕12号", "签发人：某某"))
    manuscript = read_docx(docx_of(head + HEAD + p("正文。") + FOOT + imprint)).manuscript
    assert manuscript.body == (Paragraph(0, "正文。"),)
    assert manuscript.number == "云政发〔2026〕12号"
    assert manuscript.copies == "省委办公厅。"
    assert "签发人：某某" in manuscript.unrecognised
    assert "云川省人民政府办公厅\u30002026年3月5日印发" in manuscript.unrecognised


def test_a_table_behind_the_date_is_told_in_words() -> None:
    read = read_docx(docx_of(HEAD + p("正文。") + FOOT + table(("甲", "乙"), ("一", "二"))))
    assert read.manuscript.unrecognised == ("甲\u3000乙", "一\u3000二")


def test_an_image_becomes_a_figure_and_its_file_lies_beside() -> None:
    picture = image()
    read = read_docx(
        docx_of(
            HEAD + p(f"<w:r><w:t>如图。</w:t></w:r>{drawing('i')}") + FOOT,
            parts={"word/media/a.png": picture},
            links={"i": ("image", "media/a.png")},
        )
    )
    digest = sha256(picture).hexdigest()
    assert read.manuscript.body == (
        Paragraph(0, "如图。"),
        Figure(digest, width=30.0, height=20.0, words="示意图"),
    )
    assert read.files == {digest: picture}


def test_what_a_word_processor_crops_is_cut_off() -> None:
    read = read_docx(
        docx_of(
            HEAD + p(drawing("i", crop='<a:srcRect l="50000" b="50000"/>')) + FOOT,
            parts={"word/media/a.gif": image(format="GIF")},
            links={"i": ("image", "media/a.gif")},
        )
    )
    (data,) = read.files.values()
    with Image.open(BytesIO(data)) as cut:
        assert (cut.format, cut.size) == ("PNG", (4, 3))


def test_floating_outside_and_odd_images_are_left_out_and_named() -> None:
    body = (
        p(drawing("i", place="anchor", inside="<wp:wrapNone/>"))
        + p(drawing("o"))
        + p(drawing("e"))
        + p("<w:r><w:object/></w:r>")
        + '<w:altChunk r:id="x"/>'
        + p(
            '<w:r><w:pict><v:shape style="width:36pt"><v:imagedata r:id="i"/></v:shape>'
            "</w:pict></w:r>"
        )
    )
    read = read_docx(
        docx_of(
            HEAD + p("正文。") + body + FOOT,
            parts={"word/media/a.png": image(), "word/media/b.emf": b"\x01\0\0\0 EMF"},
            links={
                "i": ("image", "media/a.png"),
                "o": ("image", "http://example.invalid/a.png"),
                "e": ("image", "media/b.emf"),
            },
        )
    )
    figures = [each for each in read.manuscript.body if isinstance(each, Figure)]
    assert [(each.width, each.height) for each in figures] == [(2.12, 1.59)]
    assert read.remarks == (
        "浮于文字之上的图片（常为印章）没有导入（1 处）",
        "插图引用文件以外的图片，没有读取（1 处）",
        "插图不是 PNG、JPEG、GIF、BMP 或 TIFF 图片，没有导入（1 处）",
        "嵌入的对象或图表没有导入（1 处）",
        "以“嵌入文档”方式插入的内容没有导入（1 处）",
    )
