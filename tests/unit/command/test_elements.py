"""Element values beside a text: by their Chinese or English names, refused by name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.command.elements import filled_in, named
from documents.command.front_part import divided
from documents.layout.issue import Stamp
from documents.manuscript import Attendance, Format, Manuscript, Paragraph
from office.kernel.refusals import Refused

PLAIN = Manuscript(type="请示", title="关于节水的请示", issuer="云川省水利厅")


def test_a_front_part_is_cut_off_and_read_as_texts() -> None:
    values, text = divided(
        "---\n发文字号: 云水〔2026〕8号\n签发人: [周怀远, 程远]\n份号: 000123\n用印: yes\n"
        "date: 2026-03-04\n---\n正文\n---\n"
    )
    assert values == {
        "发文字号": ("云水〔2026〕8号",),
        "签发人": ("周怀远", "程远"),
        "份号": ("000123",),
        "用印": ("yes",),
        "date": ("2026-03-04",),
    }
    assert text == "正文\n---"


@pytest.mark.parametrize("text", ["正文\n---\na: b\n---", "----\n正文", "", "---\n---\n正文"])
def test_a_text_without_values_has_none(text: str) -> None:
    assert divided(text)[0] == {}


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("a: b", "结束前置部分"),
        ("a: [b\n---", "不合 YAML"),
        ("- a\n---", "不是一项一项的值"),
        ("a: {b: c}\n---", "层次过多"),
        ("a: &x [b]\nc: *x\n---", "引用"),
        (f"a: {'x' * 20000}\n---", "超过"),
        (f"a: {'[' * 5000}\n---", "层次过多"),
    ],
)
def test_a_front_part_of_another_kind_is_refused(part: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        divided(f"---\n{part}")


def test_a_tag_makes_nothing_but_texts() -> None:
    values, _ = divided("---\na: !!python/object/apply:os.system [id]\n---\n")
    assert values == {"a": ("id",)}


@given(st.text(max_size=80))
def test_whatever_stands_there_is_read_or_refused_in_a_sentence(part: str) -> None:
    said = ["。"]
    try:
        divided(f"---\n{part}\n---\n正文")
    except Refused as refusal:
        said.append(str(refusal))
    assert all(each.endswith("。") for each in said)


def test_values_fill_in_manuscript_and_issue() -> None:
    manuscript, issue = filled_in(
        PLAIN,
        named(
            {
                "签发人": ("周怀远", "程远"),
                "copy_number": ("000018",),
                "成文日期": ("2026-03-04",),
                "密级": ("秘密★1年",),
                "紧急程度": ("特急",),
                "用印": ("是",),
                "抄送": ("省委办公厅。",),
                "印发日期": ("2026-11-05",),
                "署名": ("云川省水利厅", "云川省财政厅"),
                "发文机关标志": ("云川省水利厅", "云川省财政厅"),
            }
        ),
    )
    assert (manuscript.date, manuscript.classification, manuscript.urgency) == (
        "2026年3月4日",
        "秘密★1年",
        "特急",
    )
    assert manuscript.signature == "云川省水利厅\u3000云川省财政厅"
    assert manuscript.copies == "省委办公厅。"
    assert (issue.signers, issue.copy_number, issue.sealed) == (("周怀远", "程远"), "000018", True)
    assert (issue.joint_marks, issue.mark) == (("云川省水利厅", "云川省财政厅"), "文件")
    assert issue.print_date == "2026年11月5日"


@pytest.mark.parametrize(
    ("word", "format", "mark"),
    [
        ("document", Format.DOCUMENT, "云川省水利厅文件"),
        ("信函格式", Format.LETTER, "云川省水利厅"),
        ("信函", Format.LETTER, "云川省水利厅"),
        ("命令", Format.ORDER, "云川省水利厅令"),
        ("纪要", Format.MINUTES, "云川省水利厅会议纪要"),
    ],
)
def test_the_format_decides_how_the_mark_ends(word: str, format: Format, mark: str) -> None:
    manuscript, issue = filled_in(PLAIN, named({"格式": (word,)}))
    assert (manuscript.format, issue.mark) == (format, mark)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"颜色": ("红",), "字体": ("宋",)}, "不认识的要素：颜色、字体"),
        ({"文号": ("甲",), "number": ("乙",)}, "给了两次"),
        ({"标题": ("甲", "乙")}, "只能有一个值"),
    ],
)
def test_unknown_and_doubled_elements_are_refused_by_name(
    given: dict[str, tuple[str, ...]], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        named(given)


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("2026-11-05", "2026年11月5日"),
        ("2026.11.05", "2026年11月5日"),
        ("２０２６年１１月０５日", "2026年11月5日"),
        ("二〇二六年十一月二十日", "2026年11月20日"),
        ("二○二六年元月三十一日", "2026年1月31日"),
        ("2026年×月×日", "2026年×月×日"),
        ("", ""),
    ],
)
def test_dates_are_printed_in_one_way(given: str, printed: str) -> None:
    assert filled_in(PLAIN, named({"成文日期": (given,)}))[0].date == printed


def test_a_date_of_the_text_is_printed_in_arabic_numerals() -> None:
    written = replace(PLAIN, date="二〇二六年十一月二十日")
    assert filled_in(written, {})[0].date == "2026年11月20日"
    odd = replace(PLAIN, date="2026年2月30日")
    assert filled_in(odd, {})[0].date == "2026年2月30日", "what nobody gave is not refused"


def test_a_number_is_made_regular() -> None:
    manuscript, issue = filled_in(PLAIN, named({"文号": ("澜政办[2026]025号",)}))
    assert manuscript.number == issue.number == "澜政办〔2026〕25号"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("用印", "也许"), ("格式", "诗"), ("缓急", "火急")),
        *(("成文日期", "昨天"), ("成文日期", "2026-02-30"), ("印发日期", "2026年13月1日")),
    ],
)
def test_values_that_no_element_has_are_refused(name: str, value: str) -> None:
    with pytest.raises(Refused, match=value):
        filled_in(PLAIN, named({name: (value,)}))


def test_attendance_is_given_beside_a_text_or_told_from_it() -> None:
    body = (Paragraph(0, "出席人员：陆承钧　周怀远"), Paragraph(0, "议定如下。"))
    values = {"格式": ("纪要",), "列席": ("许明", "何婉清"), "请假": ("",)}
    manuscript, _ = filled_in(replace(PLAIN, body=body), named(values))
    assert manuscript.attendance == (
        Attendance("出席", "陆承钧　周怀远"),
        Attendance("列席", "许明　何婉清"),
    )
    assert manuscript.body == body[1:]


@pytest.mark.parametrize(
    ("signature", "sealed", "stamps"),
    [
        ("市长　陆承钧", "是", (Stamp("市长", "陆承钧"),)),
        ("市长　陆承钧", "否", ()),
        ("云川省水利厅", "是", ()),
    ],
)
def test_an_officer_signs_by_a_stamp(
    signature: str, sealed: str, stamps: tuple[Stamp, ...]
) -> None:
    signed = replace(PLAIN, signature=signature, format=Format.ORDER)
    assert filled_in(signed, named({"用印": (sealed,)}))[1].stamps == stamps
