from __future__ import annotations

import pytest

from documents.layout import compose
from documents.layout.characters import widths
from documents.layout.pages import Element
from documents.layout.titles import LONGEST_LINE, title_lines
from office.directory.kinds import DOCUMENT_TYPES
from tests.unit.layout.specimens import runs, short_notice

TITLES = [
    "澜州市人民政府办公室关于印发澜州市电子公文交换管理办法的通知",
    "云川省经济和信息化委员会关于印发《云川省电子政务“十二五”发展规划》的通知",
    "澜州市人民政府办公室关于进一步加强全市冬春火灾防控和安全生产工作的通知",
    "云川省人民政府关于同意澜州市设立高新技术产业开发区的批复",
    "澜州市财政局关于申请追加2026年度电子政务网络建设经费的请示",
    "澜州市人民政府办公室关于转发市发展改革委等部门澜州市智慧城市行动计划（2026—2028年）的通知",
]

# Invented, but for the three of real plans; the blanks were set by hand and part their words.
IN_WORDS = """
澜州市 人民代表大会 关于 批准 澜州市 国民经济 和 社会发展 第十五个 五年 规划 纲要 的 决议
云川省 第十四届 人民代表大会 常务委员会 关于修改《云川省 水资源保护条例》等 三部 地方性法规的 决定
澜州市 人民政府 关于 表彰 2026年度 全市 安全 生产 工作 先进 集体 和 先进 个人 的 决定
云川省 人民政府 关于 发布 云川省 农村 公路 养护 管理 办法 的 命令
中国共产党 澜州市 第九届 委员会 第六次 全体 会议 公报
澜州市 2025年 国民经济 和 社会发展 统计 公报
澜州市 人民政府 关于 调整 中心 城区 机动车 限行 区域 和 时段 的 公告
澜州市 自然资源局 关于 公开 征求 澜州市 国土 空间 总体 规划 （2026—2035年） 意见 的 公告
澜州市 公安局 关于 加强 国庆 期间 烟花 爆竹 燃放 管理 和 道路 交通 秩序 整治 的 通告
澜州市 人民政府 关于 禁止 在 饮用水 水源 保护区 内 从事 旅游 垂钓 等 活动 的 通告
云川省 人民政府 办公厅 关于 进一步 优化 营商 环境 更好 服务 市场 主体 的 实施 意见
中共 澜州市委 澜州市 人民政府 关于 全面 推进 乡村 振兴 加快 农业 农村 现代化 的 意见
云川省 发展和改革 委员会 关于 促进 新型 储能 产业 高质量 发展 的 指导 意见
澜州市 人民政府 办公室 关于 转发 市发展改革委 市财政局 澜州市 政府 投资 项目 管理 办法 的 通知
云川省 人民政府 关于 印发 云川省 “十五五” 数字 政府 建设 规划 的 通知
澜州市 人民政府 办公室 关于 做好 2026年 冬季 低温 雨雪 冰冻 灾害 防范 应对 工作 的 紧急 通知
澜州市 人民政府 关于 批转 市应急管理局 澜州市 突发 事件 总体 应急 预案 的 通知
澜州市 人民政府 办公室 关于 成立 澜州市 第四次 全国 农业 普查 领导 小组 的 通知
云川省 教育厅 云川省 财政厅 云川省 人力资源 和 社会保障厅 关于 做好 2026年 特岗教师 招聘工作的 通知
澜州市 人民政府 办公室 关于 2026年 第三季度 政府 网站 与 政务 新媒体 检查 情况 的 通报
澜州市 人民政府 关于 表扬 在 抗洪 抢险 救灾 工作 中 作出 突出 贡献 单位 和 个人 的 通报
澜州市 人民政府 关于 2026年 法治 政府 建设 情况 的 报告
澜州市 发展和改革 委员会 关于 全市 2026年 上半年 固定 资产 投资 完成 情况 的 报告
澜州市 人民政府 关于 恳请 将 澜江 流域 水环境 综合 治理 工程 列入 省级 重点 项目 的 请示
澜州市 大数据 管理局 关于 申请 追加 电子 政务 外网 升级 改造 项目 经费 的 请示
云川省 人民政府 关于 同意 设立 澜州 高新 技术 产业 开发区 的 批复
云川省 人民政府 关于 澜州市 城市 总体 规划 （2026—2035年） 的 批复
澜州市 人民政府 关于 提请 审议 《 澜州市 城市 供水 管理 条例 （草案）》 的 议案
云川省 水利厅 关于 商请 支持 澜江 干流 防洪 治理 工程 前期 工作 的 函
云川省 财政厅 关于 澜州市 申请 调整 地方 政府 专项 债券 资金 用途 有关 问题 的 复函
澜州市 人民政府 第三十二次 常务 会议 纪要
澜州市 人民政府 办公室 关于 印发 《 澜州市 电子 公文 交换 管理 办法 （试行）》 的 通知
澜州市 人民政府 办公室 关于 转发 市发展改革委等部门 澜州市 智慧城市 行动计划 （2026—2028年）的 通知
山东省 经济和信息化 委员会 关于 印发 《 山东省 电子 政务 “十二五” 发展 规划 》 的 通知
上海市 人民政府 关于 印发 上海市 政府 电子 政务 “十二五” 发展 规划 的 通知
上海市 人民政府 办公厅 关于 印发 2015年 上海市 政府 电子 政务 重点 工作 安排 的 通知
澜州市 人民政府 办公室 关于 建立 跨部门 跨层级 政务数据 共享 协调机制 和常态化 督导 通报制度的 通知
云川省 民政厅 等 十二 部门 关于 加强 困境 儿童 心理 健康 关爱 服务 工作 若干 措施 的 通知
澜州市 人民政府 关于 将 澜州市 列为 国家 数字 政府 建设 试点 城市 有关 事宜 的 请示
澜州市 清河区 人民政府 关于 老旧 小区 加装 电梯 和 屋顶 防水 修缮 补助 标准 的 批复
""".strip().splitlines()


def measured(lines: list[str]) -> list[float]:
    return [sum(widths(line)) for line in lines]


@pytest.mark.parametrize("title", TITLES)
def test_every_line_fits_and_nothing_is_lost(title: str) -> None:
    lines = title_lines(title)

    assert "".join(lines) == title
    assert max(measured(lines)) <= LONGEST_LINE


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_never_an_hourglass(title: str) -> None:
    sizes = measured(title_lines(title))

    for before, middle, after in zip(sizes, sizes[1:], sizes[2:], strict=False):
        assert not (middle < before and middle < after)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    "word", ["通知", "人民政府", "办公室", "电子政务", "“十二五”", "2026年度"]
)
def test_words_are_not_split(title: str, word: str) -> None:
    assert "".join(title_lines(title)).count(word) == sum(
        line.count(word) for line in title_lines(title)
    )


def test_the_issued_name_stands_on_a_line_of_its_own() -> None:
    assert title_lines(TITLES[1]) == [
        "云川省经济和信息化委员会关于印发",
        "《云川省电子政务“十二五”发展规划》",
        "的通知",
    ]


def test_a_short_title_stays_on_one_line() -> None:
    assert title_lines("关于做好节日期间值班工作的通知") == ["关于做好节日期间值班工作的通知"]


def test_breaks_typed_by_the_drafter_are_kept() -> None:
    assert title_lines("关于做好\n值班工作的通知") == ["关于做好", "值班工作的通知"]


def test_typed_breaks_are_seen_in_print_and_not_where_the_title_is_quoted() -> None:
    pages = compose(short_notice(title="关于做好\n值班工作的通知"), issue=None)

    assert [run.text for run in runs(pages, Element.TITLE)] == ["关于做好", "值班工作的通知"]
    assert pages.title == pages.bookmarks[0].text == "关于做好值班工作的通知"


def test_a_title_of_a_thousand_characters_is_broken_all_the_same() -> None:
    title = "关于加强工作的通知" * 120

    assert "".join(title_lines(title)) == title


@pytest.mark.parametrize("words", IN_WORDS)
def test_a_title_of_whatever_type_is_broken_between_its_words(words: str) -> None:
    ends = {
        len(words[:place].replace(" ", "")) for place in range(len(words)) if words[place] == " "
    }
    lines = title_lines(words.replace(" ", ""))

    assert "".join(lines) == words.replace(" ", "")
    assert max(measured(lines)) <= LONGEST_LINE
    reached = [len("".join(lines[:count])) for count in range(1, len(lines))]
    assert set(reached) <= ends


@pytest.mark.parametrize("words", IN_WORDS)
def test_its_lines_are_a_trapezium_or_a_diamond_and_never_all_of_one_length(words: str) -> None:
    sizes = measured(title_lines(words.replace(" ", "")))
    top = sizes.index(max(sizes))

    assert sizes[:top] == sorted(sizes[:top])
    assert sizes[top:] == sorted(sizes[top:], reverse=True)
    assert len(sizes) == 1 or max(sizes) - min(sizes) >= 1.0


def test_all_fifteen_types_are_among_them() -> None:
    assert all(any(words.endswith(each) for words in IN_WORDS) for each in DOCUMENT_TYPES)
    long = [words for words in IN_WORDS if 40 <= len(words.replace(" ", "")) <= 60]
    assert len(long) >= 4


def test_joint_issuers_stand_one_a_line_where_they_can() -> None:
    title = next(each for each in IN_WORDS if "财政厅 云川省" in each).replace(" ", "")

    assert title_lines(title)[:2] == ["云川省教育厅云川省财政厅", "云川省人力资源和社会保障厅"]


def test_the_blank_between_joint_issuers_ends_no_line_and_begins_none() -> None:
    title = (
        "澜州市发展和改革委员会\u3000澜州市财政局\u3000澜州市大数据局关于做好2027年度"
        "市级政务信息化项目申报工作的通知"
    )
    lines = title_lines(title)

    assert lines[:2] == [
        "澜州市发展和改革委员会\u3000澜州市财政局",
        "澜州市大数据局关于做好2027年度市级",
    ]
    assert "".join(lines).replace("\u3000", "") == title.replace("\u3000", "")
    assert all(line == line.strip() for line in lines)


def test_a_name_between_brackets_that_fits_stands_on_one_line() -> None:
    assert "《澜州市电子公文交换管理办法（试行）》" in title_lines(
        "澜州市人民政府办公室关于印发《澜州市电子公文交换管理办法（试行）》的通知"
    )
