"""Pictures of PDFs from elsewhere: whatever the file does, and no longer than it is there."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image

from documents.consignments.capsule import Capsule, Part
from documents.consignments.states import Kind
from documents.incoming.application import Incomings
from office.outside.pictures import Pictures
from tests.functional.office_app import (
    CITY,
    CLERK,
    QINGHE,
    QINGHE_CLERK,
    OfficeApp,
    Visitor,
    issue,
    page_text,
)

A4 = "595 842"


def pdf_of(*boxes: str) -> bytes:
    """A PDF with an empty page of each size (points)."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + len(boxes)))
    parts = [
        "%PDF-1.4",
        "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
        f"2 0 obj <</Type/Pages/Count {len(boxes)}/Kids[{kids}]>> endobj",
        *(
            f"{number} 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 {box}]>> endobj"
            for number, box in enumerate(boxes, start=3)
        ),
        "trailer <</Root 1 0 R>>",
        "%%EOF",
    ]
    return "\n".join(parts).encode()


def arrive(office: OfficeApp, data: bytes) -> tuple[Visitor, str, str]:
    """Somebody's PDF before the district's clerk: clerk, address of the paper, of its page 1."""
    digest, title = sha256(data).hexdigest(), f"关于来文{uuid4()}的通知"
    capsule = Capsule(
        consignment=str(uuid4()),
        kind=Kind.DOCUMENT,
        sender=CITY,
        sender_name="澜州市人民政府办公室",
        addressee=QINGHE,
        addressee_name="清河区人民政府办公室",
        facts={
            "type": "通知",
            "title": title,
            "number": "澜政办发〔2026〕1号",
            "urgency": "",
            "classification": "",
            "date": "2026年11月20日",
            "issuer": "澜州市人民政府办公室",
        },
        parts=(Part("original", "正本.pdf", "application/pdf", digest, len(data)),),
    )
    office.house.find(Incomings).take(capsule, {digest: data})
    address = f"/incoming/{office.arrived(title, at=QINGHE)}"
    return office.log_in(QINGHE_CLERK), address, f"{address}/pages/{digest}/1.png"


@pytest.mark.parametrize(
    "box",
    ["1 14400", "14400 1", "0.001 0.001", "1e30 1e30", "0 0", "nan 842"],
    ids=["high", "wide", "tiny", "endless", "nothing", "no number"],
)
@pytest.mark.slow
def test_an_absurd_page_is_shown_small_or_not_at_all(office: OfficeApp, box: str) -> None:
    clerk, address, picture = arrive(office, pdf_of(box, A4))
    clerk.open(address)
    answer = clerk.get(picture, status="*")
    assert answer.status_int in (200, 404)
    if answer.status_int == 200:
        with Image.open(BytesIO(answer.body)) as image:
            assert image.width * image.height < 8_000_000
    good = clerk.get(picture.replace("1.png", "2.png"), status=200)
    with Image.open(BytesIO(good.body)) as image:
        assert image.size == (1240, 1755)


@pytest.mark.parametrize("data", [b"%PDF-1.4 nothing", b"no PDF"], ids=["empty", "another format"])
def test_a_pdf_that_cannot_be_drawn_says_so_and_can_be_had(office: OfficeApp, data: bytes) -> None:
    clerk, address, picture = arrive(office, data)
    page = clerk.open(address)
    assert "无法在页面上显示" in page.html.select_one(".no-pages").get_text()
    assert "无法在页面上显示" in clerk.get(f"/?item={address.rpartition('/')[2]}").text
    assert clerk.get(page.html.select_one(f"a[href^='{address}/files/']")["href"]).body == data
    clerk.get(picture, status=404)


@pytest.mark.slow
def test_a_paper_opens_though_the_process_that_draws_it_dies(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("office.outside.pictures.DRAWER", "documents.no_such_module")
    clerk, address, picture = arrive(office, pdf_of("500 700"))
    assert clerk.open(address).html.select_one(".no-pages")
    clerk.get(picture, status=404)


@pytest.mark.slow
def test_a_pdf_that_could_not_be_drawn_once_costs_nothing_more(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, address, picture = arrive(office, pdf_of(*["500 700"] * 7))
    clerk.open(address)
    clerk.get(picture, status=200)
    with monkeypatch.context() as broken:
        broken.setattr("office.outside.pictures.DRAWER", "documents.no_such_module")
        clerk.get(picture.replace("1.png", "4.png"), status=404)
    clerk.get(picture.replace("1.png", "7.png"), status=404)
    clerk.get(picture.replace("1.png", "3.png"), status=200)  # drawn before


@pytest.mark.parametrize("number", ["0", "01", "3", "9" * 5000, "%D9%A1"])
def test_a_page_number_that_is_none_is_missing(office: OfficeApp, number: str) -> None:
    clerk, _, picture = arrive(office, pdf_of(A4, A4))
    clerk.get(picture, status=200)
    clerk.get(picture.replace("1.png", f"{number}.png"), status=404)


def test_a_picture_does_not_outlive_the_destruction_of_its_file(office: OfficeApp) -> None:
    pictures = office.house.find(Pictures)
    before = pictures.kept_bytes
    clerk, address, picture = arrive(office, pdf_of("400 600"))
    digest = picture.split("/")[-2]
    clerk.open(address)
    clerk.get(picture, status=200)
    assert pictures.kept_bytes > before
    office.house.node.content.destroy(QINGHE, digest)
    for gone in (picture, address, f"{address}/files/{digest}.pdf"):
        assert "可能已经销毁" in clerk.get(gone, status=404).text
    assert pictures.kept_bytes == before


@pytest.mark.slow
def test_what_one_agency_destroyed_another_still_sees(office: OfficeApp) -> None:
    issue(office, "关于两家各存一份的通知", to=[QINGHE])
    address = f"/incoming/{office.arrived('关于两家各存一份的通知', at=QINGHE)}"
    clerk = office.log_in(QINGHE_CLERK)
    picture = clerk.open(address).html.select_one("img.page")["src"]
    office.house.node.content.destroy(CITY, picture.split("/")[-2])
    clerk.get(picture, status=200)
    assert "各存一份" in page_text(clerk.open(address))


@pytest.mark.slow
def test_pictures_are_kept_within_bounds(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = office.house.find(Pictures)
    # of two small files, not of four
    monkeypatch.setattr("office.outside.pictures.KEPT_BYTES", 3_000)
    for width in range(300, 304):
        clerk, _, picture = arrive(office, pdf_of(f"{width} 400"))
        clerk.get(picture, status=200)
        assert 1_000 < pictures.kept_bytes <= 3_000
    monkeypatch.setattr("office.outside.pictures.KEPT_BYTES", 0)
    _, _, picture = arrive(office, pdf_of("299 400"))
    clerk.get(picture, status=200)
    assert pictures.kept_bytes == 0


def test_a_stranger_sees_no_picture(office: OfficeApp) -> None:
    _, _, picture = arrive(office, pdf_of(A4))
    office.log_in(CLERK).get(picture, status=404)
