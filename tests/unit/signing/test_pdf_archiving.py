"""PAdES B-LTA: after years, with nothing but the root, what was signed still proves itself."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader

from documents.layout import compose
from documents.layout.pdf import write_pdf
from documents.typefaces.typeface import Typefaces
from office.kernel.refusals import Refused
from signing.certificates.checking import Trust, Use, check
from signing.certificates.findings import Code
from signing.certificates.revocation import RevocationList
from signing.pdf.archiving import keep_for_long
from signing.pdf.checking import Fault, checked
from tests.certified import NOW
from tests.unit.layout.pdf_rules import broken_rules, told
from tests.unit.layout.specimens import ISSUE, NOTICE
from tests.unit.signing.signed import CITY, COURT, plain_pdf, signed, time_authority, trust
from tests.unit.signing.test_pdf_checking import pyhanko_valid

pytestmark = pytest.mark.slow


def kept(pdf: bytes) -> bytes:
    return keep_for_long(pdf, trust=trust(), authority=time_authority(), at=NOW)


def test_the_file_holds_what_is_needed_to_check_it() -> None:
    found = checked(kept(signed(CITY, COURT, stamped=True)))
    first, second, stamp = found.signatures
    assert (first.faults, second.faults, stamp.faults) == ((), (), ())
    assert stamp.is_time_stamp
    assert stamp.at == NOW
    assert stamp.covers_file
    assert "时间戳（云川测试时间戳）" in first.added
    root_only = Trust(anchors=trust().anchors)
    for each in (first, second):
        assert each.signed is not None
        assert each.signed.offered
        outcome = check(
            each.signed.certificate,
            trust=root_only,
            at=stamp.at,
            offered=found.certificates,
            lists=map(RevocationList, found.lists),
        )
        assert outcome.is_good, outcome.words
    assert stamp.time_stamp is not None
    alone = check(stamp.time_stamp.certificate, trust=root_only, at=NOW, use=Use.STAMP_TIME)
    assert Code.UNTRUSTED in alone.codes


def test_it_is_renewed_by_another_time_stamp() -> None:
    twice = kept(kept(signed(CITY, stamped=True)))
    found = checked(twice)
    assert [each.is_time_stamp for each in found.signatures] == [False, True, True]
    assert all(each.faults == () for each in found.signatures)
    assert pyhanko_valid(twice) == [True]
    reader = PdfFileReader(BytesIO(twice))
    assert len(reader.embedded_timestamp_signatures) == 2
    stored = {each.der for each in found.certificates}
    assert {x509.Certificate.load(each).dump() for each in stored} == stored


def test_what_is_not_proven_now_is_not_kept() -> None:
    without_lists = replace(trust(), lists=())
    with pytest.raises(Refused, match="缺少"):
        keep_for_long(signed(CITY), trust=without_lists, authority=time_authority(), at=NOW)
    with pytest.raises(Refused, match="没有签名"):
        kept(plain_pdf())
    with pytest.raises(Refused, match="被改动"):
        kept(signed(CITY).replace(b"page 2", b"page 3"))


def test_a_changed_file_under_a_time_stamp_is_named() -> None:
    changed = kept(signed(CITY)).replace(b"page 2", b"page 3")
    first, stamp = checked(changed).signatures
    assert Fault.CONTENT_CHANGED in {each.fault for each in first.faults}
    assert Fault.CONTENT_CHANGED in {each.fault for each in stamp.faults}


def test_pdf_a_stays_pdf_a(drawn: Typefaces) -> None:
    notice = replace(NOTICE, body=NOTICE.body[:3])
    plain = write_pdf(compose(notice, issue=ISSUE), typefaces=drawn, author=CITY, created=NOW)
    assert broken_rules(plain) == []
    made = kept(signed(CITY, COURT, pdf=plain, stamped=True))
    # The rules hold for what we write ourselves, which has neither; PDF/A has nothing against.
    assert set(broken_rules(made)) <= {"6.3 annotations", "6.2.2 operator gs"}
    with pikepdf.open(BytesIO(made)) as pdf:
        assert told(pdf, "string(//pdfaid:part)") == "2"
        for seal in pdf.pages[0].Annots:
            assert seal.F & 0b100, "6.3.2: it is printed"
            assert not seal.F & 0b100011, "6.3.2: it is not hidden"
            shows = seal.Rect[0] != seal.Rect[2]
            assert not shows or set(seal.AP.keys()) == {"/N"}, "6.3.3"
            assert "/AA" not in seal, "6.4.1: it does nothing"
        assert "/NeedAppearances" not in pdf.Root.AcroForm, "6.4.1"
    assert [each.faults for each in checked(made).signatures] == [(), (), ()]
