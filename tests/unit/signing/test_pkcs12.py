"""Keys are taken out of what OpenSSL packs, SM2's too; what cannot be taken is told why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from asn1crypto import pem

from office.kernel.refusals import Refused
from signing.certificates.certificate import Certificate
from signing.keys import pkcs12
from signing.keys.algorithms import Algorithm
from signing.keys.pkcs12 import Packed, unpack
from signing.keys.private import PrivateKey
from signing.keys.verifying import is_signed
from tests.certified import TestAuthority, two_steps
from tests.readers.openssl import openssl

PASSWORD = "云川-2026"


def packed(
    folder: Path,
    algorithm: Algorithm,
    *options: str,
    key: PrivateKey | None = None,
    with_key: bool = True,
    other: bool = False,
    by: TestAuthority | None = None,
    **issued: Any,
) -> bytes:
    """By OpenSSL, of somebody's key and whole chain; `other`: of somebody else's certificate;
    `issued`: what else the certificate says."""
    key = key or PrivateKey.generate(algorithm)
    signer = (by or two_steps(algorithm)[1]).issue(key=None if other else key, **issued)
    (folder / "key.pem").write_bytes(pem.armor("PRIVATE KEY", key.pkcs8()))
    (folder / "one.pem").write_bytes(Certificate(signer.certificate).pem)
    (folder / "chain.pem").write_bytes(b"".join(Certificate(each).pem for each in signer.issuers))
    made = folder / "made.p12"
    keys = ["-inkey", folder / "key.pem"] if with_key else ["-nokeys"]
    good, said = openssl(
        *("pkcs12", "-export", *keys, "-in", folder / "one.pem"),
        *("-certfile", folder / "chain.pem", "-out", made, *options),
        *("-passout", f"pass:{PASSWORD}"),
    )
    assert good, said
    return made.read_bytes()


def signs(found: Packed) -> bool:
    return is_signed(b"x", signature=found.key.sign(b"x"), public=found.certificate.public)


@pytest.mark.parametrize(
    "algorithm",
    [Algorithm.SM2, Algorithm.ECDSA, pytest.param(Algorithm.RSA, marks=pytest.mark.slow)],
)
def test_key_certificate_and_issuers_are_taken_out(algorithm: Algorithm, tmp_path: Path) -> None:
    key = PrivateKey.generate(algorithm)
    found = unpack(packed(tmp_path, algorithm, key=key), password=PASSWORD)
    assert found.key.pkcs8() == key.pkcs8()
    assert found.certificate.subject == "周怀远"
    assert found.issuers == two_steps(algorithm)[1].chain
    assert signs(found)


@pytest.mark.parametrize(
    "options",
    [
        ("-certpbe", "AES-128-CBC", "-keypbe", "AES-256-CBC", "-macalg", "sha512"),
        ("-keypbe", "NONE", "-certpbe", "NONE"),
        ("-iter", "1", "-macalg", "sha1"),
    ],
)
def test_other_ways_to_pack_are_understood(options: tuple[str, ...], tmp_path: Path) -> None:
    assert signs(unpack(packed(tmp_path, Algorithm.SM2, *options), password=PASSWORD))


def test_what_old_programs_packed_is_left_to_the_library(tmp_path: Path) -> None:
    old = ("-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1")
    assert signs(unpack(packed(tmp_path, Algorithm.ECDSA, *old), password=PASSWORD))
    with pytest.raises(Refused, match="重新导出"):
        unpack(packed(tmp_path, Algorithm.SM2, *old), password=PASSWORD)


@pytest.mark.parametrize("algorithm", [Algorithm.SM2, Algorithm.ECDSA])
def test_a_wrong_password_is_told(algorithm: Algorithm, tmp_path: Path) -> None:
    data = packed(tmp_path, algorithm)
    for wrong in ("", "云川-2025", PASSWORD + " "):
        with pytest.raises(Refused, match="口令不对") as refusal:
            unpack(data, password=wrong)
        assert refusal.value.field == "password"


def test_a_file_without_key_or_of_another_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有私钥"):
        unpack(packed(tmp_path, Algorithm.SM2, with_key=False), password=PASSWORD)


def test_a_file_with_several_keys_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OpenSSL packs one key only: the same bag is seen twice."""
    real = pkcs12._bags

    def doubled(*given: object) -> object:
        found = real(*given)  # type: ignore[arg-type]  # handed through
        found.keys.extend(found.keys)
        return found

    monkeypatch.setattr(pkcs12, "_bags", doubled)
    with pytest.raises(Refused, match="有 2 把私钥"):
        unpack(packed(tmp_path, Algorithm.SM2), password=PASSWORD)


def test_a_key_without_its_certificate_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OpenSSL packs none: the key is exchanged."""
    real = pkcs12._bags

    def exchanged(*given: object) -> object:
        found = real(*given)  # type: ignore[arg-type]  # handed through
        found.keys[:] = [PrivateKey.generate(Algorithm.SM2).pkcs8()]
        return found

    monkeypatch.setattr(pkcs12, "_bags", exchanged)
    with pytest.raises(Refused, match="没有与私钥对应的证书"):
        unpack(packed(tmp_path, Algorithm.SM2), password=PASSWORD)


@pytest.mark.parametrize("junk", [b"", b"0\0", bytes(64), b"-----BEGIN"])
def test_what_is_no_such_file_is_refused(junk: bytes) -> None:
    with pytest.raises(Refused, match="不是 PKCS#12"):
        unpack(junk, password=PASSWORD)


def test_no_byte_of_a_file_can_be_another(tmp_path: Path) -> None:
    """Or it is told in a sentence: nothing changed opens as a different key."""
    key = PrivateKey.generate(Algorithm.SM2)
    data = packed(tmp_path, Algorithm.SM2, "-iter", "1", key=key)
    for place in range(0, len(data), 7):
        changed = bytearray(data)
        changed[place] ^= 1
        try:
            found = unpack(bytes(changed), password=PASSWORD)
        except Refused:
            continue
        assert found.key.pkcs8() == key.pkcs8()
        assert found.certificate.subject == "周怀远"


def test_its_repr_shows_no_key(tmp_path: Path) -> None:
    shown = repr(unpack(packed(tmp_path, Algorithm.SM2), password=PASSWORD))
    assert "PrivateKey(sm2)" in shown
