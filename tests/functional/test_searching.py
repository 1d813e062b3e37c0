"""查找 with real people over real papers: what each finds, and what nobody is shown."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from documents.circulation.application import Circulations
from documents.circulation.stages import Mode
from documents.outgoing.application import Documents
from documents.screens.reader import reader_of
from office.desk.registers import subjects
from office.kernel.destruction import Destructions
from office.kernel.refusals import Destroyed
from office.searching.asking import Asked, by_choice
from office.searching.followers import Indexer, empty, start_again
from office.searching.index import search_index
from office.searching.searching import Searching
from office.searching.tables import papers, pieces
from tests.functional.handled import assign, handle
from tests.functional.office_app import (
    ADMINISTRATORS,
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE,
    QINGHE_CLERK,
    QINGHE_DEPUTY,
    REVIEWER,
    OfficeApp,
    Visitor,
    draft,
    issue,
    office_app,
    registered,
)

FORMULA = '=HYPERLINK("http://evil.example","请点击")'
SECRET_WORDS = "该单位有历史遗留问题"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    with office_app(tmp_path_factory.mktemp("office")) as running:
        issue(running, "关于做好冬季供暖工作的通知", to=[QINGHE])
        handle(running, "关于做好冬季供暖工作的通知", at=QINGHE, clerk=QINGHE_CLERK)
        draft(running, FORMULA, body="蓄热式电锅炉改造列入明年预算。")
        memorandum(running)
        limited(running)
        running.deliver()
        yield running


def memorandum(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    drafter.open("/memoranda/draft")
    drafter.press(
        "save", title="关于采购融雪剂的签报", body="拟采购融雪剂二百吨。\n妥否，请批示。"
    )
    drafter.press(
        "submit",
        review=office.person(REVIEWER),
        check="",
        leaders=[office.person(LEADER)],
    )


def limited(office: OfficeApp) -> None:
    """核稿意见 for the leader alone."""
    id = draft(office, "关于表扬供暖先进单位的通知")
    rooms = office.house.find(Documents)
    rooms.submit(office.by(DRAFTER), id, to=[office.person(REVIEWER)], seen=1)
    rooms.review(
        office.by(REVIEWER),
        id,
        opinion=SECRET_WORDS,
        readers=[office.person(LEADER)],
        keeping="经核。",
        to=[office.person(LEADER)],
        seen=2,
    )


def titles(visitor: Visitor, **asked: str) -> list[str]:
    page = visitor.get("/search", params=asked).html
    return [each.get_text() for each in page.select(".finds h2 a")]


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "供暖"},
        {"q": "冬季供暖 特此通知"},
        {"q": "供暖 chengyuan"},
        {"title": "冬季供暖工作"},
        {"number": "澜政办发(2026)第1号"},
        {"q": "澜政办发２０２６年1号"},
        {"number": "1", "room": "document"},
        {"agency": "lzsrmzfbgs", "kind": "通知", "title": "冬季"},
        {"person": "zhouhuaiyuan", "title": "供暖"},
        {"when": "本月", "title": "供暖", "stage": "已分发"},
        {"q": "供暖 今天"},
        {"dated": "2026-11-20", "title": "冬季"},
    ],
)
def test_an_issued_document_is_found_by_each_of_its_facts(
    office: OfficeApp, asked: dict[str, str]
) -> None:
    assert "关于做好冬季供暖工作的通知" in titles(office.log_in(CLERK), **asked)


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "供冷"},
        {"q": "供暖 去年"},
        {"number": "澜政办发〔2026〕2号", "title": "冬季"},
        {"agency": "caizhengting", "title": "冬季"},
        {"stage": "拟稿", "title": "冬季"},
        {"when": "上个月", "title": "冬季"},
    ],
)
def test_it_is_not_found_by_what_is_not_so(office: OfficeApp, asked: dict[str, str]) -> None:
    assert "关于做好冬季供暖工作的通知" not in titles(office.log_in(CLERK), **asked)


def test_bodies_and_results_are_found_and_quoted_with_the_words_marked(office: OfficeApp) -> None:
    page = office.log_in(DRAFTER).get("/search", params={"q": "电锅炉 预算"})
    assert [each.get_text() for each in page.html.select(".find-piece mark")] == ["电锅炉", "预算"]
    assert page.html.select_one(".finds h2 a").get_text() == FORMULA
    assert titles(office.log_in(QINGHE_CLERK), q="已部署到位") == ["关于做好冬季供暖工作的通知"]
    assert not titles(office.log_in(CLERK), q="已部署到位"), "办理结果 stay in their agency"


def test_what_handlers_and_readers_say_is_found_at_once(office: OfficeApp) -> None:
    title = "关于报送排水检查情况的通知"
    issue(office, title, to=[QINGHE])
    clerk, paper = office.log_in(QINGHE_CLERK), office.arrived(title, at=QINGHE)
    address = f"/incoming/{paper}"
    clerk.open(address)
    clerk.press("sign_for")
    clerk.press("register", track="handling")
    clerk.open(f"{address}?form=assign")
    clerk.press("assign", host=f"person:{office.person(QINGHE_CLERK)}")
    clerk.open(office.share(address))
    clerk.press("report", opinion="已检查泵站七座")
    office.deliver()
    assert titles(clerk, q="泵站七座") == [title]
    room, act = office.house.find(Circulations), office.by(QINGHE_CLERK)
    reader = office.person(QINGHE_CLERK)
    room.begin(act, paper, room="incoming", readers=[reader], mode=Mode.AT_ONCE, note="")
    (row,) = room.on_paper(paper)
    room.initial(office.by(QINGHE_CLERK), row.subject, opinion="附表缺两处涵闸")
    office.deliver()
    assert titles(clerk, q="涵闸") == [title]
    assert not titles(office.log_in(CLERK), q="涵闸"), "what is said inside stays inside"


def test_words_for_named_people_are_found_by_them_alone(office: OfficeApp) -> None:
    for login, expected in ((LEADER, 1), (REVIEWER, 1), (DRAFTER, 0), (CLERK, 0)):
        visitor = office.log_in(login)
        assert len(titles(visitor, q="遗留问题 表扬")) == expected, login
        assert SECRET_WORDS not in visitor.get("/search", params={"q": "表扬"}).text
        assert len(titles(visitor, q="表扬")) == 1


def test_what_a_unit_reports_is_found_though_the_paper_itself_stands_still(
    office: OfficeApp,
) -> None:
    title = "关于做好除雪准备工作的通知"
    paper = registered(office, title, at=QINGHE, clerk=QINGHE_CLERK)
    clerk, handler = office.log_in(QINGHE_CLERK), office.log_in(QINGHE_DEPUTY)
    assign(office, clerk, f"/incoming/{paper}", to=QINGHE_DEPUTY)
    handler.open(office.share(f"/incoming/{paper}"))
    handler.press("report", opinion="融雪设备已检修")
    office.deliver()
    assert titles(clerk, q="融雪设备") == [title]


def test_what_is_found_is_what_may_be_viewed(office: OfficeApp) -> None:
    """The rules of VIEW and the condition of the search, side by side, for everybody."""
    house = office.house
    searching, guard = house.find(Searching), house.guard
    rooms = tuple(each.room for each in searching.kinds)
    with house.node.store.reading() as connection:
        query = select(subjects.c.subject, subjects.c.room).where(subjects.c.room.in_(rooms))
        known = connection.execute(query).all()
    everything = Asked(tuple(by_choice("room", rooms)))
    repository = house.find(Documents).repository  # any room's reads any paper
    logins = (DRAFTER, REVIEWER, LEADER, CLERK, QINGHE_CLERK, "hewanqing", *ADMINISTRATORS)
    for login in logins:
        for identity in house.people.identities(person=office.person(login)):
            page = searching.find(everything, reader=reader_of(identity), rows=500)
            viewable = {
                row.subject
                for row in known
                if guard.permits(f"{row.room}.view", identity, repository.get(row.subject))
            }
            assert {hit.subject for hit in page.hits} == viewable, (login, identity.post)
    assert viewable == set(), "the last of them is an administrator"


def test_an_administrator_is_refused(office: OfficeApp) -> None:
    for login in ADMINISTRATORS:
        office.log_in(login).get("/search", params={"q": "供暖"}, status=403)
        office.log_in(login).get("/search/found.csv", params={"q": "供暖"}, status=403)


def test_days_that_make_no_sense_are_told_and_what_was_typed_stays(office: OfficeApp) -> None:
    page = office.log_in(CLERK).get("/search", params={"when": "某天", "title": "供暖"})
    assert "不是能看懂的日期" in page.html.select_one("#f-when-error").get_text()
    assert page.html.select_one("#f-title")["value"] == "供暖"
    assert not page.html.select(".finds")


def test_a_word_taken_for_a_day_can_be_looked_for_as_it_stands(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    page = clerk.get("/search", params={"q": "供暖 去年"})
    assert "2025年1月1日至2025年12月31日" in page.text
    way = page.html.select_one(".said a.link")["href"]
    assert "供暖 去年" in clerk.get(way).html.select_one("#seek")["value"]
    assert not clerk.get(way).html.select(".said a.link")


@pytest.mark.slow
def test_pages_follow_one_another_without_gaps(office: OfficeApp) -> None:
    for number in range(25):
        draft(office, f"关于翻页第{number}次试验的通知")
    office.deliver()
    clerk = office.log_in(CLERK)
    first = clerk.get("/search", params={"q": "翻页"})
    second = clerk.get(first.html.select_one(".turn a")["href"])
    found = [
        each.get_text() for page in (first, second) for each in page.html.select(".finds h2 a")
    ]
    assert found == [f"关于翻页第{number}次试验的通知" for number in reversed(range(25))]


def test_a_search_is_kept_by_its_name_for_the_person_alone(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    clerk.open(f"/search?{urlencode({'q': '供暖', 'when': '本月'})}")
    clerk.press("keep", name="本月供暖")
    clerk.open("/search")
    kept = clerk.page.html.select_one(".keepers li a")
    assert kept.get_text() == "本月供暖"
    asked = clerk.get(kept["href"]).html
    assert asked.select_one("#f-when")["value"] == "本月"
    assert "关于做好冬季供暖工作的通知" in [
        each.get_text() for each in asked.select(".finds h2 a")
    ]
    assert not office.log_in(DRAFTER).get("/search").html.select(".keepers li")
    clerk.press("forget")
    assert not clerk.get("/search").html.select(".keepers li")


def test_a_search_without_a_name_is_refused_and_stays(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    clerk.open(f"/search?{urlencode({'q': '供暖'})}")
    answer = clerk.press("keep", name=" ", status=422)
    assert "请给这个查找起一个名字" in answer.text
    assert answer.html.select_one("#seek")["value"] == "供暖"
    assert answer.html.select(".finds li")


def test_what_was_found_goes_into_files_in_which_nothing_is_computed(office: OfficeApp) -> None:
    drafter = office.log_in(DRAFTER)
    answer = drafter.get("/search/found.xlsx", params={"q": "电锅炉"})
    found, notes = load_workbook(io.BytesIO(answer.body)).worksheets
    cell = found["B2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", FORMULA, True)
    assert [row[0].value for row in notes.iter_rows()] == ["项目", "词语", "件数", "导出"]
    text = drafter.get("/search/found.csv", params={"q": "电锅炉"}).body.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1][:2] == ["发文", f"'{FORMULA}"]


def test_a_file_of_what_was_found_says_the_days_and_has_days(office: OfficeApp) -> None:
    query = urlencode({"q": "本周 供暖", "when": "上个月以来"})
    answer = office.log_in(CLERK).get(f"/search/found.xlsx?{query}")
    found, notes = load_workbook(io.BytesIO(answer.body)).worksheets
    told = {str(row[0].value): str(row[1].value) for row in notes.iter_rows()}
    assert told["日期"] == "上个月以来"
    assert told["日期（起止）"] == "2026-10-01至"
    assert told["词语“本周”（起止）"] == "2026-11-16至2026-11-22"
    assert re.search(r"，2026-11-\d\d \d\d:\d\d:\d\d$", told["导出"])
    assert found["F2"].is_date


def test_an_index_filled_anew_is_the_same(office: OfficeApp) -> None:
    house = office.house

    def stands() -> dict[UUID, tuple[str, list[tuple[str, str, str]]]]:
        with house.node.store.reading() as connection:
            texts = connection.execute(select(pieces).order_by(pieces.c.place)).all()
            return {
                row.subject: (
                    row.shown,
                    [(t.heading, t.text, t.readers) for t in texts if t.subject == row.subject],
                )
                for row in connection.execute(select(papers))
            }

    before = stands()
    assert before
    with house.node.store.changing_state() as connection:
        start_again(connection)
    office.deliver()
    assert stands() == before
    with house.node.store.changing_state() as connection:
        empty(connection, search_index(house.node.store))
    assert not stands()
    office.deliver()
    assert stands() == before


def test_a_destroyed_paper_leaves_the_index_in_the_act_itself(office: OfficeApp) -> None:
    id = draft(office, "关于误写内容的通知", body="误写的机密内容。")
    office.deliver()
    clerk = office.log_in(CLERK)
    assert titles(clerk, q="机密内容")
    rooms = Destructions(office.house.node)
    proposal = rooms.propose(office.by("hanji"), subjects=[id], reason="误写")
    rooms.approve(office.by(LEADER), UUID(proposal))
    with office.house.node.store.reading() as connection:
        for table in (papers, pieces):
            query = select(table.c.subject).where(table.c.subject == id)
            assert connection.execute(query).first() is None
    assert not titles(clerk, q="机密内容")
    office.deliver()
    assert not titles(clerk, q="误写")
    with pytest.raises(Destroyed):
        office.house.find(Documents).repository.get(id)


def test_a_paper_that_cannot_be_read_waits_and_stops_no_other(
    office: OfficeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = draft(office, "关于坏件的通知")
    draft(office, "关于好件的通知")
    indexer = next(each for each in office.house._followers if isinstance(each, Indexer))
    document = indexer._kinds["document"]
    describe = document.describe

    def sometimes(id: UUID) -> object:
        if id == broken:
            raise ValueError("a fault of the program")
        return describe(id)

    monkeypatch.setitem(indexer._kinds, "document", replace(document, describe=sometimes))
    office.deliver()
    clerk = office.log_in(CLERK)
    assert titles(clerk, q="好件") == ["关于好件的通知"]
    page = clerk.get("/search", params={"q": "坏件"})
    assert "还有 1 件正在编入索引" in page.text
    monkeypatch.setitem(indexer._kinds, "document", document)
    office.clock.advance(hours=1)
    office.deliver()
    assert titles(clerk, q="坏件") == ["关于坏件的通知"]


def test_unknown_words_and_odd_addresses_are_no_errors(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    for asked in ('"', "'", "*", "a" * 5_000, "预" * 500, "AND OR NOT", "( )", "-x", "💥"):
        clerk.get("/search", params={"q": asked})
    for after in ("x", "-1", "9" * 30, "9223372036854775807"):
        clerk.get("/search", params={"q": "通知", "after": after})


def test_papers_without_any_urgency_are_found_by_that(office: OfficeApp) -> None:
    asked = office.log_in(CLERK).get(f"/search?{urlencode({'q': '供暖', 'urgency': '平件'})}").html
    chosen = asked.select_one("select[name=urgency] option[selected]")
    assert chosen["value"] == "平件"
    assert asked.select(".finds li")
