"""Keys in a token sign and stay there; SoftHSM stands for the tokens that people carry."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys

from office.kernel.clock import SetClock
from office.kernel.refusals import Refused
from office.kernel.store import Store
from signing.certificates.building import Purpose, Wanted, issued
from signing.certificates.certificate import Certificate
from signing.certificates.trusted import Trusted
from signing.issuing.application import Certificates, Holder
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import Owner, OwnerKind
from signing.keys.token import TokenSigner, open_token, place_of
from signing.keys.verifying import is_signed
from tests.certified import BEGAN, ENDS, NOW, subject, two_steps
from tests.servers.softhsm import LABEL, PIN, make_token

PERSON = Holder(owner=Owner(OwnerKind.PERSON, "somebody"), purpose=Purpose.PERSON, name="周怀远")
ADDRESS = f"pkcs11:token={LABEL};object={{}}"


@dataclass
class Token:
    module: Path
    publics: dict[Algorithm, bytes]

    def certificate(self, algorithm: Algorithm) -> Certificate:
        issuing = two_steps(Algorithm.ECDSA)[1]
        wanted = Wanted(
            subject=subject("周怀远"),
            public=self.publics[algorithm],
            purpose=Purpose.PERSON,
            begins=BEGAN,
            ends=ENDS,
        )
        return issued(wanted, key=issuing.key, issuer=issuing.certificate)


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Token]:
    import pkcs11
    from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
    from pkcs11.util.rsa import encode_rsa_public_key

    module = make_token(tmp_path_factory.mktemp("token"))
    with (
        pkcs11.lib(str(module)).get_token(token_label=LABEL).open(rw=True, user_pin=PIN) as session
    ):
        rsa, _ = session.generate_keypair(pkcs11.KeyType.RSA, 2048, store=True, label="rsa")
        parameters = session.create_domain_parameters(
            pkcs11.KeyType.EC,
            {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")},
            local=True,
        )
        ec, _ = parameters.generate_keypair(store=True, label="ecdsa")
        wrapped = asn1_keys.PublicKeyInfo.wrap(
            asn1_keys.RSAPublicKey.load(encode_rsa_public_key(rsa)), "rsa"
        )
        publics = {Algorithm.RSA: wrapped.dump(), Algorithm.ECDSA: encode_ec_public_key(ec)}
    yield Token(module, publics)
    del os.environ["SOFTHSM2_CONF"]


@pytest.fixture
def room(token: Token, tmp_path: Path) -> Iterator[Certificates]:
    store, clock = Store(f"sqlite:///{tmp_path}/office.db"), SetClock(NOW)
    store.create()
    keys = Keystore(
        store, clock=clock, secret=tmp_path / "secret", open_token=open_token(token.module)
    )
    yield Certificates(
        keys, Trusted(store, clock), clock=clock, secret=tmp_path / "secret", folder=tmp_path
    )
    store.close()


@pytest.mark.parametrize("algorithm", [Algorithm.RSA, Algorithm.ECDSA])
def test_a_key_in_a_token_signs(token: Token, room: Certificates, algorithm: Algorithm) -> None:
    made = token.certificate(algorithm)
    kept, _ = room.bring_token(
        ADDRESS.format(algorithm.value), certificates=made.pem, holder=PERSON, by="admin", pin=PIN
    )
    signer = room.keys.signer(PERSON.owner, algorithm=algorithm, pin=PIN)
    for words in (b"one", b"another"):
        assert is_signed(words, signature=signer.sign(words), public=made.public)
    assert signer.certificate == made.der
    assert PIN not in repr(signer) + repr(kept)
    with pytest.raises(Refused, match="请输入 PIN 码"):
        room.keys.signer(PERSON.owner, algorithm=algorithm)
    with pytest.raises(Refused, match="介质自带的工具"):
        room.keys.change_pin(kept.id, old=PIN, new="852963")
    with pytest.raises(Refused, match="介质的 PIN 码不对"):
        room.keys.signer(PERSON.owner, algorithm=algorithm, pin="000000")
    assert signer.sign(b"still"), "an act under way is not disturbed"


def test_a_certificate_of_another_key_is_not_taken(token: Token, room: Certificates) -> None:
    """And the one that served before serves on."""
    kept, _ = room.bring_token(
        ADDRESS.format("ecdsa"),
        certificates=token.certificate(Algorithm.ECDSA).pem,
        holder=PERSON,
        by="admin",
        pin=PIN,
    )
    with pytest.raises(Refused, match="不是一对"):
        room.bring_token(
            ADDRESS.format("ecdsa"),
            certificates=Certificate(two_steps(Algorithm.ECDSA)[1].issue().certificate).der,
            holder=PERSON,
            by="admin",
            pin=PIN,
        )
    current = room.keys.current(PERSON.owner, algorithm=Algorithm.ECDSA)
    assert current is not None
    assert current.id == kept.id


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        (ADDRESS.format("nobody"), "没有、或者不止一把"),
        ("pkcs11:token=elsewhere;object=rsa", "没有找到硬件介质"),
    ],
)
def test_what_is_not_there_is_told(token: Token, room: Certificates, uri: str, told: str) -> None:
    made = token.certificate(Algorithm.RSA)
    with pytest.raises(Refused, match=told):
        room.bring_token(uri, certificates=made.pem, holder=PERSON, by="admin", pin=PIN)


def test_sm2_in_a_token_is_refused_with_a_way_on(token: Token) -> None:
    with pytest.raises(Refused, match="不能用 SM2 签名"):
        TokenSigner(
            token.module,
            place_of(ADDRESS.format("sm2")),
            pin=PIN,
            certificate=b"",
            issuers=(),
            algorithm=Algorithm.SM2,
        )


def test_a_module_that_is_none_is_told(token: Token, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="装不上"):
        TokenSigner(
            tmp_path / "none.so",
            place_of(ADDRESS.format("rsa")),
            pin=PIN,
            certificate=b"",
            issuers=(),
            algorithm=Algorithm.RSA,
        )


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("pkcs11:token=a;object=b?pin-value=1", "不得写 PIN 码"),
        ("pkcs11:token=a;object=b?module-path=/x.so", "wenshu.pkcs11"),
        ("token=a;object=b", "应写作"),
        ("pkcs11:token=a;token=b;object=c", "应写作"),
        ("pkcs11:token=a;colour=b", "应写作"),
        ("pkcs11:token=a", "要写明"),
        ("pkcs11:object=a", "要写明"),
        ("", "应写作"),
    ],
)
def test_an_address_that_is_none_is_refused(uri: str, told: str) -> None:
    with pytest.raises(Refused, match=told):
        place_of(uri)


def test_an_address_may_be_written_in_percents() -> None:
    found = place_of("pkcs11:token=%E4%BA%91%E5%B7%9D;serial=01;object=a%20b;id=%01%ff")
    assert (found.token, found.serial, found.object, found.id) == (
        "云川",
        b"01",
        "a b",
        b"\x01\xff",
    )
