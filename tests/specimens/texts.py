"""The words of the specimens: invented agencies, invented matters."""

from __future__ import annotations

from documents.layout.issue import Issue, Stamp
from documents.manuscript import (
    Attachment,
    Attendance,
    Enclosure,
    Format,
    Manuscript,
    Paragraph,
    Table,
)

CITY = "澜州市人民政府"
OFFICE = "澜州市人民政府办公室"
BUREAUS = ("澜州市大数据局", "澜州市档案局", "澜州市应急管理局")
EVERYBODY = "各县（区）人民政府，市政府各部门、各直属机构"
DAY, PRINTED_ON = "2026年11月22日", "2026年11月23日"

LONG = (
    "各县（区）人民政府、市政府各部门要把电子公文交换作为转变作风、提高效率的基础工作来抓，明确1名"
    "分管负责同志和2名专职人员，于2026年12月15日前完成设备、证书和印章的准备，做到当天来文当天签收、"
    "急件随到随办；确因条件限制一时不能接入的，要说明原因，报市政府办公室备案。"
)


def paragraphs(*, parts: int = 4) -> tuple[Paragraph, ...]:
    """A text with all four heading levels, about a page in four parts."""
    numerals = "一二三四五六七八九十"
    body: list[Paragraph] = []
    for place in range(parts):
        body += [
            Paragraph(1, f"{numerals[place % 10]}、工作安排"),
            Paragraph(2, f"（一）明确责任。{LONG}"),
            Paragraph(3, f"1.分级负责。{LONG}"),
            Paragraph(4, "（1）县级负责县乡两级，市级负责市直单位。"),
        ]
    return tuple(body)


NOTICE = Manuscript(
    type="通知",
    title=f"{OFFICE}关于印发澜州市电子公文交换管理办法的通知",
    recipients=EVERYBODY,
    body=(
        Paragraph(0, "《澜州市电子公文交换管理办法》已经市政府同意，现印发给你们，请认真执行。"),
    ),
    enclosure=Enclosure(
        "澜州市电子公文交换管理办法",
        (*paragraphs(), *(Paragraph(0, LONG) for _ in range(8))),
        (Attachment("公文交换目录", (Paragraph(0, "目录由市政府办公室另行公布。"),)),),
    ),
    issuer=OFFICE,
    signature=OFFICE,
    copies="市委各部门，市人大常委会办公室，市政协办公室，市监委，市法院，市检察院，澜州军分区",
    note="此件公开发布",
    urgency="特急",
)
NOTICE_ISSUE = Issue(
    mark=f"{OFFICE}文件",
    number="澜政办发〔2026〕16号",
    date=DAY,
    copy_number="000018",
    printing_office=OFFICE,
    print_date=PRINTED_ON,
    sealed=True,
)

REQUEST = Manuscript(
    type="请示",
    title=f"{CITY}关于在全市推行电子公文单轨运行的请示",
    recipients="云川省人民政府",
    body=(*paragraphs(parts=1), Paragraph(0, "妥否，请批示。")),
    attachments=(
        Attachment("澜州市电子公文单轨运行实施方案", (Paragraph(0, LONG),)),
        Attachment("澜州市各县（区）人民政府和市政府各部门电子公文系统建设、接入、运行情况汇总表"),
    ),
    issuer=CITY,
    signature=CITY,
    note="联系人：何婉清，电话：0999—6010011",
    classification="",
    copies="云川省大数据局",
)
REQUEST_ISSUE = Issue(
    mark=f"{CITY}文件",
    number="澜政〔2026〕8号",
    date=DAY,
    signers=("沈立言", "陶喆堃", "王　卫"),
    printing_office=OFFICE,
    print_date=PRINTED_ON,
    sealed=True,
    seal_diameter=45.0,
)

JOINT = Manuscript(
    type="通知",
    title="关于联合开展电子档案移交检查的通知",
    recipients="各县（区）大数据局、档案局、应急管理局",
    body=paragraphs(parts=1),
    issuer=BUREAUS[0],
    signature="\u3000".join(BUREAUS),
    copies="云川省大数据局，云川省档案局，云川省应急管理厅，市委办公室，市人大常委会办公室，市政协办公室",
)
JOINT_ISSUE = Issue(
    mark="文件",
    joint_marks=BUREAUS,
    number="澜数发〔2026〕21号",
    date=DAY,
    signatures=BUREAUS,
    printing_office="澜州市大数据局办公室",
    print_date=PRINTED_ON,
    sealed=True,
)

UNSEALED = Manuscript(
    type="通报",
    title="关于2026年第三季度电子公文交换情况的通报",
    recipients=EVERYBODY,
    body=(Paragraph(0, LONG), Paragraph(0, LONG)),
    issuer=OFFICE,
    signature=OFFICE,
)
UNSEALED_ISSUE = Issue(
    mark=f"{OFFICE}文件",
    number="澜政办发〔2026〕17号",
    date=DAY,
    printing_office=OFFICE,
    print_date=PRINTED_ON,
)

BILL = Manuscript(
    type="议案",
    title=f"{CITY}关于提请审议《澜州市电子文件管理条例（草案）》的议案",
    recipients="澜州市人民代表大会常务委员会",
    body=(Paragraph(0, LONG), Paragraph(0, "现提请审议。")),
    issuer=CITY,
)
BILL_ISSUE = Issue(
    mark=f"{CITY}文件",
    number="澜政〔2026〕9号",
    date=DAY,
    stamps=(Stamp(title="市长", name="沈立言"),),
    printing_office=OFFICE,
    print_date=PRINTED_ON,
)

LETTER = Manuscript(
    type="函",
    title=f"{OFFICE}关于商请协助查验电子印章的函",
    recipients="云川省密码管理局办公室",
    body=(Paragraph(0, LONG * 5), Paragraph(0, "请予支持为盼。")),
    issuer=OFFICE,
    signature=OFFICE,
    copies="云川省大数据局",
    urgency="加急",
    format=Format.LETTER,
)
LETTER_ISSUE = Issue(
    mark=OFFICE, number="澜政办函〔2026〕5号", date=DAY, copy_number="000003", sealed=True
)

ORDER = Manuscript(
    type="命令",
    title="",
    body=(
        Paragraph(
            0,
            "《澜州市电子公文交换管理规定》已经2026年11月20日市人民政府第5次常务会议审议通过，"
            "现予公布，自2027年1月1日起施行。",
        ),
    ),
    issuer=CITY,
    format=Format.ORDER,
)
ORDER_ISSUE = Issue(
    mark=f"{CITY}令",
    number="第16号",
    date=DAY,
    stamps=(Stamp(title="市长", name="沈立言"),),
    printing_office=OFFICE,
    print_date=PRINTED_ON,
)

MINUTES = Manuscript(
    type="纪要",
    title="研究电子公文单轨运行有关问题",
    body=paragraphs(parts=1),
    issuer=CITY,
    format=Format.MINUTES,
    attendance=(
        Attendance(
            "出席",
            "沈立言、陶喆堃、何婉清、孟川、韩霁、邱实、邵云帆、梁静宜、龚望舒、卢一鸣、许敬之、丁若谷",
        ),
        Attendance("请假", "田蕙、高朗"),
        Attendance("列席", "严守成、魏晨星"),
    ),
    copies="市政府领导同志，各县（区）人民政府",
)
MINUTES_ISSUE = Issue(
    mark="澜州市人民政府常务会议纪要",
    number="第5期",
    date=DAY,
    printing_office=OFFICE,
    print_date=PRINTED_ON,
)

TELEGRAM = Manuscript(
    type="通知",
    title="关于做好寒潮暴雪天气防范应对工作的紧急通知",
    recipients="各县（区）人民政府，市政府各部门",
    body=paragraphs(parts=1),
    issuer=OFFICE,
    signature=OFFICE,
    urgency="特提",
    format=Format.TELEGRAM,
)
TELEGRAM_ISSUE = Issue(
    mark="澜州市人民政府办公室发电",
    number="澜政办明电〔2026〕3号",
    date=DAY,
    approved_by="沈立言",
)

SLIP = Manuscript(
    type="函",
    title="关于借用会议室的函",
    recipients="澜州市档案局",
    body=(
        Paragraph(
            0, "因召开电子公文交换工作座谈会，拟于2026年11月26日借用贵局第一会议室，请予支持。"
        ),
    ),
    issuer=OFFICE,
    signature=OFFICE,
    format=Format.NOTE,
)
SLIP_ISSUE = Issue(mark=OFFICE, date=DAY)

ROWS = tuple(
    (str(place), f"澜州市第{place}区", f"{place * 12}", f"{place * 3}", "2026年12月15日前完成接入")
    for place in range(1, 41)
)
TABLES = Manuscript(
    type="通报",
    title="关于各县（区）电子公文系统接入进度的通报",
    recipients="各县（区）人民政府",
    body=(
        Paragraph(0, LONG),
        Table(
            rows=(("序号", "单位", "应接入（个）", "未接入（个）", "要求"), *ROWS[:6]),
            title="接入进度",
        ),
        Paragraph(0, "请未完成接入的单位抓紧推进。"),
    ),
    attachments=(
        Attachment(
            "各县（区）接入进度明细表",
            (
                Table(
                    rows=(("序号", "单位", "应接入（个）", "未接入（个）", "要求"), *ROWS),
                    landscape=True,
                ),
            ),
        ),
    ),
    issuer=OFFICE,
    signature=OFFICE,
)
TABLES_ISSUE = Issue(
    mark=f"{OFFICE}文件",
    number="澜政办发〔2026〕18号",
    date=DAY,
    printing_office=OFFICE,
    print_date=PRINTED_ON,
)

CROWDED = Manuscript(
    type="通知",
    title="关于召开电子公文单轨运行工作推进会的通知",
    recipients="，".join(f"澜州市第{place}街道办事处" for place in range(1, 46)),
    body=(Paragraph(0, LONG),),
    issuer=OFFICE,
    signature=OFFICE,
    copies="市委办公室",
    classification="秘密★1年",
    urgency="加急",
)
CROWDED_ISSUE = Issue(
    mark=f"{OFFICE}文件",
    number="澜政办发〔2026〕19号",
    date=DAY,
    copy_number="000001",
    printing_office=OFFICE,
    print_date=PRINTED_ON,
)
