"""Whether a statement was signed by whom it says, and whether that certificate counts here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.checking import Trust, Use, check
from signing.certificates.findings import Code
from signing.checkpoints.tree import is_consistent
from signing.keys.algorithms import UnknownAlgorithm
from signing.keys.verifying import is_signed

LISTS = {Code.LIST_MISSING, Code.LIST_EXPIRED, Code.LIST_UNUSABLE}
"""That a list of revoked certificates lacks does not say that one of ours was revoked."""


class Grown(Protocol):
    """How long a journal is and what its root is (hex): a statement, or its line."""

    @property
    def size(self) -> int: ...
    @property
    def root(self) -> str: ...


def goes_on(said: Grown, *, after: Grown, by: Sequence[bytes]) -> bool:
    """Whether a node's later checkpoint begins with its earlier one."""
    return is_consistent(
        older=after.size,
        older_root=bytes.fromhex(after.root),
        size=said.size,
        root=bytes.fromhex(said.root),
        parts=by,
    )


class Signed(Protocol):
    """What a node signed: a statement or a witness."""

    @property
    def text(self) -> str: ...
    @property
    def signature(self) -> str: ...
    @property
    def certificate(self) -> str: ...
    @property
    def issuers(self) -> tuple[str, ...]: ...


def holds(signed: Signed) -> bool:
    """Whether the certificate's key signed just this; whose it is, is another question."""
    try:
        public = Certificate.read(signed.certificate.encode()).public
        signature = bytes.fromhex(signed.signature)
        return is_signed(signed.text.encode(), signature=signature, public=public)
    except (NotACertificate, UnknownAlgorithm, ValueError):
        return False


def misnamed(signed: Signed, *, node: str) -> str:
    """Why its certificate does not let it speak for the node of that name; empty when it does.

    The common name is the node's name, letter by letter: else any node's key could sign for all.
    """
    try:
        certificate = Certificate.read(signed.certificate.encode())
    except NotACertificate as fault:
        return str(fault)
    if node == common_name(certificate):
        return ""
    return f"证书是“{certificate.subject}”的，不是节点“{node}”的（通用名称须与节点名称相同）。"


def common_name(certificate: Certificate) -> str | None:
    """The one that stands in it; None where there are none or several."""
    said = certificate.parsed.subject.native.get("common_name")
    return said if isinstance(said, str) else None


def holder_of(signed: Signed) -> tuple[bytes, bytes]:
    """Whose certificate it is, by its whole name, and whose authority's: a key is renewed under
    both. Raises NotACertificate."""
    parsed = Certificate.read(signed.certificate.encode()).parsed
    return parsed.subject.dump(), parsed.issuer.dump()


def key_of(signed: Signed) -> bytes:
    """The public key that its certificate names. Raises NotACertificate."""
    return Certificate.read(signed.certificate.encode()).public


class Hands:
    """Whose certificates count, by what this node trusts.

    One that counts at two moments counts between them: of thousands of checkpoints under one
    certificate few are asked for.
    """

    def __init__(self, trust: Trust, *, now: datetime) -> None:
        self._trust = trust
        self._now = now
        self._good: dict[tuple[str, tuple[str, ...]], tuple[datetime, datetime]] = {}

    def lacking(self, signed: Signed, *, at: str) -> str:
        """Why its certificate does not count at that moment (ISO); empty when it does."""
        moment, key = datetime.fromisoformat(at), (signed.certificate, signed.issuers)
        begins, ends = self._good.get(key, (moment, moment))
        if key in self._good and begins <= moment <= ends:
            return ""
        said = self._asked(signed, at=moment)
        if not said:
            ends = moment if self._asked(signed, at=self._now) else max(moment, self._now)
            self._good[key] = min(moment, begins), ends
        return said

    def _asked(self, signed: Signed, *, at: datetime) -> str:
        try:
            own = Certificate.read(signed.certificate.encode())
            offered = [Certificate.read(each.encode()) for each in signed.issuers]
        except NotACertificate as fault:
            return str(fault)
        use = Use.SPEAK_FOR_NODE
        found = check(own, trust=self._trust, at=at, use=use, offered=offered).findings
        return "".join(each.words for each in found if each.code not in LISTS)
