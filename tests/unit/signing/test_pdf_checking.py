"""验签 of PDF: what was signed is told, what was changed afterwards is named, and pdfsig and
pyHanko's own validator find the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import crl, x509
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigFieldSpec, append_signature_field
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from office.kernel.refusals import Refused
from signing.pdf import checking
from signing.pdf.checking import Checked, Fault, checked, judged
from signing.pdf.revisions import facts
from tests.certified import NOW
from tests.readers.pdf_programs import pdfsig
from tests.unit.signing.signed import BUREAU, CITY, COURT, organ, plain_pdf, signed, trust


def found(pdf: bytes) -> Checked:
    """In this process, which is quicker."""
    return judged(pdf, facts(pdf))


def faults(pdf: bytes) -> list[set[Fault]]:
    return [{each.fault for each in signature.faults} for signature in found(pdf).signatures]


@cache
def one() -> bytes:
    return signed(CITY)


@cache
def three() -> bytes:
    return signed(CITY, COURT, BUREAU, stamped=True)


def pdfsig_valid(pdf: bytes, folder: Path) -> list[bool]:
    """Of each field for a signature, whether poppler holds the whole file to be signed in it."""
    found = pdfsig(pdf, folder).split("Signature #")[1:]
    assert found, "poppler sees no signature at all"
    judged = ("Signature Validation:", "form field is not signed")
    assert all(any(words in each for words in judged) for each in found)
    return [
        "Signature is Valid" in each
        and "Total document signed" in each
        and "Not total" not in each
        for each in found
    ]


def pyhanko_valid(pdf: bytes) -> list[bool]:
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(each.der) for each in trust().anchors],
        other_certs=[x509.Certificate.load(each.der) for each in trust().others],
        crls=[crl.CertificateList.load(each.der) for each in trust().lists],
        revocation_mode="require",
        moment=NOW,
    )
    signatures = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
    return [validate_pdf_signature(each, context, context).bottom_line for each in signatures]


def test_what_is_signed_is_told_and_other_readers_agree(tmp_path: Path) -> None:
    assert pdfsig_valid(one(), tmp_path) == [True]
    assert pyhanko_valid(one()) == [True]
    (signature,) = checked(one()).signatures
    assert signature.faults == ()
    assert signature.covers_file
    assert signature.pages == (0,)
    assert signature.at == NOW
    assert signature.signed is not None
    assert signature.signed.certificate.der == organ(CITY).certificate
    assert signature.added == ()


@pytest.mark.slow
def test_three_organs_sign_and_every_reader_agrees(tmp_path: Path) -> None:
    signatures = found(three()).signatures
    assert [each.faults for each in signatures] == [(), (), ()]
    assert [each.covers_file for each in signatures] == [False, False, True]
    assert signatures[0].added == (f"签名（{COURT}）", f"签名（{BUREAU}）")
    assert all(each.time_stamp and each.time_stamp.at == NOW for each in signatures)
    assert pyhanko_valid(three()) == [True, True, True]
    # pdfsig calls each but the last not whole, as it knows of no additions that may be.
    assert pdfsig_valid(three(), tmp_path) == [False, False, True]


def updated(how: Callable[[IncrementalPdfFileWriter], object]) -> bytes:
    """An honest writer's update after the signature."""
    file = BytesIO(one())
    writer = IncrementalPdfFileWriter(file)
    how(writer)
    writer.write_in_place()
    return file.getvalue()


def other_text(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    page[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
    writer.mark_update(writer.find_page_for_modification(0)[0])


def note(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(1)[0].get_object()
    annotation = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (0, 0, 90, 90))),
        }
    )
    page[pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(annotation)])
    writer.mark_update(writer.find_page_for_modification(1)[0])


def empty_field(writer: IncrementalPdfFileWriter) -> None:
    """It could be shown over the text, and nobody signs it."""
    append_signature_field(writer, SigFieldSpec("Nobody", box=(0, 0, 400, 400), on_page=0))


def attached(writer: IncrementalPdfFileWriter) -> None:
    names = generic.DictionaryObject({pdf_name("/EmbeddedFiles"): generic.DictionaryObject()})
    writer.root[pdf_name("/Names")] = names
    writer.update_root()


def fewer_pages(writer: IncrementalPdfFileWriter) -> None:
    pages = writer.root["/Pages"]
    pages[pdf_name("/Kids")] = generic.ArrayObject(list(pages.raw_get("/Kids"))[:1])
    pages[pdf_name("/Count")] = generic.NumberObject(1)
    writer.mark_update(writer.root.raw_get("/Pages").reference)


def gap(pdf: bytes) -> tuple[int, int]:
    """Where the last signature's value lies."""
    start = pdf.rindex(b"/Contents <") + len(b"/Contents ")
    return start, pdf.index(b">", start) + 1


def foreign_value() -> bytes:
    """The value of another file's signature, put in."""
    start, end = gap(one())
    other = signed(CITY, pdf=plain_pdf("another"))
    begin, finish = gap(other)
    return one()[:start] + other[begin:finish].ljust(end - start)[: end - start] + one()[end:]


def stuffed() -> bytes:
    """Behind the value, where its padding is."""
    _, end = gap(one())
    return one()[: end - 9] + b"DEADBEEF" + one()[end - 1 :]


def wider_gap() -> bytes:
    """The range says that the signature left out more than its value."""
    pdf = one()
    start = pdf.rindex(b"/ByteRange [") + len(b"/ByteRange [")
    end = pdf.index(b"]", start)
    first, length, again, rest = map(int, pdf[start:end].split())
    words = f"{first} {length} {again + 40} {rest - 40}".encode()
    return pdf[:start] + words.ljust(end - start) + pdf[end:]


ALTERED: dict[str, tuple[Callable[[], bytes], Fault]] = {
    "a letter": (lambda: one().replace(b"page 2", b"page 3"), Fault.CONTENT_CHANGED),
    "the value of another file": (foreign_value, Fault.CONTENT_CHANGED),
    "a value stuffed": (stuffed, Fault.NOT_COVERED),
    "a wider gap": (wider_gap, Fault.NOT_COVERED),
    "bytes appended": (lambda: one() + b"\n% more\n", Fault.NOT_COVERED),
    "other text on a page": (lambda: updated(other_text), Fault.CHANGED_AFTERWARDS),
    "a note on a page": (lambda: updated(note), Fault.CHANGED_AFTERWARDS),
    "a field that nobody signed": (lambda: updated(empty_field), Fault.CHANGED_AFTERWARDS),
    "an attachment": (lambda: updated(attached), Fault.CHANGED_AFTERWARDS),
    "a page taken out": (lambda: updated(fewer_pages), Fault.CHANGED_AFTERWARDS),
}


LENIENT = {"a value stuffed", "bytes appended", "a field that nobody signed"}
"""What pyHanko overlooks, or holds for filling in a form: we are stricter."""


@pytest.mark.parametrize("change", ALTERED)
def test_what_is_changed_afterwards_is_named_and_no_reader_calls_it_whole(
    change: str, tmp_path: Path
) -> None:
    how, fault = ALTERED[change]
    altered = how()
    assert altered != one()
    (found_faults,) = faults(altered)
    assert fault in found_faults
    fields = 2 if change == "a field that nobody signed" else 1
    assert pdfsig_valid(altered, tmp_path) == [False] * fields
    assert pyhanko_valid(altered) == [change in LENIENT]


def test_a_later_signature_does_not_heal_what_came_between() -> None:
    file = BytesIO(one())
    writer = IncrementalPdfFileWriter(file)
    other_text(writer)
    writer.write_in_place()
    first, second = faults(signed(COURT, pdf=file.getvalue().replace(b"Seal1", b"SealX")))
    assert first
    assert second == set()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 torn", "已损坏"),
        (one.__wrapped__()[:-400], "已损坏"),
        (b"%PDF-1.7\n" + b"<<" * 90_000, "已损坏"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        checked(data)


def test_a_file_that_takes_too_long_or_is_too_large_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checking, "SECONDS", 0)
    with pytest.raises(Refused, match="读不完"):
        checked(one())
    monkeypatch.setattr(checking, "LARGEST", 100)
    with pytest.raises(Refused, match="没有核验"):
        checked(one())


def test_a_file_without_signatures_has_none() -> None:
    assert found(plain_pdf()).signatures == ()
