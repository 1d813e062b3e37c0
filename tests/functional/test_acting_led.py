"""A page says in which post one can act; who signs off during an absence is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from tests.functional.acting import (
    NEXT_WEEK,
    TODAY,
    before_the_leader,
    delegate,
    switch,
)
from tests.functional.office_app import (
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    OfficeApp,
    draft,
    offered,
    office_app,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeApp]:
    with office_app(tmp_path) as running:
        yield running


def test_who_can_act_in_another_of_their_posts_is_led_there(office: OfficeApp) -> None:
    """沈立言's turn comes as 办公室主任 while they look at the paper as 副秘书长."""
    id = draft(office, "澜州市人民政府办公室关于值班的通知")
    drafter = office.log_in("chengyuan")
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person("shenliyan"))
    both = office.log_in("shenliyan")
    page = both.open(f"/documents/{id}")
    assert not offered(page)
    way = page.html.select_one(".read-only a")
    assert way.get_text(strip=True) == "换到“办公室主任”办理"
    posts = both.open(way["href"])
    form = posts.forms["posts"]
    assert form["post"].value == "20003-2"
    both.page = form.submit().follow()
    assert "review" in offered(both.page)


@pytest.mark.slow
def test_a_delegate_is_led_into_the_principals_place(office: OfficeApp) -> None:
    id = before_the_leader(office)
    delegate(office, "instruct")
    page = office.log_in(QINGHE_DEPUTY).open(f"/incoming/{id}")
    assert "换到“代邵云帆（区长）”办理" in page.html.select_one(".read-only").get_text()
    assert not office.log_in(QINGHE_CLERK).open(f"/incoming/{id}").html.select(".read-only a")


def test_a_delegate_signs_off_during_absence(office: OfficeApp) -> None:
    """周怀远 is away; 沈立言 signs off in their place, and the paper says so to the end."""
    title = "澜州市人民政府办公室关于做好值班工作的通知"
    id = draft(office, title)
    drafter = office.log_in("chengyuan")
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person("xuming"))
    reviewer = office.log_in("xuming")
    reviewer.open(f"/documents/{id}")
    reviewer.press("review", to=office.person("zhouhuaiyuan"))
    office.house.acting.delegate(
        office.by("zhouhuaiyuan"),
        post="20002-1",
        delegate=office.person("shenliyan"),
        scope=["sign-off"],
        since=TODAY,
        until=NEXT_WEEK,
        reason="出访",
    )
    stand_in = office.log_in("shenliyan")
    stand_in.open(f"/documents/{id}")
    assert not offered(stand_in.page)
    switch(stand_in, "代周怀远（副市长）")
    assert title in stand_in.open("/").text
    stand_in.open(f"/documents/{id}")
    stand_in.press("sign_off")
    told = stand_in.open(f"/documents/{id}").html.select_one("#opinions").get_text()
    assert "沈立言（代周怀远）" in told
    last = list(office.house.find(Documents).events.get(id))[-1]
    assert last.behalf == office.person("zhouhuaiyuan")
    assert last.by == office.person("shenliyan")


def test_who_reviewed_and_signs_for_another_is_told_and_the_record_says_so(
    office: OfficeApp,
) -> None:
    id = draft(office, "澜州市人民政府办公室关于核稿人代签的通知")
    drafter = office.log_in("chengyuan")
    drafter.open(f"/documents/{id}")
    drafter.press("submit", to=office.person("xuming"))
    rooms = office.house.find(Documents)
    by, leader = office.by("xuming"), office.person("zhouhuaiyuan")
    seen = rooms.load(Document, id).version
    rooms.redirect(by, id, to=office.person("shenliyan"), reason="请主任核", seen=seen)
    seen = rooms.load(Document, id).version
    given = {"opinion": "已核", "keeping": "经核。", "to": [leader]}
    rooms.review(office.by("shenliyan"), id, **given, seen=seen)
    office.house.acting.delegate(
        office.by("zhouhuaiyuan"),
        post="20002-1",
        delegate=office.person("shenliyan"),
        scope=["sign-off"],
        since=TODAY,
        until=NEXT_WEEK,
        reason="出访",
    )
    own = office.log_in("zhouhuaiyuan").open(f"/documents/{id}")
    assert "核稿与签发为同一人" not in own.text
    stand_in = office.log_in("shenliyan")
    stand_in.open("/")
    switch(stand_in, "代周怀远（副市长）")
    page = stand_in.open(f"/documents/{id}")
    assert "核稿与签发为同一人" in page.html.select_one("form.act .warning").get_text()
    stand_in.press("sign_off")
    told = stand_in.open(f"/documents/{id}").html.select_one(".tl").get_text()
    assert "签发（核稿与签发为同一人）" in told
