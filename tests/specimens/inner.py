"""What a briefing and inner forms of the specimen book are filled with."""

from __future__ import annotations

from typing import Any

from documents.layout.briefings.briefing import Addressees, Briefing, Item
from documents.manuscript import Paragraph
from tests.specimens.texts import DAY, LONG, OFFICE

BRIEFING = Briefing(
    name="政务信息",
    number="第18期",
    total="总第236期",
    issuer=OFFICE,
    date=DAY,
    serial="000018",
    note="现将两地推行电子公文单轨运行的做法刊发，供各地参阅。",
    items=(
        Item("清河区三项措施推进电子公文单轨运行", (Paragraph(0, LONG),), "清河区人民政府办公室"),
        Item("望江区建立公文办理时限提醒制度", (Paragraph(0, LONG),), "望江区人民政府办公室"),
    ),
    addressees=(
        Addressees("报", "市委、市人大常委会、市政府、市政协领导同志，省政府办公厅"),
        Addressees("送", "市委各部门，市政协办公室"),
        Addressees("发", "各县（区）人民政府，市政府各部门"),
    ),
    copies=120,
)

DRAFT_SHEET: dict[str, Any] = {
    "agency": OFFICE,
    "number": "澜政办发〔2026〕16号",
    "date": DAY,
    "urgency": "加急",
    "sign_off": [{"words": "同意印发。", "who": "沈立言", "date": DAY}],
    "review": [{"words": "文种、格式无误，请审签。", "who": "陶喆堃", "date": DAY}],
    "title": f"{OFFICE}关于印发澜州市电子公文交换管理办法的通知",
    "recipients": "各县（区）人民政府，市政府各部门、各直属机构",
    "openness": "主动公开",
    "drafter": "何婉清",
}

MEETING_NOTICE: dict[str, Any] = {
    "agency": OFFICE,
    "date": DAY,
    "title": "全市电子公文单轨运行工作推进会",
    "time": "2026年11月30日（星期一）9时",
    "place": "市政府第一会议室",
    "agenda": "一、通报接入进度；二、部署明年工作。",
    "invited": "各县（区）人民政府办公室、市政府各部门分管负责同志",
    "contact": "何婉清",
    "telephone": "6010011",
}
