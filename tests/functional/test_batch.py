"""One act for many items: from 待阅 and from the register, a result for each, nothing hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from webtest import TestResponse

from documents.circulation.application import Circulations
from documents.incoming.screening import CHECKS
from documents.manuscript import Manuscript, Paragraph
from documents.outgoing.stages import Stage
from office.desk.batch import REGISTRY
from office.desk.registers import TO_READ, items
from tests.functional.office_app import (
    CLERK,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_LEADER,
    WANGJIANG_CLERK,
    OfficeApp,
    Visitor,
    issue,
    office_app,
    sentence,
)

ISSUER = "澜州市人民政府办公室"
"""A title begins with it (条例 第九条（七）)."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture
def office(running: OfficeApp) -> OfficeApp:
    """The office, with nothing left to read from another test."""
    rooms, leader = running.house.find(Circulations), running.person(QINGHE_LEADER)
    query = select(items.c.subject).where(items.c.person == leader, items.c.list == TO_READ)
    with running.house.node.store.reading() as connection:
        left = list(connection.execute(query).scalars())
    for circulation in left:
        rooms.initial(running.by(QINGHE_LEADER), circulation, opinion="")
    return running


def manuscript(title: str) -> Manuscript:
    return Manuscript(
        type="通知",
        title=title,
        recipients="各区人民政府",
        body=(Paragraph(0, "特此通知。"),),
        issuer=ISSUER,
    )


def circulating(office: OfficeApp, *words: str) -> list[UUID]:
    """New papers of these titles on the leader's list of what to read: their circulations."""
    clerk, papers = office.log_in(QINGHE_CLERK), []
    for each in words:
        title = f"{ISSUER}关于{each}的通知"
        issue(office, title, to=[QINGHE])
        paper = f"/incoming/{office.arrived(title, at=QINGHE)}"
        clerk.open(paper)
        clerk.press("sign_for")
        clerk.press("register", track="reading")
        clerk.press("circulate", readers=[office.person(QINGHE_LEADER)])
        papers.append(UUID(office.reading(paper).rpartition("/")[2]))
    return papers


def boxes(page: TestResponse) -> list[str]:
    return [str(each["value"]) for each in page.html.select("input[data-pick][form=batch]")]


def form_of(visitor: Visitor, page: TestResponse, items: Sequence[Any], **more: str) -> Any:
    """The fields of the page's batch form with these items chosen."""
    command = page.html.select_one("#batch input[name=command]")["value"]
    fields = {"act": "initial", "csrf_token": visitor.token(), "command": str(command), **more}
    return [*fields.items(), *(("item", str(each)) for each in items)]


def outcomes(page: TestResponse) -> dict[str, str]:
    return {
        each.select_one("a, span").get_text().removeprefix(ISSUER): each.select_one("p").get_text()
        for each in page.html.select(".outcomes li")
    }


def test_several_papers_are_read_with_one_form_and_each_is_told(office: OfficeApp) -> None:
    papers = circulating(office, "值班一", "防汛一", "档案一")
    leader = office.log_in(QINGHE_LEADER)
    page = leader.open("/reading")
    assert sorted(boxes(page)) == sorted(map(str, papers))
    assert "圈阅表示已阅" in page.html.select_one("#batch").get_text()
    done = leader.post("/batch", form_of(leader, page, papers[:2]))
    assert outcomes(done) == {"关于值班一的通知": "已圈阅", "关于防汛一的通知": "已圈阅"}
    assert "2 件已办" in done.text
    assert boxes(leader.open("/reading")) == [], "for a single one there is its own page"
    assert "关于档案一的通知" in leader.open("/reading").text


@pytest.mark.slow
def test_what_is_refused_leaves_the_others_as_they_are_and_says_why(office: OfficeApp) -> None:
    papers = circulating(office, "值班二", "防汛二", "档案二")
    leader = office.log_in(QINGHE_LEADER)
    page = leader.open("/reading")
    leader.open(f"/circulations/{papers[0]}")
    leader.press("initial", opinion="已阅")
    draft = [("csrf_token", leader.token()), ("opinion", "请补充")]
    leader.post(f"/opinions/{papers[1]}/draft?step=sign-off", draft)
    city = office.outgoing(f"{ISSUER}关于值班二的通知")
    items = [papers[0], papers[1], papers[2], city, uuid4(), "nothing"]
    done = leader.post("/batch", form_of(leader, page, items))
    told = outcomes(done)
    assert "不在您手中" in told["关于值班二的通知"], "read already"
    assert "写有意见" in told["关于防汛二的通知"]
    assert told["关于档案二的通知"] == "已圈阅"
    assert "1 件已办，5 件没有办" in done.text
    assert len(done.html.select(".outcomes li")) == 6


@pytest.mark.slow
def test_the_same_form_again_does_nothing_twice_and_says_the_same(office: OfficeApp) -> None:
    papers = circulating(office, "值班三", "防汛三")
    leader = office.log_in(QINGHE_LEADER)
    form = form_of(leader, leader.open("/reading"), papers)
    first = outcomes(leader.post("/batch", form))
    before = office.events()
    assert outcomes(leader.post("/batch", form)) == first
    assert office.events() == before


@pytest.mark.slow
def test_documents_are_numbered_and_released_once_by_the_same_form(office: OfficeApp) -> None:
    def form(act: str, stage: Stage) -> Any:
        documents = [
            office.player.play(manuscript(f"{ISSUER}关于{act}{each}的通知"), until=stage)
            for each in ("一", "二")
        ]
        fields = {"act": act, "csrf_token": clerk.token(), "command": str(uuid4())}
        return [*fields.items(), *(("item", str(each)) for each in documents)]

    clerk = office.log_in(CLERK)
    clerk.open("/")
    for act, stage in (("number", Stage.NUMBERING), ("release", Stage.RELEASING)):
        sent = form(act, stage)
        first = outcomes(clerk.post("/batch", sent))
        assert len(first) == 2
        assert all(each.startswith("已") for each in first.values())
        before = office.events()
        assert outcomes(clerk.post("/batch", sent)) == first
        assert office.events() == before


@pytest.mark.slow
def test_one_that_fails_hides_nothing_of_the_others(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    papers = circulating(office, "值班四", "防汛四")
    leader = office.log_in(QINGHE_LEADER)
    form = form_of(leader, leader.open("/reading"), papers)
    acts = office.app.registry[REGISTRY]["circulation"]
    real = acts["initial"]

    def failing(request: Any, act: Any, id: UUID) -> None:
        if id == papers[0]:
            raise RuntimeError("the disk is gone")
        real.carry_out(request, act, id)

    monkeypatch.setitem(acts, "initial", replace(real, carry_out=failing))
    told = outcomes(leader.post("/batch", form))
    assert "系统出了差错" in told["关于值班四的通知"]
    assert told["关于防汛四的通知"] == "已圈阅"
    assert "the disk is gone" in caplog.text


def test_nobody_reaches_what_is_not_theirs(office: OfficeApp) -> None:
    papers = circulating(office, "值班五", "防汛五")
    leader, clerk = office.log_in(QINGHE_LEADER), office.log_in(QINGHE_CLERK)
    page = leader.open("/reading")
    before = office.events()
    told = outcomes(clerk.post("/batch", form_of(clerk, page, papers)))
    assert all("您不能圈阅" in each for each in told.values())
    stranger = office.log_in(WANGJIANG_CLERK)
    answer = stranger.post("/batch", form_of(stranger, page, papers))
    assert outcomes(answer).keys() == {"（不在本机关）"}
    assert "关于值班五" not in answer.text
    assert office.events() == before


@pytest.mark.parametrize(
    ("chosen", "more", "why"),
    [
        (0, {}, "没有选中"),
        (201, {}, "200 件"),
        (1, {"act": "abolish"}, "不认识"),
        (1, {"command": ""}, "操作编号"),
    ],
)
@pytest.mark.slow
def test_a_form_that_asks_for_nothing_or_too_much_is_refused(
    office: OfficeApp, chosen: int, more: dict[str, str], why: str
) -> None:
    leader = office.log_in(QINGHE_LEADER)
    fields = {"act": "initial", "csrf_token": leader.token(), "command": "c", **more}
    form = [*fields.items(), *(("item", str(uuid4())) for _ in range(chosen))]
    assert why in sentence(leader.post("/batch", form, status=422))


def arriving(office: OfficeApp, *words: str) -> list[UUID]:
    """New papers of these titles before the district's registrar."""
    titles = [f"{ISSUER}关于{each}的通知" for each in words]
    for title in titles:
        issue(office, title, to=[QINGHE])
    return [office.arrived(title, at=QINGHE) for title in titles]


def told_after(visitor: Visitor, page: TestResponse, items: Sequence[Any], **more: Any) -> Any:
    """The outcomes of a form with these items and what else is filled in, sent twice."""
    many = {name: each for name, each in more.items() if isinstance(each, list)}
    one = {name: each for name, each in more.items() if isinstance(each, str)}
    form = form_of(visitor, page, items, asked="yes", **one)
    form += [(name, each) for name, values in many.items() for each in values]
    first, before = outcomes(visitor.post("/batch", form)), visitor.office.events()
    assert outcomes(visitor.post("/batch", form)) == first
    assert visitor.office.events() == before
    return first


@pytest.mark.slow
def test_the_registrar_takes_papers_in_and_sends_them_round_from_the_register(
    office: OfficeApp,
) -> None:
    papers = arriving(office, "值班六", "防汛六", "档案六")
    clerk, leader = office.log_in(QINGHE_CLERK), office.log_in(QINGHE_LEADER)
    clerk.open(f"/incoming/{papers[2]}")
    clerk.press("sign_for")
    register = clerk.open("/incoming")
    told = told_after(clerk, register, papers, act="sign_for_many")
    assert told["关于值班六的通知"] == told["关于防汛六的通知"] == "已签收"
    assert told["关于档案六的通知"] != "已签收"

    register = clerk.open("/incoming")
    asked = clerk.post("/batch", form_of(clerk, register, papers, act="register_many"))
    assert [each["value"] for each in asked.html.select("input[name=item]")] == [
        str(each) for each in papers
    ]
    assert not asked.html.select("input[name=checks][checked]"), "never ticked for them"
    some = told_after(
        clerk,
        register,
        papers[:2],
        act="register_many",
        track="reading",
        checks=list(CHECKS),
    )
    assert some == {"关于值班六的通知": "已登记", "关于防汛六的通知": "已登记"}
    readers = [office.person(QINGHE_LEADER)]
    told = told_after(
        clerk,
        clerk.open("/incoming"),
        papers,
        act="circulate_many",
        mode="at-once",
        readers=readers,
    )
    assert [told[f"关于{each}的通知"] for each in ("值班六", "防汛六")] == ["已传阅", "已传阅"]
    assert told["关于档案六的通知"] != "已传阅"

    listed = leader.open("/incoming")
    assert sorted(boxes(listed)) == sorted(map(str, papers[:2]))
    told = told_after(leader, listed, papers, act="initial")
    assert told["关于值班六的通知"] == told["关于防汛六的通知"] == "已圈阅"
    assert "不能这样批量办理" in told["关于档案六的通知"]
    assert boxes(leader.open("/reading")) == []
