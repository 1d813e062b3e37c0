from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pytest

from documents.layout import Pages, sheet
from documents.layout.forms import (
    Form,
    Opinion,
    compose_form,
    find_form,
    form_files,
    form_from,
)
from documents.layout.forms.area import PADDING, UPRIGHT, Area
from documents.layout.forms.form import Grid
from documents.layout.forms.stamp import WIDTH
from documents.layout.forms.terms import Kind
from documents.layout.pages import BLACK, RED, Element, Run
from documents.typefaces.role import Role
from tests.unit.layout.forms.filled import FILLED
from tests.unit.layout.forms.reading_pages import as_read

NAMES = tuple(form_files())
LONG = "请交通运输局牵头，会同财政局、公安局抓紧研究，12月5日前提出意见报市政府。" * 12


def composed(name: str, values: Mapping[str, Any] | None = None) -> Pages:
    """A form of the product, filled as in the specimens if nothing else is given."""
    return compose_form(find_form(name), FILLED[name] if values is None else values)


def texts_in(value: Any) -> Iterator[str]:
    """Every text that was filled in, ticks left out: those are printed whether ticked or not."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Opinion):
        yield from (value.words, value.who, value.date)
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, Sequence):
        for each in value:
            yield from texts_in(each)


def letters(text: str) -> Counter[str]:
    """How often each character stands in it, blanks left out."""
    return Counter("".join(text.split()))


def outside(pages: Pages) -> list[Run]:
    """The type that does not stand wholly in the forms' type area, page numbers left out."""
    read, area = as_read(pages)
    return [
        run
        for run in read.runs()
        if run.element is not Element.PAGE_NUMBER and not _inside(run, area)
    ]


def joined(pages: Pages) -> dict[int, str]:
    """The paragraphs by their numbers, their lines joined, blanks left out."""
    found: dict[int, str] = {}
    for run in pages.runs():
        found[run.paragraph] = found.get(run.paragraph, "") + "".join(run.text.split())
    return found


def _inside(run: Run, area: Area) -> bool:
    em = run.size * sheet.MM_PER_PT
    above, below = sheet.ASCENT * em, (1 - sheet.ASCENT) * em
    return (
        run.x >= area.left - 1e-6
        and run.x + run.width <= area.right + 1e-6
        and run.y - above >= area.top - 1e-6
        and run.y + below <= area.bottom + 1e-6
    )


def runs_saying(pages: Pages, text: str) -> list[Run]:
    return [run for run in pages.runs() if run.text == text]


@pytest.mark.parametrize("name", NAMES)
def test_every_form_prints_empty_on_one_page_with_its_name_on_top(name: str) -> None:
    pages = composed(name, {})

    assert len(pages.pages) == 1
    assert pages.pages[0].number is None
    assert pages.pages[0].runs[0].text == pages.title == find_form(name).name
    assert not outside(pages)


@pytest.mark.parametrize("name", NAMES)
def test_every_form_filled_as_usual_stays_on_one_page_and_shows_everything(name: str) -> None:
    pages = composed(name)

    assert len(pages.pages) == 1
    assert not outside(pages)
    missing = letters("".join(texts_in(FILLED[name]))) - letters(pages.text())
    assert not missing


def test_the_agency_stands_before_the_name_in_the_middle() -> None:
    run = composed("draft_sheet").pages[0].runs[0]

    assert run.text == "澜州市人民政府办公室发文稿纸"
    assert (run.role, run.colour, run.size) == (Role.XIAOBIAOSONG, RED, 22.0)
    assert run.x + run.width / 2 == pytest.approx(UPRIGHT.left + UPRIGHT.width / 2)


def test_a_long_agency_name_is_narrowed_to_the_type_area() -> None:
    pages = composed("draft_sheet", {"agency": "云川省推进政府职能转变和放管服改革协调小组办公室"})

    run = pages.pages[0].runs[0]
    assert run.width <= UPRIGHT.width
    assert run.stretch < 1.0
    assert run.size == 22.0


def test_what_the_form_prints_is_red_and_what_people_wrote_is_black() -> None:
    pages = composed("draft_sheet")

    assert runs_saying(pages, "公开属性")[0].colour == RED
    assert runs_saying(pages, "各区、县人民政府，市政府各委、办、局")[0].colour == BLACK
    assert {rule.colour for rule in pages.pages[0].rules} == {RED}


def test_the_frame_is_half_a_millimetre_thick_and_the_rules_inside_a_quarter() -> None:
    rules = composed("handling_sheet", {}).pages[0].rules

    outer = [rule for rule in rules if rule.thickness == 0.5]
    assert len(outer) == 4
    assert {rule.thickness for rule in rules} == {0.5, 0.25}
    left, right = sorted(rule.x for rule in outer if rule.upright)
    assert (left - 0.25, right + 0.25) == pytest.approx((28.0, 184.0))
    bottom = max(rule.y for rule in outer if not rule.upright)
    assert bottom + 0.25 == pytest.approx(UPRIGHT.bottom), "an empty form ends at the foot"


def test_a_label_runs_downwards_in_the_middle_of_its_column() -> None:
    pages = composed("handling_sheet", {})
    characters = [runs_saying(pages, each)[0] for each in "领导批示"]

    assert len({run.x for run in characters}) == 1
    ys = [run.y for run in characters]
    assert ys == sorted(ys)
    assert ys[0] < ys[-1]
    assert len({run.paragraph for run in characters}) == 1


def test_short_labels_are_spread_to_the_width_of_four_characters() -> None:
    pages = composed("handling_sheet", {})
    four = runs_saying(pages, "来文单位")[0]
    first = runs_saying(pages, "份")[0]
    last = runs_saying(pages, "数")[0]

    assert last.x + last.width - first.x == pytest.approx(four.width)


def test_an_opinion_is_set_in_kai_with_name_and_date_at_the_right() -> None:
    pages = composed("handling_sheet")
    words = runs_saying(pages, "按怀远同志批示办。")[0]
    signed = runs_saying(pages, "何婉清　11月19日 08:35")[0]

    assert words.role is signed.role is Role.KAI
    assert signed.y == words.y
    assert signed.x + signed.width == pytest.approx(UPRIGHT.frame_right - PADDING)


def test_choices_show_which_one_was_chosen() -> None:
    chosen = composed("draft_sheet", {"urgency": "加急"})
    tick = runs_saying(chosen, "√")

    assert len(tick) == 1
    boxes = [run for run in runs_saying(chosen, "□") if (run.x, run.y) == (tick[0].x, tick[0].y)]
    assert len(boxes) == 1
    word = runs_saying(chosen, "加急")[0]
    assert 0 < word.x - tick[0].x < 2 * sheet.em(14.0)
    assert not runs_saying(composed("draft_sheet", {}), "√")


def test_what_is_blank_is_printed_only_until_it_is_filled_in() -> None:
    assert "年月日" in "".join(composed("draft_sheet", {}).text().split())
    assert "年　　月" not in composed("draft_sheet", {"date": "2026年11月20日"}).text()


def test_a_form_that_grows_goes_on_with_its_head_and_the_label_says_so() -> None:
    opinions = [Opinion(LONG, who="周怀远", date="11月18日") for _ in range(4)]
    pages = composed("handling_sheet", {**FILLED["handling_sheet"], "instructions": opinions})

    assert len(pages.pages) > 1
    assert [page.number for page in pages.pages] == list(range(1, len(pages.pages) + 1))
    for page in pages.pages:
        assert page.runs[0].text == pages.title
        assert "收文号：" in [run.text for run in page.runs]
        assert page.runs[-1].element is Element.PAGE_NUMBER
        assert page.runs[-1].text == f"第 {page.number} 页　共 {len(pages.pages)} 页"
    assert "（续）" in [run.text for run in pages.pages[1].runs]
    assert "（续）" not in [run.text for run in pages.pages[0].runs]
    assert list(joined(pages).values()).count(LONG) == 4
    assert not outside(pages)


def test_the_arrival_stamp_stands_above_the_first_page_alone_and_inside_its_frame() -> None:
    lines = [
        "云川省人民政府推进政府职能转变和放管服改革协调小组办公室",
        "收文〔2026〕318号",
        "2026年11月18日",
    ]
    opinions = [Opinion(LONG, who="周怀远", date="11月18日") for _ in range(4)]
    values = {"stamp": "\n".join(lines), "instructions": opinions}
    first, *later = composed("handling_sheet", values).pages
    stamp = [run for run in first.runs if run.colour == RED]
    assert [run.text for run in stamp] == lines
    left, right = UPRIGHT.right - WIDTH, UPRIGHT.right
    assert all(left < run.x and run.x + run.width < right for run in stamp)
    assert all(0 < run.y < UPRIGHT.top for run in stamp)
    frame = [rule for rule in first.rules if rule.colour == RED]
    assert max(rule.y for rule in frame) < UPRIGHT.top
    assert not [run for page in later for run in page.runs if run.colour == RED]
    assert not [run for run in composed("handling_sheet", {}).pages[0].runs if run.colour == RED]


def test_name_and_date_never_stand_on_a_page_without_the_end_of_the_opinion() -> None:
    for length in range(1, 60):
        words = "请抓紧研究提出意见。" * length
        opinions = [Opinion(words * 3, who="周怀远同志", date="2026年11月18日16:40")]
        pages = composed("handling_sheet", {"instructions": opinions})
        for page in pages.pages:
            kai = [run for run in page.runs if run.role is Role.KAI]
            signed = [run for run in kai if run.text.startswith("周怀远同志")]
            assert not signed or len(kai) > 1


def test_a_table_repeats_its_head_and_numbers_its_rows_on() -> None:
    readers = [{"who": f"王{number}", "sent_at": "11月19日"} for number in range(1, 41)]
    pages = composed("circulation_slip", {"readers": readers})

    assert len(pages.pages) > 1
    for page in pages.pages:
        assert "送阅时间" in [run.text for run in page.runs]
    serial = [run.text for run in pages.runs() if run.cell and run.cell[2] == 0 and run.cell[1]]
    assert [text for text in serial if text.isdigit()] == [str(n) for n in range(1, 41)]
    assert "王40" in pages.text()


def two_opinions(*fields: str, words: str = "同意。建议进一步明确补助标准和资金来源。") -> Any:
    """The draft sheet with two opinions in each of the fields."""
    said = [Opinion(words, who="许国梁（市财政局）", date="2026年11月19日")] * 2
    return {**FILLED["draft_sheet"], **dict.fromkeys(fields, said)}


def test_a_sheet_that_is_filled_fuller_is_pressed_and_set_smaller_to_stay_one() -> None:
    pages = composed("draft_sheet", two_opinions("countersign", "endorse", "review"))

    assert len(pages.pages) == 1
    assert not outside(pages)
    assert pages.text().replace("\n", "").count("资金来源") == 6


def test_who_and_when_part_where_they_do_not_fit_on_one_line() -> None:
    said = [Opinion("同意。", who="许国梁（市财政局副局长）", date="2026年11月19日")]
    pages = composed("draft_sheet", {"endorse": said})

    assert runs_saying(pages, "许国梁（市财政局副局长）")
    assert runs_saying(pages, "2026年11月19日")


def test_what_goes_on_to_a_second_sheet_is_not_blown_up_there() -> None:
    values = two_opinions("countersign", "endorse", "review", words=LONG)
    pages = composed("draft_sheet", {**values, "remarks": "急件。"})
    last = [rule.y for rule in pages.pages[-1].rules if not rule.upright]

    assert len(pages.pages) > 1
    assert max(after - before for before, after in pairwise(sorted(last)[-3:])) < 40.0


def test_a_slip_that_does_not_fit_below_has_a_sheet_of_its_own_without_a_line_to_tear() -> None:
    attendee = FILLED["meeting_notice"]["attendees"][0]
    pages = composed("meeting_notice", {**FILLED["meeting_notice"], "attendees": [attendee] * 14})
    first, second = pages.pages

    assert "沿此线裁下" not in pages.text()
    assert "会议回执" in "".join(run.text for run in second.runs)
    assert max(rule.y for rule in first.rules) == pytest.approx(UPRIGHT.bottom, abs=0.5)


@pytest.mark.parametrize("unit", ["", "石桥县人民政府"])
def test_the_place_for_the_seal_of_a_reply_stays_when_the_unit_is_filled_in(unit: str) -> None:
    pages = composed("meeting_notice", {**FILLED["meeting_notice"], "reply_unit": unit})
    (run,) = [run for run in pages.runs() if "（盖章）" in run.text]

    assert (run.role, run.colour) == (Role.SONG, RED)


def test_a_document_number_stands_on_one_line_in_a_seal_request() -> None:
    number = "澜政办发〔2026〕137号"
    values = {**FILLED["seal_request"], "document_number": number}

    assert runs_saying(composed("seal_request", values), number)


def test_the_slip_to_tear_off_stays_on_one_page() -> None:
    agenda = "\n".join(f"{number}．部署冬季养护工作" for number in range(1, 16))
    pages = composed("meeting_notice", {**FILLED["meeting_notice"], "agenda": agenda})

    assert len(pages.pages) == 2
    first, second = ("".join(run.text for run in page.runs) for page in pages.pages)
    assert "会议回执" not in first
    assert all(word in second for word in ("会议回执", "是否住宿", "欧阳敏行"))


def test_a_field_of_opinions_yields_a_place_for_handwriting() -> None:
    form = find_form("handling_sheet")
    pages = compose_form(form, {})

    always = [row for part in form.parts if isinstance(part, Grid) for row in part.rows]
    cells = [cell for row in always if not row.optional for cell in row.cells]
    expected = {each.field for each in cells if each.kind is Kind.OPINIONS}
    assert {place.name for place in pages.places} == expected
    by_name = {place.name: place for place in pages.places}
    place = by_name["instructions"]
    assert (place.element, place.page) == (Element.FORM, 0)
    assert place.width > 120
    assert place.height > 45
    assert UPRIGHT.top < by_name["proposal"].y < place.y < UPRIGHT.bottom


def test_room_is_kept_for_a_handwritten_opinion() -> None:
    opinions = [Opinion("同意。", who="周怀远"), Opinion("", who="何婉清", ink=22.0)]
    pages = composed("seal_request", {"approval": opinions})

    place = next(each for each in pages.places if each.name == "approval.2")
    signed = runs_saying(pages, "何婉清")[0]
    assert place.height == 22.0
    above = signed.y - sheet.ASCENT * signed.size * sheet.MM_PER_PT
    assert place.y + place.height <= above


def test_every_reader_of_a_circulation_slip_has_a_place_to_sign() -> None:
    names = {place.name for place in composed("circulation_slip", {}).places}

    assert {f"readers.{number}.opinion" for number in range(1, 13)} <= names


def test_the_pages_survive_json() -> None:
    pages = composed("handling_sheet")

    assert Pages.from_json(pages.to_json()) == pages


def test_the_same_values_give_the_same_pages() -> None:
    assert composed("approval_request") == composed("approval_request")


def test_a_short_text_in_a_narrow_box_is_set_smaller_rather_than_broken() -> None:
    pages = composed("draft_sheet", {"drafting_unit": "市交通运输局"})
    run = runs_saying(pages, "市交通运输局")[0]

    assert 0.8 * 12 <= run.size < 12


def test_who_and_when_never_part_at_the_end_of_a_page() -> None:
    opinions = [
        Opinion("请抓紧办理。", who=f"领导{n:02}　副市长", date="2026年11月20日")
        for n in range(60)
    ]
    pages = composed("draft_sheet", {"sign_off": opinions})

    assert len(pages.pages) > 2
    for page in pages.pages:
        texts = [run.text for run in page.runs]
        assert sum("领导" in each for each in texts) == texts.count("2026年11月20日")


def test_a_form_that_lies_across_is_read_with_the_sheet_turned() -> None:
    pages = composed("issue_register")

    assert all(page.across for page in pages.pages)
    read, area = as_read(pages)
    name = read.pages[0].runs[0]
    assert name.text == "澜州市人民政府办公室发文登记簿"
    assert name.x + name.width / 2 == pytest.approx(sheet.PAPER_HEIGHT / 2)
    frame = [rule for rule in read.pages[0].rules if rule.thickness == 0.5 and not rule.upright]
    assert {rule.width for rule in frame} == {area.width}
    assert area.width > UPRIGHT.width


def test_a_register_of_many_lines_repeats_its_head_and_loses_no_line() -> None:
    rows = [{"number": f"澜政办发〔2026〕{place}号", "title": LONG} for place in range(1, 61)]
    pages = composed("issue_register", {"documents": rows})

    assert len(pages.pages) > 10
    for page in pages.pages:
        assert "发文字号" in "".join(run.text for run in page.runs)
    assert not letters("".join(texts_in(rows))) - letters(pages.text())
    assert not outside(pages)


def test_an_optional_row_is_printed_only_where_something_is_filled_in() -> None:
    row = {"cells": [{"label": "退回", "field": "returns", "span": 2, "kind": "opinions"}]}
    rows = [{**row, "optional": True}]
    parts = [{"kind": "grid", "columns": [1, 3], "rows": rows}]
    form = form_from({"name": "办理单", "parts": parts})

    assert composed_text(form, {}) == "办理单"
    returned = [Opinion("依据不足。", who="周怀远", date="11月20日")]
    assert "依据不足。" in composed_text(form, {"returns": returned})


def composed_text(form: Form, values: Mapping[str, Any]) -> str:
    return compose_form(form, values).text()
