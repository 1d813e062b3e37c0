"""传阅 through its pages: thirty readers in their order, who has it now, and how it stood then."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from webtest import TestResponse

from documents.incoming.stages import Track
from tests.functional.crowd import crowded, login_of, name_of
from tests.functional.office_app import (
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    REVIEWER,
    OfficeApp,
    Visitor,
    issue,
    offered,
    office_app,
    rechecked,
    registered,
    sentence,
)

SENT, MORE = 30, 2
"""To so many it goes at first; so many more are there."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    folder = tmp_path_factory.mktemp("office")
    ldif = crowded(folder, agency=QINGHE, count=SENT + MORE)
    with office_app(folder, ldif=ldif) as running:
        yield running


class Round:
    """A paper that goes round, its clerk, and what its page says."""

    def __init__(self, office: OfficeApp, title: str, *, mode: str) -> None:
        paper = registered(office, title, at=QINGHE, clerk=QINGHE_CLERK, track=Track.READING)
        self.office, self.paper = office, f"/incoming/{paper}"
        self.clerk = office.log_in(QINGHE_CLERK)
        self.clerk.open(self.paper)
        readers = [office.person(login_of(each)) for each in range(1, SENT + 1)]
        self.clerk.press("circulate", readers=readers, mode=mode, note="请各位传阅")
        self.here = office.reading(self.paper)

    def now(self, *, as_of: int | None = None) -> str:
        """Who has it, as the clerk's page says."""
        page = self.look(as_of=as_of)
        facts = {
            each.find_previous_sibling("dt").get_text(): each.get_text()
            for each in page.html.select("aside.slip dd")
        }
        return str(facts.get("现在", ""))

    def look(self, *, as_of: int | None = None) -> TestResponse:
        return self.clerk.open(self.here + (f"?as_of={as_of}" if as_of else ""))

    def arrange(self, form: str, act: str = "", **typed: str | list[str]) -> None:
        """One of the forms that the clerk asks for by name."""
        self.clerk.open(f"{self.here}?form={form}")
        self.clerk.press(act or form, **typed)

    def reads(self, number: int, opinion: str = "") -> Visitor:
        visitor = self.office.log_in(login_of(number))
        visitor.open(self.here)
        visitor.press("initial", opinion=opinion)
        return visitor

    def id_of(self, number: int) -> str:
        return self.office.person(login_of(number))

    def standing(self, number: int, *, as_of: int | None = None) -> str:
        """What stands behind a reader's name; empty if they are not on the list."""
        rows = self.look(as_of=as_of).html.select(".shares li")
        badges = {
            row.b.get_text(): "、".join(each.get_text().strip() for each in row.select(".badge"))
            for row in rows
        }
        return badges.get(name_of(number), "")

    def wish(self, by: int, *, reader: int, reason: str) -> None:
        """请求加阅 by a reader, on their own page."""
        visitor = self.office.log_in(login_of(by))
        visitor.open(f"{self.here}?form=ask")
        visitor.press("ask", reader=self.id_of(reader), opinion=reason)

    def moments(self) -> int:
        """How much has happened to it."""
        return len(self.look().html.select(".track [href*=as_of]"))


@pytest.mark.slow
def test_it_goes_round_among_thirty_and_the_page_says_who_has_it_now_and_then(
    office: OfficeApp,
) -> None:
    it = Round(office, "关于三十人依次传阅的通知", mode="in-order")
    told: list[tuple[int, str]] = []

    def has_it(number: int) -> None:
        assert it.now() == f"在 {name_of(number)} 处"
        told.append((it.moments(), it.now()))

    has_it(1)
    it.reads(1, opinion="已阅，请抓紧")
    has_it(2)
    it.wish(1, reader=31, reason="此事由其经办")
    clerk = it.clerk
    assert "此事由其经办" in it.look().text
    clerk.press("admit")
    it.arrange("add", readers=[it.id_of(32)])
    it.arrange("skip", reader=it.id_of(2), opinion="出差，回来后补阅")
    has_it(3)
    it.arrange("remove", reader=it.id_of(3), opinion="误送")
    has_it(4)
    it.arrange("reorder", reader=it.id_of(32), before=it.id_of(5))
    it.reads(4)
    has_it(32)
    it.arrange("remind", readers=[it.id_of(32)])
    assert it.standing(32) == "催阅 1 次、未阅"
    it.reads(32)
    has_it(5)
    assert "已阅" in it.standing(1)
    assert [it.standing(each) for each in (2, 3, 6, 31)] == ["跳过", "", "未传到", "未传到"]
    assert "已阅 3 / 31 人" in it.look().text
    it.arrange("withdraw", opinion="来文机关通知更正")
    assert it.now() == ""
    assert it.here not in office.log_in(login_of(5)).open("/reading").text
    assert "circulate" in offered(clerk.open(it.paper)), "it may be sent again"
    for moment, words in told:
        assert it.now(as_of=moment) == words
    first, *_ = told
    assert it.standing(3, as_of=first[0]) == "未传到"
    assert "请抓紧" not in it.look(as_of=first[0]).text
    assert "这是当时的情形，只读" in it.look(as_of=first[0]).text


@pytest.mark.slow
def test_at_once_everybody_has_it_and_only_the_office_changes_who_reads(
    office: OfficeApp,
) -> None:
    it = Round(office, "关于三十人同时传阅的通知", mode="at-once")
    assert it.now() == "在 30 人 处"
    before = office.events()
    other = office.log_in(login_of(2))
    page = other.open(f"{it.here}?form=add")
    assert offered(page) == ["initial"]
    assert "收回传阅" not in page.text
    assert office.events() == before
    for number in range(1, SENT + 1):
        it.reads(number)
    assert it.now() == ""
    assert "传阅完毕" in it.look().text
    assert offered(it.clerk.open(it.paper)) == ["complete"]


def titles(visitor: Visitor, words: str) -> list[str]:
    page = visitor.get("/search", params={"q": words}).html
    return [each.get_text() for each in page.select(".finds h2 a")]


@pytest.mark.slow
def test_an_issued_document_goes_round_and_what_its_readers_say_is_found_at_once(
    office: OfficeApp,
) -> None:
    title = "关于节约用水的通知"
    waiting = rechecked(office, "关于尚未印发的通知")
    clerk = office.log_in(CLERK)
    assert "另送传阅" not in clerk.open(f"/documents/{waiting}").text
    assert "印发以后才能送传阅" in sentence(_begin_anyway(office, clerk, waiting))
    paper = f"/documents/{issue(office, title, to=[QINGHE])}"
    clerk.open(f"/circulations/of/document/{paper.rpartition('/')[2]}")
    clerk.press("begin", readers=[office.person(each) for each in (LEADER, REVIEWER)])
    reading = office.reading(paper)
    leader = office.log_in(LEADER)
    assert reading in leader.open("/reading").text
    page = leader.open(reading)
    assert "发文机关" in slip(page)
    assert "来文字号" not in slip(page)
    assert offered(page) == ["initial"], "a document of ours is not instructed on"
    leader.press("initial", opinion="再生水利用还可加强", limited_to=[office.person(REVIEWER)])
    office.deliver()
    found = {each: titles(office.log_in(each), "再生水") for each in (LEADER, REVIEWER, CLERK)}
    assert found == {LEADER: [title], REVIEWER: [title], CLERK: []}
    assert "再生水" not in clerk.open(paper).text
    reviewer = office.log_in(REVIEWER)
    reviewer.open(reading)
    reviewer.press("initial")
    assert "传阅完毕" in slip(clerk.open(paper))


def _begin_anyway(office: OfficeApp, clerk: Visitor, paper: UUID) -> TestResponse:
    fields = {"csrf_token": clerk.token(), "command": str(uuid4()), "act": "begin"}
    form = {**fields, "mode": "at-once", "readers": office.person(LEADER)}
    return clerk.post(f"/circulations/of/document/{paper}", form, status=422)


@pytest.mark.slow
def test_a_memorandum_is_seen_by_those_it_went_round_to_and_nobody_else(
    office: OfficeApp,
) -> None:
    title, other, later = "关于采购抽水设备的签报", "luowenbin", "shenliyan"
    paper = approved(office, title)
    clerk, outsider = office.log_in(CLERK), office.log_in(other)
    outsider.get(paper, status=403)
    clerk.open(f"/circulations/of/memorandum/{paper.rpartition('/')[2]}")
    readers = [office.person(each) for each in (other, later)]
    clerk.press("begin", readers=readers, mode="in-order")
    reading = office.reading(paper)
    first, second = office.log_in(later), office.log_in(other)
    second.get(paper, status=403)
    second.get(reading, status=403)
    assert "呈报部门" in slip(first.open(reading))
    first.press("initial", opinion="排涝泵站应当一并更新")
    assert "排涝泵站" in slip(second.open(reading))
    office.deliver()
    for login in (later, other, CLERK, LEADER):
        assert titles(office.log_in(login), "排涝泵站") == [title], login
        assert title in office.log_in(login).open("/memoranda").text
        office.log_in(login).open(paper)
    assert titles(office.log_in("xuelan"), "排涝泵站") == []
    office.log_in("xuelan").get(reading, status=403)
    clerk.open(f"{reading}?form=withdraw")
    clerk.press("withdraw", opinion="误送")
    office.deliver()
    second.get(paper, status=403)
    assert titles(second, "排涝泵站") == []
    assert title not in second.open("/memoranda").text
    first.open(paper), first.open(reading)


def approved(office: OfficeApp, title: str) -> str:
    """The address of a 签报 that a leader approved."""
    drafter = office.log_in(DRAFTER)
    drafter.open("/memoranda/draft")
    drafter.press("save", title=title, body="拟采购水泵二台。\n妥否，请批示。")
    address = str(drafter.page.request.path)
    drafter.open(address)
    people = {"review": office.person(REVIEWER), "check": "", "leaders": [office.person(LEADER)]}
    drafter.press("submit", **people)
    for login, act in ((REVIEWER, "review"), (LEADER, "approve")):
        visitor = office.log_in(login)
        visitor.open(address)
        visitor.press(act)
    return address


def test_what_one_act_records_in_two_streams_is_told_once(office: OfficeApp) -> None:
    paper = registered(
        office, "关于讲一次的通知", at=QINGHE, clerk=QINGHE_CLERK, track=Track.READING
    )
    clerk = office.log_in(QINGHE_CLERK)
    clerk.open(f"/incoming/{paper}")
    clerk.press("circulate", readers=[office.person(QINGHE_LEADER)], mode="at-once")
    office.clock.advance(minutes=1)
    told = timeline(clerk.open(f"/incoming/{paper}"))
    assert told[0] == "冯小满 同时传阅 1 人"
    assert sum("传阅" in each or "传到" in each for each in told) == 1
    leader = office.log_in(QINGHE_LEADER)
    leader.open(office.reading(f"/incoming/{paper}"))
    leader.press("instruct", opinion="请办公室研提意见")
    told = timeline(clerk.open(f"/incoming/{paper}"))
    assert sum("批示" in each for each in told) == 1
    assert sum("传阅完毕" in each for each in told) == 1
    for place in range(1, len(told) + 1):
        then = clerk.open(f"/incoming/{paper}?as_of={place}")
        assert timeline(then) == told[-place:]
    assert "已阅 0 / 1 人" in slip(clerk.open(f"/incoming/{paper}?as_of={len(told) - 2}"))


def timeline(page: TestResponse) -> list[str]:
    """What happened, newest first."""
    return [each.get_text() for each in page.html.select("aside.slip .tl li > span")]


def slip(page: TestResponse) -> str:
    return str(page.html.select_one("aside.slip").get_text())
