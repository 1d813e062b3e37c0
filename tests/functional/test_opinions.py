"""Opinions through their real pages: phrases, defaults, 圈阅, limits, kept drafts, 代录."""

from __future__ import annotations

import io
from uuid import UUID

import pytest
from PIL import Image
from webtest import TestResponse

from documents.handling.limits import WITHHELD
from documents.incoming.stages import Track
from documents.opinions.application import Opinions
from tests.functional.handled import assign
from tests.functional.office_app import (
    ADMINISTRATORS,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    QINGHE_LEADER,
    WANGJIANG_CLERK,
    OfficeApp,
    Visitor,
    filled,
    form_with,
    offered,
    sentence,
    value_of,
)
from tests.functional.office_app import registered as came


def registered(office: OfficeApp, title: str, *, track: str = "handling") -> str:
    """The address of a paper before the district's clerk, who has registered it."""
    title = f"澜州市人民政府办公室{title}"
    id = came(office, title, at=QINGHE, clerk=QINGHE_CLERK, track=Track(track))
    return f"/incoming/{id}"


def proposed(office: OfficeApp, title: str, **more: str | list[str]) -> str:
    """The address of a paper before the district's leader."""
    address = registered(office, title)
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(address)
    clerk.press("propose", **{"opinion": "拟请阅示", "to": office.person(QINGHE_LEADER), **more})
    return address


def slip(page: TestResponse) -> str:
    return str(page.html.select_one("aside.slip .slip-scroll").get_text())


def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "JPEG")
    return file.getvalue()


# Phrases.


def test_a_chip_names_the_person_chosen_and_without_script_the_server_does(
    office: OfficeApp,
) -> None:
    address = registered(office, "关于常用语的通知")
    clerk = office.log_in(QINGHE_CLERK)
    page = clerk.open(address)
    chips = [each.get_text() for each in page.html.select(".act .chips button")]
    leader = page.html.select_one("select[name=to] option[selected]")["data-name"]
    assert f"拟请{leader}同志阅示" in chips
    phrases = [each["value"] for each in page.html.select("select[name=phrase] option")]
    assert "拟请{next}同志阅示" in phrases
    clerk.press(
        "propose", opinion="", phrase="拟请{next}同志阅示", to=office.person(QINGHE_DEPUTY)
    )
    assert "拟请梁静宜同志阅示" in slip(clerk.open(address))


def test_a_person_s_own_phrases_are_offered_to_them_alone(office: OfficeApp) -> None:
    address = proposed(office, "关于个人常用语的通知")
    leader = office.log_in(QINGHE_LEADER)
    leader.open("/phrases")
    leader.press("own", **{"own-instruct": "请{next}同志牵头\n照此办理"})
    chips = [each.get_text() for each in leader.open(address).html.select(".chips button")]
    assert chips.index("照此办理") < chips.index("请抓紧落实")
    office.log_in(QINGHE_CLERK).open("/phrases")
    page = office.log_in(QINGHE_CLERK).page
    assert page is not None
    assert "照此办理" not in page.text


def test_only_a_clerk_arranges_the_agency_s_phrases(office: OfficeApp) -> None:
    leader, clerk = office.log_in(QINGHE_LEADER), office.log_in(QINGHE_CLERK)
    assert "default-sign-off" not in leader.open("/phrases").text
    page = clerk.open("/phrases")
    before = office.events()
    fields = filled(form_with(page, "agency"), act="agency", typed={"default-sign-off": ""})
    own = [(name, value) for name, value in fields if name != "csrf_token"]
    answer = leader.post("/phrases", [*own, ("csrf_token", leader.token())], status=403)
    assert "文书" in answer.text
    assert office.events() == before


def test_a_phrase_that_cannot_be_is_refused_and_everything_typed_stays(office: OfficeApp) -> None:
    clerk = office.log_in(WANGJIANG_CLERK)
    clerk.open("/phrases")
    page = clerk.press(
        "agency", status=422, **{"agency-review": "请{nobody}看", "default-review": "已阅核"}
    )
    assert "{nobody}" in sentence(page)
    assert value_of(page, "agency-review") == "请{nobody}看"
    assert value_of(page, "default-review") == "已阅核"


@pytest.mark.slow
def test_what_a_clerk_arranges_is_what_an_empty_opinion_stands_for(office: OfficeApp) -> None:
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open("/phrases")
    clerk.press("agency", **{"default-assign": "请办理"})
    address = registered(office, "关于默认意见的通知")
    page = clerk.open(f"{address}?form=assign")
    assert "即记为“请办理”" in str(form_with(page, "assign").html)
    assign(office, clerk, address, to=QINGHE_DEPUTY, opinion="")
    assert "请办理" in slip(clerk.open(address))


def test_administrators_have_no_phrases(office: OfficeApp) -> None:
    for login in ADMINISTRATORS:
        office.log_in(login).open("/phrases", status=403)


# 圈阅.


def test_a_circle_is_one_button_that_says_what_it_means(office: OfficeApp) -> None:
    address = proposed(office, "关于圈阅的通知")
    leader = office.log_in(QINGHE_LEADER)
    page = leader.open(address)
    button = page.html.select_one("button[value=circle]")
    means = page.html.select_one(f"#{button['aria-describedby']}").get_text()
    assert "圈阅即视为同意拟办意见" in means
    leader.press("circle", opinion="")
    assert "圈阅，同意拟办意见" in slip(leader.open(address))


def test_words_written_beside_a_circle_are_not_lost(office: OfficeApp) -> None:
    address = proposed(office, "关于圈阅并写意见的通知")
    leader = office.log_in(QINGHE_LEADER)
    leader.open(address)
    leader.press("circle", opinion="抓紧")
    assert "抓紧" in slip(leader.open(address))


def test_reading_is_circled_with_the_default_that_the_form_shows(office: OfficeApp) -> None:
    address = registered(office, "关于传阅圈阅的通知", track="reading")
    clerk, leader = office.log_in(QINGHE_CLERK), office.log_in(QINGHE_LEADER)
    clerk.open(address)
    clerk.press("circulate", readers=[office.person(QINGHE_LEADER)])
    page = leader.open(office.reading(address))
    field = page.html.select_one("textarea[name=opinion]")
    assert "已阅" in field["placeholder"]
    assert "圈阅表示已阅" in page.html.select_one(".means").get_text()
    leader.press("initial", opinion="")
    texts = [each.get_text() for each in leader.open(address).html.select("#opinions .txt")]
    assert texts == ["已阅"]


# Opinions for named people.


def limited(office: OfficeApp, title: str) -> str:
    """A paper on which the leader wrote something for the deputy alone."""
    address = proposed(office, title)
    leader = office.log_in(QINGHE_LEADER)
    leader.open(address)
    leader.press("instruct", opinion="此事敏感，先摸底", limited_to=[office.person(QINGHE_DEPUTY)])
    return address


def test_words_for_named_people_are_withheld_from_everybody_else(office: OfficeApp) -> None:
    address = limited(office, "关于限定意见的通知")
    for login in (QINGHE_LEADER, QINGHE_DEPUTY):
        page = office.log_in(login).open(address)
        assert "先摸底" in slip(page)
        assert WITHHELD not in page.text
    page = office.log_in(QINGHE_CLERK).open(address)
    assert WITHHELD in slip(page)
    assert "先摸底" not in page.text


@pytest.mark.slow
def test_they_are_withheld_in_views_of_the_past_and_on_the_desk(office: OfficeApp) -> None:
    address = limited(office, "关于历史中限定意见的通知")
    clerk = office.log_in(QINGHE_CLERK)
    last = len(clerk.open(address).html.select(".track a"))
    seen = [clerk.open(f"{address}?as_of={number}") for number in range(1, last + 1)]
    assert any(WITHHELD in page.text for page in [*seen, clerk.open(address)])
    desk = clerk.open(f"/?item={address.rpartition('/')[2]}")
    assert not [page for page in (*seen, desk) if "先摸底" in page.text]


def test_an_opinion_is_limited_to_people_of_the_agency(office: OfficeApp) -> None:
    address = proposed(office, "关于越界限定的通知")
    leader = office.log_in(QINGHE_LEADER)
    page = leader.open(address)
    form = form_with(page, "instruct")
    stranger = office.person(WANGJIANG_CLERK)
    fields = filled(form, act="instruct", typed={"opinion": "办", "limited_to": [stranger]})
    assert "意见阅看人" in sentence(leader.send(form.action, fields, status=422))


# Kept drafts.


def keep(visitor: Visitor, page: TestResponse, text: str, *, status: int = 200) -> TestResponse:
    """What the script does while somebody types."""
    form = page.html.select_one("form.act")
    fields = [("csrf_token", visitor.token()), ("opinion", text)]
    return visitor.post(str(form["data-autosave"]), fields, status=status)


def test_what_was_typed_is_there_again_for_its_author_and_gone_with_the_act(
    office: OfficeApp,
) -> None:
    address = proposed(office, "关于暂存意见的通知")
    leader, deputy = office.log_in(QINGHE_LEADER), office.log_in(QINGHE_DEPUTY)
    before = office.events()
    said = keep(leader, leader.open(address), "拟原则同意，\r\n请补充预算")
    assert "已暂存" in said.text
    assert office.events() == before, "a draft is no event"
    page = leader.open(address)
    assert value_of(page, "opinion") == "拟原则同意，\n请补充预算"
    assert "只有您看得到" in page.text
    assert "请补充预算" not in deputy.open(address).text
    assert "请补充预算" not in office.log_in(QINGHE_CLERK).open(address).text
    leader.open(address)
    leader.press("instruct")
    assert "请补充预算" in slip(office.log_in(QINGHE_CLERK).open(address))
    drafts = office.house.find(Opinions).drafts
    mine = {"agency": QINGHE, "person": office.person(QINGHE_LEADER)}
    assert drafts.of(**mine, paper=UUID(address.rpartition("/")[2])) is None


@pytest.mark.slow
def test_a_refused_act_keeps_what_was_kept(office: OfficeApp) -> None:
    address = registered(office, "关于拒绝后暂存的通知")
    clerk = office.log_in(QINGHE_CLERK)
    keep(clerk, clerk.open(address), "拟请研究")
    clerk.press("propose", opinion="拟请研究", to="", status=422)
    assert value_of(clerk.open(address), "opinion") == "拟请研究"


def test_nobody_keeps_a_draft_about_another_agency_s_paper(office: OfficeApp) -> None:
    address = proposed(office, "关于别处暂存的通知")
    page = office.log_in(QINGHE_LEADER).open(address)
    stranger = office.log_in(WANGJIANG_CLERK)
    assert keep(stranger, page, "看不见", status=404)
    administrator = office.log_in(ADMINISTRATORS[0])
    assert keep(administrator, page, "看不见", status=403)


# 代录.


def enter(
    office: OfficeApp, address: str, *, status: int = 303, scan: bytes = b"", **typed: str
) -> TestResponse:
    """The clerk enters what the leader decided."""
    clerk = office.log_in(QINGHE_CLERK)
    form = form_with(clerk.open(f"{address}/transcribe"), "transcribe")
    fields = filled(form, act="transcribe", typed={"opinion": "请应急局办理", **typed})
    sent = [each for each in fields if each[0] != "scan"]
    files = [("scan", "批示.jpg", scan)] if scan else []
    answer = clerk.post(form.action, sent, upload_files=files, status=status)
    clerk.page = answer.follow() if status == 303 else answer
    return clerk.page


def test_what_the_leader_wrote_on_paper_is_entered_as_theirs(office: OfficeApp) -> None:
    address = proposed(office, "关于代录的通知")
    clerk = office.log_in(QINGHE_CLERK)
    assert "代录领导批示" in clerk.open(address).text
    page = enter(office, address, scan=picture())
    told = slip(page)
    assert "邵云帆 批示（由冯小满代录，纸质件，领导意见日期 11月20日）" in told
    assert page.html.select_one("#opinions .who b").get_text() == "邵云帆"
    link = page.html.select_one("#opinions a[href*='scans']")["href"]
    file = clerk.get(str(link))
    assert (file.body, file.content_type) == (picture(), "image/jpeg")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert offered(page) == ["assign"]


@pytest.mark.slow
def test_a_telephone_call_needs_no_scan(office: OfficeApp) -> None:
    address = proposed(office, "关于电话代录的通知")
    page = enter(office, address, kind="telephone")
    assert "由冯小满代录，电话，领导意见日期" in slip(page)


IMPOSSIBLE: tuple[tuple[dict[str, str], bytes, str], ...] = (
    ({}, b"", "扫描件"),
    ({"kind": "gossip"}, b"", "依据"),
    ({"kind": "telephone", "date": "2026-11-21"}, b"", "还没有到"),
    ({"kind": "telephone", "date": "2026-11-19"}, b"", "才送到"),
    ({"kind": "telephone", "date": "昨天"}, b"", "不是一个日期"),
    ({"kind": "telephone", "opinion": ""}, b"", "写下批示内容"),
    ({}, b"<html>", "PDF、PNG 或 JPEG"),
)


def test_a_transcription_that_cannot_be_so_is_refused_with_what_was_typed(
    office: OfficeApp,
) -> None:
    address = proposed(office, "关于不能代录的通知")
    before = office.events()
    for typed, scan, why in IMPOSSIBLE:
        page = enter(office, address, status=422, scan=scan, **typed)
        assert why in sentence(page)
        assert value_of(page, "opinion") == typed.get("opinion", "请应急局办理")
        chosen = page.html.select_one("input[name=kind][checked]")
        assert (chosen["value"] if chosen else "gossip") == typed.get("kind", "paper")
    assert office.events() == before


def test_nobody_but_a_clerk_or_their_secretary_enters_it(office: OfficeApp) -> None:
    address = proposed(office, "关于无权代录的通知")
    deputy = office.log_in(QINGHE_DEPUTY)
    assert "代录领导批示" not in deputy.open(address).text
    assert "不能代录" in deputy.open(f"{address}/transcribe", status=403).text
    office.log_in(WANGJIANG_CLERK).open(f"{address}/transcribe", status=404)


@pytest.mark.slow
def test_the_scan_of_limited_words_is_limited_too(office: OfficeApp) -> None:
    address = proposed(office, "关于限定代录的通知")
    page = enter(office, address, scan=picture(), limited_to=office.person(QINGHE_CLERK))
    link = str(page.html.select_one("#opinions a[href*='scans']")["href"])
    office.log_in(QINGHE_LEADER).get(link, status=200)
    deputy = office.log_in(QINGHE_DEPUTY)
    assert "scan" not in str(deputy.open(address).html.select_one("#opinions"))
    deputy.get(link, status=404)
    office.log_in(WANGJIANG_CLERK).get(link, status=404)
    office.log_in(QINGHE_CLERK).get(link.replace("/incoming/", "/nothing/"), status=404)
