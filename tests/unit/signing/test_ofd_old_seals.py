"""Seals of version 1 (GM/T 0031-2014) are read and judged; a verifier from the standard agrees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from office.packing import packed
from signing.checking.files import report
from signing.checking.report import Verdict
from signing.ofd.checking import Fault, checked
from tests.certified import DAY, ENDS, NOW
from tests.readers.ofd_signatures import verdicts
from tests.unit.signing.old_seals import (
    SM2_WITH_SM3,
    VALUE,
    old_seal,
    seal_info,
    sealed_anew,
)
from tests.unit.signing.sealed import PNG
from tests.unit.signing.signed import CITY, COURT, both, maker, presser, sealed
from tests.unit.signing.test_ofd_sealing import parts

TIME = f"{NOW:%Y%m%d%H%M%SZ}".encode()


def info() -> bytes:
    return seal_info(
        name=CITY,
        picture=PNG,
        certificates=[presser(CITY).certificate],
        begins=NOW - DAY,
        ends=ENDS,
    )


def old(*, by: str = CITY, time: bytes = TIME, seal: bytes = b"", **more: str) -> bytes:
    return sealed_anew(
        sealed(CITY),
        seal or old_seal(info(), maker=maker()),
        signer=presser(by),
        time=time,
        **more,
    )


def faults(ofd: bytes) -> set[Fault]:
    (found,) = checked(ofd)
    return {each.fault for each in found.faults}


def in_value(old_bytes: bytes, fresh: bytes) -> bytes:
    them = parts(old())
    assert old_bytes in them[VALUE]
    them[VALUE] = them[VALUE].replace(old_bytes, fresh)
    return packed(them)


def test_a_seal_of_version_1_is_read_and_valid(tmp_path: Path) -> None:
    ofd = old()
    (found,) = checked(ofd)
    assert found.faults == ()
    assert found.pressed is not None
    seal = found.pressed.seal
    assert (found.pressed.version, seal.version) == (1, 1)
    assert (seal.name, seal.picture, seal.picture_type) == (CITY, PNG, "PNG")
    assert (seal.begins, seal.ends) == (NOW - DAY, ENDS)
    assert found.at == NOW
    told = report(ofd, name="来文.ofd", trust=both(), now=NOW)
    assert told.verdict is Verdict.VALID, told.json()
    assert told.entries[0].seal == CITY
    (agrees,) = verdicts(ofd, folder=tmp_path)
    assert all(agrees.values()), agrees


TIME_IN_DER = b"\x18\x0f" + TIME


@pytest.mark.parametrize("time", [TIME, TIME[:-1], TIME_IN_DER], ids=["Z", "bare", "DER"])
def test_its_time_is_read_however_it_is_written(time: bytes) -> None:
    (found,) = checked(old(time=time))
    assert (found.at, found.faults) == (NOW, ())


def test_without_a_time_that_can_be_read_it_is_not_valid() -> None:
    told = report(old(time=b"yesterday"), name="来文.ofd", trust=both(), now=NOW)
    assert told.verdict is Verdict.UNPROVEN
    assert {each.code for each in told.entries[0].problems} == {"time"}


CHANGED: dict[str, tuple[Callable[[], bytes], Fault, str]] = {
    "the picture": (lambda: in_value(PNG, PNG[:-1] + b"\r"), Fault.SEAL_BROKEN, "seal"),
    "the seal's name": (
        lambda: in_value(CITY.encode(), COURT.encode()[: len(CITY.encode())]),
        Fault.SEAL_BROKEN,
        "seal",
    ),
    "its first day": (lambda: in_value(b"261119", b"251119"), Fault.SEAL_BROKEN, "seal"),
    "the time of sealing": (
        lambda: in_value(TIME, b"2025" + TIME[4:]),
        Fault.NOT_SIGNED,
        "signature",
    ),
    "another's hand": (lambda: old(by=COURT), Fault.NOT_ON_LIST, "listed"),
    "another place": (
        lambda: old(place="/Doc_0/Signs/Sign_9/Signature.xml"),
        Fault.MOVED,
        "place",
    ),
    "a maker's signature over the description alone, as of version 4": (
        lambda: old(seal=old_seal(info(), maker=maker(), covered=info())),
        Fault.SEAL_BROKEN,
        "seal",
    ),
}


@pytest.mark.parametrize("how", CHANGED)
def test_what_is_wrong_with_it_is_named(how: str, tmp_path: Path) -> None:
    make, fault, broken = CHANGED[how]
    ofd = make()
    assert fault in faults(ofd)
    (agrees,) = verdicts(ofd, folder=tmp_path)
    assert not agrees[broken]


def test_an_algorithm_that_is_not_ours_is_none() -> None:
    assert faults(in_value(SM2_WITH_SM3, SM2_WITH_SM3[:-1] + b"\x74")) >= {Fault.SEAL_BROKEN}
