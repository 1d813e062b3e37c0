"""What is written as .docx is read back the same, whatever the document holds."""

from __future__ import annotations

import io
from dataclasses import replace
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from documents.manuscript import (
    Attachment,
    Attendance,
    Enclosure,
    Figure,
    Format,
    Manuscript,
    Paragraph,
    Table,
)
from documents.reading.docx import read_docx
from documents.reading.phrases import type_of
from documents.writing import write_docx
from tests.quick import examples


def _picture(shade: int) -> bytes:
    file = io.BytesIO()
    Image.new("L", (4, 3), shade).save(file, "PNG")
    return file.getvalue()


IMAGES = {sha256(data).hexdigest(): data for data in map(_picture, (10, 200))}
CHARACTERS = st.characters(blacklist_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp", "Zs"])
WORDS = st.text(CHARACTERS, min_size=1, max_size=12)
TITLES = st.text("关于印发节约用水办法的通知云川省", min_size=2, max_size=40)
TEXTS = st.one_of(
    WORDS,
    st.builds("{}。{}".format, WORDS, WORDS),
    st.sampled_from(
        ["一、总则", "（一）要求。各市执行。", "附件：没有", "抄送：无。", "1.甲\u3000乙 丙"]
    ),
)
PARAGRAPHS = st.builds(Paragraph, st.integers(0, 4), TEXTS)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.integers(1, 4))
    cell = st.one_of(st.just(""), WORDS, st.builds("{}\n{}".format, WORDS, WORDS))
    rows = draw(st.lists(st.tuples(*[cell] * columns), min_size=1, max_size=4).map(tuple))
    widths = draw(st.sampled_from([(), _parts(columns)]))
    return Table(
        rows,
        title=draw(st.one_of(st.just(""), WORDS)),
        heads=draw(st.integers(0, len(rows))),
        widths=widths,
        landscape=draw(st.booleans()),
    )


def _parts(columns: int) -> tuple[float, ...]:
    """Hundredths, as the file weighs columns."""
    return {1: (100.0,), 2: (30.0, 70.0), 3: (20.5, 30.0, 49.5), 4: (10.0, 20.0, 30.0, 40.0)}[
        columns
    ]


FIGURES = st.builds(
    Figure,
    st.sampled_from(sorted(IMAGES)),
    width=st.integers(100, 15600).map(lambda each: each / 100),
    height=st.integers(100, 20000).map(lambda each: each / 100),
    title=st.one_of(st.just(""), WORDS),
    words=st.one_of(st.just(""), WORDS),
)
BODIES = st.lists(st.one_of(PARAGRAPHS, PARAGRAPHS, tables(), FIGURES), max_size=6).map(tuple)


@st.composite
def attachments(draw: st.DrawFn, *, number: str = "") -> tuple[Attachment, ...]:
    titles = draw(st.lists(TITLES, max_size=3, unique=True))
    found = []
    for title in titles:
        body = draw(BODIES)
        bound = not (number and body) or draw(st.booleans())
        found.append(Attachment(title, body, bound=bound))
    return tuple(found)


@st.composite
def manuscripts(draw: st.DrawFn) -> Manuscript:
    def either(*texts: str) -> str:
        return draw(st.sampled_from(texts))

    number = either("", "云政发〔2026〕12号")
    own = draw(attachments(number=number))
    enclosure = None
    # An attachment is told from one of the enclosure by its label alone: only one has some.
    if draw(st.booleans()):
        inner = () if own else draw(attachments())
        enclosure = Enclosure(draw(TITLES), draw(BODIES), inner)
    title = draw(TITLES)
    return Manuscript(
        type=type_of(title) or either("通知", "请示", ""),
        title=title,
        recipients=either("", "各市人民政府，省政府各部门"),
        body=draw(BODIES),
        attachments=own,
        enclosure=enclosure,
        issuer=either("", "云川省人民政府"),
        signature=either("", "云川省人民政府", "云川省水利厅\u3000云川省财政厅", "张\u3000三"),
        date=either("", "2026年3月4日"),
        number=number,
        copies=either("", "省委办公厅，省人大常委会办公厅。"),
        note=either("", "（联系人：某某）"),
        urgency=either("", "特急"),
        classification=either("", "秘密★1年"),
        format=draw(st.sampled_from(Format)),
        attendance=draw(
            st.lists(
                st.builds(Attendance, st.sampled_from(["出席", "列席"]), WORDS), max_size=2
            ).map(tuple)
        ),
    )


@settings(max_examples=examples(60), deadline=None)
@given(manuscripts())
def test_what_is_written_is_read_back_the_same(manuscript: Manuscript) -> None:
    read = read_docx(write_docx(manuscript, files=IMAGES))
    assert read.manuscript == manuscript
    assert read.remarks == ()


@settings(max_examples=examples(25), deadline=None)
@given(st.text(max_size=60), st.text(max_size=30))
def test_no_character_breaks_the_file(text: str, title: str) -> None:
    manuscript = Manuscript(
        type="通知", title=title, body=(Paragraph(0, text), Table(((text, title),)))
    )
    read_docx(write_docx(manuscript))


def test_the_same_manuscript_is_the_same_file() -> None:
    manuscript = Manuscript(type="通知", title="通知", body=(Paragraph(0, "正文。"),))
    assert write_docx(manuscript) == write_docx(replace(manuscript))
