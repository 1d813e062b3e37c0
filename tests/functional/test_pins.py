"""我的证书和 PIN 码: changed by whoever knows it, and by nobody for anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from signing.certificates.building import Purpose
from signing.issuing.application import Certificates
from signing.keys.algorithms import Algorithm
from signing.keys.owners import Owner, OwnerKind
from signing.keys.pin import WrongPIN
from tests.functional.office_app import (
    CLERK,
    LEADER,
    OfficeApp,
    filled,
    form_with,
    office_app,
    sentence,
)
from tests.functional.sealed_office import PIN, register_seal

NEW = "963741"


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OfficeApp, UUID]]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        yield running, register_seal(running)


def opens(office: OfficeApp, seal: UUID, *, pin: str) -> bool:
    """Both keys of the seal, as 用印 takes them."""
    keys, owner = office.house.find(Certificates).keys, Owner(OwnerKind.SEAL, str(seal))
    try:
        for each in (Algorithm.SM2, Algorithm.ECDSA):
            keys.signer(owner, algorithm=each, purpose=Purpose.SEAL, pin=pin)
    except WrongPIN:
        return False
    return True


@pytest.mark.slow
def test_the_keeper_changes_the_pin_of_the_seal_and_sees_no_pin_again(
    sealed: tuple[OfficeApp, UUID],
) -> None:
    office, seal = sealed
    clerk = office.log_in(CLERK)
    page = clerk.open("/pins")
    assert "印章“澜州市人民政府办公室”" in page.text
    wrong = {"pin": "741963", "new_pin": NEW, "new_pin_again": NEW}
    refused = clerk.press("change_pin", status=422, **wrong)
    assert "PIN 码不对" in sentence(refused)
    assert NEW not in refused.text
    twice = {"pin": PIN, "new_pin": NEW, "new_pin_again": "963742"}
    assert "不一样" in sentence(clerk.press("change_pin", status=422, **twice))
    assert opens(office, seal, pin=PIN)
    clerk.press("change_pin", pin=PIN, new_pin=NEW, new_pin_again=NEW)
    assert opens(office, seal, pin=NEW)
    assert not opens(office, seal, pin=PIN)


def test_others_neither_see_nor_change_it(sealed: tuple[OfficeApp, UUID]) -> None:
    office, _ = sealed
    clerk, leader = office.log_in(CLERK), office.log_in(LEADER)
    form = form_with(clerk.open("/pins"), "change_pin")
    page = leader.open("/pins")
    assert "您没有签名证书" in page.text
    typed = {"pin": PIN, "new_pin": NEW, "new_pin_again": NEW}
    token = page.html.select_one("input[name=csrf_token]")["value"]
    fields = dict(filled(form, act="change_pin", typed=typed)) | {"csrf_token": token}
    answer = leader.send("/pins", list(fields.items()), status=422)
    assert "不是您的证书" in sentence(answer)
