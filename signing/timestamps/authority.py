"""An authority of our own for development and tests: its time is only this machine's."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any

from asn1crypto import tsp

from signing.certificates.signed import MALFORMED
from signing.keys.signer import Signer
from signing.signed_data import DIGESTS, signed_data
from signing.timestamps.token import Response

POLICY = "2.999.1"
"""Under the arc that is for examples: no policy that anybody has published."""


class OwnTimeAuthority:
    """`signer`: with a certificate for time stamps; `now`: the office's clock."""

    def __init__(self, signer: Signer, *, now: Callable[[], datetime]) -> None:
        self._signer = signer
        self._now = now

    def answer(self, request: bytes) -> bytes:
        """As the port says; what is no request is answered with a refusal (2.4.2)."""
        try:
            asked = tsp.TimeStampReq.load(request, strict=True)
            known = asked["message_imprint"]["hash_algorithm"]["algorithm"].dotted in DIGESTS
            _ = asked.native
        except MALFORMED:
            return _refusal("bad_data_format")
        if not known:
            return _refusal("bad_alg")
        answered = Response({"status": {"status": "granted"}})
        answered["time_stamp_token"] = tsp.ContentInfo.load(self._token(asked))
        return bytes(answered.dump())

    def _token(self, asked: Any) -> bytes:
        at = self._now()
        said: dict[str, Any] = {
            "version": "v1",
            "policy": asked["req_policy"].native or POLICY,
            "message_imprint": asked["message_imprint"],
            "serial_number": secrets.randbits(63),
            "gen_time": at.replace(microsecond=0),
            "ordering": False,
        }
        if asked["nonce"].native is not None:
            said["nonce"] = asked["nonce"].native
        content = tsp.TSTInfo(said).dump()
        return signed_data(content, kind="tst_info", signer=self._signer, at=at)


def _refusal(why: str) -> bytes:
    status = {"status": "rejection", "fail_info": {why}}
    return bytes(Response({"status": status}).dump())
