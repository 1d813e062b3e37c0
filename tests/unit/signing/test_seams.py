"""骑缝章: a strip a page, which together are the seal, under the signature that covers them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from office.kernel.refusals import Refused
from office.packing import packed
from signing.ofd.checking import Fault as OFDFault
from signing.ofd.checking import checked as checked_ofd
from signing.ofd.sealing import seal_ofd
from signing.ofd.seam import seam_stamps
from signing.pdf.checking import Fault as PDFFault
from signing.pdf.sealing import sign_pdf
from signing.pdf.seam import Seam
from signing.seam import MOST, group_sizes, strips
from tests.certified import NOW
from tests.readers.ofd_signatures import OFD, verdicts
from tests.readers.pdf_programs import pdfsig
from tests.unit.signing.sealed import STAMP, plain_ofd
from tests.unit.signing.signed import CITY, COURT, organ, presser, seal_of
from tests.unit.signing.test_ofd_sealing import parts
from tests.unit.signing.test_pdf_checking import found as checked_pdf
from tests.unit.signing.test_pdf_checking import pyhanko_valid
from tests.unit.signing.test_pdf_sealing import picture, pressed

ACROSS = 45
"""mm of the seal of these tests, as `pressed` has it."""
SCALE = 10 * 25.4 / 72
"""Pixels a point, for ten a millimetre."""
SIGNATURE = "Doc_0/Signs/Sign_0/Signature.xml"


@cache
def pages(*turned: int) -> bytes:
    """A PDF of a page for each of these turns (degrees); what is turned to the right is read
    across, as our own layout has it, and what is turned to the left upright, as scanners have it.
    """
    file = BytesIO()
    canvas = Canvas(file, pageCompression=0)
    for number, turn in enumerate(turned, start=1):
        canvas.setPageSize(landscape(A4) if turn == 90 else A4)
        canvas.setPageRotation(turn)
        canvas.drawString(100, 300, f"page {number}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@cache
def over(*turned: int) -> bytes:
    """Signed with a seal on the first page and one over the edges of all."""
    return sign_pdf(
        pages(*turned),
        signer=organ(CITY),
        field="Seal1",
        at=NOW,
        pressed=pressed(),
        seam=Seam(width=ACROSS, height=ACROSS, picture=picture()),
    )


@cache
def sealed_ofd() -> bytes:
    ofd = plain_ofd()
    stamps = [STAMP, *seam_stamps(ofd, width=ACROSS, height=ACROSS)]
    return seal_ofd(ofd, stamps=stamps, seal=seal_of(CITY), signer=presser(CITY), at=NOW)


def drawn(pdf: bytes) -> list[Image.Image]:
    """Ten pixels a millimetre."""
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    found = [page.render(scale=SCALE).to_pil().convert("RGB") for page in document]
    document.close()
    return found


def test_every_seal_goes_over_two_to_ten_pages_and_its_strips_are_the_whole() -> None:
    for count in range(2, 300):
        sizes = group_sizes(count)
        assert sum(sizes) == count
        assert all(2 <= each <= MOST for each in sizes)
        assert max(sizes) - min(sizes) <= 1
    cut = list(strips(13, width=42.0))
    assert [each.page for each in cut] == list(range(13))
    assert cut[7].start == 0, "the second seal begins"
    for before, after in pairwise(cut[:7]):
        assert before.start + before.width == pytest.approx(after.start)
    assert cut[6].start + cut[6].width == cut[12].start + cut[12].width == pytest.approx(42)


@pytest.mark.parametrize("turned", [(0, 0, 0), (0, 180, 270)])
def test_the_strips_on_the_right_edges_are_the_seal_that_is_pressed_on_the_first_page(
    turned: tuple[int, ...],
) -> None:
    found = drawn(over(*turned))
    wide, high, each = 2100, 2970, ACROSS * 10 // len(turned)
    above = (high - ACROSS * 10) // 2
    together = Image.new("RGB", (ACROSS * 10, ACROSS * 10))
    for number, page in enumerate(found):
        strip = page.crop((wide - each, above, wide, above + ACROSS * 10))
        together.paste(strip, (number * each, 0))
    whole = found[0].crop((1100, 1800, 1100 + ACROSS * 10, 1800 + ACROSS * 10))
    assert ImageStat.Stat(whole.convert("L")).stddev[0] > 20, "there is a seal to compare with"
    assert max(ImageStat.Stat(ImageChops.difference(together, whole)).mean) < 6


def test_a_page_that_is_read_across_bears_its_strip_where_the_pile_has_its_edge() -> None:
    shown = drawn(over(0, 90))[1].convert("L")
    assert shown.size[0] > shown.size[1]
    lower = shown.crop((0, 2000, 2970, 2100))
    assert lower.getextrema()[0] < 255, "the lower edge is the right one of the sheet"
    assert shown.crop((2800, 0, 2970, 2100)).getextrema()[0] == 255


def test_other_readers_find_the_signature_valid_and_all_of_it_covered(tmp_path: Path) -> None:
    said = pdfsig(over(0, 0, 0), tmp_path)
    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert pyhanko_valid(over(0, 0, 0)) == [True]
    (signature,) = checked_pdf(over(0, 0, 0)).signatures
    assert (signature.faults, signature.covers_file) == ((), True)


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"page 2", b"page 7"), (b"/Subtype /Stamp", b"/Subtype /STAMP")],
    ids=["a page", "a strip"],
)
def test_whatever_is_changed_of_a_pdf_is_seen(before: bytes, after: bytes) -> None:
    assert before in over(0, 0, 0)
    (signature,) = checked_pdf(over(0, 0, 0).replace(before, after)).signatures
    assert PDFFault.CONTENT_CHANGED in {each.fault for each in signature.faults}


def test_a_strip_put_on_afterwards_is_seen() -> None:
    one = sign_pdf(pages(0, 0), signer=organ(CITY), field="Seal1", at=NOW, pressed=pressed())
    with pytest.raises(Refused, match="第一个用印的机关"):
        sign_pdf(
            one,
            signer=organ(COURT),
            field="Seal2",
            at=NOW,
            seam=Seam(width=ACROSS, height=ACROSS, picture=picture()),
        )
    two = sign_pdf(over(0, 0), signer=organ(COURT), field="Seal2", at=NOW, pressed=pressed(x=50))
    assert [each.faults for each in checked_pdf(two).signatures] == [(), ()]


def test_a_single_page_has_no_seam() -> None:
    with pytest.raises(Refused, match="只有一页"):
        over(0)


def test_of_an_ofd_one_signature_has_a_stamp_a_page_whose_clips_are_the_seal(
    tmp_path: Path,
) -> None:
    root = ET.fromstring(parts(sealed_ofd())[SIGNATURE])
    whole, *stamps = root.iter(f"{OFD}StampAnnot")
    assert whole.get("Clip") is None
    assert [each.get("PageRef") for each in stamps] == ["3", "4"]
    boxes = [list(map(float, str(each.get("Boundary")).split())) for each in stamps]
    clips = [list(map(float, str(each.get("Clip")).split())) for each in stamps]
    assert clips == [[0, 0, 22.5, 45], [22.5, 0, 22.5, 45]]
    assert [box[0] + clip[0] + clip[2] for box, clip in zip(boxes, clips, strict=True)] == [
        pytest.approx(210),
        pytest.approx(210),
    ]
    (verdict,) = verdicts(sealed_ofd(), folder=tmp_path)
    assert all(verdict.values()), verdict
    (signature,) = checked_ofd(sealed_ofd())
    assert (signature.faults, signature.pages) == ((), (0, 1))


def test_a_changed_page_or_strip_of_an_ofd_is_named() -> None:
    page = "Doc_0/Pages/Page_1/Content.xml"
    changed = packed({**parts(sealed_ofd()), page: b"<ofd:Page xmlns:ofd='x'/>"})
    (signature,) = checked_ofd(changed)
    assert (OFDFault.PART_CHANGED, f"/{page}") in {
        (each.fault, each.part) for each in signature.faults
    }
    them = parts(sealed_ofd())
    them[SIGNATURE] = them[SIGNATURE].replace(b'Clip="22.5', b'Clip="0')
    assert them[SIGNATURE] != parts(sealed_ofd())[SIGNATURE]
    (signature,) = checked_ofd(packed(them))
    assert OFDFault.DESCRIPTION_CHANGED in {each.fault for each in signature.faults}
