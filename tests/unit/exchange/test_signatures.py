"""What is signed are bytes; what does not hold is refused, each reason in its own sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.consignments.capsule import NotTaken
from documents.consignments.states import Code
from integrations.exchange.shapes import Signed
from integrations.exchange.signatures import NAMES, must_hold, sign
from signing.certificates.building import Purpose
from signing.certificates.certificate import Certificate
from signing.certificates.checking import Trust, Use
from signing.certificates.revocation import Reason, Revoked
from signing.keys.algorithms import Algorithm
from signing.keys.private import PrivateKey
from signing.keys.signer import SoftwareSigner
from tests.certified import BEGAN, DAY, ENDS, NOW, TestAuthority, trust_in, two_steps

CONTENT = "<envelope>澜州市</envelope>".encode()


def signer(
    algorithm: Algorithm = Algorithm.SM2, *, purpose: Purpose = Purpose.EXCHANGE
) -> SoftwareSigner:
    return two_steps(algorithm)[1].issue("澜州市人民政府", purpose=purpose)


SIGNED = {algorithm: sign(CONTENT, signer(algorithm)) for algorithm in Algorithm}


def held(signed: Signed, *, at: datetime = NOW, trust: Trust | None = None) -> Certificate:
    algorithm = NAMES.get(signed.algorithm, Algorithm.SM2)
    return must_hold(signed, trust=trust or trust_in(*two_steps(algorithm)), at=at)


def refusal(
    signed: Signed,
    *,
    at: datetime = NOW,
    trust: Trust | None = None,
    remedy: str = "请发送方用现行有效的公文交换证书",
) -> str:
    with pytest.raises(NotTaken) as refused:
        held(signed, at=at, trust=trust)
    assert refused.value.code is Code.SIGNATURE_INVALID
    assert remedy in refused.value.remedy
    assert refused.value.remedy in refused.value.sentence
    return refused.value.sentence


@pytest.mark.parametrize("algorithm", Algorithm)
def test_what_an_agency_signed_holds_and_says_by_which_certificate(algorithm: Algorithm) -> None:
    signed = SIGNED[algorithm]
    assert held(signed).der == signed.certificates[0]
    assert signed.content == CONTENT


@pytest.mark.parametrize("algorithm", Algorithm)
@given(data=st.data())
def test_one_byte_changed_anywhere_is_refused(algorithm: Algorithm, data: st.DataObject) -> None:
    signed = SIGNED[algorithm]
    which = data.draw(st.sampled_from(["content", "value"]))
    was: bytes = getattr(signed, which)
    place = data.draw(st.integers(0, len(was) - 1))
    other = data.draw(st.integers(1, 255))
    changed = was[:place] + bytes([was[place] ^ other]) + was[place + 1 :]
    both: dict[str, Any] = {which: changed}
    assert "被改动过" in refusal(replace(signed, **both))


@pytest.mark.parametrize("algorithm", Algorithm)
@given(data=st.data())
def test_one_byte_of_the_certificate_changed_is_refused(
    algorithm: Algorithm, data: st.DataObject
) -> None:
    signed = SIGNED[algorithm]
    own = signed.certificates[0]
    place = data.draw(st.integers(0, len(own) - 1))
    changed = own[:place] + bytes([own[place] ^ data.draw(st.integers(1, 255))]) + own[place + 1 :]
    # Under another issuer it is a stranger's, for both sides to look at.
    refusal(replace(signed, certificates=(changed, *signed.certificates[1:])), remedy="发送方")


@given(st.binary(max_size=200), st.binary(max_size=200), st.text(max_size=20))
def test_whatever_comes_is_refused_and_nothing_else_happens(
    certificate: bytes, value: bytes, algorithm: str
) -> None:
    refusal(Signed(CONTENT, algorithm, value, (certificate,)))
    refusal(replace(SIGNED[Algorithm.SM2], algorithm=algorithm, value=value))


@pytest.mark.parametrize("name", ["none", "", "hmac-sha256", "sm2-sha256", "rsa-sha1", "SM2-SM3"])
def test_no_other_algorithm_is_taken_whatever_it_is_called(name: str) -> None:
    assert "不在允许之列" in refusal(replace(SIGNED[Algorithm.SM2], algorithm=name))


def test_the_key_says_the_algorithm_and_not_the_name_alone() -> None:
    assert "公钥不符" in refusal(replace(SIGNED[Algorithm.SM2], algorithm="rsa-sha256"))
    assert "公钥不符" in refusal(replace(SIGNED[Algorithm.ECDSA], algorithm="sm2-sm3"))


def test_without_a_certificate_or_with_too_many_nothing_holds() -> None:
    signed = SIGNED[Algorithm.SM2]
    assert "实附 0 张" in refusal(replace(signed, certificates=()))
    assert "实附 9 张" in refusal(replace(signed, certificates=signed.certificates[:1] * 9))


def test_what_another_signed_does_not_hold_under_this_certificate() -> None:
    other = sign(CONTENT, signer())
    mixed = replace(SIGNED[Algorithm.SM2], value=other.value)
    assert "不是证书“澜州市人民政府”的持有者签的" in refusal(mixed)


def test_a_certificate_counts_within_its_days() -> None:
    signed = SIGNED[Algorithm.SM2]
    assert "已过期：有效期到" in refusal(signed, at=ENDS + DAY)
    assert "还没有生效" in refusal(signed, at=BEGAN - DAY)


def test_a_certificate_that_was_taken_back_does_not_count() -> None:
    root, authority = two_steps(Algorithm.SM2)
    own = SIGNED[Algorithm.SM2]
    revoked = Revoked(
        serial=Certificate(own.certificates[0]).serial,
        since=NOW - DAY,
        reason=Reason.KEY_COMPROMISE,
    )
    trust = Trust(
        anchors=[root.certificate],
        others=[authority.certificate],
        lists=[root.list(), authority.list(revoked, number=2)],
    )
    assert "吊销" in refusal(own, trust=trust)


def test_without_a_list_nobody_knows_and_nothing_is_taken() -> None:
    root, authority = two_steps(Algorithm.SM2)
    trust = Trust(anchors=[root.certificate], others=[authority.certificate])
    ours = "请收到的一方的系统管理员导入发证机构最新的证书吊销列表"
    assert "缺少发证机构" in refusal(SIGNED[Algorithm.SM2], trust=trust, remedy=ours)
    old = trust_in(root, authority)
    later = old.lists[0].ends
    assert later is not None
    said = refusal(SIGNED[Algorithm.SM2], trust=old, at=later + DAY, remedy=ours)
    assert "吊销列表已过期" in said


def test_who_signed_is_asked_first_where_both_must_do_something() -> None:
    root, authority = two_steps(Algorithm.SM2)
    trust = Trust(anchors=[root.certificate], others=[authority.certificate])
    said = refusal(SIGNED[Algorithm.SM2], trust=trust, at=ENDS + DAY)
    assert "已过期：有效期到" in said
    assert "吊销列表" in said


def test_a_stranger_is_nobody() -> None:
    stranger = TestAuthority(Algorithm.SM2, name="不相识的根").issue(purpose=Purpose.EXCHANGE)
    said = refusal(sign(CONTENT, stranger), remedy="请双方核对")
    assert "不是受信任的机构签发的" in said


def test_who_bears_a_known_name_falsely_is_nobody() -> None:
    stranger = TestAuthority(Algorithm.SM2, name="云川测试根").issue(purpose=Purpose.EXCHANGE)
    said = refusal(sign(CONTENT, stranger))
    assert "签发者的签名不对" in said


@pytest.mark.parametrize(
    "purpose", [each for each in Purpose if each not in (Purpose.EXCHANGE, Purpose.AUTHORITY)]
)
def test_no_certificate_for_anything_else_signs_what_is_exchanged(purpose: Purpose) -> None:
    said = refusal(sign(CONTENT, signer(purpose=purpose)))
    assert "不能用来签署公文交换的信封和回执" in said


def test_a_nodes_certificate_signs_snapshots_and_an_agencys_does_not() -> None:
    trust = trust_in(*two_steps(Algorithm.SM2))
    node = sign(CONTENT, signer(purpose=Purpose.NODE))
    assert must_hold(node, trust=trust, at=NOW, use=Use.SPEAK_FOR_NODE)
    with pytest.raises(NotTaken, match="不能用来签署通讯录快照和日志检查点") as refused:
        must_hold(SIGNED[Algorithm.SM2], trust=trust, at=NOW, use=Use.SPEAK_FOR_NODE)
    assert "用现行有效的节点证书重新签署" in refused.value.remedy


def test_a_weak_key_is_weak_though_its_signature_holds() -> None:
    from cryptography.hazmat.primitives.asymmetric import rsa

    weak = PrivateKey(
        rsa.generate_private_key(public_exponent=65_537, key_size=1_024), algorithm=Algorithm.RSA
    )
    own = two_steps(Algorithm.RSA)[1].issue(key=weak, purpose=Purpose.EXCHANGE)
    assert "强度不够" in refusal(sign(CONTENT, own))
