"""A time stamp asked of an authority, wherever it is (RFC 3161 2.4)."""

from __future__ import annotations

import hashlib
import secrets
from typing import Protocol

from asn1crypto import tsp

from office.kernel.refusals import Refused
from signing.certificates.signed import MALFORMED, Held
from signing.signed_data import digest_algorithm
from signing.timestamps.token import NotATimeStamp, Response, TimeStamp, read_time_stamp

REMEDY = "请稍后重试，或请系统管理员核对时间戳服务。"


class NoTimeStamp(Refused):
    """The authority gave none that can be used; what was to be stamped is as good as before."""


class NoAnswer(NoTimeStamp):
    """It is not there; asked again at once it will not be there either."""


class TimeAuthority(Protocol):
    """Who says what time it is: over the network, in a device, in this process for trying."""

    def answer(self, request: bytes) -> bytes:
        """TimeStampReq to TimeStampResp, DER. Raises Refused where there is no answer."""


def time_stamp(data: bytes, *, authority: TimeAuthority, digest: str = "sha256") -> TimeStamp:
    """Of `data`, of which only the digest is sent. Raises NoTimeStamp.

    `digest`: hashlib's name; SM3 beside SM2.
    """
    return time_stamp_of(hashlib.new(digest, data).digest(), authority=authority, algorithm=digest)


def time_stamp_of(digest: bytes, *, authority: TimeAuthority, algorithm: str) -> TimeStamp:
    """As `time_stamp`, of what was digested before."""
    nonce = secrets.randbits(63) | 1 << 62
    request = tsp.TimeStampReq(
        {
            "version": 1,
            "message_imprint": {
                "hash_algorithm": digest_algorithm(algorithm),
                "hashed_message": digest,
            },
            "nonce": nonce,
            "cert_req": True,
        }
    )
    try:
        answered = authority.answer(request.dump())
    except Refused as fault:
        raise NoAnswer(str(fault)) from fault
    found = _read(answered)
    if (found.algorithm, found.digest, found.nonce) != (algorithm, digest, nonce):
        raise NoTimeStamp(f"时间戳服务答复的不是所问的内容，不能采用。{REMEDY}")
    if found.held is not Held.HOLDS:
        raise NoTimeStamp(f"时间戳上的签名不对，不能采用。{REMEDY}")
    return found


def _read(response: bytes) -> TimeStamp:
    try:
        answered = Response.load(response, strict=True)
        status = answered["status"]["status"].native
        if status not in ("granted", "granted_with_mods"):
            raise NoTimeStamp(f"时间戳服务没有签发时间戳（{status}）。{REMEDY}")
        return read_time_stamp(answered["time_stamp_token"].dump())
    except (*MALFORMED, NotATimeStamp) as fault:
        raise NoTimeStamp(f"时间戳服务的答复不是时间戳（RFC 3161）。{REMEDY}") from fault
