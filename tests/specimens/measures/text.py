"""Title, recipients, text, attachments, attendance (7.3.1 to 7.3.7, 10.3)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.specimens.measures.foot import text_lines
from tests.specimens.measures.measure import CENTRE, CHARACTER, LEFT, LINE, TOP, Measure, Ruler
from tests.specimens.printed import Piece, Printed


def title(page: Printed, *, first: str, last: str, below: float) -> Iterator[Measure]:
    """Title two blank lines below what stands above it, centred (7.3.1)."""
    top, bottom = page.piece(first), page.piece(last)
    # The cell of size 3 in whose middle the larger type stands.
    cell_top = top.box.centre - CHARACTER / 2
    yield Ruler().down(
        "标题在红线下空二行", "7.3.1", x=24, upper=below, lower=cell_top, wanted=2 * LINE
    )
    for each in {top.text: top, bottom.text: bottom}.values():
        yield Ruler().across(
            "标题居中",
            "7.3.1",
            y=each.box.bottom + 1,
            left=CENTRE,
            right=each.box.middle,
            wanted=0,
        )


def recipients(page: Printed, *, first: str, title_last: str) -> Iterator[Measure]:
    """One blank line below the title, flush left (7.3.2)."""
    found, above = page.piece(first), page.piece(title_last)
    yield Ruler().down(
        "主送在标题下空一行",
        "7.3.2",
        x=20,
        upper=above.box.centre,
        lower=found.box.centre,
        wanted=2 * LINE,
    )
    yield Ruler().across(
        "主送顶格", "7.3.2", y=found.box.centre, left=LEFT, right=found.box.left, wanted=0
    )


def indent(
    pages: list[Printed], *, text: str, characters: float, what: str, clause: str
) -> Iterator[Measure]:
    """From the type area's left edge to where the text begins."""
    index, found = where(pages, text)
    yield Ruler(page=index).across(
        what,
        clause,
        y=found.box.centre,
        left=LEFT,
        right=found.box.left,
        wanted=characters * CHARACTER,
    )


def where(pages: list[Printed], text: str) -> tuple[int, Piece]:
    """The page and the piece in which the text stands."""
    for index, page in enumerate(pages):
        try:
            return index, page.piece(text)
        except LookupError:
            continue
    raise LookupError(text)


def one_blank_above(
    pages: list[Printed], *, text: str, clause: str, lines: int = 1
) -> Iterator[Measure]:
    """One blank line above the text, or above the `lines` of which it is the last."""
    index, found = where(pages, text)
    baselines = sorted({round(each.baseline, 2) for each in pages[index].pieces})
    above = [each for each in baselines if each < found.baseline - 1][-lines]
    yield Ruler(page=index).down(
        "空一行", clause, x=24, upper=above, lower=found.baseline, wanted=(1 + lines) * LINE
    )


def attachment(pages: list[Printed], *, label: str, title: str) -> Iterator[Measure]:
    """附件 flush left on line 1, its title centred on line 3 (7.3.7)."""
    for index, page in enumerate(pages):
        lines = text_lines(page)
        if lines and lines[0].text.startswith(label):
            heading = page.piece(title)
            ruler = Ruler(page=index)
            yield ruler.down(
                "附件在第一行", "7.3.7", x=24, upper=TOP, lower=lines[0].box.top, wanted=0
            )
            yield ruler.across(
                "附件顶格",
                "7.3.7",
                y=lines[0].box.bottom,
                left=LEFT,
                right=lines[0].box.left,
                wanted=0,
            )
            centre = TOP + 2 * LINE + CHARACTER / 2
            yield ruler.down(
                "附件标题在第三行",
                "7.3.7",
                x=30,
                upper=TOP,
                lower=heading.box.centre,
                wanted=centre - TOP,
            )
            yield ruler.across(
                "附件标题居中",
                "7.3.7",
                y=heading.box.bottom + 1,
                left=CENTRE,
                right=heading.box.middle,
                wanted=0,
            )
            return
    raise LookupError(label)


def attendance(pages: list[Printed], *, above: str, names: str) -> Iterator[Measure]:
    """出席 one blank line below the text, two characters in, continued after the colon (10.3)."""
    index, label = where(pages, "出席")
    page, ruler = pages[index], Ruler(page=index)
    last = page.piece(above, last=True)
    yield ruler.down(
        "出席在正文下空一行",
        "10.3",
        x=24,
        upper=last.baseline,
        lower=label.baseline,
        wanted=2 * LINE,
    )
    yield ruler.across(
        "出席左空二字",
        "10.3",
        y=label.box.centre,
        left=LEFT,
        right=label.box.left,
        wanted=2 * CHARACTER,
    )
    continued = page.piece(names)
    yield ruler.across(
        "回行与冒号后首字对齐",
        "10.3",
        y=continued.box.bottom + 1,
        left=LEFT + 5 * CHARACTER,
        right=continued.box.left,
        wanted=0,
    )


def line_below(
    pages: list[Printed], *, above: str, text: str, clause: str, lines: int = 1
) -> Iterator[Measure]:
    """The text stands on the next line, or so many further down."""
    index, found = where(pages, text)
    higher = pages[index].piece(above, last=True)
    yield Ruler(page=index).down(
        "在下一行" if lines == 1 else f"在其下第{lines}行",
        clause,
        x=found.box.left - 4,
        upper=higher.baseline,
        lower=found.baseline,
        wanted=lines * LINE,
    )


def note_continuation(pages: list[Printed], *, name: str) -> Iterator[Measure]:
    """The second line of an attachment's name begins below its first character (7.3.4)."""
    index, _ = where(pages, name)
    page = pages[index]
    begins = page.words(name)
    below = next(each for each in page.pieces if each.baseline > begins.baseline + 1)
    yield Ruler(page=index).across(
        "附件名称回行与首字对齐",
        "7.3.4",
        y=below.box.bottom + 1,
        left=begins.box.left,
        right=below.box.left,
        wanted=0,
    )
