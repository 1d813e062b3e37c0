from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from documents.layout import Pages, compose
from documents.layout.pages import Element, Page, Picture, Run
from documents.layout.pages import Pages as PageModel
from documents.layout.pdf import write_pdf
from documents.manuscript import Paragraph
from documents.typefaces.role import Role
from documents.typefaces.typeface import Typefaces
from tests.unit.layout.ofd_parts import DIGEST, image, run
from tests.unit.layout.specimens import ISSUE, NOTICE, SENTENCE, short_notice
from tests.work import work

Told = list[tuple[str, str]]


def read_tags(data: bytes) -> Told:
    """Each piece of the tree that holds text, with its kind, in the tree's order."""
    with pikepdf.open(BytesIO(data)) as pdf:
        texts = [_marked_texts(page) for page in pdf.pages]
        places = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
        return list(_walk(pdf.Root.StructTreeRoot.K, texts, places))


def _walk(element: Any, texts: list[dict[int, str]], places: dict[Any, int]) -> Any:
    held = ""
    for kid in element.K:
        if isinstance(kid, int):
            held += texts[places[element.Pg.objgen]][kid]
        elif kid.get("/Type") == "/MCR":
            held += texts[places[kid.Pg.objgen]][int(kid.MCID)]
        else:
            yield from _walk(kid, texts, places)
    if held or "/Alt" in element:
        yield str(element.S)[1:], held or str(element.Alt)


def _marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """The text of each marked content of a page, by its number; -1 is what no tag holds."""
    fonts = {str(name): _unicode(font) for name, font in page.resources.Font.items()}
    texts: dict[int, str] = {}
    number, font = -1, {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC":
            number = int(operands[1].get("/MCID", -1))
            texts.setdefault(number, "")
        elif str(operator) == "EMC":
            number = -1
        elif str(operator) == "Tf":
            font = fonts[str(operands[0])]
        elif str(operator) == "Tj":
            codes = bytes(operands[0])
            texts[number] += "".join(font[codes[at : at + 2]] for at in range(0, len(codes), 2))
    return texts


def _unicode(font: Any) -> dict[bytes, str]:
    pairs = (
        line.split()
        for line in font.ToUnicode.read_bytes().decode().splitlines()
        if line.startswith("<")
    )
    return {
        bytes.fromhex(code.strip("<>")): bytes.fromhex(text.strip("<>")).decode("utf-16-be")
        for code, text in pairs
    }


def squeezed(told: Told) -> Told:
    """Without blanks."""
    return [(kind, "".join(text.split())) for kind, text in told]


def of(runs: tuple[Run, ...], *more: tuple[Run, ...], pictures: tuple[Picture, ...] = ()) -> Pages:
    """Pages with these runs; the pictures on the first."""
    pages = [Page(None, runs, pictures=pictures), *(Page(None, each) for each in more)]
    return PageModel("试页", tuple(pages))


def test_headings_and_paragraphs_are_told_apart(drawn: Typefaces) -> None:
    told = squeezed(read_tags(write_pdf(compose(NOTICE, issue=ISSUE), typefaces=drawn)))

    assert ("H1", NOTICE.title) in told
    assert ("H2", "一、统一思想") in told
    assert told[told.index(("H3", "（一）明确责任。")) + 1] == ("P", SENTENCE)
    assert ("H1", "澜州市电子公文交换管理办法") in told


def test_no_level_of_headings_is_left_out(installed: Typefaces) -> None:
    runs = (
        run("标题", element=Element.TITLE, paragraph=1),
        run("一、", level=1, paragraph=2),
        run("（1）", level=4, paragraph=3),
        run("二、", level=1, paragraph=4),
    )

    assert [kind for kind, _ in read_tags(write_pdf(of(runs), typefaces=installed))] == [
        "H1",
        "H2",
        "H3",
        "H2",
    ]


def test_all_text_but_page_numbers_is_in_the_tree_in_reading_order(drawn: Typefaces) -> None:
    pages = compose(NOTICE, issue=ISSUE)
    told = squeezed(read_tags(write_pdf(pages, typefaces=drawn)))
    everything = "".join(
        run.text for run in pages.runs() if run.element is not Element.PAGE_NUMBER
    )

    assert "".join(text for _, text in told) == "".join(everything.split())


def test_a_paragraph_that_goes_over_a_page_is_one(drawn: Typefaces) -> None:
    pages = compose(short_notice(body=(Paragraph(0, SENTENCE * 20),)), issue=None)
    told = squeezed(read_tags(write_pdf(pages, typefaces=drawn)))

    assert len(pages.pages) > 1
    assert ("P", SENTENCE * 20) in told


def test_a_table_has_rows_heads_and_cells_and_repeated_heads_are_not_read(
    installed: Typefaces,
) -> None:
    def cell(text: str, row: int, column: int, role: Role = Role.FANGSONG) -> Run:
        return run(text, element=Element.TABLE, role=role, cell=(1, row, column), paragraph=9)

    heads = (cell("序号", 0, 0, Role.HEI), cell("单位", 0, 1, Role.HEI))
    first = (*heads, cell("1", 1, 0), cell("教育局", 1, 1))
    second = (*heads, cell("的处室", 1, 1), cell("2", 2, 0))
    data = write_pdf(of(first, second), typefaces=installed)

    assert read_tags(data) == [
        ("TH", "序号"),
        ("TH", "单位"),
        ("TD", "1"),
        ("TD", "教育局的处室"),
        ("TD", "2"),
    ]
    with pikepdf.open(BytesIO(data)) as pdf:
        table = pdf.Root.StructTreeRoot.K.K[0]
        assert [str(row.S) for row in table.K] == ["/TR"] * 3
        assert table.K[0].K[0].A.Scope == "/Column"


def test_a_figure_is_told_in_words_between_the_text_round_it(installed: Typefaces) -> None:
    figure = Picture(Element.FIGURE, 30.0, 70.0, 40.0, 20.0, DIGEST, words="机构图")
    runs = (run("图前", paragraph=1, y=60.0), run("图后", paragraph=2, y=100.0))
    data = write_pdf(of(runs, pictures=(figure,)), typefaces=installed, pictures={DIGEST: image()})

    assert read_tags(data) == [("P", "图前"), ("Figure", "机构图"), ("P", "图后")]


def test_a_figure_without_words_or_text_is_still_told(installed: Typefaces) -> None:
    figure = Picture(Element.FIGURE, 30.0, 70.0, 40.0, 20.0, DIGEST)
    data = write_pdf(of((), pictures=(figure,)), typefaces=installed, pictures={DIGEST: image()})

    assert read_tags(data) == [("Figure", "图")]


def test_a_stamp_that_is_a_picture_is_not_read(installed: Typefaces) -> None:
    stamp = Picture(Element.SEAL, 30.0, 70.0, 40.0, 20.0, DIGEST)
    data = write_pdf(
        of((run("张三"),), pictures=(stamp,)), typefaces=installed, pictures={DIGEST: image()}
    )

    assert read_tags(data) == [("P", "张三")]


def test_every_mark_is_found_from_the_page_too(drawn: Typefaces) -> None:
    with pikepdf.open(BytesIO(write_pdf(compose(NOTICE, issue=ISSUE), typefaces=drawn))) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
        for page in pdf.pages:
            marks = [number for number in _marked_texts(page) if number >= 0]
            assert marks == list(range(len(parents[int(page.obj.StructParents)])))


def test_an_independent_reader_sees_the_tree(drawn: Typefaces) -> None:
    document = pypdfium2.PdfDocument(write_pdf(compose(NOTICE, issue=ISSUE), typefaces=drawn))
    try:
        assert pdfium.FPDFCatalog_IsTagged(document)
        tree = pdfium.FPDF_StructTree_GetForPage(document[0])
        whole = pdfium.FPDF_StructTree_GetChildAtIndex(tree, 0)
        assert pdfium.FPDF_StructElement_CountChildren(whole) > 8
        pdfium.FPDF_StructTree_Close(tree)
    finally:
        document.close()


def test_the_work_grows_with_the_pages_and_no_faster(installed: Typefaces) -> None:
    def work_per_page(paragraphs: int) -> float:
        body = tuple(Paragraph(0, SENTENCE * 4) for _ in range(paragraphs))
        pages = compose(replace(short_notice(), body=body), issue=ISSUE)
        return work(lambda: write_pdf(pages, typefaces=installed)) / len(pages.pages)

    assert work_per_page(160) < 1.2 * work_per_page(40)
