"""用印 of OFD: what is sealed checks, and whatever is changed afterwards is named."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest

from office.kernel.refusals import Refused
from office.packing import packed
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey
from signing.keys.signer import SoftwareSigner
from signing.ofd.checking import Fault, checked
from signing.ofd.seal import NotASeal, read_seal
from signing.ofd.sealing import Stamp, seal_ofd
from tests.unit.signing.sealed import NOW, STAMP, a_seal, hand, plain_ofd

CITY, COURT = "澜州市人民政府", "澜州市中级人民法院"
Parts = dict[str, bytes]


def sealed(ofd: bytes | None = None, *, by: str = CITY, version: int = 4) -> bytes:
    return seal_ofd(
        ofd or plain_ofd(),
        stamps=[STAMP],
        seal=a_seal(by, version=version),
        signer=hand(by),
        at=NOW + timedelta(hours=1),
    )


def parts(ofd: bytes) -> Parts:
    with zipfile.ZipFile(BytesIO(ofd)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def faults(ofd: bytes) -> list[set[Fault]]:
    return [{each.fault for each in signature.faults} for signature in checked(ofd)]


@pytest.mark.parametrize("version", [4, 5])
def test_what_is_sealed_checks(version: int) -> None:
    (signature,) = checked(sealed(version=version))
    assert signature.faults == ()
    assert signature.pressed is not None
    assert signature.pressed.version == version
    assert signature.pressed.seal.name == CITY
    assert signature.pressed.certificate == hand(CITY).certificate
    assert signature.at == NOW + timedelta(hours=1)
    assert signature.pages == (0,)


def test_the_organs_of_a_joint_issue_seal_one_after_the_other() -> None:
    ofd = sealed(sealed(), by=COURT)
    first, second = checked(ofd)
    assert (first.faults, second.faults) == ((), ())
    assert first.covered < second.covered
    before = set(parts(sealed()))
    assert {name for name in parts(ofd) if name not in before} == {
        "Doc_0/Signs/Sign_1/Signature.xml",
        "Doc_0/Signs/Sign_1/SignedValue.dat",
    }


CHANGES: dict[str, tuple[Callable[[Parts], object], Fault]] = {
    "a page": (
        lambda them: them.update({"Doc_0/Pages/Page_1/Content.xml": b"<ofd:Page xmlns:ofd='x'/>"}),
        Fault.PART_CHANGED,
    ),
    "a page taken out": (
        lambda them: them.pop("Doc_0/Pages/Page_1/Content.xml"),
        Fault.PART_MISSING,
    ),
    "an attachment slipped in": (
        lambda them: them.update({"Doc_0/Attachs/more.pdf": b"%PDF"}),
        Fault.PART_ADDED,
    ),
    "pages exchanged": (
        lambda them: them.update(
            {
                "Doc_0/Document.xml": them["Doc_0/Document.xml"]
                .replace(b"Page_0", b"Page_x")
                .replace(b"Page_1", b"Page_0")
                .replace(b"Page_x", b"Page_1")
            }
        ),
        Fault.PART_CHANGED,
    ),
    "the seal moved to another page": (
        lambda them: them.update(
            {
                "Doc_0/Signs/Sign_0/Signature.xml": them[
                    "Doc_0/Signs/Sign_0/Signature.xml"
                ].replace(b'PageRef="3"', b'PageRef="4"')
            }
        ),
        Fault.DESCRIPTION_CHANGED,
    ),
    "the value taken away": (
        lambda them: them.pop("Doc_0/Signs/Sign_0/SignedValue.dat"),
        Fault.PART_MISSING,
    ),
    "the value cut": (
        lambda them: them.update(
            {"Doc_0/Signs/Sign_0/SignedValue.dat": them["Doc_0/Signs/Sign_0/SignedValue.dat"][:-1]}
        ),
        Fault.UNREADABLE,
    ),
    "the seal of another file": (
        lambda them: them.update(
            {
                "Doc_0/Signs/Sign_0/SignedValue.dat": parts(
                    sealed(packed({**parts(plain_ofd()), "Doc_0/Res/a.xml": b"<a/>"}))
                )["Doc_0/Signs/Sign_0/SignedValue.dat"]
            }
        ),
        Fault.DESCRIPTION_CHANGED,
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_changed_afterwards_is_named(change: str) -> None:
    them = parts(sealed())
    how, fault = CHANGES[change]
    how(them)
    (found,) = faults(packed(them))
    assert fault in found


def test_a_seal_for_others_is_told() -> None:
    ofd = seal_ofd(plain_ofd(), stamps=[STAMP], seal=a_seal(CITY), signer=hand(COURT), at=NOW)
    assert faults(ofd) == [{Fault.NOT_ON_LIST}]


def test_a_seal_out_of_its_time_is_told() -> None:
    later = NOW + timedelta(days=3)
    seal = a_seal(CITY, days=2)
    ofd = seal_ofd(plain_ofd(), stamps=[STAMP], seal=seal, signer=hand(CITY), at=later)
    assert faults(ofd) == [{Fault.SEAL_NOT_VALID}]


def test_a_picture_put_into_a_seal_breaks_it() -> None:
    seal = a_seal(CITY)
    assert read_seal(seal).is_made
    assert not read_seal(seal.replace(b"PNG\r", b"PNG\n")).is_made
    with pytest.raises(NotASeal):
        read_seal(seal[:-1])


def test_a_key_of_another_kind_is_refused() -> None:
    other = PrivateKey.generate(Algorithm.ECDSA)
    signer = SoftwareSigner(other, certificate=hand(CITY).certificate)
    with pytest.raises(Refused, match="SM2"):
        seal_ofd(plain_ofd(), stamps=[STAMP], seal=a_seal(), signer=signer, at=NOW)


def test_a_page_that_there_is_not_is_refused() -> None:
    stamp = Stamp(page=2, x=0, y=0, width=45, height=45)
    with pytest.raises(Refused, match="没有第 3 页"):
        seal_ofd(plain_ofd(), stamps=[stamp], seal=a_seal(), signer=hand(CITY), at=NOW)
