"""What stands behind the text of a notice: enclosures and attachments, found and named."""

from __future__ import annotations

import pytest

from documents.manuscript import Attachment, Paragraph
from tests.unit.reading.test_reading import notice, read


def test_the_enclosure_follows_the_date_with_its_own_attachments() -> None:
    source = (
        notice(
            title="澜州市人民政府关于印发《澜州市节水办法》的通知",
            body="现印发《澜州市节水办法》。",
        )
        + "澜州市节水办法\n（试行）\n一、总则\n1.依法节水。\n"
        + "附件：节水登记表\n附件\n节水登记表\n单位名称"
    )
    enclosure = read(source).enclosure
    assert enclosure is not None
    assert enclosure.title == "澜州市节水办法"
    assert [each.level for each in enclosure.body] == [0, 1, 3]
    assert enclosure.attachments == (Attachment("节水登记表", (Paragraph(0, "单位名称"),)),)


@pytest.mark.parametrize(
    "heading", ["澜州市节水\n办法", "《澜州市节水办法》", "澜州市节水管理办法"]
)
def test_the_title_of_an_enclosure_may_differ_a_little(heading: str) -> None:
    source = notice(title="澜州市人民政府关于印发《澜州市节水办法》的通知") + f"{heading}\n总则。"
    enclosure = read(source).enclosure
    assert enclosure is not None
    assert enclosure.title == heading.replace("\n", "")
    assert [each.text for each in enclosure.body] == ["总则。"]


def test_an_enclosure_of_a_draft_needs_no_date_before_it() -> None:
    source = (
        "关于印发节水办法的通知\n各区人民政府：\n现印发给你们。\n澜州市人民政府\n节水办法\n总则。"
    )
    manuscript = read(source)
    assert manuscript.signature == "澜州市人民政府"
    assert manuscript.enclosure is not None
    assert manuscript.enclosure.body == (Paragraph(0, "总则。"),)


def test_an_attachment_whose_page_has_another_title_shows_the_difference() -> None:
    source = notice(body="请执行。\n附件：节水任务分解表") + "附件\n节水任务分解一览表\n清河区"
    manuscript = read(source)
    assert manuscript.attachments == (Attachment("节水任务分解表", (Paragraph(0, "清河区"),)),)
    assert manuscript.unrecognised == ("节水任务分解一览表",)


def test_attachments_on_one_line_are_told_apart() -> None:
    manuscript = read(notice(body="请执行。\n附件：1.任务表 2.名单　3．2026年样表"))
    assert [each.title for each in manuscript.attachments] == ["任务表", "名单", "2026年样表"]


def test_marks_behind_the_names_of_attachments_are_no_part_of_them() -> None:
    one = read(notice(body="请执行。\n附件：《节水预案》。") + "附件\n节水预案\n各区。")
    assert one.attachments == (Attachment("《节水预案》", (Paragraph(0, "各区。"),)),)
    several = read(notice(body="请执行。\n附件：1.任务表；\n2.名单。"))
    assert [each.title for each in several.attachments] == ["任务表", "名单"]


def test_an_attachment_page_without_its_mark_is_found_by_its_title() -> None:
    manuscript = read(notice(body="请执行。\n附件：任务表") + "任务表\n清河区五千株。")
    assert manuscript.attachments == (Attachment("任务表", (Paragraph(0, "清河区五千株。"),)),)


def test_a_file_name_in_the_note_still_finds_its_page() -> None:
    manuscript = read(notice(body="请执行。\n附件：名单.xls") + "附件\n名单\n清河区")
    assert manuscript.attachments == (Attachment("名单.xls", (Paragraph(0, "清河区"),)),)
    assert manuscript.unrecognised == ("名单",)


def test_an_attachment_that_no_note_names_is_kept() -> None:
    manuscript = read(notice() + "附件1：任务表\n清河区五千株。\n附件2：\n名单\n望江区")
    assert [each.title for each in manuscript.attachments] == ["任务表", "名单"]
