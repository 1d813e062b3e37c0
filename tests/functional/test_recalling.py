"""A document is asked back, or another takes its place: on the pages of both, and by wire."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from documents.consignments.application import Consignments
from documents.consignments.states import State
from documents.incoming.application import Incomings
from documents.incoming.incoming import Incoming
from documents.incoming.stages import Stage
from tests.functional.exchange_nodes import two_nodes
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    OfficeApp,
    issue,
    offered,
    sentence,
    value_of,
)

REASON = "附件二的数据有误"


def asked_back(office: OfficeApp, title: str, *, do: str = "recall", **more: str) -> str:
    """Where the sender's clerk asked for it; the address of the list."""
    document = office.outgoing(title)
    (row,) = office.house.find(Consignments).of_document(document)
    here = f"/documents/{document}/distribution"
    clerk = office.log_in(CLERK)
    clerk.open(f"{here}?do={do}&line={row.subject}")
    clerk.press(do, opinion=REASON, **more)
    office.deliver()
    return here


def test_a_clerk_asks_it_back_and_the_others_agree_with_one_click(office: OfficeApp) -> None:
    title = "关于追回试办的通知"
    issue(office, title, to=[QINGHE])
    here = asked_back(office, title)
    sender = office.log_in(CLERK)
    assert "追回待答复" in sender.open(here).text
    assert "?do=recall" not in sender.open(here).text, "asking twice is not offered"

    clerk = office.log_in(QINGHE_CLERK)
    assert "来文机关请求追回" in clerk.open("/").text
    address = f"/incoming/{office.arrived(title, at=QINGHE)}"
    page = clerk.open(address)
    assert offered(page) == ["deny_request", "grant_request"]
    assert REASON in page.text
    leader = office.log_in(QINGHE_LEADER).open(address)
    assert "来文机关请求追回" in leader.text
    assert "grant_request" not in offered(leader)
    clerk.press("grant_request")
    page = clerk.open(address)
    assert offered(page) == []
    assert "已追回" in page.text
    assert "来文机关请求追回" not in clerk.open("/").text

    office.deliver()
    page = sender.open(here)
    assert "已追回" in page.text
    assert "?do=recall" not in page.text
    told = sender.open(f"/documents/{office.outgoing(title)}").text
    assert "同意追回" in told
    assert REASON in told


def test_a_refusal_needs_a_reason_which_the_sender_reads(office: OfficeApp) -> None:
    title = "关于不同意追回的通知"
    issue(office, title, to=[QINGHE])
    here = asked_back(office, title)
    address = f"/incoming/{office.arrived(title, at=QINGHE)}"
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(address)
    page = clerk.press("deny_request", opinion="", status=422)
    assert "写明理由" in sentence(page)
    clerk.press("deny_request", opinion="已经印发各科室")
    assert offered(clerk.open(address)) == ["refuse", "sign_for"], "it goes on where it was"
    office.deliver()
    page = office.log_in(CLERK).open(here)
    assert "对方不同意追回" in page.text
    assert "已经印发各科室" in page.text


def test_whoever_is_no_clerk_is_offered_nothing_and_a_reason_is_needed(office: OfficeApp) -> None:
    title = "关于谁可以追回的通知"
    issue(office, title, to=[QINGHE])
    document = office.outgoing(title)
    (row,) = office.house.find(Consignments).of_document(document)
    here = f"/documents/{document}/distribution"
    assert "?do=recall" not in office.log_in(DRAFTER).open(here).text
    clerk = office.log_in(CLERK)
    clerk.open(f"{here}?do=recall&line={row.subject}")
    page = clerk.press("recall", opinion=" ", status=422)
    assert "写明原因" in sentence(page)


def test_another_takes_its_place_and_each_page_leads_to_the_other(office: OfficeApp) -> None:
    old, new = "关于更正前的通知", "关于更正后的通知"
    issue(office, old, to=[QINGHE])
    issue(office, new, to=[QINGHE])
    document = office.outgoing(old)
    (row,) = office.house.find(Consignments).of_document(document)
    clerk = office.log_in(CLERK)
    here = f"/documents/{document}/distribution?do=amend&line={row.subject}"
    page = clerk.open(here)
    assert value_of(page, "replaced_by") == ""
    page = clerk.press("amend", opinion=REASON, status=422)
    assert "选择更正件" in sentence(page)
    (newer,) = office.house.find(Consignments).of_document(office.outgoing(new))
    clerk.open(here)
    clerk.press("amend", opinion=REASON, replaced_by=str(newer.subject))
    office.deliver()

    receiver = office.log_in(QINGHE_CLERK)
    before, after = (office.arrived(each, at=QINGHE) for each in (old, new))
    page = receiver.open(f"/incoming/{before}")
    assert "来文机关请求更正" in page.text
    receiver.press("grant_request")
    page = receiver.open(f"/incoming/{before}")
    assert "已更正，以新件为准" in page.text
    assert page.html.select_one(f'a[href$="/incoming/{after}"]') is not None
    page = receiver.open(f"/incoming/{after}")
    assert page.html.select_one(f'a[href$="/incoming/{before}"]') is not None
    office.deliver()
    assert "已更正" in clerk.open(f"/documents/{document}/distribution").text


@pytest.mark.parametrize("grants", [True, False])
def test_a_recall_goes_from_node_to_node(tmp_path: Path, *, grants: bool) -> None:
    title = "关于跨节点追回的通知"
    with pytest.MonkeyPatch.context() as patch, two_nodes(tmp_path, patch) as nodes:
        document = issue(nodes.city, title, to=[QINGHE])
        nodes.deliver()
        sent = nodes.city.house.find(Consignments)
        (row,) = sent.of_document(document)
        sent.request_recall(nodes.city.by(CLERK), row.subject, reason=REASON)
        paper: UUID = nodes.district.arrived(title, at=QINGHE)
        rooms = nodes.district.house.find(Incomings)
        signing = rooms.load(Incoming, paper)
        rooms.sign_for(nodes.district.by(QINGHE_CLERK), paper, seen=signing.version)
        nodes.deliver()
        it, clerk = rooms.load(Incoming, paper), nodes.district.by(QINGHE_CLERK)
        assert it.asked is not None
        assert it.asked.reason == REASON
        if grants:
            rooms.grant_request(clerk, paper, seen=it.version)
        else:
            rooms.deny_request(clerk, paper, reason="已经传达", seen=it.version)
        nodes.deliver()
        (row,) = sent.of_document(document)
        wanted = (State.RECALLED, "") if grants else (State.SIGNED_FOR, State.RECALL_REFUSED)
        assert (row.state, row.asked) == wanted
        assert rooms.load(Incoming, paper).stage is (
            Stage.RECALLED if grants else Stage.SIGNED_FOR
        )
