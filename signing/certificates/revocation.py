"""Revocation lists (CRL, RFC 5280 5): which certificates their issuer took back, since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from asn1crypto import core, crl, pem

from signing.certificates.certificate import Certificate
from signing.certificates.names import same_name
from signing.certificates.signed import (
    MALFORMED,
    Held,
    der_from,
    held,
    moment,
    of_key,
    signature_algorithm,
    written,
)
from signing.keys.private import PrivateKey

_EVER = datetime.min.replace(tzinfo=UTC)
KEPT_SINCE = "2.5.29.60"
"""expiredCertsOnCRL (X.509): since when certificates stay on the list after they expired."""

_UNDERSTOOD = {"crl_number", "authority_key_identifier", "issuer_alt_name", KEPT_SINCE}


class Reason(StrEnum):
    """Why a certificate was taken back (RFC 5280 5.3.1)."""

    UNSPECIFIED = "unspecified"
    KEY_COMPROMISE = "key_compromise"
    AUTHORITY_COMPROMISE = "ca_compromise"
    CHANGED = "affiliation_changed"
    SUPERSEDED = "superseded"
    CEASED = "cessation_of_operation"
    HOLD = "certificate_hold"
    RESTORED = "remove_from_crl"
    WITHDRAWN = "privilege_withdrawn"
    ATTRIBUTES_COMPROMISE = "aa_compromise"

    @property
    def words(self) -> str:
        """As people are told."""
        return _WORDS[self]

    @property
    def is_compromise(self) -> bool:
        """Whether somebody else may have signed with the key, nobody knows since when."""
        return self in (self.KEY_COMPROMISE, self.AUTHORITY_COMPROMISE)


_WORDS = {
    Reason.UNSPECIFIED: "未说明原因",
    Reason.KEY_COMPROMISE: "私钥泄露",
    Reason.AUTHORITY_COMPROMISE: "发证机构私钥泄露",
    Reason.CHANGED: "人员或单位变动",
    Reason.SUPERSEDED: "已换发新证书",
    Reason.CEASED: "不再使用",
    Reason.HOLD: "暂停使用",
    Reason.RESTORED: "恢复使用",
    Reason.WITHDRAWN: "收回权限",
    Reason.ATTRIBUTES_COMPROMISE: "属性机构私钥泄露",
}


class NotAList(ValueError):
    """Bytes that are no revocation list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """`since`: entered by the issuer; `invalid_since`: from when it holds its uses for wrong."""

    serial: int
    since: datetime
    reason: Reason = Reason.UNSPECIFIED
    invalid_since: datetime | None = None

    @property
    def touched_since(self) -> datetime:
        """From when its uses are. A compromised key's all are, unless the issuer says since when
        (RFC 5280 5.3.2)."""
        if self.invalid_since is not None:
            return min(self.invalid_since, self.since)
        return _EVER if self.reason.is_compromise else self.since

    def counts_at(self, at: datetime) -> bool:
        """Whether a use at that moment is touched."""
        return at >= self.touched_since


@dataclass(frozen=True)
class RevocationList:
    """`der`: as issued. All of it is read when it is made, so that a bad one never stands."""

    der: bytes

    def __post_init__(self) -> None:
        try:
            _ = self.entries, self.begins, self.ends, self.issuer_key, self.critical
            _ = self.kept_since, self.number, self.issuer
            _ = [self.parsed[each].native for each in ("signature_algorithm", "signature")]
            _ = self.parsed["tbs_cert_list"]["signature"].native
        except MALFORMED as fault:
            raise NotAList("这不是证书吊销列表（CRL）。") from fault

    @classmethod
    def read(cls, data: bytes) -> RevocationList:
        """From PEM or DER. Raises NotAList."""
        try:
            return cls(der_from(data, kind="X509 CRL"))
        except NotAList:
            raise
        except ValueError as fault:
            raise NotAList(f"这不是证书吊销列表（CRL）：{fault}。") from fault

    @cached_property
    def parsed(self) -> crl.CertificateList:
        """As asn1crypto reads it."""
        return crl.CertificateList.load(self.der, strict=True)

    @property
    def pem(self) -> bytes:
        """As text between BEGIN and END."""
        armored: bytes = pem.armor("X509 CRL", self.der)
        return armored

    @property
    def issuer(self) -> str:
        """Whose list it is, as a line."""
        return str(self.parsed.issuer.human_friendly)

    @cached_property
    def issuer_key(self) -> bytes | None:
        """The identifier of the key that signed it, where it tells."""
        found = self.parsed.authority_key_identifier
        return None if found is None else bytes(found)

    @property
    def begins(self) -> datetime:
        """When it was made (thisUpdate)."""
        return self.parsed["tbs_cert_list"]["this_update"].native  # type: ignore[no-any-return]  # asn1crypto has no types

    @property
    def ends(self) -> datetime | None:
        """By when there is a newer one (nextUpdate)."""
        return self.parsed["tbs_cert_list"]["next_update"].native  # type: ignore[no-any-return]  # as above

    @property
    def number(self) -> int:
        """Counted by its issuer; 0 where it does not count."""
        found = self.parsed.crl_number_value
        return 0 if found is None else int(found.native)

    @cached_property
    def critical(self) -> frozenset[str]:
        """What must be understood to use the list, of it or of any of its entries, and is not."""
        known = {"crl_reason", "invalidity_date"}
        within = {name for each in self._rows for name in each.critical_extensions} - known
        return frozenset(self.parsed.critical_extensions - _UNDERSTOOD) | within

    @cached_property
    def kept_since(self) -> datetime | None:
        """Certificates that expired since then still stand on it."""
        for each in self.parsed["tbs_cert_list"]["crl_extensions"]:
            if each["extn_id"].native == KEPT_SINCE:
                at = core.GeneralizedTime.load(each["extn_value"].native, strict=True)
                return at.native  # type: ignore[no-any-return]  # asn1crypto has no types
        return None

    @cached_property
    def entries(self) -> dict[int, Revoked]:
        """By the certificate's serial. One that stands there twice counts by the worse."""
        found: dict[int, Revoked] = {}
        for each in map(_read, self._rows):
            known = found.get(each.serial)
            found[each.serial] = each if known is None else _worse(known, each)
        return found

    @property
    def _rows(self) -> Any:
        return self.parsed["tbs_cert_list"]["revoked_certificates"]

    def is_of(self, issuer: Certificate) -> bool:
        """Whether it bears the issuer's name, and its key's identifier where it tells one."""
        own = issuer.parsed.key_identifier
        known = self.issuer_key is None or own is None or self.issuer_key == own
        return known and same_name(self.parsed.issuer, issuer.parsed.subject)

    def signed_by(self, issuer: Certificate) -> Held:
        """Whether the issuer's key made its signature."""
        known = self._held.get(issuer.der)
        if known is None:
            known = self._held[issuer.der] = held(
                self.parsed, body="tbs_cert_list", value="signature", public=issuer.public
            )
        return known

    @cached_property
    def _held(self) -> dict[bytes, Held]:
        """What was found before, by the issuer: neither of the two ever changes."""
        return {}


def _worse(one: Revoked, other: Revoked) -> Revoked:
    """The one that touches more uses: a hold does not hide that the key is out."""
    return min(one, other, key=lambda each: (each.touched_since, not each.reason.is_compromise))


def _read(row: Any) -> Revoked:
    reason, invalid = row.crl_reason_value, row.invalidity_date_value
    return Revoked(
        serial=int(row["user_certificate"].native),
        since=row["revocation_date"].native,
        reason=Reason.UNSPECIFIED if reason is None else Reason(reason.native),
        invalid_since=None if invalid is None else invalid.native,
    )


def listed(
    revoked: Iterable[Revoked],
    *,
    key: PrivateKey,
    issuer: Certificate,
    number: int,
    begins: datetime,
    ends: datetime,
) -> RevocationList:
    """Signed with the issuer's key. Nobody leaves our list, not even by expiring."""
    body = crl.TbsCertList(
        {
            "version": "v2",
            "signature": signature_algorithm(key.algorithm),
            "issuer": issuer.parsed.subject,
            "this_update": moment(begins),
            "next_update": moment(ends),
            "crl_extensions": [
                _extension("crl_number", core.Integer(number)),
                _extension("authority_key_identifier", of_key(issuer.public)),
                _extension(KEPT_SINCE, core.ParsableOctetString(_general(issuer.begins).dump())),
            ],
        }
    )
    if rows := [_row(each) for each in revoked]:  # an empty one must be absent (5.1.2.6)
        body["revoked_certificates"] = rows
    fields = ("tbs_cert_list", "signature")
    return RevocationList(written(crl.CertificateList, body, key=key, fields=fields))


def _row(entry: Revoked) -> dict[str, Any]:
    row: dict[str, Any] = {
        "user_certificate": entry.serial,
        "revocation_date": moment(entry.since),
    }
    about = []
    if entry.reason is not Reason.UNSPECIFIED:
        about.append(_extension("crl_reason", crl.CRLReason(entry.reason.value)))
    if entry.invalid_since is not None:
        about.append(_extension("invalidity_date", _general(entry.invalid_since)))
    if about:
        row["crl_entry_extensions"] = about
    return row


def _extension(name: str, value: Any) -> dict[str, Any]:
    return {"extn_id": name, "critical": False, "extn_value": value}


def _general(at: datetime) -> core.GeneralizedTime:
    return core.GeneralizedTime(at.replace(microsecond=0))
