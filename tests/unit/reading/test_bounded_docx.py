"""Reading a .docx takes time and room in proportion to it, whatever it repeats."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from documents.manuscript import Figure, Paragraph
from documents.reading.docx import read_docx
from documents.reading.word import images
from documents.reading.word.runs import lines_and_figures
from tests.unit.reading.word_files import docx_of, drawing, image, p, part
from tests.work import work

MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
RUN = "<w:r><w:t>字</w:t></w:r>"

BOX = f"<v:shape><w:txbxContent>{p('甲')}</w:txbxContent></v:shape>"


def levels(size: int) -> bytes:
    """A list of very many levels, each kept when a higher one is met."""
    level = '<w:lvl w:ilvl="{}"><w:lvlRestart w:val="0"/><w:lvlText w:val="%1"/></w:lvl>'
    numbers = (
        '<w:abstractNum w:abstractNumId="1">'
        + "".join(level.format(each) for each in range(size))
        + "</w:abstractNum>"
        + '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>' * size
    )
    numbered = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    return docx_of(
        "".join(p("甲", properties=numbered.format(size - each)) for each in range(size)),
        parts={"word/numbering.xml": part("numbering", numbers)},
        links={"n": ("numbering", "numbering.xml")},
    )


def heirs(size: int) -> bytes:
    """Very many styles based on one that says very much."""
    style = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/>{}</w:style>'
    heirs = "".join(style.format(each, "a", "") for each in range(size))
    return docx_of(
        p("甲"),
        parts={"word/styles.xml": part("styles", heirs + style.format("a", "", "<w:x/>" * size))},
        links={"s": ("styles", "styles.xml")},
    )


def pictures(size: int) -> bytes:
    many = "<a:blip r:embed='i'/>" * size
    place = f"<wp:inline>{many}<a:x/>{'<a:y/>' * size}</wp:inline>"
    return docx_of(
        p("甲") + p(f"<w:r><w:drawing>{place}</w:drawing></w:r>"),
        parts={"word/a.png": image()},
        links={"i": ("image", "a.png")},
    )


HOSTILE: dict[str, Callable[[int], bytes]] = {
    "runs": lambda size: docx_of(p(RUN * 4 * size)),
    "nested fields": lambda size: docx_of(
        p((MARK.format("begin") + MARK.format("separate")) * size + RUN * size)
        + p(MARK.format("end") * size)
    ),
    "unclosed fields": lambda size: docx_of(p((MARK.format("begin") + RUN) * 2 * size)),
    "choices": lambda size: docx_of(
        p("甲")
        + f"<mc:AlternateContent>{'<mc:Choice><x/></mc:Choice>' * 4 * size}</mc:AlternateContent>"
    ),
    "deleted marks": lambda size: docx_of(
        p("甲", properties="<w:rPr><w:del/></w:rPr>") * 2 * size + p("乙")
    ),
    "levels of a list": levels,
    "heirs of a style": heirs,
    "pictures of one fill": pictures,
    "boxes": lambda size: docx_of(p(f"<w:r><w:pict>{BOX * size}</w:pict></w:r>")),
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_four_times_the_file_is_four_times_the_work(make: Callable[[int], bytes]) -> None:
    few, many = make(100), make(400)
    assert work(lambda: read_docx(many)) <= 4.4 * work(lambda: read_docx(few)) + 8_000


def test_a_line_of_many_runs_is_joined_once() -> None:
    assert list(lines_and_figures("字" for _ in range(400_000))) == ["字" * 400_000]

    def joining(count: int) -> int:
        return work(lambda: list(lines_and_figures("字" for _ in range(count))))

    assert joining(4_000) <= 4.4 * joining(1_000)


def test_a_note_that_is_referred_to_again_is_not_repeated() -> None:
    reference = "<w:r><w:footnoteReference w:id='1'/></w:r>"
    read = read_docx(
        docx_of(
            p("甲") + p(reference * 3),
            parts={
                "word/footnotes.xml": part(
                    "footnotes", f'<w:footnote w:id="1">{p("注" * 50_000)}</w:footnote>'
                )
            },
            links={"f": ("footnotes", "footnotes.xml")},
        )
    )
    text = "".join(each.text for each in read.manuscript.body if isinstance(each, Paragraph))
    assert text.endswith(f"（注：{'注' * 50_000}）（注：同前）（注：同前）")


def shown(*crops: str) -> bytes:
    return docx_of(
        p("云川省人民政府关于节约用水的通知")
        + p("各市人民政府：")
        + p("正文。")
        + "".join(p(drawing("i", crop=each)) for each in crops),
        parts={"word/a.gif": image(format="GIF")},
        links={"i": ("image", "a.gif")},
    )


def test_a_picture_that_is_shown_often_is_decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[bytes] = []

    def counting(data: bytes, *, crop: tuple[float, float, float, float]) -> bytes | None:
        decoded.append(data)
        return image()

    monkeypatch.setattr(images, "usable_image", counting)
    read = read_docx(shown("", "", ""))
    assert sum(isinstance(each, Figure) for each in read.manuscript.body) == 3
    assert len(decoded) == 1


def test_the_pixels_of_all_crops_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "_MOST_PIXELS", 2 * 48)
    read = read_docx(shown(*(f"<a:srcRect l='{each}0000'/>" for each in range(4))))
    assert len(read.files) == 2
    assert read.remarks == ("插图过大或过多，没有导入（2 处）",)
