"""The demonstration's documents are what a city office would let pass."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from documents.demonstration import demonstration_manuscripts
from documents.manuscript import Attachment, Manuscript, Paragraph
from documents.reading.headings import marker_of

MANUSCRIPTS = demonstration_manuscripts()
AGENCIES = {
    "云川省人民政府办公厅",
    "澜州市人民政府",
    "澜州市人民政府办公室",
    "澜州市大数据局",
    "澜州市档案局",
    "清河区人民政府办公室",
}
# A point may stand behind an item's numeral only; digits are half-width by GB/T 15835.
HALF_WIDTH = re.compile(r"[,;:?!()<>\[\]{}\"'~_/-]|(?<!^\d)(?<!^\d\d)\.")

each_manuscript = pytest.mark.parametrize(
    "manuscript", MANUSCRIPTS, ids=lambda each: each.title[-24:-3]
)


def bodies(manuscript: Manuscript) -> Iterator[tuple[Paragraph, ...]]:
    yield manuscript.body
    yield from (each.body for each in attachments(manuscript))
    if manuscript.enclosure:
        yield manuscript.enclosure.body


def attachments(manuscript: Manuscript) -> tuple[Attachment, ...]:
    enclosed = manuscript.enclosure.attachments if manuscript.enclosure else ()
    return manuscript.attachments + enclosed


def texts(manuscript: Manuscript) -> Iterator[str]:
    yield from (manuscript.title, manuscript.recipients, manuscript.note, manuscript.signature)
    yield from (each.title for each in attachments(manuscript))
    yield from (each.text for body in bodies(manuscript) for each in body)


def test_there_are_documents_of_every_length_and_urgency() -> None:
    lengths = [sum(map(len, texts(each))) for each in MANUSCRIPTS]
    assert len(MANUSCRIPTS) >= 12
    assert min(lengths) < 400
    assert max(lengths) > 2200
    assert {each.urgency for each in MANUSCRIPTS} == {"", "加急", "特急"}
    assert sum(1 for each in MANUSCRIPTS if each.enclosure) == 2
    assert sum(1 for each in MANUSCRIPTS if each.attachments) >= 4
    assert len({each.title for each in MANUSCRIPTS}) == len(MANUSCRIPTS)


@each_manuscript
def test_a_document_has_its_elements_and_nothing_else(manuscript: Manuscript) -> None:
    assert manuscript.type == "通知"
    assert manuscript.title.endswith("的通知")
    assert manuscript.title.startswith(f"{manuscript.issuer}关于")
    assert manuscript.issuer == manuscript.signature
    assert manuscript.issuer in AGENCIES
    assert manuscript.recipients
    assert manuscript.body
    assert manuscript.unrecognised == ()
    assert (manuscript.number, manuscript.date, manuscript.classification) == ("", "", "")
    assert not any("主题词" in text for text in texts(manuscript))


@each_manuscript
def test_every_attachment_and_enclosure_has_title_and_text(manuscript: Manuscript) -> None:
    assert all(each.title and each.body for each in attachments(manuscript))
    if manuscript.enclosure:
        assert f"《{manuscript.enclosure.title}》" in manuscript.title
        assert {each.level for each in manuscript.enclosure.body} == {0, 1, 2, 3}


@each_manuscript
def test_punctuation_is_full_width(manuscript: Manuscript) -> None:
    assert [text for text in texts(manuscript) if HALF_WIDTH.search(text)] == []
    assert all(text.count("“") == text.count("”") for text in texts(manuscript))
    assert all(text.count("《") == text.count("》") for text in texts(manuscript))


@each_manuscript
def test_heading_numerals_are_consecutive(manuscript: Manuscript) -> None:
    for body in bodies(manuscript):
        last = [0, 0, 0, 0, 0]
        for each in body:
            marker = marker_of(each.text)
            if marker is None:
                continue
            assert marker.level == each.level
            assert marker.value == last[marker.level] + 1, each.text[:12]
            last[marker.level :] = [marker.value] + [0] * (4 - marker.level)


@each_manuscript
def test_a_sentence_ends_as_one(manuscript: Manuscript) -> None:
    """A paragraph that is neither heading nor form field ends with a mark."""
    for each in manuscript.body:
        if not each.level:
            assert each.text[-1] in "。：", each.text[-12:]
