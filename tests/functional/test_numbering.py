"""编号 over HTTP: the series of a year, a series with its numbers, and what a clerk does there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from webtest import TestResponse

from documents.numbering.application import Numbering
from documents.numbering.series import Series
from documents.outgoing.application import Documents
from documents.outgoing.document import Document
from tests.functional.office_app import (
    CITY,
    CLERK,
    DRAFTER,
    LEADER,
    QINGHE_CLERK,
    OfficeApp,
    Visitor,
    issue,
    office_app,
    sentence,
)

WORD = "澜政办发"


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    """An office that has not given a number yet."""
    with office_app(tmp_path_factory.mktemp("office")) as running:
        yield running


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeApp]:
    """One for tests to which it does not matter how many numbers there are."""
    with office_app(tmp_path_factory.mktemp("busy")) as running:
        yield running


def take(office: OfficeApp, *, day: date | None = None, subject: UUID | None = None) -> str:
    """A number for some paper, as another room takes it."""
    numbering, act = office.house.find(Numbering), office.by(CLERK)

    def decide() -> str:
        return numbering.take(act, word=WORD, subject=subject or uuid4(), day=day)[0]

    return numbering.perform(act, name="test", given={}, decide=decide)


def address(year: int = 2026) -> str:
    return f"/numbers/{Series.id_of(agency=CITY, word=WORD, year=year)}"


def clerk_at_the_series(office: OfficeApp, *, reserved: int = 0) -> Visitor:
    """The clerk, looking at this year's series."""
    take(office)
    clerk = office.log_in(CLERK)
    if reserved:
        clerk.open(address() + "?do=reserve")
        clerk.press(
            "reserve", count=str(reserved), purpose="年度表彰通报", reserved_for="综合一处"
        )
    clerk.open(address())
    return clerk


def rows(page: TestResponse) -> list[list[str]]:
    """The table as text, cell by cell."""
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.html.select("tbody tr")
    ]


def acts_of_row(page: TestResponse, number: str) -> list[str]:
    """The links in the last cell of this number's row."""
    for row in page.html.select("tbody tr"):
        if row.th.get_text(strip=True) == number:
            return [str(link["href"]) for link in row.select("td a")]
    raise AssertionError(f"{number} is not on the page")


def primary_buttons(page: TestResponse) -> list[Any]:
    return list(page.html.select(".btn.primary"))


def test_a_year_without_numbers_says_so(office: OfficeApp) -> None:
    page = office.log_in(CLERK).open("/numbers")
    assert "2026年还没有编号序列" in page.text
    assert [tab.get_text() for tab in page.html.select(".tabs a")] == ["2026年", "2025年"]
    assert page.html.select_one(".rail a[aria-current=page]")["data-rail"] == "numbers"


def test_a_number_stands_beside_the_paper_that_has_it(office: OfficeApp) -> None:
    id = issue(office, "澜州市人民政府办公室关于做好防汛工作的通知", to=[])
    clerk = office.log_in(CLERK)
    assert [row[:3] for row in rows(clerk.open("/numbers"))] == [[f"{WORD}〔2026〕", "1号", "1"]]
    page = clerk.open(address())
    ((number, state, holder, _, by, *_rest),) = rows(page)
    assert (number, state, holder) == (
        f"{WORD}〔2026〕1号",
        "已用",
        "澜州市人民政府办公室关于做好防汛工作的通知",
    )
    assert by
    assert page.html.select_one("tbody th a")["href"] == f"/documents/{id}"
    assert acts_of_row(page, number) == [], "it is voided on the paper's own page"


def test_reserving_using_voiding_and_releasing(office: OfficeApp) -> None:
    clerk = clerk_at_the_series(office, reserved=3)
    page = clerk.open(address() + "?show=reserved")
    assert [row[0] for row in rows(page)] == [f"{WORD}〔2026〕{n}号" for n in (4, 3, 2)]
    assert "预留给 综合一处" in page.text
    use, release = acts_of_row(page, f"{WORD}〔2026〕3号")
    clerk.open(use.partition("#")[0])
    clerk.press("use", purpose="机要登记 12 号")
    assert clerk.page is not None
    assert "机要登记 12 号（纸质）" in clerk.page.text
    (void,) = acts_of_row(clerk.page, f"{WORD}〔2026〕3号")
    clerk.open(void.partition("#")[0])
    clerk.press("void", status=422, reason="重复登记")
    assert "是否发出过" in sentence(clerk.page)
    clerk.press("void", left="left")
    assert "已发出过，不再用" in clerk.page.text
    clerk.open(release.replace("number=3", "number=4").partition("#")[0])
    clerk.press("release", serials=["2", "4"])
    facts = clerk.page.html.select_one(".said").get_text(" ", strip=True)
    assert "作废可再用 2、4" in facts
    assert "作废不再用 3" in facts
    record = clerk.open(address() + "?show=record").html.select_one(".record").get_text()
    for told in (
        "预留 2、3、4 号，用途：年度表彰通报（综合一处）",
        "由纸质公文使用：机要登记 12 号",
    ):
        assert told in record
    assert "作废 3 号，已经发出过：重复登记" in record
    assert "释放 4 号" in record


def test_what_was_typed_stays_when_it_is_refused(busy: OfficeApp) -> None:
    clerk = clerk_at_the_series(busy)
    before = len(rows(clerk.open(address())))
    clerk.open(address() + "?do=reserve")
    clerk.press("reserve", status=422, count="51", purpose="年度表彰通报")
    assert clerk.page is not None
    assert "1 到 50 个" in sentence(clerk.page)
    assert clerk.page.html.select_one("input[name=purpose]")["value"] == "年度表彰通报"
    clerk.press("reserve", status=422, count="三个")
    assert "不是一个整数" in sentence(clerk.page)
    clerk.press("reserve", count="2")
    assert len(rows(clerk.page)) == before + 2


def test_one_red_button_a_screen(busy: OfficeApp) -> None:
    clerk = clerk_at_the_series(busy, reserved=1)
    for page, wanted in (("", 0), ("?do=reserve", 1), ("?do=release", 1), ("?do=void", 0)):
        assert len(primary_buttons(clerk.open(address() + page))) == wanted


def test_a_form_that_no_longer_fits_is_refused_in_a_sentence(office: OfficeApp) -> None:
    clerk = clerk_at_the_series(office, reserved=1)
    clerk.open(address() + "?do=use&number=2")
    other = office.log_in(CLERK)
    id = Series.id_of(agency=CITY, word=WORD, year=2026)
    office.house.find(Numbering).release(office.by(CLERK), id, serials=[2])
    assert other is clerk
    answer = clerk.press("use", status="4*", purpose="机要登记 12 号")
    assert "现在的情况是“作废”" in answer.text
    assert "机要登记 12 号" in answer.text, "what was typed is shown"


@pytest.mark.parametrize("who", [DRAFTER, LEADER])
def test_others_look_and_touch_nothing(busy: OfficeApp, who: str) -> None:
    clerk = clerk_at_the_series(busy, reserved=1)
    visitor = busy.log_in(who)
    page = visitor.open(address() + "?do=reserve")
    assert not page.html.select("form.act, .register td .btn, .register header .btn:not(.icon)")
    form = clerk.open(address() + "?do=reserve").forms["act"]
    stolen = [(name, value) for name, value in form.submit_fields("act", submit_value="reserve")]
    fields = [each for each in stolen if each[0] != "csrf_token"]
    before = busy.events()
    visitor.send(address(), [*fields, ("csrf_token", visitor.token())], status=403)
    assert busy.events() == before


def test_another_agency_s_series_is_not_there(busy: OfficeApp) -> None:
    take(busy)
    busy.log_in(QINGHE_CLERK).open(address(), status=404)
    busy.log_in(CLERK).open("/numbers/nothing", status=404)
    busy.log_in(CLERK).open(f"/numbers/{uuid4()}", status=404)


@pytest.mark.slow
def test_a_series_goes_on_behind_the_old_register(office: OfficeApp) -> None:
    clerk = office.log_in(CLERK)
    clerk.open("/numbers?do=begin")
    clerk.press("begin", status=422, word=WORD, last="很多")
    clerk.press("begin", word=WORD, last="412")
    assert clerk.page is not None
    assert "旧系统用到 412" in clerk.page.html.select_one(".said").get_text(" ", strip=True)
    assert take(office) == f"{WORD}〔2026〕413号"
    page = clerk.open("/numbers?do=begin")
    assert WORD not in [each["value"] for each in page.html.select("input[name=word]")]
    assert "不缺不重" in page.text


def test_a_word_that_is_none_of_ours_is_refused(busy: OfficeApp) -> None:
    clerk = busy.log_in(CLERK)
    page = clerk.open("/numbers?do=begin")
    fields = [
        (name, value)
        for name, value in page.forms["act"].submit_fields("act", submit_value="begin")
        if name != "word"
    ]
    clerk.send("/numbers", [*fields, ("word", "别处发")], status=422)
    assert clerk.page is not None
    assert "请从列出的代字中选择" in sentence(clerk.page)


@pytest.mark.slow
def test_last_year_stays_open_until_it_is_closed(office: OfficeApp) -> None:
    clerk = clerk_at_the_series(office, reserved=1)
    assert not clerk.open(address() + "?do=close").html.select("form.act"), "not before it is over"
    office.clock.advance(days=60)
    december = date(2026, 12, 31)
    assert take(office, day=december) == f"{WORD}〔2026〕3号"
    page = clerk.open(address() + "?do=close")
    assert not page.html.select("form.act")
    assert "先使用或释放预留的 2 号" in page.html.select_one(".said").get_text(" ", strip=True)
    clerk.open(address() + "?do=release&number=2")
    clerk.press("release")
    assert clerk.page is not None
    assert "释放预留" not in clerk.page.html.select_one("header").get_text()
    clerk.open(address() + "?do=close")
    clerk.press("close")
    assert "已关闭" in clerk.page.html.select_one("header .badge").get_text()
    with pytest.raises(Exception, match="已经关闭"):
        take(office, day=december)
    clerk.open(address() + "?do=reopen")
    clerk.press("reopen", reason="12月31日签发的公文尚未取号")
    assert take(office, day=december) == f"{WORD}〔2026〕4号"


@pytest.mark.slow
def test_many_numbers_are_turned_by_pages(office: OfficeApp) -> None:
    clerk = clerk_at_the_series(office)
    for _ in range(3):
        clerk.open(address() + "?do=reserve")
        clerk.press("reserve", count="50", purpose="年度表彰通报")
    page = clerk.open(address())
    assert len(rows(page)) == 100
    older = page.html.select_one(".turn a")["href"]
    assert len(rows(clerk.open(older))) == 51
    assert rows(clerk.open(older))[-1][0] == f"{WORD}〔2026〕1号"


def rechecked(office: OfficeApp, title: str) -> UUID:
    """A document of the city's office, signed off and waiting for its number."""
    with pytest.MonkeyPatch.context() as patch:
        for later in ("take_number", "typeset", "release"):
            patch.setattr(Documents, later, lambda *_, **__: None)
        return issue(office, title, to=[])


@pytest.mark.slow
def test_a_number_drawn_in_january_for_a_document_signed_in_december(office: OfficeApp) -> None:
    office.clock.moment = datetime(2026, 12, 31, 8, 0, tzinfo=UTC)
    id = rechecked(office, "澜州市人民政府办公室关于做好岁末年初安全生产工作的通知")
    forgotten = rechecked(office, "澜州市人民政府办公室关于做好低温雨雪天气防范工作的通知")
    office.clock.moment = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
    assert take(office) == f"{WORD}〔2027〕1号", "the new year has begun"
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{id}")
    clerk.press("number")
    assert office.house.find(Documents).load(Document, id).number == f"{WORD}〔2026〕1号"
    clerk.open(address() + "?do=close")
    clerk.press("close")
    clerk.open(f"/documents/{forgotten}")
    clerk.press("number", status=422)
    assert clerk.page is not None
    assert "重新开放这个序列" in sentence(clerk.page)
    clerk.open(address() + "?do=reopen")
    clerk.press("reopen", reason="低温雨雪天气的通知尚未取号")
    clerk.open(f"/documents/{forgotten}")
    clerk.press("number")
    assert office.house.find(Documents).load(Document, forgotten).number == f"{WORD}〔2026〕2号"


def test_the_form_tells_the_number_that_is_next(office: OfficeApp) -> None:
    id = rechecked(office, "澜州市人民政府办公室关于预告文号的通知")
    clerk = office.log_in(CLERK)
    told = clerk.open(f"/documents/{id}").html.select_one("output.fixed")
    assert told.get_text() == f"{WORD}〔2026〕1号"
    assert "别人先取了" in told.parent.get_text()
    take(office)
    assert f"{WORD}〔2026〕2号" in clerk.open(f"/documents/{id}").text
    clerk.press("number")
    assert office.house.find(Documents).load(Document, id).number == f"{WORD}〔2026〕2号"


def test_a_document_takes_the_number_that_was_kept_for_it(office: OfficeApp) -> None:
    clerk = clerk_at_the_series(office, reserved=2)
    id = rechecked(office, "澜州市人民政府办公室关于表彰全市先进集体的通知")
    page = clerk.open(f"/documents/{id}")
    offered = [each.get_text() for each in page.html.select("select[name=number] option")]
    assert offered == [
        f"{WORD}〔2026〕4号（下一个号）",
        f"{WORD}〔2026〕2号（预留：年度表彰通报，给 综合一处）",
        f"{WORD}〔2026〕3号（预留：年度表彰通报，给 综合一处）",
    ]
    clerk.press("number", number=f"{WORD}〔2026〕3号")
    assert office.house.find(Documents).load(Document, id).number == f"{WORD}〔2026〕3号"


@pytest.mark.slow
def test_a_number_voided_on_the_document_s_page_comes_back_to_it(office: OfficeApp) -> None:
    id = rechecked(office, "澜州市人民政府办公室关于做好防汛工作的通知")
    clerk = office.log_in(CLERK)
    clerk.open(f"/documents/{id}")
    clerk.press("number")
    rooms = office.house.find(Documents)
    rooms.send_back(office.by(CLERK), id, reason="重新取号", seen=rooms.load(Document, id).version)
    clerk.open(f"/documents/{id}?form=void_number")
    clerk.press("void_number", opinion="标题有误，退回签发")
    page = clerk.open(address())
    assert [row[1] for row in rows(page)] == ["作废"]
    assert "原用于《澜州市人民政府办公室关于做好防汛工作的通知》" in page.text
    clerk.open(f"/documents/{id}")
    clerk.press("number")
    assert rooms.load(Document, id).number == f"{WORD}〔2026〕1号"
    assert [row[1] for row in rows(clerk.open(address()))] == ["再用"]
