"""A misaddressed document is returned and signed for; many are signed for at once."""

from __future__ import annotations

from pathlib import Path

from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    OfficeApp,
    issue,
    offered,
    office_app,
    sentence,
    value_of,
)

RECEIVER = "清河区人民政府办公室"


def test_misaddressed_document_returned_and_signed_for(office: OfficeApp) -> None:
    title = "关于错投的通知"
    issue(office, title, to=[QINGHE])
    address = f"/incoming/{office.arrived(title, at=QINGHE)}"
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(address)
    clerk.press("sign_for")
    assert offered(office.log_in(QINGHE_LEADER).open(f"{address}?form=return_to_sender")) == []
    clerk.open(f"{address}?form=return_to_sender")
    page = clerk.press("return_to_sender", opinion="应送市水务局", status=422)
    assert "请选择是哪一类原因" in sentence(page)
    assert value_of(page, "opinion") == "应送市水务局"
    clerk.press("return_to_sender", fault="misaddressed", opinion="应送市水务局")
    page = clerk.open(address)
    assert offered(page) == []
    assert "退文（错投）" in page.text
    office.deliver()

    sender = office.log_in(CLERK)
    assert "签收退文" in sender.open("/").text
    document = f"/documents/{office.outgoing(title)}"
    page = sender.open(document)
    assert offered(page) == ["sign_for_return"]
    assert "错投：应送市水务局" in page.text
    assert f"{RECEIVER} 冯小满 退文" in page.text
    assert offered(office.log_in(DRAFTER).open(document)) == []
    sender.press("sign_for_return")
    page = sender.open(document)
    assert f"签收 {RECEIVER} 的退文" in page.text
    assert offered(page) == ["requeue"]
    sender.press("requeue", opinion="经核实应由贵办转办")
    office.deliver()
    assert offered(clerk.open(address)) == ["refuse", "sign_for"]
    clerk.press("sign_for")
    assert offered(clerk.open(address)) == ["register"]


def test_what_arrived_is_signed_for_in_a_batch(office: OfficeApp) -> None:
    titles = ("关于批量签收一的通知", "关于批量签收二的通知")
    papers = []
    for title in titles:
        issue(office, title, to=[QINGHE])
        papers.append(str(office.arrived(title, at=QINGHE)))
    clerk = office.log_in(QINGHE_CLERK)
    desk = clerk.open("/")
    assert {each["value"] for each in desk.html.select("input[data-pick]")} >= set(papers)
    fields = [("csrf_token", clerk.token()), ("command", "batch-1"), ("act", "sign_for_many")]
    sent = [*fields, *(("item", each) for each in papers)]
    assert "2 件已办" in clerk.post("/batch", sent).text
    events = office.events()
    assert "2 件已办" in clerk.post("/batch", sent).text  # the same form again
    assert office.events() == events
    for paper in papers:
        assert offered(clerk.open(f"/incoming/{paper}")) == ["register"]


def test_each_kind_of_source_has_its_own_series(tmp_path: Path) -> None:
    words = tmp_path / "series.toml"
    words.write_text('[[series]]\nword = "会收"\nkinds = ["会议"]\n', encoding="utf-8")
    (tmp_path / "office").mkdir()
    with office_app(tmp_path / "office", incoming_series=words) as office:
        clerk = office.log_in(QINGHE_CLERK)
        for title, source, number in (
            ("关于防汛的通知", "", "收文〔2026〕1号，上级来文"),
            ("关于座谈的通知", "meeting", "会收〔2026〕1号，会议"),
        ):
            issue(office, title, to=[QINGHE])
            clerk.open(f"/incoming/{office.arrived(title, at=QINGHE)}")
            clerk.press("sign_for")
            chosen = {"source": source} if source else {}
            clerk.press("register", track="handling", **chosen)
            assert clerk.page is not None
            assert number in clerk.page.text
