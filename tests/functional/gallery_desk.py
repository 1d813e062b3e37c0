"""The desks of the gallery, a full one and an empty one, and what its papers have too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from office.web.models import (
    Act,
    ActForm,
    Badge,
    Choice,
    Desk,
    EmptyState,
    Field,
    Lamp,
    Link,
    Next,
    PageImage,
    PageSet,
    Preview,
    Row,
    RowGroup,
    Tab,
    Tone,
    Weight,
)

URGENT = Badge("特急", Tone.URGENT)
FAST = Badge("加急", Tone.FAST)
NOTICE = Badge("通知")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026, in the office's time."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def page_set(title: str, *, count: int = 3) -> PageSet:
    """Stand-ins for laid-out pages."""
    return PageSet(
        images=tuple(
            PageImage(number=number, src=f"/page/{number}.svg", text=f"第{number}页：{title}")
            for number in range(1, count + 1)
        )
    )


def act_form(title: str) -> ActForm:
    """拟办, with chips, a next person and three acts."""
    return ActForm(
        action="/act",
        heading="拟办意见",
        command="7f3c91d0",
        seen="30",
        phrases=("请领导阅示", "转应急局牵头", "传阅"),
        then="然后 周怀远 副市长",
        fields=(
            Field(
                name="opinion",
                label="意见",
                kind="area",
                rows=2,
                opinion=True,
                value="拟请怀远副市长阅示。建议由市应急管理局牵头，气象、交通、住建、能源等部门配合，"
                f"今日17时前报送防范部署。{title if '<' in title else ''}",
            ),
            Field(
                name="next",
                label="报送",
                kind="select",
                choices=(
                    Choice("shen", "沈立言 副秘书长", chosen=True),
                    Choice("zhou", "周怀远 副市长"),
                ),
            ),
        ),
        acts=(
            Act(name="return", label="退回", weight=Weight.PLAIN, key="R"),
            Act(name="propose", label="报送拟办", weight=Weight.PRIMARY, key="Ctrl ↵"),
        ),
    )


def row(title: str, act: str, sender: str, number: str, **more: Any) -> Row:
    """One waiting item."""
    return Row(href="/documents/1", title=title, act=act, facts=(sender, number), **more)


def desk(title: str) -> Desk:
    """A full desk with a preview."""
    urgent = (
        row(
            title,
            "拟办",
            "云川省人民政府办公厅",
            "云政办发〔2026〕63号",
            badges=(URGENT,),
            lamp=Lamp.RED,
            due=at(20, 11, 30),
            overdue=True,
            remaining="余 1 小时 48 分",
            selected=True,
            preview="/?item=1",
        ),
        row(
            "关于报送水库除险加固进展的函",
            "承办",
            "云川省水利厅",
            "云水函〔2026〕412号",
            lamp=Lamp.RED,
            due=at(18, 18),
            overdue=True,
            remaining="超 2 个工作日",
            preview="/?item=2",
        ),
        row(
            "全市安全生产紧急电视电话会议通知",
            "登记",
            "云川省应急管理厅",
            "明电〔2026〕88号",
            badges=(URGENT,),
            lamp=Lamp.AMBER,
            due=at(20, 16),
            remaining="余 6 小时",
        ),
    )
    today = (
        row(
            "关于申请追加公共卫生专项经费的请示",
            "拟办",
            "澜州市卫生健康委员会",
            "澜卫请〔2026〕29号",
            badges=(FAST,),
            lamp=Lamp.AMBER,
            due=at(20, 17, 30),
            remaining="余 7 小时",
        ),
        row(
            "关于规范全市公文电子交换工作的通知",
            "复核",
            "周怀远 签发",
            "拟稿 秘书科",
            lamp=Lamp.AMBER,
            due=at(20, 17, 30),
            remaining="余 7 小时",
        ),
        row(
            "第十七次常务会议纪要",
            "用印",
            "综合科",
            "〔2026〕17",
            lamp=Lamp.AMBER,
            due=at(20, 18),
            remaining="余 8 小时",
        ),
        row(
            "关于澜江大桥维修期间交通组织的意见",
            "会签",
            "澜州市交通运输局",
            "澜交〔2026〕156号",
            lamp=Lamp.AMBER,
            due=at(20, 18),
            remaining="余 8 小时",
            unread=False,
        ),
    )
    later = tuple(
        row(
            name,
            act,
            sender,
            number,
            lamp=Lamp.GREEN,
            due=at(23 + place, 18),
            remaining=f"{place + 1} 个工作日",
            unread=place < 3,
        )
        for place, (name, act, sender, number) in enumerate(
            (
                (
                    "关于开展第四季度政务公开评估的通知",
                    "拟办",
                    "云川省政务公开办公室",
                    "云公开办〔2026〕19号",
                ),
                (
                    "关于商请支持职业教育实训基地用地的函",
                    "拟办",
                    "清河县人民政府",
                    "清政函〔2026〕75号",
                ),
                ("约稿：今冬农村供水保障情况", "承办", "信息科", "约稿第 41 号"),
                ("关于调整市级议事协调机构的通知", "核稿", "人事科 拟稿", "第 3 稿"),
                ("关于印发《澜州市档案移交办法》的通知", "核稿", "法规科 拟稿", "第 2 稿"),
            )
        )
    )
    return Desk(
        title="待办",
        tabs=(
            Tab("全部", "/", 23, current=True),
            Tab("收文", "/?kind=incoming", 11),
            Tab("发文", "/?kind=document", 8),
            Tab("会议", "/?kind=meeting", 2),
            Tab("督办", "/?kind=supervision", 2),
        ),
        groups=(
            RowGroup("特急与超期", urgent, 3),
            RowGroup("今天到期", today, 4),
            RowGroup("本周与其后", later, 16),
        ),
        preview=Preview(
            href="/documents/1",
            title=title,
            badges=(URGENT,),
            facts=("云政办发〔2026〕63号", "收文〔2026〕1186", "今天 09:12 签收", "4 页"),
            valid_seal="印章有效",
            pages=page_set(title),
            act=act_form(title),
        ),
    )


def empty_desk(_: str) -> Desk:
    """Nothing waits."""
    return Desk(
        title="待办",
        groups=(),
        empty=EmptyState(
            sentence="手边无待办",
            note="今天办了 14 件，都在时限之内。新件到达，这里即刻可见。",
            coming=(
                Next(at(20, 15), "第十八次常务会议，三楼第一会议室", "会议"),
                Next(at(23, 9), "公共卫生专项经费，待财政局答复", "督办"),
                Next(at(24, 9), "政务公开评估材料，秘书科在拟", "已交办"),
            ),
            links=(
                Link("拟稿", "/draft", keys=("N",)),
                Link("看传阅", "/", keys=("G", "C")),
                Link("查已办", "/"),
            ),
        ),
    )
