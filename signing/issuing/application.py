"""Keys and certificates of an office: issued for trying, imported for use, taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from asn1crypto import pem

from office.kernel.clock import Clock
from office.kernel.refusals import Refused
from signing.certificates.authority import FAMILIES, TESTING, Authority
from signing.certificates.building import EXTENDED, Purpose
from signing.certificates.certificate import Certificate, NotACertificate
from signing.certificates.checking import serves
from signing.certificates.findings import Outcome, day
from signing.certificates.revocation import Reason
from signing.certificates.trusted import Trusted
from signing.issuing.states import outcome_of, use_of
from signing.keys.algorithms import Algorithm
from signing.keys.keystore import Keystore
from signing.keys.owners import HeldKey, Owner
from signing.keys.pkcs12 import Packed, unpack
from signing.keys.private import PrivateKey
from signing.keys.secret import make_secret, read_secret
from signing.keys.wrapping import WRAPS

_BY_ITSELF = {Purpose.EXCHANGE, Purpose.ENCRYPTION}
"""What the node does with nobody there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """For whom a certificate is: `name` and `organization` as its subject says them."""

    owner: Owner
    purpose: Purpose
    name: str
    organization: str = ""
    agency: str = ""


LONGEST = 366
"""Days for which a revocation list of the development authority may be in force."""


class Certificates:
    """Over the keystore, whom the node trusts, and the development authority in its folder.

    `list_days`: for how long its revocation lists are in force.
    """

    def __init__(
        self,
        keys: Keystore,
        trusted: Trusted,
        *,
        clock: Clock,
        secret: Path,
        folder: Path,
        list_days: int = 30,
    ) -> None:
        self.keys = keys
        self.trusted = trusted
        self.clock = clock
        self._secret = secret
        self._folder = folder
        self.list_days = list_days

    @property
    def authority(self) -> Authority:
        """The development authority, whether it was made or not."""
        return Authority(self._folder, secret=read_secret(self._secret))

    def make_secret(self) -> bool:
        """The site's secret, if there is none. Whether it is new."""
        if self._secret.exists():
            read_secret(self._secret)
            return False
        make_secret(self._secret)
        return True

    def make_authority(self, *, name: str, by: str) -> None:
        """The development authority and trust in it. Raises Refused if there is one."""
        self.make_secret()
        self.authority.make(name=name, now=self.clock.now())
        self.trust_authority(by=by)

    @property
    def has_authority(self) -> bool:
        """Whether the development authority was made."""
        return self._secret.exists() and self.authority.exists

    def trust_authority(self, *, by: str) -> None:
        """This node trusts the development authority and knows what it took back."""
        for family in FAMILIES:
            for each in reversed(self.authority.certificates(family)):
                self.trusted.add(each, by=by)
        self.publish(by=by)

    def publish(self, *, by: str, days: int | None = None) -> datetime:
        """New revocation lists of the development authority, known to this node; when they end.
        `days`: for how long, where not as usual."""
        lasts = self.list_days if days is None else days
        if not 1 <= lasts <= LONGEST:
            raise Refused(
                f"吊销列表的有效期应为 1 至 {LONGEST} 天，不能是 {lasts} 天。"
                "请改正设置 wenshu.ca_list_days 或者 --days。"
            )
        now = self.clock.now()
        for each in self.authority.lists(now=now, lasts=timedelta(days=lasts)):
            self.trusted.add_list(each, by=by)
        return now + timedelta(days=lasts)

    def issue(self, holder: Holder, *, algorithm: Algorithm, by: str, pin: str = "") -> HeldKey:
        """A new key and its certificate by the development authority; the one before is
        replaced. Raises Refused for a seal's key without a PIN, a PIN where nobody is there to
        type it, and a key that cannot do it."""
        _must_fit_pin(holder, pin)
        _must_be_able(holder, algorithm)
        key = PrivateKey.generate(algorithm)
        made, issuers = self.authority.issue(
            subject_of(holder.name, organization=holder.organization),
            public=key.public,
            algorithm=algorithm,
            purpose=holder.purpose,
            now=self.clock.now(),
        )
        return self.keys.keep(
            holder.owner,
            key=key,
            certificate=made,
            issuers=issuers,
            purpose=holder.purpose,
            by=by,
            agency=holder.agency,
            pin=pin,
        )

    def bring(
        self, data: bytes, *, password: str, holder: Holder, by: str, pin: str = ""
    ) -> tuple[HeldKey, Outcome]:
        """Key and certificate of a PKCS#12 file, and whether they are good today.

        Raises Refused for a file that cannot be taken (`pkcs12.unpack`), whose certificate does
        not serve today, and for what `issue` refuses. One whose authority is not yet trusted
        is taken where it takes no other's place: the outcome says so.
        """
        _must_fit_pin(holder, pin)
        found = self.opened(data, password=password, holder=holder)
        kept = self.keys.keep(
            holder.owner,
            key=found.key,
            certificate=found.certificate,
            issuers=found.issuers,
            purpose=holder.purpose,
            by=by,
            agency=holder.agency,
            pin=pin,
        )
        return kept, self._outcome(kept)

    def opened(self, data: bytes, *, password: str, holder: Holder) -> Packed:
        """What a PKCS#12 file holds, if it may be taken for this. Raises Refused as `bring`."""
        found = unpack(data, password=password)
        self._must_serve(found.certificate, holder)
        self._must_be_as_good(found.certificate, holder, offered=found.issuers)
        return found

    def bring_token(
        self, uri: str, *, certificates: bytes, holder: Holder, by: str, pin: str
    ) -> tuple[HeldKey, Outcome]:
        """A key that stays in its token; `certificates`: PEM, its own first, or one as DER.

        Raises Refused, as `Keystore.keep_token` and `bring`.
        """
        _must_fit_pin(holder, pin)
        own, *others = read_certificates(certificates)
        issuers = tuple(each.der for each in others)
        self._must_serve(own, holder)
        self._must_be_as_good(own, holder, offered=issuers)
        kept = self.keys.keep_token(
            holder.owner,
            uri=uri,
            pin=pin,
            certificate=own,
            issuers=issuers,
            purpose=holder.purpose,
            by=by,
            agency=holder.agency,
        )
        return kept, self._outcome(kept)

    def _outcome(self, kept: HeldKey) -> Outcome:
        return outcome_of(kept, trust=self.trusted.trust(), at=self.clock.now())

    def _must_serve(self, certificate: Certificate, holder: Holder) -> None:
        """Taken, it stands in the place of one that serves today, whose key is gone then."""
        now = self.clock.now()
        if certificate.ends < now:
            raise Refused(f"“{certificate.subject}”的证书已经过期，不能导入。请换用现行的。")
        if certificate.begins > now:
            raise Refused(
                f"“{certificate.subject}”的证书自{day(certificate.begins)}起才有效。导入后现行的密钥"
                "随即删除，到那时以前就无法签名。请到期再导入。"
            )
        if not serves(certificate, use=use_of(holder.purpose)):
            alone = EXTENDED.get(holder.purpose)
            oid = f"（扩展密钥用途应为 {'、'.join(alone)}）" if alone else ""
            raise Refused(
                f"“{certificate.subject}”的证书不是为这一用途签发的，没有导入{oid}。"
                "请核对所选的用途；用途没有选错的，请向发证机构换领。"
            )
        _must_name(certificate, holder=holder)
        if certificate.algorithm is not None:
            _must_be_able(holder, certificate.algorithm)

    def _must_be_as_good(
        self, certificate: Certificate, holder: Holder, *, offered: tuple[bytes, ...]
    ) -> None:
        """What cannot be confirmed does not take the place of what can."""
        algorithm = certificate.algorithm
        if algorithm is None:
            return
        before = self.keys.current(holder.owner, algorithm=algorithm, purpose=holder.purpose)
        if before is None or not self._outcome(before).is_good:
            return
        brought = replace(before, certificate=certificate, issuers=offered)
        found = self._outcome(brought)
        if not found.is_good:
            raise Refused(
                f"“{certificate.subject}”的证书还不能确认有效：{found.words}导入会替换现行有效的"
                "密钥，所以没有导入。请先导入发证机构的证书和吊销列表，再导入这一张。"
            )

    def revoke(self, id: str, *, reason: Reason, by: str) -> HeldKey:
        """A certificate of the development authority: on its list, and its key is gone.

        Raises Refused for one of another authority: that takes it back itself.
        """
        found = self.keys.find(id)
        with self.keys.alone():
            self.authority.revoke(found.certificate.serial, reason=reason, now=self.clock.now())
            self.keys.end(id, by=by)
            self.publish(by=by)
        return found

    def rotate_secret(self) -> int:
        """Every key under a new site secret. How many keys of the store there were."""
        count = self.keys.rotate()
        self.authority.wrap_anew()
        self.keys.finish_rotation()
        return count


def subject_of(name: str, *, organization: str = "") -> dict[str, str]:
    """As the development authority writes it, so that nobody takes it for more."""
    return {
        "country_name": "CN",
        "organization_name": organization or name,
        "organizational_unit_name": f"{TESTING}证书，不具有法律效力",
        "common_name": name,
    }


def _must_fit_pin(holder: Holder, pin: str) -> None:
    """Who has the keeping of a seal is not yet who may press it: the PIN is the keeper's own."""
    if holder.purpose in _BY_ITSELF and pin:
        raise Refused(
            "公文交换由节点自动签署和解密，私钥不能设 PIN 码，也不能放在要输 PIN 码的介质中。"
            "请改用不设 PIN 码的证书。",
            field="pin",
        )
    if holder.purpose is Purpose.SEAL and not pin:
        raise Refused("印章的私钥必须设 PIN 码，由监印人掌握。请设好 PIN 码后再办。", field="pin")


def _must_be_able(holder: Holder, algorithm: Algorithm) -> None:
    if holder.purpose is Purpose.ENCRYPTION and algorithm not in WRAPS:
        words = "、".join(each.words for each in WRAPS)
        raise Refused(f"{algorithm.words}的密钥不能用来加密。请选用{words}的证书。")


def _must_name(certificate: Certificate, *, holder: Holder) -> None:
    """A node's certificate speaks for the node of its common name, and for no other."""
    if holder.purpose is Purpose.NODE and certificate.subject != holder.name:
        raise Refused(
            f"这是“{certificate.subject}”的证书，而本节点的名称（设置 wenshu.node）是"
            f"“{holder.name}”，没有导入。证书的通用名称须与节点名称相同：请核对节点名称，"
            "或者向发证机构换领。"
        )


def read_certificates(data: bytes) -> list[Certificate]:
    """All of a PEM file, or the one of a DER file. Raises Refused."""
    try:
        if pem.detect(data):
            return [Certificate(der) for _, _, der in pem.unarmor(data, multiple=True)]
        return [Certificate(data)]
    except (NotACertificate, ValueError):
        raise Refused("这不是证书文件（PEM 或 DER）。请核对所选的文件。") from None
