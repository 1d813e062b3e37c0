"""Write the page model as a PDF: embedded subsets, text that can be read out, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from math import floor

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from documents.layout import sheet
from documents.layout.characters import drawn_scale, is_invisible, slack_before
from documents.layout.pages import Bookmark, Page, Pages, Role, Run
from documents.layout.pdf_fonts import CompositeFont, loaded_font
from documents.typefaces.typeface import Typeface, Typefaces

_TIGHT = 0.2
"""Ems of room up to which a glyph begins where its width begins."""
_OVERLAP = 0.02
_MIDDLE = sheet.ASCENT - 0.5


class _Fonts:
    """Which font draws a character; asked once for each character of a document."""

    def __init__(self, typefaces: Typefaces) -> None:
        self._chains = typefaces.chains
        self._chosen: dict[tuple[Role, str], CompositeFont] = {}

    def font(self, character: str, *, role: Role) -> CompositeFont:
        """The first of the role's typefaces that has it, else the first of all."""
        key = (role, character)
        if key not in self._chosen:
            self._chosen[key] = self._choose(character, self._chains[role])
        return self._chosen[key]

    @staticmethod
    def _choose(character: str, chain: tuple[Typeface, ...]) -> CompositeFont:
        fit = [each for each in chain if each.letters or not character.isascii()]
        fonts = (loaded_font(each) for each in fit)
        return next((font for font in fonts if font.has(character)), loaded_font(chain[0]))


@dataclass(frozen=True, slots=True)
class _Glyphs:
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
    fonts = _Fonts(typefaces)
    for index, page in enumerate(pages.pages):
        _draw_page(canvas, page, fonts)
        for place, bookmark in enumerate(pages.bookmarks):
            if bookmark.page == index:
                canvas.bookmarkHorizontal(f"heading-{place}", 0, _up(bookmark.y))
        canvas.showPage()
    _outline(canvas, pages.bookmarks)
    canvas.save()
    return file.getvalue()


def missing_characters(pages: Pages, *, typefaces: Typefaces) -> dict[Role, str]:
    """For each role the characters that none of its typefaces has, in the order of the text."""
    fonts = _Fonts(typefaces)
    missing: dict[Role, str] = {}
    for run in pages.runs():
        for character in run.text:
            known = missing.get(run.role, "")
            if character in known or is_invisible(character) or character.isspace():
                continue
            if not fonts.font(character, role=run.role).has(character):
                missing[run.role] = known + character
    return missing


def _draw_page(canvas: Canvas, page: Page, fonts: _Fonts) -> None:
    for rule in page.rules:
        canvas.setStrokeColorCMYK(*rule.colour)
        canvas.setLineWidth(rule.thickness / sheet.MM_PER_PT)
        left, right, y = rule.x, rule.x + rule.width, _up(rule.y)
        canvas.line(left / sheet.MM_PER_PT, y, right / sheet.MM_PER_PT, y)
    for run in page.runs:
        text = canvas.beginText()
        text.setFillColorCMYK(*run.colour)
        for glyphs in _glyphs(run, fonts):
            _draw(text, glyphs)
        canvas.drawText(text)


def _draw(text: PDFTextObject, glyphs: _Glyphs) -> None:
    text.setFont(glyphs.font.fontName, glyphs.size)
    text.setHorizScale(glyphs.stretch)
    text.setCharSpace(glyphs.space)
    text.setTextOrigin(glyphs.x, glyphs.y)
    text.textOut(glyphs.text)


def _glyphs(run: Run, fonts: _Fonts) -> Iterator[_Glyphs]:
    """Join the run's characters as long as font, size, stretch and spacing stay the same."""
    waiting: _Glyphs | None = None
    reached = 0.0
    for each, advance in _single_glyphs(run, fonts):
        if waiting and _continues(waiting, each, reached=reached):
            waiting = _joined(waiting, each)
        else:
            if waiting:
                yield waiting
            waiting = each
        reached = each.x + advance
    if waiting:
        yield waiting


def _continues(waiting: _Glyphs, each: _Glyphs, *, reached: float) -> bool:
    same = (waiting.font, waiting.size, waiting.stretch, waiting.y)
    return (
        same == (each.font, each.size, each.stretch, each.y)
        and abs(waiting.space - each.space) < 0.002
        and abs(reached - each.x) < 0.002
    )


def _joined(waiting: _Glyphs, each: _Glyphs) -> _Glyphs:
    return _Glyphs(
        font=waiting.font,
        size=waiting.size,
        stretch=waiting.stretch,
        space=waiting.space,
        x=waiting.x,
        y=waiting.y,
        text=waiting.text + each.text,
    )


def _single_glyphs(run: Run, fonts: _Fonts) -> Iterator[tuple[_Glyphs, float]]:
    """Each character with its width in pt, fitted into the width that the layout gave it."""
    x = run.x / sheet.MM_PER_PT
    for character, given in zip(run.text, run.advances, strict=True):
        advance = given / sheet.MM_PER_PT
        if not is_invisible(character):
            font = fonts.font(character, role=run.role)
            yield _fitted(character, run=run, font=font, x=x, advance=advance)
        x += advance


def _fitted(
    character: str, *, run: Run, font: CompositeFont, x: float, advance: float
) -> tuple[_Glyphs, float]:
    scale = drawn_scale(character)
    size = run.size * scale
    em = size * run.stretch
    natural = font.width(character) * em
    squeeze = advance / natural if 0 < advance < natural - _OVERLAP * em else 1.0
    room = max(advance - natural, 0.0)
    before = room * slack_before(character) if room > _TIGHT * em else 0.0
    stretch = run.stretch * squeeze
    glyphs = _Glyphs(
        font=font,
        size=size,
        stretch=round(stretch * 100, 3),
        space=_down((advance - before - natural * squeeze) / stretch),
        x=x + before,
        y=_up(run.y) + _MIDDLE * (run.size - size),
        text=character,
    )
    return glyphs, advance - before


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
