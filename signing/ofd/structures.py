"""The ASN.1 of seals and sealed signatures: GB/T 38540-2020 (version 4), GM/T 0031-2014 (1) and
GM/T 0031-2025 (5)."""

from __future__ import annotations

from typing import ClassVar

from asn1crypto import core

Fields = list[tuple[object, ...]]


class _Time(core.Choice):
    """Version 1 writes two digits of the year."""

    _alternatives: ClassVar[Fields] = [("general", core.GeneralizedTime), ("utc", core.UTCTime)]


class Header(core.Sequence):
    """SES_Header. `id` is always ES."""

    _fields: ClassVar[Fields] = [
        ("id", core.IA5String),
        ("version", core.Integer),
        ("vid", core.IA5String),
    ]


class _Certificates(core.SequenceOf):
    _child_spec = core.OctetString


class _Digest(core.Sequence):
    """CertDigestObj."""

    _fields: ClassVar[Fields] = [("type", core.PrintableString), ("value", core.OctetString)]


class _Digests(core.SequenceOf):
    _child_spec = _Digest


class Property(core.Sequence):
    """SES_ESPropertyInfo. `list_type`: 1 for certificates, 2 for their digests."""

    _fields: ClassVar[Fields] = [
        ("type", core.Integer),
        ("name", core.UTF8String),
        ("list_type", core.Integer),
        ("certificates", core.Any),
        ("created", _Time),
        ("begins", _Time),
        ("ends", _Time),
    ]
    _oid_pair = ("list_type", "certificates")
    _oid_specs: ClassVar[dict[int, object]] = {1: _Certificates, 2: _Digests}


class OldProperty(core.Sequence):
    """Of version 1: always certificates."""

    _fields: ClassVar[Fields] = [
        ("type", core.Integer),
        ("name", core.UTF8String),
        ("certificates", _Certificates),
        ("created", _Time),
        ("begins", _Time),
        ("ends", _Time),
    ]


class Picture(core.Sequence):
    """SES_ESPictrueInfo. Width and height in mm; `type` is PNG, OFD, …"""

    _fields: ClassVar[Fields] = [
        ("type", core.IA5String),
        ("data", core.OctetString),
        ("width", core.Integer),
        ("height", core.Integer),
    ]


class _Extra(core.Sequence):
    _fields: ClassVar[Fields] = [
        ("id", core.ObjectIdentifier),
        ("critical", core.Boolean, {"default": False}),
        ("value", core.OctetString),
    ]


class Extras(core.SequenceOf):
    """ExtensionDatas."""

    _child_spec = _Extra


class SealInfo(core.Sequence):
    """SES_SealInfo. Real files leave the extras untagged, the standard's text tags them."""

    _fields: ClassVar[Fields] = [
        ("header", Header),
        ("id", core.IA5String),
        ("property", Property),
        ("picture", Picture),
        ("extras", Extras, {"optional": True}),
    ]


class OldSealInfo(core.Sequence):
    """Of version 1."""

    _fields: ClassVar[Fields] = [
        ("header", Header),
        ("id", core.IA5String),
        ("property", OldProperty),
        ("picture", Picture),
        ("extras", Extras, {"optional": True, "explicit": 0}),
    ]


class SealStructure(core.Sequence):
    """SESeal. The maker's signature covers `info`; version 5 may bear a time stamp."""

    _fields: ClassVar[Fields] = [
        ("info", SealInfo),
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
        ("time_stamp", core.OctetBitString, {"optional": True, "explicit": 0}),
    ]


class _MakerSignature(core.Sequence):
    _fields: ClassVar[Fields] = [
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
    ]


class OldSealStructure(core.Sequence):
    """Of version 1: the maker's signature covers info, certificate and algorithm."""

    _fields: ClassVar[Fields] = [("info", OldSealInfo), ("signed", _MakerSignature)]


class OldSigned(core.Sequence):
    """What the maker of a version 1 seal signs."""

    _fields: ClassVar[Fields] = [
        ("info", OldSealInfo),
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
    ]


class ToSign(core.Sequence):
    """TBS_Sign. `property`: where the file's Signature.xml lies, `digest`: of its bytes."""

    _fields: ClassVar[Fields] = [
        ("version", core.Integer),
        ("seal", SealStructure),
        ("time", core.GeneralizedTime),
        ("digest", core.OctetBitString),
        ("property", core.IA5String),
        ("extras", Extras, {"optional": True, "explicit": 0}),
    ]


class OldToSign(core.Sequence):
    """Of version 1."""

    _fields: ClassVar[Fields] = [
        ("version", core.Integer),
        ("seal", OldSealStructure),
        ("time", core.OctetBitString),
        ("digest", core.OctetBitString),
        ("property", core.IA5String),
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
    ]


class SealedStructure(core.Sequence):
    """SES_Signature. `certificate`: of whoever sealed; it must be on the seal's list."""

    _fields: ClassVar[Fields] = [
        ("to_sign", ToSign),
        ("certificate", core.OctetString),
        ("algorithm", core.ObjectIdentifier),
        ("signature", core.OctetBitString),
        ("time_stamp", core.OctetBitString, {"optional": True, "explicit": 0}),
    ]


class OldSealedStructure(core.Sequence):
    """Of version 1."""

    _fields: ClassVar[Fields] = [("to_sign", OldToSign), ("signature", core.OctetBitString)]
