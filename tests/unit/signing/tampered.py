"""What may be done to a signed PDF or OFD, each with what has to be named."""

from __future__ import annotations

import zipfile
from base64 import b64encode
from collections.abc import Callable
from functools import cache, partial
from hashlib import new
from io import BytesIO
from typing import Any

from office.packing import packed
from signing.pdf import checking
from signing.pdf.revisions import facts
from tests.unit.signing.sealed import PNG, plain_ofd
from tests.unit.signing.signed import CITY, COURT, organ, presser, sealed, signed
from tests.unit.signing.test_pdf_checking import (
    attached,
    empty_field,
    fewer_pages,
    foreign_value,
    gap,
    note,
    other_text,
    stuffed,
    updated,
    wider_gap,
)

REFUSED = "refused"
Parts = dict[str, bytes]
SIGN = "Doc_0/Signs/Sign_0/Signature.xml"
VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
LIST = "Doc_0/Signs/Signatures.xml"
PAGE = "Doc_0/Pages/Page_{}/Content.xml"
ATTACHED = "Doc_0/Attachs/table.csv"

# PDF.


@cache
def one() -> bytes:
    return signed(CITY)


@cache
def two() -> bytes:
    return signed(CITY, COURT, stamped=True)


def flipped(data: bytes, at: int) -> bytes:
    """One bit of one byte, so that hex stays hex."""
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def in_value(what: bytes, *, after: int = 0) -> bytes:
    """A digit of the signature's value, where `what` stands in it."""
    start, end = gap(one())
    value = one()[start:end].upper()
    place = start + value.index(what.hex().upper().encode()) + 2 * after + 1
    return one()[:place] + other_digit(one()[place : place + 1]) + one()[place + 1 :]


def other_digit(digit: bytes) -> bytes:
    return b"1" if digit == b"0" else b"0"


def swapped(old: bytes, fresh: bytes) -> bytes:
    assert len(old) == len(fresh)
    assert old in one()
    return one().replace(old, fresh, 1)


def opening_script(writer: Any) -> None:
    from pyhanko.pdf_utils import generic

    script = generic.DictionaryObject(
        {
            generic.pdf_name("/S"): generic.pdf_name("/JavaScript"),
            generic.pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
        }
    )
    writer.root[generic.pdf_name("/OpenAction")] = script
    writer.update_root()


def value_taken_out(writer: Any) -> None:
    field = writer.root["/AcroForm"]["/Fields"][0]
    del field["/V"]
    writer.mark_update(field.container_ref)


def narrower_range() -> bytes:
    pdf = one()
    start = pdf.rindex(b"/ByteRange [") + len(b"/ByteRange [")
    end = pdf.index(b"]", start)
    first, length, again, rest = map(int, pdf[start:end].split())
    words = f"{first} {length} {again} {rest - 30}".encode()
    return pdf[:start] + words.ljust(end - start) + pdf[end:]


def picture_at() -> int:
    return one().index(b"/SMask")


PDF: dict[str, tuple[Callable[[], bytes], str]] = {
    "pdf: a letter of the body": (lambda: swapped(b"page 1", b"pagf 1"), "content-changed"),
    "pdf: a figure of the body": (lambda: swapped(b"page 2", b"page 9"), "content-changed"),
    "pdf: where a line stands": (lambda: swapped(b"100 300", b"100 301"), "content-changed"),
    "pdf: the font": (lambda: swapped(b"/Helvetica", b"/Helveticb"), "content-changed"),
    "pdf: its first line": (lambda: swapped(b"ReportLab", b"ReportLac"), "content-changed"),
    "pdf: the seal's picture": (lambda: flipped(one(), picture_at() - 9), "content-changed"),
    "pdf: where the seal stands": (lambda: swapped(b"/Rect [", b"/Recs ["), "content-changed"),
    "pdf: the field's name": (lambda: swapped(b"(Seal1)", b"(Seal2)"), "content-changed"),
    "pdf: the day": (lambda: swapped(b"20261120014200Z", b"20261119014200Z"), "content-changed"),
    "pdf: the signer's certificate": (
        lambda: in_value(organ(CITY).certificate[-40:], after=20),
        "not-signed",
    ),
    "pdf: the signer's name": (lambda: in_value(CITY.encode(), after=2), "not-signed"),
    "pdf: the digest that was signed": (
        lambda: in_value(bytes.fromhex("06092a864886f70d010904"), after=15),
        "content-changed",
    ),
    "pdf: the kind that was signed": (
        lambda: in_value(bytes.fromhex("06092a864886f70d010903"), after=10),
        "not-signed",
    ),
    "pdf: the value of another file": (foreign_value, "content-changed"),
    "pdf: the value stuffed": (stuffed, "not-covered"),
    "pdf: a wider gap": (wider_gap, "not-covered"),
    "pdf: a narrower range": (narrower_range, "not-covered"),
    "pdf: bytes behind it": (lambda: one() + b"\n% more\n", "not-covered"),
    "pdf: bytes before it": (lambda: b"% more\n" + one(), REFUSED),
    "pdf: cut": (lambda: one()[:-300], REFUSED),
    "pdf: other text on a page": (lambda: updated(other_text), "changed-afterwards"),
    "pdf: a note on a page": (lambda: updated(note), "changed-afterwards"),
    "pdf: a field over the text": (lambda: updated(empty_field), "changed-afterwards"),
    "pdf: an attachment": (lambda: updated(attached), "changed-afterwards"),
    "pdf: a page taken out": (lambda: updated(fewer_pages), "changed-afterwards"),
    "pdf: a script that runs when it is opened": (
        lambda: updated(opening_script),
        "changed-afterwards",
    ),
    "pdf: the signature taken out": (lambda: updated(value_taken_out), "unsigned"),
    "pdf: a time stamp of another signature": (
        lambda: two().replace(*stamps_of_two()),
        "time-stamp-broken",
    ),
}


def stamps_of_two() -> tuple[bytes, bytes]:
    """The imprint in the first signature's time stamp, and one that is not of it."""
    from signing.timestamps.token import read_time_stamp

    first = checking.judged(two(), facts(two())).signatures[0].signed
    assert first is not None
    imprint = read_time_stamp(first.time_stamps[0]).digest.hex().encode()
    imprint = imprint if imprint in two() else imprint.upper()
    return imprint, imprint[:-1] + other_digit(imprint[-1:])


# OFD.


def parts(ofd: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(ofd)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def with_attachment() -> bytes:
    return packed({**parts(plain_ofd()), ATTACHED: "经费,100\n".encode()})


@cache
def one_ofd() -> bytes:
    return sealed(CITY, ofd=with_attachment())


@cache
def two_ofd() -> bytes:
    return sealed(CITY, COURT, ofd=with_attachment())


def changed(change: Callable[[Parts], object], ofd: Callable[[], bytes] = one_ofd) -> bytes:
    them = parts(ofd())
    before = dict(them)
    change(them)
    assert them != before
    return packed(them)


def put(name: str, old: bytes, fresh: bytes) -> Callable[[Parts], object]:
    def change(them: Parts) -> None:
        assert old in them[name]
        them[name] = them[name].replace(old, fresh, 1)

    return change


def exchanged(first: str, second: str) -> Callable[[Parts], object]:
    def change(them: Parts) -> None:
        them[first], them[second] = them[second] + b" ", them[first]

    return change


def told_anew(them: Parts) -> None:
    """Page and its digest in the description, so that only the description is wrong."""
    name = PAGE.format(0)
    old = b64encode(new("sm3", them[name]).digest())
    them[name] += b"<!-- -->"
    put(SIGN, old, b64encode(new("sm3", them[name]).digest()))(them)


def of_other(name: str) -> Callable[[Parts], object]:
    return lambda them: them.update({name: parts(sealed(CITY, ofd=plain_ofd()))[name]})


def without_reference(them: Parts) -> None:
    text = them[SIGN]
    start = text.index(b"<ofd:Reference FileRef")
    end = text.index(b"</ofd:Reference>", start) + len(b"</ofd:Reference>")
    them[SIGN] = text[:start] + text[end:]


def gone(name: str) -> Callable[[Parts], object]:
    return lambda them: them.pop(name)


def added(name: str) -> Callable[[Parts], object]:
    return lambda them: them.update({name: b"<a/>"})


def value(change: Callable[[bytes], bytes]) -> Callable[[Parts], object]:
    return lambda them: them.update({VALUE: change(them[VALUE])})


def of_other_whole(them: Parts) -> None:
    of_other(VALUE)(them)
    of_other(SIGN)(them)


def of_other_hand(them: Parts) -> None:
    own = presser(CITY).certificate
    put(VALUE, own, flipped(own, len(own) - 9))(them)


def unlisted_here(them: Parts) -> None:
    start = them[LIST].index(b"<ofd:Signature ID")
    them[LIST] = them[LIST][:start] + b"</ofd:Signatures>"


def struck_out(them: Parts) -> None:
    start = them[LIST].index(b'<ofd:Signature ID="1"')
    them[LIST] = them[LIST][:start] + them[LIST][them[LIST].index(b"/>", start) + 2 :]


DOCUMENT = "Doc_0/Document.xml"
SECOND = SIGN.replace("Sign_0", "Sign_1")
OTHER_NAME = COURT.encode()[: len(CITY.encode())]
OFD_CHANGES: dict[str, tuple[Callable[[Parts], object], str]] = {
    "a page": (put(PAGE.format(0), b"<", b" <"), "part-changed"),
    "another page": (put(PAGE.format(1), b"/>", b" />"), "part-changed"),
    "the attachment": (put(ATTACHED, b"100", b"900"), "part-changed"),
    "the list of pages": (put(DOCUMENT, b'ID="3"', b'ID="5"'), "part-changed"),
    "the entry": (put("OFD.xml", b"DocInfo/", b"DocInfo /"), "part-changed"),
    "a page taken out": (gone(PAGE.format(1)), "part-missing"),
    "the attachment taken out": (gone(ATTACHED), "part-missing"),
    "an attachment slipped in": (added("Doc_0/Attachs/b.xml"), "part-added"),
    "a page slipped in": (added(PAGE.format(2)), "part-added"),
    "pages exchanged": (exchanged(PAGE.format(0), PAGE.format(1)), "part-changed"),
    "the order of pages": (put(DOCUMENT, b"Page_0", b"Page_1"), "part-changed"),
    "the description": (put(SIGN, b"110 180", b"10 18"), "description-changed"),
    "the seal on another page": (
        put(SIGN, b'PageRef="3"', b'PageRef="4"'),
        "description-changed",
    ),
    "a page with its digest": (told_anew, "description-changed"),
    "a part no longer protected": (without_reference, "part-added"),
    "a weaker digest": (put(SIGN, b"1.2.156.10197.1.401", b"MD5"), "unsupported"),
    "the description taken out": (gone(SIGN), "unreadable"),
    "the value taken out": (gone(VALUE), "part-missing"),
    "the value cut": (value(lambda data: data[:-1]), "unreadable"),
    "the value's last byte": (value(lambda data: flipped(data, len(data) - 1)), "not-signed"),
    "the seal's picture": (put(VALUE, PNG, PNG[:-1] + b"\r"), "seal-broken"),
    "the seal's name": (put(VALUE, CITY.encode(), OTHER_NAME), "seal-broken"),
    "the signer's certificate": (of_other_hand, "seal-broken"),
    "a seal replayed from another file": (of_other(VALUE), "description-changed"),
    "a whole signature replayed": (of_other_whole, "part-added"),
    "the list emptied": (unlisted_here, "unsigned"),
    "the first of two struck from the list": (struck_out, "signature-unlisted"),
    "the first of two without its value": (gone(VALUE), "part-missing"),
    "the second seal's description": (put(SECOND, b"110 180", b"10 18"), "description-changed"),
}


def ofd_changed(name: str) -> bytes:
    of_two = "first of two" in name or "second" in name
    return changed(OFD_CHANGES[name][0], two_ofd if of_two else one_ofd)


OFD: dict[str, tuple[Callable[[], bytes], str]] = {
    f"ofd: {name}": (partial(ofd_changed, name), code) for name, (_, code) in OFD_CHANGES.items()
}
OFD["ofd: cut"] = (lambda: one_ofd()[:-40], REFUSED)
FILES = PDF | OFD
