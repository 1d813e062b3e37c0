from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from documents.layout import Pages, compose
from documents.layout.attached import Attached
from documents.layout.copies import marked
from documents.layout.pdf import write_pdf
from documents.typefaces.typeface import Typefaces
from tests.readers.pdf_programs import qpdf_check
from tests.unit.layout.ofd_parts import DIGEST, everything, image
from tests.unit.layout.pdf_rules import broken_rules, told
from tests.unit.layout.specimens import ISSUE, NOTICE, short_notice

MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NOTICE_WITHOUT_RARE = replace(NOTICE, body=NOTICE.body[:3])
FILES = (
    Attached("附表.xlsx", b"PK table", "application/vnd.ms-excel", "经费预算表", "Data"),
    Attached("draft.xml", b"<draft/>", "text/xml", relationship="Source"),
)


@pytest.fixture(scope="module")
def plain() -> Pages:
    """A notice that has only characters which the drawn typefaces have."""
    return compose(NOTICE_WITHOUT_RARE, issue=ISSUE)


def test_a_document_is_pdf_a_2u(plain: Pages, drawn: Typefaces) -> None:
    data = write_pdf(plain, typefaces=drawn, author="澜州市人民政府", created=MOMENT)

    assert broken_rules(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        assert told(pdf, "string(//pdfaid:part)") == "2"


def test_a_document_with_files_in_it_is_pdf_a_3u(plain: Pages, drawn: Typefaces) -> None:
    data = write_pdf(plain, typefaces=drawn, attachments=FILES)

    assert broken_rules(data) == []
    with pikepdf.open(BytesIO(data)) as pdf:
        assert told(pdf, "string(//pdfaid:part)") == "3"
        assert [str(each.AFRelationship) for each in pdf.Root.AF] == ["/Data", "/Source"]
        assert str(pdf.Root.AF[0].EF.F.Subtype) == "/application/vnd.ms-excel"


def test_pictures_outlines_and_watermarks_are_allowed(installed: Typefaces) -> None:
    pages = marked(everything(), "澜州市教育局 000123", typefaces=installed)
    data = write_pdf(pages, typefaces=installed, pictures={DIGEST: image()})

    assert broken_rules(data) == []


def test_a_file_that_lacks_a_glyph_does_not_claim_to_be_pdf_a(drawn: Typefaces) -> None:
    data = write_pdf(compose(NOTICE, issue=ISSUE), typefaces=drawn)

    assert broken_rules(data) == [
        "6.6.4 part",
        "6.6.4 conformance",
        "6.2.11.8 missing glyph",
    ]


def _without_xmp_title(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_bytes().replace(b"dc:title", b"dc:source")
    pdf.Root.Metadata = pdf.make_stream(packet, Type=pikepdf.Name.Metadata)


def _plain_red(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(b"1 0 0 rg")


def _wider(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].resources.Font.values()))
    font.DescendantFonts[0].W[1][0] += 10


def _unreadable(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].resources.Font.values()))
    font.ToUnicode = pdf.make_stream(b"1 beginbfchar\n<0001> <FEFF>\nendbfchar")


def _scripted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="")


def _unrelated(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AF = pikepdf.Array()


@pytest.mark.parametrize(
    ("harm", "clauses"),
    [
        (_without_xmp_title, {"6.6.2"}),
        (_plain_red, {"6.2.4.3", "6.2.2"}),
        (_wider, {"6.2.11.5"}),
        (_unreadable, {"6.2.11.7", "6.2.11.7.2"}),
        (_scripted, {"6.5,"}),
        (_unrelated, {"19005-3"}),
    ],
)
def test_the_rules_see_what_is_broken(
    harm: Callable[[pikepdf.Pdf], None], clauses: set[str], plain: Pages, drawn: Typefaces
) -> None:
    file = BytesIO()
    with pikepdf.open(BytesIO(write_pdf(plain, typefaces=drawn, attachments=FILES))) as pdf:
        harm(pdf)
        pdf.save(file)

    assert {each.split()[0] for each in broken_rules(file.getvalue())} == clauses


def test_attached_files_come_out_as_they_went_in(plain: Pages, drawn: Typefaces) -> None:
    reader = PdfReader(BytesIO(write_pdf(plain, typefaces=drawn, attachments=FILES)))

    assert {name: content[0] for name, content in reader.attachments.items()} == {
        each.name: each.content for each in FILES
    }


def test_two_attached_files_of_one_name_are_an_error(plain: Pages, drawn: Typefaces) -> None:
    with pytest.raises(ValueError, match="same name"):
        write_pdf(plain, typefaces=drawn, attachments=(FILES[0], FILES[0]))


def test_title_author_subject_and_date_stand_in_the_file(drawn: Typefaces) -> None:
    pages = compose(short_notice(title="关于〈甲&乙〉\n的通知"), issue=ISSUE)
    data = write_pdf(
        pages, typefaces=drawn, author="澜州市\n人民政府", subject="值班", created=MOMENT
    )
    found = PdfReader(BytesIO(data)).metadata

    assert found is not None
    assert (found.title, found.author) == ("关于〈甲&乙〉的通知", "澜州市 人民政府")
    assert (found.subject, found.creation_date) == ("值班", MOMENT)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert told(pdf, "string(//xmp:CreateDate)") == "2026-11-22T09:30:00+00:00"


def test_half_a_character_cannot_stop_a_document(drawn: Typefaces) -> None:
    pages = compose(short_notice(title="关于\ud800的通知"), issue=ISSUE)

    assert len(PdfReader(BytesIO(write_pdf(pages, typefaces=drawn))).pages) == 2


def test_another_process_writes_the_same_bytes(plain: Pages, site: Path, drawn: Typefaces) -> None:
    program = f"""
import sys
from documents.layout import compose
from documents.layout.pdf import write_pdf
from documents.typefaces.finding import find_typefaces
from pathlib import Path
from tests.unit.layout.specimens import ISSUE
from tests.unit.layout.test_pdf_archive import FILES, MOMENT, NOTICE_WITHOUT_RARE
site = Path({str(site)!r})
typefaces = find_typefaces(site=site, installed=site / "none")
pages = compose(NOTICE_WITHOUT_RARE, issue=ISSUE)
data = write_pdf(pages, typefaces=typefaces, attachments=FILES, created=MOMENT)
sys.stdout.buffer.write(data)
"""
    here = write_pdf(plain, typefaces=drawn, attachments=FILES, created=MOMENT)
    there = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout

    assert there == here


def test_qpdf_finds_nothing_to_complain_of(plain: Pages, drawn: Typefaces, tmp_path: Path) -> None:
    data = write_pdf(plain, typefaces=drawn, attachments=FILES)

    assert qpdf_check(data, tmp_path) == (0, "")


def test_a_signature_can_be_added_to_what_is_there(plain: Pages, drawn: Typefaces) -> None:
    data = write_pdf(plain, typefaces=drawn)

    assert b"/ObjStm" not in data
    assert b"\nxref\n" in data
    assert data.count(b"%%EOF") == 1
