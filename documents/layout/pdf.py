"""Write the page model as a PDF: embedded subsets, text that can be read out, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from math import floor

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from documents.layout import sheet
from documents.layout.glyphs import Glyph, glyphs
from documents.layout.pages import Bookmark, Page, Pages, Picture, Role, Rule, Run, Shape
from documents.layout.pdf_fonts import CompositeFont, loaded_font
from documents.typefaces.faces import Faces
from documents.typefaces.typeface import Typefaces


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters drawn in one go; positions and sizes in pt, `stretch` in percent.

    `begins`: from the run's beginning along its line.
    """

    font: CompositeFont
    size: float
    stretch: float
    space: float
    begins: float
    x: float
    y: float
    text: str


def write_pdf(
    pages: Pages, *, typefaces: Typefaces, pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """The PDF; the same pages and typefaces always give the same bytes.

    `pictures`: the image file of each digest that the pages name.

    A character that no typeface of its role has is drawn as the first one's missing-glyph box
    and is still there when the text is read out; `missing_characters` names it.
    """
    file = BytesIO()
    size = (sheet.PAPER_WIDTH / sheet.MM_PER_PT, sheet.PAPER_HEIGHT / sheet.MM_PER_PT)
    # reportlab would otherwise name its own, unembedded Helvetica in every page.
    first = loaded_font(typefaces.chains[Role.FANGSONG][0]).fontName
    canvas = Canvas(
        file,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        lang=pages.language,
        initialFontName=first,
    )
    canvas.setTitle(pages.title)
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setCreator("文枢")
    canvas.setProducer("文枢")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    faces = Faces(typefaces)
    for index, page in enumerate(pages.pages):
        _draw_page(canvas, page, faces, pictures or {})
        for place, bookmark in enumerate(pages.bookmarks):
            if bookmark.page == index:
                canvas.bookmarkHorizontal(f"heading-{place}", 0, _up(bookmark.y))
        canvas.showPage()
    _outline(canvas, pages.bookmarks)
    canvas.save()
    return file.getvalue()


def _draw_page(canvas: Canvas, page: Page, faces: Faces, pictures: Mapping[str, bytes]) -> None:
    for picture in page.pictures:
        _draw_picture(canvas, picture, content=pictures[picture.digest])
    for rule in page.rules:
        _draw_rule(canvas, rule)
    for run in page.runs:
        text = canvas.beginText()
        text.setFillColorCMYK(*run.colour)
        for piece in _pieces(run, faces):
            _draw(text, piece, turned=run.turned)
        canvas.drawText(text)
    for shape in page.shapes:
        _draw_shape(canvas, shape)


def _draw_rule(canvas: Canvas, rule: Rule) -> None:
    canvas.setStrokeColorCMYK(*rule.colour)
    canvas.setLineWidth(_pt(rule.thickness))
    across, down = (0.0, rule.width) if rule.upright else (rule.width, 0.0)
    canvas.line(_pt(rule.x), _up(rule.y), _pt(rule.x + across), _up(rule.y + down))


def _draw_shape(canvas: Canvas, shape: Shape) -> None:
    path = canvas.beginPath()
    draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
    for kind, numbers in shape.steps:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        draw[kind](*(each for x, y in pairs for each in (_pt(x), _up(y))))
    if shape.fill:
        canvas.setFillColorCMYK(*shape.fill)
    canvas.setStrokeColorCMYK(*shape.stroke)
    canvas.setLineWidth(_pt(shape.thickness))
    canvas.drawPath(path, stroke=int(shape.thickness > 0), fill=int(shape.fill is not None))


def _draw_picture(canvas: Canvas, picture: Picture, *, content: bytes) -> None:
    width, height = _pt(picture.width), _pt(picture.height)
    left, bottom = _pt(picture.x), _up(picture.y + picture.height)
    canvas.saveState()
    if picture.turned:
        canvas.transform(0, height, -width, 0, left + width, bottom)
    else:
        canvas.transform(width, 0, 0, height, left, bottom)
    canvas.drawImage(ImageReader(BytesIO(content)), 0, 0, width=1, height=1, mask="auto")
    canvas.restoreState()


def _draw(text: PDFTextObject, piece: _Piece, *, turned: bool) -> None:
    text.setFont(piece.font.fontName, piece.size)
    text.setHorizScale(piece.stretch)
    text.setCharSpace(piece.space)
    if turned:
        text.setTextTransform(0, 1, -1, 0, piece.x, piece.y)
    else:
        text.setTextTransform(1, 0, 0, 1, piece.x, piece.y)
    text.textOut(piece.text)


def _pieces(run: Run, faces: Faces) -> Iterator[_Piece]:
    """Join the run's characters as long as font, size, stretch and spacing stay the same."""
    waiting: _Piece | None = None
    reached = 0.0
    for glyph in glyphs(run, faces):
        each = _piece(glyph, run=run)
        if waiting and _continues(waiting, each, reached=reached):
            waiting = replace(waiting, text=waiting.text + each.text)
        else:
            if waiting:
                yield waiting
            waiting = each
        reached = each.begins + _pt(glyph.advance)
    if waiting:
        yield waiting


def _continues(waiting: _Piece, each: _Piece, *, reached: float) -> bool:
    same = (waiting.font, waiting.size, waiting.stretch)
    return (
        same == (each.font, each.size, each.stretch)
        and abs(waiting.space - each.space) < 0.002
        and abs(reached - each.begins) < 0.002
    )


def _piece(glyph: Glyph, *, run: Run) -> _Piece:
    space = (glyph.advance - glyph.natural) / sheet.MM_PER_PT / glyph.stretch
    return _Piece(
        font=loaded_font(glyph.face.typeface),
        size=glyph.size,
        stretch=round(glyph.stretch * 100, 3),
        space=_down(space),
        begins=_pt(glyph.x),
        x=_pt(run.x - glyph.drop if run.turned else run.x + glyph.x),
        y=_up(run.y - (glyph.x if run.turned else glyph.drop)),
        text=glyph.character,
    )


def _down(space: float) -> float:
    """Rounded so that a full line never ends beyond the type area."""
    return floor(space * 10_000) / 10_000


def _outline(canvas: Canvas, bookmarks: tuple[Bookmark, ...]) -> None:
    """The reader's table of contents; a level may be at most one deeper than the one before."""
    level = -1
    for place, bookmark in enumerate(bookmarks):
        level = min(bookmark.level, level + 1)
        canvas.addOutlineEntry(bookmark.text, f"heading-{place}", level)
    if bookmarks:
        canvas.showOutline()


def _pt(length: float) -> float:
    return length / sheet.MM_PER_PT


def _up(y: float) -> float:
    """PDF counts from the lower edge, in pt."""
    return (sheet.PAPER_HEIGHT - y) / sheet.MM_PER_PT
