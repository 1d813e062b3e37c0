"""The specimens: what is laid out and which of its distances are measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from documents.layout import Issue, Pages, compose
from documents.manuscript import Manuscript
from tests.specimens import measures as rule
from tests.specimens import texts
from tests.specimens.measures import Measure
from tests.specimens.printed import Printed


@dataclass(frozen=True, slots=True)
class Specimen:
    """`key` names its files; `measures` takes its distances from the finished pages."""

    key: str
    name: str
    pages: Callable[[], Pages]
    measures: Callable[[list[Printed]], Iterator[Measure]]


def _laid(manuscript: Manuscript, issue: Issue | None) -> Callable[[], Pages]:
    return lambda: compose(manuscript, issue=issue)


def _notice(pages: list[Printed]) -> Iterator[Measure]:
    first = pages[0]
    yield from rule.sheet(pages)
    yield from rule.stack(first, "000018", "特急")
    yield from rule.header(first, words="澜州市人民政府办公室文件", number="澜政办发", from_top=72)
    below = rule.rule_below(first, 100).box.top
    yield from rule.title(first, first="关于印发", last="管理办法的通知", below=below)
    yield from rule.recipients(first, first="各县（区）人民政府", title_last="管理办法的通知")
    yield from rule.indent(
        pages,
        text="《澜州市电子公文交换管理办法》已经",
        characters=2,
        what="正文左空二字",
        clause="7.3.3",
    )
    yield from rule.sealed_signature(pages, name=texts.OFFICE, date=texts.DAY)
    yield from rule.indent(
        pages, text="（此件公开发布）", characters=2, what="附注左空二字", clause="7.3.6"
    )
    yield from rule.attachment(pages, label="附件", title="公文交换目录")
    yield from rule.imprint(pages, office=texts.OFFICE, date=texts.PRINTED_ON)
    yield from rule.page_numbers(pages)


def _request(pages: list[Printed]) -> Iterator[Measure]:
    first = pages[0]
    yield from rule.signers(first, number="澜政〔2026〕8号", names=("沈立言", "陶喆堃", "王"))
    yield from rule.indent(
        pages, text="附件：1.", characters=2, what="附件说明左空二字", clause="7.3.4"
    )
    yield from rule.one_blank_above(pages, text="附件：1.", clause="7.3.4")
    yield from rule.sealed_signature(pages, name=texts.CITY, date=texts.DAY)
    yield from rule.imprint(pages, office=texts.OFFICE, date=texts.PRINTED_ON)


def _unsealed(pages: list[Printed]) -> Iterator[Measure]:
    yield from rule.one_blank_above(pages, text=texts.DAY, lines=2, clause="7.3.5.2")
    yield from rule.unsealed_signature(pages, name=texts.OFFICE, date=texts.DAY)


SPECIMENS = (
    Specimen(
        "notice",
        "通知（印发件、附件、加盖印章）",
        _laid(texts.NOTICE, texts.NOTICE_ISSUE),
        _notice,
    ),
    Specimen(
        "request",
        "请示（上行文、三位签发人）",
        _laid(texts.REQUEST, texts.REQUEST_ISSUE),
        _request,
    ),
    Specimen(
        "unsealed", "通报（不加盖印章）", _laid(texts.UNSEALED, texts.UNSEALED_ISSUE), _unsealed
    ),
)
