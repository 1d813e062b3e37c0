"""销毁 of an incoming paper: named without its title, confirmed, and explained in the book."""

from __future__ import annotations

import csv
from io import StringIO

from office.kernel.rebuild import rebuild
from tests.functional.office_app import (
    CITY,
    CLERK,
    DRAFTER,
    OfficeApp,
    Visitor,
    sentence,
)
from tests.functional.test_entering import PDF, enter

TITLE, NUMBER = "关于误传事项的函", "清水函〔2026〕8号"
KEEPER, PRINCIPAL = "hanji", "luchengjun"


def received(office: OfficeApp, title: str, number: str) -> tuple[str, str]:
    """Entered and registered by the city's clerk: its address and its 收文号."""
    clerk = office.log_in(CLERK)
    answer = enter(
        clerk,
        files=[("file", "来函.pdf", PDF)],
        sender_name="清水县水利局",
        title=title,
        number=number,
    )
    page = clerk.open(answer.location)
    clerk.press("register", track="handling")
    page = clerk.open(answer.location)
    found = page.text.partition("收文〔2026〕")[2].partition("号")[0]
    return answer.location, f"收文〔2026〕{found}号"


def proposed(office: OfficeApp, paper: str) -> tuple[Visitor, str]:
    """By the keeper of secrets: the leader who decides, and the address of the proposal."""
    keeper = office.log_in(KEEPER)
    keeper.open("/destructions")
    where = keeper.press("propose", paper=paper, reason="误传").location
    return office.log_in(PRINCIPAL), where


def lines(office: OfficeApp) -> dict[str, dict[str, str]]:
    body = office.log_in(CLERK).get("/registers/receipts.csv").body
    found = csv.DictReader(StringIO(body.decode("utf-8-sig")))
    return {line["收文号"]: line for line in found}


def test_whoever_approves_knows_the_number_and_the_day_confirms_and_the_book_says_so(
    office: OfficeApp,
) -> None:
    paper, number = received(office, TITLE, NUMBER)
    clerk = office.log_in(CLERK)
    clerk.open(paper)
    leader, where = proposed(office, "清水函（2026）第 8 号")
    assert f"销毁　{number}" in leader.open("/").text
    page = leader.open(where)
    assert f"{number}　2026年11月20日收文" in page.text
    assert TITLE not in page.text
    page = leader.press("approve", status=200)
    assert f"销毁 {number}，不能恢复" in page.text
    assert lines(office)[number]["标题"] == TITLE, "nothing is destroyed before it is confirmed"
    leader.press("carry_out")
    line = lines(office)[number]
    assert (line["标题"], line["备注"]) == ("内容已销毁", "2026年11月20日")
    assert (line["收文日期"], line["来文单位"]) == ("2026-11-20", "")
    assert all(
        each.equal for each in rebuild(office.house.node.store, office.house.node.registers)
    )


def test_the_reply_that_quotes_it_is_listed_and_stays(office: OfficeApp) -> None:
    paper, _ = received(office, "关于另一误传事项的函", "清水函〔2026〕9号")
    drafter = office.log_in(DRAFTER)
    drafter.open(f"{paper}/reply")
    drafter.press("reply", identity=f"{CITY}-M1")
    leader, where = proposed(office, f"http://localhost{paper}")
    assert "引用了此件，不随此件销毁" in leader.open(where).text


def test_what_came_about_after_the_proposal_is_not_left_behind(office: OfficeApp) -> None:
    _, number = received(office, "关于两路来文的函", "清水函〔2026〕10号")
    leader, where = proposed(office, number)
    other = enter(
        office.log_in(CLERK),
        sender_name="清水县水利局",
        title="关于两路来文的函",
        number="清水函〔2026〕10号",
    )
    clerk = office.log_in(CLERK)
    clerk.open(f"{other.location}?form=fold")
    clerk.press("fold")
    leader.open(where)
    leader.press("approve", status=200)
    leader.press("carry_out", status=422)
    assert leader.page is not None
    assert "提出销毁以后" in sentence(leader.page)


def test_nothing_and_an_unknown_number_are_refused_with_what_to_do(office: OfficeApp) -> None:
    keeper = office.log_in(KEEPER)
    keeper.open("/destructions")
    keeper.press("propose", paper="", reason="误传", status=422)
    assert keeper.page is not None
    assert "请填写要销毁的公文" in sentence(keeper.page)
    keeper.press("propose", paper="清水函〔2019〕1号", reason="误传", status=422)
    assert "向经办人要该件的网址" in sentence(keeper.page)
