"""Write a document: pages, fonts, structure, metadata, bookmarks, attached files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from documents.layout import sheet
from documents.layout.attached import Attached
from documents.layout.pages import Pages
from documents.layout.pdf.drawing import Drawing
from documents.layout.pdf.embedding import embed
from documents.layout.pdf.fonts import Fonts
from documents.layout.pdf.images import Images
from documents.layout.pdf.inks import cmyk_profile
from documents.layout.pdf.metadata import describe, output_intents
from documents.layout.pdf.objects import Array, Dictionary, File, Name, Reference
from documents.layout.pdf.operators import pt
from documents.layout.pdf.outline import outline
from documents.layout.pdf.structure import Structure
from documents.typefaces.faces import Faces
from documents.typefaces.typeface import Typefaces


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
    pdf = File()
    fonts, structure = Fonts(), Structure()
    images = Images(pdf, pictures=pictures or {})
    drawing = Drawing(pdf, faces=Faces(typefaces), fonts=fonts, images=images)
    contents = [pdf.stream(drawing.content(page, structure.tags(page))) for page in pages.pages]
    profile = pdf.stream(cmyk_profile(), N=4)
    resources = pdf.indirect(
        Dictionary(
            ColorSpace=Dictionary(DefaultCMYK=Array([Name("ICCBased"), profile])),
            Font=fonts.written(pdf),
            XObject=drawing.objects(),
        )
    )
    turned = [90 if page.across else 0 for page in pages.pages]
    written = _add_pages(pdf, contents, resources=resources, turned=turned)
    pdf.catalogue.add(
        MarkInfo=Dictionary(Marked=True),
        StructTreeRoot=structure.written(pdf, pages=written),
        OutputIntents=output_intents(profile),
    )
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
    if pages.bookmarks:
        outlines = outline(pdf, pages.bookmarks, pages=written)
        pdf.catalogue.add(PageMode=Name("UseOutlines"), Outlines=outlines)
    return pdf.written()


def _add_pages(
    pdf: File, contents: Sequence[Reference], *, resources: Reference, turned: Sequence[int]
) -> list[Reference]:
    """`turned`: by how many degrees a reader shows each page turned to the right."""
    paper = Array([0, 0, round(pt(sheet.PAPER_WIDTH), 3), round(pt(sheet.PAPER_HEIGHT), 3)])
    return [
        pdf.page(
            Dictionary(
                {"Rotate": angle} if angle else {},
                MediaBox=paper,
                Resources=resources,
                Contents=content,
                StructParents=index,
                Tabs=Name("S"),
            )
        )
        for index, (content, angle) in enumerate(zip(contents, turned, strict=True))
    ]
