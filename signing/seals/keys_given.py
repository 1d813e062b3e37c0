"""The keys of a seal that come with it: the maker hands files over with the electronic seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from office.kernel.act import Act
from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.issuing.application import Certificates, Holder
from signing.keys.algorithms import Algorithm
from signing.keys.owners import Owner, OwnerKind
from signing.keys.pin import check_new
from signing.ofd.seal import NotASeal, read_seal
from signing.seals.making import Given

MOST = 4
"""Files: one for OFD, one for PDF, and spare ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysGiven:
    """PKCS#12 files under one password, and the PIN under which the keys are to lie."""

    files: Sequence[bytes] = ()
    password: str = field(default="", repr=False)
    pin: str = field(default="", repr=False)


def must_fit(
    keys: KeysGiven, given: Given, *, certificates: Certificates, seal: UUID | None = None
) -> None:
    """Before the seal is put on record, or `seal` renewed, so that it is not so without them.
    Raises Refused."""
    if not keys.files:
        return
    if len(keys.files) > MOST:
        raise Refused(f"一枚印章的证书文件最多 {MOST} 个。请核对所选的文件。", field="keys")
    check_new(keys.pin)
    for each in keys.files:
        found = certificates.opened(each, password=keys.password, holder=_holder(seal))
        is_listed = _lists(given.electronic, found.certificate.der)
        if found.certificate.algorithm is Algorithm.SM2 and not is_listed:
            raise Refused(
                f"电子印章文件没有列入“{found.certificate.subject}”的 SM2 证书，不能用来盖 OFD。"
                "请核对是不是同一枚印章的文件。",
                field="keys",
            )


def keep(keys: KeysGiven, seal: UUID, *, act: Act, certificates: Certificates) -> None:
    """From now on the seal is pressed with them."""
    holder = _holder(seal, agency=act.agency)
    for each in keys.files:
        certificates.bring(
            each, password=keys.password, holder=holder, by=act.person, pin=keys.pin
        )


def _holder(seal: UUID | None, *, agency: str = "") -> Holder:
    """One that is not on record yet has no key to be replaced."""
    owner = Owner(OwnerKind.SEAL, str(seal) if seal else "")
    return Holder(owner=owner, purpose=Purpose.SEAL, name="", agency=agency)


def _lists(electronic: bytes, certificate: bytes) -> bool:
    """A seal without an electronic one presses no OFD, and may get it later."""
    if not electronic:
        return True
    try:
        return read_seal(electronic).is_pressed_by(certificate)
    except NotASeal:
        return True  # the seal's own files are judged by themselves
