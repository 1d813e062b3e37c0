"""Signed messages (CMS SignedData, RFC 5652) of one signer: time stamps, and PDF's signatures.

Written with any of our signers, read with our own checks, as other libraries know no SM2.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto import algos, cms, core, tsp, x509

from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.signed import MALFORMED, Held, is_weak, signature_algorithm
from signing.der import must_be_small, settled
from signing.keys.algorithms import SM3, Algorithm, UnknownAlgorithm
from signing.keys.signer import Signer
from signing.keys.verifying import is_signed

DIGESTS = {
    SM3: "sm3",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
"""Those we believe, as hashlib names them."""
_OIDS = {name: oid for oid, name in DIGESTS.items()}
_WEAK_DIGESTS = {"1.3.14.3.2.26", "1.2.840.113549.2.5"}
MOST_CERTIFICATES = 30
MOST_TIME_STAMPS = 10
MOST_ELEMENTS = 20_000
"""Of a message; three certificates have three hundred, an authority's list some thousands."""
_SAID = ("version", "sid", "digest_algorithm", "signature_algorithm", "signature")
"""Of a signer, what is relied on besides the attributes."""
_PLAIN = ("content_type", "message_digest", "signing_time")
_SIGNATURES: dict[str, str | None] = {
    "1.2.840.113549.1.1.1": None,  # RSA: the digest stands beside it
    "1.2.840.113549.1.1.11": "sha256",
    "1.2.840.113549.1.1.12": "sha384",
    "1.2.840.113549.1.1.13": "sha512",
    Algorithm.ECDSA.oid: "sha256",
    Algorithm.SM2.oid: "sm3",
}


class NotSignedData(ValueError):
    """Bytes that are no signed message of one signer whose certificate came along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedData:
    """`kind`: of the content (RFC 5652 4); `content`: empty where it lies elsewhere;
    `offered`: the other certificates that came along, believed by nobody yet; `attributes`: what
    is said of it, as signed (DER); `time_stamps`: over the signature (RFC 3161 appendix A), DER,
    in their order, as many as there are."""

    kind: str
    content: bytes
    certificate: Certificate
    offered: tuple[Certificate, ...]
    info: cms.SignerInfo
    attributes: bytes
    time_stamps: tuple[bytes, ...]

    @property
    def digest(self) -> str | None:
        """By which the content was digested, as hashlib names it; None for one not believed."""
        return DIGESTS.get(self.info["digest_algorithm"]["algorithm"].dotted)

    @property
    def told_digest(self) -> bytes:
        """Of the content, as the signer says."""
        found = _attributes(self.info["signed_attrs"]).get("message_digest")
        return b"" if found is None else bytes(found[0].native)

    @property
    def at(self) -> datetime | None:
        """When it was signed, as the signer says."""
        found = _attributes(self.info["signed_attrs"]).get("signing_time")
        return None if found is None else found[0].native

    @property
    def signature(self) -> bytes:
        """Its bytes."""
        return bytes(self.info["signature"].native)

    def held(self, content_digest: bytes) -> Held:
        """Whether the certificate's key signed just this content."""
        if self.info["digest_algorithm"]["algorithm"].dotted in _WEAK_DIGESTS:
            return Held.WEAK
        if is_weak(self.certificate.public):
            return Held.WEAK
        algorithm = self.info["signature_algorithm"]["algorithm"].dotted
        if self.digest is None or _SIGNATURES.get(algorithm, "") not in (None, self.digest):
            return Held.UNKNOWN
        said = _attributes(self.info["signed_attrs"])
        if not _says(said, kind=self.kind, digest=content_digest, certificate=self.certificate):
            return Held.BROKEN
        return self._signed()

    def _signed(self) -> Held:
        # What is signed is the set itself, not its place in the message (RFC 5652 5.4).
        signed = b"\x31" + self.attributes[1:]
        try:
            good = is_signed(
                signed,
                signature=self.signature,
                public=self.certificate.public,
                digest=self.digest,
            )
        except UnknownAlgorithm:
            return Held.UNKNOWN
        return Held.HOLDS if good else Held.BROKEN


def read_signed_data(der: bytes) -> SignedData:
    """What follows the message (a PDF's padding) is not looked at. Raises NotSignedData."""
    try:
        must_be_small(der, elements=MOST_ELEMENTS)
        return _read(der)
    except (*MALFORMED, NotACertificate) as fault:
        raise NotSignedData("不是签名数据（CMS，RFC 5652）。") from fault


def _read(der: bytes) -> SignedData:
    message = cms.ContentInfo.load(der)
    if message["content_type"].native != "signed_data":
        raise ValueError("not signed data")
    parsed = message["content"]
    (info,) = parsed["signer_infos"]
    # Before anything in it is looked at: the library writes what it has looked at anew.
    attributes = bytes(info["signed_attrs"].dump())
    if not len(info["signed_attrs"]):
        raise ValueError("nothing is said of what is signed")
    _ = [info[name].native for name in _SAID]  # all of it, now
    _must_be_readable(_attributes(info["signed_attrs"]))
    came = list(parsed["certificates"])
    if len(came) > MOST_CERTIFICATES:
        raise ValueError("more certificates than any path has")
    given = [Certificate(each.dump()) for each in came if each.name == "certificate"]
    # One that came twice is one; of two that both answer to the signer's name, another reader may
    # take the other.
    (own,) = {each.der: each for each in given if _is_of(each, info["sid"])}.values()
    inside = parsed["encap_content_info"]
    content = inside["content"]
    return SignedData(
        kind=inside["content_type"].native,
        content=bytes(content.contents) if content.native is not None else b"",
        certificate=own,
        offered=tuple(each for each in given if each.der != own.der),
        info=info,
        attributes=attributes,
        time_stamps=_time_stamps(info),
    )


def _must_be_readable(said: dict[str, Any]) -> None:
    """What is relied on, each by itself: all attributes at once the library unfolds in up to
    twenty seconds, as a default among them (RFC 5035 4: SHA-256) counts as a change, after which
    it encodes everything anew at each look (`der.settled`)."""
    _ = [said[name][0].native for name in _PLAIN if name in said]
    for name in ("signing_certificate", "signing_certificate_v2"):
        if name in said:
            named = said[name][0]["certs"][0]
            _ = named["cert_hash"].native
            if name.endswith("_v2"):
                _ = named["hash_algorithm"]["algorithm"].dotted


def _time_stamps(info: cms.SignerInfo) -> tuple[bytes, ...]:
    """As they came: an attribute may have several values (RFC 5652 5.3) and stand there several
    times, from different services (RFC 5126 6.1.1, ETSI EN 319 122-1 5.3). What is in them is
    read by whoever reads time stamps: the library takes a quarter of a second to unfold one
    inside a message."""
    listed = info["unsigned_attrs"]
    found = [
        value.dump()
        for each in (() if isinstance(listed, core.Void) else listed)
        if each["type"].native == "signature_time_stamp_token"
        for value in each["values"]
    ]
    if len(found) > MOST_TIME_STAMPS:
        raise ValueError("more time stamps than anybody asks for")
    return tuple(found)


def _is_of(certificate: Certificate, said: Any) -> bool:
    if said.name == "issuer_and_serial_number":
        same = said.chosen["issuer"].dump() == certificate.parsed.issuer.dump()
        return bool(same and said.chosen["serial_number"].native == certificate.serial)
    return bool(said.chosen.native == certificate.parsed.key_identifier)


def _attributes(found: Any) -> dict[str, Any]:
    """By name. Each stands once and has one value, so that nobody reads another one than we."""
    named: dict[str, Any] = {}
    for each in () if isinstance(found, core.Void) else found:
        name = each["type"].native
        named[name] = None if name in named else each["values"]
    return {name: it for name, it in named.items() if it is not None and len(it) == 1}


def _says(said: dict[str, Any], *, kind: str, digest: bytes, certificate: Certificate) -> bool:
    """RFC 5652 5.6, and which certificate it was (RFC 5035) where that is said."""
    if not {"content_type", "message_digest"} <= said.keys():
        return False
    if said["content_type"][0].native != kind or said["message_digest"][0].native != digest:
        return False
    if "signing_certificate_v2" in said:
        named = said["signing_certificate_v2"][0]["certs"][0]
        how = DIGESTS.get(named["hash_algorithm"]["algorithm"].dotted)
        return how is not None and bool(named["cert_hash"].native == _digest(how, certificate.der))
    if "signing_certificate" in said:
        named = said["signing_certificate"][0]["certs"][0]
        return bool(named["cert_hash"].native == _digest("sha1", certificate.der))
    return True


def signed_data(content: bytes, *, kind: str, signer: Signer, at: datetime) -> bytes:
    """A message with its content and all the signer's certificates, DER."""
    digest = settled(digest_algorithm(signer.algorithm.digest))
    own = x509.Certificate.load(signer.certificate)
    attributes = settled(
        cms.CMSAttributes(
            [
                _attribute("content_type", cms.ContentType(kind)),
                _attribute("signing_time", cms.Time({"utc_time": core.UTCTime(_whole(at))})),
                _attribute(
                    "message_digest", core.OctetString(_digest(signer.algorithm.digest, content))
                ),
                _attribute("signing_certificate_v2", _named(own, signer, digest=digest)),
            ]
        )
    )
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier("issuer_and_serial_number", _issued_as(own)),
            "digest_algorithm": digest,
            "signed_attrs": attributes,
            "signature_algorithm": settled(signature_algorithm(signer.algorithm)),
            "signature": signer.sign(attributes.dump()),
        }
    )
    message = cms.SignedData(
        {
            "version": "v3",
            "digest_algorithms": [digest],
            "encap_content_info": {
                "content_type": kind,
                "content": core.ParsableOctetString(content),
            },
            "certificates": [own, *map(x509.Certificate.load, signer.issuers)],
            "signer_infos": [settled(info)],
        }
    )
    whole = cms.ContentInfo({"content_type": "signed_data", "content": settled(message)})
    return bytes(whole.dump())


def _named(own: x509.Certificate, signer: Signer, *, digest: algos.DigestAlgorithm) -> Any:
    """Which certificate it was (RFC 5035 4)."""
    serial = {
        "issuer": [x509.GeneralName("directory_name", own.issuer)],
        "serial_number": own.serial_number,
    }
    named = {
        "hash_algorithm": digest,
        "cert_hash": _digest(signer.algorithm.digest, signer.certificate),
        "issuer_serial": settled(tsp.IssuerSerial(serial)),
    }
    return settled(tsp.SigningCertificateV2({"certs": [settled(tsp.ESSCertIDv2(named))]}))


def _issued_as(own: x509.Certificate) -> cms.IssuerAndSerialNumber:
    said = {"issuer": own.issuer, "serial_number": own.serial_number}
    return settled(cms.IssuerAndSerialNumber(said))


def digest_algorithm(name: str) -> algos.DigestAlgorithm:
    """By hashlib's name."""
    return algos.DigestAlgorithm({"algorithm": _OIDS[name]})


def _attribute(name: str, value: Any) -> cms.CMSAttribute:
    return settled(cms.CMSAttribute({"type": name, "values": [value]}))


def _whole(at: datetime) -> datetime:
    return at.replace(microsecond=0)


def _digest(name: str, data: bytes) -> bytes:
    return hashlib.new(name, data, usedforsecurity=False).digest()
