"""Opinions as they stand on a printed form."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

from documents.layout import Pages
from documents.layout.forms import compose_form, find_form
from documents.printing.lines import opinion_cells
from office.web.models import Badge, Opinion, OpinionGroup, Tone

AT = datetime(2026, 11, 20, 1, 26, tzinfo=UTC)
AGREED = Badge("同意", Tone.DONE, "tick")
CELLS = {"签发": "sign_off", "会签": "countersign"}


def paragraphs(pages: Pages) -> list[str]:
    """The paragraphs, also those that go on over a page, without blanks."""
    found: dict[int, str] = {}
    for run in pages.runs():
        found[run.paragraph] = found.get(run.paragraph, "") + "".join(run.text.split())
    return list(found.values())


def opinion(person: str, text: str, *, days: int = 0, **more: object) -> Opinion:
    return Opinion(person, "科长", text, AT + timedelta(days=days), **more)  # type: ignore[arg-type]  # fields of many types


def words(*opinions: Opinion, step: str = "签发") -> list[str]:
    filled = opinion_cells([OpinionGroup(step, opinions)], CELLS)
    (cell,) = filled.values()
    return [each.words for each in cell]


def test_an_opinion_has_its_words_name_post_and_whole_date() -> None:
    group = OpinionGroup("签发", (opinion("周怀远", "同意印发。", verdict=AGREED),))
    (printed,) = opinion_cells([group], CELLS)["sign_off"]
    assert (printed.words, printed.who, printed.date) == (
        "同意印发。",
        "周怀远　科长",
        "2026年11月20日",
    )


def test_a_bare_act_is_named_and_a_dissent_never_reads_as_consent() -> None:
    circled = opinion("周怀远", "", verdict=Badge("圈阅", Tone.DONE, "tick"))
    opposed = opinion("许明", "先租后买。", verdict=Badge("不同意", Tone.RETURNED))
    assert words(circled, opposed) == ["（圈阅）", "（不同意）先租后买。"]


def test_what_happened_is_told_in_the_order_of_time() -> None:
    groups = [
        OpinionGroup("办理进展", (opinion("许明", "三", days=3), opinion("周怀远", "一", days=1))),
        OpinionGroup("办理结果", (opinion("段文", "二", days=2),)),
    ]
    cells = {"办理进展": "result", "办理结果": "result"}
    assert [each.words for each in opinion_cells(groups, cells)["result"]] == ["一", "二", "三"]


def test_who_entered_it_and_whom_it_is_for_stands_behind_the_words() -> None:
    entered = opinion("周怀远", "同意。", transcribed_by="段文", transcribed="纸质件")
    limited = opinion("许明", "另有考虑。", note="限陆承钧阅看")
    assert words(entered, limited) == [
        "同意。（段文2026年11月20日代录，纸质件）",
        "另有考虑。（限陆承钧阅看）",
    ]


def test_one_persons_rounds_stand_in_the_order_of_time_and_people_in_that_of_rank() -> None:
    later = opinion("陆承钧", "已改，同意。", days=2)
    first = opinion("陆承钧", "请修改。")
    lower = opinion("周怀远", "同意。")
    assert words(later, first, lower) == ["请修改。", "已改，同意。", "同意。"]


def test_a_step_that_the_form_does_not_know_stands_among_the_others_under_its_name() -> None:
    filled = opinion_cells([OpinionGroup("法制审核", (opinion("许明", "合法。"),))], CELLS)
    assert [each.words for each in filled["others"]] == ["法制审核：合法。"]


def test_sixty_opinions_flow_over_pages_and_none_is_lost() -> None:
    signing = [
        opinion(f"领导{n:02}", f"第{n}条意见：请抓紧办理。" * (n % 4 + 1)) for n in range(20)
    ]
    beside = [opinion(f"会签{n:02}", f"第{n}家单位无不同意见。") for n in range(20)]
    others = [opinion(f"审核{n:02}", f"第{n}次审核，已核。") for n in range(20)]
    groups = [
        OpinionGroup("签发", tuple(signing)),
        OpinionGroup("会签", tuple(beside)),
        OpinionGroup("法制审核", tuple(others)),
    ]
    pages = compose_form(find_form("draft_sheet"), opinion_cells(groups, CELLS))
    printed = Counter(paragraphs(pages))
    assert len(pages.pages) > 2
    for each in (*signing, *beside):
        assert printed[each.text] == 1
        assert printed[f"{each.person}科长2026年11月20日"] == 1
    for each in others:
        assert printed[f"法制审核：{each.text}"] == 1
    heads = ["".join(run.text for run in page.runs[:1]) for page in pages.pages]
    assert set(heads) == {"发文稿纸"}


def test_a_step_that_the_office_calls_otherwise_is_named_in_its_cell() -> None:
    legality = opinion("许明", "合法。", step="合法性审查")
    usual = opinion("程远", "已核。", step="核稿")
    filled = opinion_cells([OpinionGroup("核稿", (usual, legality))], {"核稿": "review"})
    assert [each.words for each in filled["review"]] == ["已核。", "合法性审查：合法。"]
