"""Keys put under a public key: opened by its owner alone, as the standard and OpenSSL have it."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import pytest
from asn1crypto import core
from hypothesis import example, given
from hypothesis import strategies as st
from tongsuopy.crypto.asymciphers import ec as national_ec

from signing.keys.algorithms import Algorithm, UnknownAlgorithm
from signing.keys.private import PrivateKey
from signing.keys.wrapping import WRAPS, NotWrapped, wrap

CONTENT_KEY = bytes(range(32))
# GM/T 0003.5-2012 annex C.2: the private key, and C1, C3, C2 of the message.
STANDARD_KEY = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8
STANDARD_X = 0x04EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73
STANDARD_Y = 0xE858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0
STANDARD_HASH = "59983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766"
STANDARD_TEXT = "21886CA989CA9C7D58087307CA93092D651EFA"


@cache
def key(algorithm: Algorithm) -> PrivateKey:
    return PrivateKey.generate(algorithm)


@cache
def wrapped(algorithm: Algorithm) -> bytes:
    return wrap(CONTENT_KEY, public=key(algorithm).public)


def ciphertext(x: int, y: int, digest: bytes, text: bytes) -> bytes:
    values = (core.Integer(x), core.Integer(y), core.OctetString(digest), core.OctetString(text))
    contents = b"".join(each.dump() for each in values)
    made: bytes = core.Sequence(contents=contents).dump()
    return made


@pytest.mark.parametrize("algorithm", WRAPS)
def test_the_owner_opens_it_and_nobody_else(algorithm: Algorithm) -> None:
    assert key(algorithm).unwrap(wrapped(algorithm)) == CONTENT_KEY
    assert wrap(CONTENT_KEY, public=key(algorithm).public) != wrapped(algorithm)
    with pytest.raises(NotWrapped):
        PrivateKey.generate(algorithm).unwrap(wrapped(algorithm))


def test_the_example_of_the_standard_is_opened() -> None:
    loaded = national_ec.derive_private_key(STANDARD_KEY, national_ec.SM2())
    opened = PrivateKey(loaded, algorithm=Algorithm.SM2).unwrap(
        ciphertext(
            STANDARD_X, STANDARD_Y, bytes.fromhex(STANDARD_HASH), bytes.fromhex(STANDARD_TEXT)
        )
    )
    assert opened == b"encryption standard"


def pkeyutl(folder: Path, *words: str, data: bytes) -> bytes:
    (folder / "in").write_bytes(data)
    subprocess.run(
        ["openssl", "pkeyutl", *words, "-in", folder / "in", "-out", folder / "out"],
        check=True,
        capture_output=True,
    )
    return (folder / "out").read_bytes()


OAEP = ("rsa_padding_mode:oaep", "rsa_oaep_md:sha256", "rsa_mgf1_md:sha256")


@pytest.mark.parametrize("algorithm", WRAPS)
def test_openssl_opens_ours_and_we_open_its(algorithm: Algorithm, tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(key(algorithm).pkcs8())
    (tmp_path / "public").write_bytes(key(algorithm).public)
    given = [word for each in OAEP for word in ("-pkeyopt", each)]
    options = given if algorithm is Algorithm.RSA else []
    own = ("-inkey", str(tmp_path / "key"), "-keyform", "DER", *options)
    public = ("-pubin", "-inkey", str(tmp_path / "public"), "-keyform", "DER", *options)
    assert pkeyutl(tmp_path, "-decrypt", *own, data=wrapped(algorithm)) == CONTENT_KEY
    others = pkeyutl(tmp_path, "-encrypt", *public, data=CONTENT_KEY)
    assert key(algorithm).unwrap(others) == CONTENT_KEY


@pytest.mark.parametrize("algorithm", WRAPS)
def test_one_byte_changed_and_it_does_not_open(algorithm: Algorithm) -> None:
    good = wrapped(algorithm)
    for place in range(len(good)):
        changed = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
        with pytest.raises(NotWrapped):
            key(algorithm).unwrap(changed)
    assert key(algorithm).sign(b"what failed leaves nothing behind")


@pytest.mark.parametrize("algorithm", WRAPS)
@given(data=st.binary(max_size=300))
@example(data=ciphertext(0, 0, bytes(32), b"1"))
@example(data=ciphertext(1, 1, bytes(32), bytes(900)))
@example(data=ciphertext(1 << 255, 1 << 255, bytes(32), b"1"))
@example(data=ciphertext(STANDARD_X, STANDARD_Y, bytes(32), b""))
@example(data=bytes(2_000))
def test_whatever_it_is_asked_to_open_is_refused_and_nothing_else(
    algorithm: Algorithm, data: bytes
) -> None:
    with pytest.raises(NotWrapped):
        key(algorithm).unwrap(data)


def test_a_key_that_only_signs_opens_nothing() -> None:
    only_signs = PrivateKey.generate(Algorithm.ECDSA)
    with pytest.raises(UnknownAlgorithm, match="不能用来加密"):
        wrap(CONTENT_KEY, public=only_signs.public)
    with pytest.raises(NotWrapped):
        only_signs.unwrap(wrapped(Algorithm.SM2))
    with pytest.raises(UnknownAlgorithm):
        wrap(CONTENT_KEY, public=b"no key")
