"""An invented notice with everything a document can have, and measures of finished pages."""

from __future__ import annotations

from dataclasses import replace

from documents.layout import Issue, Pages
from documents.layout.pages import Element, Page, Run
from documents.manuscript import Attachment, Enclosure, Manuscript, Paragraph

SENTENCE = "各县（区）人民政府、市政府各部门要明确1名分管负责同志和2名专职人员负责此项工作。"

NOTICE = Manuscript(
    type="通知",
    title="澜州市人民政府办公室关于印发澜州市电子公文交换管理办法的通知",
    recipients="各县（区）人民政府，市政府各部门、各直属机构",
    body=(
        Paragraph(0, "《澜州市电子公文交换管理办法》已经市政府同意，现印发给你们，请认真执行。"),
        Paragraph(1, "一、统一思想"),
        Paragraph(2, f"（一）明确责任。{SENTENCE}"),
        Paragraph(0, "联系人：陶喆堃，机房不少于120㎡，自二○二六年十二月一日起执行。"),
    ),
    attachments=(
        Attachment("使用单位名单", (Paragraph(0, "市教育局、市民政局。"),)),
        Attachment("责任分工表", (Paragraph(0, "市大数据局负责技术支撑。"),)),
    ),
    enclosure=Enclosure(
        "澜州市电子公文交换管理办法",
        (Paragraph(1, "一、总则"), Paragraph(0, SENTENCE * 12)),
        (Attachment("交换目录", (Paragraph(0, "目录如下。"),)),),
    ),
    issuer="澜州市人民政府办公室",
    signature="澜州市人民政府办公室",
    date="2026年11月22日",
    copies="市委各部门，市人大常委会办公室，市政协办公室，市监委，市法院，市检察院，澜州军分区",
    note="此件公开发布",
    urgency="特急",
)

ISSUE = Issue(
    mark="澜州市人民政府办公室文件",
    number="澜政办发〔2026〕16号",
    copy_number="000018",
    printing_office="澜州市人民政府办公室",
    print_date="2026年11月23日",
)


def short_notice(**changes: object) -> Manuscript:
    """A notice of one paragraph without anything behind it."""
    plain = Manuscript(
        type="通知",
        title="关于做好节日期间值班工作的通知",
        recipients="各县（区）人民政府",
        body=(Paragraph(0, SENTENCE),),
        signature="澜州市人民政府办公室",
        date="2026年11月22日",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # the fields are the caller's


def runs(pages: Pages, element: Element) -> list[Run]:
    """All runs of an element in reading order."""
    return [run for run in pages.runs() if run.element is element]


def lines(page: Page) -> list[float]:
    """The baselines of a page's lines, page number and notice aside."""
    outside = {Element.PAGE_NUMBER, Element.PROOF_NOTICE}
    return sorted({round(run.y, 3) for run in page.runs if run.element not in outside})
