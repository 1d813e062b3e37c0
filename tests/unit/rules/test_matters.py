"""一文一事: which titles name two matters, and which only look like it."""

from __future__ import annotations

import pytest

from documents.rules.matters import second_matter


@pytest.mark.parametrize(
    "matter",
    [
        "增加编制和解决办公经费",
        "设立高新区和追加专项资金",
        "申请增加编制、解决经费",
        "调整领导小组成员以及召开推进会",
        "购置公务用车及增加驾驶员编制",
        "举办运动会和新建体育馆",
        "拨付救灾资金\n和减免企业税费",
    ],
)
def test_two_verbs_of_asking_with_an_object_each_are_two_matters(matter: str) -> None:
    title = f"澜州市人民政府关于{matter}的请示"
    place = second_matter(title)
    assert place is not None
    assert title[slice(*place)] == matter


@pytest.mark.parametrize(
    "matter",
    [
        "建设和管理城市公园",
        "贯彻和落实会议精神",
        "修订和完善管理制度",
        "调整、补充领导小组成员",
        "调整机构和编制",
        "追加防汛抗旱资金和物资",
        "解决征地补偿和安置问题",
        "解决拆迁涉及调整规划问题",
        "成立领导小组和办公室",
        "举办和平杯比赛",
        "申请新建和改建农村公路",
        "实施老旧小区改造和新建停车设施项目",
        "安排抢险救灾和灾后重建资金",
        "批准《关于增加编制和解决经费的规定》",
    ],
)
def test_one_matter_of_two_parts_stays_one(matter: str) -> None:
    assert second_matter(f"澜州市人民政府关于{matter}的请示") is None


def test_a_title_without_a_matter_has_no_second_one() -> None:
    assert second_matter("请示") is None
