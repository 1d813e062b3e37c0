"""Who speaks for a node: its own certificate and no other, which in turn signs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from office.kernel.refusals import Refused
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Use, check
from signing.certificates.findings import Code
from signing.checkpoints.application import OWNER, Checkpoints
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey
from tests.certified import NOW, openssl, trust_in, two_steps
from tests.unit.signing.test_checkpoints import Place, give_key

OTHERS = [each for each in Purpose if each not in (Purpose.NODE, Purpose.AUTHORITY)]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path / "here", name="澜州", keyed=False)
    yield made
    made.node.close()


def found(purpose: Purpose, use: Use) -> set[Code]:
    steps = two_steps(Algorithm.SM2)
    certificate = Certificate(steps[1].issue("澜州", purpose=purpose).certificate)
    return set(check(certificate, trust=trust_in(*steps), at=NOW, use=use).codes)


def give_any_key(place: Place, purpose: Purpose, *, kept_as: Purpose) -> None:
    key = PrivateKey.generate(Algorithm.SM2)
    name = place.checkpoints.node_name
    signer = two_steps(Algorithm.SM2)[1].issue(name, key=key, purpose=purpose)
    place.keys.keep(
        OWNER,
        key=key,
        certificate=Certificate(signer.certificate),
        issuers=signer.issuers,
        purpose=kept_as,
        by="admin",
    )


def test_a_nodes_certificate_speaks_for_the_node_and_signs_nothing_else() -> None:
    assert found(Purpose.NODE, Use.SPEAK_FOR_NODE) == set()
    for use in (Use.SIGN, Use.STAMP_TIME, Use.ISSUE):
        assert found(Purpose.NODE, use) == {Code.USAGE}


@pytest.mark.parametrize("purpose", OTHERS)
def test_nobody_elses_certificate_speaks_for_a_node(purpose: Purpose) -> None:
    assert found(purpose, Use.SPEAK_FOR_NODE) == {Code.USAGE}


def test_openssl_reads_the_usage_and_marks_it_critical(tmp_path: Path) -> None:
    signer = two_steps(Algorithm.ECDSA)[1].issue("澜州", purpose=Purpose.NODE)
    (tmp_path / "one.pem").write_bytes(Certificate(signer.certificate).pem)
    good, said = openssl("x509", "-in", tmp_path / "one.pem", "-noout", "-text")
    assert good
    assert "X509v3 Extended Key Usage: critical" in said
    assert "2.25.34814570395916042713125802273597751349" in said


@pytest.mark.parametrize("kept_as", [Purpose.AGENCY, Purpose.NODE])
def test_an_agencys_certificate_signs_no_checkpoint_however_it_was_kept(
    place: Place, kept_as: Purpose
) -> None:
    give_any_key(place, Purpose.AGENCY, kept_as=kept_as)
    assert not place.checkpoints.can_sign
    with pytest.raises(Refused, match="机关、个人、印章的证书不能代替"):
        place.checkpoints.write()


def test_a_checkpoint_that_an_agencys_certificate_signed_is_taken_by_no_node_and_no_pass(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_any_key(place, Purpose.AGENCY, kept_as=Purpose.NODE)
    serves = "signing.checkpoints.application.serves"
    with monkeypatch.context() as patched:
        patched.setattr(serves, lambda *_, **__: True)  # a node that does not ask
        place.checkpoints.write()
        exported = place.exchange.exported()
    fault, _ = place.verified()
    assert "不能用来签署通讯录快照和日志检查点" in fault
    elsewhere = Place(tmp_path / "there", name="云川")
    with pytest.raises(Refused, match="不能用来签署通讯录快照和日志检查点"):
        elsewhere.exchange.take(exported)
    elsewhere.node.close()


def test_a_node_that_was_given_no_name_has_one_that_is_nobody_elses(
    place: Place, tmp_path: Path
) -> None:
    elsewhere = Place(tmp_path / "there", name="云川", keyed=False)
    names = {Checkpoints(each.node, keys=each.keys).node_name for each in (place, elsewhere)}
    assert len(names) == 2
    assert all(each.startswith("wenshu-") for each in names)
    place.go_on(3)
    assert Checkpoints(place.node, keys=place.keys).node_name in names, "it stays the same"
    assert place.checkpoints.node_name == "澜州"
    elsewhere.node.close()


def test_what_is_kept_of_another_node_is_given_out_again_with_a_witness(
    place: Place, tmp_path: Path
) -> None:
    give_key(place)
    place.go_on(5)
    place.checkpoints.write()
    elsewhere, third = (
        Place(tmp_path / name, name=name, keyed=name == "云川") for name in ("云川", "青禾")
    )
    elsewhere.exchange.take(place.exchange.exported())
    (row,) = elsewhere.checkpoints.listed(own=False)
    assert "已记下节点“云川”" in place.exchange.take(elsewhere.exchange.witness(row.subject)).words
    third.exchange.take(elsewhere.exchange.kept(row.subject))
    (passed_on,) = third.checkpoints.listed(own=False)
    assert passed_on.digest == row.digest
    for each in (elsewhere, third):
        each.node.close()
