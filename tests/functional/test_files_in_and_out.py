"""Files into the editor and out of a document: images on save only, nothing secret, by right."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import unquote
from uuid import UUID

import pytest
from webtest import TestResponse

from documents.layout import compose
from documents.layout.ofd import write_ofd
from documents.layout.pdf import write_pdf
from documents.manuscript import Figure, Paragraph, Table
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from documents.outgoing.editor.images import packed
from documents.reading.docx import read_docx
from documents.typefaces.finding import find_typefaces
from tests.functional.lent_fonts import FONTS
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    OFFICE,
    QINGHE_CLERK,
    OfficeApp,
    Typed,
    Visitor,
    draft,
    filled,
    form_with,
    issue,
    sentence,
    value_of,
)
from tests.unit.layout.specimens import ISSUE, NOTICE
from tests.unit.reading.word_files import docx_of, drawing, image, p, part, table

PICTURE = image()
DIGEST = sha256(PICTURE).hexdigest()
WORD = docx_of(
    p("关于节约用水的通知")
    + p("各区人民政府：")
    + p("如图。")
    + p(drawing("i"))
    + table(("甲", "乙"), ("一", "二")),
    parts={"word/media/a.png": PICTURE},
    links={"i": ("image", "media/a.png")},
)


@pytest.fixture
def untouched(office: OfficeApp) -> Iterator[OfficeApp]:
    """Whatever happens in the test, neither journal nor content store may change."""
    events, stored = office.events(), office.stored()
    yield office
    assert (office.events(), office.stored()) == (events, stored)


def test_a_word_file_fills_the_editor_and_stores_nothing(untouched: OfficeApp) -> None:
    page = untouched.log_in(DRAFTER).upload(WORD, name="通知.docx")
    assert value_of(page, "title") == "关于节约用水的通知"
    assert value_of(page, "recipients") == "各区人民政府"
    body = value_of(page, "body")
    assert "|甲|乙|\n|一|二|" in body
    assert DIGEST in body
    assert value_of(page, "images") == packed({DIGEST: PICTURE})


def test_images_are_stored_when_the_draft_is_saved_and_survive_a_refusal(
    office: OfficeApp,
) -> None:
    drafter = office.log_in(DRAFTER)
    drafter.upload(WORD, name="通知.docx")
    drafter.press("save", title="", status=422)
    assert DIGEST not in office.stored()

    answer = drafter.press("save", title="关于节约用水的通知", identity=OFFICE)

    assert DIGEST in office.stored()
    id = UUID(answer.location.rpartition("/")[2])
    rooms = office.house.find(Documents)
    document = rooms.load(Document, id)
    manuscript = rooms.typesetter.manuscript(document.agency, document.revision)
    assert manuscript.body == (
        Paragraph(0, "如图。"),
        Figure(DIGEST, width=30.0, height=20.0, words="示意图"),
        Table((("甲", "乙"), ("一", "二"))),
    )
    exported = drafter.get(f"/documents/{id}/text.docx")
    read = read_docx(exported.body)
    assert read.manuscript.body == manuscript.body
    assert read.files == {DIGEST: PICTURE}
    drafter.open(f"/documents/{id}/draft")
    drafter.press("save", note="此件公开发布")


def test_pdf_and_ofd_fill_the_editor(untouched: OfficeApp) -> None:
    typefaces = find_typefaces(site=FONTS / "none", installed=FONTS)
    pages = compose(NOTICE, issue=ISSUE)
    drafter = untouched.log_in(DRAFTER)
    for data, name in (
        (write_pdf(pages, typefaces=typefaces), "通知.pdf"),
        (write_ofd(pages, typefaces=typefaces), "通知.ofd"),
    ):
        page = drafter.upload(data, name=name)
        assert value_of(page, "title") == NOTICE.title
        assert value_of(page, "enclosure_title") == "澜州市电子公文交换管理办法"
        assert "页码没有导入：" in value_of(page, "unrecognised")


@pytest.mark.parametrize(
    "secret",
    [
        {"body": p("机密★5年") + p("关于安全的通知") + p("各区：")},
        {"body": p("通知") + p("<w:del><w:r><w:delText>绝密★长期</w:delText></w:r></w:del>")},
        {
            "body": p("关于安全的通知"),
            "parts": {"word/header1.xml": part("hdr", p("秘密"))},
            "links": {"h": ("header", "header1.xml")},
        },
        {"body": table(("甲", "机密★10年"), ("一", "二")) + p("正文")},
    ],
    ids=["head", "deletion", "page head", "table"],
)
def test_a_secret_anywhere_in_a_file_is_refused(untouched: OfficeApp, secret: dict) -> None:  # type: ignore[type-arg] # arguments
    page = untouched.log_in(DRAFTER).upload(docx_of(**secret), name="通知.docx", status=422)
    assert "超过本系统允许的最高密级" in sentence(page)


@pytest.mark.parametrize(
    ("images", "words"),
    [
        ("", "没有图片"),
        ("@@@", "没有完整送达"),
        (packed({"": b"GIF89a"}), "不是完整的 PNG 或 JPEG"),
        (packed({"": image(size=(9, 9))}), "没有图片"),
    ],
    ids=["none", "damaged", "another format", "another image"],
)
def test_a_figure_without_its_image_is_not_saved(
    untouched: OfficeApp, images: str, words: str
) -> None:
    drafter = untouched.log_in(DRAFTER)
    fields = {
        "csrf_token": drafter.token(),
        "command": f"figure-{len(images)}",
        "identity": OFFICE,
        "title": "关于插图的通知",
        "body": f"【图，30×20毫米，{DIGEST[:-4]}0000】",
        "images": images,
    }
    drafter.send("/documents/draft", list(fields.items()), status=422)
    assert drafter.page is not None
    assert words in sentence(drafter.page)


@pytest.mark.slow
def test_a_figure_names_only_an_image_that_came_with_its_own_document(office: OfficeApp) -> None:
    drafter, rooms = office.log_in(DRAFTER), office.house.find(Documents)
    picture = image(size=(7, 5))
    digest = sha256(picture).hexdigest()
    line = f"【图，30×20毫米，{digest}】"
    new = {"title": "关于原有插图的通知", "body": line, "identity": OFFICE}
    own = save(drafter, "/documents/draft", new, images=packed({digest: picture})).location
    other = f"/documents/{draft(office, '关于别件插图的通知')}"
    text = rooms.load(Document, UUID(other.rpartition("/")[2])).revision
    before = (office.events(), office.stored())

    for stored in (digest, text):  # another document's image, and what is no image
        wanted = line.replace(digest, stored)
        for address, more in ((f"{other}/draft", {}), ("/documents/draft", new)):
            page = save(drafter, address, {**more, "body": wanted}, status=422)
            assert "只能用这次导入的图片，或者此件以前文稿中的图片" in sentence(page)
            assert value_of(page, "body") == wanted
    assert (office.events(), office.stored()) == before

    for body in ("插图删去。", line):  # an image of an earlier text may come back
        save(drafter, f"{own}/draft", {"body": body})
    assert value_of(drafter.open(f"{own}/draft"), "body") == line


def save(
    drafter: Visitor, address: str, typed: Typed, *, images: str = "", status: int = 303
) -> TestResponse:
    """Fill in the editor at `address`, as a browser with these images in its form does."""
    form = form_with(drafter.open(address), "save")
    fields = [*filled(form, act="save", typed=typed), ("images", images)]
    return drafter.send(form.action, fields, status=status)


def test_a_document_goes_out_as_it_stands(office: OfficeApp) -> None:
    id = draft(office, "关于导出的通知")
    drafter = office.log_in(DRAFTER)
    page = drafter.open(f"/documents/{id}")
    assert "导出 .docx" in page.text
    answer = page.click("导出 .docx")
    disposition = unquote(answer.headers["Content-Disposition"])
    assert disposition.startswith("attachment")
    assert "关于导出的通知（送审稿）.docx" in disposition
    read = read_docx(answer.body).manuscript
    assert (read.title, read.number) == ("关于导出的通知", "")

    issued = issue(office, "关于成文的通知", to=())
    answer = office.log_in(CLERK).get(f"/documents/{issued}/text.docx")
    read = read_docx(answer.body).manuscript
    assert read.number.startswith("澜政办")
    assert (read.signature, read.date) == ("澜州市人民政府办公室", "2026年11月20日")


def test_another_agency_gets_no_file(office: OfficeApp) -> None:
    id = draft(office, "关于权限的通知")
    office.log_in(QINGHE_CLERK).get(f"/documents/{id}/text.docx", status=(403, 404))
