from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest

from documents.layout import Issue, Pages, compose, sheet
from documents.layout.pages import BLACK, GREY, RED, Element
from documents.manuscript import Attachment, Paragraph
from documents.typefaces.role import Role
from tests.unit.layout.specimens import ISSUE, NOTICE, SENTENCE, lines, runs, short_notice


def test_the_mark_begins_35_mm_below_the_type_area_and_is_red() -> None:
    mark = runs(compose(NOTICE, issue=ISSUE), Element.MARK)[0]

    assert mark.ink_top == 72.0
    assert (mark.colour, mark.role) == (RED, Role.XIAOBIAOSONG)


@pytest.mark.parametrize(
    "mark", ["澜州市文件", ISSUE.mark, "云川省" + "经济和信息化" * 4 + "委员会文件"]
)
def test_the_mark_is_centred_and_fits_into_156_mm(mark: str) -> None:
    run = runs(compose(NOTICE, issue=Issue(mark=mark)), Element.MARK)[0]

    assert run.width <= sheet.WIDTH
    assert run.x + run.width / 2 == pytest.approx(sheet.LEFT + sheet.WIDTH / 2)


def test_the_red_rule_lies_4_mm_below_the_number() -> None:
    pages = compose(NOTICE, issue=ISSUE)
    number = runs(pages, Element.NUMBER)[0]
    rule = pages.pages[0].rules[0]

    bottom = number.y + (1 - sheet.ASCENT) * number.size * sheet.MM_PER_PT
    assert rule.y - bottom == pytest.approx(4.0, abs=0.05)
    assert (rule.width, rule.colour) == (156.0, RED)


def test_the_title_stands_two_lines_below_the_rule_and_the_recipients_one_below_it() -> None:
    pages = compose(NOTICE, issue=ISSUE)
    title = runs(pages, Element.TITLE)
    first = sheet.baseline(pages.pages[0].rules[0].y + 2 * sheet.PITCH, size=sheet.SIZE_2)
    recipients = runs(pages, Element.RECIPIENTS)[0]

    assert title[0].y == pytest.approx(first)
    shift = sheet.baseline(0, size=sheet.SIZE_3) - sheet.baseline(0, size=sheet.SIZE_2)
    assert recipients.y - title[-1].y == pytest.approx(2 * sheet.PITCH + shift)
    assert recipients.x == sheet.LEFT
    assert recipients.text.endswith("：")


def test_copy_number_and_urgency_stand_at_the_upper_left() -> None:
    pages = compose(NOTICE, issue=ISSUE)

    assert runs(pages, Element.COPY_NUMBER)[0].y < runs(pages, Element.URGENCY)[0].y < 72
    assert runs(pages, Element.URGENCY)[0].role is Role.HEI


def test_an_upward_document_names_its_signers_beside_the_number() -> None:
    issue = replace(ISSUE, signers=("张三", "李四", "王五"))
    pages = compose(short_notice(), issue=issue)
    label, *names = runs(pages, Element.SIGNER)
    number = runs(pages, Element.NUMBER)[0]

    assert (label.text, label.role, names[0].role) == ("签发人：", Role.FANGSONG, Role.KAI)
    assert number.y == names[2].y == pytest.approx(names[0].y + sheet.PITCH)
    assert names[2].x == names[0].x
    assert number.x == pytest.approx(sheet.LEFT + sheet.CELL)
    assert names[1].x + names[1].width <= sheet.RIGHT - sheet.CELL + 1e-6


def test_headings_take_their_faces_and_only_their_first_sentence() -> None:
    pages = compose(NOTICE, issue=ISSUE)
    body = runs(pages, Element.BODY)

    assert [run.text for run in body if run.role is Role.HEI] == ["一、统一思想", "一、总则"]
    assert [run.text for run in body if run.role is Role.KAI] == ["（一）明确责任。"]


def test_enclosure_and_attachments_follow_on_pages_of_their_own() -> None:
    pages = compose(NOTICE, issue=ISSUE)
    numbered = [page for page in pages.pages if page.number]
    first = [page.runs[0] for page in numbered]
    heads = {Element.ENCLOSURE_TITLE, Element.ATTACHMENT_LABEL}

    assert [run.text for run in first if run.element in heads] == [
        "澜州市电子公文交换管理办法",
        "附件",
        "附件1",
        "附件2",
    ]
    assert {run.element for run in first[-3:]} == {Element.ATTACHMENT_LABEL}
    assert [page.number for page in numbered] == list(range(1, len(numbered) + 1))
    attachment = runs(pages, Element.ATTACHMENT_TITLE)[0]
    assert attachment.y == pytest.approx(
        sheet.baseline(sheet.TOP + 2 * sheet.PITCH, size=sheet.SIZE_2)
    )


def test_the_attachment_note_numbers_and_aligns_the_names() -> None:
    first, second = runs(compose(NOTICE, issue=ISSUE), Element.ATTACHMENT_NOTE)[:2]

    assert (first.text, second.text) == ("附件：1.使用单位名单", "2.责任分工表")
    assert second.x == pytest.approx(first.x + 3 * sheet.CELL)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages() -> None:
    pages = compose(NOTICE, issue=ISSUE)
    numbers = runs(pages, Element.PAGE_NUMBER)
    em = sheet.em(sheet.SIZE_4)

    assert [each.text for each in numbers[:3]] == ["— ", "1", " —"]
    assert numbers[2].x + numbers[2].width == pytest.approx(sheet.RIGHT - em)
    assert numbers[3].x == pytest.approx(sheet.LEFT + em)
    assert numbers[0].ink_top == pytest.approx(sheet.BOTTOM + 7.0, abs=0.2)


def test_the_imprint_ends_an_even_page_at_the_bottom_of_the_type_area() -> None:
    pages = compose(NOTICE, issue=ISSUE)
    last = pages.pages[-1]

    assert len(pages.pages) % 2 == 0
    downwards = sorted(last.rules, key=lambda each: each.y)
    assert [rule.thickness for rule in downwards] == [0.35, 0.25, 0.35]
    assert downwards[-1].y == 262.0
    assert {rule.width for rule in last.rules} == {156.0}
    assert pages.text(Element.IMPRINT).startswith(f"抄送：{NOTICE.copies}。")
    assert pages.text(Element.IMPRINT).endswith("2026年11月23日印发")


def test_an_imprint_that_finds_no_room_leaves_a_blank_page_and_no_numbers() -> None:
    for count in range(1, 40):
        pages = compose(short_notice(body=(Paragraph(0, SENTENCE * count),)), issue=ISSUE)
        numbered = [page.number for page in pages.pages if page.number]

        assert len(pages.pages) % 2 == 0
        assert numbered == list(range(1, len(numbered) + 1))
        assert all(page.number is None for page in pages.pages[len(numbered) :])
        assert any(run.element is Element.IMPRINT for run in pages.pages[-1].runs)


def test_a_proof_says_so_on_every_page_and_has_neither_red_nor_number() -> None:
    pages = compose(replace(NOTICE, number="澜政办发〔2026〕16号"), issue=None)

    assert all(page.runs[0].text == "送审稿" for page in pages.pages)
    assert {run.colour for run in pages.runs()} == {BLACK, GREY}
    assert not runs(pages, Element.NUMBER)
    assert not runs(pages, Element.MARK)


def test_no_page_has_more_than_22_lines_nor_text_outside_the_type_area() -> None:
    for pages in (compose(NOTICE, issue=ISSUE), compose(NOTICE, issue=None)):
        assert len(pages.pages) > 3
        for page in pages.pages:
            assert len(lines(page)) <= sheet.LINES_PER_PAGE
            for run in page.runs:
                if run.element not in {Element.PAGE_NUMBER, Element.PROOF_NOTICE}:
                    height = run.size * sheet.MM_PER_PT
                    assert run.y - sheet.ASCENT * height >= sheet.TOP
                    assert run.y + (1 - sheet.ASCENT) * height <= sheet.BOTTOM
                    assert run.x >= sheet.LEFT - 1e-9
                    assert run.x + run.width <= sheet.RIGHT + 1e-9


def test_22_lines_of_text_fill_the_type_area_exactly() -> None:
    pages = compose(short_notice(body=(Paragraph(0, SENTENCE * 40),)), issue=None)
    second = lines(pages.pages[1])
    height = sheet.SIZE_3 * sheet.MM_PER_PT

    assert len(second) == 22
    assert second[0] - sheet.ASCENT * height == pytest.approx(37.0, abs=0.02)
    assert second[-1] + (1 - sheet.ASCENT) * height == pytest.approx(262.0, abs=0.02)


def test_the_page_with_the_signature_always_carries_text() -> None:
    for count in range(1, 60):
        for issue in (ISSUE, None, replace(ISSUE, sealed=True)):
            notice = short_notice(body=(Paragraph(0, SENTENCE * count),))
            pages = compose(notice, issue=issue)
            signed = [
                {run.element for run in page.runs}
                for page in pages.pages
                if any(run.element is Element.SIGNATURE for run in page.runs)
            ]
            assert len(signed) == 1
            assert {Element.BODY, Element.DATE} <= signed[0], count
            assert any(run.element is Element.BODY for run in pages.pages[0].runs), count


def test_a_single_line_of_text_stays_on_page_1_with_its_signature() -> None:
    """The lines are set closer instead (7.3.5.5)."""
    for count in range(1, 14):
        recipients = "市发展和改革委员会，市经济和信息化局，" * count
        notice = short_notice(recipients=recipients.rstrip("，"), body=(Paragraph(0, "请执行。"),))
        pages = compose(notice, issue=ISSUE)

        signed = next(p for p in pages.pages if any(r.element is Element.DATE for r in p.runs))
        assert any(run.element is Element.BODY for run in signed.runs), count


def test_recipients_that_would_push_the_text_off_page_1_move_to_the_imprint() -> None:
    recipients = "，".join(f"澜州市第{place}区人民政府" for place in range(60))
    pages = compose(short_notice(recipients=recipients), issue=ISSUE)

    assert not runs(pages, Element.RECIPIENTS)
    assert pages.text(Element.IMPRINT).startswith(f"主送：{recipients}。")
    assert any(run.element is Element.BODY for run in pages.pages[0].runs)


def test_a_heading_is_never_the_last_line_of_a_page() -> None:
    for count in range(1, 30):
        body = (
            Paragraph(0, SENTENCE * count),
            Paragraph(1, "一、总体要求"),
            Paragraph(2, "（一）工作目标"),
            Paragraph(0, SENTENCE),
        )
        pages = compose(short_notice(body=body), issue=None)
        for page in pages.pages:
            text = [run for run in page.runs if run.element is Element.BODY]
            assert text[-1].role is Role.FANGSONG, count


@pytest.mark.parametrize("name", ["市政府", "澜州市人民政府办公室"])
def test_an_unsealed_date_begins_two_characters_right_of_the_name(name: str) -> None:
    pages = compose(short_notice(signature=name), issue=ISSUE)
    signature, date = runs(pages, Element.SIGNATURE)[0], runs(pages, Element.DATE)[0]

    assert date.x - signature.x == pytest.approx(2 * sheet.CELL)
    widest = max(signature, date, key=lambda each: each.width)
    assert widest.x + widest.width == pytest.approx(sheet.RIGHT - 2 * sheet.CELL)
    assert date.y - signature.y == pytest.approx(sheet.PITCH)


def test_a_name_is_centred_on_the_date_when_a_seal_will_stand_there() -> None:
    pages = compose(short_notice(), issue=replace(ISSUE, sealed=True))
    signature, date = runs(pages, Element.SIGNATURE)[0], runs(pages, Element.DATE)[0]

    assert date.x + date.width == pytest.approx(sheet.RIGHT - 4 * sheet.CELL)
    assert signature.x + signature.width / 2 == pytest.approx(date.x + date.width / 2)


def test_joint_issuers_stand_below_one_another() -> None:
    pages = compose(short_notice(signature="澜州市财政局　澜州市民政局"), issue=ISSUE)

    first, second = runs(pages, Element.SIGNATURE)
    assert (first.text, second.text) == ("澜州市财政局", "澜州市民政局")
    assert second.y > first.y


def test_what_was_already_issued_keeps_its_date_as_written() -> None:
    pages = compose(short_notice(date="二○一二年四月二十六日"), issue=ISSUE)

    assert pages.text(Element.DATE) == "二○一二年四月二十六日"


def test_the_note_stands_in_brackets_below_the_date() -> None:
    pages = compose(NOTICE, issue=ISSUE)

    assert pages.text(Element.NOTE) == "（此件公开发布）"
    assert runs(pages, Element.NOTE)[0].x == pytest.approx(sheet.LEFT + 2 * sheet.CELL)


def test_bookmarks_name_title_headings_and_enclosure() -> None:
    bookmarks = compose(NOTICE, issue=ISSUE).bookmarks

    assert bookmarks[0].text == NOTICE.title
    assert [each.text for each in bookmarks if each.level == 1] == ["一、统一思想", "一、总则"]
    assert all(one.page <= two.page for one, two in pairwise(bookmarks))


def test_an_attachment_without_text_is_named_and_not_bound() -> None:
    pages = compose(short_notice(attachments=(Attachment("会议材料"),)), issue=ISSUE)

    assert pages.text(Element.ATTACHMENT_NOTE) == "附件：会议材料"
    assert not runs(pages, Element.ATTACHMENT_LABEL)


def test_pages_survive_a_round_trip_through_json() -> None:
    pages = compose(NOTICE, issue=ISSUE)

    assert Pages.from_json(json.loads(json.dumps(pages.to_json()))) == pages


def test_the_same_manuscript_always_gives_the_same_pages() -> None:
    assert compose(NOTICE, issue=ISSUE) == compose(NOTICE, issue=ISSUE)


def test_the_page_model_needs_neither_pdf_nor_fonts() -> None:
    program = "import sys, documents.layout; print(*sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert not {"reportlab", "fontTools", "uharfbuzz", "documents.typefaces.faces"} & set(
        told.stdout.split()
    )


def test_a_provision_of_one_long_sentence_is_text_and_no_heading() -> None:
    provision = "（一）" + "公文经签发后由文秘部门统一复核编号并在两个工作日内分送各有关单位。"
    pages = compose(short_notice(body=(Paragraph(2, provision),)), issue=ISSUE)
    body = [run for run in runs(pages, Element.BODY) if "公文经签发" in run.text]
    assert {run.role for run in body} == {Role.FANGSONG}
    assert provision not in {each.text for each in pages.bookmarks}
