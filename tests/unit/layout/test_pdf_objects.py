from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from documents.layout.pages import Bookmark, Element, Page, Pages, Picture
from documents.layout.pdf import write_pdf
from documents.layout.pdf.objects import Array, Dictionary, File, Name, Value
from documents.typefaces.typeface import Typefaces
from tests.unit.layout.ofd_parts import DIGEST, image


@contextmanager
def read_back(value: Value) -> Iterator[Any]:
    """The value as another program reads it out of a file."""
    pdf = File()
    pdf.catalogue.add(Place=pdf.indirect(Dictionary(Value=value)))
    with pikepdf.open(BytesIO(pdf.written())) as opened:
        assert opened.check_pdf_syntax() == []
        yield opened.Root.Place.Value


def outline_of(*bookmarks: Bookmark) -> PdfReader:
    """A file of two pages with these bookmarks."""
    pages = Pages("试页", (Page(None, ()), Page(None, ())), bookmarks=bookmarks)
    return PdfReader(BytesIO(write_pdf(pages, typefaces=Typefaces({}))))


@given(st.text())
def test_any_text_reads_back_as_it_was(text: str) -> None:
    with read_back(text) as read:
        assert str(read) == text


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_any_word_can_be_a_name(word: str) -> None:
    with read_back(Name(word)) as read:
        assert str(read) == f"/{word}"


@pytest.mark.parametrize("value", [0, -7, 12_345_678_901, True, False, 595.276, -0.5])
def test_numbers_and_truths_read_back_as_they_were(value: float) -> None:
    with read_back(value) as read:
        assert float(read) == value
        assert isinstance(read, bool) == isinstance(value, bool)


def test_arrays_and_dictionaries_hold_each_other() -> None:
    with read_back(Array([1, "二", Dictionary(Three=Array([Name("Four")]))])) as read:
        assert [int(read[0]), str(read[1]), str(read[2].Three[0])] == [1, "二", "/Four"]


def test_bytes_come_out_of_a_stream_as_they_went_in() -> None:
    content = bytes(range(256)) + b"endstream\nendobj\n"
    pdf = File()
    pdf.catalogue.add(Packed=pdf.stream(content), Plain=pdf.stream(content, compress=False))
    with pikepdf.open(BytesIO(pdf.written())) as opened:
        assert opened.Root.Packed.read_bytes() == content == opened.Root.Plain.read_raw_bytes()
        assert opened.Root.Packed.Filter == "/FlateDecode"


def test_files_that_differ_in_one_word_have_different_identifiers(drawn: Typefaces) -> None:
    def identifier(words: str) -> bytes:
        figure = Picture(Element.FIGURE, 30.0, 60.0, 40.0, 20.0, DIGEST, words=words)
        pages = Pages("试页", (Page(None, (), pictures=(figure,)),))
        data = write_pdf(pages, typefaces=drawn, pictures={DIGEST: image()})
        with pikepdf.open(BytesIO(data)) as pdf:
            first, second = map(bytes, pdf.trailer.ID)
            assert first == second
            assert len(first) == 16
            return first

    assert identifier("机构图") == identifier("机构图") != identifier("机构表")


def test_bookmarks_lie_within_one_another_and_lead_to_their_pages() -> None:
    reader = outline_of(
        Bookmark(0, "通知", 0, 60.0),
        Bookmark(1, "一、", 0, 90.0),
        Bookmark(3, "（三）", 0, 120.0),
        Bookmark(1, "二、", 1, 40.0),
        Bookmark(0, "附件（1）", 1, 90.0),
    )
    first, inner, last = reader.outline

    assert [each.title for each in (first, last)] == ["通知", "附件（1）"]
    assert [each.title for each in (inner[0], inner[1][0], inner[2])] == ["一、", "（三）", "二、"]
    assert [reader.get_destination_page_number(each) for each in (first, inner[2], last)] == [
        0,
        1,
        1,
    ]
    assert reader.root_object["/Outlines"]["/Count"] == 5
    assert reader.root_object["/PageMode"] == "/UseOutlines"


def test_a_document_without_bookmarks_opens_without_their_list() -> None:
    root = outline_of().root_object

    assert not {"/Outlines", "/PageMode"} & set(root)
