"""What a pasted text becomes: every part of an invented document, and every disorder around it."""

from __future__ import annotations

import pytest

from documents.manuscript import Attachment, Attendance, Format, Manuscript, Paragraph
from documents.reading import read_text
from tests.unit.reading.accounting import manuscript_text, source_text

NOTICE = """\
000012
加　急
澜州市人民政府办公室文件
澜政办发〔2026〕8号
澜州市人民政府办公室
关于做好春季植树工作的通知
各区人民政府，市政府各委、办、局：
　　为做好春季植树工作，现就有关事项通知如下：
　　一、明确任务
　　（一）落实地块。各区于三月前报送地块。
　　1.新建绿地优先。
　　（1）沿河两岸先行。
　　二、加强养护
　　养护责任落实到人。
　　附件：1.任务分解表
　　　　　2.联系人名单
　　　　　　　　　　澜州市人民政府办公室
　　　　　　　　　　　　2026年3月6日
　　（此件公开发布）
附件1
任务分解表
一、清河区
栽植五千株。
附件2
联系人名单
清河区园林所
抄送：市委办公室，市人大常委会办公室，
市政协办公室。
澜州市人民政府办公室　　　2026年3月7日印发
— 3 —
"""


def read(source: str) -> Manuscript:
    manuscript = read_text(source)
    assert manuscript_text(manuscript, source) == source_text(source), "a character was lost"
    return manuscript


def levels(manuscript: Manuscript) -> list[int]:
    return [each.level for each in manuscript.body]


def notice(
    *, title: str = "澜州市人民政府关于节约用水的通知", head: str = "", body: str = "请认真执行。"
) -> str:
    return f"{head}{title}\n各区人民政府：\n{body}\n澜州市人民政府\n2026年5月8日\n"


def test_every_part_of_a_whole_notice_is_recognised() -> None:
    manuscript = read(NOTICE)
    assert manuscript.type == "通知"
    assert manuscript.title == "澜州市人民政府办公室关于做好春季植树工作的通知"
    assert manuscript.number == "澜政办发〔2026〕8号"
    assert manuscript.urgency == "加急"
    assert manuscript.recipients == "各区人民政府，市政府各委、办、局"
    assert levels(manuscript) == [0, 1, 2, 3, 4, 1, 0]
    assert manuscript.issuer == manuscript.signature == "澜州市人民政府办公室"
    assert manuscript.date == "2026年3月6日"
    assert manuscript.note == "（此件公开发布）"
    assert manuscript.copies == "市委办公室，市人大常委会办公室，市政协办公室。"
    assert manuscript.attachments == (
        Attachment("任务分解表", (Paragraph(1, "一、清河区"), Paragraph(0, "栽植五千株。"))),
        Attachment("联系人名单", (Paragraph(0, "清河区园林所"),)),
    )
    assert manuscript.enclosure is None
    assert manuscript.unrecognised == (
        "000012",
        "澜州市人民政府办公室文件",
        "澜州市人民政府办公室　　　2026年3月7日印发",
        "— 3 —",
    )


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\n", "\x0b", "\u2028", " \n\t"])
def test_line_ends_of_every_kind_give_the_same_manuscript(end: str) -> None:
    assert read(NOTICE.replace("\n", end)) == read(NOTICE)


@pytest.mark.parametrize("blank", ["\u00a0\u00a0", "\t", "\u200b", "\ufeff", "    ", ""])
def test_indents_of_every_kind_give_the_same_manuscript(blank: str) -> None:
    plain = notice(body="一、目标\n年内完成。\n（一）分工")
    indented = "\n".join(blank + line for line in plain.splitlines())
    assert read(indented) == read(plain)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("澜州市人民代表大会关于批准年度计划的决议", "决议"),
        ("澜州市人民政府关于表彰先进集体的决定", "决定"),
        ("澜州市人民政府关于公布施行水务规定的命令", "命令"),
        ("澜州市人民政府令", "命令"),
        ("澜州市人民政府关于普查结果的公报", "公报"),
        ("澜州市人民政府公告", "公告"),
        ("澜州市公安局关于道路施工的通告", "通告"),
        ("澜州市人民政府关于推进节水的实施意见", "意见"),
        ("关于召开会议的通知", "通知"),
        ("澜州市人民政府关于节水情况的通报", "通报"),
        ("澜州市水务局关于汛期供水的报告", "报告"),
        ("澜州市水务局关于增加经费的请示", "请示"),
        ("澜州市人民政府关于同意建站的批复", "批复"),
        ("澜州市人民政府关于年度预算的议案", "议案"),
        ("澜州市财政局关于协查账目的复函", "函"),
        ("澜州市人民政府关于供水的专题会议纪要", "纪要"),
        ("关于印发供水规程的通知（征求意见稿）", "通知"),
    ],
)
def test_every_type_is_known_by_the_end_of_the_title(title: str, kind: str) -> None:
    manuscript = read(notice(title=title))
    assert (manuscript.title, manuscript.type) == (title, kind)


@pytest.mark.parametrize(
    "date",
    [
        "2026年3月6日",
        "二○二六年三月六日",
        "二〇二六年四月二十六日",
        "二零二六年十月十日",
        "二Ｏ二六年十二月三十一日",
        "２０２６年３月６日",
        "2026年×月×日",
        "2026年月日",
    ],
)
def test_dates_are_kept_as_printed(date: str) -> None:
    assert read(notice().replace("2026年5月8日", date)).date == date


def test_blanks_inside_a_date_do_not_hide_it() -> None:
    assert read(notice().replace("2026年5月8日", "2026 年 5 月 8 日")).date == "2026年5月8日"


def test_a_title_in_several_lines_is_put_together() -> None:
    title = "澜州市财政局\n澜州市水务局\n关于印发《澜州市节水\n资金管理办法》\n的通知"
    assert read(notice(title=title)).title == title.replace("\n", "")


def test_a_very_long_title_before_many_recipients_is_one() -> None:
    title = f"澜州市人民政府关于{'进一步加强节约用水工作' * 18}的通知"
    recipients = "、".join(f"第{place}区人民政府" for place in range(1, 61))
    source = notice(title=title).replace("各区人民政府", recipients)
    manuscript = read(source)
    assert (manuscript.title, manuscript.recipients) == (title, recipients)
    assert [each.text for each in manuscript.body] == ["请认真执行。"]


def test_the_organs_of_a_joint_title_stay_apart_where_its_lines_end() -> None:
    title = "澜州市教育局　澜州市财政局\n澜州市水务局关于节约用水的通知"
    organs = "澜州市教育局　澜州市财政局　澜州市水务局"
    head = "澜州市教育局\n澜州市财政局文件\n澜州市水务局\n澜水〔2026〕8号\n"
    source = notice(title=title, head=head).replace("\n澜州市人民政府\n", f"\n{organs}\n")
    manuscript = read(source)
    assert manuscript.title == f"{organs}关于节约用水的通知"
    assert manuscript.signature == organs


def test_an_organ_above_the_title_that_does_not_sign_is_no_part_of_it() -> None:
    manuscript = read(notice(head="澜州市财政局\n"))
    assert manuscript.title == "澜州市人民政府关于节约用水的通知"


@pytest.mark.parametrize(
    ("title", "head", "format"),
    [
        ("澜州市财政局关于协查账目的函", "", Format.LETTER),
        ("澜州市财政局关于协查账目的函", "澜州市财政局文件\n", Format.DOCUMENT),
        ("澜州市人民政府令", "", Format.ORDER),
        ("市政府第46次常务会议纪要", "", Format.MINUTES),
        ("关于做好防汛工作的紧急通知", "澜政办明电〔2026〕15号\n", Format.TELEGRAM),
        ("关于做好防汛工作的通知", "", Format.DOCUMENT),
    ],
)
def test_type_and_number_tell_the_format(title: str, head: str, format: Format) -> None:
    assert read(notice(title=title, head=head)).format is format


@pytest.mark.parametrize("mark", ["", "澜州市人民政府常务会议纪要\n第46期\n"])
@pytest.mark.parametrize("dated", ["", "澜州市人民政府办公室　2026年11月19日\n"])
def test_minutes_name_who_attended(mark: str, dated: str) -> None:
    manuscript = read_text(
        f"{mark}{dated}市政府第46次常务会议纪要\n会议议定如下。\n一、同意实施。\n"
        "出席人员：陆承钧　周怀远\n请　假：王某某\n列席：许明、何婉清。\n分送：市委办公室。\n"
    )
    assert (manuscript.title, manuscript.format) == ("市政府第46次常务会议纪要", Format.MINUTES)
    assert [each.text for each in manuscript.body] == ["会议议定如下。", "一、同意实施。"]
    assert manuscript.attendance == (
        Attendance("出席", "陆承钧　周怀远"),
        Attendance("请假", "王某某"),
        Attendance("列席", "许明、何婉清"),
    )
    assert manuscript.copies == "市委办公室。"
    assert manuscript.date == ("2026年11月19日" if dated else "")
    assert manuscript.signature == ("澜州市人民政府办公室" if dated else "")


def test_what_an_order_promulgates_follows_its_date() -> None:
    manuscript = read(
        "《澜州市公园办法》已经常务会议审议通过，现予公布，自2027年1月1日起施行。\n"
        "市长　陆承钧\n2026年11月18日\n澜州市公园办法\n第一条　为加强管理，制定本办法。\n"
    )
    assert manuscript.enclosure is not None
    assert manuscript.enclosure.title == "澜州市公园办法"
    assert len(manuscript.enclosure.body) == 1
    assert manuscript.unrecognised == ()


def test_a_web_page_around_the_document_is_set_aside() -> None:
    head = (
        "首页 > 政务公开 > 文件\n澜州市人民政府关于节约用水的通知\n"
        "来源：澜州市人民政府网 更新时间：2026-05-09\n索引号：0012-34\n【字体：大 中 小】\n"
    )
    tail = "【打印】 【关闭】\n上一篇：关于防汛工作的通知\n版权所有：澜州市人民政府\n"
    manuscript = read(notice(head=head) + tail)
    assert manuscript.title == "澜州市人民政府关于节约用水的通知"
    assert manuscript.date == "2026年5月8日"
    assert [each.text for each in manuscript.body] == ["请认真执行。"]
    assert manuscript.unrecognised == tuple((head + tail).splitlines())


def test_web_lines_between_title_and_recipients_are_set_aside() -> None:
    title = "澜州市人民政府关于节约用水的通知"
    between = "发布时间：2026-05-09　浏览次数：12\n澜政发【2026】9号\n"
    manuscript = read(notice(title=f"{title}\n{between}".rstrip()))
    assert (manuscript.title, manuscript.number) == (title, "澜政发〔2026〕9号")
    assert manuscript.recipients == "各区人民政府"
    assert manuscript.unrecognised == ("发布时间：2026-05-09　浏览次数：12",)


def test_a_number_glued_to_a_headline_leaves_the_headline_unrecognised() -> None:
    manuscript = read(notice(head="市政府印发节约用水年度安排澜政发〔2026〕9号\n"))
    assert manuscript.number == "澜政发〔2026〕9号"
    assert manuscript.unrecognised == ("市政府印发节约用水年度安排",)


def test_a_number_glued_to_the_title_is_cut_off() -> None:
    title = "澜州市人民政府关于节约用水的通知"
    for glued in (f"澜政发〔2026〕9号{title}", f"{title}澜政发〔2026〕9号"):
        manuscript = read(notice(title=glued))
        assert (manuscript.number, manuscript.title) == ("澜政发〔2026〕9号", title)


def test_of_two_numbers_the_one_at_the_title_counts() -> None:
    manuscript = read(notice(head="文号：澜政发〔2020〕1号\n澜政发〔2026〕9号\n"))
    assert manuscript.number == "澜政发〔2026〕9号"
    assert manuscript.unrecognised == ("文号：", "澜政发〔2020〕1号")


def test_a_classification_is_seen_in_any_spacing() -> None:
    assert read(notice(head="机 密★1年\n")).classification == "机密★1年"
    assert read(notice(head="秘密　特急\n")).classification == "秘密"


@pytest.mark.parametrize("colon", [":", "："])
def test_recipients_end_at_either_colon_also_when_the_line_goes_on(colon: str) -> None:
    source = notice().replace("各区人民政府：\n", f"各区人民政府,市政府各委、办、局{colon}")
    manuscript = read(source)
    assert manuscript.recipients == "各区人民政府,市政府各委、办、局"
    assert [each.text for each in manuscript.body] == ["请认真执行。"]


def test_recipients_may_take_several_lines() -> None:
    source = notice().replace(
        "各区人民政府：", "各区人民政府，市政府各委、\n办、局，\n各有关单位："
    )
    assert read(source).recipients == "各区人民政府，市政府各委、办、局，各有关单位"


def test_a_first_paragraph_that_ends_in_a_colon_is_no_recipient() -> None:
    manuscript = read("关于节约用水的通告\n现将有关事项通告如下：\n一、节约用水。\n澜州市水务局\n")
    assert manuscript.recipients == ""
    assert levels(manuscript) == [0, 1]
    assert manuscript.signature == "澜州市水务局"


def test_signature_and_date_that_lost_their_line_ends_are_cut_off() -> None:
    for closing in ("澜州市人民政府2026年5月8日", "　　澜州市人民政府 　2026年5月8日"):
        source = notice().replace("\n澜州市人民政府\n2026年5月8日", closing)
        manuscript = read(source)
        assert (manuscript.signature, manuscript.date) == ("澜州市人民政府", "2026年5月8日")
        assert manuscript.body[-1].text == "请认真执行。"


def test_joint_issuers_sign_one_below_the_other() -> None:
    source = notice().replace("\n澜州市人民政府\n", "\n澜州市财政局\n澜州市水务局\n")
    assert read(source).signature == "澜州市财政局　澜州市水务局"


def test_an_officer_signs_with_the_post_before_the_name() -> None:
    source = notice(title="澜州市人民政府令").replace(
        "\n澜州市人民政府\n2026", "\n市长　某某某\n2026"
    )
    manuscript = read(source)
    assert manuscript.signature == "市长　某某某"
    assert manuscript.issuer == "澜州市人民政府"


def test_the_issuer_is_taken_from_the_title_where_nobody_signs() -> None:
    source = notice().replace("\n澜州市人民政府\n", "\n")
    manuscript = read(source)
    assert (manuscript.signature, manuscript.issuer) == ("", "澜州市人民政府")


def test_the_issuer_is_taken_from_the_mark_where_title_and_signature_are_silent() -> None:
    source = "澜州市水务局文件\n关于节约用水的通知\n各区水务局：\n请执行。\n2026年5月8日\n"
    assert read(source).issuer == "澜州市水务局"


def test_a_draft_without_date_keeps_its_signature_and_contact_note() -> None:
    manuscript = read(notice().replace("2026年5月8日", "（联系人：某某，电话：0000-0000）"))
    assert manuscript.signature == "澜州市人民政府"
    assert manuscript.note == "（联系人：某某，电话：0000-0000）"
    assert manuscript.date == ""


def test_mass_organisations_are_recipients() -> None:
    names = "各区党委和政府，市直各部门，各人民团体"
    assert read(notice().replace("各区人民政府", names)).recipients == names


def test_what_follows_a_notice_without_enclosure_is_unrecognised() -> None:
    manuscript = read(notice() + "另有一段来历不明的文字。\n再有一段。")
    assert manuscript.unrecognised == ("另有一段来历不明的文字。", "再有一段。")


def test_a_notice_called_only_notice_is_one() -> None:
    manuscript = read("通　知\n各科室：\n今日停水。\n综合科\n2026年5月8日")
    assert (manuscript.type, manuscript.signature) == ("通知", "综合科")


def test_a_plan_without_its_notice_has_title_and_levels() -> None:
    manuscript = read("澜州市节水行动方案\n一、目标\n年内完成。")
    assert manuscript.title == "澜州市节水行动方案"
    assert manuscript.type == ""
    assert levels(manuscript) == [1, 0]


def test_a_text_that_is_no_document_is_all_body() -> None:
    manuscript = read("今天天气好。\n我们去看河。")
    assert [each.text for each in manuscript.body] == ["今天天气好。", "我们去看河。"]


@pytest.mark.parametrize("source", ["", " \n\u3000\n", "\ufeff", "\x00\x01"])
def test_a_text_without_characters_is_an_empty_manuscript(source: str) -> None:
    assert read(source) == Manuscript(type="", title="")


def test_paragraphs_wrapped_at_a_fixed_width_are_put_together() -> None:
    paragraph = "　　" + "为保障城市供水安全请各区认真落实各项措施" * 6 + "。"
    wrapped = "\n".join(paragraph[start : start + 30] for start in range(0, len(paragraph), 30))
    manuscript = read(
        f"关于供水的通知\n各区人民政府：\n{wrapped}\n{wrapped}\n　　　　　　澜州市水务局\n"
    )
    assert [each.text for each in manuscript.body] == [paragraph.strip()] * 2
    assert manuscript.signature == "澜州市水务局"


def test_short_lines_are_not_put_together() -> None:
    body = "\n".join(f"　　{each}区已完成" for each in "甲乙丙丁戊己")
    assert len(read(notice(body=body)).body) == 6


def test_a_paragraph_of_twelve_kilobytes_stays_one() -> None:
    paragraph = "各区要加强领导、压实责任，" * 350 + "确保完成。"
    assert [each.text for each in read(notice(body=paragraph)).body] == [paragraph]
