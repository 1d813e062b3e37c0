"""印章 with its certificates: registered in one step, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from webtest import Upload

from signing.certificates.building import Purpose
from signing.issuing.application import Certificates
from signing.keys.algorithms import Algorithm
from signing.keys.owners import Owner, OwnerKind
from signing.keys.private import PrivateKey
from signing.seals.application import Seals
from tests.functional.office_app import CITY, CLERK, OfficeApp, form_with, office_app, sentence
from tests.functional.sealed_office import PIN, picture
from tests.functional.test_certificates_page import p12

NAME = "澜州市人民政府办公室文电专用章"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        running.house.find(Certificates).make_authority(name="云川省", by="operator:test")
        yield running


@pytest.mark.slow
def test_a_seal_comes_with_its_keys_in_one_step_or_is_not_put_on_record(
    office: OfficeApp, tmp_path: Path
) -> None:
    certificates = office.house.find(Certificates)
    key = PrivateKey.generate(Algorithm.ECDSA)
    made, _ = certificates.authority.issue(
        {"country_name": "CN", "common_name": NAME},
        public=key.public,
        algorithm=Algorithm.ECDSA,
        purpose=Purpose.SEAL,
        now=office.house.node.clock.now(),
    )
    file = p12(tmp_path, key=key, certificate=made)
    form = form_with(office.log_in(CLERK).open("/seals"), "register")
    form["name"], form["record"], form["kind"] = NAME, "99010000100002", "special"
    form["keeper"] = office.person(CLERK)
    form["begins"], form["ends"] = "2026-01-01", "2030-12-31"
    form["picture"] = Upload("seal.png", picture(office.house.settings.here))
    form["keys"], form["password"] = [Upload("seal.p12", file)], "another"
    form["pin"] = PIN
    again = form.submit("act", value="register", status=422)
    assert "口令不对" in sentence(again)
    assert PIN not in again.text
    seals = office.house.find(Seals)
    assert not [each for each in seals.rows(CITY) if each.name == NAME], "not without its keys"

    form["password"] = "files-own"
    page = form.submit("act", value="register", status=303).follow()
    assert "登记备案" in page.text
    owner = Owner(OwnerKind.SEAL, str(UUID(page.request.path.rpartition("/")[2])))
    signer = certificates.keys.signer(
        owner, algorithm=Algorithm.ECDSA, purpose=Purpose.SEAL, pin=PIN
    )
    assert signer.certificate == made.der
