"""What others find in the OFDs that we seal: a verifier made from the standard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from documents.layout import compose
from documents.layout.ofd import write_ofd
from documents.typefaces.typeface import Typefaces
from office.packing import packed
from signing.ofd.checking import Fault, checked
from signing.ofd.container import Container
from signing.ofd.sealing import Stamp, seal_ofd
from tests.certified import NOW
from tests.readers.ofd_signatures import verdicts
from tests.unit.layout.specimens import ISSUE, NOTICE
from tests.unit.layout.test_ofd import SCHEMA
from tests.unit.signing.sealed import STAMP, plain_ofd
from tests.unit.signing.signed import CITY, COURT, presser, seal_of, sealed
from tests.unit.signing.test_ofd_sealing import parts

SIGN = "Doc_0/Signs/Sign_0/Signature.xml"
VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"


@pytest.mark.parametrize("version", [4, 5])
def test_a_verifier_from_the_standard_agrees(version: int, tmp_path: Path) -> None:
    ofd = seal_ofd(
        plain_ofd(),
        stamps=[STAMP],
        seal=seal_of(CITY, version=version),
        signer=presser(CITY),
        at=NOW,
    )
    (found,) = verdicts(ofd, folder=tmp_path)
    assert all(found.values()), found


def test_it_agrees_on_two_seals_with_time_stamps(tmp_path: Path) -> None:
    ofd = sealed(CITY, COURT, stamped=True)
    assert [set(each.values()) for each in verdicts(ofd, folder=tmp_path)] == [{True}, {True}]
    stamps = [each.time_stamp for each in checked(ofd)]
    assert [each.at for each in stamps if each] == [NOW, NOW]


@pytest.mark.parametrize(
    ("name", "old", "fresh", "broken"),
    [
        ("Doc_0/Document.xml", b'ID="3"', b'ID="5"', "digests"),
        (SIGN, b"110 180", b"10 180", "description"),
        (VALUE, b"PNG\r", b"PNG\n", "seal"),
        (VALUE, b"20261120014200Z", b"20251120014200Z", "signature"),
    ],
)
def test_it_finds_what_was_changed(
    name: str, old: bytes, fresh: bytes, broken: str, tmp_path: Path
) -> None:
    them = parts(sealed(CITY))
    assert old in them[name]
    them[name] = them[name].replace(old, fresh)
    (found,) = verdicts(packed(them), folder=tmp_path)
    assert not found[broken]


def test_a_time_stamp_of_another_seal_is_named() -> None:
    one, other = (parts(sealed(CITY, stamped=True)) for _ in range(2))
    assert one[VALUE] != other[VALUE]
    stamp = checked(packed(other))[0].time_stamp
    own = checked(packed(one))[0].time_stamp
    assert stamp is not None
    assert own is not None
    at = one[VALUE].index(own.digest)
    one[VALUE] = one[VALUE][:at] + stamp.digest + one[VALUE][at + len(own.digest) :]
    faults = {each.fault for each in checked(packed(one))[0].faults}
    assert faults == {Fault.TIME_STAMP_BROKEN}


def test_every_part_of_a_sealed_original_is_valid(drawn: Typefaces) -> None:
    """Sealed twice, the second time across the edges of the pages as well."""
    plain = write_ofd(compose(NOTICE, issue=ISSUE), typefaces=drawn)
    pages = len(Container.read(plain).pages())
    edges = [
        Stamp(page=each, x=190, y=120, width=45, height=45, clip=(0, 0, 20.5, 45))
        for each in range(pages)
    ]
    ofd = sealed(COURT, ofd=sealed(CITY, ofd=plain), stamps=[STAMP, *edges])
    assert [each.faults for each in checked(ofd)] == [(), ()]
    for name, data in parts(ofd).items():
        if name.endswith(".xml"):
            root = etree.fromstring(data)
            assert SCHEMA.validate(root), (name, SCHEMA.error_log.last_error)
    own = parts(ofd)["Doc_0/Signs/Sign_1/Signature.xml"]
    assert own.count(b"StampAnnot") == 1 + pages
    assert not SCHEMA.validate(etree.fromstring(own.replace(b"Boundary", b"Border", 1)))
