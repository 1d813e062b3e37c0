"""Write the page model as a PDF: embedded subsets, text that can be read out, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from math import floor

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from documents.layout import sheet
from documents.layout.glyphs import Glyph, glyphs
from documents.layout.pages import Bookmark, Page, Pages, Role, Run
from documents.layout.pdf_fonts import CompositeFont, loaded_font
from documents.typefaces.faces import Faces
from documents.typefaces.typeface import Typefaces


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters drawn in one go; positions and sizes in pt, `stretch` in percent."""

    font: CompositeFont
    size: float
    stretch: float
    space: float
    x: float
    y: float
    text: str


def write_pdf(pages: Pages, *, typefaces: Typefaces) -> bytes:
    """The PDF; the same pages and typefaces always give the same bytes.

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
        _draw_page(canvas, page, faces)
        for place, bookmark in enumerate(pages.bookmarks):
            if bookmark.page == index:
                canvas.bookmarkHorizontal(f"heading-{place}", 0, _up(bookmark.y))
        canvas.showPage()
    _outline(canvas, pages.bookmarks)
    canvas.save()
    return file.getvalue()


def _draw_page(canvas: Canvas, page: Page, faces: Faces) -> None:
    for rule in page.rules:
        canvas.setStrokeColorCMYK(*rule.colour)
        canvas.setLineWidth(rule.thickness / sheet.MM_PER_PT)
        left, right, y = rule.x, rule.x + rule.width, _up(rule.y)
        canvas.line(left / sheet.MM_PER_PT, y, right / sheet.MM_PER_PT, y)
    for run in page.runs:
        text = canvas.beginText()
        text.setFillColorCMYK(*run.colour)
        for piece in _pieces(run, faces):
            _draw(text, piece)
        canvas.drawText(text)


def _draw(text: PDFTextObject, piece: _Piece) -> None:
    text.setFont(piece.font.fontName, piece.size)
    text.setHorizScale(piece.stretch)
    text.setCharSpace(piece.space)
    text.setTextOrigin(piece.x, piece.y)
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
        reached = each.x + glyph.advance / sheet.MM_PER_PT
    if waiting:
        yield waiting


def _continues(waiting: _Piece, each: _Piece, *, reached: float) -> bool:
    same = (waiting.font, waiting.size, waiting.stretch, waiting.y)
    return (
        same == (each.font, each.size, each.stretch, each.y)
        and abs(waiting.space - each.space) < 0.002
        and abs(reached - each.x) < 0.002
    )


def _piece(glyph: Glyph, *, run: Run) -> _Piece:
    space = (glyph.advance - glyph.natural) / sheet.MM_PER_PT / glyph.stretch
    return _Piece(
        font=loaded_font(glyph.face.typeface),
        size=glyph.size,
        stretch=round(glyph.stretch * 100, 3),
        space=_down(space),
        x=(run.x + glyph.x) / sheet.MM_PER_PT,
        y=_up(run.y - glyph.drop),
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


def _up(y: float) -> float:
    """PDF counts from the lower edge, in pt."""
    return (sheet.PAPER_HEIGHT - y) / sheet.MM_PER_PT
