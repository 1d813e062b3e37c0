"""Every page template with invented content, for tests and for looking at.

`python -m tests.functional.gallery 6600` serves it; log in as hewanqing with 口令-hewanqing.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from waitress import serve

from office.web.models import (
    Act,
    ActForm,
    Badge,
    Choice,
    ConsignmentLine,
    Desk,
    DocumentPage,
    DraftPage,
    EmptyState,
    Fact,
    Field,
    FieldGroup,
    FileItem,
    Finding,
    Findings,
    Happening,
    IncomingPage,
    Lamp,
    Link,
    Mark,
    Neighbours,
    Next,
    Opinion,
    OpinionGroup,
    PageImage,
    PageSet,
    Preview,
    Register,
    RegisterRow,
    Row,
    RowGroup,
    Severity,
    Slip,
    Station,
    StationState,
    Step,
    StepState,
    Tab,
    Timeline,
    TimeTrack,
    Tone,
    TypeGuide,
    Weight,
)
from tests.functional.access_app import build_app

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


def slip(title: str) -> Slip:
    """The whole slip of a document that is being dispatched."""
    names = ("拟稿", "核稿", "会签", "签发", "复核", "编号", "用印", "分发")
    lines = (
        ("何婉清", "18日"),
        ("许明", "18日"),
        ("3/3", "19日"),
        ("周怀远", "09:26"),
        ("何婉清", "09:58"),
        ("37号", "10:12"),
        ("段文", "10:29"),
        ("12 家", "办理中"),
    )
    return Slip(
        heading="发文办理单",
        facts=(Fact("拟稿", "市政府办 秘书科"), Fact("时限", "11月20日 17:30")),
        steps=tuple(
            Step(name, StepState.NOW if place == 7 else StepState.DONE, below)
            for place, (name, below) in enumerate(zip(names, lines, strict=True))
        ),
        opinions=(
            OpinionGroup("签发", (Opinion("周怀远", "副市长", "同意印发。", at(20, 9, 26)),)),
            OpinionGroup(
                "会签",
                (
                    Opinion(
                        "许敬之",
                        "市大数据局",
                        "同意。接口规范由我局另行印发。",
                        at(19, 16, 40),
                        verdict=Badge("同意", Tone.DONE),
                    ),
                    Opinion(
                        "田蕙",
                        "市档案局",
                        f"第二条建议增加“办结后一并归档”的要求。{title if '<' in title else ''}",
                        at(19, 11, 5),
                        verdict=Badge("有保留", Tone.WARNING),
                        note="采纳，见第 4 稿",
                        transcribed_by="秘书科 何婉清",
                    ),
                ),
            ),
            OpinionGroup(
                "核稿",
                (Opinion("许明", "秘书科 科长", "依据充分，文种、格式无误。", at(18, 17, 52)),),
            ),
        ),
        consignments=(
            ConsignmentLine(
                "清河县人民政府办公室", "YC-LZ:qh01", _way(5), Badge("办结", Tone.DONE, "tick")
            ),
            ConsignmentLine(
                "安丰县人民政府办公室",
                "YC-LZ:af01",
                _way(2),
                Badge("已送达", Tone.NEUTRAL),
                "未签收 1 小时 11 分",
            ),
            ConsignmentLine(
                "云岭区人民政府办公室",
                "YC-LZ:yl01",
                _way(1, StationState.RETRYING),
                Badge("重试中", Tone.WARNING, "retry"),
                "第 3 次，11:52 再送",
            ),
            ConsignmentLine(
                "石桥市人民政府办公室",
                "YC-LZ:sq01",
                _way(2, StationState.RETURNED),
                Badge("退回", Tone.RETURNED, "return"),
                "收文单位已更名",
            ),
        ),
        receipts=(Happening(at(20, 10, 31), "清河县人民政府办公室 签收，已核验对方签名"),),
        timeline=Timeline(
            happenings=(
                Happening(at(20, 10, 29), "段文 用印，印章有效"),
                Happening(at(20, 10, 12), "何婉清 取号 澜政办发〔2026〕37号"),
                Happening(at(20, 9, 58), "何婉清 复核，无实质修改"),
                Happening(
                    at(19, 17, 3), f"何婉清 修改 2 处，成第 4 稿{title if '<' in title else ''}"
                ),
            ),
            total=30,
            intact=True,
        ),
        files=(
            FileItem(
                title[:40] if "<" in title else "公文电子交换单位名录.pdf",
                "/page/1.svg",
                188_000,
                3,
            ),
            FileItem("省政府办公厅来文.ofd", "/page/1.svg", 421_000, 6),
        ),
    )


def _way(passed: int, last: StationState | None = None) -> tuple[Station, ...]:
    def state(place: int) -> StationState:
        if place < passed:
            return StationState.FINISHED if place == 4 else StationState.PASSED
        return last if last and place == passed else StationState.AHEAD

    return tuple(
        Station(name, state(place), at(20, 10, 30 + place) if place < passed else None)
        for place, name in enumerate(("发出", "送达", "签收", "登记", "办结"))
    )


def document(title: str) -> DocumentPage:
    """A document with everything but the time track."""
    return DocumentPage(
        title=title,
        back=Link("返回待办", "/", icon="back"),
        badges=(NOTICE, Badge("平件")),
        number="澜政办发〔2026〕37号",
        pages=page_set(title),
        slip=slip(title),
        act=act_form(title),
        neighbours=Neighbours(position=2, total=23, before="/documents/1", after="/documents/2"),
        tools=(
            Link("花脸稿", "/documents/1", icon="compare"),
            Link("办理单", "/documents/1", icon="print"),
        ),
    )


def past_document(title: str) -> DocumentPage:
    """A document as of a moment: read only."""
    places = (
        (0, "拟稿"),
        (5, ""),
        (12, "核稿"),
        (18, ""),
        (32, "会签"),
        (38, ""),
        (52, "签发"),
        (66, "复核"),
        (72, ""),
        (80, "用印"),
        (86, ""),
        (92, ""),
        (100, "此刻"),
    )
    return DocumentPage(
        title=title,
        back=Link("返回待办", "/", icon="back"),
        badges=(NOTICE,),
        pages=page_set(title),
        slip=slip(title),
        read_only="这是 11月20日 10:29 的样子，只读。",
        track=TimeTrack(
            when=at(20, 10, 29),
            position=30,
            total=46,
            marks=tuple(
                Mark(
                    place,
                    f"?as_of={place}",
                    f"{name or '其他'} 第 {place} 件",
                    name=name,
                    current=place == 80,
                    future=place > 80,
                )
                for place, name in places
            ),
            back="/documents/1",
        ),
    )


def incoming(title: str) -> IncomingPage:
    """Something received."""
    return IncomingPage(
        title=title,
        back=Link("返回待办", "/", icon="back"),
        badges=(FAST, Badge("请示")),
        pages=page_set(title),
        slip=Slip(
            heading="收文办理单",
            steps=(
                Step("签收", StepState.DONE, ("何婉清", "09:12")),
                Step("登记", StepState.DONE, ("何婉清", "09:20")),
                Step("拟办", StepState.DONE, ("沈立言", "09:40")),
                Step("批示", StepState.NOW, ("周怀远",)),
                Step("承办", StepState.AHEAD),
                Step("办结", StepState.AHEAD),
            ),
            opinions=(
                OpinionGroup(
                    "拟办",
                    (
                        Opinion(
                            "沈立言",
                            "副秘书长",
                            "拟同意，请怀远副市长审定。财政局意见附后。",
                            at(20, 9, 40),
                        ),
                    ),
                ),
            ),
            timeline=Timeline(
                (Happening(at(20, 9, 40), "沈立言 拟办"), Happening(at(20, 9, 12), "何婉清 签收")),
                3,
                intact=True,
            ),
            files=(FileItem("财政局意见.pdf", "/page/1.svg", 90_000, 1),),
        ),
        act=ActForm(
            action="/act",
            heading="批示",
            command="c1",
            seen="3",
            phrases=("同意", "已阅", "请财政局阅处", "会议研究"),
            fields=(Field("opinion", "批示", kind="area", rows=3, opinion=True),),
            acts=(Act("return", "退回"), Act("instruct", "签批", Weight.PRIMARY, key="Ctrl ↵")),
        ),
        sender="澜州市卫生健康委员会",
        number="澜卫请〔2026〕29号",
        incoming_number="收文〔2026〕1187",
        received=at(20, 9, 12),
        seal="印章有效",
    )


def draft(title: str) -> DraftPage:
    """A draft with findings and something that the import did not recognise."""
    return DraftPage(
        title=title,
        back=Link("返回发文", "/documents", icon="back"),
        import_action="/act",
        badges=(Badge("第 2 稿"),),
        saved=at(20, 9, 41),
        pages=page_set(title, count=2),
        summary="1 286 字　共 3 页",
        form=ActForm(
            action="/act",
            heading="拟稿",
            command="d1",
            seen="2",
            refusal="标题中没有文种（条例第九条第五项）。请在标题末尾写明文种，如“通知”。",
            autosave="/autosave",
            fields=(
                Field(
                    "identity",
                    "发文名义",
                    kind="select",
                    choices=(
                        Choice("zf", "澜州市人民政府", chosen=True),
                        Choice("bgs", "澜州市人民政府办公室"),
                    ),
                ),
                Field(
                    "urgency",
                    "缓急",
                    kind="select",
                    choices=(
                        Choice("", "平件", chosen=True),
                        Choice("加急", "加急"),
                        Choice("特急", "特急"),
                    ),
                ),
                Field("number", "发文字号", fixed="签发后自动编号"),
                Field(
                    "title",
                    "标题",
                    kind="area",
                    rows=2,
                    value=title,
                    required=True,
                    error="标题中没有文种",
                    clause="条例第九条第五项",
                ),
                Field(
                    "recipients",
                    "主送机关",
                    value="省人民政府、省发展和改革委员会",
                    hint="上行文原则上主送一个上级机关",
                ),
                Field(
                    "body",
                    "正文",
                    kind="area",
                    rows=14,
                    value="按照云政发〔2026〕18号要求，现将有关情况报告如下。\n一、治理进展\n截至10月底，全市累计完成投资41.6亿元，占年度计划的87.3%。\n二、存在问题\n上游清河段沿线12处临时排口尚未整治到位。",
                    hint="一行一段；层次序数照写：一、（一）1.（1）",
                ),
                Field("enclosure", "印发件", kind="area", rows=4),
                Field("attachments", "附件", kind="area", rows=2, hint="一行一件"),
            ),
            acts=(
                Act("save", "存稿", key="Ctrl S"),
                Act("submit", "送核稿", Weight.PRIMARY, key="Ctrl ↵", why_not="须改 1 处没有改好"),
            ),
        ),
        checked=Findings(
            findings=(
                Finding(
                    "抄送了下级机关",
                    Severity.MUST,
                    "《条例》第十五条（一）",
                    "“……不抄送下级机关。”清河县人民政府是本机关的下级。",
                    anchor="f-recipients",
                ),
                Finding(
                    "主送两个上级机关",
                    Severity.HINT,
                    "《条例》第十五条（一）",
                    "“原则上主送一个上级机关。”",
                    anchor="f-recipients",
                    place="主送机关第6至14字",
                    fix="fix:R15a",
                    keep="keep:R15a",
                    reason="reason-R15a",
                ),
            ),
            guide=TypeGuide("报告", "上行", "向上级机关汇报工作。", ("不得夹带请示事项",)),
        ),
        groups=(FieldGroup("公开与保密", (Field("openness_reason", "不主动公开的理由"),)),),
        unrecognised=("打印本页　关闭窗口", title if "<" in title else "来源：市政府门户网站"),
        files=(FileItem("项目清单.xlsx", "/page/1.svg", 12_000),),
    )


def register(title: str, *, of: str) -> Register:
    """发文 or 收文."""
    columns = ("发文字号", "拟稿") if of == "发文" else ("来文单位", "来文字号", "收文号")
    cells = (
        ("澜政办发〔2026〕37号", "秘书科 何婉清")
        if of == "发文"
        else ("云川省人民政府办公厅", "云政办发〔2026〕63号", "〔2026〕1186")
    )
    names = (
        title,
        "第十七次常务会议纪要",
        "关于调整市级议事协调机构的通知",
        "关于印发《澜州市档案移交办法》的通知",
        "关于开展第四季度政务公开评估的通知",
    )
    states = (
        Badge("分发", Tone.NEUTRAL),
        Badge("办结", Tone.DONE, "tick"),
        Badge("核稿", Tone.NEUTRAL),
        Badge("退回", Tone.RETURNED, "return"),
        Badge("拟稿", Tone.NEUTRAL),
    )
    return Register(
        title=of,
        columns=columns,
        rows=tuple(
            RegisterRow(
                "/documents/1",
                name,
                cells,
                badges=(URGENT,) if place == 0 else (),
                state=state,
                when=at(20 - place, 10, 12),
            )
            for place, (name, state) in enumerate(zip(names * 4, states * 4, strict=True))
        ),
        action="/documents",
        query="交换" if "<" not in title else title,
        tabs=(
            Tab("全部", "/documents", 1286, current=True),
            Tab("在办", "/documents?state=open", 64),
            Tab("办结", "/documents?state=done", 1222),
        ),
        total=1286,
        primary=Link("拟稿", "/draft", icon="draft") if of == "发文" else None,
        older="/documents?before=20",
    )


PAGES: dict[str, tuple[str, str, Any]] = {
    # route: path, template, model of a title
    "desk": ("/", "desk", desk),
    "empty": ("/empty", "desk", empty_desk),
    "document": ("/documents/1", "document", document),
    "past": ("/documents/past", "document", past_document),
    "incoming": ("/incomings/1", "incoming", incoming),
    "draft": ("/draft", "draft", draft),
    "documents": ("/documents", "documents", partial(register, of="发文")),
    "incomings": ("/incomings", "incomings", partial(register, of="收文")),
}
TITLE = "关于进一步规范全市公文电子交换工作的通知"


def letter(request: Request) -> Response:
    """A drawn page: a stand-in for the layout's own pictures."""
    song = 'text-anchor="middle" font-family="Noto Serif CJK SC" font-weight="700"'
    lines = "".join(
        f'<rect x="28" y="{163 + 10.4 * line}" width="{156 if line % 4 else 98}" height="3.2"/>'
        for line in range(9)
    )
    head = escape("澜州市人民政府办公室文件") if request.matchdict["number"] == "1" else ""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297">'
        '<rect width="210" height="297" fill="#fff"/>'
        f'<text x="105" y="84" font-size="12" fill="#d7191b" {song}>{head}</text>'
        '<rect x="28" y="112" width="156" height=".5" fill="#d7191b"/>'
        f'<text x="105" y="140" font-size="7.6" {song}>{TITLE}</text>'
        f'<g fill="#999">{lines}</g></svg>'
    )
    return Response(svg, content_type="image/svg+xml", charset="utf-8")


def _view(model: Any, title: str) -> Any:
    return lambda request: {"page": model(title)}


def _count(count: int | None, request: Request) -> int | None:
    return count


def rooms(config: Configurator, *, title: str = TITLE) -> None:
    """The gallery as a room: its pages and a full rail."""
    for route, (path, _, _) in PAGES.items():
        config.add_route(route, path)
    for route, (_, template, model) in PAGES.items():
        config.add_view(
            _view(model, title),
            route_name=route,
            renderer=f"office.web:templates/{template}.jinja2",
        )
    config.add_route("page", "/page/{number}.svg")
    config.add_view(letter, route_name="page")
    config.add_route("search", "/search")
    rail = (
        ("desk", "待办", "desk", 23, ""),
        ("documents", "发文", "document", None, ""),
        ("incomings", "收文", "incoming", 6, ""),
        ("circulations", "传阅", "circulation", 11, ""),
        ("supervisions", "督办", "supervision", 4, ""),
        ("briefings", "简报信息", "briefing", None, ""),
        ("meetings", "会议", "meeting", 2, ""),
        ("exchange", "交换箱", "exchange", 2, "往来"),
        ("archive", "归档", "archive", None, "往来"),
        ("statistics", "统计", "statistics", None, "往来"),
    )
    for order, (name, label, icon, count, group) in enumerate(rail):
        config.add_rail_item(
            name,
            label=label,
            route=name if name in PAGES else "desk",
            icon=icon,
            order=order,
            group=group,
            count=partial(_count, count),
        )


def main(port: int) -> None:
    """Serve the gallery until interrupted."""
    with tempfile.TemporaryDirectory() as folder:
        serve(build_app(Path(folder), extra=rooms), listen=f"127.0.0.1:{port}", threads=4)


if __name__ == "__main__":
    main(int(sys.argv[1]))
