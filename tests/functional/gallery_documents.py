"""The papers of the gallery: outgoing, incoming, as of then, and being drafted."""

from __future__ import annotations

from office.web.models import (
    Act,
    ActForm,
    Badge,
    Choice,
    ConsignmentLine,
    DocumentPage,
    DraftPage,
    Fact,
    Field,
    FieldGroup,
    FileItem,
    Finding,
    Findings,
    Happening,
    IncomingPage,
    Link,
    Mark,
    Neighbours,
    Opinion,
    OpinionGroup,
    Severity,
    Slip,
    Station,
    StationState,
    Step,
    StepState,
    Timeline,
    TimeTrack,
    Tone,
    TypeGuide,
    Weight,
)
from tests.functional.gallery_desk import FAST, NOTICE, act_form, at, page_set


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
