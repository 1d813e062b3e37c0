"""An authority for tests: a root, what it issued, and what it took back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from signing.certificates.building import Purpose, Wanted, issued
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Trust
from signing.certificates.revocation import RevocationList, Revoked, listed
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey
from signing.keys.signer import SoftwareSigner
from tests.readers import openssl as program

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 20, 1, 42, tzinfo=UTC)
ENDS = datetime(2029, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


class TestAuthority:
    """Self-made unless `above` issued it; anything of a certificate may be given otherwise."""

    __test__ = False  # no test itself

    def __init__(
        self,
        algorithm: Algorithm,
        *,
        name: str = "云川测试根",
        above: TestAuthority | None = None,
        depth: int | None = None,
        begins: datetime = BEGAN,
        ends: datetime = ENDS,
    ) -> None:
        self.algorithm = algorithm
        self.key = PrivateKey.generate(algorithm)
        self.above = above
        wanted = Wanted(
            subject=subject(name),
            public=self.key.public,
            purpose=Purpose.AUTHORITY,
            begins=begins,
            ends=ends,
            depth=depth,
        )
        key, issuer = (above.key, above.certificate) if above else (self.key, None)
        self.certificate = issued(wanted, key=key, issuer=issuer)

    def issue(
        self,
        name: str = "周怀远",
        *,
        key: PrivateKey | None = None,
        purpose: Purpose = Purpose.PERSON,
        begins: datetime = BEGAN,
        ends: datetime = ENDS,
    ) -> SoftwareSigner:
        """Somebody's key and certificate."""
        key = key or PrivateKey.generate(self.algorithm)
        wanted = Wanted(
            subject=subject(name), public=key.public, purpose=purpose, begins=begins, ends=ends
        )
        made = issued(wanted, key=self.key, issuer=self.certificate)
        return SoftwareSigner(key, certificate=made.der, issuers=self.chain)

    @property
    def chain(self) -> tuple[bytes, ...]:
        """From itself up."""
        return (self.certificate.der, *(self.above.chain if self.above else ()))

    def list(
        self,
        *revoked: Revoked,
        begins: datetime = NOW - DAY,
        ends: datetime = NOW + 7 * DAY,
        number: int = 1,
    ) -> RevocationList:
        """What it took back."""
        return listed(
            revoked,
            key=self.key,
            issuer=self.certificate,
            number=number,
            begins=begins,
            ends=ends,
        )


@cache
def two_steps(algorithm: Algorithm) -> tuple[TestAuthority, TestAuthority]:
    """A root and an authority under it; made once, so change neither."""
    root = TestAuthority(algorithm)
    return root, TestAuthority(algorithm, name="云川测试签发机构", above=root, depth=0)


def trust_in(*authorities: TestAuthority) -> Trust:
    """The first is the anchor; each has a current list with nobody on it."""
    return Trust(
        anchors=[authorities[0].certificate],
        others=[each.certificate for each in authorities[1:]],
        lists=[each.list() for each in authorities],
    )


def subject(name: str) -> dict[str, str]:
    """As certificates of tests name people."""
    return {"country_name": "CN", "organization_name": "澜州市（测试）", "common_name": name}


def openssl(*words: str | Path, algorithm: Algorithm | None = None) -> tuple[bool, str]:
    """Whether it is content, and what it says. Only `verify` asks for SM2's user by -vfyopt."""
    national = algorithm is Algorithm.SM2 and words[0] == "verify"
    user = ["-vfyopt", "distid:1234567812345678"] if national else []
    return program.openssl(words[0], *user, *words[1:])


def openssl_verifies(
    certificate: Certificate,
    *,
    trust: Trust,
    folder: Path,
    at: datetime,
    lists: bool = True,
) -> tuple[bool, str]:
    """By the same anchors, certificates between and lists."""
    shown = {
        "anchors.pem": [each.pem for each in trust.anchors],
        "others.pem": [each.pem for each in trust.others],
        "lists.pem": [each.pem for each in trust.lists],
        "end.pem": [certificate.pem],
    }
    for name, parts in shown.items():
        (folder / name).write_bytes(b"".join(parts))
    given = ["-untrusted", folder / "others.pem"] if trust.others else []
    if lists:
        given += ["-crl_check_all", "-CRLfile", folder / "lists.pem"]
    return openssl(
        *("verify", "-x509_strict", "-attime", str(int(at.timestamp()))),
        *("-partial_chain", "-CAfile", folder / "anchors.pem", *given, folder / "end.pem"),
        algorithm=certificate.algorithm,
    )
