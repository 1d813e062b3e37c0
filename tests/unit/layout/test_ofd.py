from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from documents.layout import Pages, compose, sheet
from documents.layout.attached import Attached
from documents.layout.glyphs import glyphs
from documents.layout.ofd import write_ofd
from documents.layout.pages import Bookmark, Element, Page
from documents.typefaces.faces import Faces
from documents.typefaces.typeface import Typefaces
from office.kernel.refusals import Refused
from tests.unit.layout.ofd_parts import (
    DIGEST,
    OFD,
    everything,
    image,
    parts,
    run,
    said,
    texts,
    tree,
)
from tests.unit.layout.specimens import ISSUE, NOTICE

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("ofd.xsd")))
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PICTURES = {DIGEST: image()}
FILES = (Attached("资料.docx", b"PK" * 600), Attached("数据.xml", b"<data/>"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def everything_written(typefaces: Typefaces, **more: Any) -> bytes:
    return write_ofd(
        everything(), typefaces=typefaces, pictures=PICTURES, attachments=FILES, **more
    )


def deltas(code: Any) -> list[float]:
    """The advances of a text code, `g n v` unfolded."""
    words = code.get("DeltaX", "").split()
    found: list[float] = []
    while words:
        times = int(words[1]) if words[0] == "g" else 1
        found += [float(words[2 if times > 1 or words[0] == "g" else 0])] * times
        del words[: 3 if words[0] == "g" else 1]
    return found


def xml_parts(ofd: bytes) -> list[str]:
    return [name for name in parts(ofd) if name.endswith(".xml") and "attachment_" not in name]


@pytest.mark.parametrize("archive", [False, True])
def test_every_part_is_valid(drawn: Typefaces, archive: bool) -> None:
    notice = write_ofd(compose(NOTICE, issue=ISSUE), typefaces=drawn)
    full = everything_written(
        drawn, archive=archive, author="澜州市人民政府", subject="试验", created=NOW
    )
    for ofd in (notice, full):
        names = xml_parts(ofd)
        assert len(names) >= 7
        for name in names:
            assert SCHEMA.validate(tree(ofd, name)), (name, SCHEMA.error_log.last_error)


def test_the_text_stands_in_the_file_in_reading_order(drawn: Typefaces) -> None:
    for issue in (ISSUE, None):
        pages = compose(NOTICE, issue=issue)

        assert said(write_ofd(pages, typefaces=drawn)) == squeezed(pages.text())


def test_every_character_stands_where_the_layout_put_it(drawn: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    ofd = write_ofd(pages, typefaces=drawn)
    faces = Faces(drawn)
    for index, page in enumerate(pages.pages):
        wanted = [
            (each.character, run.x + each.x, run.y - each.drop)
            for run in page.runs
            for each in glyphs(run, faces)
        ]
        found = []
        for item in texts(ofd, index):
            left, top, *_ = map(float, item.get("Boundary").split())
            code = item.find("ofd:TextCode", OFD)
            x, y = left + float(code.get("X")), top + float(code.get("Y"))
            for character, step in zip(code.text, [*deltas(code), 0.0], strict=True):
                found.append((character, x, y))
                x += step
        assert [each[0] for each in found] == [each[0] for each in wanted]
        for (_, *places), (_, *right) in zip(found, wanted, strict=True):
            assert places == pytest.approx(right, abs=0.002)


def test_equal_advances_are_said_once(drawn: Typefaces) -> None:
    ofd = write_ofd(Pages("", (Page(1, (run("政" * 28),)),)), typefaces=drawn)

    (code,) = (each.find("ofd:TextCode", OFD) for each in texts(ofd))
    assert code.get("DeltaX") == "g 27 5.55625"


def test_a_line_keeps_its_size_and_stretch(drawn: Typefaces) -> None:
    first, second = texts(
        write_ofd(Pages("", (Page(1, (run("一二"), run("三四", stretch=0.8))),)), typefaces=drawn)
    )

    assert float(first.get("Size")) == pytest.approx(15.75 * sheet.MM_PER_PT, abs=1e-4)
    assert (first.get("HScale"), second.get("HScale")) == (None, "0.8")


def test_a_turned_line_runs_upwards_from_its_beginning(drawn: Typefaces) -> None:
    page = Page(1, (run("横表", x=50.0, y=200.0, turned=True, stretch=0.5),))
    (item,) = texts(write_ofd(Pages("", (page,)), typefaces=drawn))
    left, top, width, height = map(float, item.get("Boundary").split())
    a, b, c, d, e, f = map(float, item.get("CTM").split())
    code = item.find("ofd:TextCode", OFD)
    (step,) = deltas(code)

    assert (left + e, top + f) == pytest.approx((50.0, 200.0), abs=0.002)
    assert (a, d) == (0, 0)
    assert b * step == pytest.approx(-page.runs[0].advances[0], abs=0.001)
    assert (b, c) == (-0.5, 1)
    assert left < 50.0 < left + width
    assert top + height == pytest.approx(200.0, abs=0.002)


def test_a_rare_character_stands_alone(drawn: Typefaces) -> None:
    page = Page(1, (run("生僻字𠮷在中间"),))
    ofd = write_ofd(Pages("", (page,)), typefaces=drawn)

    codes = [each.findtext("ofd:TextCode", namespaces=OFD) for each in texts(ofd)]
    assert codes == ["生僻字", "𠮷", "在中间"]


def test_rules_outlines_and_pictures_lie_where_the_model_says(drawn: Typefaces) -> None:
    content = tree(everything_written(drawn), "Doc_0/Pages/Page_0/Content.xml")
    rule, upright, filled, stroked = content.iterfind(".//ofd:PathObject", OFD)
    straight, turned = content.iterfind(".//ofd:ImageObject", OFD)

    assert rule.get("Boundary") == "28 49.75 156 0.5"
    assert rule.findtext("ofd:AbbreviatedData", namespaces=OFD) == "M 0 0.25 L 156 0.25"
    assert rule.find("ofd:StrokeColor", OFD).get("Value") == "215 25 27"
    assert upright.get("Boundary") == "99.875 100 0.25 60"
    assert filled.get("Boundary") == "120 120 30 20"
    assert filled.findtext("ofd:AbbreviatedData", namespaces=OFD) == (
        "M 0 0 L 20 0 B 30 5 30 15 20 20 C"
    )
    assert (filled.get("Stroke"), filled.get("Fill")) == ("false", "true")
    assert (stroked.get("LineWidth"), stroked.get("Fill")) == ("1", None)
    assert straight.get("CTM") == "40 0 0 20 0 0"
    assert turned.get("CTM") == "0 -40 20 0 0 40"


def test_watermarks_lie_behind_all_seals_under_the_type_and_ink_on_top(drawn: Typefaces) -> None:
    (seal, _) = everything().pages[0].shapes
    pieces = {"ink": replace(seal, element=Element.FIGURE), "seal": seal}
    marks = replace(seal, element=Element.WATERMARK)
    page = Page(1, (run("字"),), shapes=(pieces["ink"], pieces["seal"], marks))
    ofd = write_ofd(Pages("", (page,)), typefaces=drawn)
    behind, body = tree(ofd, "Doc_0/Pages/Page_0/Content.xml").iterfind(".//ofd:Layer", OFD)

    assert [etree.QName(each).localname for each in behind] == ["PathObject"]
    assert [etree.QName(each).localname for each in body] == [
        "PathObject",
        "TextObject",
        "PathObject",
    ]
    found = tree(ofd, "Doc_0/Tags/CustomTag.xml").findall(".//ofd:印章/ofd:ObjectRef", OFD)
    assert [each.text for each in found] == [body[0].get("ID")]


def test_each_face_is_embedded_once_with_the_characters_drawn(drawn: Typefaces) -> None:
    ofd = write_ofd(compose(NOTICE, issue=ISSUE), typefaces=drawn)
    fonts = tree(ofd, "Doc_0/PublicRes.xml").findall(".//ofd:Font", OFD)
    drawn_with: dict[str, set[str]] = {}
    for index in range(len(compose(NOTICE, issue=ISSUE).pages)):
        for item in texts(ofd, index):
            text = item.findtext("ofd:TextCode", namespaces=OFD)
            drawn_with.setdefault(item.get("Font"), set()).update(text)

    assert {font.get("ID") for font in fonts} == set(drawn_with)
    assert {font.get("FamilyName") for font in fonts} == {"小标宋", "仿宋", "楷体", "黑体", "宋体"}
    for font in fonts:
        file = parts(ofd)[f"Doc_0/Res/{font.findtext('ofd:FontFile', namespaces=OFD)}"]
        embedded = TTFont(BytesIO(file))
        wanted = {ord(each) for each in drawn_with[font.get("ID")] - {"堃"}}
        assert set(embedded.getBestCmap()) == wanted
        # What GB/T 42133-2022 6.2.6 asks a subset to keep.
        kept = {"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"}
        assert kept <= set(embedded.keys())


def test_a_character_that_no_font_has_still_reads_out(drawn: Typefaces) -> None:
    assert "陶喆堃" in said(write_ofd(compose(NOTICE, issue=ISSUE), typefaces=drawn))


def test_numbers_are_unique_and_the_largest_is_named(drawn: Typefaces) -> None:
    ofd = write_ofd(compose(NOTICE, issue=ISSUE), typefaces=drawn)
    trees = [tree(ofd, name) for name in xml_parts(ofd)]
    numbers = [int(number) for root in trees for number in root.xpath("//@ID")]
    most = tree(ofd, "Doc_0/Document.xml").findtext(".//ofd:MaxUnitID", namespaces=OFD)

    assert len(numbers) == len(set(numbers)) > 50
    assert max(numbers) == int(most)


def test_headings_lead_to_their_page(drawn: Typefaces) -> None:
    marks = (
        Bookmark(1, "一、", 0, 40.0),
        Bookmark(3, "1.", 1, 50.0),
        Bookmark(2, "（一）", 1, 60.5),
        Bookmark(1, "二、", 1, 70.0),
    )
    pages = Pages("", (Page(1, ()), Page(2, ())), bookmarks=marks)
    document = tree(write_ofd(pages, typefaces=drawn), "Doc_0/Document.xml")
    numbers = [page.get("ID") for page in document.iterfind("ofd:Pages/ofd:Page", OFD)]
    top = document.findall("ofd:Outlines/ofd:OutlineElem", OFD)
    below = top[0].findall("ofd:OutlineElem", OFD)

    assert [each.get("Title") for each in top] == ["一、", "二、"]
    assert [each.get("Title") for each in below] == ["1.", "（一）"]
    goal = below[1].find("ofd:Actions/ofd:Action/ofd:Goto/ofd:Dest", OFD)
    assert (goal.get("PageID"), goal.get("Top")) == (numbers[1], "60.5")


def elements(ofd: bytes) -> dict[str, str]:
    """The text that the tags refer to, by part and element."""
    pages = {
        each.get("ID"): tree(ofd, f"Doc_0/{each.get('BaseLoc')}")
        for each in tree(ofd, "Doc_0/Document.xml").iterfind("ofd:Pages/ofd:Page", OFD)
    }
    found = {}
    for part in tree(ofd, "Doc_0/Tags/CustomTag.xml"):
        for leaf in part:
            words = []
            for reference in leaf.iterfind("ofd:ObjectRef", OFD):
                page = pages[reference.get("PageRef")]
                (item,) = page.xpath(f"//*[@ID='{reference.text}']")
                words.append(item.findtext("ofd:TextCode", namespaces=OFD) or "")
            name = f"{etree.QName(part).localname}/{etree.QName(leaf).localname}"
            found[name] = "".join(words)
    return found


def test_the_tags_find_every_element_of_the_document(drawn: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    found = elements(write_ofd(pages, typefaces=drawn))

    assert found["版头/份号"] == ISSUE.copy_number
    assert found["版头/紧急程度"] == "特急"
    assert found["版头/发文机关标志"] == ISSUE.mark
    assert found["版头/发文字号"] == ISSUE.number
    assert found["主体/标题"] == NOTICE.title
    assert NOTICE.recipients in found["主体/主送机关"]
    assert found["主体/正文"].startswith("《澜州市电子公文交换管理办法》")
    assert "总则" not in found["主体/正文"]
    assert "总则" in found["主体/印发件"]
    assert "市教育局、市民政局。" in found["主体/附件"]
    assert found["主体/发文机关署名"] == NOTICE.signature
    assert found["主体/成文日期"] == NOTICE.date
    assert "此件公开发布" in found["主体/附注"]
    assert found["版记/抄送机关"] == f"抄送：{NOTICE.copies}。"
    assert found["版记/印发机关"] == ISSUE.printing_office
    assert found["版记/印发日期"] == f"{ISSUE.print_date}印发"


def test_recipients_in_the_imprint_are_told_from_copies(drawn: Typefaces) -> None:
    many = replace(NOTICE, recipients="、".join(f"第{each}区人民政府" for each in range(70)))
    found = elements(write_ofd(compose(many, issue=ISSUE), typefaces=drawn))

    assert found["版记/主送机关"] == f"主送：{many.recipients}。"
    assert found["版记/抄送机关"] == f"抄送：{NOTICE.copies}。"
    assert "主体/主送机关" not in found


def test_an_image_of_another_kind_is_refused(drawn: Typefaces) -> None:
    with pytest.raises(Refused, match="不是 PNG 或 JPEG"):
        write_ofd(everything(), typefaces=drawn, pictures={DIGEST: b"GIF89a"})


def test_a_jpeg_is_stored_as_it_is(drawn: Typefaces) -> None:
    photo = image("JPEG")
    ofd = write_ofd(everything(), typefaces=drawn, pictures={DIGEST: photo})
    media = tree(ofd, "Doc_0/DocumentRes.xml").findall(".//ofd:MultiMedia", OFD)

    assert [each.get("Format") for each in media] == ["JPEG"]
    assert parts(ofd)[f"Doc_0/Res/image_{media[0].get('ID')}.jpg"] == photo


def test_what_xml_cannot_hold_is_replaced_and_the_rest_kept(drawn: Typefaces) -> None:
    odd = run("甲\ud800乙\ufffe<&>丙")
    pages = Pages("题\x01目", (Page(1, (odd,)),), bookmarks=(Bookmark(1, "\x02标", 0, 1.0),))
    ofd = write_ofd(pages, typefaces=drawn)

    assert said(ofd) == "甲\ufffd乙\ufffd<&>丙"
    assert tree(ofd, "OFD.xml").findtext(".//ofd:Title", namespaces=OFD) == "题\ufffd目"


def test_a_page_of_pictures_only_names_no_font(drawn: Typefaces) -> None:
    bare = Page(1, (), pictures=everything().pages[0].pictures)
    ofd = write_ofd(Pages("", (bare,)), typefaces=drawn, pictures=PICTURES)

    assert len(tree(ofd, "Doc_0/PublicRes.xml")) == 0
    assert SCHEMA.validate(tree(ofd, "Doc_0/PublicRes.xml"))
    assert elements(ofd) == {"主体/正文": ""}


def test_a_run_belongs_to_the_attachment_behind_whose_label_it_stands(drawn: Typefaces) -> None:
    runs = (
        run("正文。", y=40.0),
        run("附件", element=Element.ATTACHMENT_LABEL, y=50.0),
        run("附件之文。", y=60.0),
    )
    found = elements(write_ofd(Pages("", (Page(1, runs),)), typefaces=drawn))

    assert found == {"主体/正文": "正文。", "主体/附件": "附件附件之文。"}
