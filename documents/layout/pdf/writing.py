"""Write a document: pages, fonts, structure, metadata, bookmarks, attached files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, OutlineItem, Pdf

from documents.layout import sheet
from documents.layout.attached import Attached
from documents.layout.pages import Bookmark, Pages
from documents.layout.pdf.drawing import Drawing
from documents.layout.pdf.embedding import embed
from documents.layout.pdf.fonts import Fonts
from documents.layout.pdf.images import Images
from documents.layout.pdf.inks import cmyk_profile
from documents.layout.pdf.metadata import describe, output_intents, plain_line
from documents.layout.pdf.operators import pt, up
from documents.layout.pdf.structure import Structure
from documents.typefaces.faces import Faces
from documents.typefaces.typeface import Typefaces

_VERSION = "1.7"


def write_pdf(
    pages: Pages,
    *,
    typefaces: Typefaces,
    pictures: Mapping[str, bytes] | None = None,
    attachments: Sequence[Attached] = (),
    author: str = "",
    subject: str = "",
    created: datetime | None = None,
) -> bytes:
    """PDF/A-2u, with attached files PDF/A-3u; the same arguments always give the same bytes.

    `pictures`: the image file of each digest that the pages name (KeyError when one is absent).
    `author`: the agency. `created` stands in the file as it is given; without it no date does.

    A character that no typeface of its role has is drawn as the first one's missing-glyph box
    and is still there when the text is read out; `missing_characters` names it. Such a file does
    not claim to be PDF/A.
    """
    pdf = Pdf.new()
    fonts, structure = Fonts(), Structure()
    images = Images(pdf, pictures=pictures or {})
    drawing = Drawing(pdf, faces=Faces(typefaces), fonts=fonts, images=images)
    contents = [drawing.content(page, structure.tags(page)) for page in pages.pages]
    profile = pdf.make_stream(cmyk_profile(), N=4)
    resources = pdf.make_indirect(
        Dictionary(
            ColorSpace=Dictionary(DefaultCMYK=Array([Name.ICCBased, profile])),
            Font=fonts.written(pdf),
            XObject=drawing.objects(),
        )
    )
    written = _add_pages(pdf, contents, resources=resources)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = structure.written(pdf, pages=written)
    pdf.Root.OutputIntents = output_intents(profile)
    part = 3 if attachments else 2
    describe(
        pdf,
        pages,
        author=author,
        subject=subject,
        created=created,
        part=part if fonts.complete else 0,
    )
    if attachments:
        embed(pdf, attachments, created=created)
    _add_outline(pdf, pages.bookmarks, pages=written)
    return _saved(pdf)


def _add_pages(pdf: Pdf, contents: Sequence[bytes], *, resources: Object) -> list[Object]:
    paper = Array([0, 0, round(pt(sheet.PAPER_WIDTH), 3), round(pt(sheet.PAPER_HEIGHT), 3)])
    pages: list[Object] = [
        pdf.make_indirect(
            Dictionary(
                Type=Name.Page,
                Parent=pdf.Root.Pages,
                MediaBox=paper,
                Resources=resources,
                Contents=pdf.make_stream(content),
                StructParents=index,
                Tabs=Name.S,
            )
        )
        for index, content in enumerate(contents)
    ]
    pdf.Root.Pages.Kids = Array(pages)
    pdf.Root.Pages.Count = len(pages)
    return pages


def _add_outline(pdf: Pdf, bookmarks: Sequence[Bookmark], *, pages: Sequence[Object]) -> None:
    """The reader's table of contents; a level may be at most one deeper than the one before."""
    if not bookmarks:
        return
    pdf.Root.PageMode = Name.UseOutlines
    with pdf.open_outline() as outline:
        above = [outline.root]
        for bookmark in bookmarks:
            target = Array([pages[bookmark.page], Name.XYZ, 0, round(up(bookmark.y), 3), 0])
            item = OutlineItem(plain_line(bookmark.text), target)
            del above[bookmark.level + 1 :]
            above[-1].append(item)
            above.append(item.children)


def _saved(pdf: Pdf) -> bytes:
    """Objects lie open in the file, so that a signature can be added to what is there."""
    file = BytesIO()
    pdf.save(
        file,
        force_version=_VERSION,
        object_stream_mode=ObjectStreamMode.disable,
        deterministic_id=True,
    )
    return file.getvalue()
