"""Opinions on outgoing documents: defaults, 圈阅, limits, 代录 with 补签, many at once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image
from webtest import TestResponse

from documents.handling.limits import WITHHELD
from documents.opinions.application import Opinions
from documents.outgoing.application import Documents
from office.kernel.destruction import Destructions
from tests.functional.office_app import (
    CITY,
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE_CLERK,
    REVIEWER,
    OfficeApp,
    Visitor,
    draft,
    filled,
    form_with,
    offered,
    office_app,
    sentence,
    value_of,
)

ISSUER = "澜州市人民政府办公室"
"""A title begins with it (条例 第九条（七）)."""

ROUTES = """
[[route]]
issuing = ["rechecking", "numbering", "typesetting", "sealing", "releasing", "dispatching"]
step = [{stage = "reviewing"}, {stage = "countersigning"},
        {stage = "signing", name = "主任签发"}]
"""
"""The sign-off has a name of the office's own: what may be done from lists hangs on no word."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    folder = tmp_path_factory.mktemp("office")
    routes = folder / "routes.toml"
    routes.write_text(ROUTES, encoding="utf-8")
    with office_app(folder, routes=routes) as running:
        yield running


def slip(page: TestResponse) -> str:
    return str(page.html.select_one("aside.slip .slip-scroll").get_text())


def reviewing(office: OfficeApp, title: str) -> str:
    """The address of a document before its reviewer."""
    address = f"/documents/{draft(office, ISSUER + title)}"
    drafter = office.log_in(DRAFTER)
    drafter.open(address)
    drafter.press("submit", to=office.person(REVIEWER))
    return address


def signing(office: OfficeApp, title: str) -> str:
    """The address of a document before its signer, without countersigning."""
    id = UUID(reviewing(office, title).rpartition("/")[2])
    rooms = office.house.find(Documents)
    it = rooms.load(rooms.repository.get(id).__class__, id)
    route = tuple(step for step in it.route if step.stage != "countersigning")
    rooms.reroute(office.by(REVIEWER), id, route=route, seen=it.version)
    rooms.review(
        office.by(REVIEWER),
        id,
        opinion="",
        keeping="经核。",
        to=[office.person(LEADER)],
        seen=it.version + 1,
    )
    return f"/documents/{id}"


def to_seal(office: OfficeApp, title: str) -> str:
    """The address of a document that waits for its seal."""
    address = signing(office, title)
    rooms, id = office.house.find(Documents), UUID(address.rpartition("/")[2])

    def seen() -> int:
        return int(rooms.repository.get(id).version)

    rooms.sign_off(office.by(LEADER), id, opinion="", seen=seen())
    rooms.recheck(office.by(CLERK), id, opinion="", seen=seen())
    rooms.take_number(office.by(CLERK), id, seen=seen())
    rooms.typeset(office.by(CLERK), id, seen=seen())
    return address


def test_an_empty_opinion_stands_for_what_the_form_shows(office: OfficeApp) -> None:
    address = reviewing(office, "关于默认核稿意见的通知")
    reviewer = office.log_in(REVIEWER)
    field = reviewer.open(address).html.select_one("textarea[name=opinion]")
    assert "已核" in field["placeholder"]
    reviewer.press("review", opinion="", to=office.person(CLERK))
    assert "已核" in slip(reviewer.open(address))


def test_a_default_is_no_reason_to_return(office: OfficeApp) -> None:
    address = reviewing(office, "关于退回理由的通知")
    reviewer = office.log_in(REVIEWER)
    reviewer.open(address)
    assert "理由" in sentence(reviewer.press("return", opinion="", status=422))


@pytest.mark.slow
def test_a_default_does_not_speak_for_who_disagrees(office: OfficeApp) -> None:
    address = reviewing(office, "关于不同意见的通知")
    reviewer = office.log_in(REVIEWER)
    reviewer.open(address)
    reviewer.press("review", opinion="", to=office.person(CLERK))
    other = office.log_in(CLERK)
    other.open(address)
    typed = {"verdict": "dissent", "opinion": "", "to": office.person(LEADER)}
    assert "不同意" in sentence(other.press("countersign", status=422, **typed))
    assert "不一致" in sentence(other.press("circle", status=422, **typed))
    other.press("circle", verdict="agree", opinion="", to=office.person(LEADER))
    words = [each.get_text() for each in other.open(address).html.select("#opinions .opgroup")]
    assert any("会签" in each and "同意" in each for each in words)


def test_a_circle_signs_off_without_words_as_the_regulations_have_it(office: OfficeApp) -> None:
    address = signing(office, "关于圈阅签发的通知")
    leader = office.log_in(LEADER)
    page = leader.open(address)
    assert "圈阅即视为同意签发（《条例》第二十二条）" in page.html.select_one(".means").get_text()
    leader.press("circle", opinion="")
    page = leader.open(address)
    group = page.html.select_one("#opinions .opgroup")
    assert group.select_one("h3").get_text() == "签发"
    assert group.select_one(".txt") is None
    assert "同意" in group.select_one(".badge").get_text()


def test_phrases_name_the_drafter_and_the_next_person(office: OfficeApp) -> None:
    reviewer = office.log_in(REVIEWER)
    reviewer.open("/phrases")
    reviewer.press("own", **{"own-review": "{drafter}同志所拟《{title}》，请{next}同志阅示"})
    page = reviewer.open(reviewing(office, "关于填空的通知"))
    chips = [each.get_text() for each in page.html.select(".act .chips button")]
    assert chips[0].startswith("程予安同志所拟《澜州市人民政府办公室关于填空的通知》，请")
    assert "{" not in chips[0]


def test_a_limited_opinion_is_withheld_from_the_clerk(office: OfficeApp) -> None:
    address = signing(office, "关于限定签发意见的通知")
    leader = office.log_in(LEADER)
    leader.open(address)
    leader.press("sign_off", opinion="速办，勿外传", limited_to=[office.person(REVIEWER)])
    assert "勿外传" in slip(office.log_in(REVIEWER).open(address))
    page = office.log_in(CLERK).open(address)
    assert WITHHELD in slip(page)
    assert "勿外传" not in page.text


def test_what_was_typed_outlives_a_form_beside_it(office: OfficeApp) -> None:
    address = reviewing(office, "关于调整流程时暂存的通知")
    reviewer, id = office.log_in(REVIEWER), address.rpartition("/")[2]
    reviewer.open(address)
    typed = [("csrf_token", reviewer.token()), ("opinion", "文种、格式无误")]
    reviewer.post(f"/opinions/{id}/draft?step=review", typed)
    reviewer.open(f"{address}?form=reroute")
    reviewer.press(
        "reroute",
        add_stage="endorsing",
        add_before="2",
        add_people=[office.person(LEADER)],
        add_order="at_once",
    )
    assert value_of(reviewer.open(address), "opinion") == "文种、格式无误"


@pytest.mark.slow
def test_what_was_typed_goes_with_the_paper_that_is_destroyed(office: OfficeApp) -> None:
    address = reviewing(office, "关于销毁暂存意见的通知")
    reviewer, id = office.log_in(REVIEWER), UUID(address.rpartition("/")[2])
    reviewer.open(address)
    typed = [("csrf_token", reviewer.token()), ("opinion", "误写了不该写的")]
    reviewer.post(f"/opinions/{id}/draft?step=review", typed)
    drafts = office.house.find(Opinions).drafts
    mine = {"agency": CITY, "person": office.person(REVIEWER), "paper": id}
    assert drafts.of(**mine)
    room = Destructions(office.house.node)
    proposal = room.propose(office.by("hanji", agency=CITY), subjects=[id], reason="误传")
    room.approve(office.by(LEADER), UUID(proposal))
    assert drafts.of(**mine) is None


# 代录.


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "PNG")
    return file.getvalue()


def enter(
    office: OfficeApp, address: str, *, status: int = 303, scan: bytes = b"", **typed: str
) -> TestResponse:
    """The clerk enters the signer's decision; consent where nothing else is `typed`."""
    typed = {"verdict": "agree", **typed}
    clerk = office.log_in(CLERK)
    form = form_with(clerk.open(f"{address}/transcribe"), "transcribe")
    fields = [each for each in filled(form, act="transcribe", typed=typed) if each[0] != "scan"]
    files = [("scan", "签发.png" if scan else "", scan)]  # a browser sends the empty one too
    answer = clerk.post(form.action, fields, upload_files=files, status=status)
    clerk.page = answer.follow() if status == 303 else answer
    return clerk.page


def test_a_sign_off_on_paper_is_entered_as_the_signer_s_and_goes_on(office: OfficeApp) -> None:
    address = signing(office, "关于代录签发的通知")
    page = enter(office, address, opinion="同意", scan=picture())
    assert "周怀远 签发" in slip(page)
    assert "由段文代录，纸质件，领导意见日期 11月20日" in slip(page)
    assert page.html.select_one("#opinions a[href*='scans']")
    assert offered(page) == ["return", "recheck"]


def test_a_sign_off_by_telephone_is_not_sealed_before_the_signer_ratifies(
    office: OfficeApp,
) -> None:
    address = signing(office, "关于电话签发的通知")
    page = enter(office, address, kind="telephone", opinion="同意，先办")
    assert "等候领导补签" in slip(page)
    leader, clerk = office.log_in(LEADER), office.log_in(CLERK)
    assert "补签" in leader.open("/").text
    clerk.open(address)
    clerk.press("recheck", opinion="")
    clerk.press("number")
    clerk.press("typeset")
    assert "还没有补签" in sentence(clerk.press("seal", status=422))
    assert offered(leader.open(address)) == ["deny_sign_off", "ratify"]
    told = leader.page.html.select_one("form.act").get_text()
    assert "段文按您 2026-11-20 的电话代录为同意签发，原话记为“同意，先办”" in told
    leader.press("ratify", opinion="")
    assert "等候领导补签" not in slip(clerk.open(address))
    clerk.press("seal")


def test_what_a_signer_refused_by_telephone_is_no_sign_off(office: OfficeApp) -> None:
    address = signing(office, "关于电话退回的通知")
    words = "不同意印发，退回重拟"
    undecided = enter(office, address, status=422, verdict="", kind="telephone", opinion=words)
    assert "请在“领导的决定”中选定" in sentence(undecided)
    page = enter(office, address, verdict="dissent", kind="telephone", opinion=words)
    assert "周怀远 退回拟稿（由段文代录，电话，领导意见日期 11月20日）" in slip(page)
    assert words in slip(page)
    assert "submit" in offered(office.log_in(DRAFTER).open(address))


@pytest.mark.slow
def test_nothing_is_entered_before_the_paper_is_the_signer_s(office: OfficeApp) -> None:
    address = reviewing(office, "关于尚未送签的通知")
    clerk = office.log_in(CLERK)
    assert "代录领导签批" not in clerk.open(address).text
    assert "不用代录" in sentence(clerk.open(f"{address}/transcribe", status=422))
    rooms, id = office.house.find(Documents), UUID(address.rpartition("/")[2])
    before = rooms.repository.get(id).version
    office.log_in(QINGHE_CLERK).open(f"{address}/transcribe", status=404)
    office.log_in(REVIEWER).open(f"{address}/transcribe", status=403)
    assert rooms.repository.get(id).version == before


def endorsing(office: OfficeApp, title: str, *leaders: str) -> str:
    """A paper before leaders who say what they think before the signer does."""
    address = reviewing(office, title)
    reviewer = office.log_in(REVIEWER)
    reviewer.open(f"{address}?form=reroute")
    reviewer.press(
        "reroute",
        add_stage="endorsing",
        add_before="2",
        add_people=[office.person(each) for each in leaders],
        add_order="at_once",
    )
    reviewer.open(address)
    reviewer.press("review", opinion="请审签")
    return address


@pytest.mark.slow
def test_what_a_leader_wrote_before_the_sign_off_is_entered_as_theirs(office: OfficeApp) -> None:
    address = endorsing(office, "关于代录审签的通知", LEADER)
    page = enter(office, address, opinion="同意，请尽快", scan=picture(), to=office.person(LEADER))
    assert "周怀远 审签" in slip(page)
    assert "由段文代录，纸质件，领导意见日期 11月20日" in slip(page)
    assert page.html.select_one("#opinions a[href*='scans']")
    assert "countersign" in offered(office.log_in(LEADER).open(address))
    page = enter(office, address, verdict="dissent", opinion="依据不足", scan=picture())
    assert "不同意" in slip(page)
    assert "sign_off" in offered(office.log_in(LEADER).open(address))


@pytest.mark.slow
def test_who_enters_a_leader_s_words_has_them_in_writing(office: OfficeApp) -> None:
    address = endorsing(office, "关于电话审签的通知", LEADER)
    events = office.events()
    page = enter(office, address, status=422, kind="telephone", opinion="同意")
    assert "不按电话代录" in sentence(page)
    page = enter(office, address, status=422, opinion="同意")
    assert "须附上领导签批的扫描件或照片" in sentence(page)
    assert office.events() == events


# Many at once.


def batch(visitor: Visitor, act: str, addresses: list[str]) -> dict[str, str]:
    """What is said of each."""
    fields = [("act", act), ("csrf_token", visitor.token()), ("command", str(uuid4()))]
    items = [("item", each.rpartition("/")[2]) for each in addresses]
    page = visitor.post("/batch", [*fields, *items])
    return {
        each.select_one("a").get_text().removeprefix(ISSUER): each.select_one("p").get_text()
        for each in page.html.select(".outcomes li")
    }


def test_only_what_the_signer_has_opened_is_signed_off_with_others(office: OfficeApp) -> None:
    opened, unopened = (signing(office, f"关于批量签发{each}的通知") for each in "甲乙")
    leader = office.log_in(LEADER)
    leader.open(opened)
    desk = leader.open("/")
    assert "签发" in desk.html.select_one("#batch").get_text()
    assert "打开看过" in desk.html.select_one("#batch").get_text()
    told = batch(leader, "sign_off", [opened, unopened])
    assert told["关于批量签发甲的通知"] == "已签发"
    assert "还没有打开看过" in told["关于批量签发乙的通知"]
    assert "签发" in slip(leader.open(opened))
    assert offered(leader.open(unopened)) == ["return", "circle", "sign_off"]


@pytest.mark.slow
def test_what_changed_hands_since_it_was_opened_counts_as_unopened(office: OfficeApp) -> None:
    address = signing(office, "关于退回再签的通知")
    leader, drafter = office.log_in(LEADER), office.log_in(DRAFTER)
    leader.open(address)
    leader.press("return", opinion="请改", return_to="0", then="straight")
    drafter.open(address)
    drafter.press("submit")
    told = batch(leader, "sign_off", [address])
    assert "还没有打开看过" in told["关于退回再签的通知"]


@pytest.mark.slow
def test_only_what_the_clerk_has_opened_is_sealed_with_others(office: OfficeApp) -> None:
    opened, unopened = (to_seal(office, f"关于批量用印{each}的通知") for each in "甲乙")
    clerk = office.log_in(CLERK)
    clerk.open(opened)
    told = batch(clerk, "seal", [opened, unopened])
    assert told["关于批量用印甲的通知"] == "已用印"
    assert "还没有打开看过" in told["关于批量用印乙的通知"]


@pytest.mark.slow
def test_numbers_are_taken_for_many_without_opening_them(office: OfficeApp) -> None:
    rooms, addresses = office.house.find(Documents), []
    for each in "甲乙":
        address = signing(office, f"关于批量取号{each}的通知")
        id = UUID(address.rpartition("/")[2])
        for act in ("sign_off", "recheck"):
            seen = rooms.repository.get(id).version
            who: Any = LEADER if act == "sign_off" else CLERK
            getattr(rooms, act)(office.by(who), id, opinion="", seen=seen)
        addresses.append(address)
    clerk = office.log_in(CLERK)
    told = batch(clerk, "number", addresses)
    assert set(told.values()) == {"已取号"}
    numbers = {rooms.repository.get(UUID(each.rpartition("/")[2])).number for each in addresses}
    assert len(numbers) == 2
    again = batch(clerk, "number", addresses)
    assert all("不能编号" in each for each in again.values())


def test_without_a_distribution_list_nothing_is_dispatched_from_a_list(office: OfficeApp) -> None:
    address = signing(office, "关于批量分发的通知")
    told = batch(office.log_in(CLERK), "dispatch", [address])
    assert "没有拟定分送名单" in told["关于批量分发的通知"]
