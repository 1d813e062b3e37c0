"""The specimens: what is laid out and which of its distances are measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from documents.layout import Issue, Pages, compose
from documents.layout.briefings import compose_briefing
from documents.layout.forms import compose_form, find_form
from documents.layout.pages import Element
from documents.layout.seals import round_seal, stamped
from documents.manuscript import Manuscript
from documents.typefaces.faces import Faces
from documents.typefaces.typeface import Typefaces
from tests.specimens import inner, registers, texts
from tests.specimens.measures import foot, head, signed, text
from tests.specimens.measures.measure import Measure
from tests.specimens.printed import Box, Printed


@dataclass(frozen=True, slots=True)
class Specimen:
    """`key` names its files; `measures` takes its distances from the finished pages."""

    key: str
    name: str
    pages: Callable[[Typefaces], Pages]
    measures: Callable[[list[Printed]], Iterator[Measure]]


def _laid(manuscript: Manuscript, issue: Issue | None) -> Callable[[Typefaces], Pages]:
    return lambda _: compose(manuscript, issue=issue)


def _sealed(manuscript: Manuscript, issue: Issue) -> Callable[[Typefaces], Pages]:
    """With a development seal wherever a seal is due."""

    def pages(typefaces: Typefaces) -> Pages:
        laid, faces = compose(manuscript, issue=issue), Faces(typefaces)
        names = [each.name for each in laid.places if each.element is Element.SEAL]
        diameter = issue.seal_diameter
        return stamped(
            laid, {name: round_seal(name, diameter=diameter, faces=faces) for name in names}
        )

    return pages


def _boxes(manuscript: Manuscript, issue: Issue) -> tuple[int, list[Box]]:
    """Where seals and stamps are put: the page, and the boxes."""
    places = compose(manuscript, issue=issue).places
    boxes = [Box(p.x, p.y, p.x + p.width, p.y + p.height) for p in places]
    return places[0].page, boxes


def _notice(pages: list[Printed]) -> Iterator[Measure]:
    first = pages[0]
    yield from foot.sheet(pages)
    yield from head.stack(first, "000018", "特急")
    yield from head.header(first, words="澜州市人民政府办公室文件", number="澜政办发", from_top=72)
    below = head.rule_below(first, 100).box.top
    yield from text.title(first, first="关于印发", last="管理办法的通知", below=below)
    yield from text.recipients(first, first="各县（区）人民政府", title_last="管理办法的通知")
    yield from text.indent(
        pages,
        text="《澜州市电子公文交换管理办法》已经",
        characters=2,
        what="正文左空二字",
        clause="7.3.3",
    )
    yield from signed.sealed_signature(pages, name=texts.OFFICE, date=texts.DAY)
    yield from text.indent(
        pages, text="（此件公开发布）", characters=2, what="附注左空二字", clause="7.3.6"
    )
    yield from text.line_below(pages, above=texts.DAY, text="（此件公开发布）", clause="7.3.6")
    yield from text.attachment(pages, label="附件", title="公文交换目录")
    yield from head.type_sizes(first, body="给你们", number="澜政办发", title="关于印发")
    yield from foot.copies(pages, label="抄送：", continued="市法院，市检察院")
    yield from foot.imprint(pages, office=texts.OFFICE, date=texts.PRINTED_ON)
    yield from foot.page_numbers(pages)


def _request(pages: list[Printed]) -> Iterator[Measure]:
    first = pages[0]
    yield from head.signers(first, number="澜政〔2026〕8号", names=("沈立言", "陶喆堃", "王"))
    yield from text.indent(
        pages, text="附件：1.", characters=2, what="附件说明左空二字", clause="7.3.4"
    )
    yield from text.one_blank_above(pages, text="附件：1.", clause="7.3.4")
    yield from text.note_continuation(pages, name="澜州市各县")
    yield from signed.sealed_signature(pages, name=texts.CITY, date=texts.DAY)
    page, boxes = _boxes(texts.REQUEST, texts.REQUEST_ISSUE)
    yield from signed.seals(pages, page=page, boxes=boxes, diameter=45, names=(texts.CITY,))
    yield from foot.imprint(pages, office=texts.OFFICE, date=texts.PRINTED_ON)


def _joint(pages: list[Printed]) -> Iterator[Measure]:
    yield from head.joint_mark(pages[0], names=texts.BUREAUS, word="文件")
    page, boxes = _boxes(texts.JOINT, texts.JOINT_ISSUE)
    yield from signed.seals(pages, page=page, boxes=boxes, diameter=42, names=texts.BUREAUS)
    yield from foot.imprint(pages, office="澜州市大数据局办公室", date=texts.PRINTED_ON)


def _unsealed(pages: list[Printed]) -> Iterator[Measure]:
    yield from text.one_blank_above(pages, text=texts.DAY, lines=2, clause="7.3.5.2")
    yield from signed.unsealed_signature(pages, name=texts.OFFICE, date=texts.DAY)


def _bill(pages: list[Printed]) -> Iterator[Measure]:
    _, boxes = _boxes(texts.BILL, texts.BILL_ISSUE)
    yield from signed.stamp(pages, title="市长", date=texts.DAY, place=boxes[0])
    yield from foot.imprint(pages, office=texts.OFFICE, date=texts.PRINTED_ON)


def _letter(pages: list[Printed]) -> Iterator[Measure]:
    yield from head.letter(pages, words=texts.OFFICE, number="澜政办函")
    yield from head.letter_title(pages[0], last="加急", second="关于商请协助")
    yield from foot.bare_copies(pages, label="抄送：")
    yield from signed.sealed_signature(pages, name=texts.OFFICE, date=texts.DAY)
    page, boxes = _boxes(texts.LETTER, texts.LETTER_ISSUE)
    yield from signed.seals(pages, page=page, boxes=boxes, diameter=42, names=(texts.OFFICE,))


def _order(pages: list[Printed]) -> Iterator[Measure]:
    yield from head.order(
        pages[0], words="澜州市人民政府令", number="第16号", text="《澜州市电子公文"
    )
    _, boxes = _boxes(texts.ORDER, texts.ORDER_ISSUE)
    yield from signed.stamp(pages, title="市长", date=texts.DAY, place=boxes[0])


def _minutes(pages: list[Printed]) -> Iterator[Measure]:
    first = pages[0]
    yield from head.mark_alone(
        first, words="澜州市人民政府常务会议纪要", from_top=72, clause="10.3"
    )
    yield from text.attendance(pages, above="（1）县级负责", names="帆、梁静宜")
    yield from foot.imprint(pages, office=texts.OFFICE, date=texts.PRINTED_ON)


def _crowded(pages: list[Printed]) -> Iterator[Measure]:
    first = pages[0]
    yield from head.stack(first, "000001", "秘密★1年", "加急")
    yield from text.indent(
        pages,
        text="各县（区）人民政府、",
        characters=2,
        what="首页显示正文",
        clause="7.4.2",
    )
    yield from foot.moved_recipients(pages, recipients="主送：", copies="抄送：")
    yield from foot.imprint(pages, office=texts.OFFICE, date=texts.PRINTED_ON)


def _sheet_and_numbers(pages: list[Printed]) -> Iterator[Measure]:
    yield from foot.sheet(pages)
    yield from foot.page_numbers(pages)


def _across(pages: list[Printed]) -> Iterator[Measure]:
    yield from foot.sheet(pages)
    yield from foot.lying_table(pages, first=2)
    yield from foot.page_numbers(pages, first=2)


def _form(key: str, name: str, values: Mapping[str, Any]) -> Specimen:
    """An inner form, filled in."""
    form = find_form(key)
    measures = foot.ruled_across if form.across else foot.ruled
    return Specimen(key.replace("_", "-"), name, lambda _: compose_form(form, values), measures)


SPECIMENS = (
    Specimen(
        "notice", "通知：印发件、附件、印章", _sealed(texts.NOTICE, texts.NOTICE_ISSUE), _notice
    ),
    Specimen("request", "请示：三位签发人", _sealed(texts.REQUEST, texts.REQUEST_ISSUE), _request),
    Specimen("joint", "联合行文：三个机关", _sealed(texts.JOINT, texts.JOINT_ISSUE), _joint),
    Specimen(
        "unsealed", "通报：不加盖印章", _laid(texts.UNSEALED, texts.UNSEALED_ISSUE), _unsealed
    ),
    Specimen("bill", "议案：签名章", _laid(texts.BILL, texts.BILL_ISSUE), _bill),
    Specimen("letter", "函：信函格式", _sealed(texts.LETTER, texts.LETTER_ISSUE), _letter),
    Specimen("order", "令：命令格式", _laid(texts.ORDER, texts.ORDER_ISSUE), _order),
    Specimen("minutes", "纪要：纪要格式", _laid(texts.MINUTES, texts.MINUTES_ISSUE), _minutes),
    Specimen(
        "telegram", "明传电报", _laid(texts.TELEGRAM, texts.TELEGRAM_ISSUE), _sheet_and_numbers
    ),
    Specimen("slip", "便函", _laid(texts.SLIP, texts.SLIP_ISSUE), _unsealed),
    Specimen(
        "crowded",
        "主送过多：移至版记",
        _laid(texts.CROWDED, texts.CROWDED_ISSUE),
        _crowded,
    ),
    Specimen("tables", "表格和横排表格", _laid(texts.TABLES, texts.TABLES_ISSUE), _across),
    Specimen("proof", "送审稿", _laid(texts.NOTICE, None), _sheet_and_numbers),
    Specimen("briefing", "简报", lambda _: compose_briefing(inner.BRIEFING), _sheet_and_numbers),
    _form("draft_sheet", "发文稿纸", inner.DRAFT_SHEET),
    _form("handling_sheet", "文件处理单", inner.HANDLING_SHEET),
    _form("circulation_slip", "文件传阅单", inner.CIRCULATION_SLIP),
    _form("approval_request", "签报", inner.APPROVAL_REQUEST),
    _form("supervision_notice", "督办通知单", inner.SUPERVISION_NOTICE),
    _form("seal_request", "用印申请单", inner.SEAL_REQUEST),
    _form("meeting_notice", "会议通知和回执", inner.MEETING_NOTICE),
    _form("dispatch_list", "发文清单", registers.DISPATCH_LIST),
    _form("envelope_labels", "信封标签", registers.ENVELOPE_LABELS),
    _form("reprint_note", "翻印说明", registers.REPRINT_NOTE),
    _form("issue_register", "发文登记簿", registers.ISSUE_REGISTER),
    _form("comment_summary", "意见汇总表", registers.COMMENT_SUMMARY),
)
