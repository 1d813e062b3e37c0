"""Whose seals of outside agencies are confirmed: the administrator lists who makes seals (制章者),
as no certificate outside says so."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from office.kernel.clock import SetClock
from office.kernel.content import FolderContentStore
from office.kernel.refusals import Refused
from office.kernel.store import Store
from signing.certificates.building import Purpose, Wanted, issued
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Use
from signing.certificates.findings import Code
from signing.certificates.revocation import Reason, Revoked
from signing.certificates.trusted import Trusted
from signing.checking.files import report
from signing.checking.report import Report, Verdict
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey
from signing.ofd.sealing import seal_ofd
from signing.seals.making import Given, taken
from tests.certified import BEGAN, DAY, ENDS, NOW, TestAuthority, openssl, subject, two_steps
from tests.unit.signing.outside_seals import openssl_key, outside_seal
from tests.unit.signing.sealed import STAMP, plain_ofd

ROOT, ISSUING = two_steps(Algorithm.SM2)
NAME = "清河市人民政府"


def drawn() -> bytes:
    made = BytesIO()
    Image.new("L", (8, 8)).save(made, "PNG")
    return made.getvalue()


class Maker:
    """An outside maker, whose key is openssl's; `by`: who certified it."""

    def __init__(
        self, folder: Path, *, by: TestAuthority, purpose: Purpose = Purpose.AGENCY
    ) -> None:
        path, public = openssl_key(folder)
        wanted = Wanted(
            subject=subject("清河制章中心"),
            public=public,
            purpose=purpose,
            begins=BEGAN,
            ends=ENDS,
        )
        self.certificate = issued(wanted, key=by.key, issuer=by.certificate)
        self.hand = ISSUING.issue(NAME, purpose=Purpose.SEAL)
        self.seal = outside_seal(
            name=NAME,
            picture=drawn(),
            certificates=[self.hand.certificate],
            begins=NOW - DAY,
            ends=ENDS,
            maker=(path, self.certificate.der),
        )

    def sealed(self) -> bytes:
        return seal_ofd(plain_ofd(), stamps=[STAMP], seal=self.seal, signer=self.hand, at=NOW)


@pytest.fixture
def trusted(tmp_path: Path) -> Iterator[Trusted]:
    """Who knows the authorities and no maker."""
    store = Store(f"sqlite:///{tmp_path}/office.db")
    store.create()
    made = Trusted(store, SetClock(NOW))
    for each in (ROOT, ISSUING):
        made.add(each.certificate, by="admin")
        made.add_list(each.list(), by="admin")
    yield made
    store.close()


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    return Maker(tmp_path, by=ISSUING)


def told(trusted: Trusted, ofd: bytes) -> tuple[Verdict, set[str]]:
    found: Report = report(ofd, name="通知.ofd", trust=trusted.trust(), now=NOW)
    return found.verdict, {each.code for entry in found.entries for each in entry.problems}


def test_a_seal_is_confirmed_once_its_maker_is_listed(trusted: Trusted, maker: Maker) -> None:
    ofd = maker.sealed()
    assert told(trusted, ofd) == (Verdict.UNPROVEN, {"maker-usage"})
    trusted.add(maker.certificate, by="admin", makes_seals=True)
    assert told(trusted, ofd) == (Verdict.VALID, set())
    trusted.withdraw(maker.certificate.fingerprint, by="admin")
    assert told(trusted, ofd) == (Verdict.UNPROVEN, {"maker-usage"})


def test_a_listed_authority_for_makers_vouches_for_whom_it_issued_to(
    trusted: Trusted, tmp_path: Path
) -> None:
    above = TestAuthority(Algorithm.SM2, name="清河制章机构")
    maker = Maker(tmp_path, by=above)
    assert told(trusted, maker.sealed()) == (Verdict.UNPROVEN, {"maker-untrusted", "maker-usage"})
    trusted.add(above.certificate, by="admin", makes_seals=True)
    assert told(trusted, maker.sealed()) == (Verdict.UNPROVEN, {"maker-list-missing"})
    trusted.add_list(above.list(), by="admin")
    assert told(trusted, maker.sealed()) == (Verdict.VALID, set())


def test_who_makes_seals_is_trusted_for_nothing_else(trusted: Trusted) -> None:
    above = TestAuthority(Algorithm.SM2, name="清河制章机构")
    trusted.add(above.certificate, by="admin", makes_seals=True)
    trusted.add_list(above.list(), by="admin")
    person = Certificate(above.issue().certificate)
    assert trusted.check(person, at=NOW).codes == {Code.UNTRUSTED}
    assert trusted.check(person, at=NOW, use=Use.MAKE_SEALS).is_good
    time = Certificate(above.issue(purpose=Purpose.TIME).certificate)
    assert trusted.check(time, at=NOW, use=Use.STAMP_TIME).codes == {Code.UNTRUSTED}
    assert trusted.check(time, at=NOW, use=Use.MAKE_SEALS).codes == {Code.USAGE}


def test_a_listed_maker_vouches_for_nobody(trusted: Trusted, maker: Maker, tmp_path: Path) -> None:
    """Neither others whom the same authority issued to, nor those whom it issues to itself."""
    trusted.add(maker.certificate, by="admin", makes_seals=True)
    other = Certificate(ISSUING.issue().certificate)
    assert trusted.check(other, at=NOW, use=Use.MAKE_SEALS).codes == {Code.USAGE}
    own = PrivateKey.generate(Algorithm.SM2)
    listed = Certificate(ISSUING.issue("制章者二", key=own).certificate)
    trusted.add(listed, by="admin", makes_seals=True)
    wanted = Wanted(
        subject=subject("冒充"),
        public=PrivateKey.generate(Algorithm.SM2).public,
        purpose=Purpose.AGENCY,
        begins=BEGAN,
        ends=ENDS,
    )
    forged = issued(wanted, key=own, issuer=listed)
    found = trusted.check(forged, at=NOW, use=Use.MAKE_SEALS)
    assert Code.NOT_AN_AUTHORITY in found.codes


def test_a_listed_maker_that_was_taken_back_makes_no_seal(trusted: Trusted, maker: Maker) -> None:
    trusted.add(maker.certificate, by="admin", makes_seals=True)
    gone = Revoked(serial=maker.certificate.serial, since=NOW - DAY, reason=Reason.KEY_COMPROMISE)
    trusted.add_list(ISSUING.list(gone, begins=NOW, number=2), by="admin")
    assert told(trusted, maker.sealed()) == (Verdict.INVALID, {"maker-revoked"})


def test_an_authority_is_for_makers_or_for_everybody(trusted: Trusted) -> None:
    with pytest.raises(Refused, match="不能同时作为制章者"):
        trusted.add(ISSUING.certificate, by="admin", makes_seals=True)
    assert [each.makes_seals for each in trusted.authorities()] == [False, False]
    above = TestAuthority(Algorithm.SM2, name="清河制章机构")
    assert trusted.add(above.certificate, by="admin", makes_seals=True)
    assert not trusted.add(above.certificate, by="admin", makes_seals=True)
    with pytest.raises(Refused, match="请先撤下"):
        trusted.add(above.certificate, by="admin")
    trusted.withdraw(above.certificate.fingerprint, by="admin")
    assert trusted.add(above.certificate, by="admin")
    assert above.certificate in trusted.trust().anchors


def test_a_seal_whose_maker_may_make_none_is_not_taken(
    trusted: Trusted, maker: Maker, tmp_path: Path
) -> None:
    content = FolderContentStore(tmp_path / "content")
    around = {"content": content, "agency": "lanzhou", "trusted": trusted, "now": NOW}
    given = Given(electronic=maker.seal)
    with pytest.raises(Refused, match=r"不能用来制作电子印章.*作为制章者导入") as refused:
        taken(given, **around)  # type: ignore[arg-type]  # what stands around is the same twice
    assert refused.value.field == "electronic"
    assert list(content.agencies()) == []
    trusted.add(maker.certificate, by="admin", makes_seals=True)
    made = taken(given, **around)  # type: ignore[arg-type]  # as above
    assert content.get("lanzhou", made.electronic) == maker.seal
    gone = Revoked(serial=maker.certificate.serial, since=NOW - DAY, reason=Reason.CEASED)
    trusted.add_list(ISSUING.list(gone, begins=NOW, number=2), by="admin")
    with pytest.raises(Refused, match="吊销"):
        taken(given, **around)  # type: ignore[arg-type]  # as above


def test_a_certificate_that_only_encrypts_is_no_makers(trusted: Trusted, tmp_path: Path) -> None:
    made = tmp_path / "encrypts.pem"
    usage = ("-subj", "/CN=encrypts", "-addext", "keyUsage=critical,keyEncipherment")
    kind = ("-newkey", "rsa:2048", "-nodes", "-keyout", tmp_path / "key.pem")
    basic = ("-addext", "basicConstraints=critical,CA:FALSE")
    assert openssl("req", "-x509", *kind, *usage, *basic, "-days", "900", "-out", made)[0]
    with pytest.raises(Refused, match="用途不含签名"):
        trusted.add(Certificate.read(made.read_bytes()), by="admin", makes_seals=True)
