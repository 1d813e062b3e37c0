"""What stands beside a PDF's pages: what it says of itself, what it stores for checking. Nothing
of it is read in the web process before somebody trusted has signed it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from office.kernel.refusals import Refused
from signing.certificates import offered
from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.offered import believable
from signing.certificates.revocation import RevocationList
from signing.checking.report import Report, Verdict
from signing.keys.algorithms import Algorithm
from signing.pdf.archiving import keep_for_long
from signing.pdf.revisions import facts
from signing.pdf.sealing import sign_pdf
from signing.signed_data import NotSignedData, read_signed_data
from tests.certified import NOW, TestAuthority, two_steps
from tests.unit.signing.judged import found, in_this_process
from tests.unit.signing.signed import (
    CITY,
    COURT,
    organ,
    plain_pdf,
    signed,
    time_authority,
    trust,
)

__all__ = ["in_this_process"]


def updated(pdf: bytes, **stored: Any) -> bytes:
    """An honest writer's update of the catalogue."""
    file = BytesIO(pdf)
    writer: Any = IncrementalPdfFileWriter(file)  # typed in part
    writer._update_meta = lambda: None  # it would write itself into the file
    for name, value in stored.items():
        writer.root[pdf_name(f"/{name}")] = writer.add_object(value)
    writer.update_root()
    writer.write_in_place()
    return file.getvalue()


def described(title: str, *, day: str = "2026-11-20") -> Any:
    xmp = (
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'>"
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
        "<rdf:Description rdf:about='' xmlns:pdf='http://ns.adobe.com/pdf/1.3/'"
        " xmlns:xmp='http://ns.adobe.com/xap/1.0/'>"
        f"<pdf:Keywords>{title}</pdf:Keywords>"
        f"<xmp:ModifyDate>{day}T01:00:00Z</xmp:ModifyDate>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    kind = {pdf_name("/Type"): pdf_name("/Metadata"), pdf_name("/Subtype"): pdf_name("/XML")}
    return generic.StreamObject(kind, stream_data=xmp.encode())


def codes(told: Report) -> list[set[str]]:
    return [{each.code for each in entry.problems} for entry in told.entries]


def test_another_title_is_not_called_what_is_for_checking() -> None:
    one = signed(CITY, pdf=updated(plain_pdf(), Metadata=described("通知")))
    told = found(updated(one, Metadata=described("命令")))
    assert (told.verdict, codes(told)) == (Verdict.UNPROVEN, [{"metadata-changed"}])
    assert told.entries[0].added == ("文件说明（标题、作者等）的改动",)
    assert found(one).verdict is Verdict.VALID
    # Whoever only stores it anew writes when.
    again = found(updated(one, Metadata=described("通知", day="2026-11-21")))
    assert (again.verdict, again.entries[0].added) == (Verdict.VALID, ("不改变内容的补充数据",))


def test_what_the_next_organ_signs_it_answers_for() -> None:
    one = signed(CITY, pdf=updated(plain_pdf(), Metadata=described("通知")))
    other = updated(one, Metadata=described("命令"))
    told = found(sign_pdf(other, signer=organ(COURT), field="Seal2", at=NOW))
    assert told.verdict is Verdict.VALID, told.json()
    first = (f"签名（{COURT}）", "文件说明（标题、作者等）的改动")
    assert [each.added for each in told.entries] == [first, ()]


@pytest.mark.slow
def test_what_is_stored_for_checking_is_called_so() -> None:
    kept = keep_for_long(signed(CITY), trust=trust(), authority=time_authority(), at=NOW)
    told = found(kept)
    assert told.verdict is Verdict.VALID, told.json()
    assert told.entries[0].added == ("时间戳（云川测试时间戳）", "核验用的证书和吊销列表")


def stores(*lists: bytes, times: int = 1, pdf: bytes) -> bytes:
    file = BytesIO(pdf)
    writer: Any = IncrementalPdfFileWriter(file)
    streams = [writer.add_object(generic.StreamObject(stream_data=each)) for each in lists]
    listed = {pdf_name("/CRLs"): generic.ArrayObject(streams * times)}
    store: Any = generic.DictionaryObject
    writer.root[pdf_name("/DSS")] = writer.add_object(store(listed))
    writer.update_root()
    writer.write_in_place()
    return file.getvalue()


def test_a_list_that_is_stored_many_times_is_told_once_and_without_a_signature_never() -> None:
    der = two_steps(Algorithm.ECDSA)[0].list().der
    assert facts(stores(der, times=60, pdf=signed(CITY)))["lists"] == [der.hex()]
    assert facts(stores(der, times=60, pdf=plain_pdf()))["lists"] == []


def test_lists_of_strangers_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []

    def reading(der: bytes) -> RevocationList:
        read.append(der)
        return RevocationList(der)

    monkeypatch.setattr(offered, "RevocationList", reading)
    root, issuing = two_steps(Algorithm.ECDSA)
    stranger = TestAuthority(Algorithm.ECDSA, name="生人")
    same_name = TestAuthority(Algorithm.ECDSA)
    lists = [each.list().der for each in (root, stranger, same_name, issuing)]
    came = [stranger.certificate, same_name.certificate, issuing.certificate]
    good = believable([*lists, b"\x30\x00", b""], trust=trust(), offered=came)
    assert read == [lists[0], lists[3]] == [each.der for each in good]


def test_messages_and_certificates_without_end_are_not_read() -> None:
    with pytest.raises(NotSignedData):
        read_signed_data(b"\x30\x83\x01\x00\x00" + b"\x05\x00" * 32_768)
    with pytest.raises(NotACertificate, match="内容过多"):
        Certificate(organ(CITY).certificate + bytes(20_000))


def test_what_the_writer_stumbles_over_is_refused() -> None:
    odd = plain_pdf().replace(b"/Rotate 0", b"/Rotate/x")
    assert odd != plain_pdf()
    from tests.unit.signing.test_pdf_sealing import pressed

    with pytest.raises(Refused, match="不能签名"):
        sign_pdf(odd, signer=organ(CITY), field="Seal1", at=NOW, pressed=pressed())
