"""The development authority: a root and an issuing authority, for SM2 and for the others.

It says 测试 in its subject and so does nobody's certificate else: in production certificates come
from an authority that the state recognises. Its keys lie in its folder under the site's secret.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from fcntl import LOCK_EX, flock
from pathlib import Path

from office.kernel.durable import make_folder, sync_folder, write_whole
from office.kernel.refusals import Refused
from signing.certificates.building import Purpose, Wanted, issued
from signing.certificates.certificate import Certificate
from signing.certificates.revocation import Reason, RevocationList, Revoked, listed
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey
from signing.keys.secret import SiteSecret, Wrapped

TESTING = "测试"
_OF_TESTING = f"文枢{TESTING}证书，不具有法律效力"
"""As organisation in the subject of its roots and of what stands below them, and nowhere else."""
FAMILIES = (Algorithm.SM2, Algorithm.ECDSA)
"""Each a hierarchy of its own; RSA keys are certified by that of ECDSA."""
ROOT, ISSUING = "root", "issuing"
BOOK = "issued.jsonl"
YEAR = timedelta(days=365)
ROOT_LASTS, ISSUING_LASTS, LASTS = 10 * YEAR, 6 * YEAR, 2 * YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A line of its book: times are ISO 8601."""

    serial: int
    family: str
    subject: str
    purpose: str
    begins: str
    ends: str
    revoked: str = ""
    reason: str = ""


def is_for_testing(certificate: Certificate) -> bool:
    """Whether it is a development authority's own, of this node or of another."""
    return certificate.is_authority and certificate.organization == _OF_TESTING


class Authority:
    """Raises Refused when it is used before it was made."""

    def __init__(self, folder: Path, *, secret: SiteSecret) -> None:
        self._folder = folder
        self._secret = secret

    @property
    def exists(self) -> bool:
        """Whether it was made."""
        return all((self._folder / each.value / "issuing.pem").exists() for each in FAMILIES)

    def make(self, *, name: str, now: datetime) -> None:
        """Both hierarchies. Raises Refused if there are any already."""
        if self.exists:
            raise Refused(f"测试用证书机构已经建立（{self._folder}），不再重建。")
        for family in FAMILIES:
            self._make(family, name=name, now=now)

    def _make(self, family: Algorithm, *, name: str, now: datetime) -> None:
        folder = self._folder / family.value
        make_folder(folder)
        root_key, key = PrivateKey.generate(family), PrivateKey.generate(family)
        titled = f"{name}{TESTING}{{}}（{family.value.upper()}）".format
        root = issued(
            Wanted(
                subject=_subject(titled("根证书")),
                public=root_key.public,
                purpose=Purpose.AUTHORITY,
                begins=now,
                ends=now + ROOT_LASTS,
                depth=1,
            ),
            key=root_key,
        )
        issuing = issued(
            Wanted(
                subject=_subject(titled("证书签发机构")),
                public=key.public,
                purpose=Purpose.AUTHORITY,
                begins=now,
                ends=now + ISSUING_LASTS,
                depth=0,
            ),
            key=root_key,
            issuer=root,
        )
        for stem, own, certificate in ((ROOT, root_key, root), (ISSUING, key, issuing)):
            self._keep_key(folder / f"{stem}.key", own)
            _write(folder / f"{stem}.pem", certificate.pem)

    def certificates(self, family: Algorithm) -> tuple[Certificate, Certificate]:
        """The issuing authority's and the root's."""
        folder = self._folder / _family(family).value
        self._must_exist()
        issuing, root = (
            Certificate.read((folder / f"{stem}.pem").read_bytes()) for stem in (ISSUING, ROOT)
        )
        return issuing, root

    def issue(
        self,
        subject: Mapping[str, str],
        *,
        public: bytes,
        algorithm: Algorithm,
        purpose: Purpose,
        now: datetime,
        lasts: timedelta = LASTS,
        hosts: tuple[str, ...] = (),
    ) -> tuple[Certificate, tuple[bytes, ...]]:
        """The certificate and those above it. `subject`, `hosts`: as in `Wanted`."""
        above = self.certificates(algorithm)
        wanted = Wanted(
            subject=subject,
            public=public,
            purpose=purpose,
            begins=now,
            ends=min(now + lasts, above[0].ends),
            hosts=hosts,
        )
        made = issued(wanted, key=self._key(algorithm, ISSUING), issuer=above[0])
        line = Issued(
            serial=made.serial,
            family=_family(algorithm).value,
            subject=made.subject,
            purpose=purpose.value,
            begins=made.begins.isoformat(),
            ends=made.ends.isoformat(),
        )
        self._note(line)
        return made, tuple(each.der for each in above)

    def revoke(self, serial: int, *, reason: Reason, now: datetime) -> None:
        """It stands on the next lists. Raises Refused: not issued here, or revoked already."""
        found = next((each for each in self.issued() if each.serial == serial), None)
        if found is None:
            raise Refused(
                f"测试用证书机构没有签发过序列号为 {serial:x} 的证书，不能吊销。"
                "请向签发它的机构申请吊销，再导入其吊销列表。"
            )
        if found.revoked:
            raise Refused(f"“{found.subject}”的这张证书已经吊销。")
        self._note(replace(found, revoked=now.isoformat(), reason=reason.value))

    def issued(self) -> list[Issued]:
        """All that it ever issued, in order."""
        self._must_exist()
        path = self._folder / BOOK
        lines = path.read_bytes().splitlines() if path.exists() else []
        found = [Issued(**json.loads(each)) for each in lines]
        return list({each.serial: each for each in found}.values())

    def lists(self, *, now: datetime, lasts: timedelta) -> list[RevocationList]:
        """New revocation lists of all its authorities."""
        lines = self.issued()
        made = []
        for family in FAMILIES:
            revoked = [
                Revoked(
                    serial=each.serial,
                    since=datetime.fromisoformat(each.revoked),
                    reason=Reason(each.reason),
                )
                for each in lines
                if each.revoked and each.family == family.value
            ]
            issuing, root = self.certificates(family)
            for stem, certificate, entries in ((ISSUING, issuing, revoked), (ROOT, root, [])):
                made.append(
                    listed(
                        entries,
                        key=self._key(family, stem),
                        issuer=certificate,
                        number=int(now.timestamp() * 1_000_000),
                        begins=now,
                        ends=now + lasts,
                    )
                )
        return made

    def wrap_anew(self) -> None:
        """Its keys under the site's newest secret."""
        for family in FAMILIES if self.exists else ():
            for stem in (ROOT, ISSUING):
                key = self._key(family, stem)
                self._keep_key(self._folder / family.value / f"{stem}.key", key)

    def _keep_key(self, path: Path, key: PrivateKey) -> None:
        _write(path, self._secret.wrap(key.pkcs8(), about=_about(path)))

    def _key(self, algorithm: Algorithm, stem: str) -> PrivateKey:
        path = self._folder / _family(algorithm).value / f"{stem}.key"
        self._must_exist()
        try:
            return PrivateKey.load(self._secret.unwrap(path.read_bytes(), about=_about(path)))
        except Wrapped as fault:
            raise Refused(
                f"测试用证书机构的私钥打不开：{fault}。请核对密钥保护文件（wenshu.key_secret）。"
            ) from None

    def _must_exist(self) -> None:
        if not self.exists:
            raise Refused(f"还没有建立测试用证书机构（{self._folder}）。请先执行 office ca init。")

    def _note(self, line: Issued) -> None:
        """One process at a time; a later line about the same certificate takes its place."""
        with (self._folder / BOOK).open("ab") as book:
            flock(book, LOCK_EX)
            book.write(json.dumps(asdict(line), ensure_ascii=False).encode() + b"\n")
            book.flush()
            os.fsync(book.fileno())


def _family(algorithm: Algorithm) -> Algorithm:
    return Algorithm.SM2 if algorithm is Algorithm.SM2 else Algorithm.ECDSA


def _subject(name: str) -> dict[str, str]:
    return {
        "country_name": "CN",
        "organization_name": _OF_TESTING,
        "common_name": name,
    }


def _about(path: Path) -> bytes:
    return f"authority {path.parent.name} {path.stem}".encode()


def _write(path: Path, data: bytes) -> None:
    """Never half, and nobody else's to read."""
    write_whole(path, data, draft=f".{path.name}-")
    sync_folder(path.parent)
