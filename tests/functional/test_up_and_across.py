"""A 请示 upwards and a 函 between organs that are not subordinate, from draft to completion."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlencode
from uuid import UUID

import pdfplumber
import pytest

from documents.consignments.states import State
from documents.outgoing.document import Document
from tests.functional.office_app import (
    CITY,
    CLERK,
    DRAFTER,
    LEADER,
    REVIEWER,
    OfficeApp,
    Visitor,
    sentence,
)

PROVINCE, PROVINCE_CLERK = "990000001", "jiangyi"
GOVERNMENT = f"{CITY}-M1"
MAYOR = "luchengjun"
STATED = {
    "openness": "不予公开",
    "openness_reason": "第十六条",
    "necessity": "项目用地报批",
}


pytestmark = pytest.mark.slow  # two documents on their whole way


def saved(office: OfficeApp, *, identity: str, **fields: str) -> UUID:
    """A draft through the editor."""
    drafter = office.log_in(DRAFTER)
    query = {"type": fields["type"], "identity": identity}
    drafter.open(f"/documents/draft?{urlencode(query)}")
    typed = {**STATED, "secrecy_reviewer": office.person(REVIEWER), **fields}
    answer = drafter.press("save", identity=identity, **typed)
    return UUID(answer.location.rpartition("/")[2])


def go(office: OfficeApp, login: str, id: UUID, act: str, **typed: str) -> Visitor:
    visitor = office.log_in(login)
    visitor.open(f"/documents/{id}")
    visitor.press(act, **typed)
    return visitor


def signed_and_numbered(office: OfficeApp, id: UUID, *, signer: str) -> Document:
    go(office, DRAFTER, id, "submit", to=office.person(REVIEWER))
    go(office, REVIEWER, id, "review", opinion="请审签。", to=office.person(signer))
    go(office, signer, id, "sign_off", opinion="同意。")
    clerk = go(office, CLERK, id, "recheck", opinion="无误")
    clerk.press("number")
    clerk.press("typeset")
    clerk.press("release")
    return office.player.documents.load(Document, id)


def text_of(office: OfficeApp, it: Document) -> str:
    data = office.house.node.content.get(it.agency, it.original["pages"])
    with pdfplumber.open(BytesIO(data)) as pdf:
        return "".join(page.extract_text() for page in pdf.pages).replace(" ", "")


def test_a_request_goes_up_with_its_signer_and_contact_and_is_handled_above(
    office: OfficeApp,
) -> None:
    title = "澜州市人民政府关于调整城区供水工程用地的请示"
    fields = {
        "type": "请示",
        "title": title,
        "recipients": "云川省人民政府",
        "body": "为保障城区供水，拟调整供水工程用地 2.4 公顷。\n妥否，请批示。",
        "note": "联系人：程予安，联系电话：0999—5550101",
    }
    id = saved(
        office, identity=GOVERNMENT, **{**fields, "recipients": "云川省人民政府，清河区人民政府"}
    )
    drafter = office.log_in(DRAFTER)
    drafter.open(f"/documents/{id}")
    refused = drafter.press("submit", to=office.person(REVIEWER), status=422)
    assert "第十五条" in sentence(refused)

    drafter.open(f"/documents/{id}/draft")
    drafter.press("save", recipients=fields["recipients"])
    it = signed_and_numbered(office, id, signer=MAYOR)
    assert it.number == "澜政请〔2026〕1号"
    printed = text_of(office, it)
    name = office.house.directory.person_name(office.person(MAYOR))
    assert f"签发人：{name}" in printed
    assert "（联系人：程予安" in printed

    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{id}")
    clerk.press("dispatch", addressees=PROVINCE)
    office.deliver()
    above = office.log_in(PROVINCE_CLERK)
    above.open(f"/incoming/{office.arrived(title, at=PROVINCE)}")
    above.press("sign_for")
    above.press("register", track="handling")
    office.deliver()
    (sent,) = office.player.consignments.of_document(id)
    assert sent.state == State.REGISTERED


def test_a_letter_between_unrelated_organs_is_printed_as_a_letter_and_gives_no_orders(
    office: OfficeApp,
) -> None:
    title = "澜州市人民政府办公室关于商请支持数据共享的函"
    fields = {
        "type": "函",
        "title": title,
        "recipients": "云川省人民政府办公厅",
        "body": "因工作需要，商请支持数据共享事宜。\n请予支持为盼。",
    }
    office_identity = f"{CITY}-M2"
    id = saved(office, identity=office_identity, **fields)
    it = signed_and_numbered(office, id, signer=LEADER)
    assert it.number.startswith("澜政办函〔2026〕")
    printed = text_of(office, it)
    assert "澜州市人民政府办公室" in printed
    assert "签发人" not in printed
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{id}")
    clerk.press("dispatch", addressees=PROVINCE)
    office.deliver()
    assert office.arrived(title, at=PROVINCE)
