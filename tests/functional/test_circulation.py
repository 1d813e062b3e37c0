"""传阅 through its pages: thirty readers in their order, who has it now, and how it stood then."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from webtest import TestResponse

from documents.incoming.stages import Track
from tests.functional.crowd import crowded, login_of, name_of
from tests.functional.office_app import (
    QINGHE,
    QINGHE_CLERK,
    OfficeApp,
    Visitor,
    offered,
    office_app,
    registered,
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
